"""Puts an assistant together: plugins, planner, desktop, journal, by settings and options."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.ports import Desktop, Person, Planner, Writer
from tinyagent_cli.core.settings import Settings, WritersModel
from tinyagent_cli.plugins.loader import Plugins, load

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.execution.journal import Journal
    from tinyagent_cli.planning.examples import Shown


def open_assistant(
    environment: Environment,
    settings: Settings,
    *,
    person: Person,
    planner: str | None = None,
    rehearse: bool = False,
    now: datetime | None = None,
    yes: bool = False,
    plugins: Plugins | None = None,
) -> Assistant:
    """The assistant that *settings* describe and the options refine.

    *planner* is the name of a planner; *rehearse* only tells what would be done, see
    `rehearsing`; *now* stops the clock.  Raises UsageError for names that nobody offers,
    NotReady where a model or a package is missing.
    """
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.execution.standing import StandingConsents

    plugins = plugins or load(environment)
    clock = Clock.stopped(now) if now else environment.clock
    name = planner or settings.planner.name
    planning = plugins.make("tinyagent_planners", name, environment, settings)
    journal = open_journal(environment, settings, rehearse=rehearse)
    return Assistant(
        planner=planning,
        writer=open_writer(environment, settings, plugins, planning),
        selector=plugins.make(
            "tinyagent_selectors", settings.planner.selector, environment, settings
        ),
        toolbox=plugins.toolbox(),
        desktop=open_desktop(environment, settings, rehearse=rehearse, clock=clock),
        person=person,
        journal=journal,
        settings=settings,
        clock=clock,
        yes=yes,
        standing=StandingConsents.open(
            environment.paths.consents, settings.people.region, keep=settings.history.keep
        ),
        examples=open_examples(environment, settings, plugins, planning, journal),
    )


def open_examples(
    environment: Environment,
    settings: Settings,
    plugins: Plugins,
    planner: Planner,
    journal: Journal,
) -> Shown:
    """The worked examples that *planner* is shown; nothing of them is read before it is asked."""
    from tinyagent_cli.planning.examples import LookedUp, fixed

    near = settings.planner.examples
    if not near:
        return fixed

    @cache
    def worked() -> Shown:
        from tinyagent_cli.agent.worked import WorkedExamples

        narrow = plugins.make("tinyagent_selectors", "toolrag", environment, settings)
        return WorkedExamples(near, planner, narrow, journal)

    return lambda request, tools, now: LookedUp(lambda: worked()(request, tools, now))


def open_writer(
    environment: Environment, settings: Settings, plugins: Plugins, planner: Planner
) -> Writer | None:
    """The writer that the settings name, by the very model of *planner* where that is the same.

    Raises UsageError where a planner of that name reads no prompt, NotReady as planners do.
    """
    wanted = settings.writer
    if not wanted.name:
        return None
    from tinyagent_cli.planning.prompted import ReadingPlanner
    from tinyagent_cli.planning.writing import PromptedWriter
    from tinyagent_cli.tools.instructions import Instructions

    own = settings.planner
    as_planner = replace(own, model=wanted.model or own.model, url=wanted.url or own.url)
    model: Planner = planner
    if planner.name != wanted.name or as_planner != own:
        same = {item.name: getattr(as_planner, item.name) for item in fields(own)}
        writers = WritersModel(**same | {"name": wanted.name})
        as_settings = replace(settings, planner=writers)
        model = plugins.make("tinyagent_planners", wanted.name, environment, as_settings)
    if not isinstance(model, ReadingPlanner):
        raise UsageError(
            f"{wanted.name} cannot write: it points at words, and has none of its own",
            "tinyagent config set writer.name http, or llama with a language model",
        )
    at_once = wanted.at_once or (4 if wanted.name == "http" else 1)
    told = Instructions.of(wanted.instructions).rest
    context = min(wanted.context, model.longest or wanted.context)
    return PromptedWriter(model, told, context, at_once)


def open_desktop(
    environment: Environment,
    settings: Settings,
    *,
    rehearse: bool = False,
    clock: Clock | None = None,
) -> Desktop:
    """This Mac, or the simulated one by *settings* and off a Mac; or to *rehearse* on it.

    Raises UsageError where the settings want a Mac and this is none.
    """
    kind = settings.desktop.kind
    if kind == "mac" and not environment.on_mac:
        raise UsageError("this computer is no Mac", "tinyagent config set desktop.kind simulated")
    clock = clock or environment.clock
    desktop: Desktop
    if kind == "simulated" or not environment.on_mac:
        from tinyagent_cli.desktop.simulated import SimulatedDesktop

        desktop = SimulatedDesktop(environment.paths.simulated_mac, clock)
    else:
        from tinyagent_cli.desktop.mac import MacDesktop

        desktop = MacDesktop(environment.variables, environment.programs)
    return _rehearsal(desktop, clock) if rehearse else desktop


def rehearsing(assistant: Assistant) -> Assistant:
    """*assistant* on a rehearsal of its desktop: nothing is done, and nothing is remembered.

    What was done before is known: what was sent lately is told as it would be in earnest.
    """
    desktop = _rehearsal(assistant.desktop, assistant.clock)
    return replace(assistant, desktop=desktop, journal=assistant.journal.rehearsal())


def _rehearsal(desktop: Desktop, clock: Clock) -> Desktop:
    from tinyagent_cli.desktop.rehearsal import Rehearsal

    return Rehearsal.of(desktop, clock)


def open_journal(
    environment: Environment, settings: Settings, *, rehearse: bool = False
) -> Journal:
    """The journal file, or one in memory where no history is to be kept; to *rehearse*, a copy."""
    from tinyagent_cli.execution.journal import Journal

    path = environment.paths.journal
    if not settings.history.keep or (rehearse and not path.exists()):
        return Journal.private(environment.clock)
    journal = Journal.open(path, environment.clock)
    if not rehearse:
        return journal
    with journal:
        return journal.rehearsal()
