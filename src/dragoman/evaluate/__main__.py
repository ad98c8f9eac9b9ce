"""`python -m dragoman.evaluate [PART OF A KEY]`: lint the knowledge, then run its examples."""

import sys

from dragoman.coder import load
from dragoman.evaluate.examples import run
from dragoman.knowledge.compiled import DATA
from dragoman.knowledge.lint import lint


def main() -> int:
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    problems = [problem for problem in lint([DATA]) if only in problem]
    print(*problems, sep="\n")
    outcome = run(load(), only=only)
    print(*outcome.problems, sep="\n")
    print(f"{len(problems)} faults in entries, {outcome.run} examples run, {len(outcome.problems)} do not hold")
    return 1 if problems or outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
