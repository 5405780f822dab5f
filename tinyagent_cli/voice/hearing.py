"""From sound to the words of a request, or to one clear line of why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tinyagent_cli.core.speech import Transcript

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.voice.sound import Sound


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it was heard.

    *text* has its spoken forms written; *doubtful* are the spans [start, end) of it that the
    recogniser was not sure of, in order and apart; *notes* are lines to tell (clipped, …);
    *transcript* is what the recogniser wrote.
    """

    text: str
    doubtful: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    transcript: Transcript = field(default_factory=Transcript)


def heard(
    transcriber: Transcriber,
    sound: Sound,
    hotwords: Sequence[str] = (),
    *,
    microphone: str | None = None,
) -> Heard:
    """What was said in *sound*; *hotwords* are names to expect.

    *microphone* is None for a file; otherwise the sound is from a microphone, and it names the
    program that has to be let listen ("" if nobody knows its name).  Blocks: call it in a
    thread.  Raises Unheard (too short, clipped, nothing said) and NotReady (no model; or a
    microphone that gives perfect silence, as macOS does without permission).
    """
    raise NotImplementedError
