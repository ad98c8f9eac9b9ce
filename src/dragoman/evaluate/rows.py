"""The short notation of events in examples, `SRB REJECT meet UNO`: text comes in, comparable rows go out; events become rows too."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge.schema import Category
from dragoman.model import Event, Party

FLAGS = ("not", "future", "hypothetical", "historical", "claimed", "reciprocal")


class RowError(ValueError):
    """A row that can't be read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A row of an example. Sides are codes, each with a sector after a dot if it matters."""

    text: str
    category: str
    modes: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    flags: frozenset[str]

    def fits(self, event: Event) -> bool:
        """Whether the event is this row; modes, sectors and flags are asked only if the row has them, `not` always."""
        if event.event[0] != self.category or not self.modes <= set(event.mode) or event.status.negated != ("not" in self.flags):
            return False
        held = {name for name in FLAGS[1:4] if getattr(event.status, name)}
        held |= {"claimed"} if event.status.claimed_by else set()
        held |= {"reciprocal"} if event.reciprocal else set()
        return self.flags - {"not"} <= held and _side(self.actors, event.actor) and _side(self.recipients, event.recipient)


def expected_rows(texts: Iterable[str], categories: dict[str, Category]) -> list[Expected]:
    """Rows of an example; none for `nothing`. Raises RowError."""
    return [_row(text, categories) for text in texts if text != "nothing"]


def _row(text: str, categories: dict[str, Category]) -> Expected:
    words = text.split()
    at = next((n for n, word in enumerate(words) if word in categories), None)
    if at is None:
        raise RowError(f"`{text}` names no category; write `ACTORS CATEGORY modes RECIPIENTS flags`")
    category, rest = words[at], words[at + 1 :]
    modes = frozenset(word for word in rest if word in categories[category].modes)
    flags = frozenset(word for word in rest if word in FLAGS)
    sides = [word for word in rest if word not in modes and word not in flags]
    if at > 1 or len(sides) > 1:
        raise RowError(f"`{text}`: what are {' '.join(words[1:at] + sides[1:])}? Parties are codes joined by commas, a sector after its country (KEN.GOV), `-` for none; then modes of {category} and flags {', '.join(FLAGS)}")
    return Expected(text, category, modes, _codes(words[0] if at else "-"), _codes(sides[0] if sides else "-"), flags)


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) - {"-"}


def _side(wanted: frozenset[str], parties: tuple[Party, ...]) -> bool:
    """Whether the parties with a code are the wanted ones, each wanted sector among them."""
    if {code.split(".")[0] for code in wanted} != {party.code for party in parties if party.code}:
        return False
    held = {f"{party.code}.{party.sector}" for party in parties}
    return all(code in held for code in wanted if "." in code)


def row_of(event: Event) -> str:
    """An event in the short notation, for messages."""
    flags = [name for name in FLAGS[1:4] if getattr(event.status, name)]
    flags = ["not"] * event.status.negated + flags + ["claimed"] * bool(event.status.claimed_by) + ["reciprocal"] * event.reciprocal
    return " ".join([_names(event.actor), *event.event, *event.mode, _names(event.recipient), *flags])


def _names(parties: tuple[Party, ...]) -> str:
    return ",".join(f"{party.code or '?'}.{party.sector}" if party.sector else party.code or f"?[{party.entity_text}]" for party in parties) or "-"
