"""``tinyagent history`` on the command line; each body is one call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

Search = Annotated[str, typer.Option("--search", metavar="TEXT", help="Only those with it.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many.")]

history = group(invoke_without_command=True)


@history.callback()
def history_(
    ctx: typer.Context,
    search: Search = "",
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Show what was asked, planned and done.

    \b
      tinyagent history
      tinyagent history --search Sid
      tinyagent history show 12
    """
    if ctx.invoked_subcommand is None:
        from tinyagent_cli.commands.history import history

        finish(history(environment_of(ctx), search=search, limit=limit, json=json))


@history.command("list")
def history_list(
    ctx: typer.Context,
    search: Search = "",
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """List the latest turns.

    \b
      tinyagent history list --limit 5
      tinyagent history list --json
    """
    from tinyagent_cli.commands.history import history

    finish(history(environment_of(ctx), search=search, limit=limit, json=json))


@history.command("show")
def history_show(
    ctx: typer.Context,
    turn: Annotated[int, typer.Argument(metavar="TURN", help="Its number.")],
    json: Json = False,
) -> None:
    """Show one turn in full.

    \b
      tinyagent history show 12
    """
    from tinyagent_cli.commands.history import show

    finish(show(environment_of(ctx), turn, json=json))


@history.command("export")
def history_export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; - is stdout.")] = Path(
        "-"
    ),
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="json or markdown; by FILE's ending."),
    ] = "",
    turns: Annotated[
        str, typer.Option("--turns", metavar="3-9,12", help="Which; all without.")
    ] = "",
    search: Search = "",
) -> None:
    """Write turns to a file, the oldest first.

    \b
      tinyagent history export turns.json
      tinyagent history export week.md --turns 3-9,12
      tinyagent history export --format markdown --search Sid | less
    """
    from tinyagent_cli.commands.export import export

    finish(export(environment_of(ctx), file, form=form, turns=turns, search=search))
