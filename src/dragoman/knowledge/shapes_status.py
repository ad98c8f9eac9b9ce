"""Shape of status.yaml: the words and forms that say whether something happened, and the table that `coding/status.py` reads.

An entry is a family of cues. `where` says how a cue stands to the clause that it speaks of: `above` (the clause hangs from it),
`on` (it hangs from the clause), `below` (it hangs from an argument of the clause), `during` (it names a time at which the clause happens), `form` (the clause has the form named `cue`).
"""

from dataclasses import dataclass
from typing import Literal

import msgspec

from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Strict, Texts

NEGATED, FUTURE, HYPOTHETICAL, HISTORICAL, CLAIMED = 1, 2, 4, 8, 16
#: the flags of a status by their bit
FLAGS = {"negated": NEGATED, "future": FUTURE, "hypothetical": HYPOTHETICAL, "historical": HISTORICAL, "claimed": CLAIMED}
ALL = 31

#: a word of `makes` -> (bits kept of what the clause hangs from, bits added, does a negation above come through)
EFFECTS = {
    "same": (ALL - NEGATED, 0, True),
    "negated": (ALL - NEGATED, NEGATED, True),
    "actual": (CLAIMED | HISTORICAL, 0, False),
    "hypothetical": (CLAIMED | HISTORICAL | HYPOTHETICAL, HYPOTHETICAL, False),
    "future": (CLAIMED | HISTORICAL | HYPOTHETICAL, FUTURE, True),
    "aside": (CLAIMED | HISTORICAL | FUTURE, 0, False),
    "historical": (ALL - NEGATED, HISTORICAL, True),
    "claimed": (CLAIMED | HISTORICAL | HYPOTHETICAL, CLAIMED, False),
    "open": (ALL - NEGATED, 0, False),
}
#: forms of clauses that an entry with `where: form` may speak of
FORMS = ("imperative", "question", "inversion", "purpose", "infinitive", "infinitive of noun", "long ago", "to come")
#: lists of words that must be there
LISTS = ("definite", "question marks", "conditions", "contrast", "alternatives", "during", "said by doing", "argument prepositions", "inverted", "texts", "fulfilling", "allegations")


class StatusCue(Strict, frozen=True):
    """A family of cues. `link` (for `above`): `to`, `that`, `whether`, `ing`, `bare`, `object`, `subject`, `compound`, `text` (a participle after a text that is the object), or a preposition (`to noun` for "to").

    `role` (for `on` and `below`) are the relations that the cue may have. `makes` holds if the governor (or, for `on`, the clause) is not negated,
    `if_negated` if it is, `if_definite` of a noun that is definite. `in_report` replaces `makes` below a past verb of saying. `by` names who claims: subject, object or nobody. `tense` asks for
    the governor's tense; `unless` are words that must not follow the cue (for `above`: not hang from it); `within` asks that
    the clause follows the governor within so many words (0: anywhere); `days` is how far back `long ago` lies.
    """

    where: Literal["above", "on", "below", "during", "form"]
    cue: Texts
    makes: Texts = msgspec.field(default_factory=list)
    link: Texts = msgspec.field(default_factory=list)
    role: Texts = msgspec.field(default_factory=list)
    if_negated: Texts = msgspec.field(default_factory=list)
    if_definite: Texts = msgspec.field(default_factory=list)
    in_report: Texts = msgspec.field(default_factory=list)
    by: Literal["subject", "object", "nobody"] = "subject"
    tense: Literal["", "past", "present", "perfect", "progressive"] = ""
    within: int = 0
    unless: Texts = msgspec.field(default_factory=list)
    days: int = 0
    examples: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    known_wrong: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a cue does to the bits of what is above: keep some, add some. `waits`: hypothetical if what is above is still open."""

    keep: int = ALL
    add: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One cue, ready to use. `beside` is the second word of a cue of two ("rule out"), `key` names the entry in reasons."""

    key: str
    where: str
    positive: Change
    negative: Change
    report: Change | None
    definite: Change | None
    links: frozenset[str]
    roles: frozenset[str]
    beside: str
    by: str
    tense: str
    unless: frozenset[str]
    within: int


