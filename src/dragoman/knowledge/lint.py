"""Knowledge folders come in, everything that is wrong with their entries goes out, all at once, with file and line.

Loading stops at the first error; this goes on, for those who edit.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.knowledge.frames import compile_frames
from dragoman.knowledge.load import Entry, KnowledgeError, nearest, read_entries
from dragoman.knowledge.schema import CameoCode, Category, Family, NounClass, Support
from dragoman.knowledge.shapes_positions import IssueKind


def lint(roots: Sequence[Path]) -> list[str]:
    """Problems of frames, classes and support verbs: what does not load, what has no example, what nothing uses."""
    problems: list[str] = []
    families = _read(roots, "frames/*.yaml", Family, problems)
    classes = _read(roots, "nouns/classes/*.yaml", NounClass, problems)
    support = _read(roots, "support.yaml", Support, problems)
    categories = _read(roots, "plover.yaml", Category, problems)
    usable = {entry.name: entry for entry in families}
    for entry in families:
        alone = [entry, *_models(entry, usable)]
        try:
            compile_frames(alone, classes, support, categories)
        except KnowledgeError as error:
            problems.append(str(error))
    problems += _twice(families)
    problems += _uncoded(families, {entry.name for entry in _read(roots, "cameo.yaml", CameoCode, problems)})
    problems += _unexampled([*families, *support])
    problems += _mistakable(classes, families)
    issues = _read(roots, "issues.yaml", IssueKind, problems)
    problems += _unused(families, classes, {name for entry in issues for name in entry.value.classes})
    return list(dict.fromkeys(problems))


def _read(roots: Sequence[Path], pattern: str, shape: type[Any], problems: list[str]) -> list[Entry[Any]]:
    found: dict[str, Entry[Any]] = {}
    for root in roots:
        for path in sorted(root.glob(pattern)):
            try:
                found.update((entry.key, entry) for entry in read_entries(root, path, shape))
            except KnowledgeError as error:
                problems.append(str(error))
    return list(found.values())


def _models(entry: Entry[Family], usable: dict[str, Entry[Family]]) -> Iterator[Entry[Family]]:
    """Families whose rows the entry reads through `like`, without their words."""
    seen, name = {entry.name}, entry.value.like
    while name in usable and name not in seen:
        model = usable[name]
        yield Entry(model.key, model.name, model.path, model.line, Family(codes=model.value.codes, like=model.value.like))
        seen.add(name)
        name = model.value.like


def _twice(families: list[Entry[Family]]) -> Iterator[str]:
    held: dict[tuple[str, str], Entry[Family]] = {}
    for entry in families:
        for form in ("verbs", "nouns", "adjectives"):
            for word in getattr(entry.value, form):
                first = held.setdefault((form, word), entry)
                if first is not entry:
                    yield f"{entry.path}:{entry.line}: {entry.name}: {form} `{word}` stands in `{first.name}` ({first.path.name}) too; all readings of a word lie in one family"
                elif getattr(entry.value, form).count(word) > 1:
                    yield f"{entry.path}:{entry.line}: {entry.name}: {form} `{word}` stands twice"


def _uncoded(families: list[Entry[Family]], codes: set[str]) -> Iterator[str]:
    """Rows with a CAMEO code that the code book does not have."""
    for entry in families:
        for number, row in enumerate(entry.value.codes, 1):
            if str(row.get("cameo", "")) not in codes | {""}:
                yield f"{entry.path}:{entry.line}: {entry.name}: row {number}: no CAMEO code `{row['cameo']}`{nearest(str(row['cameo']), sorted(codes))}"


def _unexampled(entries: list[Entry[Any]]) -> Iterator[str]:
    for entry in entries:
        examples = entry.value.examples
        events = [e for e in examples.values() if e != "nothing"]
        used = not isinstance(entry.value, Family) or entry.value.verbs or entry.value.nouns or entry.value.adjectives or entry.value.auxiliaries
        if used and not events and any(row.get("code") != "nothing" for row in getattr(entry.value, "codes", [{}])):
            yield f"{entry.path}:{entry.line}: {entry.name}: no example that gives an event"


def _mistakable(classes: list[Entry[NounClass]], families: list[Entry[Family]]) -> Iterator[str]:
    """Classes with the name of a word that is not in them: a row that asks for the class takes the word too."""
    words = {word for held in classes for word in held.value.words} | {noun for entry in families for noun in entry.value.nouns}
    by_name = {held.name: held.value for held in classes}
    for held in classes:
        own, todo = set(held.value.words), list(held.value.includes)
        for name in todo:
            if name in by_name and not own.issuperset(by_name[name].words):
                own |= set(by_name[name].words)
                todo += by_name[name].includes
        if held.name in words - own:
            yield f"{held.path}:{held.line}: class {held.name}: the word `{held.name}` is not in it, but a row that asks for the class takes the word too; put it in or name the class otherwise"


def _unused(families: list[Entry[Family]], classes: list[Entry[NounClass]], asked: set[str]) -> Iterator[str]:
    """Classes that no row and no issue asks for."""
    asked = {"instrument", *asked}
    for entry in families:
        for row in entry.value.codes:
            for value in row.values():
                asked |= {text.removeprefix("not ") for text in ([value] if isinstance(value, str) else value)}
    for held in classes:
        asked |= set(held.value.includes)
    for held in classes:
        if held.name not in asked:
            yield f"{held.path}:{held.line}: class {held.name}: no row asks for it"
