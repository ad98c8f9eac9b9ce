"""docs/archive.md is true: its list of columns is that of the tables, its Python runs, its commands end well."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.archive.described import described
from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive
from dragoman.coder import Coder
from tests.archive.made import articles

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```py\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line.removeprefix("$ ").split("  #")[0].strip() for line in PAGE.splitlines() if line.startswith("$ dragoman")]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    """A folder with the archive `news` of the page."""
    folder = tmp_path_factory.mktemp("page")
    ingest(make_archive(folder / "news"), articles(0, 12), coder, batch=6)
    return folder


def test_every_column_is_described() -> None:
    """If this fails, run `python -m dragoman.archive.described` and put what it prints at the end of the page."""
    assert PAGE.endswith(described())


def test_there_is_something_to_run() -> None:
    assert len(PYTHON) >= 6
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("block", PYTHON, ids=range(len(PYTHON)))
def test_python(block: str, news: Path) -> None:
    run = subprocess.run([sys.executable, "-c", block], cwd=news, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() not in ("", "[]")


def test_commands(tmp_path: Path) -> None:
    """One after the other, as on the page."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "reports" / "2023").mkdir(parents=True)
    (tmp_path / "reports" / "2023" / "one.txt").write_text("Serbia rejected the UN plan on Tuesday.\n")
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.jsonl").write_text('{"id": "a1", "text": "France condemned the attack.", "date": "2023-04-06"}\n')
    told = []
    for command in COMMANDS:
        words = shlex.split(command.replace("--jobs 8", ""))[1:]
        run = subprocess.run([sys.executable, "-m", "dragoman", *words], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
        assert run.returncode == 0, run.stderr
        told.append(run.stdout)
    assert told[0].startswith("2 articles added, 2 events")
    assert told[1].strip()
    assert "files became" in told[2]
