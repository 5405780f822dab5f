"""Mail: drafts in windows, for the user to look over and send.  Nothing is ever sent.

A new mail without files goes by ``mailto:``, the one way to a body that Mail does not mark
as a quotation.  Where files are to be attached, or Mail quotes and threads (reply, forward),
a script opens the window and the words are offered for pasting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from tinyagent_cli.desktop import saying
from tinyagent_cli.desktop.actions.files import existing
from tinyagent_cli.tools.spec import Hands, Result, Target, Undo

# A longer URL may be cut on its way to the mail program.
MAILTO_LIMIT: Final = 32_000  # characters


async def compose(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Open a draft of a new mail; the result's value is its subject."""
    to = saying.unique(arguments["recipients"])
    cc = saying.unique(arguments["cc"] or ())
    subject = saying.line(arguments["subject"] or "")
    body = saying.plain(arguments["context"] or "")
    files = _files(arguments)
    url = mailto(to, cc, subject, body)
    says = (
        f"Drafted {saying.quoted(subject) if subject else 'an e-mail'} to {_names(hands, to, cc)}"
    )
    if not files and len(url) <= MAILTO_LIMIT:
        await hands.desktop.open_url(url)
        return Result(subject, says, details={"to": to, "cc": cc})
    draft = await hands.desktop.script(
        "mail/compose.js", {"to": to, "cc": cc, "subject": subject, "attachments": files}
    )
    return await _finished(hands, draft, subject, says, body, {"to": to, "cc": cc})


async def reply(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Open a reply to the selected mail; the result's value is its subject."""
    cc = saying.unique(arguments["cc"] or ())
    draft = await hands.desktop.script(
        "mail/reply.js", {"cc": cc, "attachments": _files(arguments), **_aimed(hands)}
    )
    says = f"Drafted a reply to {_bare(draft['sender'])}, {saying.quoted(draft['subject'])}"
    says += f", cc {_names(hands, cc)}" if cc else ""
    body = saying.plain(arguments["context"] or "")
    return await _finished(
        hands, draft, draft["subject"], says, body, {"to": draft["to"], "cc": cc}
    )


async def forward(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Open a forward of the selected mail; the result's value is its subject."""
    to = saying.unique(arguments["recipients"])
    cc = saying.unique(arguments["cc"] or ())
    draft = await hands.desktop.script(
        "mail/forward.js",
        {"to": to, "cc": cc, "attachments": _files(arguments), **_aimed(hands)},
    )
    original = draft["subject"].removeprefix("Fwd: ")
    says = f"Drafted a forward of {saying.quoted(original)} to {_names(hands, to, cc)}"
    body = saying.plain(arguments["context"] or "")
    return await _finished(hands, draft, draft["subject"], says, body, {"to": to, "cc": cc})


async def selected(hands: Hands, arguments: Mapping[str, Any]) -> str:
    """The mails that are selected, the oldest first; what a thread quotes is in its last one."""
    found = await hands.desktop.script("mail/read_selected.js", {})
    return "\n\n".join(
        f"From: {mail['sender']}\nSubject: {mail['subject']}\n\n{mail['text']}"
        for mail in found["messages"]
    )


async def aim(hands: Hands, arguments: Mapping[str, Any]) -> Target:
    """The mail that is selected, which is answered or passed on; the key is its id."""
    found = await hands.desktop.script("mail/read_selection.js", {})
    says = f"{saying.quoted(found['subject'] or 'no subject')} from {found['sender']}"
    return Target("e-mail", says, str(found["id"]))


def mailto(to: Sequence[str], cc: Sequence[str], subject: str, body: str) -> str:
    """A ``mailto:`` URL after RFC 6068: everything percent-encoded, line breaks as CRLF."""
    fields = [
        ("cc", ",".join(quote(address, safe="@") for address in cc)),
        ("subject", quote(subject, safe="")),
        ("body", quote(body.replace("\n", "\r\n"), safe="")),
    ]
    query = "&".join(f"{name}={value}" for name, value in fields if value)
    people = ",".join(quote(address, safe="@") for address in to)
    return f"mailto:{people}{'?' * bool(query)}{query}"


async def _finished(
    hands: Hands,
    draft: Mapping[str, Any],
    subject: str,
    says: str,
    body: str,
    details: Mapping[str, Any],
) -> Result:
    if draft["attached"]:
        says += f" with {saying.listed(_name(path) for path in draft['attached'])}"
    if draft["lost"]:
        says += f"; Mail did not take {saying.listed(_name(path) for path in draft['lost'])}"
    if body and not await hands.desktop.offer_text(body):
        says += "; its text is on the clipboard: press ⌘V in the window"
    closing = Undo(
        "mail/delete_draft.js",
        {"id": draft["id"], "subject": subject, "stands": draft["stands"], "text": body},
        f"closed the draft {saying.quoted(subject)}",
    )
    return Result(
        subject,
        says,
        closing,
        {**details, "attached": draft["attached"], "lost": draft["lost"]},
    )


def _aimed(hands: Hands) -> dict[str, str]:
    return {"id": hands.target.key} if hands.target else {}


def _files(arguments: Mapping[str, Any]) -> list[str]:
    return [str(existing(name)) for name in saying.unique(arguments["attachments"] or ())]


def _names(hands: Hands, addresses: Sequence[str], cc: Sequence[str] = ()) -> str:
    names = saying.listed(map(hands.desktop.name_of, addresses))
    return f"{names}, cc {_names(hands, cc)}" if cc else names


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _bare(sender: str) -> str:
    """``Sid Patel`` of ``Sid Patel <sid@example.com>``."""
    return sender.partition("<")[0].strip(' "') or sender.strip("<> ")
