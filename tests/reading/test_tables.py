"""Tables: csv and parquet, a row an article, some rows at a time."""

import gzip
import itertools
import tracemalloc
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.knowledge.shapes_reading import reading_words
from dragoman.model import Article, Fault
from dragoman.reading import read
from dragoman.reading.ids import Ids
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.separated import read_separated
from dragoman.reading.source import Source, TooLong


def split(path: Path) -> tuple[list[Article], list[Fault]]:
    found = list(read([path]))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Fault)]


def test_a_row_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('ID,Title,Text,date,url,extra\n1,"Talks, Again","Ghana left.\nTogo ""stayed"".",2023-05-01,u,x\n2,,Benin came.,,,\n', encoding="utf-8")
    (one, two), faults = split(path)
    assert faults == []
    assert (one.id, one.title, one.text, one.published, one.url) == ("1", "Talks, Again", 'Ghana left.\nTogo "stayed".', "2023-05-01", "u")
    assert (two.id, two.title, two.text, two.published) == ("2", None, "Benin came.", None)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(tmp_path: Path, name: str, delimiter: str, encoding: str) -> None:
    path = tmp_path / name
    data = f"text{delimiter}id\n“Kyїv stands”{delimiter}7\n".encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    (one,), faults = split(path)
    assert (one.id, one.text, one.notes, faults) == ("7", "“Kyїv stands”", (), [])


