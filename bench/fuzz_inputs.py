"""A number comes in, the broken input of that number goes out: bytes of a file, the text of an article, or a folder of knowledge. The same number gives the same input.

Whole inputs are the project's own: examples/, the examples inside the knowledge, and one file of every kind that is read. They are broken
by changing bytes, characters and entries: cut, doubled, swapped, joined with another, strewn with what readers stumble over.
"""

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from dragoman.knowledge.compiled import DATA
from dragoman.knowledge.load import Loader

EXAMPLES = Path(__file__).parent.parent / "examples"

#: what readers stumble over
STONES = [
    "\0", "\ufeff", "\u202e", "\u0301", "\ud7ff", "\u2028", "\x85", "\r", "\n\n", "\t", "\x1b[2J", "🏴\u200d☠️", "ﷺ", "İ", "ß", "\u00ad", "½", "١٢٣",
    '"', "'", "“", "”", "``", "''", ",", ";", "|", "---\n", "...\n", "# ", "> ", "* ", "![](", "](", "<!--", "]]>", "<![CDATA[", "</p>", "<p>", "<div>" * 50, "&#0;", "&#xd800;", "&amp;",
    "<!ENTITY a '&a;'>", "{", "}", "[" * 500, "{\"a\":" * 300, "null", "NaN", "1e999", "-1", "0000-00-00", "31 February 2023", "the 99th of next month", "Monday, Tuesday and Wednesday",
    "% ", "!!python/object:os.system ", "&a [*a, *a]", "*a", "<<: ", "? ", "not ", "(" * 200, "a" * 5000, "No. ", "said that " * 40, "who ", " of the" * 60, "A. B. C. D. ", " - ", "—", "$1.5 bn",
    "Serbia rejected ", "“We reject it,” ", "LONDON (AP) — ", "By ", "Published: ", "http://[::1]/", "mailto:", "WARC/1.0\r\n", "Content-Length: 99999999\r\n", "PAR1",
]  # fmt: skip

_PAGE = """<!doctype html><html lang="en"><head><title>Norway rejects the plan | The Harbour Gazette</title><meta property="og:title" content="Norway rejects the plan">
<meta name="author" content="Desk"><meta property="article:published_time" content="2023-04-06T10:00:00Z"><script type="application/ld+json">
{"@context":"https://schema.org","@type":"NewsArticle","headline":"Norway rejects the plan","datePublished":"2023-04-06","author":[{"@type":"Person","name":"A. Writer"}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Norway rejects the plan</h1><p class="byline">By A. Writer</p><figure><img src="a.jpg"><figcaption>Ministers in Oslo.</figcaption></figure>
%s</article><footer><p>Copyright The Harbour Gazette</p></footer></body></html>"""
_FEED = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Harbour Gazette</title>%s</channel></rss>'
_ATOM = '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Gazette</title>%s</feed>'
_ITEM = "<item><title>Talks %d</title><link>http://example.org/%d</link><pubDate>Thu, 06 Apr 2023 10:00:00 GMT</pubDate><description>&lt;p&gt;%s&lt;/p&gt;</description></item>"
_ENTRY = '<entry><title>Talks %d</title><id>urn:%d</id><updated>2023-04-06T10:00:00Z</updated><content type="html">&lt;p&gt;%s&lt;/p&gt;</content></entry>'
_FRONT = "---\ntitle: Norway rejects the plan\ndate: 2023-04-06\nauthor: [A. Writer, B. Writer]\nsource: The Harbour Gazette\nurl: https://example.org/1\n---\n\n"


class Inputs:
    """Whole inputs, read once; `file`, `text` and `folder` give the broken one that a chance draws."""

    def __init__(self) -> None:
        self.sentences = _sentences()
        self.texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.*")) if path.suffix in (".md", ".txt")]
        self.files = _files(self.texts, self.sentences)
        self.knowledge = sorted(path for path in DATA.rglob("*") if path.suffix in (".yaml", ".tsv") and path.stat().st_size < 300_000)
        self.tables = [DATA / "actors" / name for name in ("people.tsv", "offices.tsv", "organisations.tsv")]

    def file(self, chance: random.Random) -> tuple[str, bytes]:
        """A name with its ending and the bytes of a file."""
        ending = chance.choice(sorted(self.files))
        data = chance.choice(self.files[ending])
        other = chance.choice(self.files[chance.choice(sorted(self.files))])
        data = broken(data, other, chance)
        if chance.random() < 0.1:
            ending = chance.choice(sorted(self.files))
        if chance.random() < 0.1 and ending != ".parquet":
            packed = gzip.compress(data, mtime=0)
            return f"a{ending}.gz", broken(packed, other, chance) if chance.random() < 0.5 else packed
        return f"a{ending}", data

    def text(self, chance: random.Random) -> str:
        """The text of an article."""
        text = chance.choice(self.texts) if chance.random() < 0.3 else " ".join(chance.choices(self.sentences, k=chance.randint(1, 8)))
        other = chance.choice(self.sentences)
        words = text.split(" ")
        for _ in range(chance.choice((0, 1, 2, 5, 20, 100))):
            _stumble(words, other.split(" "), chance)
        return " ".join(words)[:20_000]

    def folder(self, chance: random.Random, where: Path) -> str:
        """Writes one file of a user's knowledge below `where`; its path below that is given back."""
        path = chance.choice(self.tables if chance.random() < 0.15 else self.knowledge)
        inside = path.relative_to(DATA)
        (where / inside).parent.mkdir(parents=True, exist_ok=True)
        data = _rows(path, chance) if path.suffix == ".tsv" else _entries(path, chance)
        if chance.random() < 0.4:
            data = broken(data, b"\n".join(one.encode() for one in chance.choices(STONES, k=3)), chance)
        (where / inside).write_bytes(data)
        return inside.as_posix()


