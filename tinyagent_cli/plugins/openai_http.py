"""The planner ``http``: any OpenAI-compatible server (llama-server, Ollama, LM Studio, vLLM)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.planning.http.planner import HttpPlanner


def _make(environment: Environment, settings: Settings) -> HttpPlanner:
    from tinyagent_cli.planning.http.planner import HttpPlanner
    from tinyagent_cli.planning.http.server import Patience, Server
    from tinyagent_cli.planning.profile import Profile
    from tinyagent_cli.planning.recorded import kept_for, load

    key = environment.variables.get("TINYAGENT_API_KEY", "")
    wanted = settings.planner
    server = Server(wanted.url, key, Patience(whole=wanted.seconds), wanted.table)
    words = load(kept_for(environment.paths.models, wanted.model)) if wanted.model else None
    return HttpPlanner(server, wanted.model, Profile(wanted.profile), words)


@hookimpl
def tinyagent_planners() -> Mapping[str, Factory[HttpPlanner]]:
    """The planner ``http``."""
    return {"http": _make}
