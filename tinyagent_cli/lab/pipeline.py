"""Everything anew, in one command: ``python -m tinyagent_cli.lab.pipeline --out DIR``.

Makes the examples, trains planner and selector on them, exports both into the package and
measures the planner on the test files that are given.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from tinyagent_cli.lab import data, export, measure, selector, train

DEV: Final = 1200  # held-out examples that training looks at on its way


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True, help="a folder for what is made")
    parser.add_argument("--minutes", default="60", help="how long the planner is trained")
    parser.add_argument("--count", default="300000", help="synthetic examples")
    parser.add_argument("--paper", help="the TinyAgent authors' pairs, as JSON lines")
    parser.add_argument("--crowd", help="crowd workers' requests, as JSON lines")
    parser.add_argument("--test", nargs="*", default=[], help="rows to measure on; never learnt")
    options = parser.parse_args(arguments)
    out: Path = options.out
    sources = [f"--{name}={value}" for name in ("paper", "crowd") if (value := vars(options)[name])]
    without = ["--without", *options.test] if options.test else []
    data.main(["--out", str(out), "--count", options.count, *sources, *without])
    with (out / "heldout.jsonl").open(encoding="utf-8") as held:
        (out / "dev.jsonl").write_text("".join(islice(held, DEV)), encoding="utf-8")
    run = out / "run"
    train.main(
        ["--data", str(out), "--out", str(run), "--minutes", options.minutes, "--layers", "5",
         "--paper", "2", "--words", "7500"]
    )  # fmt: skip
    export.main(["--run", str(run), "--heldout", str(out / "heldout.jsonl")])
    selector.main(["--data", str(out)])
    if options.test:
        measure.main(options.test)


if __name__ == "__main__":
    main()
