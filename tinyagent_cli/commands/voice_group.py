"""The commands of ``tinyagent voice``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

voice = group(no_args_is_help=True)


@voice.callback()
def voice_() -> None:
    """Speak instead of typing: microphones, and what they hear.

    \b
      tinyagent voice test
      tinyagent voice transcribe memo.m4a
      tinyagent voice devices
      tinyagent chat --voice
    """


@voice.command("test")
def voice_test(ctx: typer.Context) -> None:
    """Record three seconds, and say how loud they were and what was heard.

    \b
      tinyagent voice test

    Nothing is played, planned, kept or sent.
    """
    from tinyagent_cli.commands.voice import test

    finish(test(environment_of(ctx)))


@voice.command("devices")
def voice_devices(ctx: typer.Context, json: Json = False) -> None:
    """List the microphones; voice.device chooses one.

    \b
      tinyagent voice devices
      tinyagent config set voice.device USB
    """
    from tinyagent_cli.commands.voice import devices

    finish(devices(environment_of(ctx), json=json))


@voice.command("transcribe")
def voice_transcribe(
    ctx: typer.Context,
    audio: Annotated[Path, typer.Argument(metavar="FILE", help="Recorded speech; - reads stdin.")],
    json: Json = False,
) -> None:
    """Print what is said in a recording, as a request would have it.

    \b
      tinyagent voice transcribe memo.m4a
      tinyagent voice transcribe memo.wav --json
      arecord -d 5 -f S16_LE -r 16000 | tinyagent voice transcribe -

    With --json: the words, how sure of each the recogniser is, and when they were said.
    """
    from tinyagent_cli.commands.transcribe import transcribe

    finish(transcribe(environment_of(ctx), audio, json=json))
