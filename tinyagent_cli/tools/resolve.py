"""Arguments as a plan says them become arguments that a tool can act on.

What each kind becomes, and so what ``perform`` is handed:

==========  ====================================================================
text, name  str
person      the contact as ``find_person.js`` answers it, a mapping; see `people`
email       str, an address; with *many* a list of them
phone       str, E.164; with *many* a list
time        str, local: ``2026-11-27T15:00:00``, or ``2026-11-27`` where it is all day
file        str, an absolute path; with *many* a list
place       str; link: str; choice: one of the choices; number: int; flag: bool
==========  ====================================================================

An argument that nobody spoke of is its default (``""``, ``None``, ``[]``, 0, False).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tinyagent_cli.core.ports import Person
from tinyagent_cli.plan.task import Task
from tinyagent_cli.tools.spec import Hands, Result, ToolSpec


@dataclass(frozen=True, slots=True)
class Resolved:
    """*arguments* by name, ready for ``perform``, and where what was looked up came from.

    *provenance*: ``"+15550100"`` → ``"Sid Patel, mobile, from Contacts"``; also
    ``"you said it"`` and ``"from task 2"``.  Shown before consent.
    """

    arguments: Mapping[str, Any]
    provenance: Mapping[str, str]


async def resolve(
    spec: ToolSpec,
    task: Task,
    results: Mapping[int, Result],
    hands: Hands,
    person: Person,
    *,
    tainted: Collection[int] = (),
) -> Resolved:
    """Make *task*'s arguments into what *spec*'s tool acts on.

    *task* is verified; *results* holds the result of each task it depends on, by id, and
    *tainted* the ids of those whose result is other people's text, which may fill a body
    but never a recipient, a path or a link.  Where several people, files or times fit,
    *person* is asked.

    Raises NotFound (nobody, no file), Ambiguous (several fit and none was chosen),
    ConsentNeeded (several fit and nobody is there to ask), ToolError (a value that does
    not fit, tainted text where it may not go), and whatever the desktop raises.
    """
    raise NotImplementedError
