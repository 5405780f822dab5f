"""``tinyagent tools``: what plans can call."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError, did_you_mean
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing


def tools(
    environment: Environment,
    name: str | None = None,
    *,
    evidence: bool = False,
    json: bool = False,
) -> int:
    """List the tools, or show the one called *name*; with *evidence*, what they were proven by.

    Raises UsageError.
    """
    specs = _specs(environment)
    screen = Screen(environment)
    if name is not None and name not in specs:
        hint = did_you_mean(name, specs, "tinyagent tools lists them")
        raise UsageError(f"there is no tool {name}", hint)
    if evidence:
        from tinyagent_cli.commands.evidence import show_evidence

        chosen = [specs[name]] if name else list(specs.values())
        return show_evidence(environment, chosen, one=name is not None, json=json)
    if json:
        told = as_json(specs[name]) if name else {"tools": list(map(as_json, specs.values()))}
        screen.raw(line(told))
    elif name:
        screen.show(_one(specs[name]))
    else:
        rows = [(spec.name, spec.effect.value, spec.app, spec.summary) for spec in specs.values()]
        screen.show(listing(rows, ("tool", "effect", "app", "")))
    return Exit.DONE


def as_json(spec: ToolSpec) -> dict[str, Any]:
    """A spec as plain data."""
    return asdict(spec)


def _specs(environment: Environment) -> dict[str, ToolSpec]:
    from tinyagent_cli.plugins import loader

    return dict(loader.load(environment).toolbox().specs)


def _one(spec: ToolSpec) -> Group:
    effect = spec.effect.value
    if spec.outward_if:
        effect += f"; outward with {spec.outward_if}"
    about = [("app", spec.app), ("effect", effect), ("gives", spec.returns.value)]
    if spec.tainted:
        about.append(("", "other people's text: it fills bodies, never recipients or paths"))
    arguments = [
        (
            argument.name,
            f"{argument.kind.value}, several" if argument.many else argument.kind.value,
            "" if argument.required else "optional",
            " | ".join(argument.choices) or argument.about,
        )
        for argument in spec.arguments
    ]
    parts: list[RenderableType] = [
        Text.assemble((spec.signature, "bold")),
        Text(spec.summary),
        Text(),
        listing(about),
    ]
    if arguments:
        parts += [Text(), listing(arguments, ("argument", "kind", "", ""))]
    if spec.example:
        parts += [Text(), Text(spec.example, "dim")]
    return Group(*parts)
