"""The commands by name, with their options and their help; each body is one call.

Bodies import what they need when they are called, so that ``--help`` and Tab stay quick.
Typer carries its own click since 0.26: click itself is never imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit


class Commands(TyperGroup):
    """Our commands in the order of this file, then those that plugins bring."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader that went away is no error of ours."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(Exit.BROKEN_PIPE) from None

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command *cmd_name*; plugins are only asked for what is not ours."""
        if cmd_name not in self.commands:
            from tinyagent_cli.commands.plugins import plugged_commands

            self.commands.update(plugged_commands(ctx.obj))
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order in which they were defined."""
        return list(self.commands)


def _group(**settings: Any) -> typer.Typer:
    return typer.Typer(
        cls=Commands if settings.pop("root", False) else None,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
        **settings,
    )


app = _group(root=True, invoke_without_command=True)

Request = Annotated[
    list[str], typer.Argument(metavar="REQUEST", help="What to do, in your words; - reads it.")
]
Planner = Annotated[
    str | None, typer.Option("--planner", metavar="NAME", help="Who plans: embedded, llama, http.")
]
Now = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="The time that “tomorrow” counts from.")
]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="Act on the simulated Mac only.")]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Agree beforehand; outward only as consent.allow says.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show only the answer and questions.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Events = Annotated[bool, typer.Option("--events", help="Print JSON lines as things happen.")]


@app.callback()
def tinyagent(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    """A sentence in, apps moved: plans made and done on your own computer.

    \b
      tinyagent do "Text Sid and Lutfi that I'm running late"
      tinyagent do "Schedule a design review with Sid on Friday at 3pm"
      cat notes.txt | tinyagent do "make a note of this called Ideas"
      tinyagent chat
    """
    if version:
        from tinyagent_cli import __version__

        typer.echo(f"tinyagent {__version__}")
    elif ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command()
def do(
    ctx: typer.Context,
    request: Request = [],  # noqa: B006  # typer copies it
    planner: Planner = None,
    now: Now = None,
    rehearse: Rehearse = False,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan and show; do nothing.")] = False,
    quiet: Quiet = False,
    json: Json = False,
    events: Events = False,
    voice: Annotated[bool, typer.Option("--voice", help="Take the request from speech.")] = False,
    audio: Annotated[
        Path | None, typer.Option("--audio", metavar="FILE", help="Speech, recorded.")
    ] = None,
) -> None:
    """Do what a sentence asks for.

    \b
      tinyagent do "Text Sid that I'm running late"
      tinyagent do "Email Sid the file project.pdf" --dry-run
      git log -5 | tinyagent do "email this to Sid"
      tinyagent do "what's Sid's number" | pbcopy

    The answer goes to stdout, the plan and questions to stderr. Nothing that reaches other
    people happens before you said yes.
    """
    from tinyagent_cli.commands.do import do

    options = TurnOptions(planner, now, rehearse, yes, dry_run, json, events, quiet)
    _exit(do(_environment(ctx), request, options, voice=voice, audio=audio))


@app.command()
def plan(
    ctx: typer.Context,
    request: Request = [],  # noqa: B006  # typer copies it
    planner: Planner = None,
    now: Now = None,
    rehearse: Rehearse = False,
    json: Json = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE", help="JSON lines of requests; or -.")
    ] = None,
) -> None:
    """Show the plan of a request; nothing runs.

    \b
      tinyagent plan "Text Sid that I'm running late"
      tinyagent plan "Schedule lunch with Sid tomorrow" > lunch.plan
      tinyagent plan --batch requests.jsonl --json

    In a pipe it prints the plan's text, which `tinyagent run` takes.
    """
    from tinyagent_cli.commands.plan import plan, plan_batch

    options = TurnOptions(planner, now, rehearse, json=json)
    if batch is not None:
        _exit(plan_batch(_environment(ctx), batch, options))
    _exit(plan(_environment(ctx), request, options))


def _environment(ctx: typer.Context) -> Environment:
    environment: Environment = ctx.find_root().obj
    return environment


def _exit(code: int) -> None:
    # Typer takes no notice of what a command returns: only this sets the exit code.
    if code:
        raise typer.Exit(code)
