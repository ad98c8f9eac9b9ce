"""Small archives for tests: articles with events, what an archive holds as plain rows, and a coder that needs no model."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from dragoman.archive.store import Archive, Snapshot
from dragoman.archive.tables import CODED
from dragoman.model import Actor, Article, Cast, Event, EventStatus, Fault, Party, Report, Size, TextInfo
from dragoman.reading import article_of

SENTENCES = (
    "Serbia rejected the UN plan on Tuesday.",
    "The presidents of Egypt and Sudan met in Cairo.",
    "“We will not accept the offer,” said Iranian President Ebrahim Raisi.",
    "Gunmen killed 12 soldiers in northern Mali.",
    "China proposed to mediate between Russia and Ukraine.",
    "Łódź ist 東京 — 🕊 nothing.",
)


def article(number: int, text: str | None = None) -> Article:
    """The article of that number; its text follows from the number unless one is given."""
    return article_of(text or f"{SENTENCES[number % len(SENTENCES)]} It was the {number}th report.", id=f"n/{number} 'é'", published=f"2023-04-{number % 28 + 1:02}")


def articles(first: int, last: int) -> list[Article]:
    return [article(number) for number in range(first, last)]


def rows(archive: Archive | Snapshot) -> dict[str, list[dict[str, Any]]]:
    """Everything the coded tables hold, sorted by id."""
    snapshot = archive.snapshot() if isinstance(archive, Archive) else archive
    return {table: sorted(snapshot.dataset(table).to_table().to_pylist(), key=lambda row: row["id"]) for table in CODED}


def ids(archive: Archive | Snapshot) -> list[str]:
    return [row["id"] for row in rows(archive)["articles"]]


def is_whole(archive: Archive) -> None:
    """Every article is there once, with all its events, quotations and positions, and no row is there without its article."""
    held = rows(archive)
    for table in CODED:
        names = [row["id"] for row in held[table]]
        assert len(set(names)) == len(names), table
    for table in ("events", "quotations", "positions"):
        counted: dict[tuple[str, str], int] = {}
        for row in held[table]:
            key = (row["article"], row["batch"])
            counted[key] = counted.get(key, 0) + 1
        assert counted == {(row["id"], row["batch"]): row[table] for row in held["articles"] if row[table]}, table


class Modeless:
    """Codes nothing: every article has one sentence, one actor and one event. For tests of the archive alone, in processes that load no model."""

    def __init__(self) -> None:
        self.knowledge = SimpleNamespace(hash="none")

    def code_many(self, given: Iterable[Article | Fault], *, jobs: int = 1) -> Iterator[Report | Fault]:
        for one in given:
            yield one if isinstance(one, Fault) else self.report(one)

    def report(self, one: Article) -> Report:
        length = len(one.text)
        actor = Actor("a1", one.id, None, "state", "SRB", None)
        party = Party("SRB", None, (), one.id, (0, length), "a1", None, None, None)
        event = Event(
            id=f"{one.id}-1", event=("REJECT",), mode=(), context=(), cameo="12", quad_code=3, event_scale=-4.0, reciprocal=False, date=one.published,
            enddate=None, date_resolution="day", date_because="", actor=(party,), recipient=(), topic=None, event_loc=None, size=Size(),
            status=EventStatus(), reported_in=None, event_text=(one.text,), trigger=((0, length),), text=one.text, text_info=TextInfo(0, 0, length),
            same_as=(), confidence=0.5, because=(),
        )  # fmt: skip
        return Report(one, (), Cast((), (actor,), {}), (event,), (), (), (), (), (), "dragoman 0.1.0", "none")


MODELESS: Any = Modeless()
