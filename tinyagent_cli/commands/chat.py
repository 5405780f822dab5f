"""``tinyagent chat``: requests one after the other, with everything else a slash away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tinyagent_cli.agent.conversation import Conversation, FollowUp
from tinyagent_cli.commands import config, desktop, history, opening, tools, undo
from tinyagent_cli.commands.editor import edit_text
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.settings import keys
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.repl.session import Leave, Session, piped, typed
from tinyagent_cli.repl.slash import SlashCommand, SlashCommands
from tinyagent_cli.view.printable import cut_end, duration
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant

KEYS = (
    ("Enter", "sends; Alt-Enter or Ctrl-J starts a new line"),
    ("Tab", "completes commands, and names that earlier plans called"),
    ("→", "takes the grey suggestion; Ctrl-R searches what was typed before"),
    ("Ctrl-X Ctrl-E", "opens the line in your editor"),
    ("Ctrl-C", "clears the line, or stops what runs"),
    ("Ctrl-D", "leaves"),
)

_SHOWN = 3  # turns that are shown when a conversation goes on
_FAMILIAR = 200  # turns whose names Tab completes
PLAN_HELP = """\
# Change the plan as you like; what you save is run. Lines that begin with # are left out.
# To run nothing, save no plan at all.
"""


def chat(environment: Environment, options: TurnOptions) -> int:
    """Take requests until the user leaves; from a pipe, a line each."""
    return run(_chat(environment, options))


async def _chat(environment: Environment, options: TurnOptions) -> int:
    screen = Screen(environment, quiet=options.quiet)
    with opening.assistant_for(environment, options, screen) as assistant:
        conversation = Chat(environment, screen, assistant, options)
        if options.resume:
            await conversation.handle("/resume")
        session = Session(screen, conversation.handle)
        await session.run(conversation.lines())
        return session.code if not screen.converses else Exit.DONE


class Chat:
    """One conversation: what a line means, and what the slash commands do."""

    def __init__(
        self, environment: Environment, screen: Screen, assistant: Assistant, options: TurnOptions
    ) -> None:
        self.environment = environment
        self.screen = screen
        self.assistant = assistant
        self.options = options
        self.commands = SlashCommands(self._table())
        self.conversation = Conversation(assistant.toolbox.specs)
        self._last_plan = ""
        self._last: tuple[str, str, str] | None = None  # line, request and plan of the last turn

    def lines(self) -> AsyncIterator[str]:
        """Where the lines come from: a prompt, or a pipe."""
        if not self.screen.converses:
            return piped(self.environment.stdin.fileno())
        from tinyagent_cli.repl.prompt import prompt_session

        settings = self.assistant.settings
        keep = self.environment.paths.prompt_history if settings.history.keep else None
        self.screen.tell(f"{self.bottom()}{self.screen.glyphs.dot}/help, Ctrl-D leaves", "dim")
        prompt = prompt_session(
            self.commands,
            self.bottom,
            self._names,
            output=self.screen.prompt_output(),
            history=keep,
            vi=settings.repl.editing == "vi",
            colour=self.screen.colourful,
            sign=self.screen.glyphs.prompt,
        )
        return typed(prompt, self.screen)

    def bottom(self) -> str:
        """The line at the bottom: who plans, where it acts, how long the last plan took."""
        parts = [self.assistant.planner.name, self.assistant.desktop.name, self._last_plan]
        said = self.screen.glyphs.dot.join(part for part in parts if part)
        return cut_end(said, self.screen.err.width - 1)

    async def handle(self, line: str) -> int:
        """Take *line*: a slash command, or a request; the exit code."""
        if line.startswith("/"):
            command, argument = self.commands.find(line)
            await command.run(argument)
            return Exit.DONE
        meant = self._meant(line)
        if meant.take_back is not None:
            await self._take_back(meant.take_back, bare=meant.plan is None)
        if not (meant.request or meant.plan):
            return Exit.DONE
        plan = plan_text(meant.plan) if meant.plan else ""
        return await self._turn(line, meant.request, plan)

    async def _turn(self, line: str, request: str, plan: str = "") -> int:
        """Run *plan*, which *line* was understood as, or plan *request*; the exit code."""
        assistant, screen = self.assistant, self.screen
        self._last = (line, request, plan)
        with screen.turn():
            screen.meet(assistant.planner.name, assistant.toolbox.specs, line)
            if plan:
                result = await assistant.run(plan, screen, line)
            else:
                result = await assistant.do(request, None, screen)
        self.conversation.remember(line, result.plan, result.turn)
        self._note_time()
        for doubt in result.doubts:
            screen.tell(f"note: {doubt}")
        screen.answer(result.answer)
        return result.exit

    def _meant(self, line: str) -> FollowUp:
        """*line* by itself, or what it means after the last turn, which is then said."""
        settings, now = self.assistant.settings, self.assistant.clock.now()
        found = self.conversation.follow_up(line, now, settings.people.region)
        if found is None:
            return FollowUp(line, request=line)
        self.screen.tell(f"understood: {found.understood}", "dim")
        return found

    async def _take_back(self, turn: int, *, bare: bool) -> None:
        """Take *turn* back; unless that is all that was wanted, it may be that nothing can be."""
        try:
            await self._undo(str(turn))
        except UsageError as error:
            if bare:
                raise
            self.screen.tell(f"note: {error.message}")

    def _note_time(self) -> None:
        if (seconds := self.screen.view.last.seconds) is not None:
            self._last_plan = f"planned in {duration(seconds)}"

    async def _help(self, argument: str) -> None:
        self.screen.show(listing([*self.commands.help(), ("", ""), *KEYS]))

    async def _tools(self, argument: str) -> None:
        tools.tools(self.environment, argument or None)

    async def _plan(self, argument: str) -> None:
        if not argument:
            raise UsageError("/plan wants a request", "/plan text Sid that I'm late")
        with self.screen.turn():
            self.screen.meet(self.assistant.planner.name, self.assistant.toolbox.specs, argument)
            await self.assistant.plan(argument, None, self.screen)
        self._note_time()

    async def _edit(self, argument: str) -> None:
        """The plan of a request, or of the last turn, in the editor; what is saved is run."""
        line = argument or (self._last[0] if self._last else "")
        if argument:
            with self.screen.turn():
                self.screen.meet(self.assistant.planner.name, self.assistant.toolbox.specs, line)
                planned = await self.assistant.plan(argument, None, self.screen)
            before = plan_text(planned.plan)
        elif (last := self.conversation.last_plan) is not None:
            before = plan_text(last)
        else:
            raise UsageError("there is no plan to edit yet", "/edit text Sid that I'm late")
        text = edit_text(self.environment, f"{PLAN_HELP}{before}", ".plan")
        if text is None or not (plan := _without_remarks(text)):
            self.screen.tell("nothing was run")
            return
        await self._turn(line, "", plan)

    async def _retry(self, argument: str) -> None:
        if self._last is None:
            raise UsageError("nothing was asked yet")
        await self._turn(*self._last)

    async def _undo(self, argument: str) -> None:
        assistant = self.assistant
        taken = await undo.take_back(assistant.journal, assistant.desktop, _number(argument))
        for each in taken:
            self.screen.answer(undo.told(each))

    async def _resume(self, argument: str) -> None:
        """Go on from an earlier turn: what came before it is shown, and the next line follows."""
        journal = self.assistant.journal
        number = _number(argument)
        turns = [t for t in journal.turns(_SHOWN if number is None else 10**6) if t.plan]
        before = [t for t in turns if number is None or t.id <= number][:_SHOWN]
        if not before or (number is not None and before[0].id != number):
            raise UsageError("there is no turn to go on from", "/history lists them")
        for turn in reversed(before):
            self.screen.tell(f"{self.screen.glyphs.prompt}{turn.request}", "dim")
            self.screen.tell(turn.answer)
        self.conversation.remember(before[0].request, parse(before[0].plan), before[0].id)

    async def _history(self, argument: str) -> None:
        journal = self.assistant.journal
        if number := _number(argument):
            self.screen.show(history.turn_told(self.environment, journal.turn(number)))
        elif turns := journal.turns():
            self.screen.show(history.turns_listed(turns, self.assistant.clock.now().date()))
        else:
            self.screen.tell("nothing was done yet")

    async def _planner(self, argument: str) -> None:
        from tinyagent_cli.plugins import loader

        if argument:
            planner = loader.load(self.environment).make(
                "tinyagent_planners", argument, self.environment, self.assistant.settings
            )
            self.assistant = replace(self.assistant, planner=planner)
        self.screen.tell(f"{self.assistant.planner.name} plans")

    async def _desktop(self, argument: str) -> None:
        desktop.show(self.environment, argument or None)

    async def _config(self, argument: str) -> None:
        name, _, value = argument.partition(" ")
        if not name:
            config.show(self.environment)
        elif not value:
            config.get(self.environment, name)
        else:
            config.put(self.environment, name, value.strip())

    async def _quit(self, argument: str) -> None:
        raise Leave

    def _names(self) -> Iterable[str]:
        from tinyagent_cli.repl.familiar import names_of

        return names_of(self.assistant.journal.turns(_FAMILIAR), self.assistant.toolbox.specs)

    def _planners(self) -> Iterable[str]:
        from tinyagent_cli.plugins import loader

        return loader.load(self.environment).offers("tinyagent_planners")

    def _table(self) -> list[SlashCommand]:
        specs = self.assistant.toolbox.specs
        return [
            SlashCommand("help", "lists these", self._help),
            SlashCommand("plan", "show a plan; nothing runs", self._plan, "REQUEST"),
            SlashCommand("edit", "change a plan in your editor, run it", self._edit, "[REQUEST]"),
            SlashCommand("retry", "the last request once more", self._retry),
            SlashCommand("undo", "take back what was done", self._undo, "[TURN]"),
            SlashCommand("resume", "go on from an earlier turn", self._resume, "[TURN]"),
            SlashCommand("history", "what was done", self._history, "[TURN]"),
            SlashCommand("tools", "what plans can call", self._tools, "[NAME]", lambda: specs),
            SlashCommand(
                "desktop",
                "what is on the simulated Mac",
                self._desktop,
                "[APP]",
                lambda: desktop.SHOWN,
            ),
            SlashCommand("planner", "who plans", self._planner, "[NAME]", self._planners),
            SlashCommand("config", "the settings", self._config, "[NAME [VALUE]]", _setting_names),
            SlashCommand("quit", "leave", self._quit),
        ]


def _without_remarks(text: str) -> str:
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return "".join(f"{line}\n" for line in kept)


def _setting_names() -> list[str]:
    return [key.name for key in keys()]


def _number(text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(f"{text} is no number of a turn", "/history lists them") from error
