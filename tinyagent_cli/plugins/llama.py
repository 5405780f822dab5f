"""The planner ``llama``: any GGUF file through llama.cpp, on this computer.

A language model is asked in words; a GGUF file that ``tinyagent lab export`` made points at
the words of the request, as the planner that ships does.  Needs the ``llama`` extra.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.ports import Planner
    from tinyagent_cli.core.settings import Settings


def _make(environment: Environment, settings: Settings) -> Planner:
    from tinyagent_cli.planning.llama.library import llama_cpp

    llama_cpp()  # looked for early: the plan must not fail half way
    path = Path(settings.planner.model).expanduser()
    if not settings.planner.model or not path.is_file():
        missing = f"there is no model file {path}" if settings.planner.model else "no model is set"
        hint = "tinyagent models list, then tinyagent models use NAME"
        if settings.planner.table != "planner" and settings.planner.model:
            hint = f"tinyagent config set {settings.planner.table}.model FILE"
        raise NotReady(missing, hint)
    from tinyagent_cli.models.manifest import check

    # A damaged file is found before llama.cpp makes what it will of it.
    check(path, _said_once(environment, f"checking {path.name}, which changed …"))
    from tinyagent_cli.planning.embedded.gguf_head import holds_planner
    from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
    from tinyagent_cli.planning.llama.planner import LlamaPlanner

    if holds_planner(path):
        return EmbeddedPlanner(path, "llama")
    from tinyagent_cli.planning.profile import Profile
    from tinyagent_cli.planning.recorded import kept_beside, load

    wanted = settings.planner
    return LlamaPlanner(
        path,
        environment.paths.prompts,
        wanted.threads,
        profile=Profile(wanted.profile),
        words=load(kept_beside(path)),
        private=not settings.history.keep,
    )


def _said_once(environment: Environment, text: str) -> Callable[[int], None]:
    """Says *text* when something has taken a second: 4 GB are read in ten."""
    soon = [monotonic() + 1.0]

    def advance(_: int) -> None:
        if soon and monotonic() > soon[0]:
            soon.clear()
            environment.stderr.write(f"{text}\n")
            environment.stderr.flush()

    return advance


@hookimpl
def tinyagent_planners() -> Mapping[str, Factory[Planner]]:
    """The planner ``llama``."""
    return {"llama": _make}
