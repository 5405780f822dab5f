"""Consents that stand: given once, for a tool and whom it reaches, and good until revoked.

"Always" and "never" are kept in a file of the user's own, ``tinyagent config consent`` lists and
revokes them; "this session" ends with the program.  One address that is not covered is enough to
be asked again, one that is never to be reached is enough for a no.  They stand for the user's own
words alone: what piped text or a second plan asks to send is always asked about.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.execution.consent import Answer
from tinyagent_cli.execution.policy import comparable

# What a call that reaches nobody is for.
HERE: Final = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for calls of *tool* that reach *address*, or for HERE."""

    tool: str
    address: str
    answer: Answer


@dataclass
class StandingConsents:
    """All that stand; *path* is where those that last are kept, None where nothing is."""

    path: Path | None = None
    region: str = "US"
    _standing: dict[tuple[str, str], Answer] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | None, region: str = "US", *, keep: bool = True) -> StandingConsents:
        """Those in the file *path*; without *keep*, what is added to them is not written there.

        Raises NotReady where it holds something else.
        """
        found = cls(path if keep else None, region)
        if path is None or not path.exists():
            return found
        try:
            rows = json.loads(path.read_text("utf-8"))
            for row in rows:
                found._standing[str(row["tool"]), str(row["to"])] = Answer(row["answer"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotReady(f"{path} cannot be read: {error}", f"move it away: {path}") from error
        return found

    def __iter__(self) -> Iterator[Standing]:
        """Those that last, in order of tool and address."""
        for (tool, address), answer in sorted(self._standing.items()):
            if answer is not Answer.SESSION:
                yield Standing(tool, address, answer)

    def decides(self, tool: str, addresses: Iterable[str]) -> Answer | None:
        """What stands for a call of *tool* that reaches *addresses*, if it is decided."""
        reached = [comparable(a, self.region) for a in addresses] or [HERE]
        answers = [self._standing.get((tool, address)) for address in reached]
        if Answer.NEVER in answers:
            return Answer.NEVER
        if None in answers:
            return None
        return Answer.SESSION if Answer.SESSION in answers else Answer.ALWAYS

    def take(self, tool: str, addresses: Iterable[str], answer: Answer) -> None:
        """Let *answer* stand, if it is one that does.  Raises NotReady where it cannot be kept."""
        if not answer.stands:
            return
        for address in [comparable(a, self.region) for a in addresses] or [HERE]:
            self._standing[tool, address] = answer
        if answer is not Answer.SESSION:
            self._keep()

    def revoke(self, number: int | None = None) -> list[Standing]:
        """Take back the *number*-th, from 1, or all; those that no longer stand.

        Raises UsageError where there is none of that number.
        """
        all_ = list(self)
        if number is not None and not 1 <= number <= len(all_):
            raise UsageError(
                f"there is no standing consent {number}", "tinyagent config consent lists them"
            )
        gone = all_ if number is None else [all_[number - 1]]
        for each in gone:
            del self._standing[each.tool, each.address]
        self._keep()
        return gone

    def _keep(self) -> None:
        """Write the file, whole or not at all, for nobody else to read."""
        if self.path is None:
            return
        rows = [{"tool": s.tool, "to": s.address, "answer": s.answer.value} for s in self]
        folder = private_dir(self.path.parent)
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=folder, prefix=".consents-", delete=False
            ) as out:  # of mode 0600
                json.dump(rows, out, ensure_ascii=False, indent=1)
                out.write("\n")
            os.replace(out.name, self.path)
        except OSError as error:
            raise NotReady(f"{self.path} cannot be written: {error}") from error
