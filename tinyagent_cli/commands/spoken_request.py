"""``tinyagent do --voice``: a request that is spoken, seen, and then done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.do import Report, Taking
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.recorded_speech import tell_doubts, tell_heard
from tinyagent_cli.commands.speaking import open_voice, planning_ahead, speak, unheard
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import ConsentNeeded, TinyagentError
from tinyagent_cli.tools.spec import Effect
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.streams import is_tty

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.agent.turn import TurnResult
    from tinyagent_cli.plan.task import Plan, Task
    from tinyagent_cli.tools.spec import ToolSpec
    from tinyagent_cli.voice.ahead import Ahead
    from tinyagent_cli.voice.hearing import Heard


def say_and_do(
    environment: Environment,
    options: TurnOptions,
    screen: Screen,
    piped: str | None,
    *,
    send: bool,
) -> Taking:
    """The turn of a spoken request, with the text that was *piped* in; no result if called off."""

    async def turn(report: Report) -> TurnResult | None:
        seen = True

        async def by_itself(words: str) -> bool:
            nonlocal seen
            seen = not await reaches_nobody(assistant, words)
            return not seen

        with opening.assistant_for(environment, options, screen) as assistant:
            assistant, ahead = planning_ahead(assistant)
            sends = send or assistant.settings.voice.send
            request = await said(environment, screen, ahead, by_itself if sends else None)
            if request is None:
                return None
            with screen.turn():
                screen.meet(assistant.planner.name, assistant.toolbox.specs)
                return await assistant.do(request, piped, report, seen=seen)

    return turn


async def said(
    environment: Environment,
    screen: Screen,
    ahead: Ahead | None = None,
    by_itself: Callable[[str], Awaitable[bool]] | None = None,
) -> str | None:
    """The request that somebody speaks, once they have seen it; None where they called it off.

    It need not be sent where it goes *by_itself*; without a terminal it
    is told and goes on, as recorded speech does.
    """
    from tinyagent_cli.core.settings import load

    heard = await speak(screen, open_voice(environment, load(environment.paths.config)), ahead)
    if heard is None:
        screen.tell("called off")
        return None
    if ahead:
        await ahead.settled(heard.text)
    if by_itself is not None and await by_itself(heard.text):
        tell_heard(heard, screen)
        return heard.text
    return await _sent(screen, heard)


async def _sent(screen: Screen, heard: Heard) -> str | None:
    if screen.converses or (is_tty(screen.environment.stderr) and screen.present):
        from tinyagent_cli.repl.heard_line import corrected

        for note in heard.notes:
            screen.tell(f"note: {note}")
        return await corrected(screen, heard)
    if not screen.present:
        tell_heard(heard, screen)
        return heard.text
    tell_doubts(heard, screen)
    try:
        yes = await screen.confirm(f"heard: {heard.text}\nDo it?")
    except ConsentNeeded:  # the terminal went away meanwhile
        return None
    return heard.text if yes else None


async def reaches_nobody(assistant: Assistant, request: str) -> bool:
    """Whether the plan of *request* has nothing in it that reaches other people."""
    try:
        plan = (await assistant.plan(request, None, unheard)).plan
    except TinyagentError:  # seen and sent by hand, it is told what is wrong with it
        return False
    return stays_here(plan, assistant)


def stays_here(plan: Plan, assistant: Assistant) -> bool:
    """Whether no tool of *assistant* that *plan* calls reaches other people."""
    specs = assistant.toolbox.specs
    return not any(_effect(task, specs[task.tool]) is Effect.OUTWARD for task in plan.tasks)


def _effect(task: Task, spec: ToolSpec) -> Effect:
    """What *task* does as it is planned: an event with guests invites them."""
    names = (argument.name for argument in spec.arguments)
    return spec.effect_of(dict(zip(names, task.arguments, strict=False)))
