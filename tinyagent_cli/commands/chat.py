"""``tinyagent chat``: requests one after the other; ``slashes`` has everything else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tinyagent_cli.agent.conversation import Conversation, FollowUp
from tinyagent_cli.agent.remembered import Remembered, of_result
from tinyagent_cli.commands import opening, undo
from tinyagent_cli.commands.do import tell_rehearsed
from tinyagent_cli.commands.model_choice import in_use
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.running import run
from tinyagent_cli.commands.slashes import Asked, Slashes
from tinyagent_cli.commands.spoken_chat import Speech
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import Ambiguous, UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.repl.familiar import Names
from tinyagent_cli.repl.session import Session, piped, typed
from tinyagent_cli.repl.slash import SlashCommands
from tinyagent_cli.view.printable import cut_end, duration
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.execution.records import TurnRecord
    from tinyagent_cli.execution.undo import TakenBack

_FAMILIAR = 200  # turns whose names Tab completes


def chat(environment: Environment, options: TurnOptions) -> int:
    """Take requests until the user leaves; from a pipe, a line each."""
    return run(_chat(environment, options))


async def _chat(environment: Environment, options: TurnOptions) -> int:
    screen = Screen(environment, quiet=options.quiet)
    with opening.assistant_for(environment, options, screen) as assistant:
        conversation = Chat(environment, screen, assistant, options)
        if options.voice:
            await conversation.speech.switch(on=True)
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
        self.commands = SlashCommands(Slashes(self).table())
        specs = assistant.toolbox.specs
        self.conversation = Conversation(specs, self._known)
        self._names = Names(assistant.desktop, specs)
        self.planned_in = ""
        self.speech = Speech(self)
        self.asked: Asked | None = None
        self.shown: Asked | None = None

    def lines(self) -> AsyncIterator[str]:
        """Where the lines come from: a prompt, or a pipe."""
        if not self.screen.converses:
            return piped(self.environment.stdin.fileno())
        from tinyagent_cli.repl.prompt import prompt_session

        settings = self.assistant.settings
        keep = self.environment.paths.prompt_history if settings.history.keep else None
        parts = (self.bottom(), "/help, Ctrl-D leaves")
        in_one = self.screen.glyphs.dot.join(parts)
        for line in [in_one] if len(in_one) < self.screen.err.width else parts:
            self.screen.tell(line, "dim")
        prompt = prompt_session(
            self.commands,
            self.bottom,
            lambda: self._names.all(self._recent()),
            output=self.screen.prompt_output(),
            history=keep,
            vi=settings.repl.editing == "vi",
            colour=self.screen.colourful,
            sign=self.screen.glyphs.prompt,
            dictation=self.speech.dictation,
        )
        return typed(prompt, self.screen)

    def bottom(self) -> str:
        """The line at the bottom: who plans, where it acts, how long the last plan took."""
        parts = [in_use(self.assistant), self.assistant.desktop.name, self.planned_in]
        parts.append(self.speech.key)
        said = self.screen.glyphs.dot.join(part for part in parts if part)
        return cut_end(said, self.screen.err.width - 1)

    async def handle(self, line: str) -> int:
        """Take *line*: a slash command, or a request; the exit code."""
        if line.startswith("/"):
            command, argument = self.commands.find(line)
            await command.run(argument)
            return Exit.DONE
        seen = self.speech.seen(line)
        meant = await self._meant(line)
        if not (meant.request or meant.plan):
            await self.undo(meant.take_back)
            return Exit.DONE
        plan = plan_text(meant.plan) if meant.plan else ""
        asked = Asked(line, meant.request, plan, meant.own_words, seen)
        if meant.undoes:
            await self._take_back(meant.take_back)
        code = await self.turn(asked, meant.before)
        if not meant.undoes and code == Exit.DONE:  # whoever says no keeps what was
            await self._take_back(meant.take_back)
        return code

    async def turn(self, asked: Asked, before: Remembered | None = None) -> int:
        """Run what was *asked*, in the place of *before*; the exit code."""
        assistant, screen = self.assistant, self.screen
        self.asked, self.shown = asked, None
        self._names.forget()
        with screen.turn(more=True):
            screen.meet(assistant.planner.name, assistant.toolbox.specs, asked.line)
            if asked.plan:
                result = await assistant.run(
                    asked.plan, screen, asked.line, own_words=asked.own_words
                )
            else:
                result = await assistant.do(
                    asked.request, None, screen, own_words=asked.own_words, seen=asked.seen
                )
        done = of_result(asked.line, result, assistant.toolbox.specs)
        self.conversation.remember(replace(done, before=before))
        if not asked.plan:
            self._note_time()
        for doubt in result.doubts:
            screen.tell(f"note: {doubt}")
        tell_rehearsed(screen)
        screen.answer(result.answer)
        return result.exit

    async def rehearse(self, asked: Asked) -> None:
        """Show what *asked* would do; nothing is done, and /approve does it."""
        from tinyagent_cli.plugins.assembly import rehearsing

        screen, assistant = self.screen, rehearsing(self.assistant)
        with screen.turn(more=True), assistant.journal:
            screen.meet(assistant.planner.name, assistant.toolbox.specs, asked.line)
            if asked.plan:
                result = await assistant.run(
                    asked.plan, screen, asked.line, own_words=asked.own_words
                )
            else:
                result = await assistant.do(asked.request, None, screen, own_words=asked.own_words)
        self.shown = replace(asked, plan=plan_text(result.plan)) if result.plan.tasks else None
        tell_rehearsed(screen)
        screen.answer(result.answer)

    async def _meant(self, line: str) -> FollowUp:
        """*line* by itself, or what it means after the turns before, which is then said.

        Raises Ambiguous where it is not clear who is meant, and stays so.
        """
        settings, now = self.assistant.settings, self.assistant.clock.now()
        found = self.conversation.follow_up(line, now, settings.people.region)
        if found and found.question:
            whom = await self._whom(found)
            found = self.conversation.follow_up(line, now, settings.people.region, whom)
        if found is None:
            return FollowUp(line, request=line)
        self.screen.tell(f"understood: {found.understood}", "dim")
        return found

    async def _whom(self, meant: FollowUp) -> str:
        if not meant.choices:
            whom = await self.screen.say(meant.question)
        else:
            index = await self.screen.choose(meant.question, meant.choices)
            whom = "" if index is None else meant.choices[index]
        if not whom:
            raise Ambiguous("it is not clear who is meant", "say the name")
        return whom

    async def plan(self, request: str) -> Asked:
        """Show the plan of *request*; nothing runs."""
        with self.screen.turn(more=True):
            self.screen.meet(self.assistant.planner.name, self.assistant.toolbox.specs, request)
            planned = await self.assistant.plan(request, None, self.screen)
        self._note_time()
        self.shown = Asked(request, plan=plan_text(planned.plan))
        return self.shown

    async def undo(self, turn: int | None) -> None:
        """Take *turn* back, or the latest that can be.  Raises UsageError."""
        assistant = self.assistant

        def told(each: TakenBack) -> None:
            self.screen.answer(undo.told(each))
            if not each.why:
                self.conversation.took_back(each.action.turn)

        async def agreed(question: str) -> bool:
            return self.options.yes or await self.screen.confirm(question)

        await undo.take_back(assistant.journal, assistant.desktop, turn, agreed, told)

    async def _take_back(self, turn: int | None) -> None:
        """Take *turn* back, in whose place something else is done, as far as that can be."""
        if turn is None:
            return
        try:
            await self.undo(turn)
        except UsageError as error:
            self.screen.tell(f"note: {error.message}")

    def _note_time(self) -> None:
        if (seconds := self.screen.view.last.seconds) is not None:
            self.planned_in = f"planned in {duration(seconds)}"

    def _recent(self) -> tuple[TurnRecord, ...]:
        return self.assistant.journal.turns(_FAMILIAR)

    def _known(self, name: str) -> bool:
        return self._names.has_person(name, self._recent())
