"""What the documents say is true: their commands run, their links lead somewhere, their fields are those of the records."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.rows import COLUMNS
from tests.test_records import FIELDS, HEAD, PARTY

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def blocks(language: str) -> list[str]:
    """Code blocks of all documents marked with `language`."""
    return [block for path in DOCUMENTS for block in re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)]


COMMANDS = sorted({line.split("  #")[0].strip() for block in blocks("sh") for line in block.splitlines() if line.startswith("dragoman")})


@pytest.mark.parametrize("command", [command for command in COMMANDS if "knowledge check" not in command])
def test_command(command: str, tmp_path: Path) -> None:
    """Each command of the documents ends well. `knowledge check` runs in CI on its own."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    words = shlex.split(command)[1:]
    environment = {**os.environ, "COLUMNS": "100"}
    run = subprocess.run([sys.executable, "-m", "dragoman", *words], cwd=tmp_path, capture_output=True, timeout=300, check=False, env=environment)
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout or "-o" in words


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("block", blocks("python"))
def test_python(block: str, coder: Coder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of the documents runs and prints something."""
    monkeypatch.setattr("dragoman.coder.load", lambda: coder)
    exec(compile(block, "README", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_targets_of_make_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"make ([a-z]+)", readme))
    assert named
    assert all(f"\n{name}:" in makefile for name in named)


def test_every_field_of_the_records_is_described() -> None:
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    wanted = {*HEAD, *PARTY, *COLUMNS, *(field for fields in FIELDS.values() for field in fields)} - {"resolution", "start", "end", "value"}
    assert [name for name in sorted(wanted) if f"`{name}`" not in text] == []
