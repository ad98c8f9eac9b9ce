"""Shapes of the knowledge of actors: states, agent nouns, words of reference, and the columns of the tables."""

from msgspec import field

from dragoman.knowledge.schema import Strict

Texts = tuple[str, ...]

#: columns that must stand in the tables below `actors/`; a table may have others
PEOPLE = ("key", "name", "aliases", "gender", "wikidata", "code")
OFFICES = ("key", "office", "title", "code", "sector", "start", "end", "as_of")
ORGANISATIONS = ("key", "name", "aliases", "kind", "code", "sector", "other_sectors", "start", "end", "wikidata")


class State(Strict, frozen=True):
    """A state or an entity that PLOVER codes like one (`actors/states.yaml`), under its code or any short name.

    `seats` and `institutions` map a name to its sector; seats stand for the government (Kremlin), institutions are
    bodies with a name of their own (Duma), `parliament` the one that makes laws. `earlier` are names of former states
    that count as this one, with the Wikidata identifier of the former state (West Germany). `traps` say what a name also is.
    """

    code: str
    name: str
    names: Texts = ()
    earlier: dict[str, str] = field(default_factory=dict)
    adjectives: Texts = ()
    people: Texts = ()
    capital: Texts | str = ()
    seats: dict[str, str] = field(default_factory=dict)
    institutions: dict[str, str] = field(default_factory=dict)
    parliament: str = ""
    igo: Texts = ()
    traps: dict[str, str] | Texts = ()
    kind: str = "state"
    wikidata: str = ""
    start: str = ""
    end: str = ""
    sector: str = ""
    examples: dict[str, dict[str, str] | Texts | str] = field(default_factory=dict)
    why: str = ""


class Agent(Strict, frozen=True):
    """Nouns that name somebody by what he is or does (`nouns/agents.yaml`): police, gunman, foreign minister.

    `sector` is PLOVER's, empty where the noun takes it from what it belongs to (spokesman, official, leader);
    `office` is set for offices that one person holds at a time; `role` says that the noun speaks or acts for
    what it belongs to (spokesman), is another one (other: ally), or a people within a state (ethnic); `gender` m or f; `number` many for nouns that
    are plural in sense (police). Where no country is told, `home` is "" for the country in focus, "here" for a place
    of the same sentence, "elsewhere" for none, and then `code` stands; "usual" for `code` where that country is spoken of.
    """

    nouns: Texts
    sector: str = ""
    kind: str = "person"
    office: str = ""
    role: str = ""
    gender: str = ""
    number: str = ""
    source: str = ""
    home: str = ""
    code: str = ""
    other_sectors: Texts = ()
    examples: dict[str, Texts | str] = field(default_factory=dict)
    why: str = ""


class Reference(Strict, frozen=True):
    """Words by which a text refers (`reference.yaml`): pronouns, prepositions of place, "former", "counterpart", "both".

    `use` says what the words are used for; `person` is 1, 2 or 3; `kinds` are the kinds of actor that the words may point to.
    A homonym belongs to the country `code` where one of the words `beside` stands in the article.
    """

    use: str
    words: Texts
    person: str = ""
    number: str = ""
    gender: str = ""
    kinds: Texts = ()
    code: str = ""
    beside: Texts = ()
    examples: dict[str, Texts | str] = field(default_factory=dict)
    why: str = ""
