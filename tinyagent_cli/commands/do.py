"""``tinyagent do``: one request, planned and done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.hearing import hear
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.running import run
from tinyagent_cli.commands.standard_input import read_request
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.events import Event
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.view.json_lines import EventLines, line, turn_json
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.streams import is_tty

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.agent.turn import TurnResult
    from tinyagent_cli.core.ports import Listener

# What a turn does with the assistant once it is open.
Work = Callable[["Assistant", "Listener"], Awaitable["TurnResult"]]


def do(
    environment: Environment,
    words: Sequence[str],
    options: TurnOptions,
    *,
    voice: bool = False,
    audio: Path | None = None,
) -> int:
    """Plan and do what *words*, or the speech in *audio*, ask for; the exit code."""
    with reporting(environment, options) as report:
        if voice or audio:
            words = [hear(environment, audio, report.screen)]
        request, piped = read_request(environment, words, report.screen.tell)
        if options.dry_run:
            return run(_look(environment, request, piped, report))
        return take_turn(
            environment, report, lambda assistant, hear: assistant.do(request, piped, hear)
        )


@contextmanager
def reporting(environment: Environment, options: TurnOptions) -> Iterator[Report]:
    """What tells the person, and scripts, how it goes; scripts hear of what breaks it, too."""
    # On one terminal, lines of JSON and a tree that moves would tear each other apart.
    torn = options.events and is_tty(environment.stdout)
    screen = Screen(environment, quiet=options.quiet, shows=not torn)
    report = Report(screen, options)
    try:
        yield report
    except TinyagentError as error:
        report.end(error.exit, error)
        raise
    except KeyboardInterrupt:
        report.end(Exit.INTERRUPTED)
        raise


def take_turn(environment: Environment, report: Report, work: Work) -> int:
    """Do *work* as one turn, and *report* it; the exit code."""
    result = run(_turn(environment, report, work), stopping=report.screen.stopping)
    for doubt in result.doubts:
        report.screen.tell(f"note: {doubt}")
    report.end(result.exit, answer=result.answer)
    return result.exit


async def _turn(environment: Environment, report: Report, work: Work) -> TurnResult:
    screen, options = report.screen, report.options
    # The tree first: it shows that something happens while plugins and weights are loaded.
    with screen.turn(), opening.assistant_for(environment, options, screen) as assistant:
        screen.meet(assistant.planner.name, assistant.toolbox.specs)
        return await work(assistant, report)


async def _look(environment: Environment, request: str, piped: str | None, report: Report) -> int:
    screen, options = report.screen, report.options
    with screen.turn(), opening.assistant_for(environment, options, screen) as assistant:
        screen.meet(assistant.planner.name, assistant.toolbox.specs, request)
        planned = await assistant.plan(request, piped, report)
    for doubt in planned.doubts:
        screen.tell(f"note: {doubt}")
    report.end(Exit.DONE)
    if not (options.json or options.events or options.quiet):
        if not screen.out.is_terminal:
            screen.raw(plan_text(planned.plan))
        elif not screen.animated:
            screen.show(screen.picture(final=True))
    screen.tell("nothing was done: --dry-run")
    return Exit.DONE


class Report:
    """A `Listener` that keeps the screen, and the scripts that read stdout, in the know."""

    def __init__(self, screen: Screen, options: TurnOptions) -> None:
        self.screen = screen
        self.options = options
        self._lines = EventLines(self._write, lambda: screen.specs)
        self._unread = False
        self._ended = False

    def __call__(self, event: Event) -> None:
        """Pass *event* on."""
        self.screen(event)
        if self.options.events:
            self._lines(event)

    def _write(self, text: str) -> None:
        try:
            self.screen.raw(text)
        except BrokenPipeError:
            # A listener must not raise, and what was begun is finished: told at the end.
            self._unread = True

    def end(self, code: int, error: TinyagentError | None = None, *, answer: str = "") -> None:
        """Write what stdout gets when the turn is over."""
        if self._ended:
            return  # a Ctrl-C that came too late
        self._ended = True
        if not (self.options.json or self.options.events):
            self.screen.answer(answer)
            return
        turn: dict[str, Any] = turn_json(
            self.screen.view, self.screen.specs, code=code, error=error
        )
        if self.options.events:
            self._lines.result(turn)
        else:
            self._write(line(turn))
        if self._unread:
            raise BrokenPipeError
