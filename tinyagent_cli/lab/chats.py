"""Examples as a model is shown them: the prompt of the run time, and the plan it is to write.

A prompt is made by the very code that speaks to a model when the program runs
(``planning/prompt.py``), so that what is trained is what is used.  What varies from use to
use is drawn for each example: the time, the tools on offer (TinyAgent §3.3: the needed ones
among others that are not, "negative samples"), and worked examples, the program's own or
similar ones out of the data.  A draw depends on the seed and the example's place alone, so
that every process of a run, and a run that is resumed, sees the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from tinyagent_cli.core.errors import PlanError, UsageError
from tinyagent_cli.core.ports import Selector
from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.embedded.planner import task_of
from tinyagent_cli.planning.examples import Example as Worked
from tinyagent_cli.planning.examples import examples_for
from tinyagent_cli.planning.prompt import STOP, system_prompt, user_prompt
from tinyagent_cli.planning.selection import closed
from tinyagent_cli.tools.complete import complete
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.verify import verify

POOL: Final = 2000  # examples that similar ones are looked for in; one look takes about 2 ms
_NEAR: Final = 40  # of them looked at, since most call a tool that is not on offer
_SAME: Final = 90  # per cent alike: the request itself, or it with another name
_FIRST_DAY: Final = datetime(2024, 1, 1)
_DAYS: Final = 4018  # to the end of 2034


@dataclass(frozen=True, slots=True)
class Chat:
    """A *request* put to a planner at *now*, and the *plan* that it is to answer with."""

    request: str
    piped: str | None
    now: datetime
    offered: tuple[ToolSpec, ...]
    examples: tuple[Worked, ...]
    plan: Plan

    @property
    def system(self) -> str:
        """The part of the prompt that is the same for all requests with these tools."""
        return system_prompt(self.offered, self.examples)

    @property
    def user(self) -> str:
        """The part of the prompt that is new."""
        return user_prompt(self.request, self.now, self.piped, examples=self.examples)

    @property
    def answer(self) -> str:
        """What the model is to write: the plan and the mark at its end."""
        return plan_text(self.plan) + STOP

    def bare(self) -> Chat:
        """The same without worked examples and needless tools, for a model that reads little."""
        needed = closed({task.tool for task in self.plan.tasks}, self.offered)
        return replace(self, offered=needed or self.offered[:1], examples=())


@dataclass(frozen=True, slots=True)
class Prompting:
    """How prompts are varied; shares are of all prompts, the rest is random.

    *selected*: the tools on offer are what Tool RAG chooses (and what is needed); *whole*:
    all tools are; else up to *negatives* random ones join those that are needed, with the
    lookups that they draw on.  *own*: the worked examples are those that the program itself
    sends; else there are none to *similar* ones.
    """

    selected: float = 0.4
    whole: float = 0.2
    negatives: int = 6
    own: float = 0.5
    similar: int = 3


class Chats(Sequence[Chat]):
    """The *examples* as chats, made as they are asked for; the same each time.

    Examples that a tool would refuse are left out, and *refused* tells how many.  Similar
    requests come from *pool*.  *selector* is asked where *prompting* says so.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        specs: Sequence[ToolSpec],
        selector: Selector,
        prompting: Prompting,
        pool: Sequence[Example] = (),
        seed: int = 1,
    ) -> None:
        self._specs = tuple(specs)
        self._by_name = {spec.name: spec for spec in specs}
        self.examples = tuple(e for e in examples if _sound(e, self._by_name))
        self.refused = len(examples) - len(self.examples)
        self._selector, self._prompting, self._seed = selector, prompting, seed
        self._pool = [e for e in pool[:POOL] if not e.piped and _sound(e, self._by_name)]
        self._requests = [e.request for e in self._pool]

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, index: int) -> Chat:  # type: ignore[override]  # no slices
        example = self.examples[index]
        rng = random.Random(f"{self._seed} {index}")
        now = _moment(rng)
        offered = self._offer(example, rng)
        worked = tuple(self._worked(example, offered, now, rng))
        return self._chat(example, now, offered, worked, rng)

    def as_used(self, index: int) -> Chat:
        """The chat that a turn of the program would be, even if the selector misses a tool."""
        example = self.examples[index]
        rng = random.Random(f"{self._seed} {index}")
        now = _moment(rng)
        offered = self._selector.select(example.request, self._specs)
        return self._chat(example, now, offered, examples_for(offered), rng)

    def _chat(
        self,
        example: Example,
        now: datetime,
        offered: tuple[ToolSpec, ...],
        worked: tuple[Worked, ...],
        rng: random.Random,
    ) -> Chat:
        piped = self._text(rng) if example.piped else None
        plan = plan_of(example, now, self._by_name, piped)
        return Chat(example.request, piped, now, offered, worked, plan)

    def _offer(self, example: Example, rng: random.Random) -> tuple[ToolSpec, ...]:
        """Tools to offer, those that are needed always among them."""
        needed = {call.tool for call in example.calls}
        drawn, how = rng.random(), self._prompting
        if drawn < how.selected:
            chosen = self._selector.select(example.request, self._specs)
            return closed(needed | {spec.name for spec in chosen}, self._specs)
        if drawn < how.selected + how.whole:
            return self._specs
        others = [spec.name for spec in self._specs if spec.name not in needed]
        count = min(len(others), rng.randint(0 if needed else 1, max(1, how.negatives)))
        return closed(needed | set(rng.sample(others, count)), self._specs)

    def _worked(
        self, example: Example, offered: tuple[ToolSpec, ...], now: datetime, rng: random.Random
    ) -> Iterator[Worked]:
        if rng.random() < self._prompting.own:
            yield from examples_for(offered)
            return
        # The likest last, beside the request.
        found = self._similar(example.request, offered)
        near = list(islice(found, rng.randint(0, self._prompting.similar)))
        for other in reversed(near):
            yield Worked(other.request, plan_text(plan_of(other, now, self._by_name)))

    def _similar(self, request: str, offered: tuple[ToolSpec, ...]) -> Iterator[Example]:
        """Examples of the pool that *offered* can serve, the likest to *request* first."""
        names = {spec.name for spec in offered}
        for text, _, place in process.extract(
            request, self._requests, scorer=fuzz.token_sort_ratio, limit=_NEAR
        ):
            other = self._pool[place]
            if {c.tool for c in other.calls} <= names and fuzz.ratio(request, text) < _SAME:
                yield other

    def _text(self, rng: random.Random) -> str:
        """A text that somebody piped in: a few requests, none of which is to be followed."""
        count = rng.randint(1, 3)
        return "\n".join(rng.choice(self.examples).request for _ in range(count))


