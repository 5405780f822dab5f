"""Cases that nobody would ask for, and that tell one number, one guard, one rule from another.

The table holds what can be expected.  A mutant that differs from its script only where an app
answers an odd number at an odd moment, or where what is printed is cut in two, is caught here.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.rings.cases import Case, inputs, perform
from tests.rings.states import IDEAS, SHOPPING, state
from tinyagent_cli.desktop.engine import Fault

# Every number that a script or the program knows, and neighbours that nobody knows.
NUMBERS: Final = (-1743, -1744, -600, -609, -10810, -1712, -1728, -1719, -1700, -1701, -1708,
                  -10000, -10003, -10004, -10006, -10024, -128, -2700, -9999, 1, 0)  # fmt: skip

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corner:
    """A *case* whose arguments are *argv*, if it is given, and whose state is *state*, if it is."""

    case: Case
    argv: tuple[str, ...] | None = None
    state: State | None = None


def corners(script: str) -> Iterator[Corner]:
    """Those of *script*."""
    good = [case for case in inputs(script) if case.kind == "good"] or list(inputs(script))
    whole = json.dumps(good[0].argument)
    # The program hands an argument over in pieces where one would be too long.
    yield Corner(_called(good[0], "in two pieces"), (whole[:9], whole[9:]))
    for said in ("", "{", "null", "5", '"x"', "[]", "{}"):
        yield Corner(_called(good[0], f"the argument {said!r}"), (said,))
    for case in good:
        for at in range(len(perform(case).events)):
            for number in NUMBERS:
                fault = Fault(case.app, number, after=at, once=True)
                name = f"{number} once, at event {at + 1}"
                yield Corner(replace(case, condition=name, faults=(fault,)))
    more = [
        replace(good[0], what=name, argument={**good[0].argument, **argument})
        for name, argument in ARGUMENTS.get(script, {}).items()
    ]
    yield from map(Corner, more)
    for name, change in LIVES.get(script, {}).items():
        for case in (*good, *more):
            yield Corner(_called(case, name), None, _changed(case.app, change))


def _called(case: Case, name: str) -> Case:
    return replace(case, condition=name)


def _changed(app: str, change: Callable[[Any], None]) -> State:
    fresh = copy.deepcopy(state(app))
    change(fresh["root"])
    return fresh


def _note(root: Any, id: str) -> Any:
    return next(
        note
        for account in root["elements"]["account"]
        for folder in account["elements"]["folder"]
        for note in folder["elements"].get("note", [])
        if note["id"] == id
    )


def _headed(root: Any) -> None:
    _note(root, SHOPPING)["props"]["heading"] = "Shopping"
    _note(root, IDEAS)["props"]["heading"] = "Ideas"


def _holding(html: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        for id in (SHOPPING, IDEAS):
            _note(root, id)["props"]["body"] += html

    return change


def _two_cases(root: Any) -> None:
    names = ("Home", "home", "Caf\u00e9")
    for calendar, name in zip(root["elements"]["calendar"], names, strict=False):
        calendar["props"]["name"] = name


LIVES: Final[Mapping[str, Mapping[str, Callable[[Any], None]]]] = {
    "calendar/create_event.js": {"calendars of two cases": _two_cases},
    "notes/append_note.js": {
        "a title above the body": _headed,
        "a picture in capitals": _holding('<IMG SRC="x">'),
        "an object": _holding("<object>"),
        "a video": _holding("<video src=x>"),
        "sound": _holding("<audio>"),
        "an image that is none": _holding("<imgx>"),
        "a list in other words": _holding('<ul class="a checklist-b">'),
        "a mark by its number": _holding("&#xfffc;"),
        "a mark at the start": lambda root: _note(root, SHOPPING)["props"].update(body="\ufffc"),
        "blank lines at its end": _holding("<div> </div><div><br></div> "),
    },
}
ARGUMENTS: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "calendar/create_event.js": {
        "seconds": {"start": "2026-11-27T15:04:05", "end": "2026-11-27T16:07:08"},
        "a calendar of two cases": {"calendar": "home"},
        "a calendar in pieces": {"calendar": "Cafe\u0301"},
    },
}
