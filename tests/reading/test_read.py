"""Files, folders, patterns; and what cannot be read is a fault that says where and what to try, while the others are read."""

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from dragoman.model import Article, Fault
from dragoman.reading import read
from tests.reading.pages import STORY, page, warc


def faults(*paths: Path) -> list[Fault]:
    return [one for one in read(paths) if isinstance(one, Fault)]


def articles(*paths: Path, published: str | None = None) -> list[Article]:
    return [one for one in read(paths, published) if isinstance(one, Article)]


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records), encoding="utf-8")
    return path


def test_records_are_taken_verbatim(tmp_path: Path) -> None:
    text = "  Ghana  left.\r\n\r\n“Togo” stayed.\u2028Benin "
    path = lines(tmp_path / "a.jsonl", {"id": 7, "text": text, "title": "T", "date": "2023-04-06", "url": "u", "source": "S", "byline": "B", "language": "en-GB"})
    (article,) = articles(path)
    assert article.text == text
    assert (article.id, article.title, article.published, article.url) == ("7", "T", "2023-04-06", "u")
    assert (article.source, article.byline, article.language, article.notes) == ("S", "B", "en", ())


def test_a_broken_line_names_line_and_column_and_the_others_are_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "x"}, '{"id": "2", "text": "é" "title"}', {"id": "3", "text": "z"})
    found = list(read([path]))
    assert [isinstance(one, Article) for one in found] == [True, False, True]
    fault = found[1]
    assert isinstance(fault, Fault)
    assert fault.where == f"{path}:2:25"
    assert "JSON" in fault.reason
    assert fault.hint


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "1", "text": "cut', "not JSON"),
        ('{"text": "x"}', "no `id`"),
        ('{"id": true, "text": "x"}', "no `id`"),
        ('{"id": "1"}', "no `text`"),
        ('{"id": "1", "text": ""}', "empty `text`"),
        ('{"id": "1", "text": " \\n "}', "empty `text`"),
        ('{"id": "1", "text": 5}', "not text"),
        ("[1]", "expected an object"),
    ],
)
def test_faults_of_records(tmp_path: Path, line: str, reason: str) -> None:
    (fault,) = faults(lines(tmp_path / "a.jsonl", line))
    assert reason in fault.reason
    assert fault.hint


def test_a_wrong_date_is_a_note_and_the_article_is_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "x", "date": "yesterday"}, {"id": "2", "text": "x", "published": "2023-02-30"})
    one, two = articles(path)
    assert one.published is two.published is None
    assert "'yesterday'" in one.notes[0]
    assert articles(path, published="2023-01-01")[0].published == "2023-01-01"


def test_a_stamp_is_its_day(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "x", "published": "2023-04-06T23:59:00+02:00"}, {"id": "2", "text": "x", "date": 20230406})
    assert [article.published for article in articles(path)] == ["2023-04-06", "2023-04-06"]


def test_another_language_is_noted(tmp_path: Path) -> None:
    (article,) = articles(lines(tmp_path / "a.jsonl", {"id": "1", "text": "Le Ghana", "language": "fr"}))
    assert article.language == "fr"
    assert "'fr'" in article.notes[0]


def test_the_second_article_of_an_id_is_a_fault(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "x"}, {"id": "1", "text": "y"})
    assert [article.text for article in articles(path)] == ["x"]
    (fault,) = faults(path)
    assert "second article with the id '1'" in fault.reason


