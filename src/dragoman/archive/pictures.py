"""A timeline or a network comes in, a picture goes out as SVG or PNG, or as a page with the picture in it. The same rows give the same bytes."""

import io
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from math import atan2, cos, sin, tau
from typing import Any

import matplotlib as mpl
import networkx as nx
import pyarrow as pa
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from dragoman.archive.network import Network, graph

#: pictures by the ending of a file
ENDINGS = (".png", ".svg", ".html")

#: blue for cooperation, red for conflict, told apart by the colour-blind and in grey; the light ones are verbal
COLOURS = {"verbal_cooperation": "#9ecae1", "material_cooperation": "#2171b5", "verbal_conflict": "#fcae91", "material_conflict": "#cb181d"}
NAMES = {kind: kind.replace("_", " ") for kind in COLOURS}
INK, FAINT = "#222222", "#bbbbbb"

#: series drawn one below the other, and parties that have a name in a network
SERIES, LABELLED = 8, 60
#: the head of an arrow, wide enough to be seen at the end of a thick line
HEAD = "-|>,head_width=0.3,head_length=0.6"

#: steps that are named one by one
FEW = 8

STYLE: Mapping[Any, Any] = {
    "svg.hashsalt": "dragoman", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9, "axes.spines.top": False,
    "axes.spines.right": False, "axes.edgecolor": FAINT, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.unicode_minus": False,
}  # fmt: skip


def timeline_picture(rows: pa.Table, title: str, kind: str, value: str = "count") -> bytes:
    """The rows of `timeline` as ".png", ".svg" or ".html": cooperation above the line and conflict below it, or the mean score ("score").

    Of several series those with most events are drawn, one below the other.
    """
    lines: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        lines.setdefault(row["series"], []).append(row)
    chosen = sorted(lines, key=lambda name: (-sum(row["events"] for row in lines[name]), name))[:SERIES]
    with mpl.rc_context(dict(STYLE)):
        figure = Figure(figsize=(9, max(3.2, 1.2 + 1.7 * len(chosen))), layout="constrained")
        figure.suptitle(_cut(title), x=0.01, ha="left", fontsize=11, color=INK)
        if not chosen:
            return _empty(figure, title, kind)
        axes = figure.subplots(len(chosen), 1, sharex=True, squeeze=False)[:, 0]
        for ax, name in zip(axes, chosen, strict=True):
            _score(ax, lines[name]) if value == "score" else _bars(ax, lines[name])
            if len(chosen) > 1:
                ax.set_title(name, loc="left", fontsize=9, color=INK)
        if value != "score":
            handles = axes[0].get_legend_handles_labels()
            figure.legend(*handles, loc="outside lower center", ncols=4, frameon=False, fontsize=8)
        return _told(figure, title, kind)


def _bars(ax: Any, rows: list[dict[str, Any]]) -> None:
    """Counts by step: cooperation up, conflict down."""
    starts = [row["start"] for row in rows]
    width = min((b - a).days for a, b in pairwise(starts)) * 0.85 if len(starts) > 1 else 20
    for names, sign in ((("material_cooperation", "verbal_cooperation"), 1), (("material_conflict", "verbal_conflict"), -1)):
        base = [0] * len(rows)
        for name in names:
            values = [sign * row[name] for row in rows]
            ax.bar(starts, values, bottom=base, width=width, align="edge", color=COLOURS[name], label=NAMES[name])
            base = [one + other for one, other in zip(base, values, strict=True)]
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{abs(int(number))}"))
    ax.set_ylabel("events")
    _days(ax, rows)


def _score(ax: Any, rows: list[dict[str, Any]]) -> None:
    """The mean score by step; steps without events leave a gap."""
    known = [row for row in rows if row["score"] is not None]
    ax.plot([row["start"] for row in known], [row["score"] for row in known], color=INK, linewidth=1, marker="o", markersize=3)
    ax.axhline(0, color=FAINT, linewidth=0.8)
    ax.set_ylim(-10, 10)
    ax.set_ylabel("score")
    _days(ax, rows)


def _days(ax: Any, rows: list[dict[str, Any]]) -> None:
    """A scale of days that is told shortly; each step by name if there are few."""
    starts = sorted({row["start"] for row in rows})
    if len(starts) <= FEW:
        ax.set_xticks(starts, [start.isoformat() for start in starts])
        return
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def network_picture(found: Network, title: str, kind: str) -> bytes:
    """The network as ".png", ".svg" or ".html": parties as large as their events, lines red for conflict and blue for cooperation."""
    made = graph(found)
    with mpl.rc_context(dict(STYLE)):
        figure = Figure(figsize=(9, 9), layout="constrained")
        figure.suptitle(_cut(title), x=0.01, ha="left", fontsize=11, color=INK)
        if not made:
            return _empty(figure, title, kind)
        ax = figure.subplots()
        _draw(ax, made)
        return _told(figure, title, kind)


