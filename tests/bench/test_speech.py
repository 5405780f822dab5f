"""What the figures on speech are made of: word errors, noise, and requests as if spoken."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from tinyagent_cli.bench.speech import errors, over_noise, words
from tinyagent_cli.bench.spoken import as_spoken
from tinyagent_cli.bench.voice import Figures, Told, table
from tinyagent_cli.lab.rows import Row
from tinyagent_cli.voice.sound import Sound


@pytest.mark.parametrize(
    ("wanted", "heard", "count", "wrong"),
    [
        ("text sid", "text sid", 0, []),
        ("text sid", "text did", 1, ["did"]),
        ("text sid now", "text now", 1, []),
        ("text sid", "uh text sid", 1, ["uh"]),
    ],
)
def test_words_are_counted_that_were_changed_lost_or_put_in(
    wanted: str, heard: str, count: int, wrong: list[str]
) -> None:
    """And those of what was heard that are wrong are found."""
    found, places = errors(wanted.split(), heard.split())
    assert (found, [heard.split()[i] for i in sorted(places)]) == (count, wrong)


def test_ways_of_writing_are_no_errors() -> None:
    """Case, punctuation, times and addresses in words or in digits."""
    said = "Remind me at three thirty pm, and email sid at gmail dot com."
    assert words(said) == words("remind me at 3.30 p.m. and email Sid@gmail.com")


@pytest.mark.skipif(shutil.which("sox") is None, reason="needs sox: apt install sox")
@pytest.mark.parametrize("ratio", [20, 10])
def test_noise_is_as_loud_as_it_is_said_to_be(ratio: int) -> None:
    """Within half a decibel, the same each time, and nothing is clipped."""
    tone = Sound((0.3 * np.sin(np.arange(32000) * 0.2)).astype(np.float32))
    mixed = over_noise(tone, ratio)
    noise = mixed.samples - tone.samples
    assert mixed.samples.tolist() == over_noise(tone, ratio).samples.tolist()
    assert mixed.clipped == 0.0
    heard = 10 * np.log10(np.mean(tone.samples**2) / np.mean(noise**2))
    assert heard == pytest.approx(ratio, abs=0.5)


def test_a_request_is_spoken_the_same_way_each_time() -> None:
    """Without case and punctuation; what is right for it stays."""
    row = Row("1", "Email Sid, Nick and Olga: the meeting is at 3pm!", datetime(2026, 11, 23), ())
    spoken = as_spoken(row)
    assert spoken == as_spoken(row)
    assert spoken.request == spoken.request.lower()
    assert not set(",:!") & set(spoken.request.replace("3:", ""))
    assert "olga" in spoken.request


def test_weights_of_unknown_origin_are_said_to_be_so() -> None:
    """Their word error is none of the catalogue's model."""
    row = Figures("none", False, 8, 0.5, 0.5, 0.5, 0.0, 0.5, 0.2, 0.4, 0.5, 0.1)
    told = Told("whisper", "mine", True, 0.9, 1.4, 1.5, 439 * 10**6, 0, (row,))
    assert "439 MB" in table(told)
    assert "word error may say nothing" not in table(told)
    assert "word error may say nothing" in table(replace(told, known_weights=False))
