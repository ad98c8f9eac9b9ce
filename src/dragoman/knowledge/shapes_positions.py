"""Shapes of issues.yaml and positions.yaml: kinds of issue, and expressions of a stance that are no events."""

from dataclasses import dataclass

from dragoman.knowledge.frames import Frames, compile_frames
from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Category, Family, NounClass, Strict, Texts

STANCES = ("proposes", "supports", "accepts", "open", "neutral", "noncommittal", "doubts", "rejects", "demands")

#: stances stand where categories stand in a frame, so that one stage reads both
STANCE_CODES = {stance.upper(): Category(0, 0.0, stance) for stance in STANCES}


class IssueKind(Strict, frozen=True):
    """A kind of issue: `classes` of nouns that name it; `events` maps a category, with a mode if it matters, to a stance."""

    classes: Texts
    events: dict[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Positions:
    """`kinds` by name; `of_class` maps a noun class to its kind; `stances` are frames whose categories are stances in capitals."""

    kinds: dict[str, dict[str, str]]
    of_class: dict[str, str]
    stances: Frames


def compile_positions(issues: list[Entry[IssueKind]], stances: list[Entry[Family]], classes: list[Entry[NounClass]], frames: Frames) -> Positions:
    """The tables of positions. Raises KnowledgeError for an unknown stance, category or class."""
    known = {name for names in frames.classes.values() for name in names}
    for entry in issues:
        where = f"{entry.path}:{entry.line}: {entry.name}"
        for stance in entry.value.events.values():
            if stance not in STANCES:
                raise KnowledgeError(f"{where}: no stance `{stance}`{nearest(stance, list(STANCES))}")
        for code in entry.value.events:
            if code.split()[0] not in frames.categories:
                raise KnowledgeError(f"{where}: no category `{code}`{nearest(code, list(frames.categories))}")
        for name in entry.value.classes:
            if name not in known:
                raise KnowledgeError(f"{where}: no class of nouns `{name}`{nearest(name, sorted(known))}")
    codes = [Entry("", name, entry_path, 0, code) for entry_path in [classes[0].path] for name, code in STANCE_CODES.items()]
    return Positions(
        {entry.name: dict(entry.value.events) for entry in issues},
        {name: entry.name for entry in issues for name in entry.value.classes},
        compile_frames(stances, classes, [], codes),
    )
