"""Shapes of the entries of frames, noun classes, support verbs and the code book. A field that is not listed is an error in the file."""

import msgspec

Texts = list[str]
Places = list[str] | str
Examples = dict[str, list[str] | str]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: unknown fields are refused."""


class Family(Strict, frozen=True):
    """A family of verbs, nouns and adjectives that are read alike. See docs/frames.md."""

    codes: list[dict[str, Places]] = []
    verbs: Texts = []
    nouns: Texts = []
    adjectives: Texts = []
    auxiliaries: Texts = []
    actor: Places = []
    recipient: Places = []
    possessor: str = "subject"
    like: str | None = None
    examples: Examples = {}
    known_wrong: Examples = {}
    why: str = ""


class NounClass(Strict, frozen=True):
    """A class of nouns that rows ask for. `words` are lemmas or compounds ("peace plan"); `includes` are other classes."""

    words: Texts = []
    includes: Texts = []
    why: str = ""


class Support(Strict, frozen=True):
    """Support verbs: with an event noun at one of the places `through` they make one event with it.

    `subject` says which party of the noun's event the verb's subject is: `actor` or `recipient`. `categories` are those of the nouns
    that the verb carries, any if none is named: who calls an election calls a strike, not an attack.
    """

    verbs: Texts
    subject: str = "actor"
    through: Texts = msgspec.field(default_factory=lambda: ["object"])
    categories: Texts = []
    examples: Examples = {}
    why: str = ""


class Category(Strict, frozen=True):
    """A category of events with its modes (name: definition)."""

    quad: int
    score: float
    definition: str
    modes: dict[str, str] = {}
    scores: dict[str, float] = {}


class CameoCode(Strict, frozen=True):
    """A CAMEO code: a short name and the PLOVER category it belongs to (`none` for statements)."""

    name: str
    plover: str
