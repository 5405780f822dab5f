"""``tinyagent config`` on the command line; each body is one call."""

from __future__ import annotations

from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

SettingName = Annotated[str, typer.Argument(metavar="NAME", help="e.g. planner.name")]

config = group(no_args_is_help=True)


@config.callback()
def config_() -> None:
    """Look at the settings and change them.

    \b
      tinyagent config show
      tinyagent config set planner.name http
      tinyagent config edit
    """


@config.command("show")
def config_show(ctx: typer.Context, json: Json = False) -> None:
    """List every setting, with its value and what it is about.

    \b
      tinyagent config show
    """
    from tinyagent_cli.commands.config import show

    finish(show(environment_of(ctx), json=json))


@config.command("get")
def config_get(
    ctx: typer.Context,
    name: SettingName,
) -> None:
    """Print one setting.

    \b
      tinyagent config get planner.name
    """
    from tinyagent_cli.commands.config import get

    finish(get(environment_of(ctx), name))


@config.command("set")
def config_set(
    ctx: typer.Context,
    name: SettingName,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Lists: a, b, c.")],
) -> None:
    """Change one setting.

    \b
      tinyagent config set planner.name http
      tinyagent config set consent.allow "mum@example.com, +1 415 555 0134"
    """
    from tinyagent_cli.commands.config import put

    finish(put(environment_of(ctx), name, value))


@config.command("unset")
def config_unset(
    ctx: typer.Context,
    name: SettingName,
) -> None:
    """Bring one setting back to its default.

    \b
      tinyagent config unset planner.name
    """
    from tinyagent_cli.commands.config import unset

    finish(unset(environment_of(ctx), name))


@config.command("edit")
def config_edit(ctx: typer.Context) -> None:
    """Open the file in your editor.

    \b
      tinyagent config edit
    """
    from tinyagent_cli.commands.config import edit

    finish(edit(environment_of(ctx)))


@config.command("consent")
def config_consent(
    ctx: typer.Context,
    revoke: Annotated[
        int | None, typer.Option("--revoke", metavar="N", help="Take the N-th back.")
    ] = None,
    revoke_all: Annotated[bool, typer.Option("--revoke-all", help="Take all of it back.")] = False,
    json: Json = False,
) -> None:
    """List the consents that stand: always, never.

    \b
      tinyagent config consent
      tinyagent config consent --revoke 2
    """
    from tinyagent_cli.commands.consents import consent

    finish(consent(environment_of(ctx), revoke, revoke_all=revoke_all, json=json))


@config.command("path")
def config_path(ctx: typer.Context) -> None:
    """Print where the file is.

    \b
      tinyagent config path
    """
    from tinyagent_cli.commands.config import path

    finish(path(environment_of(ctx)))
