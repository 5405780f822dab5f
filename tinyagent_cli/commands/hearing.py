"""Speech as a request, through whichever transcriber is plugged in."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.view.screen import Screen


def hear(environment: Environment, audio: Path | None, screen: Screen) -> str:
    """The words spoken in the file *audio*, shown before anything is done with them.

    Raises MissingExtra where no transcriber is installed, and UsageError for no such file
    or for silence.
    """
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins import loader

    if audio is not None and not audio.is_file():
        raise UsageError(f"there is no file {audio}")
    settings = load(environment.paths.config)
    name = settings.voice.transcriber
    plugins = loader.load(environment)
    transcriber = plugins.make("tinyagent_transcribers", name, environment, settings)
    if audio is None:
        if find_spec("sounddevice") is None:
            raise MissingExtra("sounddevice", "voice")
        raise NotReady("there is no microphone yet", "--audio FILE.wav takes recorded speech")
    words = transcriber.transcribe(audio)
    if not str(words).strip():
        raise UsageError(f"nothing was said in {audio}")
    screen.tell(f"heard: {words}")
    return str(words)
