"""A spoken request where nobody can look at it: recorded, told, and gone on with."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from tests.fakes.sound import FakeSound
from tests.fakes.tones import ToneTranscriber, spoken
from tests.fakes.virtual_time import VirtualPace, in_virtual_time
from tinyagent_cli.commands import spoken_request
from tinyagent_cli.commands.speaking import open_voice
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.view.screen import Screen

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")


def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hears: str, room: float = 0.001
) -> tuple[str | None, float, str]:
    """The request that comes of what a microphone *hears*, after how long, and what was told."""
    err = StringIO()
    monkeypatch.setattr(
        spoken_request,
        "open_voice",
        lambda environment, settings: open_voice(environment, settings, ToneTranscriber()),
    )

    async def said() -> tuple[str | None, float]:
        pace = VirtualPace()
        sound = FakeSound(spoken(hears), pace, room=room)
        environment = Environment(
            stdin=StringIO(),
            stdout=StringIO(),
            stderr=err,
            variables={"TINYAGENT_HOME": str(tmp_path)},
            sound_library=lambda: sound,
        )
        screen = Screen(environment)
        try:
            request = await spoken_request.said(environment, screen)
        except TinyagentError as error:
            screen.complain(error)
            request = None
        return request, pace.loop.time()

    request, seconds = in_virtual_time(said())
    return request, seconds, err.getvalue()


def test_without_a_terminal_it_is_told_and_what_was_not_clear_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As recorded speech is; two seconds of silence after the words have ended it."""
    request, seconds, told = said(tmp_path, monkeypatch, "hello lutfi")
    assert request == "hello lutfi"
    assert seconds == pytest.approx(0.1 + 0.75 + 2.0, abs=0.3)
    assert told.splitlines()[-2:] == ["heard: hello lutfi", "not sure of: “lutfi”"]


def test_where_nobody_speaks_and_nobody_can_end_it_a_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After ten seconds, not after the longest recording that there may be."""
    request, seconds, told = said(tmp_path, monkeypatch, "")
    assert request is None
    assert seconds == pytest.approx(10.0, abs=0.3)
    assert "tinyagent: nobody spoke within 10 s (voice.wait)" in told


def test_zeros_are_told_of_as_such_and_not_as_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the permission that is missing, and nobody who did not speak."""
    _, _, told = said(tmp_path, monkeypatch, "", room=0.0)
    assert "nothing but zeros" in told
    assert "nobody spoke" not in told
