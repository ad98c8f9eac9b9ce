"""One record of a table (a JSON object, a row of csv or parquet) or a bare string comes in, its article goes out, `text` verbatim."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.knowledge.shapes_reading import ReadingWords, reading_words
from dragoman.model import Article, Fault
from dragoman.reading.blocks import verbatim_blocks
from dragoman.reading.days import day_in, day_of_stamp

ENGLISH = frozenset({"en", "eng", "english"})

#: what a record may tell; `text` and `id` it must
FIELDS = ("id", "text", "title", "published", "date", "url", "source", "byline", "language")


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """Where the fields of a record stand among the columns of a table, whose names are compared without case and blanks."""
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        places.setdefault(name.strip().lower(), at)
    return {field: places[field] for field in FIELDS if field in places}


def with_id(record: dict[str, Any], where: str) -> dict[str, Any]:
    """The row of a table; of one without a column for ids the address of the article becomes its id, else the file and the row."""
    return record if "id" in record else {**record, "id": text_of(record, "url") or where}


def plain(value: Any) -> Any:
    """A value of a table as a record has it: a day or moment as ISO text, a missing number as nothing, anything else as it is."""
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and value != value else value


def article_from(
    record: Mapping[str, Any], where: str, published: str | None, words: ReadingWords, notes: tuple[str, ...] = ()
) -> Article | Fault:
    """The article of a record with `id` and `text`; `published` is used if it has no date of its own."""
    name = record.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        return Fault(where, where, "the record has no `id`", 'every record needs "id" (text or a number) and "text"')
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        reason = "has no `text`" if text is None else "has an empty `text`" if text == "" or isinstance(text, str) else "has a `text` that is not text"
        return Fault(str(name), where, f"the record {reason}", 'every record needs "id" and "text"')
    day, note = day_of(record, published, words)
    title = text_of(record, "title")
    language, other = language_of(record)
    return Article(
        id=str(name),
        text=text,
        blocks=verbatim_blocks(text, title, words),
        title=title,
        byline=text_of(record, "byline"),
        published=day,
        url=text_of(record, "url"),
        source=text_of(record, "source"),
        language=language,
        notes=notes + note + other,
    )


def article_of(text: str, id: str = "1", published: str | None = None, title: str | None = None) -> Article:
    """The article of a text in hand; every span counts characters of it. `published` is an ISO day or None.

    `article_of("LONDON (AP) — Talks failed.", published="2023-04-06")` has a dateline and a body.
    """
    return Article(id=id, text=text, blocks=verbatim_blocks(text, title, reading_words()), title=title, published=published)


def text_of(record: Mapping[str, Any], field: str) -> str | None:
    """A field as text; numbers are written out, blanks and anything else are absent."""
    value = record.get(field)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return (value.strip() or None) if isinstance(value, str) else None


def day_of(record: Mapping[str, Any], published: str | None, words: ReadingWords) -> tuple[str | None, tuple[str, ...]]:
    """The day of publication and, if the record's cannot be read, a note."""
    for field in ("published", "date"):
        value = text_of(record, field)
        if value is None:
            continue
        day = day_of_stamp(value) or day_in(value, words)
        if day:
            return day, ()
        used = f"; {published} is used" if published else ""
        return published, (f"`{field}` {value[:40]!r} is no day that can be told: write it as 2023-04-06{used}",)
    return published, ()


def language_of(record: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The language and, if it is not English, a note."""
    value = text_of(record, "language")
    if value is None or value.lower().replace("_", "-").split("-")[0] in ENGLISH:
        return "en", ()
    return value, (f"the language is {value!r}: dragoman reads English, its rows may be wrong",)
