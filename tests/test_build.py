"""The build files: pins without addresses, and the check of the model tells when a file differs."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

from dragoman.language.parse import DEFAULT_MODEL
from dragoman.language.trust import model_folder, wrong_files

ROOT = Path(__file__).parents[1]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pins_are_plain() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)


def test_everything_that_is_needed_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pinned = {canonical(line.split("==")[0]) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    names = {canonical(re.split(r"[<>=!~\[; ]", one)[0]) for one in needed}
    assert names - pinned == set()


def test_the_model_is_the_one_that_was_measured() -> None:
    folder = model_folder(DEFAULT_MODEL)
    assert folder is not None
    assert wrong_files(folder) == []


def test_another_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"other")
    found = wrong_files(tmp_path)
    assert "tok2vec/model is missing" in found
    assert any(problem.startswith("ner/model has sha256 d9298a10d1b07358") for problem in found)


def test_floors_hold_within_half_a_point() -> None:
    scores = load(ROOT / "bench" / "scores.py")
    floors = {"a": {"F1": 0.5, "false alarms": 0.1}}
    assert scores.sunk({"a": {"F1": 0.496, "false alarms": 0.104}}, floors) == []
    assert len(scores.sunk({"a": {"F1": 0.49, "false alarms": 0.11}}, floors)) == 2
    assert len(scores.sunk({"a": {"false alarms": 0.1}}, floors)) == 1
    assert scores.sunk({"a": "not read yet"}, floors) == []


def test_floors_are_only_ever_made_harder() -> None:
    scores = load(ROOT / "bench" / "scores.py")
    lifted = scores.raised({"a": {"F1": 0.6, "false alarms": 0.2}, "b": "not read yet"}, {"a": {"F1": 0.7, "false alarms": 0.3}})
    assert lifted == {"a": {"F1": 0.7, "false alarms": 0.2}}
