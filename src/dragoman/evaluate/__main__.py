"""`python -m dragoman.evaluate [PART OF A KEY]`: lint the knowledge, then run its examples.

`python -m dragoman.evaluate --unreached [PART OF A KEY] [ARTICLES ...]`: rows of frames that no example and no article reaches.
"""

import sys

from dragoman.coder import Coder, load
from dragoman.evaluate.examples import run
from dragoman.evaluate.unreached import unreached
from dragoman.knowledge.compiled import DATA
from dragoman.knowledge.lint import lint
from dragoman.model import Report
from dragoman.reading import read


def main() -> int:
    options = sys.argv[1:]
    if options[:1] == ["--unreached"]:
        return list_unreached(load(), "".join(options[1:2]), options[2:])
    only = options[0] if options else ""
    problems = [problem for problem in lint([DATA]) if only in problem]
    print(*problems, sep="\n")
    outcome = run(load(), only=only)
    print(*outcome.problems, sep="\n")
    print(f"{len(problems)} faults in entries, {outcome.run} examples run, {len(outcome.problems)} do not hold")
    return 1 if problems or outcome.problems else 0


def list_unreached(coder: Coder, only: str, paths: list[str]) -> int:
    """Print the rows that nothing reaches, a line each, and how many they are."""
    articles = read(paths, None, coder.knowledge.reading) if paths else ()
    rows = unreached(coder, (one for one in coder.code_many(articles) if isinstance(one, Report)), only)
    print(*rows, sep="\n")
    print(f"{len(rows)} rows are reached by no example and no article")
    return 0


if __name__ == "__main__":
    sys.exit(main())
