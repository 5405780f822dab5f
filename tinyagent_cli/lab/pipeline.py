"""Every stage in one command: ``tinyagent lab all --out DIR --minutes 60``.

Makes the examples, trains planner and selector on them, exports, measures and reports.  Each
stage that ended leaves ``stages/NAME.json``: its options, the fingerprints of what it read
and wrote and of the program, the seconds it took.  A stage whose record still holds is
skipped; an interrupted training goes on from its checkpoint.  ``--ship`` puts the weights
and the selector's table into the package.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.lab.fingerprints import fingerprint, of_program
from tinyagent_cli.planning.embedded.planner import WEIGHTS
from tinyagent_cli.planning.selection import TABLE

# The network that ships, and how often the authors' pairs come in an epoch.
NETWORK: Final = "--layers 5 --words 7500 --paper 2"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: the *module* whose main takes *arguments*, files that it reads and writes.

    *checkpoint*: the file from which it can go on, where it can.  Such a stage takes long: a
    change of the program does not undo it as it does the others.
    """

    name: str
    module: str
    arguments: tuple[str, ...]
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    checkpoint: Path | None = None


def run(stage: Stage, out: Path) -> None:
    """Run *stage*, unless its record in *out* says that just this was done."""
    record = out / "stages" / f"{stage.name}.json"
    plan = {
        "arguments": list(stage.arguments),
        "inputs": _fingerprints(stage.inputs),
        "program": "" if stage.checkpoint else of_program(),
    }
    before: dict[str, Any] = json.loads(record.read_text()) if record.exists() else {}
    same = {key: before.get(key) for key in plan} == plan
    if same and before.get("outputs") == _fingerprints(stage.outputs):
        took = f"{before['seconds']} s"
        print(f"== {stage.name}: done before from the same inputs and options ({took}); skipped")
        return
    arguments = list(stage.arguments)
    if same and stage.checkpoint and stage.checkpoint.exists():
        arguments.append("--resume")
    print(f"== {stage.name}: tinyagent lab {stage.name} {shlex.join(arguments)}", flush=True)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(plan, indent=1) + "\n")  # begun, not done
    began = time.monotonic()
    import_module(f"tinyagent_cli.lab.{stage.module}").main(arguments)
    done = plan | {
        "outputs": _fingerprints(stage.outputs),
        "seconds": round(time.monotonic() - began),
    }
    record.write_text(json.dumps(done, indent=1) + "\n")


def _fingerprints(paths: Iterable[Path]) -> dict[str, str | None]:
    return {str(path): fingerprint(path) for path in paths}


def stages(options: argparse.Namespace) -> list[Stage]:
    """All stages, in order."""
    out: Path = options.out
    files = {n: out / f"{n}.jsonl" for n in ("train", "dev", "heldout")}
    weights, table, figures = out / "planner.weights", out / "selection.npz", out / "figures.json"
    run_, tests = out / "run", [Path(test) for test in options.test]
    best = run_ / "best.pt"
    borrowed = {n: Path(v) for n in ("paper", "crowd") if (v := vars(options)[n])}
    sources = [f"--{name}={path}" for name, path in borrowed.items()]
    without = ["--without", *options.test] if tests else []
    long = ["--epochs", options.epochs] if options.epochs else ["--minutes", options.minutes]
    return [
        Stage(
            "data", "data",
            ("--out", str(out), "--count", options.count, "--seed", options.seed,
             *sources, *without, *shlex.split(options.data)),
            (*borrowed.values(), *tests), tuple(files.values()),
        ),
        Stage(
            "train", "train",
            ("--data", str(out), "--out", str(run_), *long, "--seed", options.seed,
             "--device", options.device, *shlex.split(NETWORK), *shlex.split(options.train)),
            (files["train"], files["dev"]), (best,), run_ / "checkpoint.pt",
        ),
        Stage(
            "export", "export",
            ("--run", str(run_), "--heldout", str(files["heldout"]), "--out", str(weights)),
            (best, files["heldout"]), (weights,),
        ),
        Stage(
            "select", "selector",
            ("--data", str(out), "--out", str(table), "--weights", str(weights),
             "--seed", options.seed),
            (files["train"], files["heldout"], weights), (table,),
        ),
        Stage(
            "eval", "measure",
            (str(files["heldout"]), *options.test, "--weights", str(weights),
             "--table", str(table), "--out", str(figures)),
            (files["heldout"], *tests, weights, table), (figures,),
        ),
        Stage(
            "report", "report", (str(out),),
            (run_ / "manifest.json", run_ / "curve.jsonl", figures),
            (out / "report" / "README.md",),
        ),
    ]  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tinyagent lab all", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--out", type=Path, required=True, help="a folder for what is made")
    long = parser.add_mutually_exclusive_group()
    long.add_argument("--minutes", default="60", help="how long the planner is trained")
    long.add_argument("--epochs", help="the same, by the data")
    parser.add_argument("--count", default="300000", help="synthetic examples")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--data", default="", metavar="OPTIONS", help="more of data's, quoted")
    parser.add_argument("--train", default="", metavar="OPTIONS", help="more of train's, quoted")
    parser.add_argument("--paper", help="the TinyAgent authors' pairs, as JSON lines")
    parser.add_argument("--crowd", help="crowd workers' requests, as JSON lines")
    parser.add_argument("--test", nargs="*", default=[], help="rows to measure on; never learnt")
    parser.add_argument("--ship", action="store_true", help="put what was made into the package")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    options = _parser().parse_args(arguments)
    try:
        for stage in stages(options):
            run(stage, options.out)
    except (KeyboardInterrupt, SystemExit):
        print("the same command goes on from here", file=sys.stderr)
        raise
    if options.ship:
        WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(options.out / "planner.weights", WEIGHTS)
        shutil.copyfile(options.out / "selection.npz", TABLE)
        print(f"shipped: {WEIGHTS}, {TABLE}")


if __name__ == "__main__":
    main()
