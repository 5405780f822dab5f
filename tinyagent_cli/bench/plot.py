"""The picture of `tinyagent bench planning`: what a turn is made of, by each way of planning.

Drawn with matplotlib's objects and never with pyplot, which keeps figures for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tinyagent_cli.bench.planning import Row, faster, reference_of
from tinyagent_cli.core.errors import MissingExtra

# Okabe and Ito's colours, which people of any sight tell apart.
_PARTS: Final = (
    ("reading", "the prompt is read", "#0072B2"),
    ("writing", "the plan is written", "#56B4E9"),
    ("acting", "tools, where nothing is written", "#009E73"),
    ("joining", "the model joins", "#E69F00"),
)
_STYLE: Final = {
    "svg.hashsalt": "tinyagent",  # the same figures give the same file
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "legend.frameon": False,
}


def draw(path: Path, rows: Sequence[Row]) -> None:
    """Draw *rows* to *path*, whose ending says how (.svg, .png, .pdf).

    Raises MissingExtra without matplotlib.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtra("matplotlib", "lab") from error
    reference, places = reference_of(rows), range(len(rows))
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(8.2, 1.4 + 0.27 * len(rows)), layout="constrained")
        axes = figure.subplots()
        before = [0.0] * len(rows)
        for key, label, ink in _PARTS:
            values = [getattr(row, key) for row in rows]
            axes.barh(places, values, 0.72, before, color=ink, label=label)
            before = [a + b for a, b in zip(before, values, strict=True)]
        axes.plot(
            [row.first_task for row in rows], places, "|", color="black", markersize=11,
            label="the first task begins",
        )  # fmt: skip
        for place, row in zip(places, rows, strict=True):
            axes.annotate(
                f" {faster(row, reference)[0]:.1f}×", (row.turn, place), va="center", fontsize=8
            )
        axes.set_yticks(places, [row.mode for row in rows])
        axes.invert_yaxis()
        axes.grid(visible=True, axis="x", color="#e6e6e6")
        axes.set_xlabel("seconds from the request to the answer")
        axes.legend(loc="lower right")
        undated = {"Date": None} if path.suffix == ".svg" else {}
        figure.savefig(path, dpi=110, facecolor="white", metadata=undated)