def _places(made: "nx.DiGraph[Any]") -> dict[str, tuple[float, float]]:
    """Where each party stands: each part of the network that hangs together by springs, the parts in rows, the large ones first."""
    sheet = nx.Graph()
    sheet.add_nodes_from(made)
    for one, other, told in made.edges(data=True):
        before = sheet.get_edge_data(one, other, {"weight": 0.0})["weight"]
        sheet.add_edge(one, other, weight=before + told["events"] ** 0.25)
    parts = sorted((sorted(part) for part in nx.connected_components(sheet)), key=lambda part: (-len(part), part))
    wide = max(2.4 * len(parts[0]) ** 0.5, 2.4 * len(sheet) ** 0.5)
    places: dict[str, tuple[float, float]] = {}
    left = top = high = 0.0
    for part in parts:
        half = len(part) ** 0.5
        if left and left + 2 * half > wide:
            left, top, high = 0.0, top - high - 1, 0.0
        inside = nx.Graph()
        inside.add_nodes_from(part)
        inside.add_edges_from(edge for edge in sheet.edges(data=True) if edge[0] in inside)
        apart = nx.spring_layout(inside, seed=7, k=4.0 / len(part) ** 0.5, iterations=300, method="force", scale=half)
        places |= {name: (left + half + float(x), top - half + float(y)) for name, (x, y) in apart.items()}
        left, high = left + 2 * half + 1, max(high, 2 * half)
    return places


def _draw(ax: Any, made: "nx.DiGraph[Any]") -> None:
    """Arrows from circle to circle, then the circles with their names."""
    places = _places(made)
    largest = max(data["events"] for _, data in made.nodes(data=True))
    areas = {name: 40 + 500 * data["events"] / largest for name, data in made.nodes(data=True)}
    most = max(told["events"] for _, _, told in made.edges(data=True)) if made.edges else 1
    for one, other, told in sorted(made.edges(data=True), key=lambda edge: (edge[2]["events"], edge[0], edge[1])):
        share = told["events"] / most
        colour = COLOURS["material_conflict"] if told["conflict"] > told["cooperation"] else COLOURS["material_cooperation"]
        ends = {side: areas[name] ** 0.5 / 2 + 1.5 for side, name in (("shrinkA", one), ("shrinkB", other))}  # points from the middle of a circle
        look = {"arrowstyle": HEAD, "color": colour, "alpha": 0.4 + 0.5 * share, "linewidth": 0.8 + 2.2 * share, "mutation_scale": 10 + 8 * share}
        ax.annotate("", xy=places[other], xytext=places[one], arrowprops={**look, **ends, "connectionstyle": "arc3,rad=0.12"})
    named = sorted(areas, key=lambda name: (-areas[name], name))[:LABELLED]
    for name, area in areas.items():
        x, y = places[name]
        ax.scatter([x], [y], s=area, color="white", edgecolor=INK, linewidth=0.9, zorder=3)
        if name in named:
            east, north = _free_side(name, places, made)
            away = area**0.5 / 2 + 2
            look = {"xytext": (away * east, away * north), "textcoords": "offset points", "fontsize": 8, "zorder": 4}
            sides = {"ha": "left" if east > 0.4 else "right" if east < -0.4 else "center", "va": "bottom" if north > 0.4 else "top" if north < -0.4 else "center"}
            ax.annotate(_cut(name, 28), (x, y), **look, **sides, bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.7})
    ax.margins(0.08)
    ax.set_axis_off()
    ax.text(0, 0, "blue: more cooperation, red: more conflict; from who acts to whom", transform=ax.transAxes, fontsize=8, color=INK)


def _free_side(name: str, places: Mapping[str, tuple[float, float]], made: "nx.DiGraph[Any]") -> tuple[float, float]:
    """The direction, of length 1, in which the fewest arrows of a party lie: there its name covers no head of an arrow. Below, if all are alike."""
    angles = sorted(atan2(places[other][1] - places[name][1], places[other][0] - places[name][0]) for other in {*made.predecessors(name), *made.successors(name)})
    gaps = [(after - before, (before + after) / 2) for before, after in pairwise([*angles, *(angle + tau for angle in angles[:1])])]
    wide, middle = max(gaps, default=(0.0, -tau / 4))
    return (cos(middle), sin(middle)) if wide > 0 else (0.0, -1.0)


def _empty(figure: Figure, title: str, kind: str) -> bytes:
    figure.text(0.5, 0.5, "no events", ha="center", color=INK)
    return _told(figure, title, kind)


def _told(figure: Figure, title: str, kind: str) -> bytes:
    """The bytes of a picture, without the day it was made and the program's version."""
    out = io.BytesIO()
    if kind == ".png":
        figure.savefig(out, format="png", dpi=150, metadata={"Software": None})
        return out.getvalue()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    if kind == ".svg":
        return out.getvalue()
    drawn = out.getvalue().decode()
    drawn = drawn[drawn.index("<svg") :]
    head = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
    return f'{head}<body style="margin:1em">\n<figure role="img" aria-label="{escape(title)}" style="margin:0">{drawn}</figure>\n</body></html>\n'.encode()


def _cut(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
