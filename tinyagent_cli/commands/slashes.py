"""The slash commands of ``tinyagent chat``: what each of them does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from tinyagent_cli.commands import config, desktop, history, model_choice, tools
from tinyagent_cli.commands.editor import edit_text
from tinyagent_cli.commands.export import exported
from tinyagent_cli.commands.new_file import write_new
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.settings import keys
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.repl.session import Leave
from tinyagent_cli.repl.slash import SlashCommand
from tinyagent_cli.view.printable import count
from tinyagent_cli.view.tables import listing

if TYPE_CHECKING:
    from tinyagent_cli.commands.chat import Chat

_SHOWN = 3  # turns that are shown when a conversation goes on
KEYS = (
    "Enter sends, Alt-Enter or Ctrl-J starts a new line, Tab completes (commands, people, notes, "
    "files, paths), → takes the grey suggestion, Ctrl-R searches what was typed before, "
    "Ctrl-X Ctrl-E opens your editor, Ctrl-C clears the line or stops what runs, Ctrl-D leaves. "
    "The next request can be typed while one runs."
)
PLAN_HELP = """\
# Change the plan as you like; what you save is run. Lines that begin with # are left out.
# To run nothing, save no plan at all.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a *line* came to: a *request* to plan, or a *plan*, as text, to run.

    *own_words*: nothing in it was written by others.  *seen*: the user has sent the line, which
    speech may do by itself.
    """

    line: str
    request: str = ""
    plan: str = ""
    own_words: bool = True
    seen: bool = True


class Slashes:
    """The commands of one *chat*."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat

    async def _help(self, argument: str) -> None:
        self.chat.screen.show(listing(self.chat.commands.help()))
        self.chat.screen.show(Group(Text(KEYS, "dim")))

    async def _tools(self, argument: str) -> None:
        tools.tools(self.chat.environment, argument or None)

    async def _plan(self, argument: str) -> None:
        if not argument:
            raise UsageError("/plan wants a request", "/plan text Sid that I'm late")
        await self.chat.plan(argument)

    async def _rehearse(self, argument: str) -> None:
        """What a request, or the plan that was shown, would do."""
        if not argument and self.chat.shown is None:
            raise UsageError("/rehearse wants a request", "/rehearse text Sid that I'm late")
        shown = self.chat.shown
        await self.chat.rehearse(
            Asked(argument, request=argument) if argument or shown is None else shown
        )

    async def _approve(self, argument: str) -> None:
        if self.chat.shown is None:
            raise UsageError("no plan waits for you", "/plan text Sid that I'm late")
        await self.chat.turn(self.chat.shown)

    async def _edit(self, argument: str) -> None:
        """The plan of a request, or the last one, in the editor; what is saved is run."""
        before = await self.chat.plan(argument) if argument else self._latest()
        text = edit_text(self.chat.environment, f"{PLAN_HELP}{before.plan}", ".plan")
        if text is None or not (plan := _without_remarks(text)):
            self.chat.screen.tell("nothing was run")
            return
        if plan == before.plan and before is not self.chat.shown:
            self.chat.screen.tell("the plan is as it was run already: nothing was run")
            return
        await self.chat.turn(replace(before, request="", plan=plan))

    async def _save(self, argument: str) -> None:
        """The last plan as a file that ``tinyagent run`` takes; nothing is written over."""
        if not argument:
            raise UsageError("/save wants the name of a file", "/save lunch.plan")
        path = write_new(Path(argument), self._latest().plan)
        self.chat.screen.tell(f"saved {path}; tinyagent run {path} runs it")

    def _latest(self) -> Asked:
        """The plan that was shown or run last.  Raises UsageError where there was none."""
        if self.chat.shown is not None:
            return self.chat.shown
        if (last := self.chat.conversation.last) is None:
            raise UsageError("there is no plan yet", "/plan text Sid that I'm late")
        return Asked(last.request, plan=plan_text(last.plan), own_words=last.own_words)

    async def _retry(self, argument: str) -> None:
        if self.chat.asked is None:
            raise UsageError("nothing was asked yet")
        await self.chat.turn(self.chat.asked)

    async def _undo(self, argument: str) -> None:
        await self.chat.undo(_number(argument))

    async def _why(self, argument: str) -> None:
        """The last turn: what was called, whom it reached, its plan, how sure the planner was."""
        chat = self.chat
        if (last := chat.conversation.last) is None:
            raise UsageError("nothing was done yet")
        turn = chat.assistant.journal.turn(last.turn)
        chat.screen.show(history.turn_told(chat.environment, turn))
        chat.screen.show(Text(f"\n{plan_text(last.plan)}".rstrip(), "dim"))
        planner = chat.assistant.planner
        # A planner that plans ahead of speech stands before the one that was sure or not.
        sure = getattr(getattr(planner, "planner", planner), "confidence", None)
        if sure is not None and chat.asked is not None and not chat.asked.plan:
            chat.screen.tell(f"of its least sure step the planner was {sure.least:.0%} sure")

    async def _resume(self, argument: str) -> None:
        """Go on from an earlier turn: what came before it is shown, and the next line follows."""
        journal, screen = self.chat.assistant.journal, self.chat.screen
        number = _number(argument)
        turns = [t for t in journal.turns(10**6 if number else _SHOWN * 4) if t.plan]
        before = [t for t in turns if number is None or t.id <= number][:_SHOWN]
        if not before or (number is not None and before[0].id != number):
            raise UsageError("there is no turn to go on from", "/history lists them")
        for turn in reversed(before):
            screen.tell(f"{screen.glyphs.prompt}{history.asked(turn)}", "dim")
            told = turn.answer or history.ending(turn)
            screen.tell(f"{told} ({history.ending(turn)})" if turn.undone else told)
            self.chat.conversation.recall(turn)

    async def _history(self, argument: str) -> None:
        """What was done: the latest, one of them, those with words; or all of it to a file."""
        chat = self.chat
        journal = chat.assistant.journal
        first, _, rest = argument.partition(" ")
        if first == "export":
            if not rest:
                raise UsageError("/history export wants a file", "/history export turns.md")
            text, number = exported(journal, Path(rest))
            chat.screen.tell(f"{count(number, 'turn')} in {write_new(Path(rest), text)}")
        elif argument.isdecimal():
            chat.screen.show(history.turn_told(chat.environment, journal.turn(int(argument))))
        elif turns := journal.turns(search=argument):
            chat.screen.show(history.turns_listed(turns, chat.assistant.clock.now().date()))
        else:
            nothing = f"nothing with {argument!r}" if argument else "nothing was done yet"
            chat.screen.tell(nothing)

    async def _model(self, argument: str) -> None:
        """Who plans; with a name, who plans from now on in this chat."""
        chat = self.chat
        if not argument:
            chat.screen.show(model_choice.listed(chat.environment, chat.assistant))
            return
        chat.assistant = model_choice.chosen(chat.environment, chat.assistant, argument)
        chat.screen.tell(f"{model_choice.in_use(chat.assistant)} plans in this chat")
        if chat.assistant.planner.name in ("embedded", "llama"):
            chat.screen.tell(f"to keep it: tinyagent models use {argument}", "dim")

    async def _desktop(self, argument: str) -> None:
        desktop.show(self.chat.environment, argument or None)

    async def _config(self, argument: str) -> None:
        name, _, value = argument.partition(" ")
        if not name:
            config.show(self.chat.environment)
        elif not value:
            config.get(self.chat.environment, name)
        else:
            config.put(self.chat.environment, name, value.strip())

    async def _voice(self, argument: str) -> None:
        if argument not in ("", "on", "off"):
            raise UsageError(f"/voice takes on or off, not {argument}", "/voice on")
        if argument:
            await self.chat.speech.switch(on=argument == "on")
        self.chat.screen.tell(self.chat.speech.told)

    async def _quit(self, argument: str) -> None:
        raise Leave

    def table(self) -> list[SlashCommand]:
        """All of them, the most wanted first."""
        specs = self.chat.assistant.toolbox.specs
        return [
            SlashCommand("help", "lists these", self._help),
            SlashCommand("plan", "show a plan; nothing runs", self._plan, "REQUEST"),
            SlashCommand(
                "rehearse", "show what would be sent; nothing is", self._rehearse, "[REQUEST]"
            ),
            SlashCommand("approve", "run the plan that was shown", self._approve),
            SlashCommand("edit", "change a plan in your editor, run it", self._edit, "[REQUEST]"),
            SlashCommand("save", "write the last plan to a file", self._save, "FILE"),
            SlashCommand("retry", "the last request once more", self._retry),
            SlashCommand("undo", "take back what was done", self._undo, "[TURN]"),
            SlashCommand("why", "all that is known of the last turn", self._why),
            SlashCommand("resume", "go on from an earlier turn", self._resume, "[TURN]"),
            SlashCommand(
                "history",
                "what was done; /history export FILE",
                self._history,
                "[TURN|WORDS]",
                lambda: ("export",),
            ),
            SlashCommand("tools", "what plans can call", self._tools, "[NAME]", lambda: specs),
            SlashCommand(
                "desktop",
                "what is on the simulated Mac",
                self._desktop,
                "[APP]",
                lambda: desktop.SHOWN,
            ),
            SlashCommand(
                "model",
                "who plans, in this chat",
                self._model,
                "[NAME]",
                lambda: model_choice.offered(self.chat.environment),
            ),
            SlashCommand(
                "voice", "speak instead of typing", self._voice, "[on|off]", lambda: ("on", "off")
            ),
            SlashCommand("config", "the settings", self._config, "[NAME VALUE]", _setting_names),
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
