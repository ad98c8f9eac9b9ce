"""An archive of web pages (.warc, .warc.gz) comes in, an article for each page of HTML that was fetched goes out, one after the other.

The address of a page becomes the id of its article.
"""

import io
from collections.abc import Iterator
from typing import Any

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.model import Article, Fault
from dragoman.reading.html import LONGEST, article_of_page
from dragoman.reading.source import Source

#: kinds of content that are pages
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, published: str | None, words: ReadingWords) -> Iterator[Article | Fault]:
    """The article of each page in a WARC file; a file that is cut off gives its whole pages and a fault."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = last = 0
    with source.open(unpack=False) as stream:
        try:
            for number, record in enumerate(ArchiveIterator(_Forward(stream), record_types=WarcRecordType.response, parse_http=False), 1):
                last = number
                found = _page(record, source.name, published, words)
                if found is None:
                    continue
                pages += 1
                yield found
        except (_CutOff, OSError) as error:
            where = f"{source.name}: after response {last}" if not isinstance(error, _CutOff) else f"{source.name}: response {last}"
            yield Fault(source.name, where, f"is cut off or broken: {error}", "the pages before were read; fetch or copy the file again")
            return
    if not pages:
        yield Fault(source.name, source.name, "has no page of HTML", "expected WARC response records of HTML pages; is the file whole?")


class _Forward(io.RawIOBase):
    """A stream that tells how far it was read, also where bytes come through a pipe: the library for WARC wants to know."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._place = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._stream.readinto(buffer)
        self._place += count
        return count

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only to where it is. Raises UnsupportedOperation."""
        if offset != (0 if whence == io.SEEK_CUR else self._place):
            raise io.UnsupportedOperation("this stream is read forward only")
        return self._place


class _CutOff(Exception):
    """A record is shorter than it says."""


def _page(record: Any, name: str, published: str | None, words: ReadingWords) -> Article | Fault | None:
    """The article of one response, a fault, or None if it is no page. Raises _CutOff."""
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    declared = record.content_length
    if declared > LONGEST:
        record.parse_http()
        return _too_long(address, name) if _is_page(record) else None
    data = record.reader.read()
    if len(data) < declared:
        raise _CutOff(f"the record of {address or 'no address'} has {len(data)} of {declared} bytes")
    record.set_bytes_content(data)
    record.parse_http(auto_decode="all")
    if not _is_page(record) or not address:
        return None
    page = record.reader.read(LONGEST + 1)
    if len(page) > LONGEST:
        return _too_long(address, name)
    return article_of_page(page, address, published, words, url=address, charset=record.http_charset, where=f"{name}#{address}")


def _too_long(address: str, name: str) -> Fault:
    return Fault(address, f"{name}#{address}", f"is longer than {LONGEST // 1_000_000} MB", "the page of an article is shorter")


def _is_page(record: Any) -> bool:
    """Whether a response is a page of HTML that was found."""
    return record.http_headers is not None and record.http_headers.status_code == 200 and (record.http_content_type or "").lower() in PAGES
