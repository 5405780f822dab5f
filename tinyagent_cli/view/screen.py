"""The one owner of the terminal: answers to stdout; tree, questions and hints to stderr.

Nobody else writes to a stream or starts an animation, since two writers tear each other's
lines apart and a question inside a live display is invisible (a prompt needs the display
stopped, and started again after it).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, redirect_stdout, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.text import Text

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import ConsentNeeded, TinyagentError
from tinyagent_cli.core.events import Event
from tinyagent_cli.execution.consent import Answer, Proposal
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.view.glyphs import Glyphs, glyphs_for
from tinyagent_cli.view.keyboard import TTY, Keyboard
from tinyagent_cli.view.moving import Moving, wraps_anew
from tinyagent_cli.view.plain import PlainLines
from tinyagent_cli.view.plan_view import PlanView, asking, fold, interrupted
from tinyagent_cli.view.printable import printable
from tinyagent_cli.view.proposal import (
    WAYS_TO_ANSWER,
    answered,
    in_all,
    proposal_table,
    question,
    summary,
)
from tinyagent_cli.view.question import Question, chosen
from tinyagent_cli.view.rows import Look
from tinyagent_cli.view.streams import Aside, complain, console, is_tty
from tinyagent_cli.view.tables import Listing
from tinyagent_cli.view.tree import LEAST, PlanTree, fitting

if TYPE_CHECKING:
    from prompt_toolkit.output import Output


class Screen:
    """Shows a turn, asks its questions (it is the turn's `Person`), prints its answer.

    It is a `Listener`: give it to the assistant.  *quiet* leaves only answer and
    questions, *shows* False no tree either; *asks* False answers every question with ConsentNeeded.
    """

    def __init__(
        self,
        environment: Environment,
        *,
        quiet: bool = False,
        shows: bool = True,
        asks: bool = True,
    ) -> None:
        self.environment = environment
        self.quiet = quiet
        self.shows = shows and not quiet
        self.asks = asks
        self.specs: Mapping[str, ToolSpec] = {}
        self.view = PlanView()
        self.out = console(environment, environment.stdout)
        self.err = console(environment, environment.stderr)
        self.animated = self.shows and is_tty(environment.stderr) and not self.err.is_dumb_terminal
        self._live: Moving | None = None
        self._final = False
        self._room: int | None = None  # lines of the tree, where a question needs the others
        self._wraps = wraps_anew(environment.variables)
        self._looks: Look | None = None
        self._plain = PlainLines(self._line)
        self._held: list[str] | None = None  # plain lines held back while a question stands
        self._questions = asyncio.Lock()

    def __call__(self, event: Event) -> None:
        """Show what *event* changes."""
        self.view = fold(self.view, event, monotonic())
        if self.shows and not self.animated:
            self._plain(event, self.view, self._look())

    @property
    def converses(self) -> bool:
        """Whether somebody types at us: stdin and stderr are terminals."""
        return is_tty(self.environment.stdin) and is_tty(self.environment.stderr)

    @property
    def colourful(self) -> bool:
        """Whether colours may be used on stderr."""
        return not (self.err.no_color or self.err.is_dumb_terminal)

    @property
    def glyphs(self) -> Glyphs:
        """The signs that stderr can show."""
        return glyphs_for(self.environment.stderr)

    def prompt_output(self) -> Output:
        """Where a prompt is drawn: stderr, since stdout is for answers."""
        from prompt_toolkit.output import create_output

        return create_output(stdout=self.environment.stderr)

    def meet(self, planner: str, specs: Mapping[str, ToolSpec], request: str = "") -> None:
        """Get to know who plans, and with which tools, before anything is announced."""
        self.specs = specs
        self._looks = None
        self.view = replace(self.view, planner=planner, request=request)

    @contextmanager
    def turn(self, *, more: bool = False) -> Iterator[None]:
        """Within it a turn is shown live; after it the tree stands in full.

        Where *more* lines are read after it, Ctrl-C leaves what was typed of them.
        """
        self.view, self._final = PlanView(began=monotonic()), False
        with ExitStack() as stack:
            aside = Aside()  # stdout is for the answer, and the tree must not be torn
            stack.callback(self._tell_printed, aside)
            stack.enter_context(redirect_stdout(aside))
            keyboard = self._keyboard() if self.animated else None
            if keyboard:
                stack.callback(keyboard.close)
                stack.enter_context(keyboard.hushed(kept=more))
            self._live = self._start() if self.animated else None
            try:
                yield
            except BaseException:
                # Not only errors: Ctrl-C too must leave a true picture behind.
                self.view = interrupted(self.view)
                raise
            finally:
                self._final = True
                self._stop()

    def _tell_printed(self, aside: Aside) -> None:
        if printed := aside.getvalue().strip():
            self.tell(f"a tool printed: {printed}", "dim")

    def stopping(self) -> None:
        """Say at once that it ends: what runs may take seconds to stop."""
        self.view = replace(self.view, stopping=True)
        if self.shows and not self.animated:
            self._line("stopping")

    def answer(self, text: str) -> None:
        """Print the answer, the one thing that goes to stdout."""
        if text:
            # Words are kept whole on a terminal; what is piped on keeps its lines.
            whole = not self.out.is_terminal
            self.out.print(Text(printable(text, lines=True)), soft_wrap=whole)

    def show(self, renderable: RenderableType) -> None:
        """Print a listing, a tree or text that somebody asked for, to stdout."""
        if isinstance(renderable, Listing) and not self.out.is_terminal:
            self.raw(renderable.tabbed)
        else:
            self.out.print(renderable, soft_wrap=isinstance(renderable, Text))

    def raw(self, text: str) -> None:
        """Write *text* to stdout as it is: JSON, a plan's text, a script."""
        self.environment.stdout.write(text)
        self.environment.stdout.flush()

    def tell(self, text: str, style: str = "") -> None:
        """Say something beside the answer, on stderr; silent under *quiet*."""
        if not self.quiet:
            self.err.print(Text(printable(text, lines=True), style), soft_wrap=True)

    def complain(self, error: TinyagentError) -> None:
        """One line on what went wrong and one on what mends it; never silent."""
        complain(self.environment, error)

    def picture(self, *, final: bool = False) -> PlanTree:
        """The tree as it is now."""
        return PlanTree(self.view, self._look(), monotonic(), final)

    @property
    def present(self) -> bool:
        """Whether there is a terminal to ask on."""
        keyboard = self._keyboard() if self.asks else None
        if keyboard is not None:
            keyboard.close()
        return keyboard is not None

    async def consent(self, proposal: Proposal) -> Answer:
        """Ask for consent below the tree, showing *proposal* in full; Enter alone is a no."""
        ids = frozenset(call.id for call in proposal.calls)
        nobody = ConsentNeeded(
            f"{summary(proposal)} needs your consent, and there is no terminal to ask on",
            "add --yes for addresses in consent.allow, or --dry-run to look first",
        )
        shown = (Text(), proposal_table(proposal))
        async with self._asking(ids, nobody, *shown) as ask:
            if ask.height(*shown) > ask.tty.height - 3:  # its beginning is out of sight
                ask.show(in_all(proposal))
            for _ in range(3):
                said = await ask.line(f"  {question(proposal)} [y/N/?] ")
                if (answer := answered(said)) is not None:
                    return answer
                ask.show(Text(WAYS_TO_ANSWER, "dim"))
        return Answer.NO

    async def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question about the program's own files; Enter alone means no."""
        nobody = ConsentNeeded(f"there is no terminal to ask on: {question}", "add --yes")
        async with self._asking(frozenset(), nobody) as ask:
            said = await ask.line(f"{question} [y/N] ")
        return _is_yes(said)

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        """Ask which of *choices* is meant; Enter alone is the *likeliest*, or none of them."""
        # "14:00 today is past. Is it" ends in its choices.
        asked = printable(question)
        asked = asked if asked.endswith("?") else f"{asked} …"
        known = "; or ".join(printable(choice) for choice in choices)
        nobody = ConsentNeeded(f"there is no terminal to ask on: “{asked}”", f"say which: {known}")
        numbered = (
            Text.assemble((f"  {number:>3}  ", "dim"), printable(choice))
            for number, choice in enumerate(choices, 1)
        )
        heading = Text(f"\n  {asked}", "bold")
        async with self._asking(frozenset(), nobody, heading, *numbered) as ask:
            numbers = f"1-{len(choices)}" if len(choices) > 1 else "1"
            enter = "none" if likeliest is None else f"{likeliest + 1}"
            for _ in range(3):
                said = await ask.line(f"  Number [{numbers}, Enter for {enter}] ")
                if said is None or not said.strip():
                    return None if said is None else likeliest
                if (index := chosen(said, choices)) is not None:
                    return index
        return None

    async def say(self, question: str) -> str:
        """Ask for words; Enter alone is no answer."""
        asked = printable(question)
        nobody = ConsentNeeded(f"there is no terminal to ask on: “{asked}”", "say it at once")
        async with self._asking(frozenset(), nobody, Text()) as ask:
            return (await ask.line(f"  {asked} ") or "").strip()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Keyboard | None]:
        """Within it the microphone may be on: speech answers no question, so none is asked.

        One that comes waits for its end, and it for one that stands.  Gives the keyboard,
        None where there is no terminal.
        """
        async with self._questions:
            with ExitStack() as stack:
                if keyboard := self._keyboard():
                    stack.callback(keyboard.close)
                yield keyboard

    def control(self, sequence: str) -> None:
        """Write a control sequence to the terminal, where there is one."""
        with ExitStack() as stack, suppress(OSError):
            file = self._tty(stack).file
            file.write(sequence)
            file.flush()

    @asynccontextmanager
    async def _asking(
        self, ids: frozenset[int], nobody: ConsentNeeded, *shown: RenderableType
    ) -> AsyncIterator[Question]:
        """A place to ask in below *shown*, the live tree at rest above; one question at a time."""
        async with self._questions:
            with ExitStack() as stack:
                keyboard = self._keyboard() if self.asks else None
                if keyboard is None:
                    raise nobody
                stack.callback(keyboard.close)
                asked = Question(self._tty(stack), keyboard, wraps=self._wraps)
                self.view = asking(self.view, ids)
                animated, self._held = self._live is not None, []
                # The tree folds, if it must, so that the question is seen whole.
                self._room = asked.tty.height - asked.height(*shown) - 2
                asked.drawn += self._stop()
                try:
                    for renderable in shown:
                        asked.show(renderable)
                    yield asked
                    if animated:
                        asked.erase()
                except BaseException:
                    # Ctrl-C, mostly: the line that was being typed was not ended.
                    asked.broken_off()
                    if animated:
                        asked.erase()
                    raise
                finally:
                    self.view = asking(self.view, frozenset())
                    held, self._held, self._room = self._held or [], None, None
                    for line in held:
                        self._line(line)
                    if animated:
                        self._live = self._start()

    def _keyboard(self) -> Keyboard | None:
        """Where answers are typed: stdin, or the terminal that we were started from."""
        if is_tty(self.environment.stdin) and is_tty(self.environment.stderr):
            return Keyboard(self.environment.stdin)
        try:
            return Keyboard(Path(TTY).open(encoding="utf-8"), owned=True)
        except OSError:
            return None

    def _tty(self, stack: ExitStack) -> Console:
        """Where questions are put: stderr, or the terminal itself where that is redirected."""
        if is_tty(self.environment.stderr):
            return self.err
        file = Path(TTY).open("w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115  # the stack closes it
        return console(self.environment, stack.enter_context(file))

    def _look(self) -> Look:
        if self._looks is None:
            self._looks = Look(self.glyphs, self.specs, self.environment.clock.now().date())
        return self._looks

    def _start(self) -> Moving:
        moving = Moving(self.err, self._drawing, wraps=self._wraps)
        moving.start()
        return moving

    def _drawing(self) -> list[Text]:
        width, height = self.err.size
        room = fitting(height) if self._room is None else max(LEAST, self._room)
        return self.picture(final=self._final).lines(width, None if self._final else room)

    def _stop(self) -> list[int]:
        """Let the tree rest; the cells of its lines."""
        live, self._live = self._live, None
        return live.stop() if live is not None else []

    def _line(self, text: str) -> None:
        if self._held is not None:
            self._held.append(text)
            return
        # Nobody reads it any more: no reason to stop what is being done.
        with suppress(BrokenPipeError):
            self.err.print(Text(text), soft_wrap=True)


def _is_yes(said: str | None) -> bool:
    return (said or "").strip().lower() in ("y", "yes")
