"""A knowledge file that can't be used is told with file and line, whatever is wrong with it, and no file takes long."""

from pathlib import Path

import pytest

from dragoman.knowledge.load import KnowledgeError, read_entries, read_table
from dragoman.knowledge.schema import Family

NINE = "x:\n  l0: &l0 [a]\n" + "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 11))


def entries(folder: Path, data: bytes) -> list[str]:
    (folder / "frames.yaml").write_bytes(data)
    return [entry.name for entry in read_entries(folder, folder / "frames.yaml", Family)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (NINE.encode(), "frames.yaml:2: x.l1: what stands here is used again"),
        (b"x: &x\n  verbs: *x\n", "frames.yaml:1: x.verbs: what stands here is used again"),
        (b"x:\n " + b"- " * 8000 + b"y", "frames.yaml: nested far too deep"),
        (b"- " * 8000 + b"x", "frames.yaml.*: expected entries"),
        (b"x: {verbs: [a], verbs: [b]}", "frames.yaml:1: x: `verbs` stands twice"),
        (b"x: {verb: [a]}", "frames.yaml:1: x: .*unknown field `verb`; nearest is `verbs`"),
        (b"? [a]\n: b", "frames.yaml:1: : a key must be text"),
        (b"x: {verbs: [a\xff]}", "frames.yaml: not YAML"),
        (b"x: {verbs: [a\0]}", "frames.yaml.*: not YAML"),
        (b"- x\n- y", "frames.yaml:1: expected entries"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_wrong_with_entries_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(KnowledgeError, match=told):
        entries(tmp_path, data)


def test_a_word_may_stand_for_another_place(tmp_path: Path) -> None:
    assert entries(tmp_path, b"x:\n  verbs: [&verb push]\n  nouns: [*verb]\n") == ["x"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"key\tname\na\tb\nc\t\xff\n", "t.tsv:.*not UTF-8"),
        (b"\xff\xfek\0e\0y\0", "t.tsv:1: not UTF-8"),
        (b"key\tname\n# remark\na\tb\tc\n", "t.tsv:3: 3 fields where the header has 2"),
        (b"key\tnames\n", "t.tsv:1: column name is missing"),
        (b"", "t.tsv:1: column key is missing"),
    ],
    ids=["byte", "utf-16", "fields", "column", "empty"],
)
def test_what_is_wrong_with_a_table_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "t.tsv").write_bytes(data)
    with pytest.raises(KnowledgeError, match=told):
        list(read_table(tmp_path / "t.tsv", ("key", "name")))
