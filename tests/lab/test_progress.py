from __future__ import annotations

import signal

import pytest

from tinyagent_cli.lab import progress as module
from tinyagent_cli.lab.interruption import Interruption
from tinyagent_cli.lab.progress import progress


def test_progress_is_told_a_line_at_a_time_where_nobody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, with how many there are."""
    monkeypatch.setattr(module, "_FILE", -1)
    assert list(progress("abc", "letters", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err.splitlines() == [f"letters: {n} of 3" for n in range(3)]


def test_what_is_quick_is_not_counted_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written for what is over in a moment."""
    list(progress("abc", "letters"))
    assert capsys.readouterr().err == ""


def test_the_first_signal_waits_and_the_second_does_not() -> None:
    """Afterwards signals are what they were before."""
    before = signal.getsignal(signal.SIGINT)
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGINT)
        assert interruption.asked == signal.SIGINT
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_without_a_signal_there_is_nothing_to_leave() -> None:
    """Leaving is for those who were asked to."""
    with Interruption() as interruption:
        interruption.leave("on")
