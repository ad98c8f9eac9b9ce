"""The examples that stand with states, agent nouns and words of reference: each mention must come out as its entry says."""

import msgspec
import pytest

from dragoman.knowledge.compiled import DATA, Knowledge
from dragoman.knowledge.load import Entry, read_entries
from dragoman.knowledge.shapes_actors import Agent, Reference, State
from dragoman.language.parse import Parser
from dragoman.model import Cast, Parse

from .test_actors import PUBLISHED, cast_of

FILES = (("actors/states.yaml", State), ("nouns/agents.yaml", Agent), ("reference.yaml", Reference))


#: what the entries ask for and is not done yet: senses of common nouns that only the whole sentence tells
KNOWN_WRONG = {
    "actors/states.yaml#PSE: Palestine",
    "nouns/agents.yaml#unidentified-armed: Unknown gunmen",
    "nouns/agents.yaml#clergy: Catholic",
}


class Example(msgspec.Struct, frozen=True):
    key: str
    sentence: str
    mention: str
    wanted: str


def examples() -> list[Example]:
    """One for each mention; an entry writes `mention: code sector` or a list of `mention = code sector`."""
    return [example for name, shape in FILES for entry in read_entries(DATA, DATA / name, shape) for example in _of(entry)]


def _of(entry: Entry[State] | Entry[Agent] | Entry[Reference]) -> list[Example]:
    found = []
    for sentence, wanted in entry.value.examples.items():
        pairs = wanted.items() if isinstance(wanted, dict) else [one.rsplit(" = ", 1) for one in ([wanted] if isinstance(wanted, str) else wanted)]
        found += [Example(entry.key, sentence, mention, what) for mention, what in pairs]
    return found


def told(parse: Parse, cast: Cast, mention: str) -> set[str]:
    """All that may be said of whoever the words name: code, and code with sector; "nobody" for nobody and for places."""
    start = parse.text.index(mention)
    inside = {t.i for t in parse.tokens if start <= t.start and t.end <= start + len(mention)}
    heads = [i for i in sorted(inside) if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    stands = [one for i in heads for one in cast.at.get(i, ())]
    actors = {actor.id: actor for actor in cast.actors}
    places = {m.head for m in cast.mentions if m.label == "PLACE"}
    if not stands:
        return {"nobody"}
    one = actors[stands[0]]
    unknown = heads[-1] in places or not (one.code or one.sector)
    return {one.code or "-", f"{one.code or '-'} {one.sector or '-'}"} | ({"nobody"} if unknown else set())


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.key}: {e.mention}")
def test_example_of_entry(example: Example, parser: Parser, knowledge: Knowledge) -> None:
    if f"{example.key}: {example.mention}" in KNOWN_WRONG:
        pytest.xfail("not done yet")
    parse, cast = cast_of(example.sentence, PUBLISHED, parser, knowledge)
    assert example.wanted in told(parse, cast, example.mention), example.sentence
