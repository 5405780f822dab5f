"""The commands by name, with their options and their help; each body is one call.

Bodies import what they need when they are called, so that ``--help`` and Tab stay quick.
Typer carries its own click since 0.26: click itself is never imported.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tinyagent_cli.commands import (
    bench_group,
    config_group,
    desktop_group,
    history_group,
    models_group,
    voice_group,
)
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.parameters import (
    Events,
    Json,
    Now,
    Planner,
    Private,
    Quiet,
    Rehearse,
    Request,
    Voice,
    VoiceSend,
    Yes,
    environment_of,
    finish,
    group,
)
from tinyagent_cli.core.exits import Exit

_FIRST = ("do", "plan", "run", "chat", "tools", "desktop", "history", "undo", "config", "models")


class Commands(TyperGroup):
    """Our commands in the order of this file, then those that plugins bring."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.ours = frozenset(self.commands)

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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that *args* begin with; an unknown one is told as all errors are."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from tinyagent_cli.core.errors import UsageError, did_you_mean

            hint = did_you_mean(args[0], self.commands, "tinyagent --help lists them")
            raise UsageError(f"there is no command {args[0]}", hint)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, the most wanted first, those of plugins last."""
        from tinyagent_cli.plugins.presence import any_installed

        wanted = ctx.obj is not None and ctx.obj.variables.get("TINYAGENT_PLUGINS") != ""
        if wanted and any_installed():
            from tinyagent_cli.commands.plugins import plugged_commands

            # Somebody else's code may raise anything, and --help is where one looks for help.
            with suppress(Exception):
                self.commands = {**plugged_commands(ctx.obj), **self.commands}
        first = [name for name in _FIRST if name in self.commands]
        ours = [name for name in self.commands if name in self.ours and name not in first]
        return first + ours + [name for name in self.commands if name not in self.ours]


app = group(cls=Commands, invoke_without_command=True)


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
    private: Private = False,
    voice: Voice = False,
    voice_send: VoiceSend = False,
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

    REQUEST is what to do, in your words; - reads it from stdin. Text that is piped in beside
    it goes with it. The answer goes to stdout, the plan and questions to stderr. Nothing
    that reaches other people happens before you said yes.
    """
    from tinyagent_cli.commands.do import do

    options = TurnOptions(planner, now, rehearse, yes, dry_run, json, events, quiet, private)
    finish(
        do(
            environment_of(ctx),
            request,
            options,
            voice=voice or voice_send,
            audio=audio,
            send=voice_send,
        )
    )


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
        finish(plan_batch(environment_of(ctx), batch, options))
    finish(plan(environment_of(ctx), request, options))


@app.command()
def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan's text; - reads stdin.")],
    now: Now = None,
    rehearse: Rehearse = False,
    yes: Yes = False,
    quiet: Quiet = False,
    json: Json = False,
    events: Events = False,
) -> None:
    """Run a plan's text.

    \b
      tinyagent run lunch.plan
      tinyagent plan "Text Sid that I'm late" | tinyagent run -
    """
    from tinyagent_cli.commands.run import run

    options = TurnOptions(
        now=now, rehearse=rehearse, yes=yes, quiet=quiet, json=json, events=events
    )
    finish(run(environment_of(ctx), file, options))


@app.command()
def chat(
    ctx: typer.Context,
    planner: Planner = None,
    now: Now = None,
    rehearse: Rehearse = False,
    yes: Yes = False,
    quiet: Quiet = False,
    private: Private = False,
    resume: Annotated[
        bool, typer.Option("--continue", "-c", help="Go on from the last turn.")
    ] = False,
    voice: Voice = False,
    voice_send: VoiceSend = False,
) -> None:
    """Take requests one after the other.

    \b
      tinyagent chat
      tinyagent chat --continue
      tinyagent chat --voice
      tinyagent chat --rehearse < requests.txt

    Ctrl-C stops what runs, Ctrl-D leaves, /help lists the rest.
    """
    from tinyagent_cli.commands.chat import chat

    options = TurnOptions(planner, now, rehearse, yes, quiet=quiet, private=private, resume=resume)
    options = replace(options, voice=voice or voice_send, voice_send=voice_send)
    finish(chat(environment_of(ctx), options))


@app.command()
def tools(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One of them.")] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="What each was proven by, and what was not.")
    ] = False,
    json: Json = False,
) -> None:
    """List the tools that plans can call, or show one.

    \b
      tinyagent tools
      tinyagent tools create_calendar_event
      tinyagent tools create_note --evidence
    """
    from tinyagent_cli.commands.tools import tools

    finish(tools(environment_of(ctx), name, evidence=evidence, json=json))