@dataclass(frozen=True, slots=True)
class StatusRules:
    """`governors` by lemma and link, `words` by lemma, `forms` by name; `lists` are words that make a noun definite, and the like."""

    governors: dict[tuple[str, str], tuple[Rule, ...]]
    words: dict[str, tuple[Rule, ...]]
    forms: dict[str, Rule]
    lists: dict[str, frozenset[str]]
    long_ago: int


def compile_status(entries: list[Entry[StatusCue]]) -> StatusRules:
    """The table of all entries. Raises KnowledgeError with the place of an entry that says nothing, or twice what another says."""
    governors: dict[tuple[str, str], list[Rule]] = {}
    words: dict[str, list[Rule]] = {}
    forms: dict[str, Rule] = {}
    lists: dict[str, frozenset[str]] = {}
    days = 365
    for entry in entries:
        value = entry.value
        days = value.days or days
        if value.where == "form":
            _add_form(entry, forms, lists)
            continue
        for cue in value.cue:
            lemma, _, beside = cue.partition(" ")
            rule = _rule(entry, beside)
            if value.where != "above":
                words.setdefault(lemma, []).append(rule)
                continue
            for link in value.link:
                held = governors.setdefault((lemma, link), [])
                if any((other.beside, other.tense) == (beside, value.tense) for other in held):
                    raise KnowledgeError(f"{_place(entry)}: `{cue}` with link `{link}` stands in two entries, the other is {held[0].key}; keep one")
                held.append(rule)
    return StatusRules(
        {pair: tuple(sorted(found, key=_narrow_first)) for pair, found in governors.items()},
        {word: tuple(found) for word, found in words.items()},
        forms,
        {name: lists.get(name, frozenset()) for name in LISTS},
        days,
    )


def _add_form(entry: Entry[StatusCue], forms: dict[str, Rule], lists: dict[str, frozenset[str]]) -> None:
    names, known = (entry.value.cue, FORMS) if entry.value.makes else ([entry.name], LISTS)
    for name in names:
        if name not in known:
            raise KnowledgeError(f"{_place(entry)}: no form `{name}`{nearest(name, list(known))}; forms are {', '.join(known)}")
        if entry.value.makes:
            forms[name] = _rule(entry, "")
        else:
            lists[name] = frozenset(entry.value.cue)


def _rule(entry: Entry[StatusCue], beside: str) -> Rule:
    value = entry.value
    if not value.makes and value.where != "form":
        raise KnowledgeError(f"{_place(entry)}: `makes` is missing; say one or more of {', '.join(EFFECTS)}")
    if value.where == "above" and not value.link:
        raise KnowledgeError(f"{_place(entry)}: a cue above needs `link`, how the clause hangs from it")
    positive = _change(entry, value.makes, False)
    negative = _change(entry, value.if_negated, False) if value.if_negated else _change(entry, value.makes, value.where == "above")
    return Rule(
        entry.key,
        value.where,
        positive,
        negative,
        _change(entry, value.in_report, False) if value.in_report else None,
        _change(entry, value.if_definite, False) if value.if_definite else None,
        frozenset(value.link),
        frozenset(value.role),
        beside,
        value.by,
        value.tense,
        frozenset(value.unless),
        value.within,
    )


def _change(entry: Entry[StatusCue], makes: Texts, turned: bool) -> Change:
    """The joint effect of the words of `makes`; `turned` if what is above is negated and the effect lets that through."""
    keep, add = ALL - NEGATED, 0
    for word in makes:
        if word not in EFFECTS:
            raise KnowledgeError(f"{_place(entry)}: no effect `{word}`{nearest(word, list(EFFECTS))}; effects are {', '.join(EFFECTS)}")
        kept, added, through = EFFECTS[word]
        keep &= kept
        add |= added
        if turned and through:
            add ^= NEGATED
    if turned and "claimed" in makes:
        add = add & ~CLAIMED | HYPOTHETICAL
    return Change(keep, add, "open" in makes)


def _narrow_first(rule: Rule) -> tuple[bool, bool]:
    return (not rule.beside, not rule.tense)


def _place(entry: Entry[StatusCue]) -> str:
    return f"{entry.path}:{entry.line}: {entry.name}"
