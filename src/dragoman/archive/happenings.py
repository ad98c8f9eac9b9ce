"""An archive comes in; which events of different articles tell the same happening goes into its table `happenings`, with how many reports, sources
and independent texts tell it.

Tellings of one category and status are compared day by day: with those of the same day, and if only the day of publication is known also with those
of shortly before. An article tells a happening once, unless it says so itself (`same_as`). Rows are linked, never deleted or changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import pyarrow as pa

from dragoman.archive.made import alone, connection, made_with, put
from dragoman.archive.store import Snapshot, open_archive
from dragoman.archive.tables import HAPPENINGS
from dragoman.archive.tellings import Settings, Telling, retold, same, telling, wording, words

#: the reason that a date has which is only that of the publication
GUESSED = "tense and date of publication"

#: what is read of each event; events of copies are dated like the telling in the copy that was published first
QUESTION = """
select e.id, e.article, coalesce(c."group", e.article) as text_of, c."group" is not null as copied, e.source, e.published, e.event, e.negated, e.hypothetical, e.future,
    e.mode, e.reciprocal, e.date_resolution, e.date_because, e.lat, e.lon, e.place_resolution, e.country_code, e.text, e.same_as,
    list_transform(e.actor, lambda p: {code: p.code, sector: p.sector, name: p.name, entity_text: p.entity_text, key: p.key, office: p.office}) as actor,
    list_transform(e.recipient, lambda p: {code: p.code, sector: p.sector, name: p.name, entity_text: p.entity_text, key: p.key, office: p.office})
        as recipient,
    case when c."group" is null then e.date
        else first_value(e.date) over (partition by c."group", e.event, e.actor_codes, e.recipient_codes, lower(e.text) order by e.published, e.id)
        end as date
