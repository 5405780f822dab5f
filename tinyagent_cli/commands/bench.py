"""``tinyagent bench``: what is measured on this computer, each by a command of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.progress import Meter, progress
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

if TYPE_CHECKING:
    from tinyagent_cli.bench.modes import Mode
    from tinyagent_cli.bench.page import Figures
    from tinyagent_cli.bench.planning import Row

_PICTURES: Final = (".svg", ".png", ".pdf")


def planning(
    environment: Environment,
    *,
    model: Path | None = None,
    requests: int = 2,
    threads: int = 0,
    only: str = "",
    plot: Path | None = None,
    json: bool = False,
) -> int:
    """Measure whole turns by each way of planning, and print a table; the exit code.

    Raises UsageError, NotReady, MissingExtra.
    """
    from tinyagent_cli.bench.page import HEADS, planning_cells, verdict

    screen = Screen(environment)
    modes = _checked(model, requests, only)
    if plot:
        _check_picture(plot)
    found: list[Row] = []
    try:
        with _steps(screen) as step:
            for row in _turns(step, model, requests, threads, modes):
                found.append(row)
                if json:
                    screen.raw(line(asdict(row)))
    finally:  # what was measured before Ctrl-C, too
        if found and not json:
            screen.show(listing(planning_cells(found), HEADS))
            if said := verdict(found):
                screen.tell(said)
    if plot and found:
        from tinyagent_cli.bench.plot import draw

        draw(plot, found)
        screen.tell(f"{plot} is drawn")
    return Exit.DONE


def start(environment: Environment, *, times: int = 5, json: bool = False) -> int:
    """Measure how long the program takes to start, and print a table; the exit code.

    Raises NotReady where a start fails.
    """
    from tinyagent_cli.bench.page import START_HEADS, start_cells
    from tinyagent_cli.bench.start import rows

    screen = Screen(environment)
    with _steps(screen) as step:
        found = rows(times, step)
    if json:
        for row in found:
            screen.raw(line(asdict(row)))
    else:
        screen.show(listing(start_cells(found), START_HEADS))
    return Exit.DONE


def quality(
    environment: Environment, files: Sequence[Path], *, count: int = 200, json: bool = False
) -> int:
    """Measure the plans of the planner that ships in each of its formats; the exit code.

    Raises UsageError for rows that cannot be read.
    """
    from tinyagent_cli.bench.page import FORMAT_HEADS, OFFER_HEADS, format_cells, offer_cells
    from tinyagent_cli.bench.quality import measured

    screen = Screen(environment)
    with _steps(screen) as step:
        formats, offers = measured(files, count, step, lambda why: _left_out(screen, why))
    if json:
        for found in formats:
            screen.raw(line(asdict(found)))
        for offer in offers:
            screen.raw(line(asdict(offer)))
    else:
        screen.show(listing(format_cells(formats), FORMAT_HEADS))
        screen.answer("")
        screen.show(listing(offer_cells(offers), OFFER_HEADS))
    return Exit.DONE


def voice(
    environment: Environment,
    *,
    model: str = "",
    transcriber: str = "",
    requests: int = 0,
    noise: bool = False,
    json: bool = False,
) -> int:
    """Measure how well and how fast speech becomes a plan, and print a table; the exit code.

    *requests* 0: all there are.  Raises NotReady, MissingExtra.
    """
    from tinyagent_cli.bench.speech import RATIOS, REQUESTS
    from tinyagent_cli.bench.voice import measured, table

    screen = Screen(environment)
    asked = REQUESTS[: requests or len(REQUESTS)]
    with _steps(screen) as step:
        told = measured(
            environment, model, transcriber, asked, RATIOS if noise else RATIOS[:1], step
        )
    if json:
        screen.raw(line(asdict(told)))
    else:
        screen.answer(table(told))
    return Exit.DONE


def reliability(
    environment: Environment, *, quick: bool = False, out: Path | None = None, json: bool = False
) -> int:
    """Try the program under load and faults, and print a table; 1 where anything went wrong.

    With *out* the table goes into that file, too.  Ctrl-C prints what was found before.
    """
    from tinyagent_cli.bench.machine import machine
    from tinyagent_cli.bench.page import markdown
    from tinyagent_cli.bench.reliability import FULL, HEADS, QUICK, Tried, cells, rows

    if out is not None and not out.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {out.parent}", "make it first")
    screen = Screen(environment)
    found: list[Tried] = []
    try:
        with _steps(screen) as step:
            for row in rows(QUICK if quick else FULL, step):
                found.append(row)
                if json:
                    screen.raw(line(asdict(row)))
    finally:
        if found and not json:
            screen.show(listing(cells(found), HEADS))
    if out is not None:
        when = environment.clock.now().date()
        table = "\n".join(markdown(HEADS, cells(found)))
        out.write_text(f"{machine()}. {when}.\n\n{table}\n", "utf-8")
        screen.tell(f"{out} is written")
    return Exit.FAILED if any(row.wrong for row in found) else Exit.DONE


def everything(
    environment: Environment,
    files: Sequence[Path],
    out: Path,
    *,
    model: Path | None = None,
    requests: int = 2,
    threads: int = 0,
) -> int:
    """Measure all of it, and write a page with a picture into the folder *out*; the exit code.

    Ctrl-C prints the page of what was measured before, and leaves *out* as it was.  Raises
    UsageError, NotReady.
    """
    from tinyagent_cli.bench import quality, start
    from tinyagent_cli.bench.machine import load, machine
    from tinyagent_cli.bench.page import Figures, page

    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is no folder", "name another, or none that is there")
    modes = _checked(model, requests)
    for file in files:
        quality.read(file)
    screen = Screen(environment)
    before = load()
    turns: list[Row] = []
    figures = Figures(
        machine=machine(),
        loads=(before, before),
        command=_command(files, out, model, requests, threads),
        requests=requests,
        threads=threads,
        planning=turns,
        model=model.name if model else "",
    )
    try:
        with _steps(screen) as step:
            figures = replace(figures, start=start.rows(5, step))
            formats, offers = quality.measured(files, 400, step, lambda why: _left_out(screen, why))
            figures = replace(figures, formats=formats, offers=offers)
            try:
                turns.extend(_turns(step, model, requests, threads, modes))
            except MissingExtra as why:
                _left_out(screen, why)
                figures = replace(figures, missing=why.message)
    except BaseException:
        if figures.start:
            screen.raw(page(replace(figures, loads=(before, load()))))
        raise
    figures = replace(figures, loads=(before, load()))
    out.mkdir(parents=True, exist_ok=True)
    figures = _pictured(screen, figures, out)
    (out / "figures.json").write_text(line(asdict(figures)), "utf-8")
    (out / "README.md").write_text(page(figures), "utf-8")
    screen.answer(str(out / "README.md"))
    return Exit.DONE


def _checked(model: Path | None, requests: int, only: str = "") -> list[Mode]:
    """The ways of planning with *only* in their name.

    Raises UsageError, NotReady: told before minutes are spent.
    """
    from tinyagent_cli.bench.errands import ERRANDS
    from tinyagent_cli.bench.modes import MODES

    if requests > len(ERRANDS):
        raise UsageError(f"there are {len(ERRANDS)} requests", f"--requests {len(ERRANDS)}")
    if model is not None and not model.is_file():
        raise NotReady(f"there is no model file {model}", "leave --model out: one is made")
    modes = [mode for mode in MODES if only in mode.name]
    if not modes:
        raise UsageError(f"no way of planning has {only!r} in its name", "--only reuse")
    return modes


def _turns(
    step: _Steps, model: Path | None, requests: int, threads: int, modes: Sequence[Mode]
) -> Iterator[Row]:
    from tinyagent_cli.bench.planning import model_or_random, rows

    step("making a model with random weights" if model is None else "looking at the model", 0, 0)
    with model_or_random(model) as path:
        yield from rows(path, requests, threads, step, modes)


def _command(
    files: Sequence[Path], out: Path, model: Path | None, requests: int, threads: int
) -> str:
    """How it can be repeated; of files the names alone."""
    words = ["tinyagent bench all", *(file.name for file in files), f"--out {out.name}"]
    words += [f"--model {model.name}"] if model else []
    words += [f"--requests {requests}"]
    words += [f"--threads {threads}"] if threads else []
    return " ".join(words)


def _pictured(screen: Screen, figures: Figures, out: Path) -> Figures:
    if not figures.planning:
        return figures
    from tinyagent_cli.bench.plot import draw

    try:
        draw(out / "planning.svg", figures.planning)
    except MissingExtra as why:
        _left_out(screen, why)
        return figures
    return replace(figures, picture="planning.svg")


def _check_picture(plot: Path) -> None:
    """Raises UsageError, MissingExtra: told before minutes are spent."""
    if plot.suffix not in _PICTURES:
        raise UsageError(f"{plot} is no picture", f"its name ends in one of {' '.join(_PICTURES)}")
    if not plot.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {plot.parent}", "make it first")
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise MissingExtra("matplotlib", "lab")


def _left_out(screen: Screen, why: MissingExtra) -> None:
    screen.tell(f"left out, since {why}")


class _Steps:
    """Shows what is being done, one thing after the other."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._stack = ExitStack()
        self._doing = ""
        self._meter: Meter | None = None

    def __call__(self, doing: str, done: int, total: int) -> None:
        """*done* of *total* of what is being done."""
        if doing != self._doing or self._meter is None:
            self.close()
            self._doing = doing
            self._meter = self._stack.enter_context(
                progress(self._screen, doing, total, of_bytes=False)
            )
            if not self._screen.animated:
                self._screen.tell(f"{doing} …")
        self._meter.step(done, total)

    def close(self) -> None:
        """Nothing is being done any more."""
        self._stack.close()
        self._meter = None


@contextmanager
def _steps(screen: Screen) -> Iterator[_Steps]:
    step = _Steps(screen)
    try:
        yield step
    finally:
        step.close()
