"""What 200,000 names cost: memory of the index, seconds to load it compiled, share of coding time. Prints one line each.

Usage: python bench/names.py [COUNT]
"""

import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.read_names import compile_names

SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "dan", "fir", "gol", "hes", "jan", "kur")


def word(number: int) -> str:
    """A made-up name for a number, different for each."""
    parts = []
    for _ in range(5):
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize()


def index(count: int) -> NameIndex:
    """An index with that many names of persons."""
    rows = ({"key": f"p{i}", "name": f"{word(i)} {word(i * 7 + 3)}", "aliases": "", "gender": "", "wikidata": "", "code": "KEN"} for i in range(count))
    return compile_names((), rows, (), ())


def memory() -> float:
    """Memory in use now, in MB; where the system does not tell, the most used so far."""
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def load(path: Path) -> None:
    """Load the compiled index from a file, look names up in a text of 8,000 sentences, print what each cost."""
    before = memory()
    begin, used = time.perf_counter(), time.process_time()
    names = pickle.loads(path.read_bytes())
    names.match("x")
    print(f"{len(names.forms)} names loaded in {time.perf_counter() - begin:.2f} s ({time.process_time() - used:.2f} s of processor), {memory() - before:.0f} MB")
    sentences = (f"The minister met {word(i)} {word(i * 7 + 3)} in Nairobi and said that talks with the neighbours would go on." for i in range(0, 80_000, 10))
    text = " ".join(sentences)
    used = time.process_time()
    found = names.match(text)
    each = (time.process_time() - used) / len(text.split()) * 1e6
    print(f"{len(found)} names found, {each:.2f} microseconds a word, {memory() - before:.0f} MB")


def share() -> None:
    """Code the example reports, print which share of the time went into looking names up."""
    import dragoman
    from dragoman.knowledge.names import NameIndex

    coder = dragoman.load()
    spent = 0.0
    plain = NameIndex.match

    def timed(self: NameIndex, text: str, capitals: bool = False) -> list[tuple[int, int, tuple[str, ...]]]:
        nonlocal spent
        began = time.process_time()
        found = plain(self, text, capitals)
        spent += time.process_time() - began
        return found

    NameIndex.match = timed  # type: ignore[method-assign]
    texts = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent.parent / "examples").iterdir()) if path.suffix in (".md", ".txt")]
    coder.code(texts[0], published="2023-04-06")
    spent, began = 0.0, time.process_time()
    for text in texts:
        coder.code(text, published="2023-04-06")
    print(f"{len(texts)} reports coded, {spent / (time.process_time() - began):.1%} of the time to look names up")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    if arguments[:1] == ["--load"]:
        return load(Path(arguments[1]))
    if arguments[:1] == ["--share"]:
        return share()
    count = int(arguments[0]) if arguments else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.pickle"
        path.write_bytes(pickle.dumps(index(count), protocol=5))
        subprocess.run([sys.executable, __file__, "--load", path], check=True)
    subprocess.run([sys.executable, __file__, "--share"], check=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
