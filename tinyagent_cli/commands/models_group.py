"""``tinyagent models`` on the command line; each body is one call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

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
