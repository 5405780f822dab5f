"""``tinyagent config consent``: what was agreed to, or refused, for good; and taking it back."""

from __future__ import annotations

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.execution.standing import Standing, StandingConsents
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

_NOBODY = "what stays on this computer"


def consent(
    environment: Environment,
    revoke: int | None = None,
    *,
    revoke_all: bool = False,
    json: bool = False,
) -> int:
    """List what stands, or take the *revoke*-th of it back, or all.

    Raises UsageError where there is none of that number, NotReady where the file is broken.
    """
    standing, screen = StandingConsents.open(environment.paths.consents), Screen(environment)
    if revoke is not None or revoke_all:
        for gone in standing.revoke(revoke):
            screen.tell(f"revoked: {gone.answer}, {gone.tool}, {_whom(gone)}")
        return Exit.DONE
    found = list(standing)
    if json:
        rows = [{"tool": s.tool, "to": s.address, "answer": s.answer} for s in found]
        screen.raw(line({"consents": rows}))
    elif found:
        rows_ = [(str(i), s.answer.value, s.tool, _whom(s)) for i, s in enumerate(found, 1)]
        screen.show(listing(rows_, ("", "answer", "tool", "for")))
    else:
        screen.tell("nothing stands: whatever reaches others is asked about", "dim")
    return Exit.DONE


def _whom(standing: Standing) -> str:
    return standing.address or _NOBODY
