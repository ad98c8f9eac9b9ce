"""The dictionary of names. Tables of states, people, offices and organisations come in, a `NameIndex` goes out: who may a name stand for. `read_names.py` reads them.

One entry a person or organisation, and one for each way to name a state: `RUS` is Russia by name, `RUS/adjective` Russian,
`RUS/people` Russians, `RUS/capital:Moscow` its government by its capital, `RUS/seat:Kremlin` by its seat.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.knowledge.folded import Folded
from dragoman.knowledge.spelling import fold

#: offices by which a surname alone is enough in the news, most prominent first
PROMINENT = ("head_of_state", "head_of_government", "igo_head", "foreign_minister", "defence_minister", "vice_president", "spokesperson")

KEYS, SIZES = tuple[str, ...], tuple[int, ...]

#: words as names begin with them, and single signs
WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")

#: offices that one person holds at a time
SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister", "finance_minister", "vice_president", "igo_head")


class Office(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An office held by somebody. Dates are ISO or ""; an open row says nothing after `as_of`."""

    office: str
    title: str
    code: str
    sector: str
    start: str
    end: str
    as_of: str

    def covers(self, on: str) -> bool:
        """Whether the office was held on the ISO date `on`; a bare year or month covers all its days."""
        return (not self.start or self.start <= on) and (not self.end or on <= self.end or on.startswith(self.end))


def rank(office: Office | None) -> int:
    """How prominent an office is, 0 the most."""
    return PROMINENT.index(office.office) if office and office.office in PROMINENT else len(PROMINENT)


class Known(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Somebody that the dictionary knows, by one way of naming. `form` is name, adjective, people, capital, seat or institution."""

    key: str
    name: str
    kind: str
    code: str
    sector: str
    source: str
    form: str = "name"
    gender: str = ""
    wikidata: str = ""
    start: str = ""
    end: str = ""
    other_sectors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


class NameIndex(msgspec.Struct, frozen=True):
    """All names: `entries` by key, `forms` (without accents) to keys, `surnames` of office holders to keys, `holders` of an office ("head_of_state FRA").

    `openings` maps the word by which names begin to how many characters such names have; `raised` and `raised_openings` are the
    same for texts in capitals. Made with `NameIndex.of`; stored compiled, rows are read when asked for.
    """

    entries: Mapping[str, Known]
    forms: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    holders: Mapping[str, tuple[str, ...]]
    openings: Mapping[str, tuple[int, ...]]
    raised: Mapping[str, tuple[str, ...]]
    raised_openings: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, entries: Mapping[str, Known], forms: Mapping[str, tuple[str, ...]], surnames: Mapping[str, tuple[str, ...]]) -> "NameIndex":
        """The index of checked entries and of the texts that name them."""
        raised: dict[str, tuple[str, ...]] = {}
        for form, keys in forms.items():
            raised[form.upper()] = tuple(dict.fromkeys(raised.get(form.upper(), ()) + keys))
        held: dict[str, list[str]] = {}
        for entry in entries.values():
            for post in dict.fromkeys(f"{office.office} {office.code}" for office in entry.offices):
                held.setdefault(post, []).append(entry.key)
        holders = {post: tuple(keys) for post, keys in held.items()}
        return cls(
            Folded.of(entries, Known),
            Folded.of(forms, KEYS),
            Folded.of(surnames, KEYS),
            Folded.of(holders, KEYS),
            Folded.of(_openings(forms), SIZES),
            Folded.of(raised, KEYS),
            Folded.of(_openings(raised), SIZES),
        )

    def __getitem__(self, key: str) -> Known:
        return self.entries[key]

    def match(self, text: str, capitals: bool = False) -> list[tuple[int, int, tuple[str, ...]]]:
        """Names in `text`, leftmost and longest, at word boundaries: (start, end, keys), no keys for what is nobody. With `capitals` a text all in capitals."""
        plain = fold(text)
        openings, forms = (self.raised_openings, self.raised) if capitals else (self.openings, self.forms)
        found = []
        length, free = len(plain), 0
        begin = {word: sizes for word in set(WORDS.findall(plain)) if (sizes := openings.get(word))}
        for word in WORDS.finditer(plain):
            sizes = begin.get(word.group())
            if sizes is None:
                continue
            start = word.start()
            for size in sizes if start >= free else ():
                end = start + size
                if end > length or (end < length and plain[end].isalnum() and plain[end - 1].isalnum()):
                    continue
                keys = forms.get(plain[start:end])
                if keys is not None:
                    found.append((start, end, keys))
                    free = end
                    break
        return found

    def capitals(self, text: str, all_of_it: bool) -> list[tuple[int, int]]:
        """Spans that keep their capitals in a text that has too many: known names, and surnames of office holders. `all_of_it` is in capitals."""
        named = [(start, end) for start, end, _ in self.match(text, capitals=all_of_it)]
        return named if all_of_it else named + [word.span() for word in WORDS.finditer(text) if fold(word.group()) in self.surnames]

    def named(self, name: str) -> tuple[str, ...]:
        """Keys of the entries with exactly this name, or surname."""
        plain = fold(name)
        return self.forms.get(plain) or self.surnames.get(plain, ())


def _openings(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for form in forms:
        if word := WORDS.match(form):
            found.setdefault(word.group(), set()).add(len(form))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}
