"""What stands of a transcript while somebody is still speaking."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.voice.partial import Partial


def transcript(text: str) -> Transcript:
    """The words of *text*."""
    return Transcript(tuple(Word(word) for word in text.split()))


def after(*texts: str) -> Partial:
    """Where listening has come to when *texts* were heard, one after the other."""
    partial = Partial()
    for text in texts:
        partial = partial.then(transcript(text))
    return partial


def stable(partial: Partial) -> str:
    """The words that stand."""
    return " ".join(word.text for word in partial.stable)


def test_one_transcript_makes_nothing_stable() -> None:
    """The end of growing sound is guessed, and guessed otherwise the next time."""
    partial = after("text Sid that I")
    assert (stable(partial), partial.text) == ("", "text Sid that I")


def test_what_two_in_a_row_agree_on_is_stable() -> None:
    """Up to the first word that they differ in."""
    partial = after("text Sid that eye", "text Sid that I am", "text Sid that I am late")
    assert stable(after("text Sid that eye", "text Sid that I am")) == "text Sid that"
    assert stable(partial) == "text Sid that I am"
    assert partial.text == "text Sid that I am late"


def test_case_and_punctuation_are_no_difference_and_the_later_ones_count() -> None:
    """A full stop is set where the sound ends, and taken back when it goes on."""
    partial = after("Text Sid.", "text Sid that")
    assert stable(partial) == "text Sid"
    assert partial.text == "text Sid that"


def test_a_transcript_that_lost_words_takes_back_nothing() -> None:
    """What stood stays; only the transcript of the whole sound may say otherwise."""
    partial = after("text Sid that I", "text Sid that I", "text")
    assert partial.text == "text Sid that I"


texts = st.lists(st.text("ab ", max_size=12), max_size=6)


@given(texts)
def test_stable_words_only_grow(heard: list[str]) -> None:
    """Whatever comes, what stood before is the beginning of what stands."""
    partial = Partial()
    for text in heard:
        later = partial.then(transcript(text))
        assert later.stable[: len(partial.stable)] == partial.stable
        partial = later


@given(texts, st.text("ab ", max_size=12))
def test_hearing_the_same_twice_makes_all_of_it_stable(heard: list[str], last: str) -> None:
    """When the speaker is silent, nothing stays open."""
    partial = after(*heard, last, last)
    assert partial.unstable == ()


@given(texts)
def test_the_words_go_on_with_the_latest_transcript(heard: list[str]) -> None:
    """After what is stable comes what was heard last."""
    partial = after(*heard)
    if heard:
        latest = transcript(heard[-1]).words
        assert partial.unstable == latest[len(partial.stable) :]
