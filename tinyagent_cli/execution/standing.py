"""Consents that stand: given once, for a tool and whom it reaches, and good until revoked.

"Always" and "never" are kept in a file of the user's own, which every decision reads anew, since
another chat may add to it and ``tinyagent config consent`` take away; "this session" ends with
the program.  One address that is not covered is enough to be asked again, one that is never to be
reached is enough for a no.  They stand for the user's own words alone: what piped text asks to
send is always asked about, and so is what a second plan does where the first has sent anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.core.whole_file import write_whole
from tinyagent_cli.execution.consent import Answer
from tinyagent_cli.execution.policy import comparable

# What a call that reaches nobody is for.
HERE: Final = ""

_PATIENCE: Final = 5.0  # seconds that another program may be writing the file


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for calls of *tool* that reach *address*, or for HERE."""

    tool: str
    address: str
    answer: Answer


@dataclass
class StandingConsents:
    """All that stand; *path* is the file of those that last, None where there is none.

    Without *keep*, what is added lasts for this session only; the file still counts.
    """

    path: Path | None = None
    region: str = "US"
    keep: bool = True
    _session: dict[tuple[str, str], Answer] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | None, region: str = "US", *, keep: bool = True) -> StandingConsents:
        """Those in the file *path*.  Raises NotReady where it holds something else."""
        found = cls(path, region, keep)
        found._read()
        return found

    def __iter__(self) -> Iterator[Standing]:
        """Those that last, in order of tool and address.  Raises NotReady as `open` does."""
        for (tool, address), answer in sorted(self._read().items()):
            yield Standing(tool, address, answer)

    def decides(self, tool: str, addresses: Iterable[str]) -> Answer | None:
        """What stands now for a call of *tool* that reaches *addresses*, if it is decided.

        Raises NotReady where the file cannot be read any more.
        """
        lasting = self._read()
        answers = []
        for key in self._keys(tool, addresses):
            lasts = lasting.get(key)
            answers.append(lasts if lasts is Answer.NEVER else self._session.get(key, lasts))
        if Answer.NEVER in answers:
            return Answer.NEVER
        if None in answers:
            return None
        return Answer.SESSION if Answer.SESSION in answers else Answer.ALWAYS

    def take(self, tool: str, addresses: Iterable[str], answer: Answer) -> None:
        """Let *answer* stand, if it is one that does.  Raises NotReady where it cannot be kept."""
        if not answer.stands:
            return
        given = dict.fromkeys(self._keys(tool, addresses), answer)
        if answer is Answer.SESSION or self.path is None or not self.keep:
            self._session |= given
            return
        with self._changing(self.path) as lasting:
            lasting |= given

    def revoke(self, number: int | None = None) -> list[Standing]:
        """Take back the *number*-th that lasts, from 1, or all; those that no longer stand.

        Raises UsageError where there is none of that number.
        """
        if self.path is None:
            return []
        with self._changing(self.path) as lasting:
            all_ = [Standing(*key, answer) for key, answer in sorted(lasting.items())]
            if number is not None and not 1 <= number <= len(all_):
                raise UsageError(
                    f"there is no standing consent {number}", "tinyagent config consent lists them"
                )
            gone = all_ if number is None else [all_[number - 1]]
            for each in gone:
                del lasting[each.tool, each.address]
        return gone

    def _keys(self, tool: str, addresses: Iterable[str]) -> list[tuple[str, str]]:
        reached = [comparable(address, self.region) for address in addresses] or [HERE]
        return [(tool, address) for address in reached]

    def _read(self) -> dict[tuple[str, str], Answer]:
        if self.path is None or not self.path.exists():
            return {}
        try:
            rows = json.loads(self.path.read_text("utf-8"))
            if not isinstance(rows, list):
                raise TypeError("it holds no list")
            return {(str(r["tool"]), str(r["to"])): Answer(r["answer"]) for r in rows}
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise NotReady(
                f"{self.path} cannot be read: {error}", f"move it away: {self.path}"
            ) from error

    @contextmanager
    def _changing(self, path: Path) -> Iterator[dict[tuple[str, str], Answer]]:
        """What the file holds, which nobody else changes meanwhile, and which is then written."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(private_dir(path.parent) / f".{path.name}.lock", timeout=_PATIENCE):
                lasting = self._read()
                yield lasting
                _write(path, lasting)
        except Timeout as error:
            raise NotReady(f"another program is changing {path}", "try it again") from error
        except OSError as error:
            raise NotReady(f"{path} cannot be written: {error}") from error


def _write(path: Path, lasting: dict[tuple[str, str], Answer]) -> None:
    """Write the file, whole or not at all, for nobody else to read."""
    rows = [{"tool": t, "to": to, "answer": a.value} for (t, to), a in sorted(lasting.items())]
    write_whole(path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
