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
from tinyagent_cli.view.screen import Screen

pytestmark = pytest.mark.usefixtures("nobody_at_the_terminal")


def test_without_a_terminal_it_is_told_and_what_was_not_clear_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As recorded speech is; two seconds of silence after the words have ended it."""
    err = StringIO()
    seconds: list[float] = []
    monkeypatch.setattr(
        spoken_request,
        "open_voice",
        lambda environment, settings: open_voice(environment, settings, ToneTranscriber()),
    )

    async def said() -> str | None:
        pace = VirtualPace()
        sound = FakeSound(spoken("hello lutfi"), pace)
        environment = Environment(
            stdin=StringIO(),
            stdout=StringIO(),
            stderr=err,
            variables={"TINYAGENT_HOME": str(tmp_path)},
            sound_library=lambda: sound,
        )
        request = await spoken_request.said(environment, Screen(environment))
        seconds.append(pace.loop.time())
        return request

    assert in_virtual_time(said()) == "hello lutfi"
    assert seconds == [pytest.approx(0.1 + 0.75 + 2.0, abs=0.3)]
    lines = err.getvalue().splitlines()
    assert lines[-2:] == ["heard: hello lutfi", "not sure of: “lutfi”"]
