"""The pictures of a report, each a function of figures: curves, success by kind, risk–coverage.

Drawn with matplotlib's objects and never with pyplot, which keeps figures for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's colours, which people of any sight tell apart; the first is the strict one's.
_DARK, _LIGHT, _THIRD, _FOURTH = "#0072B2", "#56B4E9", "#E69F00", "#009E73"
_COLOURS: Final = (_DARK, _THIRD, _FOURTH, "#D55E00", "#CC79A7", _LIGHT, "#999999")
_STYLE: Final = {
    "svg.hashsalt": "tinyagent",  # the same figures give the same file
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e6e6e6",
    "legend.frameon": False,
    "lines.linewidth": 1.6,
}

Groups = Mapping[str, Mapping[str, Any]]  # of a report as JSON: name of a group to its shares


def curves(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    """Loss and accuracy of a training over the examples seen; *lines* as curve.py reads them."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(9, 3.4), layout="constrained")
        loss, right = figure.subplots(1, 2)
        _line(loss, lines, "loss", "training", _LIGHT)
        _line(loss, lines, "dev_loss", "development", _DARK)
        loss.set(yscale="log", title="loss of a step, in nats")
        _line(right, lines, "right", "steps, training", _LIGHT)
        _line(right, lines, "dev_right", "steps, development", _DARK)
        _line(right, lines, "dev_plans", "whole plans, development", _THIRD)
        right.set(ylim=(0, 1.01), title="share that is right")
        right.yaxis.set_major_formatter(_percent)
        for axes in (loss, right):
            axes.set_xlabel("thousands of examples seen")
            axes.legend()
        _save(figure, path)


def _line(axes: Axes, lines: Sequence[Mapping[str, Any]], key: str, label: str, ink: str) -> None:
    points = [(line["examples"] / 1e3, line[key]) for line in lines if key in line]
    if points:
        marker = "o" if key.startswith("dev") else ""
        axes.plot(*zip(*points, strict=True), label=label, color=ink, marker=marker, markersize=3)


def by_calls(path: Path, sets: Mapping[str, Groups]) -> None:
    """Success and strict success by the number of calls, with their intervals; a panel a set."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(4.2 * len(sets), 3.2), layout="constrained")
        panels = figure.subplots(1, len(sets), squeeze=False, sharey=True)[0]
        for axes, (name, groups) in zip(panels, sets.items(), strict=True):
            for key, label, ink, shift in _SHARES:
                places = [i + shift for i in range(len(groups))]
                _bars(axes, places, [group[key] for group in groups.values()], label, ink)
            ticks = [f"{n}\n{group['rows']}" for n, group in groups.items()]
            axes.set_xticks(range(len(groups)), ticks)
            axes.set(title=name, ylim=(0, 1.01), xlabel="calls of the right plan, and rows")
            axes.yaxis.set_major_formatter(_percent)
            axes.grid(visible=False, axis="x")
        named = panels[0].get_legend_handles_labels()
        figure.legend(*named, loc="outside lower center", ncols=2)
        _save(figure, path)


# Of a group: its key, how it is called, its colour, where its bar stands beside the other.
_SHARES: Final = (
    ("success", "right graph", _LIGHT, -0.2),
    ("strict_success", "right arguments, too", _DARK, 0.2),
)


def _bars(
    axes: Axes, places: Sequence[float], shares: Sequence[Mapping[str, Any]], label: str, ink: str
) -> None:
    values = [share["value"] for share in shares]
    low, high = (
        [abs(share["interval"][end] - share["value"]) for share in shares] for end in (0, 1)
    )
    whiskers = {"elinewidth": 0.8, "ecolor": "#555555"}
    axes.bar(places, values, 0.38, yerr=(low, high), color=ink, label=label, error_kw=whiskers)


def by_tool(path: Path, sets: Mapping[str, Groups]) -> None:
    """Strict success of the plans that call a tool, with its interval; a mark a set."""
    tools = sorted({tool for groups in sets.values() for tool in groups}, reverse=True)
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(7.5, 1.2 + 0.3 * len(tools)), layout="constrained")
        axes = figure.subplots()
        for number, (name, groups) in enumerate(sets.items()):
            shift = (number - (len(sets) - 1) / 2) * -0.6 / len(sets)
            there = [(i, groups[tool]["strict_success"]) for i, tool in enumerate(tools)
                     if tool in groups]  # fmt: skip
            values = [share["value"] for _, share in there]
            reach = [
                [abs(share["interval"][end] - share["value"]) for _, share in there]
                for end in (0, 1)
            ]
            axes.errorbar(
                values, [i + shift for i, _ in there], xerr=reach, label=name, fmt="o",
                color=_COLOURS[number % len(_COLOURS)], markersize=4, elinewidth=0.8,
            )  # fmt: skip
        axes.set_yticks(range(len(tools)), tools)
        axes.set(xlim=(0, 1.01), title="plans right in every argument, by tool")
        axes.xaxis.set_major_formatter(_percent)
        figure.legend(loc="outside lower center", ncols=4)
        _save(figure, path)


def risk(path: Path, sets: Mapping[str, Sequence[Sequence[float]]]) -> None:
    """How many plans are wrong among those that the planner is surest of."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(5, 3.4), layout="constrained")
        axes = figure.subplots()
        for number, (name, points) in enumerate(sets.items()):
            ink = _COLOURS[number % len(_COLOURS)]
            axes.plot(*zip(*points, strict=True), label=name, color=ink, marker="o", markersize=3)
        axes.set(xlim=(0, 1.01), ylim=(0, None), xlabel="share of requests answered, surest first")
        axes.set_title("share of these that is wrong somewhere")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(_percent)
        axes.legend()
        _save(figure, path)


def _percent(value: float, _: float) -> str:
    return f"{value:.0%}"


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=110, facecolor="white", metadata=_undated(path))


def _undated(path: Path) -> dict[str, None]:
    return {"Date": None} if path.suffix == ".svg" else {}