from events e left join copies c on c.article = e.article
order by e.event, e.negated, e.hypothetical, e.future, date, e.id
"""

#: events read at once
CHUNK = 20_000

DEFAULTS = Settings()


class Outcome(NamedTuple):
    """What was done: happenings that several articles tell, and events that tell them."""

    happenings: int
    events: int


class Happening:
    """The tellings of one happening. `first` is the one that tells it best; each telling has the reason why it belongs here."""

    def __init__(self, first: Telling) -> None:
        self.first = first
        self.tellings = [(first, "tells it first")]
        self.articles = {first.article}

    def add(self, one: Telling, because: str) -> None:
        """One telling more."""
        self.tellings.append((one, because))
        self.articles.add(one.article)


def update(archive: Path, settings: Settings = DEFAULTS, anew: bool = False) -> Outcome:
    """Bring `happenings` up to date if events, copies or settings are others than the last time, or `anew`. Raises ArchiveError."""
    store = open_archive(archive)
    with alone(archive):
        snapshot = store.snapshot()
        told = {"settings": msgspec.json.encode(settings).decode(), "made_from": _made_from(snapshot)}
        if anew or made_with(snapshot, "happenings") != told:
            with closing(connection(snapshot)) as asked:
                rows = [row for found in happenings(_tellings(asked), settings) for row in _rows(found)]
            with store.writing() as step:
                put(step, "happenings", pa.Table.from_pylist(rows, schema=HAPPENINGS), told)
    with closing(connection(store.snapshot())) as asked:
        return Outcome(*asked.sql("select count(distinct happening), count(*) from happenings").fetchall()[0])


def happenings(tellings: Iterable[Telling], settings: Settings = DEFAULTS) -> Iterator[Happening]:
    """The happenings of all tellings, which come sorted by category, status and day. Those that one article alone tells are among them."""
    for _, alike in groupby(tellings, key=lambda one: (one.category, one.state)):
        recent: dict[date, list[Happening]] = {}
        for day, of_day in groupby(alike, key=lambda one: one.day):
            found = _of_day(list(of_day), recent, settings)
            if day is None:
                yield from found
                continue
            recent[day] = found
            for past in [past for past in recent if (day - past).days > settings.reach]:
                yield from recent.pop(past)
        for left in recent.values():
            yield from left


def _of_day(tellings: list[Telling], recent: dict[date, list[Happening]], settings: Settings) -> list[Happening]:
    """The happenings of one day; what was only dated by its publication may join those of the days before whose day is told."""
    today = _Known()
    before = {day: _Known(held) for day, held in recent.items()}
    heads = _Heads(tellings)
    for one in sorted(heads.singles, key=_telling_order):
        choices = [today]
        if one.guessed and one.day:
            choices += [before[past] for back in range(1, settings.reach + 1) if (past := one.day - timedelta(back)) in before]
        for known in choices:
            joined = _joined(one, known, settings)
            if joined:
                happening, because = joined
                happening.add(one, because if known is today else f"{because}; dated by its publication")
                break
        else:
            happening = Happening(one)
            today.add(happening)
        for other, because in heads.others(one):
            happening.add(other, because)
    return today.all


def _telling_order(one: Telling) -> tuple[Any, ...]:
    """What tells most comes first."""
    return (one.guessed, one.place is None, not one.recipients, not one.modes, one.published is None, one.published or date.min, one.id)


def _joined(one: Telling, known: "_Known", settings: Settings) -> tuple[Happening, str] | None:
    """The one happening that a telling fits, with the reason; None if there is none, or several at different places."""
    fitting = []
    for happening in known.near(one):
        if one.article not in happening.articles and happening.first.resolution == one.resolution:
            because = same(happening.first, one, settings)
            if because:
                fitting.append((happening, because))
    if not fitting or (len(fitting) > 1 and one.place is None and len({happening.first.place for happening, _ in fitting}) > 1):
        return None
    if len(fitting) == 1:
        return fitting[0]
    return max(fitting, key=lambda pair: (len(words(pair[0].first.sentence) & words(one.sentence)), pair[0].first.id))


class _Known:
    """Happenings by who acts in them."""

    def __init__(self, held: Iterable[Happening] = ()) -> None:
        self.all: list[Happening] = []
        self._by_actor: dict[str, list[Happening]] = defaultdict(list)
        for happening in held:
            self.add(happening)

    def add(self, happening: Happening) -> None:
        self.all.append(happening)
        for who in _parties(happening.first):
            self._by_actor[who].append(happening)

    def near(self, one: Telling) -> list[Happening]:
        """Those in which a party of `one` acts, each once."""
        found = {id(happening): happening for who in _parties(one) for happening in self._by_actor.get(who, ())}
        return list(found.values())


def _parties(one: Telling) -> dict[str, None]:
    """Whoever acts in it."""
    sides = one.actors + one.recipients if one.reciprocal else one.actors
    return dict.fromkeys(side.who for side in sides if side.who)


class _Heads:
    """Tellings of one day put together where they surely tell the same: in the same article, or with the same words in copies."""

    def __init__(self, tellings: list[Telling]) -> None:
        self._head: dict[str, Telling] = {}
        self._others: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
        by_words: dict[tuple[str, str | int], list[Telling]] = defaultdict(list)
        by_id = {one.id: one for one in tellings}
        self.singles: list[Telling] = []
        for one in sorted(tellings, key=lambda one: (one.published is None, one.published or date.min, one.id)):
            told = (one.text, wording(one))
            twin = next((other for other in by_words[told] if retold(one, other)), None)
            kin = next((by_id[name] for name in one.same_as if name in by_id and name in self._head), None)
            head = twin or kin
            if head is None:
                self._head[one.id] = one
                self.singles.append(one)
                by_words[told].append(one)
            else:
                top = self._head[head.id]
                self._head[one.id] = top
                self._others[top.id].append((one, "the same words in a copy" if twin and one.article != head.article else "told again in the same article"))

    def others(self, head: Telling) -> list[tuple[Telling, str]]:
        """What is told by others with the words of `head`, or again in its article."""
        return self._others[head.id]


def _rows(happening: Happening) -> list[dict[str, Any]]:
    """Rows of a happening that several articles tell, none of others."""
    articles = {one.article for one, _ in happening.tellings}
    if len(articles) < 2:
        return []
    sources = {one.source or one.article for one, _ in happening.tellings}
    counts = {"happening": happening.first.id, "reports": len(articles), "sources": len(sources), "texts": len({one.text for one, _ in happening.tellings})}
    return [{"event": one.id, "article": one.article, "because": because} | counts for one, because in happening.tellings]


def _tellings(asked: duckdb.DuckDBPyConnection) -> Iterator[Telling]:
    for batch in asked.sql(QUESTION).to_arrow_reader(CHUNK):
        for row in batch.to_pylist():
            yield telling(row, GUESSED)


def _made_from(snapshot: Snapshot) -> str:
    """Which events and copies there are, by the names of their files."""
    return " ".join(f"{name}:{snapshot.state.tables.get(name, -1)}" for name in ("events", "copies"))
