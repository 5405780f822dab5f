"""Messages: one text to each recipient, one after another, and never twice.

Messages says that it took a text, not that it was delivered; so do we.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinyagent_cli.core.errors import HalfDone, TimedOut, TinyagentError, ToolError
from tinyagent_cli.desktop import saying
from tinyagent_cli.tools.spec import Hands, Result


async def send(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Hand a text to Messages for each recipient; the result's value is the text.

    Raises HalfDone where it may have gone out to somebody and ToolError where it went to
    some and not to others, each naming who is who; nobody is tried a second time.
    """
    text = saying.plain(arguments["message"])
    recipients = saying.unique(arguments["recipients"])
    sent: dict[str, str] = {}
    for recipient in recipients:
        try:
            handed = await hands.desktop.script(
                "messages/send_message.js", {"handle": recipient, "text": text}
            )
            if handed["state"] != "handed_over":
                raise HalfDone("it is not known whether Messages took the text")
        except TinyagentError as error:
            if not sent:
                raise
            raise _partly(hands, list(sent), recipient, error) from error
        sent[recipient] = handed["service"]
    return Result(
        text,
        f"Texted {saying.listed(map(hands.desktop.name_of, recipients))}: {saying.quoted(text)}",
        details={"handed_over": sent},
    )


def _partly(hands: Hands, sent: list[str], failed: str, error: TinyagentError) -> ToolError:
    # A script that had to be ended may have sent before: nobody knows.
    kind = HalfDone if isinstance(error, HalfDone | TimedOut) else ToolError
    names = saying.listed(map(hands.desktop.name_of, sent))
    return kind(
        f"texted {names}, and then stopped at {hands.desktop.name_of(failed)}: {error.message}",
        error.hint,
        number=getattr(error, "number", None),
        reached=sent,
    )
