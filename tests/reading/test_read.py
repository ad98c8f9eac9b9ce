"""Files, folders, patterns; and what cannot be read is a fault that says where and what to try, while the others are read."""

import json
from pathlib import Path

import pytest

from dragoman.model import Article, Fault
from dragoman.reading import read


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
