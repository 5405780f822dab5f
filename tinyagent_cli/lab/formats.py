"""What rounding costs: ``python -m tinyagent_cli.lab.formats --run RUN --heldout FILE``.

Makes a table like the TinyAgent paper's second: size, speed and plans of the network as torch
trained it, of the shipped runtime in eight and in four bits, and of the GGUF files that
llama.cpp runs.  Each is loaded and run in a process of its own, on one thread, with all tools
on offer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Final

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.lab import gguf
from tinyagent_cli.lab.evaluate import Answer, Report, Row, judge, read_rows, report
from tinyagent_cli.lab.export import chosen, load, weights_of
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.embedded.llama import llama_cpp
from tinyagent_cli.planning.embedded.weights import write

TORCH: Final = "torch, F32"
HEAD: Final = (
    "format", "MB", "load ms", "p50 ms", "first ms", "memory MB", "held-out success", "strict",
    "authors' success", "strict", "same plan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """How a format did: *load* in seconds, *memory* in bytes, its *answers*."""

    load: float
    memory: int
    answers: tuple[Answer, ...]


def files(run: Path, folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Every format of the network in *run*, written into *folder*: name, file, bytes.

    Raises MissingExtra after those that need no llama.cpp, where it is not installed.
    """
    checkpoint = chosen(run)
    model, vocabulary = load(checkpoint)
    # A checkpoint holds what training needs to go on as well; the network's numbers count.
    yield TORCH, checkpoint, sum(p.nbytes for p in model.parameters())
    for bits in (8, 4):
        path = folder / f"planner-{bits}.weights"
        write(path, weights_of(model, vocabulary, {}, bits))
        yield f"numpy, {bits} bits", path, path.stat().st_size
    llama_cpp()
    for path in gguf.write_all(folder, weights_of(model, vocabulary, {})):
        yield f"GGUF, {path.stem.removeprefix('planner-')}", path, path.stat().st_size


def ran(path: Path, asked: Sequence[Row]) -> Ran:
    """Let the format in *path* plan what is *asked*.  Raises NotReady where it cannot."""
    command = [sys.executable, "-m", "tinyagent_cli.lab.timed", str(path)]
    with TemporaryFile("w+") as requests, TemporaryFile("w+") as said:
        for row in asked:
            print(json.dumps({"request": row.request, "piped": row.piped}), file=requests)
        requests.seek(0)
        with subprocess.Popen(command, stdin=requests, stdout=PIPE, stderr=said, text=True) as run:
            assert run.stdout is not None
            told = list(progress(run.stdout, path.name, len(asked) + 1))
        if run.returncode:
            said.seek(0)
            *_, last = said.read().strip().splitlines() or ["it says nothing"]
            raise NotReady(f"{path.name} cannot be run: {last}")
    *answers, end = map(json.loads, told)
    return Ran(
        end["load"],
        end["memory"],
        tuple(
            Answer(parse(a["plan"]) if a["plan"] else None, a["seconds"], None, a["first"])
            for a in answers
        ),
    )


def figures(one: Ran, asked: Sequence[Row], heldout: int, torch: Ran) -> list[str]:
    """The right part of a line; the first *heldout* of *asked* are held-out examples."""
    verdicts = [judge(row, answer) for row, answer in zip(asked, one.answers, strict=True)]
    pairs = zip(one.answers, torch.answers, strict=True)
    same = sum(mine.plan == theirs.plan for mine, theirs in pairs) / len(asked)
    whole = report(verdicts)
    return [
        f"{one.load * 1e3:.0f}",
        f"{(whole.p50.value or 0) * 1e3:.1f}",
        f"{(whole.first.value or 0) * 1e3:.1f}",
        f"{one.memory / 1e6:.0f}",
        *_shares(report(verdicts[:heldout])),
        *_shares(report(verdicts[heldout:])),
        f"{same:.1%}",
    ]


def _shares(found: Report) -> list[str]:
    shares = (found.success.value, found.strict.value)
    return ["–" if share is None else f"{share:.1%}" for share in shares]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(
        "tinyagent lab formats", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--run", type=Path, required=True, help="folder that train wrote")
    parser.add_argument("--heldout", type=Path, required=True, help="synthetic examples")
    parser.add_argument("--count", type=int, default=300, help="how many of them")
    parser.add_argument("--paper", type=Path, help="the authors' pairs; those for choosing count")
    parser.add_argument("--out", type=Path, help="a folder in which the files are kept")
    options = parser.parse_args(arguments)
    with options.heldout.open(encoding="utf-8") as lines:
        heldout = list(islice(read_rows(lines), options.count))
    asked = list(heldout)
    if options.paper:
        with options.paper.open(encoding="utf-8") as lines:
            asked += [row for row in read_rows(lines) if row.for_choosing]
    with TemporaryDirectory() as spare:
        folder: Path = options.out or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        _print(HEAD)
        _print(["---"] + ["--:"] * (len(HEAD) - 1))
        torch: Ran | None = None
        try:
            for name, path, size in files(options.run, folder):
                one = ran(path, asked)
                torch = torch or one
                _print([name, f"{size / 1e6:.1f}", *figures(one, asked, len(heldout), torch)])
        except MissingExtra as error:
            print(f"no GGUF: {error}", file=sys.stderr)


def _print(cells: Iterable[str]) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
