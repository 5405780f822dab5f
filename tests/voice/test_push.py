"""Push to talk, in virtual time: nothing here waits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.voice.push import (
    FIRST_REPEAT,
    GAP,
    PATIENCE,
    TAP,
    Cancel,
    Down,
    Ending,
    Event,
    Frames,
    Gone,
    Phase,
    Push,
    Repeat,
    Rules,
    Stop,
    Tick,
    Up,
    begun,
    step,
)

PLAIN = Rules()  # an ordinary terminal
KITTY = Rules(releases=True)


def after(events: Iterable[Event], rules: Rules = PLAIN, push: Push | None = None) -> Push:
    """Where it is after *events*, sound coming in all the while."""
    push = push or Push()
    for event in _with_sound(list(events)):
        push = step(push, event, rules)
    return push


def _with_sound(events: list[Event]) -> list[Event]:
    last = max((event.at for event in events), default=0.0)
    sound: list[Event] = [Frames(i * 0.5) for i in range(int(last * 2) + 1)]
    return sorted([*events, *sound], key=lambda event: event.at)


def repeated(start: float, first: float, every: float, until: float) -> list[Event]:
    """What a key that is held down sends on an ordinary terminal."""
    events: list[Event] = [Down(start)]
    at = start + first
    while at <= until:
        events.append(Down(at))
        at += every
    return events


def test_a_press_records_at_once() -> None:
    """Nobody waits for a key to be known as a tap before the first word is taken."""
    assert after([Down(1.0)]).records


@pytest.mark.parametrize("rules", [PLAIN, KITTY])
def test_a_tap_starts_and_a_tap_stops(rules: Rules) -> None:
    """On either kind of terminal."""
    taps: list[Event] = [Down(1.0), Up(1.1)] if rules.releases else [Down(1.0)]
    assert after([*taps, Tick(5.0)], rules).phase is Phase.TAPPED
    assert after([*taps, Down(5.0)], rules).ending is Ending.STOPPED


@given(hold=st.floats(TAP, 50.0))
def test_a_key_that_is_held_records_until_its_release(hold: float) -> None:
    """Where the terminal tells of it: not a moment longer, and nothing begins again."""
    assert after([Down(0.0), Tick(hold - 0.01)], KITTY).records
    assert after([Down(0.0), Up(hold)], KITTY).ending is Ending.STOPPED


@given(
    first=st.floats(0.2, FIRST_REPEAT - 0.01),
    every=st.floats(0.01, GAP - 0.01),
    until=st.floats(1.0, 20.0),
)
def test_a_key_that_repeats_records_until_it_no_longer_does(
    first: float, every: float, until: float
) -> None:
    """On an ordinary terminal, however its keyboard repeats."""
    keys = repeated(0.0, first, every, until)
    last = keys[-1].at
    assert after([*keys, Tick(last + GAP - 0.001)]).records
    assert after([*keys, Tick(last + GAP + 0.001)]).ending is Ending.STOPPED


@given(first=st.floats(0.2, FIRST_REPEAT - 0.01), every=st.floats(0.01, GAP - 0.01))
def test_a_stopping_key_that_is_held_too_long_starts_nothing(first: float, every: float) -> None:
    """Its repetitions are no presses."""
    push = after([Down(0.0), *repeated(4.0, first, every, 7.0)])
    assert not push.records
    assert push.ending is Ending.STOPPED
    assert after([Down(7.0 + FIRST_REPEAT + GAP)], push=push).records


def test_a_press_soon_after_a_release_starts_anew() -> None:
    """Where the terminal told that the stopping key was let go, it is no repetition."""
    stopped = after([Down(0.0), Up(0.1), Down(4.0), Up(4.1)], KITTY)
    assert stopped.ending is Ending.STOPPED
    assert step(stopped, Down(4.2), KITTY).records


def test_a_key_that_is_held_past_the_longest_length_starts_nothing() -> None:
    """The finger is still on it."""
    push = after(repeated(0.0, 0.5, 0.05, 61.0), Rules(longest=10.0))
    assert not push.records
    assert push.ending is Ending.FULL


def test_where_only_holding_records_a_tap_is_short() -> None:
    """Both ways of knowing about the key."""
    assert after([Down(0.0), Up(0.1)], Rules(releases=True, hold=True)).ending is Ending.STOPPED
    assert after([Down(0.0), Tick(1.0)], Rules(hold=True)).ending is Ending.STOPPED
    assert after(repeated(0.0, 0.5, 0.05, 3.0), Rules(hold=True)).records


def test_a_terminal_may_tell_of_releases_only_after_the_key_went_down() -> None:
    """It is asked when the key is pressed, and the answer takes a moment."""
    push = step(Push(), Down(0.0), PLAIN)
    push = step(push, Frames(0.5), KITTY)
    push = step(push, Tick(2.0), KITTY)
    assert step(push, Up(2.5), KITTY).ending is Ending.STOPPED


def test_a_release_that_was_lost_is_made_up_for_by_another_press() -> None:
    """As when another window was in front for a moment."""
    assert after([Down(0.0), Repeat(0.6), Down(9.0)], KITTY).ending is Ending.STOPPED


def test_a_silence_ends_it_only_where_that_is_wanted_and_somebody_spoke() -> None:
    """Whoever still thinks what to say is waited for."""
    rules = Rules(hush=2.0)
    push = begun(0.0)
    for tenth in range(100):
        push = step(push, Frames(tenth / 10, loud=False), rules)
    assert push.records
    push = step(push, Frames(10.0), rules)
    push = step(push, Frames(11.9, loud=False), rules)
    assert push.records
    assert step(push, Frames(12.1, loud=False), rules).ending is Ending.HUSHED
    assert step(push, Frames(12.1, loud=False), PLAIN).records


def test_somebody_has_to_begin_to_speak_only_where_that_is_wanted() -> None:
    """In so many seconds; a room may be loud before."""
    push = begun(0.0)
    for tenth in range(49):
        push = step(push, Frames(tenth / 10, loud=False), Rules(wait=5.0))
    assert push.records
    assert step(push, Frames(5.1, loud=False), Rules(wait=5.0)).ending is Ending.UNSPOKEN
    assert step(push, Frames(5.1, loud=False), PLAIN).records
    spoke = step(push, Frames(4.9), Rules(wait=5.0))
    assert step(spoke, Tick(7.0), Rules(wait=5.0)).records


def test_a_microphone_that_sends_nothing_is_gone() -> None:
    """Whether or not it says so itself."""
    assert step(begun(0.0), Tick(PATIENCE + 0.1), PLAIN).ending is Ending.LOST
    assert step(begun(0.0), Gone(0.1), PLAIN).ending is Ending.LOST


TIMES = st.floats(0.0, 0.9)
KINDS = st.sampled_from([Down, Repeat, Up, Cancel, Stop, Frames, Gone])


@st.composite
def happenings(draw: st.DrawFn) -> list[Event]:
    """Anything, one after the other."""
    at, events = 0.0, list[Event]()
    for kind, gap in draw(st.lists(st.tuples(KINDS, TIMES), max_size=40)):
        at += gap
        events.append(kind(at))
    return events


RULES = st.builds(
    Rules,
    releases=st.booleans(),
    hold=st.booleans(),
    longest=st.floats(0.5, 5.0),
    hush=st.sampled_from([0.0, 0.4, 2.0]),
    wait=st.sampled_from([0.0, 0.3, 3.0]),
)


@given(happenings(), RULES, st.data())
def test_ticks_only_tell_time(events: list[Event], rules: Rules, data: st.DataObject) -> None:
    """However often somebody looks at the clock, all comes to the same."""
    plain = Push()
    ticked = Push()
    before = 0.0
    for event in events:
        for at in sorted(data.draw(st.lists(st.floats(before, event.at), max_size=3))):
            ticked = step(ticked, Tick(at), rules)
        before = event.at
        plain, ticked = step(plain, event, rules), step(ticked, event, rules)
        assert plain == ticked


@given(happenings(), RULES)
def test_no_recording_outlasts_the_longest_length(events: list[Event], rules: Rules) -> None:
    """Nor does one last whose microphone is silent, or that was cancelled."""
    push = Push()
    for event in events:
        push = step(push, event, rules)
        if push.records:
            assert event.at - push.began < rules.longest
            assert event.at - push.frames < PATIENCE
        if isinstance(event, Cancel | Stop | Gone):
            assert not push.records
    end = events[-1].at if events else 0.0
    assert not step(push, Tick(end + rules.longest), rules).records


@given(happenings(), RULES)
def test_only_a_press_starts_a_recording(events: list[Event], rules: Rules) -> None:
    """And an end says why it came."""
    pushes = [Push()]
    for event in events:
        pushes.append(step(pushes[-1], event, rules))
        if pushes[-1].records and not pushes[-2].records:
            assert isinstance(event, Down)
    for before, now in pairwise(pushes):
        if before.records and not now.records:
            assert now.ending is not None
