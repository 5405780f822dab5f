"""What a probe tries: reads that only count, and writes that it takes back.

Everything written is called “TinyAgent probe”, lies in a place of that name, reaches nobody and is
deleted again, also where a step fails or Ctrl-C comes in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from tinyagent_cli.desktop.actions.mail import mailto
from tinyagent_cli.desktop.actions.maps import MAPS, link
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.doctor.runners import Runner
from tinyagent_cli.doctor.transcript import Act, Answer, shape

NAME: Final = "TinyAgent probe"
LONG: Final = 200_000  # characters of a note
LINK: Final = 4_000  # characters of a mail's body in a link
_TEXT: Final = "ä <b> & 🚀"
_HTML: Final = "<div>ä &lt;b&gt; &amp; 🚀</div>"

_PLACES: Final = {
    "calendar": "calendar/probe_place.js",
    "notes": "notes/probe_place.js",
    "reminders": "reminders/probe_place.js",
}

# What is not tried, since it cannot be tried without reaching somebody, or not be read back.
NOT_TRIED: Final = (
    "invitees of an event: the server of the calendar may write to them",
    "sending a text: it would reach somebody",
    "a text of a link that opens Messages: no script can read it back",
    "how a mail's body looks to its reader: it would have to be sent",
)

Claims = Callable[[Any], Mapping[str, bool]]


class Steps:
    """Tries things through *runner*, and writes down what came of each.

    *begin* is told of each step before it.
    """

    def __init__(self, runner: Runner, begin: Callable[[str], None] = lambda step: None) -> None:
        self.acts: list[Act] = []
        self.left_behind: list[str] = []
        self._runner = runner
        self._begin = begin

    async def reads(self, folders: tuple[str, ...] = tuple(sorted(APP_OF_FOLDER))) -> None:
        """Let each app of *folders* count what it has."""
        for folder in folders:
            await self._try(f"count in {APP_OF_FOLDER[folder]}", f"{folder}/probe.js", counts=True)

    async def writes(self, file: Path, folders: tuple[str, ...]) -> None:
        """Make things in the apps of *folders* and delete them; *file* is attached to a draft."""
        ways: dict[str, Callable[[], Awaitable[None]]] = {
            "calendar": self._calendar,
            "mail": lambda: self._mail(file),
            "notes": self._notes,
            "reminders": self._reminders,
        }
        for folder, way in ways.items():
            if folder in folders:
                try:
                    await way()
                except (KeyError, TypeError, AttributeError):  # an answer that lacks something
                    self.acts.append(Act(f"go on in {folder}", "", False, code="unreadable"))
        await self._open("show a place in Maps", link(q="Golden Gate Park"), MAPS)

    async def _notes(self) -> None:
        async with AsyncExitStack() as stack:
            if not await self._placed(stack, "notes", "folder"):
                return
            made = await self._made(stack, "notes", {"html": _HTML}, "a note", _TEXT)
            if made:
                await self._changed(made)
            html = f"<div>{'x' * LONG}</div>"
            await self._made(stack, "notes", {"html": html}, "a long note", "x" * LONG)

    async def _made(
        self, stack: AsyncExitStack, app: str, payload: Mapping[str, Any], what: str, text: str
    ) -> Any:
        """A note whose text is *text*, which is deleted at the end of *stack*."""
        made = await self._try(
            f"make {what}",
            "notes/create_note.js",
            {"name": NAME, "folder": NAME, **payload},
            lambda result: {
                "name kept": result["name"] == NAME,
                "place as asked": result["folder"] == NAME,
                "text kept": text in result["text"],
            },
        )
        if made.ok:
            undo = {"id": made.result["id"], "text": made.result["text"]}
            stack.push_async_callback(
                self._undo, f"delete {what}", "notes/delete_note.js", undo, what
            )
        return made.result if made.ok else None

    async def _changed(self, note: Mapping[str, Any]) -> None:
        await self._try(
            "find the note",
            "notes/find_note.js",
            {"name": NAME, "folder": NAME},
            lambda result: {"the same": result["id"] == note["id"]},
        )
        added = await self._try(
            "add to the note",
            "notes/append_note.js",
            {"id": note["id"], "html": "<div>more</div>"},
            lambda result: {
                "what stood there kept": result["after"].startswith(result["before"]),
                "more is there": "more" in result["after"],
            },
        )
        if added.ok:
            back = {name: added.result[name] for name in ("id", "before", "after")}
            await self._try("take the addition back", "notes/restore_note.js", back)

    async def _reminders(self) -> None:
        async with AsyncExitStack() as stack:
            if not await self._placed(stack, "reminders", "list"):
                return
            for what, due in (
                ("a reminder for a day", {"due": "2035-01-01", "all_day": True}),
                ("a reminder for a time", {"due": "2035-01-01T09:00:00", "priority": 1}),
            ):
                made = await self._try(
                    f"make {what}",
                    "reminders/create_reminder.js",
                    {"name": NAME, "list": NAME, "notes": _TEXT, **due},
                    lambda result: {
                        "name kept": result["name"] == NAME,
                        "place as asked": result["list"] == NAME,
                    },
                )
                if made.ok:
                    undo = {"id": made.result["id"], "name": made.result["name"]}
                    stack.push_async_callback(
                        self._undo, f"delete {what}", "reminders/delete_reminder.js", undo, what
                    )

    async def _calendar(self) -> None:
        async with AsyncExitStack() as stack:
            if not await self._placed(stack, "calendar", "calendar"):
                return
            made = await self._try(
                "make an event",
                "calendar/create_event.js",
                {
                    "title": NAME,
                    "start": "2035-01-01T09:00:00",
                    "end": "2035-01-01T10:00:00",
                    "location": _TEXT,
                    "notes": _TEXT,
                    "calendar": NAME,
                },
                lambda result: {
                    "name kept": result["title"] == NAME,
                    "place as asked": result["calendar"] == NAME,
                },
            )
            if made.ok:
                undo = {"uid": made.result["uid"], "calendar": NAME, "title": NAME}
                stack.push_async_callback(
                    self._undo, "delete the event", "calendar/delete_event.js", undo, "an event"
                )

    async def _mail(self, file: Path) -> None:
        draft = await self._try(
            "draft a mail with a file",
            "mail/compose.js",
            {"to": [], "cc": [], "subject": NAME, "attachments": [str(file)]},
            lambda result: {"file attached": bool(result["attached"])},
        )
        if draft.ok:
            undo = {"id": draft.result["id"], "subject": NAME}
            await self._undo("close the draft", "mail/delete_draft.js", undo, "a draft")
        elif draft.code in ("time", "unreadable"):
            self.left_behind.append(f"a draft “{NAME}” in Mail, if it came so far")
        subject = f"{NAME}, by a link"
        url = mailto([], [], subject, "x" * LINK)
        if (await self._open("draft a mail by a link", url)).ok:
            found: Answer | None = None
            for wait in (0.0, 1.0, 2.0):  # a window takes its time to open
                await asyncio.sleep(wait if found else 0)
                found = await self._runner.script("mail/probe_draft.js", {"subject": subject})
                if not found.ok or found.result["found"]:
                    break
            assert found is not None
            self._note(
                "read that draft",
                "mail/probe_draft.js",
                found,
                0.0,
                lambda result: {
                    "it is in Mail": result["found"],
                    "text kept": result["length"] >= LINK,
                    "closed": result["closed"],
                },
            )
            if not (found.ok and found.result["closed"]):
                self.left_behind.append(f"the draft “{subject}”, in your mail program")

    async def _placed(self, stack: AsyncExitStack, app: str, what: str) -> bool:
        """Whether there is a place to write to; one that was made is taken away after *stack*."""
        script = _PLACES[app]
        placed = await self._try(f"make a {what}", script, {}, lambda result: dict(result))
        if placed.ok and placed.result["made"]:
            undo = {"remove": True}
            stack.push_async_callback(self._undo, f"remove the {what}", script, undo, f"the {what}")
        elif placed.ok:
            self.left_behind.append(f"the {what} “{NAME}”, which was there before")
        return placed.ok

    async def _undo(self, step: str, script: str, payload: Mapping[str, Any], what: str) -> None:
        done = await self._try(step, script, payload)
        gone = done.ok and (done.result or {}).get("removed", True)
        if not gone and done.code != "not_found":
            self.left_behind.append(f"{what} “{NAME}” in {APP_OF_FOLDER[script.split('/')[0]]}")

    async def _try(
        self,
        step: str,
        script: str,
        payload: Mapping[str, Any] | None = None,
        claims: Claims | None = None,
        *,
        counts: bool = False,
    ) -> Answer:
        self._begin(step)
        began = perf_counter()
        answer = await self._runner.script(script, payload or {})
        self._note(step, script, answer, perf_counter() - began, claims, counts=counts)
        return answer

    async def _open(self, step: str, url: str, bundle: str = "") -> Answer:
        self._begin(step)
        began = perf_counter()
        answer = await self._runner.open(url, bundle)
        self._note(step, "open", answer, perf_counter() - began)
        return answer

    def _note(
        self,
        step: str,
        script: str,
        answer: Answer,
        seconds: float,
        claims: Claims | None = None,
        *,
        counts: bool = False,
    ) -> None:
        told: Mapping[str, bool] = {}
        if answer.ok and claims:
            try:
                told = {name: bool(is_so) for name, is_so in claims(answer.result).items()}
            except (KeyError, TypeError, AttributeError):  # an answer of another shape
                told = {"answer as expected": False}
        self.acts.append(
            Act(
                step,
                script,
                answer.ok,
                answer.number,
                answer.code,
                shape(answer.result, counts=counts),
                told,
                round(seconds, 3),
            )
        )
