"""When a dollar in a string is a reference, and when it is money.

"I owe you $2" is money; "here is the link: $2" is the result of task 2.  The rule:

1. A string that is nothing but ``$N`` or ``${N}`` is a reference.  If no task N stands
   earlier, the plan is wrong, unless the user's own words hold that very amount, in which
   case it is text.
2. ``${N}`` inside a longer string is always meant as a reference.  If no task N stands
   earlier, the plan is wrong.
3. ``$N`` inside a longer string is a reference if task N stands earlier, if it reads as no
   amount (``$2.50``, ``$2,000``, ``$15`` beside task 1, ``$2k``, ``US$2``), and if the
   user's own words do not hold the same amount.  Otherwise it is money and stays text.
4. A dollar that is written as an escape (``\\$``, ``\\x24``, ``\\u0024``) is always money.

The printer writes a literal dollar that could be taken for a reference as ``\\x24``, so that
printing and parsing are inverse.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.task import Reference, Template, Value

# Not within a longer amount: no capital or dollar before ("US$2"), no digit, decimal,
# thousands or letter after ("$2.50", "$2k").
_NO_AMOUNT_BEFORE: Final = r"(?<![A-Z$])"
_NO_AMOUNT_AFTER: Final = r"(?![^\W_]|[.,][0-9])"

_WHOLE: Final = re.compile(r"\$(?:([0-9]+)|\{([0-9]+)\})")
_INSIDE: Final = re.compile(rf"{_NO_AMOUNT_BEFORE}\$([0-9]++){_NO_AMOUNT_AFTER}|\$\{{([0-9]++)\}}")
_SAID: Final = re.compile(rf"\$([0-9]++){_NO_AMOUNT_AFTER}")


def amounts(said: str) -> frozenset[str]:
    """The whole dollar amounts, as digits, that stand in the user's words."""
    return frozenset(_SAID.findall(said))


def read_string(
    text: str,
    escaped: Container[int],
    task: int,
    earlier: Container[str],
    said: Container[str],
) -> Value:
    """The value that a string literal means: text, a reference, or a template of both.

    *escaped* are the places of dollars that were written as escapes, *task* is the id of the
    task that holds the string, *earlier* the ids before it (as digits), *said* the amounts
    of the request.  Raises PlanError, without a place, for a reference to no earlier task.
    """
    if (whole := _WHOLE.fullmatch(text)) and 0 not in escaped:
        digits = whole[1] or whole[2]
        if digits not in earlier and digits in said and whole[1]:
            return text
        return reference(digits, task, earlier)
    parts: list[str | Reference] = []
    end = 0
    for match in _INSIDE.finditer(text):
        if match.start() in escaped:
            continue
        if match[2] is None and (match[1] not in earlier or match[1] in said):
            continue
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(reference(match[1] or match[2], task, earlier))
        end = match.end()
    if not parts:
        return text
    if end < len(text):
        parts.append(text[end:])
    return Template(tuple(parts))


def reference(digits: str, task: int, earlier: Container[str]) -> Reference:
    """The reference ``$digits`` in *task*.  Raises PlanError if it does not point back."""
    if digits in earlier:
        return Reference(int(digits))
    if digits == str(task):
        problem = f"${digits} refers to task {task} itself"
    elif len(digits) > len(str(task)) or (len(digits) == len(str(task)) and digits > str(task)):
        problem = f"${digits} in task {task} refers to a later task, or to none"
    else:
        problem = f"${digits} in task {task}: there is no task {digits}"
    raise PlanError(problem)


def looks_like_reference(text: str, at: int) -> bool:
    """Whether the literal dollar at *at* would, printed bare, be read as a reference."""
    return _WHOLE.fullmatch(text) is not None or _INSIDE.match(text, at) is not None


def needs_braces(before: str, after: str) -> bool:
    """Whether a reference between *before* and *after* must be printed ``${N}``."""
    match = _INSIDE.match(f"{before}$0{after}", len(before))
    return match is None or match.end() != len(before) + 2
