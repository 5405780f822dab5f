"""Opens what a command needs of the middle, and closes it again: the one door there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.ports import Desktop, Person

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.execution.journal import Journal


@contextmanager
def assistant_for(
    environment: Environment, options: TurnOptions, person: Person
) -> Iterator[Assistant]:
    """The assistant, with the user's settings, plugins and desktop; *person* is who is asked.

    Raises UsageError (settings, a planner that is not there) and NotReady.
    """
    from tinyagent_cli.core.settings import HistorySettings, load
    from tinyagent_cli.plugins.assembly import open_assistant

    settings = load(environment.paths.config)
    if options.private:
        settings = replace(settings, history=HistorySettings(keep=False))
    assistant = open_assistant(
        environment,
        settings,
        planner=options.planner,
        rehearse=options.rehearse,
        now=options.moment,
        person=person,
        yes=options.yes,
    )
    with assistant.journal:
        yield assistant


@contextmanager
def journal_of(environment: Environment, *, rehearse: bool = False) -> Iterator[Journal]:
    """The journal that the settings name, or to *rehearse* a copy; UsageError and NotReady."""
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins.assembly import open_journal

    settings = load(environment.paths.config)
    with open_journal(environment, settings, rehearse=rehearse) as journal:
        yield journal


def desktop_of(environment: Environment, *, rehearse: bool = False) -> Desktop:
    """The desktop that the settings name, or a rehearsal on it."""
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins.assembly import open_desktop

    return open_desktop(environment, load(environment.paths.config), rehearse=rehearse)
