"""What a script of ``macos_tools`` answers, and what its error numbers mean to a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from tinyagent_cli.core.errors import Ambiguous, HalfDone, NotFound, NotReady, TimedOut, ToolError

# From the folder of a script to the app that it speaks to.
APP_OF_FOLDER: Final = {
    "calendar": "Calendar",
    "contacts": "Contacts",
    "mail": "Mail",
    "messages": "Messages",
    "notes": "Notes",
    "reminders": "Reminders",
}

_SCRIPT: Final = re.compile(r"[a-z]+/[a-z_]+\.js")
_LATE: Final = -1712  # an app that did not answer in time
_DIALOG: Final = "a permission dialog may hide behind a window"
_OUR_FAULT: Final = "this is a bug of tinyagent; please report it with `tinyagent doctor --json`"


def app_of(script: str) -> str:
    """The app that ``notes/create_note.js`` speaks to.

    Raises ToolError for what is none of our scripts: a journal that somebody else wrote may name
    another file for an undo.
    """
    if (
        not _SCRIPT.fullmatch(script)
        or (app := APP_OF_FOLDER.get(script.partition("/")[0])) is None
    ):
        raise ToolError(f"there is no script {script}")
    return app


def result_of(printed: str, app: str, terminal: str = "your terminal") -> Any:
    """The ``result`` of what a script printed; raises what its ``error`` means.

    *terminal*: the program that macOS asks the user's permission for.
    """
    try:
        answer = json.loads(printed)
        if answer["ok"]:
            return answer["result"]
        wrong = error_of(dict(answer["error"]), app, terminal)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ToolError(f"{app} gave an answer that cannot be read", _OUR_FAULT) from error
    raise wrong


def error_of(error: Mapping[str, Any], app: str, terminal: str = "your terminal") -> Exception:
    """The error of our tree for *error*: by its code and number, never by its text."""
    number = error.get("number")
    message = str(error.get("message", ""))
    code = error.get("code")
    choices = tuple(str(choice) for choice in error.get("choices", ()))
    if error.get("state") == "unknown":
        return _broken_off(number, app)
    if code == "not_found":
        return NotFound(message, _choose(choices), choices=choices)
    if code == "ambiguous":
        return Ambiguous(message, _choose(choices), choices=choices)
    if code:
        return ToolError(message, error.get("hint", "") or _choose(choices), number=number)
    # A script says so where something had begun; all else fails before anything is changed.
    return error_of_number(number, message, app, terminal, begun=False)


def _broken_off(number: Any, app: str) -> HalfDone:
    if number == _LATE:
        return HalfDone(f"{app} did not answer in time, when it had begun", _DIALOG, number=number)
    return HalfDone(f"{app} failed when it had begun", number=number)


def _choose(choices: tuple[str, ...]) -> str:
    if not choices:
        return ""
    *most, last = (f"“{choice}”" for choice in choices[:8])
    return f"there are {', '.join(most)} and {last}" if most else f"there is {last}"


def error_of_number(
    number: int | None,
    message: str,
    app: str,
    terminal: str = "your terminal",
    *,
    begun: bool = True,
) -> Exception:
    """What an Apple event error number means, and what mends it.

    *begun*: whether something may have been changed by then.
    """
    match number:
        case -1743 | -1744:
            return NotReady(
                f"{terminal} may not control {app}",
                f"allow it in System Settings → Privacy & Security → Automation → {terminal}",
            )
        case -600 | -609 | -10810:
            return ToolError(f"{app} does not run", f"open {app} and try again", number=number)
        case -1712:
            return TimedOut(f"{app} did not answer in time", _DIALOG, begun=begun)
        case 1002:
            return NotReady(
                f"{terminal} may not type for you",
                f"allow it in System Settings → Privacy & Security → Accessibility → {terminal}",
            )
        case -1728 | -1719:
            return ToolError(f"{app} has no such object", number=number)
        case -1700 | -1701 | -1708 | -2700:
            return ToolError(f"{app} did not understand: {message}", _OUR_FAULT, number=number)
        case -10000 | -10004 | -10006 | -10024:
            return ToolError(f"{app} refused: {message}", number=number)
        case _:
            return ToolError(f"{app} failed: {message}", number=number)
