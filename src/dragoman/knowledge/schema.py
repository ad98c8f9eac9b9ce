"""Shapes of knowledge entries. A field that is not listed here is an error in the file."""

import msgspec

Texts = list[str]
Places = list[str] | str
Condition = list[str] | str


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: unknown fields are refused."""


class Row(Strict):
    """One row of a family; conditions are collected in `when`. See docs/frames.md."""

    code: str
    when: dict[str, Texts] = {}
    cameo: str | None = None
    actor: Texts = []
    recipient: Texts = []
    issue: str | None = None
    context: Texts = []
    reciprocal: bool = False
    status: Texts = []
    keep_inner: str | None = None
    why: str = ""


class Family(Strict):
    """A family of verbs, nouns and adjectives that are read alike. See docs/frames.md."""

    codes: list[dict[str, Condition]] = []
    verbs: Texts = []
    nouns: Texts = []
    adjectives: Texts = []
    actor: Places = []
    recipient: Places = []
    like: str | None = None
    examples: dict[str, Texts | str] = {}
    known_wrong: dict[str, Texts | str] = {}
    why: str = ""


class NounClass(Strict):
    """A class of nouns that rows ask for. `words` are lemmas or compounds ("peace plan")."""

    words: Texts
    includes: Texts = []
    why: str = ""


class Support(Strict):
    """Support verbs: with an event noun as object (or after `through`) they make one event with it.

    `subject` says which party of the noun's event the verb's subject is: `actor` or `recipient`.
    """

    verbs: Texts
    subject: str = "actor"
    through: Texts = msgspec.field(default_factory=lambda: ["object"])
    examples: dict[str, Texts | str] = {}
    why: str = ""
