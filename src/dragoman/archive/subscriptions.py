"""Addresses and OPML lists come in, the feeds to watch go out; what is known of each is kept in a file beside the archive's tables."""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.archive.store import ArchiveError

STATE, LOCK = "watch.json", "watch.lock"

#: the longest OPML list, in bytes
LONGEST = 16_000_000

#: longest time for which a feed that fails is left alone, in seconds
LONGEST_WAIT = 24 * 3600.0


class Watched(msgspec.Struct, omit_defaults=True):
    """What is known of a feed. Moments are seconds since 1970.

    `address` is where it moved for good; `etag` and `modified` are what the server said of the last version; it is not asked
    `before`; `failures` in a row; `gone` for good; `seen` are the entries of the last version that have been dealt with, `tried` how
    often the page of an entry could not be fetched.
    """

    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    polled: float = 0.0
    before: float = 0.0
    failures: int = 0
    gone: bool = False
    seen: list[str] = []
    tried: dict[str, int] = {}

    def failed(self, now: float, every: float, wait: float, gone: bool) -> None:
        """It could not be read: it is left alone for a time that doubles, and at least as long as the server asks."""
        self.polled = now
        self.failures += 1
        self.gone = gone and self.failures >= 3
        self.before = now + max(wait, min(every * 2.0 ** min(self.failures, 20), LONGEST_WAIT) if self.failures > 1 else 0.0)

    def answered(self, now: float, wait: float) -> None:
        """It could be read."""
        self.polled, self.failures, self.gone = now, 0, False
        self.before = now + wait


class Subscriptions:
    """What is known of the feeds that an archive watches, by the address that was given. Make it with `opened`."""

    def __init__(self, path: Path, feeds: dict[str, Watched]) -> None:
        self._path, self.feeds = path, feeds

    def of(self, address: str) -> Watched:
        return self.feeds.setdefault(address, Watched())

    def save(self) -> None:
        """Write it so that the file is always whole. Raises OSError."""
        beside = self._path.with_name(f".{STATE}.{os.getpid()}.part")
        try:
            with beside.open("wb") as stream:
                stream.write(msgspec.json.format(msgspec.json.encode({name: self.feeds[name] for name in sorted(self.feeds)}), indent=1))
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def opened(archive: Path) -> Iterator[Subscriptions]:
    """What is known of the feeds of an archive, for one watcher at a time. Raises ArchiveError if another one watches or the file is broken, OSError."""
    path = archive / STATE
    with (archive / LOCK).open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveError(f"another `dragoman watch` fills {archive}; stop it first, or watch into another archive") from None
        try:
            feeds = msgspec.json.decode(path.read_bytes(), type=dict[str, Watched]) if path.exists() else {}
        except msgspec.DecodeError as error:
            raise ArchiveError(f"{path} can't be read: {error}; delete it: all feeds are then read anew, and nothing comes in twice") from None
        yield Subscriptions(path, feeds)


def addresses(given: Iterable[str]) -> list[str]:
    """The feeds of addresses and OPML lists, each once, in order. Raises ArchiveError for what is neither, OSError."""
    found: list[str] = []
    for one in given:
        if one.lower().startswith(("http://", "https://")):
            found.append(one)
        elif Path(one).is_file():
            found += _listed(Path(one))
        else:
            raise ArchiveError(f"{one} is neither an address nor a file; give http(s) addresses of feeds, or an OPML list of them")
    return list(dict.fromkeys(found))


def _listed(path: Path) -> list[str]:
    """The feeds of an OPML list. Entities are not expanded and nothing is fetched. Raises ArchiveError."""
    from lxml import etree  # type: ignore[import-untyped]

    with path.open("rb") as stream:
        data = stream.read(LONGEST)
    try:
        if b"<!ENTITY" in data:
            raise ArchiveError(f"{path} declares entities of its own, which are never expanded; take them out")
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise ArchiveError(f"{path} is no OPML list: {error}; export one from a feed reader") from None
    found = [outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in tree.iter("outline")]
    feeds = [address.strip() for address in found if address.strip()]
    if not feeds:
        raise ArchiveError(f"{path} names no feed; an OPML list has <outline xmlUrl=\"https://…\"> for each")
    return feeds
