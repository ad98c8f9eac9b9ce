"""A sentence and a category in, the codes of both sides of each such event out."""

from dragoman import Coder


def sides(coder: Coder, sentence: str, category: str) -> list[list[str]]:
    """Codes of actors and of recipients, joined by semicolons, an event each."""
    events = [event for event in coder.code(sentence, published="2023-04-06").events if event.event == (category,)]
    return [[";".join(party.code or "" for party in side) for side in (event.actor, event.recipient)] for event in events]
