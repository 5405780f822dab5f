"""From a request to calls: the network proposes, the grammar disposes, the likeliest wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

import numpy as np

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.planning.embedded.architecture import LONGEST
from tinyagent_cli.planning.embedded.breath import Breath
from tinyagent_cli.planning.embedded.confidence import Confidence, Turning
from tinyagent_cli.planning.embedded.gguf_head import holds_planner
from tinyagent_cli.planning.embedded.grammar import (
    ALL_TOOLS,
    END_PLAN,
    FIRST_TOOL,
    MARKS,
    SPAN,
    START,
    Grammar,
    Step,
)
from tinyagent_cli.planning.embedded.inside import Inside
from tinyagent_cli.planning.embedded.network import AnyNetwork, AnyReading, Network
from tinyagent_cli.planning.embedded.once import Once
from tinyagent_cli.planning.embedded.pointing import Call, Word, words
from tinyagent_cli.planning.embedded.unreached import looked_up, unreached
from tinyagent_cli.planning.embedded.weights import Floats, read

# Where the tools on offer hold less than this share of what the network would say next, what
# it wants is not on offer, and the plan ends rather than making do with another tool.
_WANTED_ELSEWHERE: Final = 0.02
_BITS: Final = np.arange(MARKS, dtype=np.uint64)


class Decoder:
    """Plans by a *network*; good for any number of requests."""

    def __init__(self, network: AnyNetwork) -> None:
        self._network = network

    def calls(
        self,
        request: str,
        piped: bool = False,
        tools: Collection[str] = ALL_TOOLS,
        confidence: Confidence | None = None,
    ) -> Iterator[Call]:
        """The calls that serve *request*, each as soon as it is closed; none if none can.

        Greedy: always the likeliest mark that the grammar allows, after those with which
        *confidence* says that the plan begins.  Raises PlanError where the request is longer
        than the network can read.
        """
        cut = words(request)
        if not cut:
            return
        if len(cut) > LONGEST:
            raise PlanError(
                f"the request has {len(cut)} words; the embedded planner reads {LONGEST}",
                hint="pipe long text in beside a short request",
            )
        sure = confidence or Confidence()
        course = self._course(cut, piped, tools)
        once, inside = Once(request, cut), Inside(cut)
        told = 0
        while not course.over():
            course.go(_next(course, sure))
            calls = course.grammar.calls
            if (
                course.over()
                and not sure.begun
                and (anew := inside.mended(calls, sure.said, piped))
            ):
                sure.rewind(anew)
                course, inside = self._course(cut, piped, tools), Inside(())
                course.again(anew)
                calls = course.grammar.calls
            ready = len(calls) if course.over() else inside.ready(calls)
            for heard in calls[told:ready]:
                if (call := once.told(heard)) is not None:
                    yield call
            told = max(told, ready)
        if not sure.begun and (who := unreached(cut, sure.said)):
            steps = looked_up(len(cut), piped, sure.said, who)
            sure.turnings.append(Turning(steps, 0.0))

    def _course(self, cut: Sequence[Word], piped: bool, tools: Collection[str]) -> _Course:
        return _Course(self._network.read(cut, piped), Grammar(len(cut), piped, tools), cut)


class _Course:
    """A plan as far as it is written, and where network and grammar are."""

    def __init__(self, reading: AnyReading, grammar: Grammar, cut: Sequence[Word]) -> None:
        self.reading, self.grammar, self.breath = reading, grammar, Breath(cut)
        self.step = Step(START)

    def over(self) -> bool:
        """Whether nothing more can be said."""
        return self.grammar.done or self.reading.full

    @property
    def run(self) -> tuple[int, int] | None:
        """What the step before pointed at."""
        return (self.step.first, self.step.last) if self.step.mark == SPAN else None

    def scores(self) -> Floats:
        """Of the marks, here."""
        return self.reading.marks(self.step.mark, self.grammar.place(), self.run)

    def go(self, step: Step) -> None:
        """Say *step*."""
        self.grammar.advance(step)
        self.breath.heard(step)
        self.step = step

    def again(self, steps: Iterable[Step]) -> None:
        """Say *steps*, whatever the network thinks of them."""
        for step in steps:
            self.scores()
            self.go(step)


def opened(path: Path) -> Decoder:
    """The network in *path*: a weights file, or a GGUF file, which llama.cpp runs.

    Raises NotReady where it is neither, MissingExtra where llama.cpp is wanted and not there.
    """
    if not (path.is_file() and holds_planner(path)):
        return Decoder(Network(read(path)))
    from tinyagent_cli.planning.embedded import gguf_file
    from tinyagent_cli.planning.embedded.llama import LlamaBlocks

    weights = gguf_file.read(path)
    return Decoder(Network(weights, LlamaBlocks(path, weights.architecture)))


def _next(course: _Course, sure: Confidence) -> Step:
    reading, grammar = course.reading, course.grammar
    place = grammar.place()
    scores = course.scores()
    if forced := sure.given() or course.breath.due(grammar):
        sure.note(forced)
        return forced
    chances = _chances(scores, grammar.allowed())
    if place[0] == 0:
        chances = _on_offer(scores, chances)
        sure.heard(chances[FIRST_TOOL:])
    mark = int(chances.argmax())
    probability = float(chances[mark])
    other = None
    if probability < sure.mark:
        chances[mark] = 0.0
        second = int(chances.argmax())
        if chances[second] > 0:
            other = _run(reading, grammar)[0] if second == SPAN else Step(second)
    if mark != SPAN:
        sure.note(Step(mark), probability, other)
        return Step(mark)
    step, likely, shifted = _run(reading, grammar, sure.run)
    step = course.breath.first(step)
    if other is None:
        sure.note(step, probability * likely, shifted, words=True)
    else:
        sure.note(step, probability * likely, other)
    return step


def _run(
    reading: AnyReading, grammar: Grammar, doubted: float = 0.0
) -> tuple[Step, float, Step | None]:
    """The likeliest run of words, how likely it is and, if less than *doubted*, the next."""
    firsts = reading.firsts()
    firsts[: grammar.first_word()] = -np.inf
    firsts = _softmax(firsts)

    def ends(first: int) -> list[tuple[float, Step]]:
        lasts = _softmax(reading.lasts(first)) * firsts[first]
        lengths = map(int, np.argsort(-lasts)[:2])
        return [(float(lasts[n]), Step(SPAN, first, first + n)) for n in lengths]

    # Greedy: the likeliest beginning, and from there the likeliest end.
    first, *second = map(int, np.argsort(-firsts)[:2])
    (likely, run), *others = ends(first)
    if likely >= doubted:
        return run, likely, None
    others += [end for word in second if firsts[word] > 0 for end in ends(word)]
    return run, likely, max(others, key=itemgetter(0), default=(0.0, None))[1]


def _chances(scores: Floats, allowed: int) -> Floats:
    open_ = (np.uint64(allowed) >> _BITS & np.uint64(1)).astype(bool)
    return _softmax(np.where(open_, scores, np.float32(-np.inf)))


def _on_offer(scores: Floats, chances: Floats) -> Floats:
    """*chances* of the next tool, or certainty of the end if what is wanted is not offered."""
    wanted = np.concatenate((scores[[END_PLAN]], scores[FIRST_TOOL:]))
    offered = np.concatenate((chances[[END_PLAN]], chances[FIRST_TOOL:])) > 0
    if _softmax(wanted)[offered].sum() >= _WANTED_ELSEWHERE:
        return chances
    end = np.zeros_like(chances)
    end[END_PLAN] = 1.0
    return end


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    raised /= raised.sum()
    return raised
