"""Opens the assistant that a command's options ask for: the one door to the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.ports import Person

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant


def open_assistant(environment: Environment, options: TurnOptions, person: Person) -> Assistant:
    """The assistant, with the user's settings, plugins and desktop; *person* is who is asked.

    Raises UsageError (settings, a planner that is not there) and NotReady.
    """
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins import assembly

    return assembly.open_assistant(
        environment,
        load(environment.paths.config),
        planner=options.planner,
        rehearse=options.rehearse,
        now=options.moment,
        person=person,
        yes=options.yes,
    )
