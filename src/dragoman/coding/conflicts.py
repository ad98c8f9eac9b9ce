"""The cast of an article comes in, which conflict each of its sentences is about goes out: by name or place, by the parties, or by who fights at home.

"The war in Sudan", "Armenia and Azerbaijan", an army and rebels of one country: the key is the same whatever the wording.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman import tree
from dragoman.knowledge.shapes_positions import Conflict, Positions
from dragoman.model import Actor, Cast, Parse

#: what a name of the conflict, its parties together, and one of its armed groups count for
NAME, PARTIES, GROUP, WAR = 3, 2, 2, 3
#: sectors of those who fight or dispute within a country
INSIDE = frozenset(("REB", "PRM", "OPP", "PRE"))


@dataclass(frozen=True, slots=True)
class Conflicts:
    """`main` is the conflict of the article ("" if none), `told` that of a sentence by its own words, `parties` of each by key, `concerned` those who talk about it."""

    main: str
    told: dict[int, str]
    parties: dict[str, tuple[str, ...]]
    concerned: dict[str, frozenset[str]]

    def at(self, sentence: int) -> str:
        """The conflict that a sentence is about."""
        return self.told.get(sentence, self.main)


def find(parse: Parse, cast: Cast, positions: Positions) -> Conflicts:
    """The conflicts of an article. Of two that are named as often the first in the alphabet is the main one."""
    actors = {actor.id: actor for actor in cast.actors}
    here = _codes(parse, cast, actors)
    everywhere = {code for codes in here.values() for code in codes}
    names = _names(parse, tuple(c for c in positions.conflicts if not everywhere.isdisjoint(c.parties)))
    by_key = {conflict.key: conflict for conflict in positions.conflicts}
    score: Counter[str] = Counter()
    for _, key in names:
        score[key] += NAME
    for key, conflict in by_key.items():
        if everywhere >= set(conflict.parties) and (len(conflict.parties) > 1 or score[key]):
            score[key] += PARTIES * (1 + sum(1 for codes in here.values() if set(conflict.parties) <= codes))
    concerned = {key: frozenset(conflict.parties) | conflict.others for key, conflict in by_key.items()}
    parties = {key: conflict.parties for key, conflict in by_key.items()}
    for key, weight in (*_at_home(actors.values()), *_wars(parse, cast, actors, positions)):
        known = next((c.key for c in positions.conflicts if key in c.parties and (score[c.key] or len(c.parties) == 1)), key)
        score[known] += weight
        parties.setdefault(known, tuple(known.split("-")))
    if not score:
        return Conflicts("", {}, parties, concerned)
    main = min(score, key=lambda key: (-score[key], key))
    told = {sentence: key for sentence, key in names if score[key]}
    for sentence, codes in here.items():
        whole = [key for key in sorted({key for _, key in names}) if len(parties[key]) > 1 and set(parties[key]) <= codes]
        if whole and main not in whole:
            told.setdefault(sentence, whole[0])
    return Conflicts(main, told, parties, concerned)


def between(codes: Iterable[str], positions: Positions) -> str:
    """The key of a conflict between parties: that of conflicts.yaml which has them all, else their codes."""
    parties = sorted(set(codes))
    known = next((c.key for c in positions.conflicts if len(parties) > 1 and set(parties) == set(c.parties)), None)
    return known or "-".join(parties)


def _names(parse: Parse, conflicts: tuple[Conflict, ...]) -> list[tuple[int, str]]:
    """Sentences in which a name of a conflict stands."""
    keys: dict[str, list[str]] = {}
    for conflict in conflicts:
        for word in conflict.words:
            keys.setdefault(word, []).append(conflict.key)
    return [(token.sentence, key) for token in parse.tokens if token.text in keys for key in keys[token.text]]


def _codes(parse: Parse, cast: Cast, actors: dict[str, Actor]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for token, ids in cast.at.items():
        codes = (code for actor in ids if (code := actors[actor].code))
        found.setdefault(parse.tokens[token].sentence, set()).update(codes)
    return found


def _at_home(actors: Iterable[Actor]) -> list[tuple[str, int]]:
    """Countries whose own groups and government are both told of."""
    groups: Counter[str] = Counter()
    states = set()
    for actor in actors:
        if actor.code and actor.sector in INSIDE and actor.kind != "party":
            groups[actor.code] += 1
        elif actor.code:
            states.add(actor.code)
    return [(code, GROUP * count) for code, count in sorted(groups.items()) if code in states or count > 1]


def _wars(parse: Parse, cast: Cast, actors: dict[str, Actor], positions: Positions) -> list[tuple[str, int]]:
    """Wars that are named by their place or parties: "the conflict between A and B", "Sudan's war", "war in Yemen"."""
    found = []
    for token in parse.tokens:
        if token.pos == "NOUN" and token.lemma.lower() in positions.words.wars:
            near = tree.phrase(parse, token.i)[:20]
            codes = {code for i in near for a in cast.at.get(i, ()) if (code := actors[a].code) and len(code) == 3}
            against = any(parse.tokens[c].rel == "prep" and parse.tokens[c].lemma.lower() in positions.words.partners for c in parse.children[token.i])
            if len(codes) == 1 and against:
                codes |= _before(parse, cast, actors, token.i, codes)
            if codes:
                found.append((between(codes, positions), WAR))
    return found


def _before(parse: Parse, cast: Cast, actors: dict[str, Actor], i: int, besides: set[str]) -> set[str]:
    """The country told first in the sentence: whose war with another it is."""
    first = parse.sentences[parse.tokens[i].sentence].first
    told = (code for t in range(first, i) for a in cast.at.get(t, ()) if (code := actors[a].code) and len(code) == 3 and code not in besides)
    return {code for code in (next(told, None),) if code}
