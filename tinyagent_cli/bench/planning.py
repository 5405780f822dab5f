"""How long turns take that a language model plans, with and without each way of being fast.

Every row takes the same turns, whose right plans are dictated, so that a model with random
weights writes what a good one would and takes as long (dictation.py).  Each way is measured in
a process of its own (turns.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any, Final

from tinyagent_cli.bench.joining import SYSTEM
from tinyagent_cli.bench.modes import MODES, REFERENCE, Mode
from tinyagent_cli.core.errors import MissingExtra
from tinyagent_cli.models.apart import apart
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.prompt import system_prompt
from tinyagent_cli.tools.toolbox import load_manifest

Step = Callable[[str, int, int], None]  # what is being done; how much of it is, and of how much

_TURNS: Final = "tinyagent_cli.bench.turns"
_FEW: Final = 100  # tokens; reading fewer says nothing of the speed of reading


@dataclass(frozen=True, slots=True)
class Row:
    """What a *mode* took: means over its turns, in seconds, tokens and bytes.

    *prompt*: tokens of the planner's; *read* and *written*: those that were, the joiner's too.
    *reads* and *writes* in tokens a second; *reads* None where next to nothing was read.
    *reading*, *writing*, *joining*, *acting*: what *turn* is made of.
    """

    mode: str
    prompt: float
    read: float
    written: float
    first_task: float
    plan: float
    turn: float
    processor: float
    reads: float | None
    writes: float
    reading: float
    writing: float
    joining: float
    acting: float
    memory: int


def row(mode: Mode, told: Mapping[str, Any]) -> Row:
    """The means of what `turns.work` *told*."""
    turns: Sequence[Mapping[str, Any]] = told["turns"]
    plans = [turn["planner"] for turn in turns]
    joins = [turn["joiner"] for turn in turns if turn["joiner"]]

    def of(passes: Sequence[Mapping[str, Any]], key: str) -> float:
        return float(sum(one[key] for one in passes)) / len(turns)

    read, written = (of([*plans, *joins], key) for key in ("read", "written"))
    reading, writing = (of([*plans, *joins], key) for key in ("reading", "writing"))
    joining = of(joins, "reading") + of(joins, "writing")
    turn = mean(t["turn"] for t in turns)
    return Row(
        mode=mode.name,
        prompt=of(plans, "tokens"),
        read=read,
        written=written,
        first_task=mean(t["first_task"] for t in turns),
        plan=mean(t["plan"] for t in turns),
        turn=turn,
        processor=mean(t["processor"] for t in turns),
        reads=read / reading if read >= _FEW else None,
        writes=written / writing,
        reading=of(plans, "reading"),
        writing=of(plans, "writing"),
        joining=joining,
        acting=max(turn - of(plans, "reading") - of(plans, "writing") - joining, 0.0),
        memory=told["memory"],
    )


def rows(
    model: Path, requests: int, threads: int, step: Step, modes: Sequence[Mode] = MODES
) -> Iterator[Row]:
    """A row for each of *modes*, as it is done.

    Raises MissingExtra without llama.cpp, NotReady where *model* cannot be run.
    """
    with TemporaryDirectory() as spare:
        kept = Path(spare) / "kept"
        kept.mkdir()
        arguments = [str(model), str(kept), str(threads), str(requests)]
        if any(mode.ways.reuse for mode in modes):
            step("reading what is reused", 0, 0)
            apart(_TURNS, ["", *arguments], lambda *_: None)
        for number, mode in enumerate(modes):
            # What one mode keeps, another must not find.
            own = Path(spare) / f"kept-{number}"
            shutil.copytree(kept, own)
            arguments[1] = str(own)
            name = f"{mode.name} ({number + 1} of {len(modes)})"
            step(name, 0, requests)
            told = apart(_TURNS, [mode.name, *arguments], _named(step, name))
            shutil.rmtree(own)
            yield row(mode, told)


def _named(step: Step, name: str) -> Callable[[int, int], None]:
    return lambda done, total: step(name, done, total)


def faster(row: Row, reference: Row) -> tuple[float, float]:
    """How many times faster a turn is by *row*: by the clock, and by the processor's time."""
    return reference.turn / row.turn, reference.processor / row.processor


def reference_of(found: Sequence[Row]) -> Row:
    """The row of the reference's way, or the first where it was not measured."""
    return next((r for r in found if r.mode == REFERENCE.name), found[0])


@contextmanager
def model_or_random(model: Path | None) -> Iterator[Path]:
    """*model*, or one with random weights of TinyAgent-1.1B's shape: 0.7 GB while it lasts.

    Raises MissingExtra without what makes or runs it.
    """
    from tinyagent_cli.planning.llama.library import llama_cpp

    llama_cpp()
    if model is not None:
        yield model
        return
    try:
        from tinyagent_cli.bench.random_model import TINYLLAMA, write
    except ModuleNotFoundError as error:
        raise MissingExtra(error.name or "gguf", "llama") from error
    with TemporaryDirectory() as folder:
        path = Path(folder) / "random-1.1B.gguf"
        write(path, TINYLLAMA, texts())
        yield path


def texts() -> list[str]:
    """What the vocabulary of a model with random weights is made of: prompts, and words."""
    prompts = [system_prompt(load_manifest(), OURS), SYSTEM] * 50
    words = files("tinyagent_cli.lab.phrasing.phrases").iterdir()
    return prompts + [file.read_text("utf-8") for file in words if file.name.endswith(".txt")]