@app.command()
def undo(
    ctx: typer.Context,
    turn: Annotated[
        int | None, typer.Argument(metavar="TURN", help="Its number; the latest without.")
    ] = None,
    rehearse: Rehearse = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Agree also where people get a cancellation.")
    ] = False,
    json: Json = False,
) -> None:
    """Take back what was done, as far as it can be.

    \b
      tinyagent undo
      tinyagent undo 12
      tinyagent undo --rehearse
    """
    from tinyagent_cli.commands.undo import undo

    finish(undo(environment_of(ctx), turn, rehearse=rehearse, yes=yes, json=json))


app.add_typer(history_group.history, name="history")
app.add_typer(desktop_group.desktop, name="desktop")
app.add_typer(config_group.config, name="config")
app.add_typer(models_group.models, name="models")
app.add_typer(voice_group.voice, name="voice")
app.add_typer(bench_group.bench, name="bench")


@app.command("eval")
def evaluate(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="JSON lines; - reads stdin.")],
    planner: Planner = None,
    spoken: Annotated[
        bool, typer.Option("--spoken", help="Requests as a speech recogniser writes them.")
    ] = False,
    json: Json = False,
) -> None:
    """Measure a planner on requests with their right plans.

    \b
      tinyagent eval gold.jsonl
      tinyagent eval gold.jsonl --spoken
      tinyagent eval gold.jsonl no_plan.jsonl --planner http --json
    """
    from tinyagent_cli.commands.eval import evaluate

    options = TurnOptions(planner, rehearse=True, json=json)
    finish(evaluate(environment_of(ctx), files, options, spoken=spoken))


@app.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
def lab(
    ctx: typer.Context,
    stage: Annotated[str | None, typer.Argument(metavar="STAGE", help="One of them.")] = None,
    arguments: Annotated[list[str], typer.Argument(metavar="ARGUMENT", help="Its own.")] = [],  # noqa: B006  # typer copies it
) -> None:
    """Make the embedded planner anew: data, train, select, export, eval, report.

    \b
      tinyagent lab
      tinyagent lab data --help
    """
    from tinyagent_cli.commands.lab import lab

    finish(lab(environment_of(ctx), stage, arguments))


@app.command()
def doctor(
    ctx: typer.Context,
    ask: Annotated[
        bool, typer.Option("--ask", help="Let macOS ask for each app, explained one by one.")
    ] = False,
    probe: Annotated[
        bool, typer.Option("--probe", help="Find out how this Mac differs from the simulated one.")
    ] = False,
    probe_writes: Annotated[
        bool, typer.Option("--probe-writes", help="Probe by making and deleting things, too.")
    ] = False,
    transcript: Annotated[
        Path | None, typer.Option("--transcript", metavar="FILE", help="Where a probe goes to.")
    ] = None,
    json: Json = False,
) -> None:
    """Check that everything is there.

    \b
      tinyagent doctor
      tinyagent doctor --ask
      tinyagent doctor --json
      tinyagent doctor --probe

    No dialog of macOS is shown unless --ask or --probe, which explain each before; --json is for
    bug reports, and holds no names, no addresses and no folders.
    """
    from tinyagent_cli.commands.doctor import Wanted, doctor

    wanted = Wanted(ask, probe or probe_writes, probe_writes, transcript)
    finish(doctor(environment_of(ctx), wanted, json=json))


@app.command()
def plugins(ctx: typer.Context, json: Json = False) -> None:
    """List plugins and what they bring.

    \b
      tinyagent plugins
      TINYAGENT_PLUGINS= tinyagent plugins
    """
    from tinyagent_cli.commands.plugins import plugins

    finish(plugins(environment_of(ctx), json=json))


@app.command()
def manual(ctx: typer.Context) -> None:
    """Print the man page.

    \b
      tinyagent manual | man -l -
    """
    from tinyagent_cli.commands.manual import manual

    finish(manual(environment_of(ctx), app))


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print the script that makes Tab work in a shell.

    \b
      source <(tinyagent completion bash)
      tinyagent completion zsh > "${fpath[1]}/_tinyagent"
      tinyagent completion fish > ~/.config/fish/completions/tinyagent.fish
    """
    from tinyagent_cli.commands.completion import completion

    finish(completion(environment_of(ctx), shell, app))
