"""An act with its clause comes in, whether it is an event to give goes out. Serves the frame stage.

An event has somebody political in it. What is said has a speaker, and what takes two has two.
"""

from collections.abc import Mapping

from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Actor, Clause, Mention


def relevant(act: Act, clause: Clause, actors: Mapping[str, Actor], relevance: Relevance | None) -> bool:
    """Whether the act is a political event: "Kenya met Chad", not "the baker met the thief". Without `relevance` all are."""
    if relevance is None:
        return True
    if not (act.actors or act.recipients):
        return False
    return _political(act, actors, relevance) and not _of_nobody(act, clause, relevance)


def lone(act: Act, actors: Mapping[str, Actor], heads: Mapping[int, Mention], relevance: Relevance | None) -> bool:
    """Whether one person or state does alone what takes two: "the minister *discussed* prices"; "talks *with Oman*" had another party."""
    if relevance is None or act.category not in relevance.mutual_categories or not relevance.one_sided_modes.isdisjoint(act.modes):
        return False
    if act.recipients or len(act.actors) != 1:
        return False
    actor, token = act.actors[0]
    mention = heads.get(token)
    one = mention is not None and mention.number == "one"
    return actors[actor].kind in relevance.single_kinds or (one and actors[actor].kind in relevance.described_kinds)


def _political(act: Act, actors: Mapping[str, Actor], relevance: Relevance) -> bool:
    """Whether a party is political, or the act is public whoever does it."""
    if act.category in relevance.public_categories or not relevance.public_modes.isdisjoint(act.modes):
        return True
    if act.inner is not None and act.inner.category in relevance.public_categories:
        return True
    parties = (actors[actor] for actor, _ in act.actors + act.recipients)
    return any(a.kind in relevance.political_kinds or (a.sector is not None and a.sector not in relevance.private_sectors) for a in parties)


def _of_nobody(act: Act, clause: Clause, relevance: Relevance) -> bool:
    """Whether words are said by nobody: "*scolding* allies is easy". A passive leaves its speaker out and still tells that there was one."""
    active = clause.kind == "verb" and not clause.passive and "subject" not in clause.roles
    return active and not act.actors and act.category in relevance.spoken_categories
