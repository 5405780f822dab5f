"""A request and its right plan, as the embedded planner learns it: one JSON line each.

A line is ``{"r": request, "c": [[tool, [argument, …]], …], "p": piped, "s": source,
"f": family}``; an atom is ``{"s": [[first, last], …]}`` for a span, ``{"r": 1}`` for a
result, ``{"p": 1}`` for the piped text, ``{"k": "w"}`` for a choice, ``{"j": [atom, …]}``
for a text of several parts; a list argument is a
list of atoms and an argument nobody spoke of is ``null``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from tinyagent_cli.planning.embedded.pointing import (
    Atom,
    Call,
    Choice,
    Joined,
    PipedText,
    Pointed,
    Result,
    Span,
    words,
)

# What each argument may hold: "t" words of the request, "l" a list, "f" text that may
# also come from an earlier call or the pipe, "c" a choice.  The order is the tools'.
SHAPES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "create_calendar_event": (
        ("title", "t"), ("start_date", "t"), ("end_date", "t"), ("location", "f"),
        ("invitees", "l"), ("notes", "f"), ("calendar", "t"),
    ),
    "get_phone_number": (("name", "t"),),
    "get_email_address": (("name", "t"),),
    "open_and_get_file_path": (("file_name", "t"),),
    "summarize_pdf": (("pdf_path", "f"),),
    "compose_new_email": (
        ("recipients", "l"), ("cc", "l"), ("subject", "t"), ("context", "f"), ("attachments", "l"),
    ),
    "reply_to_email": (("cc", "l"), ("context", "f"), ("attachments", "l")),
    "forward_email": (("recipients", "l"), ("cc", "l"), ("context", "f"), ("attachments", "l")),
    "maps_open_location": (("location", "t"),),
    "maps_show_directions": (("start_location", "t"), ("end_location", "t"), ("transport", "c")),
    "create_note": (("name", "t"), ("content", "f"), ("folder", "t")),
    "open_note": (("name", "t"), ("folder", "t")),
    "append_note_content": (("name", "t"), ("content", "f"), ("folder", "t")),
    "create_reminder": (
        ("name", "t"), ("due_date", "t"), ("notes", "f"), ("list_name", "t"),
        ("priority", "t"), ("all_day", "t"),
    ),
    "send_sms": (("recipients", "l"), ("message", "f")),
    "get_zoom_meeting_link": (
        ("topic", "t"), ("start_time", "t"), ("duration", "t"), ("meeting_invitees", "l"),
    ),
}  # fmt: skip

MAIL_LISTS: Final = frozenset({"invitees", "cc", "meeting_invitees"})
JOINED: Final = frozenset({"notes", "context", "content", "message"})
LOOKUPS: Final = frozenset({"get_phone_number", "get_email_address"})
# A call must say at least one of these, or it says nothing.
_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "get_phone_number": ("name",),
    "get_email_address": ("name",),
    "open_and_get_file_path": ("file_name",),
    "summarize_pdf": ("pdf_path",),
    "maps_open_location": ("location",),
    "maps_show_directions": ("end_location",),
    "append_note_content": ("name", "content"),
    "create_reminder": ("name",),
    "send_sms": ("recipients", "message"),
}


class BadExampleError(ValueError):
    """An example contradicts the rules of plans; the message says which."""


@dataclass(frozen=True, slots=True)
class Example:
    """A *request* and the *calls* that serve it, ``join()`` left out.

    No calls means that no tool can serve the request.  *piped*: a text was piped in
    with it.  *source* is synthetic, paper or crowd; *family* names the template it was
    made from, so that whole families can be kept aside.
    """

    request: str
    calls: tuple[Call, ...]
    piped: bool = False
    source: str = "synthetic"
    family: str = ""


def to_json(example: Example) -> str:
    """One compact JSON line, without its newline."""
    line: dict[str, Any] = {
        "r": example.request,
        "c": [[c.tool, [_argument_out(a) for a in c.arguments]] for c in example.calls],
    }
    if example.piped:
        line["p"] = 1
    line["s"] = example.source
    line["f"] = example.family
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> Example:
    """Read what :func:`to_json` wrote.  Raises ValueError or KeyError on anything else."""
    row = json.loads(line)
    return Example(
        request=row["r"],
        calls=tuple(Call(t, tuple(_argument_in(a) for a in args)) for t, args in row["c"]),
        piped=bool(row.get("p", 0)),
        source=row.get("s", "synthetic"),
        family=row.get("f", ""),
    )


def _atom_out(atom: Atom) -> dict[str, Any]:
    match atom:
        case Span(runs):
            return {"s": [list(run) for run in runs]}
        case Result(call):
            return {"r": call}
        case PipedText():
            return {"p": 1}
        case Choice(value):
            return {"k": value}
        case Joined(parts):
            return {"j": [_atom_out(part) for part in parts]}


def _argument_out(argument: Pointed) -> Any:
    if argument is None:
        return None
    if isinstance(argument, tuple):
        return [_atom_out(a) for a in argument]
    return _atom_out(argument)


def _atom_in(value: dict[str, Any]) -> Atom:
    if "s" in value:
        return Span(tuple((int(a), int(b)) for a, b in value["s"]))
    if "r" in value:
        return Result(int(value["r"]))
    if "k" in value:
        return Choice(str(value["k"]))
    if "p" in value:
        return PipedText()
    if "j" in value:
        parts = tuple(_atom_in(part) for part in value["j"])
        return Joined(tuple(p for p in parts if isinstance(p, Span | Result | PipedText)))
    raise ValueError(f"no atom: {value!r}")


def _argument_in(value: Any) -> Pointed:
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(_atom_in(v) for v in value)
    return _atom_in(value)


def check(example: Example) -> None:
    """Raise :class:`BadExampleError` where the plan breaks a rule of plans."""
    if not example.request.strip():
        raise BadExampleError("the request is empty")
    length = len(words(example.request))
    looked_up: set[tuple[str, Pointed]] = set()
    for number, call in enumerate(example.calls, start=1):
        shape = SHAPES.get(call.tool)
        if shape is None:
            raise BadExampleError(f"no such tool: {call.tool}")
        if len(call.arguments) > len(shape):
            raise BadExampleError(f"{call.tool} takes {len(shape)} arguments")
        said = {name: a for (name, _), a in zip(shape, call.arguments, strict=False) if a}
        needed = _NEEDED.get(call.tool, ())
        if needed and not any(name in said for name in needed):
            raise BadExampleError(f"{call.tool} says nothing")
        for (name, kind), argument in zip(shape, call.arguments, strict=False):
            _check_argument(example, number, call, name, kind, argument, length)
        if call.tool in LOOKUPS:
            key = (call.tool, call.arguments[0])
            if key in looked_up:
                raise BadExampleError(f"the same person is looked up twice: {call}")
            looked_up.add(key)


def _check_argument(
    example: Example,
    number: int,
    call: Call,
    name: str,
    kind: str,
    argument: Pointed,
    length: int,
) -> None:
    where = f"{call.tool}.{name}"
    if argument is None:
        return
    if isinstance(argument, tuple) != (kind == "l"):
        raise BadExampleError(f"{where}: a list is wanted, or none is")
    atoms = argument if isinstance(argument, tuple) else (argument,)
    if isinstance(argument, Joined):
        if name not in JOINED:
            raise BadExampleError(f"{where}: one part is wanted")
        atoms = argument.parts
    for atom in atoms:
        match atom:
            case Span(runs):
                _check_runs(runs, length, where)
            case Result(target):
                if not 1 <= target < number:
                    raise BadExampleError(f"{where}: ${target} does not point back")
                _check_source(example.calls[target - 1].tool, call.tool, name, kind)
            case PipedText():
                if not example.piped or kind != "f":
                    raise BadExampleError(f"{where}: no piped text can stand here")
            case Choice(value):
                if kind != "c" or value not in ("d", "w", "r"):
                    raise BadExampleError(f"{where}: no choice {value!r}")


def _check_runs(runs: tuple[tuple[int, int], ...], length: int, where: str) -> None:
    if not runs:
        raise BadExampleError(f"{where}: an empty span")
    end = -1
    for first, last in runs:
        if not end < first <= last < length:
            raise BadExampleError(f"{where}: run ({first}, {last}) of {length} words")
        end = last


def _check_source(source: str, tool: str, name: str, kind: str) -> None:
    """Whether a result of *source* can stand in the argument *name* of *tool*."""
    if name in MAIL_LISTS or (name == "recipients" and tool != "send_sms"):
        fits = source == "get_email_address"
    elif name == "recipients":
        fits = source == "get_phone_number"
    elif name == "attachments":
        fits = source not in LOOKUPS
    elif name == "pdf_path":
        fits = source == "open_and_get_file_path"
    else:
        fits = kind == "f"
    if not fits:
        raise BadExampleError(f"{tool}.{name} cannot hold a result of {source}")