def plan_of(
    example: Example, now: datetime, specs: Mapping[str, ToolSpec], piped: str | None = None
) -> Plan:
    """The plan of *example* as the program has it at *now*: filled, and times absolute.

    A time that the program would ask about stays as the user said it: what the program asks,
    the model must not guess.  Raises PlanError where a tool would refuse a call.
    """
    done: dict[int, Task] = {}
    for task in verified(example, specs, piped):
        done[task.id] = complete(task, specs[task.tool], now, earlier=done).task
    return Plan(tuple(done.values()))


def verified(
    example: Example, specs: Mapping[str, ToolSpec], piped: str | None
) -> tuple[Task, ...]:
    """The calls of *example* as tasks, their times as they were said.

    Raises PlanError where a tool would refuse one.
    """
    done: dict[int, Task] = {}
    for number, call in enumerate(example.calls, start=1):
        spec = specs[call.tool]
        done[number] = verify(task_of(call, number, example.request, piped, spec), specs, done)
    return tuple(done.values())


def read(path: Path, limit: int | None = None) -> list[Example]:
    """The first *limit* examples of a file of JSON lines.

    Raises UsageError, naming the line, for what is no example.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            return list(islice(_examples(path.name, lines), limit))
    except FileNotFoundError as error:
        hint = f"tinyagent lab data --out {path.parent}"
        raise UsageError(f"there are no examples in {path}", hint) from error


def _examples(name: str, lines: Iterable[str]) -> Iterator[Example]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield from_json(line)
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{name}, line {number}, is no example: {error}",
                    "tinyagent lab data makes some",
                ) from error


def _sound(example: Example, specs: Mapping[str, ToolSpec]) -> bool:
    """Whether the tools would take every call of *example*, whatever the time."""
    try:
        verified(example, specs, "text" if example.piped else None)
    except (PlanError, LookupError):
        return False
    return True


def _moment(rng: random.Random) -> datetime:
    """A minute of some day, by day rather than by night."""
    minute = int(rng.triangular(0, 24 * 60 - 1, 14 * 60))
    return _FIRST_DAY + timedelta(days=rng.randrange(_DAYS), minutes=minute)
