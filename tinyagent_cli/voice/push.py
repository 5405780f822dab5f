"""Push to talk: what a key and the passing of time mean for a recording.  Pure.

A short press starts and another one stops; a key that stays down records for as long as it is
down.  Few terminals tell of a release (those with Kitty's protocol do); elsewhere only the
repetition of a key that is held shows that it is down, and its end that it is not.  Until the
first repetition, 0.25 to 0.66 s by the system's settings, nobody can know which it will be: so
the recording begins at once, and what kind of press it was is found out later.

Time is told in seconds of any clock that does not run backwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final


class Phase(Enum):
    """Where a recording is."""

    IDLE = "idle"
    PRESSED = "pressed"  # records; whether it is a tap or a hold is not known yet
    TAPPED = "tapped"  # records until another press
    HELD = "held"  # records until the key is let go


class Ending(Enum):
    """Why a recording ended."""

    STOPPED = "stopped"  # by the key
    CANCELLED = "cancelled"
    FULL = "full"  # the longest length
    HUSHED = "hushed"  # nothing was said for a while
    UNSPOKEN = "unspoken"  # nobody began to speak
    LOST = "lost"  # the microphone sends nothing any more


@dataclass(frozen=True, slots=True)
class Down:
    """The key was pressed, or repeated where a terminal does not tell these apart."""

    at: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """The key is still down, and the terminal says so."""

    at: float


@dataclass(frozen=True, slots=True)
class Up:
    """The key was let go."""

    at: float


@dataclass(frozen=True, slots=True)
class Cancel:
    """Never mind."""

    at: float


@dataclass(frozen=True, slots=True)
class Stop:
    """That is all, by whatever says so."""

    at: float


@dataclass(frozen=True, slots=True)
class Frames:
    """Sound came in; *loud* if somebody may be speaking in it."""

    at: float
    loud: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """The microphone says itself that it is gone."""

    at: float


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing but time has passed."""

    at: float


Event = Down | Repeat | Up | Cancel | Stop | Frames | Gone | Tick


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds while keys are read; all times in seconds.

    *releases*: the terminal tells of them.  *hold*: a tap is no way to record.  *wait* is for
    the first word, *hush* after the last one; 0 waits for ever.
    """

    releases: bool = False
    hold: bool = False
    longest: float = 60.0
    hush: float = 0.0
    wait: float = 0.0


TAP: Final = 0.3  # a press that is shorter is a tap; fingers take 0.05 to 0.2 s
FIRST_REPEAT: Final = 0.75  # X11 waits 0.66 s, GNOME 0.5 s, macOS 0.38 s before it repeats a key
GAP: Final = 0.3  # between repetitions: 0.03 to 0.1 s, and what a slow line adds
PATIENCE: Final = 3.0  # for a microphone that sends nothing: a wireless one wakes up that long


@dataclass(frozen=True, slots=True)
class Push:
    """Where it is: *phase*, and *ending* once a recording is over."""

    phase: Phase = Phase.IDLE
    ending: Ending | None = None
    began: float = 0.0
    on: float = 0.0  # the microphone is on since
    key: float = 0.0  # the key was last heard of
    frames: float = 0.0  # sound last came in
    loud: float | None = None  # somebody last may have spoken; None before that
    rest: float = -1.0  # until then, what looks like a press repeats the last one

    @property
    def records(self) -> bool:
        """Whether the microphone is on."""
        return self.phase is not Phase.IDLE


def begun(at: float) -> Push:
    """Recording since *at*, as after a tap: a command that was called for it."""
    return Push(Phase.TAPPED, None, at, at, at, at)


def step(push: Push, event: Event, rules: Rules) -> Push:
    """*push* after *event*, by *rules*.  Ticks tell time and change nothing else."""
    push = _at(push, event.at, rules)
    if not push.records:
        return _pressed(push, event)
    match event:
        case Cancel(at):
            return _ended(push, Ending.CANCELLED, at)
        case Stop(at):
            return _ended(push, Ending.STOPPED, at)
        case Gone(at):
            return _ended(push, Ending.LOST, at)
        case Frames(at, loud):
            return replace(push, frames=at, loud=at if loud else push.loud)
        case Down(at) if push.phase is Phase.TAPPED or rules.releases:
            return _ended(push, Ending.STOPPED, at)
        case Down(at) | Repeat(at) if push.phase is not Phase.TAPPED:
            return replace(push, phase=Phase.HELD, key=at)
        case Up(at) if push.phase is Phase.PRESSED and at - push.began < TAP and not rules.hold:
            return replace(push, phase=Phase.TAPPED)
        case Up(at) if push.phase is not Phase.TAPPED:
            return _ended(push, Ending.STOPPED, at)
    return push


def _pressed(push: Push, event: Event) -> Push:
    match event:
        case Up():
            return replace(push, rest=-1.0)  # what comes now is no repetition
        case Down(at) if at < push.rest:
            return replace(push, rest=max(push.rest, at + GAP))
        case Down(at):
            return Push(Phase.PRESSED, None, at, at, at, at)
    return push


def _at(push: Push, at: float, rules: Rules) -> Push:
    """*push* when it is *at*: the first thing that was due came about, and so on."""
    while push.records:
        due, then = min(_due(push, rules), key=lambda each: each[0])
        if due > at:
            break
        push = replace(push, phase=then) if isinstance(then, Phase) else _ended(push, then, due)
    return push


def _due(push: Push, rules: Rules) -> Iterator[tuple[float, Phase | Ending]]:
    """When what will come about if nothing else does."""
    yield push.on + rules.longest, Ending.FULL
    yield push.frames + PATIENCE, Ending.LOST
    if push.phase is Phase.PRESSED and not rules.releases:
        yield push.began + FIRST_REPEAT, Ending.STOPPED if rules.hold else Phase.TAPPED
    if push.phase is Phase.HELD and not rules.releases:
        yield push.key + GAP, Ending.STOPPED
    if push.phase is Phase.TAPPED and rules.hush and push.loud is not None:
        yield push.loud + rules.hush, Ending.HUSHED
    if push.phase is Phase.TAPPED and rules.wait and push.loud is None:
        yield push.on + rules.wait, Ending.UNSPOKEN


def _ended(push: Push, ending: Ending, at: float) -> Push:
    held = push.phase is Phase.HELD and at < push.key + GAP
    by_key = ending is Ending.STOPPED and push.phase is Phase.TAPPED
    # The key may be down still, and must not be taken for a new press when it repeats.
    rest = at + FIRST_REPEAT if by_key else push.key + GAP if held else -1.0
    return replace(push, phase=Phase.IDLE, ending=ending, rest=rest)