def test_a_broken_row_is_a_fault_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"a\nb"\n2,x,y\n3\n4,"x"y\n,z\n6,\n7,good one\n', encoding="utf-8")
    articles, faults = split(path)
    assert [article.id for article in articles] == ["1", "7"]
    assert [(fault.where.removeprefix(f"{path}:"), fault.reason.split(":")[0]) for fault in faults] == [
        ("4", "the row has 3 values where the header has 2"),
        ("5", "the row has 1 values where the header has 2"),
        ("6", "the row is broken"),
        ("7", "the record has no `id`"),
        ("8", "the record has an empty `text`"),
    ]
    assert all(fault.hint for fault in faults)


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,one\n2,"two\n3,three\n', encoding="utf-8")
    articles, (fault,) = split(path)
    assert [article.id for article in articles] == ["1"]
    assert fault.where == f"{path}:3"
    assert "unexpected end of data" in fault.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("id,body\n1,x\n", "has no column `text`"),
        ("id,text\r1,x\r", "has no line with the names of the columns"),
        ("", "is empty"),
        ("id,text\n", "has no rows"),
        ("\x00\x01\x02", "is binary, not a table of text"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    articles, (fault,) = split(path)
    assert (articles, fault.reason) == ([], reason)
    assert fault.where.startswith(str(path))
    assert fault.hint


def test_one_line_in_another_encoding_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,Kyїv\n".encode() + "2,the café\n".encode("cp1252"))
    (one, two), _ = split(path)
    assert (one.text, one.notes, two.text) == ("Kyїv", (), "the café")
    assert "cp1252" in two.notes[0]


def test_tables_are_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,text\n")
        for number in range(20):
            stream.write(f"{number},{'Ghana left the talks in Accra. ' * 30_000}\n")
    assert path.stat().st_size > 15_000_000
    tracemalloc.start()
    count = sum(1 for _ in read_separated(Source(str(path), path), None, reading_words()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20
    assert peak < 8_000_000


def test_a_line_without_end_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.source.LONGEST_LINE", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "x"}\n{"id": "2", "text": "' + "x" * 5000, encoding="utf-8")
    articles, (fault,) = split(path)
    assert [article.id for article in articles] == ["1"]
    assert fault.where == f"{path}: after article 1"
    with pytest.raises(TooLong):
        list(read_jsonl(Source("x", path), None, reading_words()))


def table(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=3)
    return path


def test_a_parquet_row_is_an_article(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.parquet",
        Text=pa.array(["Ghana left.", "Togo stayed.", "Benin came.", None]),
        id=[1, 2, 3, 4],
        date=[date(2023, 5, 1), None, date(2023, 5, 3), None],
        source=pa.array(["A", "B", "A", "B"]).dictionary_encode(),
        other=[[1], [2], [3], [4]],
    )
    articles, (fault,) = split(path)
    assert [(one.id, one.text, one.published, one.source) for one in articles] == [
        ("1", "Ghana left.", "2023-05-01", "A"),
        ("2", "Togo stayed.", None, "B"),
        ("3", "Benin came.", "2023-05-03", "A"),
    ]
    assert (fault.id, fault.where, fault.reason) == ("4", f"{path}:row 4", "the record has no `text`")


def test_moments_and_large_strings(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", text=pa.array(["Ghana left."], pa.large_string()), id=["x"], published=[datetime(2023, 5, 1, 23, 30)], title=[float("nan")])
    (one,), _ = split(path)
    assert (one.published, one.title) == ("2023-05-01", None)


def test_parquet_that_is_none(tmp_path: Path) -> None:
    good = table(tmp_path / "good.parquet", id=[str(n) for n in range(20)], text=[f"Ghana left, {n} said. " * 50 for n in range(20)]).read_bytes()
    cases = {"text.parquet": b"id,text\n1,x\n", "empty.parquet": b"", "cut.parquet": good[: len(good) // 2], "magic.parquet": b"PAR1" + b"\0" * 50 + b"PAR1"}
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        articles, (fault,) = split(tmp_path / name)
        assert articles == []
        assert fault.where == str(tmp_path / name)
        assert fault.reason.startswith("is no Parquet file, or broken")


def test_parquet_broken_in_the_middle_gives_the_rows_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = pa.table({"id": [str(n) for n in range(4000)], "text": [f"Ghana left, deputy {n * 7919} said." for n in range(4000)]})
    pq.write_table(rows, path, row_group_size=1000, compression="snappy")
    start = pq.ParquetFile(path).metadata.row_group(2).column(1).data_page_offset
    data = bytearray(path.read_bytes())
    data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    articles, (fault,) = split(path)
    assert 1000 <= len(articles) <= 2000
    assert fault.where == f"{path}:row {len(articles) + 1}"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [({"id": ["1"]}, "has no column `text`"), ({"id": ["1"], "text": [5]}, "its column `text` has int64, not text"), ({"id": [], "text": pa.array([], pa.string())}, "has no rows")],
)
def test_columns_of_parquet(tmp_path: Path, columns: dict[str, object], reason: str) -> None:
    articles, (fault,) = split(table(tmp_path / "a.parquet", **columns))
    assert (articles, fault.reason) == ([], reason)


def test_parquet_is_read_some_rows_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    text = "Ghana left the talks in Accra. " * 300
    pq.write_table(pa.table({"id": [str(n) for n in range(3000)], "text": [f"{n} {text}" for n in range(3000)]}), path)
    first = list(itertools.islice(read([path]), 10))
    assert [one.id for one in first] == [str(n) for n in range(10)]


def test_rows_without_ids_are_known_by_their_address_or_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,url\nGhana left.,https://example.org/1\nTogo left.,\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text\nMali left.\n\nBenin left.\n", encoding="utf-8")
    pq.write_table(pa.table({"text": ["Niger left.", "Chad left."]}), tmp_path / "c.parquet")
    found = list(read([tmp_path]))
    assert all(isinstance(one, Article) for one in found)
    assert [one.id.removeprefix(f"{tmp_path}/") for one in found] == [
        "https://example.org/1", "a.csv:3", "b.csv:2", "b.csv:4", "c.parquet:row 1", "c.parquet:row 2",
    ]  # fmt: skip


def test_ids_that_stand_in_two_files_are_told_with_the_first(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text(f"id,text\n1,{name} left.\n{name},Ghana left.\n", encoding="utf-8")
    found = list(read([tmp_path]))
    assert [one.id for one in found if isinstance(one, Article)] == ["1", "a", "b", "c"]
    assert [one.reason for one in found if isinstance(one, Fault)] == [f"a second article with the id '1'; the first is in {tmp_path}/a.csv"] * 2


def test_many_ids_take_little_memory_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.ids.RECENT", 100)
    ids = Ids()
    assert all(ids.before(f"n{number}", f"file {number // 7}") is None for number in range(1000))
    assert ids.before("a.txt", "a.txt") is None
    assert [ids.before(f"n{number}", "x") for number in (0, 99, 100, 640, 999)] == ["file 0", "file 14", "file 14", "file 91", "file 142"]
    assert ids.before("a.txt", "b.csv") == "a.txt"
    assert len(ids._recent) < 100


def test_a_parquet_file_with_broken_words_is_a_fault(tmp_path: Path) -> None:
    words = pa.array([b"Ghana left.", b"Togo \xe5 left."], pa.binary()).cast(pa.string(), safe=False)
    pq.write_table(pa.table({"id": ["1", "2"], "text": words}), tmp_path / "a.parquet")
    (fault,) = split(tmp_path / "a.parquet")[1]
    assert fault.where.startswith(f"{tmp_path}/a.parquet")
    assert "broken" in fault.reason
