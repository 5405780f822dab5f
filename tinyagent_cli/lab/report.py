"""One page of what a run of the lab gave, with its plots: ``tinyagent lab report DIR``.

Reads the manifests, the curve and the figures that the stages left in a folder, whichever
are there, and writes ``report/README.md`` and the pictures beside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.curve import read_curve

# What a set's figures are called, and where they stand.
_SHARES: Final = (
    ("right graph", "success"),
    ("right in every argument", "strict_success"),
    ("unserved requests answered so", "abstention"),
    ("served requests refused", "false_abstention"),
    ("no valid plan", "invalid"),
    ("arguments with invented words", "invented"),
    ("all needed tools on offer", "tool_recall"),
)


def page(folder: Path, out: Path, suffix: str) -> str:
    """The page in Markdown; draws its pictures into *out*, ``svg`` or ``png``.

    Raises UsageError where no stage has left anything in *folder*.
    """
    data = _read(folder / "manifest.json")
    training = _read(folder / "run" / "manifest.json")
    lines = read_curve(folder / "run" / "curve.jsonl")
    figures = _read(folder / "figures.json")
    if not (data or training or lines or figures):
        raise UsageError(
            f"there is nothing to report in {folder}", f"tinyagent lab all --out {folder} makes it"
        )
    parts = [f"# What came of {folder.resolve().name}"]
    if "train" in data:
        parts += _of_data(data)
    if training:
        parts += _of_training(training)
    if any("loss" in line for line in lines):
        parts.append(_picture(out, "curves", suffix, lines, "Loss and accuracy over training"))
    if figures.get("sets"):
        parts += _of_figures(figures)
        parts += _pictures(figures["sets"], out, suffix)
    parts += _of_stages(folder / "stages")
    return "\n\n".join(parts) + "\n"


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _of_data(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## Examples"
    parts = [(n, data[n]) for n in ("train", "dev", "heldout") if n in data]
    yield _table(
        ("", *(name for name, _ in parts)),
        [
            ("examples", *(f"{part['examples']:,}" for _, part in parts)),
            ("words of a request, mean", *(f"{part['words']['mean']}" for _, part in parts)),
            (
                "served by no tool",
                *(_share(part["unserved"], part["examples"]) for _, part in parts),
            ),
            ("families of phrases", *(f"{part['families']:,}" for _, part in parts)),
        ],
    )


def _of_training(training: Mapping[str, Any]) -> Iterator[str]:
    yield "## Training"
    best = training.get("best")
    told = (
        f"{training['parameters'] / 1e6:.1f} million parameters; {training['steps']:,} steps over"
        f" {training['seen']:,} examples in {training['seconds'] / 60:.1f} minutes"
        f" on {training.get('device', 'cpu')}"
    )
    if best:
        told += (
            f"; best at step {best['step']:,}, with {best['plans']:.1%} of the development plans"
            " right in every step"
        )
    yield f"{told}."


def _of_figures(figures: Mapping[str, Any]) -> Iterator[str]:
    sets: Mapping[str, Any] = figures["sets"]
    yield "## Measured"
    yield "95 % intervals in brackets."
    rows = [("rows", *(f"{found['rows']}" for found in sets.values()))]
    rows += [(name, *(_interval(found[key]) for found in sets.values())) for name, key in _SHARES]
    rows += [
        ("tools on offer, mean", *(_number(found["tools_offered"]) for found in sets.values())),
        *(
            (f"a plan takes, {p}", *(_time(found["latency"][p]) for found in sets.values()))
            for p in ("p50", "p95")
        ),
        ("first task out, p50", *(_time(found["first_task"]["p50"]) for found in sets.values())),
        ("of the processor's time, p50", *(_time(s["processor"]["p50"]) for s in sets.values())),
    ]
    yield _table(("", *sets), rows)
    if taken := figures.get("footprint"):
        yield (
            f"Weights {taken['weights_bytes'] / 1e6:.1f} MB, selector"
            f" {taken['selector_bytes'] / 1e6:.1f} MB; a process that plans takes"
            f" {taken['memory_bytes'] / 1e6:.0f} MB of memory."
        )


def _pictures(sets: Mapping[str, Any], out: Path, suffix: str) -> Iterator[str]:
    for kind in ("calls", "tool"):
        groups = {name: found["by"][kind] for name, found in sets.items() if found["by"][kind]}
        if groups:
            told = "the number of calls" if kind == "calls" else "tool"
            yield _picture(out, f"by_{kind}", suffix, groups, f"Success by {told}")
    sure = {name: found["risk_coverage"] for name, found in sets.items() if found["risk_coverage"]}
    if sure:
        yield _picture(out, "risk", suffix, sure, "Risk and coverage by the planner's confidence")


def _picture(out: Path, name: str, suffix: str, figures: Any, about: str) -> str:
    from tinyagent_cli.lab import plots

    path = out / f"{name}.{suffix}"
    getattr(plots, name)(path, figures)
    return f"![{about}]({path.name})"


def _of_stages(folder: Path) -> Iterator[str]:
    ended = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    records = {path.stem: _read(path) for path in ended}
    done = {name: record["seconds"] for name, record in records.items() if "seconds" in record}
    if done:
        yield "## Stages"
        yield ", ".join(f"{name} {seconds} s" for name, seconds in done.items()) + "."


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _interval(share: Mapping[str, Any]) -> str:
    if share["value"] is None:
        return "–"
    low, high = share["interval"]
    return f"{share['value']:.1%} ({low:.1%}–{high:.1%})"


def _number(measured: Mapping[str, Any]) -> str:
    return "–" if measured["value"] is None else f"{measured['value']:.2f}"


def _time(measured: Mapping[str, Any]) -> str:
    return "–" if measured["value"] is None else f"{measured['value'] * 1e3:.0f} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(
        "tinyagent lab report", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("folder", type=Path, help="what lab all wrote to, or the stages by hand")
    parser.add_argument("--out", type=Path, help="a folder for the page; without, report/ in it")
    parser.add_argument("--format", choices=("svg", "png"), default="svg", help="of the pictures")
    options = parser.parse_args(arguments)
    out = options.out or options.folder / "report"
    out.mkdir(parents=True, exist_ok=True)
    path = out / "README.md"
    path.write_text(page(options.folder, out, options.format), "utf-8")
    print(path)


if __name__ == "__main__":
    main()
