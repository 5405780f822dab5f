"""A plan as text.  Printing and parsing are inverse: ``parse(plan_text(plan))`` is the plan."""

from __future__ import annotations

import math
from typing import Final

from tinyagent_cli.plan.references import looks_like_reference, needs_braces
from tinyagent_cli.plan.task import Plan, Reference, Task, Template, Value

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plan_text(plan: Plan) -> str:
    """*plan* in the plan language, ``join()`` and a final newline included.

    Thoughts are left out: they are no part of what a plan does.
    """
    last = plan.tasks[-1].id if plan.tasks else 0
    return "".join(f"{task_text(task)}\n" for task in plan.tasks) + f"{last + 1}. join()\n"


def task_text(task: Task) -> str:
    """One line of a plan, without its newline: ``1. get_phone_number("Sid")``."""
    return f"{task.id}. {task.tool}({', '.join(value_text(a) for a in task.arguments)})"


def value_text(value: Value) -> str:
    """One argument as it stands in a plan.  Raises ValueError for inf and nan, which do not."""
    match value:
        case str():
            return _quoted((value,))
        case Reference():
            return f'"${value.id}"'
        case Template():
            return _quoted(value.parts)
        case tuple():
            return f"[{', '.join(value_text(item) for item in value)}]"
        case float() if not math.isfinite(value):
            raise ValueError(f"{value} cannot be written in a plan")
        case _:
            return repr(value)


def _quoted(parts: tuple[str | Reference, ...]) -> str:
    # What a dollar means depends on the characters beside it, those of the next part too.
    plain = "".join(part if isinstance(part, str) else "$0" for part in parts)
    out: list[str] = []
    at = 0
    for part in parts:
        if isinstance(part, Reference):
            braces = needs_braces(plain[max(at - 1, 0) : at], plain[at + 2 : at + 4])
            out.append(f"${{{part.id}}}" if braces else f"${part.id}")
            at += 2
            continue
        for i, char in enumerate(part, start=at):
            escape = char == "$" and looks_like_reference(plain, i)
            out.append("\\x24" if escape else _escaped(char))
        at += len(part)
    return f'"{"".join(out)}"'


def _escaped(char: str) -> str:
    if char.isprintable() and char not in _ESCAPES:
        return char
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
