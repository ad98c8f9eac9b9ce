"""What the documents say is true: their commands run, their links lead somewhere, their fields are those of the records."""

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.coder import Coder, load
from dragoman.language.parse import DEFAULT_MODEL
from dragoman.rows import COLUMNS
from tests.test_records import FIELDS, HEAD, PARTY

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def blocks(language: str) -> list[str]:
    """Code blocks of all documents marked with `language`."""
    return [block for path in DOCUMENTS for block in re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)]


def commands(path: Path) -> list[str]:
    """Lines of a document's shell blocks that call dragoman, in order; those that run until they are stopped stand in `console` blocks."""
    text = path.read_text(encoding="utf-8")
    found = [line.split("  #")[0].strip() for block in re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()]
    return [line for line in found if line.startswith("dragoman ") and line != "dragoman knowledge check"]


@pytest.fixture
def place(tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples and the knowledge folder of the guide, in which the loaded coder is used again where it may be."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "mine").symlink_to(ROOT / "docs" / "mine")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.coder.load", lambda model=DEFAULT_MODEL, knowledge=(): load(model, knowledge) if knowledge else coder)
    return tmp_path


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if commands(path)], ids=lambda path: path.name)
def test_commands(path: Path, place: Path) -> None:
    """The commands of a document end well, one after the other in one folder. `knowledge check` runs in CI on its own."""
    for command in commands(path):
        words = shlex.split(command)[1:]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception!r}"
        assert done.output or "-o" in words, command


def test_there_are_commands() -> None:
    assert sum(len(commands(path)) for path in DOCUMENTS) >= 20


def test_the_program_starts() -> None:
    """Once as a process of its own, as a user starts it."""
    run = subprocess.run([sys.executable, "-m", "dragoman", "--version"], capture_output=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.startswith(b"dragoman ")


@pytest.mark.parametrize("block", blocks("python"))
def test_python(block: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of the documents runs and prints something."""
    if '"news"' in block:
        assert CliRunner().invoke(app, ["ingest", "news", "examples"]).exit_code == 0
    exec(compile(block, "document", "exec"), {})
    assert capsys.readouterr().out


def test_the_notebook_runs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = json.loads((ROOT / "docs" / "panel.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for number, cell in enumerate(cell for cell in cells if cell["cell_type"] == "code"):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
        assert capsys.readouterr().out, f"cell {number}"
    assert (place / "panel.csv").read_text(encoding="utf-8").startswith('"start","series"')


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8") == tool("make_dictionary").dictionary()


def test_the_picture_of_the_output_is_up_to_date() -> None:
    """`python tools/make_picture.py` draws it anew."""
    assert (ROOT / "docs" / "report.svg").read_text(encoding="utf-8") == tool("make_picture").picture()


def test_the_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert (tmp_path / "index.html").exists()


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
