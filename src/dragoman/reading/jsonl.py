"""Lines of JSON, a record an article, come in; articles and faults go out. `text` is taken as it stands."""

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.encodings import NotText, decode
from dragoman.reading.record import article_from
from dragoman.reading.source import Source, text_lines

_BYTE = "(byte "


def read_jsonl(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """Each line of `source` as an article, or a fault that names the line."""
    empty = True
    try:
        for number, line in enumerate(text_lines(source, "lines of JSON"), 1):
            if line.strip():
                empty = False
                yield _article(line, f"{source.name}:{number}", published, words)
    except NotText as error:
        yield Fault(source.name, source.name, str(error), "check the file; a .jsonl has one JSON record a line, as UTF-8")
        return
    if empty:
        yield Fault(source.name, source.name, "is empty", "expected one JSON record a line, with `id` and `text`")


def _article(line: bytes, where: str, published: str | None, words: ReadingWords) -> Article | Fault:
    """The article of one line, or what is wrong with it."""
    notes: tuple[str, ...] = ()
    try:
        text, note = decode(line)
    except NotText as error:
        return Fault(where, where, f"the line {error}", "write the file as UTF-8")
    if note:
        notes = (note,)
    try:
        record: Any = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        return _broken(text, where, error)
    if not isinstance(record, dict):
        return Fault(where, where, f"expected an object, found {type(record).__name__}", 'a line looks like {"id": "a1", "text": "…"}')
    return article_from(record, where, published, words, notes)


def _broken(text: str, where: str, error: msgspec.DecodeError) -> Fault:
    """A fault with the column that the decoder names in bytes."""
    message = str(error)
    reason, _, tail = message.partition(_BYTE)
    digits = tail.rstrip(")")
    at = int(digits) if digits.isdigit() else len(text.encode())
    column = len(text.encode()[:at].decode(errors="ignore")) + 1
    hint = "the line ends too early: is it cut off, or is there a line end inside a string?" if "truncated" in message else (
        "each line must be one whole JSON object; write the file with a JSON library"
    )
    return Fault(f"{where}:{column}", f"{where}:{column}", f"not JSON: {reason.rstrip(' :(')}", hint)
