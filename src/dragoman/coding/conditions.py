"""A row of a family and a view of a clause come in, whether the row's conditions hold goes out, with what made them hold. Serves the frame stage."""

from collections.abc import Callable
from dataclasses import dataclass, field

from dragoman.coding.arguments import Arguments
from dragoman.coding.aspects import Aspects
from dragoman.coding.views import View
from dragoman.knowledge.frame_rows import ASPECTS, Row, Test
from dragoman.knowledge.frames import Frames
from dragoman.model import Act

EVENT = Test("event", "")
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Held:
    """What made the conditions of a row hold: heads of events inside, and nouns of the classes asked for."""

    inner: list[int]
    nouns: list[int]


@dataclass(slots=True)
class Seen:
    """What was found of one view, kept while row after row is compared with it: what stands at a place, values of an aspect."""

    places: dict[str, tuple[int, ...]]
    aspects: dict[str, set[str]]
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    inner: tuple[int, ...] | None = None


class Conditions:
    """Compares rows with views. `inside` gives the act at a token as the view sees it."""

    def __init__(self, arguments: Arguments, aspects: Aspects, frames: Frames, inside: Callable[[int, View], Act | None]) -> None:
        self.arguments, self.aspects, self.frames, self.inside = arguments, aspects, frames, inside

    def held(self, row: Row, view: View, seen: Seen) -> Held | None:
        """What made the row's conditions hold, if all do. `seen` keeps what stands where in the view, for its further rows."""
        held = Held([], [])
        for key, tests in row.when:
            if key == "inner":
                if not self._inner(tests, view, held, seen):
                    return None
            elif key in ASPECTS:
                if not self._aspect(key, tests, view, seen):
                    return None
            elif not self._place(key, tests, view, held, seen, empty=row.category is None):
                return None
        return held

    def _heads(self, view: View, seen: Seen) -> tuple[int, ...]:
        """Heads of what may be the event inside."""
        if seen.inner is None:
            seen.inner = tuple(self.arguments.inner(view))
        return seen.inner

    def _inner(self, tests: tuple[Test, ...], view: View, held: Held, seen: Seen) -> bool:
        """Whether an event inside is what the row asks for; with `none`, whether there is no event inside."""
        heads = (view.clause.head,) if view.word in self.frames.auxiliaries else self._heads(view, seen)
        wanted = [test for test in tests if test.wanted and test.kind != "none"]
        refused = [test for test in tests if not test.wanted]
        empty = len(wanted) < len(tests) - len(refused)
        for head in heads:
            if any(self._holds(t, head, view) for t in wanted or (EVENT,)) and not any(self._holds(t, head, view) for t in refused):
                if empty and not wanted:
                    return False
                held.inner.append(head)
                return True
        return empty

    def _fillers(self, key: str, view: View, seen: Seen) -> tuple[int, ...]:
        """What stands at a place of the view, its complement too."""
        found = seen.places[key] = self.arguments.at(view, key) + view.complements.get(key, ())
        return found

    def _names(self, key: str, fillers: tuple[int, ...], seen: Seen) -> frozenset[str]:
        """Lemmas and classes of all that stands at a place: a value that is not among them holds of none."""
        found = seen.names[key] = frozenset().union(*(self.arguments.things.names(f) for f in fillers))
        return found

    def _place(self, key: str, tests: tuple[Test, ...], view: View, held: Held, seen: Seen, *, empty: bool) -> bool:
        """Whether a condition on a place holds: one of the wanted values does, none of the refused. `empty`: an empty place too is not what is refused."""
        fillers = seen.places.get(key)
        if fillers is None:
            fillers = self._fillers(key, view, seen)
        names: frozenset[str] | None = None if fillers else NOTHING
        some = False
        for test in tests:
            if test.kind == "noun":
                if names is None:
                    names = seen.names.get(key) or self._names(key, fillers, seen)
                if test.value not in names:
                    continue
            if not test.wanted:
                for f in fillers:
                    if self._holds(test, f, view):
                        return False
                continue
            if some:
                continue
            if test.kind == "none" or test.kind == "any":
                some = bool(fillers) == (test.kind == "any")
                continue
            for f in fillers:
                if self._holds(test, f, view):
                    some = True
                    if test.kind == "event":
                        held.inner.append(f)
                    elif test.kind == "noun" and key != "subject":
                        held.nouns.append(f)
                    break
        if some:
            return True
        refused = False
        for test in tests:
            if not test.wanted:
                refused = True
            elif test.kind != "none":
                return False
        return refused and (empty or bool(fillers))

    def _holds(self, test: Test, i: int, view: View) -> bool:
        """Whether what stands at token `i` is what the test asks for."""
        kind = test.kind
        if kind == "noun":
            return self.arguments.things.is_noun(i, test.value)
        if kind == "event":
            act = self.inside(i, view)
            return act is not None and (not test.value or act.category == test.value) and all(m in act.modes for m in test.modes)
        if kind == "kind":
            return self.arguments.is_kind(i, test.value)
        if kind == "speaker":
            return self.arguments.is_speaker(i, view)
        return self.arguments.has_sector(i, test.value)

    def _aspect(self, key: str, tests: tuple[Test, ...], view: View, seen: Seen) -> bool:
        held = seen.aspects.get(key)
        if held is None:
            held = seen.aspects[key] = self.aspects.held(key, view)
        some = wanted = False
        for test in tests:
            if not test.wanted:
                if test.value in held:
                    return False
            else:
                wanted = True
                some = some or test.value in held
        return some or not wanted
