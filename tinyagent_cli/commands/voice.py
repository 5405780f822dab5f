"""``tinyagent voice``: which microphones there are, and whether speech gets through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands.running import run
from tinyagent_cli.commands.speaking import open_voice, speak
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing
from tinyagent_cli.voice.take import FULL

if TYPE_CHECKING:
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.core.speech import Transcript
    from tinyagent_cli.voice.sound import Sound
    from tinyagent_cli.voice.talk import Talk, Voice

_TEST: Final = 3.0  # seconds; long enough for "text Sid that I'm running late"


def devices(environment: Environment, *, json: bool = False) -> int:
    """List what can be listened to, the one that is listened to marked."""
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.voice.microphone import Microphone

    screen = Screen(environment)
    microphone = Microphone(environment, load(environment.paths.config).voice.device)
    found = microphone.devices()
    if json:
        screen.raw(line({"devices": [asdict(device) for device in found]}))
        return Exit.DONE
    chosen = microphone.device()  # none at all, or not the one that is set: an error that says so
    rows = [(d.index, "used" if d == chosen else "", f"{d.rate} Hz", d.host, d.name) for d in found]
    screen.show(listing(rows, ("number", "", "rate", "by", "name")))
    return Exit.DONE


def test(environment: Environment) -> int:
    """Record a moment, and say how loud it was and what was heard; nothing is planned or sent."""
    from tinyagent_cli.core.settings import load

    settings = load(environment.paths.config)
    tried = replace(settings.voice, longest=_TEST, push="tap")
    voice = _voice(environment, replace(settings, voice=tried))
    return run(_test(Screen(environment), voice))


async def _test(screen: Screen, voice: Voice) -> int:
    talks: list[Talk] = []
    try:
        heard = await speak(screen, voice, begun=talks.append)
    finally:
        if talks and not talks[0].take.opening:
            take = talks[0].take
            loud = "silent" if take.peak.silent else f"loudest {take.peak.peak:.0f} dB"
            screen.tell(f"recorded {take.seconds:.1f} s, {loud}", "dim")
    if heard is None:
        screen.tell("cancelled")
        return Exit.INTERRUPTED
    for note in heard.notes:
        if note != FULL:  # its three seconds are as they should be
            screen.tell(f"note: {note}")
    screen.tell("heard:", "dim")
    screen.answer(heard.text)
    return Exit.DONE


def _voice(environment: Environment, settings: Settings) -> Voice:
    """The voice, with a microphone that can be tried even where nobody understands what it hears.

    Raises UsageError.
    """
    try:
        return open_voice(environment, settings)
    except NotReady as error:
        return open_voice(environment, settings, transcriber=_Absent(error))


@dataclass(frozen=True)
class _Absent:
    """Stands for a transcriber that is *missing*."""

    missing: NotReady
    name: str = "none"

    def warm(self) -> None:
        """Say what is missing."""
        raise self.missing

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """Say what is missing."""
        raise self.missing
