"""The commands that have commands of their own; each body is one call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

Search = Annotated[str, typer.Option("--search", metavar="TEXT", help="Only those with it.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many.")]
SettingName = Annotated[str, typer.Argument(metavar="NAME", help="e.g. planner.name")]

history = group(invoke_without_command=True)


@history.callback()
def history_(
    ctx: typer.Context,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Only those with it.")
    ] = "",
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
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Only those with it.")
    ] = "",
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
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Only those with it.")
    ] = "",
) -> None:
    """Write turns to a file, the oldest first.

    \b
      tinyagent history export turns.json
      tinyagent history export week.md --turns 3-9,12
      tinyagent history export --format markdown --search Sid | less
    """
    from tinyagent_cli.commands.export import export

    finish(export(environment_of(ctx), file, form=form, turns=turns, search=search))


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


models = group(no_args_is_help=True)


@models.callback()
def models_() -> None:
    """Get models, make them smaller, choose who plans.

    \b
      tinyagent models list
      tinyagent models pull qwen3-1.7b && tinyagent models use qwen3-1.7b
      tinyagent models pull owner/repo:file.gguf
      tinyagent models quantize my-model-F16 Q4_K_M
    """


ModelName = Annotated[str, typer.Argument(metavar="NAME", help="As list shows it.")]


@models.command("list")
def models_list(ctx: typer.Context, json: Json = False) -> None:
    """List those that are here, and those that can be pulled.

    \b
      tinyagent models list
    """
    from tinyagent_cli.commands.model_listing import show

    finish(show(environment_of(ctx), json=json))


@models.command("pull")
def models_pull(
    ctx: typer.Context,
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help="A name, a file, or owner/repo[@rev]:FILE.gguf.")
    ],
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Call it so, not by its own name.")
    ] = "",
    link: Annotated[
        bool, typer.Option("--link", help="Link to a file of this computer; no copy.")
    ] = False,
) -> None:
    """Fetch one, or take a file; goes on where it was interrupted.

    \b
      tinyagent models pull tinyagent-1.1b
      tinyagent models pull owner/repo:file.gguf --name mine
      tinyagent models pull ~/Downloads/model.gguf --link

    What comes is checked, size and SHA-256, before it is there. HF_ENDPOINT names another hub,
    HF_TOKEN opens what is private.
    """
    from tinyagent_cli.commands.models import pull

    finish(pull(environment_of(ctx), model, name=name, link=link))


@models.command("rm")
def models_rm(
    ctx: typer.Context,
    name: ModelName,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove one, or what an interrupted pull left.

    \b
      tinyagent models rm tinyagent-1.1b
    """
    from tinyagent_cli.commands.models import remove

    finish(remove(environment_of(ctx), name, yes=yes))


@models.command("prompt")
def models_prompt(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As list shows it, a GGUF file, or a server's.")
    ],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="JSON; without it, what is kept is shown.")
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Ask it in our own words again.")
    ] = False,
) -> None:
    """Ask one in the words of a record of the set that it was trained on.

    \b
      tinyagent models prompt tinyagent-1.1b testing_data.json
      tinyagent models prompt tinyagent-1.1b
      tinyagent models prompt tinyagent-1.1b --forget

    FILE has one record or more of the paper's training set, in its form. The words are kept
    beside the model; planner.profile says in which form they are put to it.
    """
    from tinyagent_cli.commands.model_prompts import prompt

    finish(prompt(environment_of(ctx), name, file, forget=forget))


@models.command("path")
def models_path(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Its file; the folder without.")
    ] = None,
) -> None:
    """Print the folder that they are in, or the file of one.

    \b
      tinyagent models path
      tinyagent models path tinyagent-1.1b
    """
    from tinyagent_cli.commands.models import path

    finish(path(environment_of(ctx), name))


@models.command("quantize")
def models_quantize(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="One that is here, or a file.")],
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Q8_0, Q6_K, Q5_K_M, Q4_K_M, …")
    ] = "Q4_K_M",
    no_score: Annotated[
        bool, typer.Option("--no-score", help="Do not measure what it cost.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a smaller one of a model in F16, and measure what that cost.

    \b
      tinyagent models quantize my-model-F16
      tinyagent models quantize my-model-F16 Q8_0
    """
    from tinyagent_cli.commands.models import quantize

    finish(quantize(environment_of(ctx), name, kind, scored=not no_score, json=json))


@models.command("use")
def models_use(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="One that is here, or embedded.")],
) -> None:
    """Let one make the plans from now on.

    \b
      tinyagent models use tinyagent-1.1b
      tinyagent models use embedded
    """
    from tinyagent_cli.commands.models import use

    finish(use(environment_of(ctx), name))
