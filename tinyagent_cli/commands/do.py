"""``tinyagent do``: one request, planned and done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.recorded_speech import STDIN, hear
from tinyagent_cli.commands.running import run
from tinyagent_cli.commands.standard_input import read_all, read_request
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError, UsageError
from tinyagent_cli.core.events import Event
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.view.json_lines import EventLines, line, turn_json
from tinyagent_cli.view.rehearsed import rehearsed_lines
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.streams import is_tty

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.agent.turn import TurnResult
    from tinyagent_cli.core.ports import Listener

_PIPED = 400  # cells of a line that no terminal shows; --json has all of it

# What a turn does with the assistant once it is open.
Work = Callable[["Assistant", "Listener"], Awaitable["TurnResult"]]
# All of a turn, from the opening of the assistant to its end.
Taking = Callable[["Report"], Coroutine[Any, Any, "TurnResult | None"]]


def do(
    environment: Environment,
    words: Sequence[str],
    options: TurnOptions,
    *,
    voice: bool = False,
    audio: Path | None = None,
    send: bool = False,
) -> int:
    """Plan and do what *words*, the speech in *audio* or somebody's *voice* ask for.

    *send*: as for `do_spoken`.  The exit code.
    """
    if voice and audio is None:
        return do_spoken(environment, words, options, send=send)
    with reporting(environment, options) as report:
        if audio:
            words = [hear(environment, audio, report.screen)]
        if audio == STDIN:  # nothing comes after the sound
            request, piped = words[0], None
        else:
            request, piped = read_request(environment, words, report.screen.tell)
        if options.dry_run:
            return run(look(environment, request, piped, report))
        return take_turn(
            environment, report, lambda assistant, hear: assistant.do(request, piped, hear)
        )


def do_spoken(
    environment: Environment, words: Sequence[str], options: TurnOptions, *, send: bool
) -> int:
    """Do what somebody says into the microphone; the exit code.

    At a terminal it lands in a line that can be changed and has to be sent; with *send* not
    where its plan reaches nobody.
    """
    from tinyagent_cli.commands.spoken_request import said, say_and_do

    with reporting(environment, options) as report:
        if words:
            raise UsageError("--voice takes the request from speech", "leave the words out")
        screen = report.screen
        piped = None if is_tty(environment.stdin) else read_all(environment, screen.tell)
        if not options.dry_run:
            turn = say_and_do(environment, options, screen, piped or None, send=send)
            return reported(report, turn)
        request = run(said(environment, screen))
        if request is None:
            return Exit.INTERRUPTED
        return run(look(environment, request, piped or None, report))


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
    return reported(report, lambda report: _turn(environment, report, work))


def reported(report: Report, turn: Taking) -> int:
    """Take a *turn*, and *report* it; the exit code.

    One of which nothing came, not even a request, was called off.
    """
    result = run(turn(report), stopping=report.screen.stopping)
    if result is None:
        report.end(Exit.INTERRUPTED)
        return Exit.INTERRUPTED
    for doubt in result.doubts:
        report.screen.tell(f"note: {doubt}")
    tell_rehearsed(report.screen)
    report.end(result.exit, answer=result.answer)
    return result.exit


def tell_rehearsed(screen: Screen) -> None:
    """Say what the last turn would have done, where it was a rehearsal."""
    width = screen.err.width if screen.err.is_terminal else _PIPED
    for told in rehearsed_lines(screen.view, width, screen.glyphs):
        screen.tell(told, "dim")


async def _turn(environment: Environment, report: Report, work: Work) -> TurnResult:
    screen, options = report.screen, report.options
    # The tree first: it shows that something happens while plugins and weights are loaded.
    with screen.turn(), opening.assistant_for(environment, options, screen) as assistant:
        screen.meet(assistant.planner.name, assistant.toolbox.specs)
        return await work(assistant, report)


async def look(environment: Environment, request: str, piped: str | None, report: Report) -> int:
    """Show the plan of *request*; nothing runs."""
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
