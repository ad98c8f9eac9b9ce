"""A ledger of positions comes in, a picture goes out: a lane for each party, time to the right, each stance in its colour. The same rows give the same bytes."""

from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dragoman.archive.ledger import Stand
from dragoman.archive.pictures import FAINT, INK, STYLE, _cut, _told

#: from proposing to rejecting, blue to red; told apart by the colour-blind, with a mark for who see no colour
COLOURS = {
    "proposes": ("#08519c", "^"), "demands": ("#3182bd", ">"), "supports": ("#6baed6", "P"), "accepts": ("#238b45", "o"), "open": ("#74c476", "D"),
    "neutral": ("#969696", "s"), "noncommittal": ("#d9d9d9", "s"), "doubts": ("#fd8d3c", "v"), "rejects": ("#cb181d", "X"),
}  # fmt: skip

#: lanes that one picture has room for: those with most stands
LANES = 30


def lanes_picture(held: tuple[Stand, ...], title: str, kind: str) -> bytes:
    """The ledger as ".png", ".svg" or ".html": a lane for each party on each issue, those with most stands, from the first day to the last."""
    dated = [stand for stand in held if len(stand.date) == 10]
    lanes: dict[tuple[str, str], list[Stand]] = {}
    for stand in dated:
        lanes.setdefault((stand.issue, stand.side), []).append(stand)
    chosen = sorted(sorted(lanes, key=lambda lane: (-len(lanes[lane]), lane))[:LANES], reverse=True)
    with mpl.rc_context(dict(STYLE)):
        figure = Figure(figsize=(9, max(2.6, 1.6 + 0.34 * len(chosen))), layout="constrained")
        figure.suptitle(_cut(title), x=0.01, ha="left", fontsize=11, color=INK)
        if not chosen:
            figure.text(0.5, 0.5, "no positions", ha="center", color=INK)
            return _told(figure, title, kind)
        ax = figure.subplots()
        last = max(date.fromisoformat(stand.date) for stand in dated)
        for height, lane in enumerate(chosen):
            _lane(ax, height, sorted(lanes[lane], key=lambda stand: (stand.date, stand.stance)), last)
        several = len({issue for issue, _ in chosen}) > 1
        ax.set_yticks(range(len(chosen)), [_cut(f"{side}: {issue}" if several else side, 44) for issue, side in chosen])
        ax.set_ylim(-0.6, len(chosen) - 0.4)
        _legend(figure, ax, {stand.stance for stand in dated})
        return _told(figure, title, kind)


def _lane(ax: Any, height: int, stands: list[Stand], last: date) -> None:
    """Stances of a party in their order: a mark for each, and a line as long as it holds. Of several on one day the marks stand one above the other."""
    ax.axhline(height, color=FAINT, linewidth=0.5, zorder=1)
    days = sorted({stand.date for stand in stands})
    for day, after in zip(days, [*days[1:], None], strict=True):
        told = list(dict.fromkeys(stand.stance for stand in stands if stand.date == day))
        start, end = date.fromisoformat(day), date.fromisoformat(after) if after else last
        for n, stance in enumerate(told):
            colour, mark = COLOURS[stance]
            y = height + 0.22 * (n - (len(told) - 1) / 2)
            ax.plot([start, end], [y, y], color=colour, linewidth=3, alpha=0.45, solid_capstyle="butt", zorder=2)
            ax.plot([start], [y], color=colour, marker=mark, markersize=7, markeredgecolor=INK, markeredgewidth=0.4, linestyle="none", zorder=3)


def _legend(figure: Figure, ax: Any, stances: set[str]) -> None:
    locator = AutoDateLocator(minticks=2, maxticks=9)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    ax.tick_params(axis="y", length=0)
    marks = [Line2D([], [], color=colour, marker=mark, linestyle="none", markersize=7, label=name) for name, (colour, mark) in COLOURS.items() if name in stances]
    figure.legend(handles=marks, loc="outside lower center", ncols=min(9, len(marks)), frameon=False, fontsize=8)
