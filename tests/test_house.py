"""The house keeps its order: arrows between rooms go one way, stages know no clock and no network, no file tells where it was written."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dragoman"
PLAIN = {"model", "tree", "calendar"}

#: room -> rooms it may import from, besides itself
MAY = {
    "model": set(),
    "calendar": {"model"},
    "tree": {"model"},
    "knowledge": PLAIN,
    "reading": PLAIN | {"knowledge"},
    "language": PLAIN | {"knowledge"},
    "coding": PLAIN | {"knowledge"},
    "pipeline": PLAIN | {"knowledge", "language", "coding"},
    "coder": PLAIN | {"knowledge", "language", "reading", "pipeline"},
    "records": {"model"},
    "rows": {"model", "records"},
    "output": {"model", "records", "rows"},
    "said": {"model", "records", "output"},
    "terminal": {"model", "records"},
    "flow": set(),
    "progress": set(),
    "archive": PLAIN | {"knowledge", "reading", "pipeline", "coder", "records", "rows", "output", "said", "flow", "progress"},
    "commands": PLAIN | {"knowledge", "reading", "coder", "archive", "records", "rows", "output", "flow", "progress", "terminal", "said", "evaluate", "language", "web", "coding"},
    "evaluate": PLAIN | {"knowledge", "coder"},
    "web": PLAIN | {"knowledge", "archive", "output"},
    "spark": PLAIN | {"language", "reading", "coder", "archive"},
}  # fmt: skip

#: what a stage must not know
CLOCK_AND_NETWORK = {"time", "random", "socket", "urllib", "http", "requests", "secrets", "uuid"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


FILES = sorted(path for path in SOURCE.rglob("*.py") if room(path) in MAY)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_arrows_go_one_way(path: Path) -> None:
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("dragoman.")} - {"__version__"}
    assert rooms - MAY[room(path)] - {room(path)} == set()


@pytest.mark.parametrize("path", [path for path in FILES if room(path) in ("language", "coding")], ids=lambda path: path.name)
def test_stages_know_no_clock_and_no_network(path: Path) -> None:
    assert {name.split(".")[0] for name in imported(path)} & CLOCK_AND_NETWORK == set()
    assert not re.search(r"\b(?:date|datetime)\.(?:now|today|utcnow)\(", path.read_text(encoding="utf-8"))


def test_only_one_file_knows_the_parser() -> None:
    knowing = [path.name for path in SOURCE.rglob("*.py") if any(name.split(".")[0] == "spacy" for name in imported(path))]
    assert knowing == ["parse.py"]


def test_every_room_is_listed() -> None:
    rooms = {room(path) for path in SOURCE.rglob("*.py")} - {"__init__", "__main__", "cli"}
    assert rooms == set(MAY)


def test_no_file_tells_where_it_was_written() -> None:
    """Paths of machines and addresses of package registries have no place in the project."""
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    wrong = re.compile(r"/(?:work|root|home|Users)/[\w.]|(?:pypi|npmjs)\.(?:org|python)|files\.pythonhosted")
    texts = [ROOT / name for name in names if name and (ROOT / name).is_file() and name != "tests/test_house.py"]
    found = [path.name for path in texts if wrong.search(path.read_bytes().decode("utf-8", errors="ignore"))]
    assert found == []