def broken(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes after a few changes."""
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        data = chance.choice(CHANGES)(data, other, chance)[:400_000]
    return data


def _cut(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _ends(data, chance)
    return data[:start] + data[end:]


def _end(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _doubled(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _ends(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _flipped(data: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 10, 100))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _stone(data: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(STONES).encode("utf-8", "surrogatepass") * chance.choice((1, 1, 1, 3, 40)) + data[at:]


def _joined(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _ends(other, chance)
    at = chance.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _encoded(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-32", "utf-8-sig", "cp1252", "latin-1", "shift_jis")), "replace")


#: ways to change bytes
CHANGES: list[Callable[[bytes, bytes, random.Random], bytes]] = [_cut, _end, _doubled, _flipped, _flipped, _stone, _stone, _stone, _joined, _encoded]


def _ends(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 5, 50, 500, 5000)))


def _stumble(words: list[str], other: list[str], chance: random.Random) -> None:
    """One change of a list of words."""
    at = chance.randint(0, len(words))
    kind = chance.randrange(6)
    if kind == 0:
        words[at:at] = [chance.choice(STONES)] * chance.choice((1, 1, 5))
    elif kind == 1:
        del words[at : at + chance.randint(1, 5)]
    elif kind == 2:
        words[at:at] = words[at : at + chance.randint(1, 30)] * chance.choice((1, 1, 8))
    elif kind == 3:
        words[at:at] = other
    elif words and kind == 4:
        one = chance.randrange(len(words))
        words[one] = chance.choice((str.upper, str.lower, str.title, lambda word: word[::-1]))(words[one])
    else:
        chance.shuffle(part := words[at : at + 6])
        words[at : at + 6] = part


def _entries(path: Path, chance: random.Random) -> bytes:
    """A few entries of a YAML file, some of their values changed in kind or place."""
    held = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) or {}
    names = chance.sample(sorted(held), min(len(held), chance.randint(1, 4)))
    few = {name: held[name] for name in names}
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        _twist(few, chance)
    return yaml.safe_dump(few, allow_unicode=True, sort_keys=False).encode()


def _twist(node: Any, chance: random.Random) -> None:
    """Change one value somewhere below a mapping or a list."""
    while isinstance(node, dict | list) and node:
        key = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        inner = node[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
            _put(node, key, chance)
            return
        node = inner


def _put(node: Any, key: Any, chance: random.Random) -> None:
    value = node[key]
    kind = chance.randrange(7)
    if kind == 0:
        del node[key]
    elif kind == 1:
        node[key] = [value, value]
    elif kind == 2:
        node[key] = {"any": value}
    elif kind == 3:
        node[key] = chance.choice(STONES)
    elif kind == 4 and isinstance(node, dict):
        node[f"{key}{chance.choice(STONES)}"] = node.pop(key)
    elif kind == 5 and isinstance(value, str):
        node[key] = " ".join(chance.sample(value.split(), len(value.split())))
    else:
        node[key] = chance.choice(("", "any", "not", "$1", "subject", "REJECT", "REJECT meet", "nothing", "inner", "0", "-1", "9" * 400, "1e400"))


def _rows(path: Path, chance: random.Random) -> bytes:
    """The header and a few rows of a table, some cells changed."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in [lines[0], *chance.choices(lines[1:], k=chance.randint(1, 6))]]
    for _ in range(chance.choice((0, 1, 2, 5))):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice((*STONES, "", "2031-13-45", "2031", chance.choice(chance.choice(rows))))
    return "\n".join("\t".join(row) for row in rows).encode("utf-8", "replace") + b"\n"


def _sentences() -> list[str]:
    """The sentences of the examples in the knowledge."""
    found: list[str] = []
    for path in sorted([*DATA.glob("frames/*.yaml"), DATA / "status.yaml", DATA / "support.yaml"]):
        for entry in (yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) or {}).values():
            found += [sentence for sentence in entry.get("examples", {}) if isinstance(sentence, str)]
    return found


def _files(texts: list[str], sentences: list[str]) -> dict[str, list[bytes]]:
    """Whole files of every kind, by their ending."""
    few = [" ".join(sentences[at : at + 4]) for at in range(0, 400, 40)]
    rows = [{"id": f"a{number}", "title": f"Report {number}", "text": text, "date": "2023-04-06", "source": "The Harbour Gazette"} for number, text in enumerate(few)]
    bodies = ["".join(f"<p>{sentence}</p>" for sentence in text.split(". ")) for text in few]
    pages = [(_PAGE % body).encode() for body in bodies]
    plain = [text.encode() for text in texts]
    table = [separator.join(rows[0]) + "\n" + "".join(separator.join(f'"{value}"' for value in row.values()) + "\n" for row in rows) for separator in ",;"]
    return {
        ".md": [*plain, *((_FRONT + text).encode() for text in texts)],
        ".txt": plain,
        ".html": pages,
        ".xml": [(_FEED % "".join(_ITEM % (n, n, text) for n, text in enumerate(few))).encode(), (_ATOM % "".join(_ENTRY % (n, n, text) for n, text in enumerate(few))).encode()],
        ".jsonl": ["".join(json.dumps(row) + "\n" for row in rows).encode()],
        ".csv": [text.encode() for text in table],
        ".tsv": ["\n".join("\t".join(row.values()) for row in [{name: name for name in rows[0]}, *rows]).encode()],
        ".parquet": [_parquet(rows)],
        ".warc": [b"".join(_response(page, n) for n, page in enumerate(pages[:4]))],
    }


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), stream)
    return stream.getvalue()


def _response(page: bytes, number: int) -> bytes:
    """A page as a record of a WARC file."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page) + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2023-04-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:08d}-0000-4000-8000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"
