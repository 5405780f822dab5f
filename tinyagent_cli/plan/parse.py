"""The plan language, read while it is being written.

A model's output is untrusted text, and it comes in pieces.  However it is cut, the tasks are
the same, each is handed over as soon as its line has closed, and what is no plan ends in a
PlanError with line and column: no step is ever dropped.

What is read as a plan:

* ``N. tool(value, …)``, or ``N) tool(…)``: a step, with strictly increasing N, on a line of
  its own; inside its parentheses it may go on over several lines.
* ``N. join()``: the end.  After it come only blank lines, comments, a closing code fence and
  end marks (``<END_OF_PLAN>``, ``</s>``).
* ``Thought: …``: kept with the next step.  A step inside a thought is an error.
* Blank lines and ``# comments``.
* Before the first step, what models say by way of greeting: lines of prose, an opening code
  fence, and a mark or a few words on the first step's own line (``.``, ``Sure!``, ``Plan:``).
  A preamble that holds something like a call, or a numbered line that is none, is an error:
  it may be a step gone wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.arguments import read_arguments
from tinyagent_cli.plan.references import amounts
from tinyagent_cli.plan.scan import Line, Statement, Statements
from tinyagent_cli.plan.task import Plan, Task

_LONGEST_ID: Final = 6  # digits
_LONGEST_PREAMBLE: Final = 4_000  # characters

_HEAD: Final = re.compile(r"(?<![^\W_])(?<![0-9][.,])([0-9]+)[.)]\s*([^\W\d]\w*)\s*\(\Z")
_STEP_IN_PROSE: Final = re.compile(r"(?<![^\W_])[0-9]++[.)]\s*+[^\W\d]\w*+\s*+\(")
_CALL_IN_PROSE: Final = re.compile(r"\w\(")
_NUMBERED: Final = re.compile(r"\s*[0-9]+[.)]")
_THOUGHT: Final = re.compile(r"\s*Thought:", re.IGNORECASE)
_NOTHING: Final = re.compile(r"\s*(?:#.*)?", re.DOTALL)
_FENCE: Final = re.compile(r"\s*```\w*\s*")
_AFTER_STEP: Final = re.compile(r"\s*(?:<END_OF_PLAN>|</s>)?\s*(?:#.*)?", re.DOTALL)
_AFTER_JOIN: Final = re.compile(r"(?:\s|<END_OF_PLAN>|</s>|```)*(?:#.*)?", re.DOTALL)


class PlanParser:
    """Reads one plan from chunks of text.

    *said* is what the user said: an amount of dollars in it ("I owe you $2") is no reference.
    """

    def __init__(self, said: str = "") -> None:
        self._said = amounts(said)
        self._statements = Statements()
        self._tasks: list[Task] = []
        self._ids: set[str] = set()
        self._thoughts: list[str] = []
        self._preamble = 0
        self._joined = False
        self._error: PlanError | None = None

    def feed(self, chunk: str) -> list[Task]:
        """The tasks whose lines *chunk* closes.

        Raises PlanError.  Tasks that close before the error in the same chunk are returned
        first, and the error is raised by the next call, so that the cut does not matter.
        """
        return self._read(self._statements.feed(chunk))

    def close(self) -> Plan:
        """The plan, now that the text is over.  Raises PlanError, also if ``join()`` is missing."""
        # A step that only the end of the text closes is join(), or join() is missing.
        self._read(self._statements.close())
        if self._error is not None:
            raise self._error
        if not self._joined:
            line, column = self._statements.place
            raise PlanError(
                "the plan ends without join()" if self._tasks else "there is no plan in this",
                line=line,
                column=column,
                expected=f'"{self._next_id}. join()"' if self._tasks else '"1. tool(…)"',
            )
        return Plan(tuple(self._tasks))

    @property
    def _last_id(self) -> int:
        return self._tasks[-1].id if self._tasks else 0

    @property
    def _next_id(self) -> int:
        return self._last_id + 1

    def _read(self, statements: Iterator[Statement | Line]) -> list[Task]:
        if self._error is not None:
            raise self._error
        tasks: list[Task] = []
        try:
            for statement in statements:
                if not isinstance(statement, Statement):
                    self._line(statement)
                elif task := self._step(statement):
                    self._tasks.append(task)
                    self._ids.add(str(task.id))
                    tasks.append(task)
        except PlanError as error:
            self._error = error
            if not tasks:
                raise
        return tasks

    def _line(self, line: Line) -> None:
        """A line that holds no step: allowed, a thought, or an error."""
        text = line.text
        if self._joined:
            if not _AFTER_JOIN.fullmatch(text):
                raise line.error("text after join()", expected="the end of the plan")
        elif _THOUGHT.match(text):
            if step := _STEP_IN_PROSE.search(text):
                raise line.error(
                    "a step inside a thought", at=step.start(), expected="a line of its own"
                )
            self._thoughts.append(text.split(":", 1)[1].strip())
        elif not _NOTHING.fullmatch(text):
            self._prose(line)

    def _prose(self, line: Line) -> None:
        """Words before the first step are passed over, if no step can be hidden in them."""
        self._preamble += len(line.text)
        hidden = _CALL_IN_PROSE.search(line.text) or _NUMBERED.match(line.text)
        if self._tasks or hidden or self._preamble > _LONGEST_PREAMBLE:
            at = len(line.text) - len(line.text.lstrip())
            raise line.error("no step", at=at, expected=f'"{self._next_id}. tool(…)"')

    def _step(self, step: Statement) -> Task | None:
        """The task of a step, or None: it was ``join()``."""
        if self._joined:
            raise step.error("a step after join()", expected="the end of the plan")
        head = _HEAD.search(step.head)
        if head is None:
            at = len(step.head) - len(step.head.lstrip())
            raise step.error("a call without a number", at=at, expected=f'"{self._next_id}. "')
        self._before_number(step, head.start())
        digits, tool = head.groups()
        if len(digits) > _LONGEST_ID or int(digits) <= self._last_id:
            raise step.error(
                f"step {digits[:20]} comes after step {self._last_id}",
                at=head.start(),
                expected=f"a number from {self._next_id} to {'9' * _LONGEST_ID}",
            )
        number = int(digits)
        arguments, end = read_arguments(step, number, self._ids, self._said)
        self._after_call(step, end, last=tool == "join")
        if tool == "join":
            if arguments:
                raise step.error("join() with arguments", at=head.start(2), expected="join()")
            self._joined = True
            return None
        line, column = step.place(head.start())
        thought = "\n".join(self._thoughts)
        self._thoughts.clear()
        return Task(number, tool, arguments, thought, line, column)

    def _before_number(self, step: Statement, start: int) -> None:
        before = step.head[:start]
        if not before.strip():
            return
        thought = _THOUGHT.match(before)
        if self._tasks or thought or _CALL_IN_PROSE.search(before) or _NUMBERED.match(before):
            at = len(before) - len(before.lstrip())
            raise step.error(
                f"{before.strip()[:20]!r} before the step's number",
                at=at,
                expected="a step on a line of its own",
            )

    def _after_call(self, step: Statement, end: int, *, last: bool) -> None:
        rest = step.text[end:]
        if not (_AFTER_JOIN if last else _AFTER_STEP).fullmatch(rest):
            at = end + len(rest) - len(rest.lstrip())
            raise step.error("text after the call", at=at, expected="the end of the line")


def parse(text: str, said: str = "") -> Plan:
    """The plan that *text* is.  Raises PlanError with line and column.

    *said*: the user's request, see :class:`PlanParser`.
    """
    parser = PlanParser(said)
    parser.feed(text)
    return parser.close()
