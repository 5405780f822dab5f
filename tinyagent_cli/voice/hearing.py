"""From sound to the words of a request, or to one clear line of why there are none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tinyagent_cli.core.errors import NotReady, Unheard
from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.voice.hallucinations import is_hallucinated, without_noises, without_thanks
from tinyagent_cli.voice.spoken import Written, written

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.voice.sound import Sound

SHORTEST: Final = 0.3  # seconds; "stop" takes 0.35
DOUBTFUL: Final = 0.5  # a word that the recogniser gives less is one to look at
QUIET: Final = 0.01  # peak, −40 dB: a room, or somebody far away
CLIPPED: Final = 0.005  # share of samples at the rim; clean speech has none, a shout 0.1 %
BROKEN: Final = 0.25  # share at which it is noise, and no speech


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
    examine(sound, microphone)
    return understood(transcriber.transcribe(sound, hotwords), sound)


def examine(sound: Sound, microphone: str | None = None) -> None:
    """Raises Unheard and NotReady, as `heard` does, for what no recogniser need be asked about."""
    if sound.seconds < SHORTEST:
        raise Unheard(
            f"{sound.seconds:.1f} s of sound are too short for a request",
            "speak, and end the recording when you are done",
        )
    if sound.peak == 0.0:
        if microphone is None:
            raise Unheard("it is silent from end to end", "is it the right recording?")
        raise NotReady(
            "the microphone gives nothing but zeros, as it does without permission",
            "on a Mac: System Settings › Privacy & Security › Microphone, allow "
            f"{microphone or 'your terminal'}; elsewhere: is it muted?",
        )
    if sound.clipped > BROKEN:
        raise Unheard("the sound is clipped throughout", "turn the microphone down: it is too loud")


def understood(transcript: Transcript, sound: Sound) -> Heard:
    """What *transcript*, of *sound*, says as a request; raises Unheard where it says nothing."""
    words = without_thanks(without_noises(transcript.words))
    if not words or is_hallucinated(replace(transcript, words=words)):
        raise Unheard("nothing was said that could be understood", _why(sound))
    out = written([word.text for word in words])
    if not out.text:
        raise Unheard("nothing is left of it: all was taken back", "say what is to be done")
    notes = []
    if sound.clipped > CLIPPED:
        notes.append("the sound is clipped: turn the microphone down, or speak further away")
    return Heard(out.text, doubtful(out, words), tuple(notes), transcript)


def doubtful(out: Written, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """The spans of *out* that are made of a word among *words* which is less than sure."""
    spans: list[tuple[int, int]] = []
    for start, end, first, last in out.origins:
        if not out.text[start:end].strip():
            continue
        if min(word.probability for word in words[first : last + 1]) < DOUBTFUL:
            if spans and spans[-1][1] == start - 1:
                start = spans.pop()[0]
            spans.append((start, end))
    return tuple(spans)


def _why(sound: Sound) -> str:
    if sound.clipped > CLIPPED:
        return "it is clipped: turn the microphone down"
    if sound.peak < QUIET:
        return f"it is very quiet, {20 * math.log10(sound.peak):.0f} dB: speak up, or come nearer"
    return "speak a little louder, or nearer to the microphone"
