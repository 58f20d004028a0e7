"""Charts as SVG that stands in a page by itself, each with a title and words; its figures stand beside it as a table.

matplotlib is imported here only, and only when a report is written.
"""

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.report.coverage import COLUMNS, Coverage
from eval.report.findings import Line, Point
from eval.search import CurvePoint

GREEN, RED, GREY = "#0b5a57", "#9b1c12", "#8a9599"
WIDTH, ROW = 7.6, 0.3
STYLE: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "aftercare", "font.family": "sans-serif", "font.size": 9}
DARK = 0.55  # of the most: white figures are readable on it


def bars(name: str, title: str, lines: Sequence[Line]) -> str:
    """How many scenarios of each group pass, with the interval as a line."""
    shown = [line for line in lines if line.rate.value is not None][::-1]
    figure, axes = _sheet(len(shown))
    values = [100 * (line.rate.value or 0) for line in shown]
    ends = [line.rate.interval or (0.0, 0.0) for line in shown]
    spread = [[value - 100 * low for value, (low, _) in zip(values, ends, strict=True)]]
    spread.append([100 * high - value for value, (_, high) in zip(values, ends, strict=True)])
    axes.barh(range(len(shown)), values, color=GREEN, height=0.62, xerr=spread, ecolor=GREY)
    axes.set_yticks(range(len(shown)), [f"{_short(line.title)} ({line.rate.of})" for line in shown])
    axes.set_xlim(0, 100)
    axes.set_xlabel("scenarios passed, %")
    words = "; ".join(f"{line.title} {value:.0f} %" for line, value in zip(shown, values, strict=True))
    return _svg(figure, name, title, f"Share of scenarios passed: {words}.")


def heat(name: str, title: str, rows: Sequence[Coverage]) -> str:
    """How often each section is rested on; darker is more often, and the figure stands in each field."""
    figure, axes = _sheet(len(rows) + 1)
    columns = list(COLUMNS)
    most = [max((row.counts[column] for row in rows), default=0) or 1 for column in columns]
    shares = [[row.counts[column] / most[at] for at, column in enumerate(columns)] for row in rows]
    axes.pcolormesh(shares, cmap="YlGn", vmin=0, vmax=1, edgecolors="white", linewidth=1)
    axes.invert_yaxis()
    for at, row in enumerate(rows):
        for across, column in enumerate(columns):
            colour = "white" if shares[at][across] > DARK else "black"
            axes.text(across + 0.5, at + 0.5, str(row.counts[column]), ha="center", va="center", color=colour, fontsize=8)
    axes.set_yticks([at + 0.5 for at in range(len(rows))], [_short(row.title) for row in rows])
    axes.set_xticks([at + 0.5 for at in range(len(columns))], [column.replace(" ", "\n", 1) for column in columns])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    bare = [row.title for row in rows if not row.counts["worked scenarios"]]
    told = f"No worked scenario rests on {', '.join(bare)}." if bare else "Every section has a worked scenario."
    return _svg(figure, name, title, f"{told} Every figure is in the table below.")


def trend(name: str, title: str, points: Sequence[Point]) -> str:
    """How many scenarios passed in each run."""
    figure, axes = _sheet(7)
    places = range(len(points))
    values = [100 * (point.passed.value or 0) for point in points]
    ends = [point.passed.interval or (0.0, 0.0) for point in points]
    axes.fill_between(places, [100 * low for low, _ in ends], [100 * high for _, high in ends], color=GREEN, alpha=0.15)
    axes.plot(places, values, color=GREEN, marker="o", label="passed")
    wrong = [100 * (point.wrong.value or 0) for point in points]
    axes.plot(places, wrong, color=RED, marker="s", linestyle="--", label="decided wrongly")
    axes.set_xticks(places, [point.run for point in points], rotation=30, ha="right")
    axes.set_ylim(0, 100)
    axes.set_ylabel("% of scenarios")
    axes.legend(loc="center left")
    words = f"From {values[0]:.0f} % in {points[0].run} to {values[-1]:.0f} % in {points[-1].run}"
    return _svg(figure, name, title, f"{words}; decided wrongly, from {wrong[0]:.0f} % to {wrong[-1]:.0f} %.")


def curve(name: str, title: str, points: Sequence[CurvePoint]) -> str:
    """Of the questions answered, how many rightly, by how many are answered."""
    figure, axes = _sheet(9)
    across = [100 * (point.answered.value or 0) for point in points]
    up = [100 * (point.right.value or 0) for point in points]
    axes.plot(across, up, color=GREEN, marker="o")
    for point, x, y in zip(points, across, up, strict=True):
        axes.annotate(f"{point.lead:g}", (x, y), textcoords="offset points", xytext=(4, 5), fontsize=7, color="#4d5a5f")
    axes.set_xlabel("questions answered, %")
    axes.set_ylabel("of those, first passage right, %")
    words = f"Where {across[0]:.0f} % of the questions are answered, {up[0]:.0f} % of those are answered rightly"
    return _svg(figure, name, title, f"{words}; where {across[-1]:.0f} % are, {up[-1]:.0f} %.")


def _sheet(rows: int) -> tuple[Figure, Axes]:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.9 + ROW * rows), layout="constrained")
        axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _svg(figure: Figure, name: str, title: str, words: str) -> str:
    """The drawing with its title and description; its names are its own, so that several may stand in one page."""
    out = StringIO()
    nothing: dict[str, Any] = {"Date": None, "Creator": None}
    with mpl.rc_context(STYLE):
        figure.savefig(out, format="svg", metadata=nothing)
    drawn = out.getvalue()[out.getvalue().index("<svg") :]
    drawn = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", drawn)
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    head = f'<svg role="img" aria-labelledby="{name}-title {name}-words"'
    told = f'<title id="{name}-title">{_plain(title)}</title><desc id="{name}-words">{_plain(words)}</desc>'
    opening, rest = drawn.removeprefix("<svg").split(">", 1)
    sized = re.sub(r' (?:width|height)="[^"]*"', "", opening)
    return f"{head}{sized}>{told}{rest}"


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _short(title: str) -> str:
    return title if len(title) <= 44 else f"{title[:42].rstrip()}…"
