"""Code every article of the gold that lies beside the project (../shared/gold), pages too, and give each report out in every format; tell each that fails.

    python bench/every.py [FILE ...]

Unlike the commands, which make a failed article an error and go on, nothing is caught on the way: what is told here is a fault of dragoman. Checked are the same things as
in fuzz.py. Prints for each set articles, words, seconds of processor time and the slowest article. Exits 1 if one failed.
"""

import resource
import sys
import time
from pathlib import Path

from fuzz import checked
from scores import SHARED, article, inputs


def main() -> int:
    import dragoman
    from dragoman.model import Fault

    coder = dragoman.load()
    paths = [Path(name) for name in sys.argv[1:]] or sorted((SHARED / "gold").glob("*.jsonl"))
    failed = total = 0
    for path in paths:
        records, words, slowest = inputs(path), 0, (0.0, "")
        begun = time.process_time()
        for record in records:
            before = time.process_time()
            one = article(record)
            if isinstance(one, Fault):
                print(f"{path.stem} {record['id']}: not read: {one.reason}")
                continue
            words += len(one.text.split())
            try:
                checked(coder.code(one))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                failed += 1
                print(f"{path.stem} {record['id']}: {type(error).__name__}: {error}")
            slowest = max(slowest, (time.process_time() - before, str(record["id"])))
        total += len(records)
        seconds = time.process_time() - begun
        print(f"{path.stem:28} {len(records):6} articles {words:8} words {seconds:7.1f} s, slowest {slowest[0]:.2f} s ({slowest[1]})", flush=True)
    print(f"{total} articles, {failed} failed; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
