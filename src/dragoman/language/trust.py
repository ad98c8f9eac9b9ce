"""An installed parser model comes in, the files of it that are not those that were measured go out."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

#: file below the folder of the default model -> first digits of its sha256
EXPECTED = {
    "tok2vec/model": "e84fc06eb319c94d",
    "ner/model": "cd93e9ca9126c69f",
    "parser/model": "e0098910535a863d",
    "tagger/model": "1ec3d93f38cebe17",
}


def model_folder(package: str) -> Path | None:
    """Where the files of an installed model package are, None if it is not installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folders = sorted(path for path in Path(spec.origin).parent.glob(f"{package}-*") if path.is_dir())
    return folders[-1] if folders else None


def wrong_files(folder: Path) -> list[str]:
    """What is missing or differs in the folder of the default model, a line each."""
    problems = []
    for name, digits in EXPECTED.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing")
            continue
        found = hashlib.sha256(path.read_bytes()).hexdigest()[: len(digits)]
        if found != digits:
            problems.append(f"{name} has sha256 {found}…, expected {digits}…")
    return problems
