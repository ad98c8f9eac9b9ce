"""Archives of web pages: each page that was fetched is an article; what is cut off gives its whole pages and a fault."""

from pathlib import Path

import pytest

from dragoman.model import Article, Fault
from dragoman.reading import read
from tests.reading.pages import STORY, page, warc

PAGES = [
    ("https://courier.example/1", "text/html; charset=utf-8", page("Ghana Rejects the Offer")),
    ("https://courier.example/style.css", "text/css", "p { color: red }"),
    ("https://courier.example/2", "text/html", page("Togo Stays Away")),
    ("https://courier.example/", "text/html", "<html><body><nav><a href=x>Home</a></nav></body></html>"),
    ("https://courier.example/3", "text/html", page("Benin Comes")),
]


def split(path: Path, data: bytes) -> tuple[list[Article], list[Fault]]:
    path.write_bytes(data)
    found = list(read([path]))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Fault)]


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_each_page_is_an_article(tmp_path: Path, name: str, packed: bool) -> None:
    articles, (fault,) = split(tmp_path / name, warc(PAGES, packed))
    assert [one.id for one in articles] == [f"https://courier.example/{n}" for n in (1, 2, 3)]
    assert [one.title for one in articles] == ["Ghana Rejects the Offer", "Togo Stays Away", "Benin Comes"]
    assert all(one.text == "\n\n".join(STORY) and one.url == one.id for one in articles)
    assert fault.where == f"{tmp_path / name}#https://courier.example/"


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_what_is_cut_off_gives_its_whole_pages(tmp_path: Path, name: str, packed: bool) -> None:
    data = warc(PAGES[:3], packed)
    articles, (fault,) = split(tmp_path / name, data[:-40])
    assert [one.id for one in articles] == ["https://courier.example/1"]
    assert "cut off" in fault.reason
    assert fault.where.startswith(str(tmp_path / name))


@pytest.mark.parametrize("data", [b"", b"hello\n" * 100, b"\0" * 100, b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\n"])
def test_what_is_no_warc(tmp_path: Path, data: bytes) -> None:
    articles, (fault,) = split(tmp_path / "a.warc", data)
    assert articles == []
    assert fault.hint


def test_broken_in_the_middle(tmp_path: Path) -> None:
    data = bytearray(warc(PAGES[:1] * 2, packed=True))
    middle = len(data) // 2
    data[middle + 30 : middle + 300] = b"\xff" * 270
    articles, faults = split(tmp_path / "a.warc.gz", bytes(data))
    assert len(articles) == 1
    assert len(faults) == 1
