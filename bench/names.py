"""What 200,000 names cost: memory of the index, seconds to load it compiled, share of coding time. Prints one line each.

Usage: python bench/names.py [COUNT] | python bench/names.py --load
"""

import gc
import pickle
import resource
import sys
import time

from dragoman.knowledge.names import NameIndex, compile_names

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
    """Most memory used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Measure and print."""
    if arguments[-1:] != ["--load"]:
        count = int(arguments[0]) if arguments else 200_000
        with open("/dev/stdout", "wb", buffering=0) as out:
            out.write(pickle.dumps(index(count), protocol=5))
        return
    data = sys.stdin.buffer.read()
    before = memory()
    gc.disable()
    begin = time.perf_counter()
    names = pickle.loads(data)
    unpickled = time.perf_counter() - begin
    names.match("x")
    print(f"{unpickled:.2f} s to unpickle")
    print(f"{len(names.forms)} names loaded in {time.perf_counter() - begin:.2f} s, {memory() - before:.0f} MB")
    text = "The minister met Bakelimonu in Nairobi and said that talks with the neighbours would go on. " * 2000
    begin = time.perf_counter()
    names.match(text)
    each = (time.perf_counter() - begin) / len(text.split()) * 1e6
    print(f"{each:.2f} microseconds a word to look names up")


if __name__ == "__main__":
    main(sys.argv[1:])
