"""Expected rows and reports come in, how far they agree goes out. `python -m tests.positions.agreement [part of a name]` lists every row."""

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dragoman.coder import Coder, load
from dragoman.knowledge.load import read_entries
from dragoman.model import Article, Position, Report
from dragoman.reading import read

HERE = Path(__file__).parent
WORDS = ("by", "about", "toward", "speaker", "if")


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    must: list[str] = []
    may: list[str] = []


@dataclass(frozen=True, slots=True)
class Row:
    """One expected position: alternatives of party, stance and kind, and further fields by their word ("by", "about" …)."""

    text: str
    parties: frozenset[str]
    stances: frozenset[str]
    kinds: frozenset[str]
    more: dict[str, str]

    def fits(self, position: Position) -> bool:
        """Whether party, stance, kind and whose proposal it is are as told."""
        names = {position.code, f"{position.code}.{position.sector}", position.side}
        whose = "by" not in self.more or self.more["by"] in position.issue.by
        return bool(names & self.parties) and position.stance in self.stances and position.issue.kind in self.kinds and whose

    def fields(self, position: Position, names: dict[str, str]) -> dict[str, bool]:
        """Which of the other fields are as told; `names` are those of actors by id."""
        text = " ".join(condition.text for condition in position.conditions)
        found = {
            "about": lambda told: told == position.issue.conflict,
            "toward": lambda told: told in position.toward,
            "speaker": lambda told: plain(names.get(position.speaker or "", "")) == told,
            "if": lambda told: told in text,
        }
        return {word: found[word](told) for word, told in self.more.items() if word in found}


def plain(name: str) -> str:
    """A name without marks over its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def row(text: str) -> Row:
    """A row of expected.yaml: PARTY STANCE KIND, then words and what follows them."""
    party, stance, kind, *rest = text.split()
    more: dict[str, str] = {}
    word = ""
    for one in rest:
        if one in WORDS:
            word = one
        else:
            more[word] = f"{more[word]} {one}" if word in more else one
    return Row(text, frozenset(party.split("|")), frozenset(stance.split("|")), frozenset(kind.split("|")), more)


@dataclass(slots=True)
class Agreement:
    """Counts over reports: rows found and missing, positions nobody asked for, and the other fields of those found, right and all."""

    found: int = 0
    missing: int = 0
    extra: int = 0
    fields: dict[str, list[bool]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.missing + self.extra)

    def share(self, name: str) -> float:
        """How often a field of the rows found is right."""
        return sum(self.fields[name]) / len(self.fields[name])


def compare(wanted: Wanted, report: Report, into: Agreement) -> None:
    """Add one report to the counts."""
    names = {actor.id: actor.name for actor in report.cast.actors}
    left = list(report.positions)
    for text in wanted.must:
        one = row(text)
        fitting = [p for p in left if one.fits(p)]
        best = max(fitting, key=lambda p: sum(one.fields(p, names).values()), default=None)
        if best is None:
            into.missing += 1
            into.told.append(f"- missing   {text}")
            continue
        into.found += 1
        left = [p for p in left if p not in fitting]
        wrong = [name for name, right in one.fields(best, names).items() if not right]
        for name, right in one.fields(best, names).items():
            into.fields.setdefault(name, []).append(right)
        into.told.append(f"  found     {text}" + (f"   WRONG {wrong}: {described(best, names)}" if wrong else ""))
    allowed = [row(text) for text in (*wanted.may, *wanted.must)]
    for position in left:
        if not any(one.fits(position) for one in allowed):
            into.extra += 1
            into.told.append(f"+ extra     {described(position, names)}")


def described(position: Position, names: dict[str, str]) -> str:
    """A position in one line."""
    issue = position.issue
    conditions = "; ".join(condition.text for condition in position.conditions)
    return (
        f"{position.code}.{position.sector} ({position.side}) {position.stance} {issue.key} toward {','.join(position.toward)} speaker {names.get(position.speaker or '')}"
        f" if [{conditions}] | {position.text[:90]} | {position.because[:1]}"
    )


def reports(coder: Coder) -> Iterator[tuple[str, Wanted, Report]]:
    """The reports of this folder with what is wanted of them."""
    wanted = {entry.name: entry.value for entry in read_entries(HERE, HERE / "expected.yaml", Wanted)}
    for one in read([HERE / "reports"]):
        if isinstance(one, Article):
            name = Path(one.id).name
            yield name, wanted[name], coder.code(one)


def main(part: str) -> None:
    total = Agreement()
    for name, wanted, report in reports(load()):
        if part in name:
            total.told.append(f"\n{name}")
            compare(wanted, report, total)
    print("\n".join(total.told))
    print(f"\nfound {total.found}, missing {total.missing}, extra {total.extra}: F1 {total.f1:.3f}", {name: round(total.share(name), 2) for name in total.fields})


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
