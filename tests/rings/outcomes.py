"""What may come of a call, as few things as a user has to tell apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from tests.rings.cases import Case, Played
from tinyagent_cli.core.errors import (
    Ambiguous,
    HalfDone,
    NotFound,
    NotReady,
    TimedOut,
    TinyagentError,
    ToolError,
)
from tinyagent_cli.desktop.answers import result_of

# Events that change something in an app; all others look, or show.
CHANGING: Final = frozenset(
    {"make", "set", "delete", "send", "reply", "forward", "close", "mailto", "move", "duplicate"}
)
_NOT_RUNNING: Final = frozenset({-600, -609, -10810})


class Outcome(StrEnum):
    """The outcomes, each of which is said in other words."""

    DONE = "done"
    PARTLY = "done but for what is named"
    QUESTION = "a question"
    NOT_FOUND = "not found, with choices"
    NOT_PERMITTED = "not permitted, with the pane"
    REFUSED = "refused, with the reason"
    NOT_RUNNING = "not running"
    TIMED_OUT = "timed out"
    UNKNOWN = "unknown"
    BUG = "a mistake of ours"


def error_of(case: Case, played: Played) -> TinyagentError | None:
    """What the program raises for the answer; None where it is a result."""
    try:
        result_of(json.dumps(played.answer), case.app, "Terminal")
    except TinyagentError as error:
        return error
    return None


def outcome(case: Case, played: Played) -> Outcome:
    """Which of the outcomes it is, by what the program makes of the answer."""
    error = error_of(case, played)
    if error is not None:
        return outcome_of(error)
    return Outcome.PARTLY if _lacks(played.answer["result"]) else Outcome.DONE


def outcome_of(error: TinyagentError) -> Outcome:
    """Which of the outcomes *error* is."""
    match error:
        case HalfDone():
            return Outcome.UNKNOWN
        case Ambiguous():
            return Outcome.QUESTION
        case NotFound():
            return Outcome.NOT_FOUND
        case NotReady():
            return Outcome.NOT_PERMITTED
        case TimedOut():
            return Outcome.TIMED_OUT
        case ToolError(number=number) if number in _NOT_RUNNING:
            return Outcome.NOT_RUNNING
        case ToolError(hint=hint) if "bug of tinyagent" in hint:
            return Outcome.BUG
        case _:
            return Outcome.REFUSED


def changes(played: Played) -> list[Mapping[str, Any]]:
    """The events that may have changed something."""
    return [event for event in played.events if event["event"] in CHANGING]


def differs(played: Played) -> bool:
    """Whether anything is another one than before, what is in front and selected aside."""
    return _kept(played.after["root"]) != _kept(played.before["root"])


def texts(value: Any) -> Iterator[str]:
    """Every text in *value*."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def _lacks(result: Any) -> bool:
    if not isinstance(result, Mapping):
        return False
    invitees = result.get("invitees", ())
    return bool(result.get("lost")) or any(not one["attached"] for one in invitees)


def _kept(root: Mapping[str, Any]) -> Mapping[str, Any]:
    props = {key: value for key, value in root["props"].items() if key != "selection"}
    return {**root, "props": props, "shown": None}
