"""Draw docs/report.svg, the picture of real output in the README: the rows of examples/sanctions.md as a terminal shows them.

    python tools/make_picture.py

A test compares the file with what is drawn, so the picture never shows what the program does not give.
"""

import io
import re
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parent.parent
SHOWN = ROOT / "examples" / "sanctions.md"
PICTURE = ROOT / "docs" / "report.svg"

#: columns of the terminal that is drawn
WIDTH = 104


def picture() -> str:
    """The SVG, with fonts of the reader's own machine and nothing fetched."""
    import dragoman
    from dragoman.model import Report
    from dragoman.reading import read
    from dragoman.terminal import table

    coder = dragoman.load()
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for report in coder.code_many(read([SHOWN])):
        if isinstance(report, Report):
            screen.print(table(report, width=WIDTH))
    drawn = screen.export_svg(title="dragoman code examples/sanctions.md", unique_id="report")
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.S).replace("Fira Code, monospace", "ui-monospace, monospace")


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
