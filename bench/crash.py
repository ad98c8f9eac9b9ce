"""Kill `dragoman ingest` at random moments, let the next run go on, and compare the archive in the end with one that was filled undisturbed.

    python bench/crash.py [--kills 50] [--articles 900] [--seed 1] [--folder DIR]

The input is made by texts.py, with broken lines, an article twice and a folder of text files. A fifth of the kills (-9) come at any time after the start, the others
after a random number of files were written into the archive, within a tenth of a second. After each kill it is checked that what is there is whole: no event without its article, no article without
its events, nothing twice; and that no process is left. A run that ends before it is killed completes an archive; the next kills are for a new one. Exits 1 if an archive is
not whole, differs from the undisturbed one, or a process stays.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent

#: seconds after the start within which a run is killed, and after a write
SPAN, AFTER_WRITE = 12.0, 0.1

#: most files that a run writes before it is killed; a batch is four or five
FILES = 25

#: seconds after which no process of a killed run may be there
GRACE = 15.0

#: articles that go into the archive at once
BATCH = 24

Held = dict[str, list[dict[str, Any]]]


def made(folder: Path, articles: int) -> list[str]:
    """Input of every kind that goes wrong."""
    subprocess.run([sys.executable, HERE / "texts.py", folder, "--articles", str(articles), "--copies", str(articles // 10)], check=True)
    with (folder / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "broken"\n{"id": "made-000003", "text": "The same id again."}\n{"text": "No id."}\n{"id": "Ünïcode/東京", "text": "Łódź rejected the plan."}\n')
    texts = folder / "files"
    texts.mkdir()
    for number in range(articles // 20):
        (texts / f"{number}.txt").write_text(f"Serbia rejected the plan of Norway in {number} letters.\n", encoding="utf-8")
    (texts / "empty.txt").write_text("")
    return [str(folder / "articles.jsonl"), str(texts), str(folder / "missing")]


def start(archive: Path, paths: list[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "dragoman", "ingest", str(archive), *paths, "--jobs", "2", "--batch", str(BATCH)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def killed(process: "subprocess.Popen[bytes]", archive: Path, chance: random.Random) -> bool:
    """Kill it at a random moment; whether it was still there."""
    if chance.random() < 0.2:
        wait(process, lambda: False, chance.uniform(0, SPAN))
    else:
        enough = len(written(archive)) + chance.randint(1, FILES)
        wait(process, lambda: len(written(archive)) >= enough, 20 * SPAN)
        time.sleep(chance.uniform(0, AFTER_WRITE))
    if process.poll() is not None:
        return False
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def wait(process: "subprocess.Popen[bytes]", met: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None and not met():
        time.sleep(0.002)


def written(archive: Path) -> set[str]:
    """Data files of the tables: another set means that something is being written."""
    return {path.name for path in archive.glob("*/*.parquet")}


def left(group: int) -> bool:
    """Whether processes of a killed run stay."""
    end = time.monotonic() + GRACE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def held(archive: Path) -> Held:
    from dragoman.archive.store import STATE, open_archive
    from dragoman.archive.tables import CODED

    if not (archive / STATE).exists():
        return {table: [] for table in CODED}
    snapshot = open_archive(archive).snapshot()
    return {table: sorted(snapshot.dataset(table).to_table().to_pylist(), key=lambda row: str(row["id"])) for table in CODED}


def faults(rows: Held) -> list[str]:
    """What is not whole."""
    wrong = [f"{table}: an id twice" for table, found in rows.items() if len({row["id"] for row in found}) != len(found)]
    for table in ("events", "quotations", "positions"):
        counted: dict[tuple[str, str], int] = {}
        for row in rows[table]:
            counted[row["article"], row["batch"]] = counted.get((row["article"], row["batch"]), 0) + 1
        if counted != {(row["id"], row["batch"]): row[table] for row in rows["articles"] if row[table]}:
            wrong.append(f"{table}: not what the articles say")
    return wrong


def run(kills: int, folder: Path, paths: list[str], seed: int) -> list[str]:
    """What went wrong in so many kills."""
    chance, wrong, done, archives, resumed = random.Random(seed), [], 0, 0, 0
    whole = folder / "whole"
    start(whole, paths).wait()
    expected = held(whole)
    print(f"undisturbed: {', '.join(f'{len(rows)} {table}' for table, rows in expected.items())}", flush=True)
    while done < kills or resumed:
        archive = folder / f"killed-{archives}"
        process = start(archive, paths)
        if done < kills and killed(process, archive, chance):
            done, resumed = done + 1, resumed + 1
            found = held(archive)
            print(f"kill {done}: {len(found['articles'])} articles, {len(found['events'])} events there", flush=True)
            wrong += [f"kill {done}: {one}" for one in faults(found)]
            wrong += [f"kill {done}: a process stays"] if left(process.pid) else []
            continue
        process.wait()
        if held(archive) != expected:
            wrong.append(f"archive {archives}, after {resumed} kills: differs from the undisturbed one")
        print(f"archive {archives} complete after {resumed} kills: {'as undisturbed' if held(archive) == expected else 'DIFFERS'}", flush=True)
        archives, resumed = archives + 1, 0
    return wrong


def main() -> int:
    options = argparse.ArgumentParser(description="Kill ingest at random moments.")
    for name, usual in (("kills", 50), ("articles", 900), ("seed", 1)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--folder", type=Path)
    asked = options.parse_args()
    with TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        wrong = run(asked.kills, folder, made(folder / "input", asked.articles), asked.seed)
    for one in wrong:
        print(one, file=sys.stderr)
    print(f"{asked.kills} kills, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
