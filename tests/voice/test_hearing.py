"""From a transcript to a request, or to one line of why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tinyagent_cli.core.errors import NotReady, Unheard
from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.voice.hearing import Heard, heard, understood
from tinyagent_cli.voice.sound import RATE, Sound

NOISE = np.random.default_rng(0).normal(0, 0.1, 2 * RATE).clip(-0.7, 0.7).astype(np.float32)
SPOKEN = Sound(NOISE)


class Says:
    """A transcriber that hears *transcript*."""

    name = "says"

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.asked: list[Sequence[str]] = []

    def warm(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """What it always hears."""
        self.asked.append(hotwords)
        return self.transcript


def said(text: str, sure: float = 0.9, speech: float = 1.5, silence: float = 0.01) -> Transcript:
    """A transcript of *text*; a word in ``<>`` was not clear."""
    words = [Word(word.strip("<>"), 0.2 if word.startswith("<") else sure) for word in text.split()]
    return Transcript(tuple(words), speech, silence)


def request(text: str) -> Heard:
    """What is understood of *text*."""
    return understood(said(text), SPOKEN)


def test_spoken_forms_are_written_and_the_names_are_handed_on() -> None:
    """The whole way, and who is expected to be named."""
    transcriber = Says(said("remind me at three thirty p m."))
    assert heard(transcriber, SPOKEN, ("Sid",)).text == "remind me at 3:30 pm."
    assert transcriber.asked == [("Sid",)]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("text <Sid> that I'm late", ["Sid"]),
        ("text <Sid> <and> Lutfi", ["Sid and"]),
        ("email sid at <gmail> dot com", ["sid@gmail.com"]),
        ("<um> text Sid", []),
        ("milk new line <eggs>", ["eggs"]),
    ],
)
def test_doubtful_words_are_spans_of_what_is_written(text: str, doubtful: list[str]) -> None:
    """Also where several words became one, or a word went away."""
    out = request(text)
    assert [out.text[start:end] for start, end in out.doubtful] == doubtful


@pytest.mark.parametrize(
    "transcript",
    [
        said(""),
        said("Thank you.", silence=0.8),
        said("Thank you.", sure=0.3),
        said("Thank you.", speech=0.2),
        said("you", sure=0.3),
        said("Thanks for watching!", sure=0.7),
        said("Thanks for watching!", speech=0.2),
        said("Subtitles by the Amara.org community", silence=0.4),
        said("[BLANK_AUDIO]"),
        said("..."),
        said("Music", sure=0.4),
        said("(wind blowing)"),
        said("♪"),
    ],
    ids=lambda transcript: transcript.text or "nothing",
)
def test_what_recognisers_make_of_silence_is_refused(transcript: Transcript) -> None:
    """Where they or the sound give reason to think that nobody spoke."""
    with pytest.raises(Unheard, match="nothing was said"):
        understood(transcript, SPOKEN)


@pytest.mark.parametrize(
    "text",
    ["Thank you.", "thanks", "text Sid thank you", "subscribe me to nothing", "okay",
     "make a note called Subtitles by Ana", "[BLANK_AUDIO] text Sid"],
)  # fmt: skip
def test_what_somebody_really_said_is_kept(text: str) -> None:
    """A real "thank you" above all."""
    assert request(text).text == text.replace("[BLANK_AUDIO] ", "")


def test_all_of_it_taken_back_is_nothing() -> None:
    """And that is said."""
    with pytest.raises(Unheard, match="taken back"):
        request("text Sid scratch that")


def test_half_a_second_is_too_short() -> None:
    """A key that was touched by chance is no request."""
    with pytest.raises(Unheard, match=r"0\.1 s of sound are too short"):
        heard(Says(said("text Sid")), Sound(NOISE[:1600]))


def test_a_microphone_that_gives_zeros_needs_permission() -> None:
    """The program to allow is named; a file of zeros is only silent."""
    zeros = Sound(np.zeros(RATE, dtype=np.float32))
    with pytest.raises(NotReady, match="Microphone, allow iTerm"):
        heard(Says(said("x")), zeros, microphone="iTerm")
    with pytest.raises(Unheard, match="silent from end to end"):
        heard(Says(said("x")), zeros)


@pytest.mark.parametrize("rate", [RATE, 48_000, 44_100])
def test_clipped_sound_is_told_of_and_noise_refused(rate: int) -> None:
    """A shout is understood, with a note; what is nothing but rim is not tried.

    Whatever rate it came in: resampled, the rim is none any more.
    """
    shout = Sound.of((NOISE * 4).clip(-1, 1), rate)
    assert "clipped" in understood(said("text Sid"), shout).notes[0]
    with pytest.raises(Unheard, match="clipped throughout"):
        heard(Says(said("text Sid")), Sound.of(np.sign(NOISE).astype(np.float32), rate))
    assert request("text Sid").notes == ()


THANKS = tuple(
    Word(text, sure, begin, 3.6)
    for text, sure, begin in [("Thank", 0.01, 3.0), ("you", 0.98, 3.6), ("much.", 0.99, 3.6)]
)


def timed(text: str, sure: float = 0.9) -> tuple[Word, ...]:
    """The words of *text*, half a second each."""
    return tuple(Word(w, sure, i / 2, i / 2 + 0.4) for i, w in enumerate(text.split()))


@pytest.mark.parametrize(
    "pause",
    [
        THANKS,
        (*THANKS, Word("我他他他。", 0.7, 3.6, 3.62)),
        (Word("Thanks", 0.04), Word("for", 0.9), Word("watching!", 0.9)),
    ],
)
def test_what_was_made_of_the_pause_after_a_request_is_left_out(pause: tuple[Word, ...]) -> None:
    """As Whisper has it: phrases of subtitles, words that take no time."""
    said_before = timed("Text Sid. I am late.")
    heard = understood(Transcript((*said_before, *pause), 2.5, 0.01), SPOKEN)
    assert heard.text == "Text Sid. I am late."


@pytest.mark.parametrize("end", ["Thank you.", "Bye.", "See you next time."])
def test_thanks_that_were_said_after_a_request_stay(end: str) -> None:
    """The recogniser gives them a probability."""
    words = timed(f"Text Sid that I am late. {end}", 0.6)
    assert understood(Transcript(words, 4.0, 0.01), SPOKEN).text.endswith(end)


def test_very_quiet_sound_without_words_says_how_quiet() -> None:
    """So that one knows what to change."""
    with pytest.raises(Unheard, match=r"very quiet, -5\d dB"):
        understood(said(""), Sound(NOISE * np.float32(0.002 / 0.7)))
