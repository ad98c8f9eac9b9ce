"""Files of coded articles come in, what each coder coded of each article goes out.

A line is an article in the form of `dragoman code --format jsonl`; of it `id`, `text` and `events` are needed, `coder` tells
several coders of one article apart, `published`, `title` and `sentences` are used if they are there, and `judged` if only some
sentences (`[[start, end], ...]`) were coded: rows of others are not compared. Of an event `event`, `actor`
and `recipient` with their `code`, `status.negated` and either `text_info` or `text` (the sentence) are read, all else is left alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.model import Span, Word


class GoldError(ValueError):
    """A file of coded articles that can't be read; the message names the file, the line and what to try."""


class Row(Word, frozen=True):
    """One coded event as far as it is compared. `sentence` are characters of the text; sides are country codes."""

    sentence: Span
    category: str
    actor: frozenset[str]
    recipient: frozenset[str]
    negated: bool
    words: str

    def told(self) -> str:
        """The row in short, `RUS REJECT CHN not`."""
        sides = [",".join(sorted(side)) or "-" for side in (self.actor, self.recipient)]
        return " ".join([sides[0], self.category, sides[1], *["not"] * self.negated])


class Coding(Word, frozen=True):
    """What one coder found in one article; `judged` are the sentences that were coded, None if all were."""

    id: str
    coder: str
    text: str
    rows: tuple[Row, ...]
    published: str | None = None
    title: str | None = None
    sentences: tuple[Span, ...] = ()
    judged: tuple[Span, ...] | None = None


class _Side(msgspec.Struct, frozen=True):
    code: str | None = None


class _Told(msgspec.Struct, frozen=True):
    start: int
    end: int


class _Flags(msgspec.Struct, frozen=True):
    negated: bool = False


class _Event(msgspec.Struct):
    event: list[str]
    actor: list[_Side] = []
    recipient: list[_Side] = []
    status: _Flags = _Flags()
    text: str | None = None
    text_info: _Told | None = None


class _Sentence(msgspec.Struct):
    span: Span


class _Record(msgspec.Struct):
    id: str
    text: str
    events: list[_Event]
    coder: str | None = None
    published: str | None = None
    date: str | None = None
    title: str | None = None
    sentences: list[_Sentence] = []
    judged: list[Span] | None = None


_decode = msgspec.json.Decoder(_Record)


def read_codings(path: Path) -> Iterator[Coding]:
    """Every article of a file as its coder coded it. Raises GoldError, OSError."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _coding(line, f"{path}, line {number}")


def coding_of(record: dict[str, Any]) -> Coding:
    """The coding in a record of `dragoman code`. Raises GoldError."""
    return _coding(msgspec.json.encode(record), str(record.get("id")))


def _coding(line: bytes, where: str) -> Coding:
    try:
        record = _decode.decode(line)
    except msgspec.DecodeError as error:
        raise GoldError(f"{where}: {error}; a line is an article with `id`, `text` and `events`, as `dragoman code --format jsonl` writes it") from None
    rows = tuple(_row(event, record.text, f"{where}, event {n}") for n, event in enumerate(record.events, 1))
    sentences = tuple(sentence.span for sentence in record.sentences)
    judged = None if record.judged is None else tuple(record.judged)
    return Coding(record.id, record.coder or "gold", record.text, rows, record.published or record.date, record.title, sentences, judged)


def _row(event: _Event, text: str, where: str) -> Row:
    if not event.event:
        raise GoldError(f"{where}: `event` is empty; it has one PLOVER category, such as [\"REJECT\"]")
    sides = [frozenset(side.code for side in sides if side.code) for sides in (event.actor, event.recipient)]
    start, end = _place(event, text, where)
    return Row((start, end), event.event[0], sides[0], sides[1], event.status.negated, text[start:end])


def _place(event: _Event, text: str, where: str) -> Span:
    if event.text_info is not None:
        return event.text_info.start, event.text_info.end
    start = text.find(event.text) if event.text else -1
    if start < 0 or event.text is None:
        raise GoldError(f"{where}: where is it told? Give `text_info` with `start` and `end`, or the sentence, as it stands in the article, as `text`")
    return start, start + len(event.text)
