"""What the commands share on the command line: options, groups, and how a command ends."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

import typer

from tinyagent_cli.core.environment import Environment

Request = Annotated[list[str], typer.Argument(metavar="REQUEST", help="What to do.", hidden=True)]
Planner = Annotated[
    str | None, typer.Option("--planner", metavar="NAME", help="Who plans: embedded, llama, http.")
]
Now = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="The time that “tomorrow” counts from.")
]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="Show what would be done; do nothing.")]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Agree beforehand; outward only as consent.allow says.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show only the answer and questions.")]
Private = Annotated[
    bool, typer.Option("--private", help="Keep no trace; then nothing can be undone later.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Voice = Annotated[bool, typer.Option("--voice", help="Take requests from the microphone.")]
VoiceSend = Annotated[
    bool,
    typer.Option("--voice-send", help="Send what was heard at once, where it reaches nobody."),
]
Events = Annotated[bool, typer.Option("--events", help="Print JSON lines as things happen.")]


def group(**settings: Any) -> typer.Typer:
    """A group of commands in our manner: no rich, no tracebacks with locals, ``-h`` too."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
        **settings,
    )


def environment_of(ctx: typer.Context) -> Environment:
    """The environment that the program was started in."""
    environment: Environment = ctx.find_root().obj
    return environment


def finish(code: int) -> NoReturn:
    """End the command with *code*: Typer takes no notice of what a command returns."""
    raise typer.Exit(code)
