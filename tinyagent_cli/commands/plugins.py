"""``tinyagent plugins``, and the commands that plugins bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

HOOKS = {
    "planners": "tinyagent_planners",
    "selectors": "tinyagent_selectors",
    "transcribers": "tinyagent_transcribers",
}


def plugins(environment: Environment, *, json: bool = False) -> int:
    """List the plugins: what each brings, and why a broken one is skipped."""
    from tinyagent_cli.plugins import loader

    loaded = loader.load(environment)
    offers = {what: sorted(loaded.offers(hook)) for what, hook in HOOKS.items()}
    offers["tools"] = [tool.spec.name for tool in loaded.toolbox()]
    screen = Screen(environment)
    if json:
        found = [
            {"name": p.name, "distribution": p.distribution, "error": p.error or None}
            for p in loaded.loaded
        ]
        screen.raw(line({"plugins": found, **offers}))
        return Exit.DONE
    rows = [(p.name, p.distribution, p.error or "ok") for p in loaded.loaded]
    screen.show(listing(rows, ("plugin", "from", "state")))
    for what, names in offers.items():
        screen.show(listing([(what, ", ".join(names))]))
    for complaint in loaded.broken():
        screen.tell(complaint, "magenta")
    return Exit.FAILED if any(p.error for p in loaded.loaded) else Exit.DONE


def plugged_commands(environment: Environment) -> Mapping[str, Any]:
    """Commands by name that plugins add by the hook ``tinyagent_commands``."""
    import typer
    from typer.main import get_command

    from tinyagent_cli.plugins import loader

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    loader.load(environment).manager.hook.tinyagent_commands(app=app)
    if not app.registered_commands and not app.registered_groups:
        return {}
    # With a callback even a single command stays a command of a group.
    app.callback()(lambda: None)
    commands: Mapping[str, Any] = get_command(app).commands  # type: ignore[attr-defined]  # a group
    return commands
