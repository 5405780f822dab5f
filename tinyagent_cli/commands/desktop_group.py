"""``tinyagent desktop`` on the command line; each body is one call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

desktop = group(no_args_is_help=True)


@desktop.callback()
def desktop_() -> None:
    """Look at the simulated Mac, fill it, empty it.

    \b
      tinyagent desktop show notes
      tinyagent desktop import contacts.vcf
      tinyagent desktop reset
    """


@desktop.command("show")
def desktop_show(
    ctx: typer.Context,
    app_name: Annotated[
        str | None, typer.Argument(metavar="APP", help="contacts, notes, mail, …; all without.")
    ] = None,
    json: Json = False,
) -> None:
    """Show what is in its apps.

    \b
      tinyagent desktop show
      tinyagent desktop show notes
      tinyagent desktop show --json
    """
    from tinyagent_cli.commands.desktop import show

    finish(show(environment_of(ctx), app_name, json=json))


@desktop.command("reset")
def desktop_reset(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Put it back to how it came.

    \b
      tinyagent desktop reset
    """
    from tinyagent_cli.commands.desktop import reset

    finish(reset(environment_of(ctx), yes=yes))


@desktop.command("import")
def desktop_import(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="vCard (.vcf) or iCalendar (.ics).")
    ],
) -> None:
    """Bring in people and events.

    \b
      tinyagent desktop import contacts.vcf calendar.ics
    """
    from tinyagent_cli.commands.desktop import bring_in

    finish(bring_in(environment_of(ctx), files))