def test_a_file_that_two_paths_mean_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ghana rejected the plan.")
    lines(tmp_path / "b.jsonl", {"id": "1", "text": "x"})
    found = list(read([tmp_path / "*.txt", tmp_path, tmp_path / "b.jsonl"]))
    assert [one.id for one in found] == [str(tmp_path / "a.txt"), "1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_unicode_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Zelenskyy said: “Київ stands.”"
    path = tmp_path / name
    path.write_bytes((text if name == "a.txt" else json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\n").encode(encoding))
    (article,) = articles(path)
    assert article.text == text
    assert article.notes == ()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The minister said: “We won’t sign the café’s plan – ever.” " * 3),
        ("cp1251", "Президент встретился с министром иностранных дел и обсудил план мира. " * 5),
    ],
)
def test_other_encodings_are_guessed_and_noted(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    (article,) = articles(path)
    assert article.text == text
    assert "a guess" in article.notes[0]


def test_one_line_in_another_encoding_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"id": "1", "text": "Kyїv"}\n'.encode() + '{"id": "2", "text": "the café"}\n'.encode("cp1252"))
    one, two = articles(path)
    assert (one.text, two.text) == ("Kyїv", "the café")
    assert "cp1252" in two.notes[0]


def test_faults_of_files(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "picture.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "cut.txt").write_bytes(b"\xff\xfea")
    (tmp_path / "good.txt").write_text("Ghana left.")
    found = {Path(one.where).name: one.reason for one in faults(tmp_path)}
    assert found == {
        "empty.txt": "is empty",
        "empty.jsonl": "is empty",
        "picture.md": "is binary, not text",
        "picture.jsonl": "is binary, not lines of JSON",
        "cut.txt": "begins with the mark of utf-16 but is not: truncated data at byte 2",
    }
    assert len(articles(tmp_path)) == 1


def test_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/2.txt", "a.md", "b/1.txt", ".hidden/x.txt", "c.png", "b/.y.txt"):
        (tmp_path / name).write_text("Ghana left.")
    assert [Path(article.id).name for article in articles(tmp_path)] == ["a.md", "1.txt", "2.txt"]
    assert [Path(article.id).name for article in articles(tmp_path / "b" / "*.txt")] == ["1.txt", "2.txt"]
    assert [Path(article.id).name for article in articles(tmp_path / "**" / "1.txt")] == ["1.txt"]


@pytest.mark.parametrize(("name", "reason"), [("no.txt", "does not exist"), ("*.zip", "matches no file"), ("empty", "no readable files"), ("x.png", "ending that is not known")])
def test_faults_of_paths(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.png").write_text("x")
    (fault,) = faults(tmp_path / name)
    assert reason in fault.reason
    assert fault.hint


def test_a_file_of_five_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Ghana Goes\n\n" + "Ghana left the talks in Accra on Monday and came back. " * 95_000)
    (article,) = articles(path)
    assert len(article.text) > 5_000_000
    assert [str(block.kind) for block in article.blocks] == ["headline", "body"]


def test_what_is_read_tells_its_file(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "1", "text": "x"}, {"id": "1", "text": "y"}, "[]")
    assert [one.input for one in read([path])] == [str(path)] * 3


def test_a_packed_file_cut_off_gives_what_can_be_unpacked(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": f"Ghana left on day {n * 7919}."}) + "\n" for n in range(5000)).encode()
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(rows)[:-2000])
    found = list(read([path]))
    assert len(found) > 100
    assert all(isinstance(one, Article) for one in found[:-1])
    fault = found[-1]
    assert isinstance(fault, Fault)
    assert fault.where == f"{path}: after article {len(found) - 1}"
    assert "cut off" in fault.reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.csv.gz", "a.xml.gz", "a.md.gz"])
@pytest.mark.parametrize("data", [b"not packed at all", gzip.compress(b"Ghana left. " * 1000)[:-10], gzip.compress(b"x")[:12] + b"\xff" * 30], ids=["plain", "cut", "broken"])
def test_packed_files_that_are_broken(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (fault,) = faults(tmp_path / name)
    assert fault.where == str(tmp_path / name)
    assert "gzip" in fault.reason
    assert fault.hint


def test_packed_bytes_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(80):
            stream.write(b"a " * 500_000)
    (fault,) = faults(path)
    assert fault.reason == "is longer than 64 MB"


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "closed", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text("Ghana left.")
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = list(read([tmp_path]))
    assert [Path(one.id).parent.name for one in found if isinstance(one, Article)] == ["a", "z"]
    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert (fault.where, fault.reason) == (str(tmp_path / "closed"), "can't be listed: Permission denied")
    (fault,) = faults(tmp_path / "closed")
    assert fault.where == str(tmp_path / "closed")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"id": "1", "text": "Ghana left."}\n{"id": "2", "text": "Togo stayed."}\n', "Ghana left."),
        (b"id;text\n1;Ghana left.\n2;Togo stayed.\n", "Ghana left."),
        (b"Ghana Leaves\n\nGhana left.\n", "Ghana Leaves\n\nGhana left.\n"),
        (b"<!DOCTYPE html>\n<html><body><h1>Ghana Leaves</h1>\n<p>Ghana left the talks.</p></body></html>", "Ghana left the talks."),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel><item><title>t</title><description>Ghana left.</description></item></channel></rss>', "Ghana left."),
        (warc([("https://courier.example/1", "text/html", page())]), "\n\n".join(STORY)),
    ],
    ids=["jsonl", "csv", "text", "html", "feed", "warc"],
)
def test_standard_input_is_read_as_what_it_looks_like(data: bytes, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(read(["-"]))
    assert all(isinstance(one, Article) for one in found)
    assert isinstance(found[0], Article)
    assert found[0].text == text
