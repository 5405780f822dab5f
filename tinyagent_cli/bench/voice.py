"""How well and how fast speech becomes a plan, on speech made here (bench/speech.py).

Cold is a new process: packages, model and first words.  Warm is every utterance after that:
from the end of speech to its text, and to the first task of its plan by the planner that ships.
Word error is that of the words, spoken forms written; a plan is right when it is that of the
request as typed.  With weights that are none of the catalogue's, word error may say nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from statistics import median
from time import perf_counter
from typing import Final

from tinyagent_cli.bench.speech import (
    NAMES,
    Utterance,
    errors,
    said,
    utterances,
    words,
)
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.ports import Transcriber
from tinyagent_cli.core.settings import load
from tinyagent_cli.lab.footprint import peak_memory
from tinyagent_cli.lab.judging import Answer, judge
from tinyagent_cli.lab.rows import Gold, Row
from tinyagent_cli.models.catalogue import catalogue
from tinyagent_cli.models.manifest import sha256_of
from tinyagent_cli.models.speech import found, weights_of
from tinyagent_cli.plan.parse import PlanParser
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.plugins import loader
from tinyagent_cli.tools.toolbox import load_manifest
from tinyagent_cli.voice.hearing import Heard, heard
from tinyagent_cli.voice.spoken import written

NOW: Final = datetime(2026, 11, 23, 9)

_HEAD: Final = (
    "noise   names   n  word error  right graph  right plan  unheard  doubted: wrong  right  "
    "text p50  first task p50  x real time"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one kind of sound: *word_error* and shares from 0 to 1, times in seconds.

    *doubted_wrong* and *doubted_right*: the share of wrong and of right words that were marked
    as doubtful; *unheard*: of utterances in which no request was heard.  *by_speed* and
    *by_voice*: word error of those said at so many words a minute, and by such a voice.
    """

    noise: str
    names: bool
    utterances: int
    word_error: float
    graph_right: float
    plan_right: float
    unheard: float
    doubted_wrong: float
    doubted_right: float
    text_p50: float
    first_task_p50: float
    real_time: float
    by_speed: Mapping[str, float] = field(default_factory=dict)
    by_voice: Mapping[str, float] = field(default_factory=dict)


class Bench:
    """Measures *transcriber*."""

    def __init__(self, transcriber: Transcriber) -> None:
        self.transcriber = transcriber
        self.planner = EmbeddedPlanner()
        self.tools = load_manifest()
        self._typed: dict[str, Row] = {}

    def figures(self, spoken: Sequence[Utterance], names: Sequence[str]) -> Figures:
        """What comes of the *spoken* utterances, with *names* to expect."""
        wrong = total = graphs = plans = lost = 0
        doubts: list[tuple[bool, bool]] = []  # of a word: it is wrong, it is doubted
        texts, firsts, lengths = [], [], []
        missed_of: dict[tuple[str, str], list[int]] = {}  # wrong and all words of each kind
        for each in spoken:
            began = perf_counter()
            try:
                got = heard(self.transcriber, each.sound, names)
            except TinyagentError:
                got = Heard("")
                lost += 1
            texts.append(perf_counter() - began)
            plan, first = self.plan(got.text)
            verdict = judge(self.row(each.request), Answer(plan, first))
            graphs, plans = graphs + verdict.success, plans + verdict.strict
            firsts.append(texts[-1] + first)
            lengths.append(each.sound.seconds)
            wanted, came = words(each.request), words(got.text)
            count, missed = errors(wanted, came)
            wrong, total = wrong + count, total + len(wanted)
            for kind in (("speed", str(each.speed)), ("voice", each.voice)):
                of = missed_of.setdefault(kind, [0, 0])
                of[0], of[1] = of[0] + count, of[1] + len(wanted)
            marked = {word for a, b in got.doubtful for word in words(got.text[a:b])}
            doubts += [(i in missed, word in marked) for i, word in enumerate(came)]
        return Figures(
            f"{spoken[0].ratio} dB" if spoken[0].ratio is not None else "none",
            bool(names),
            len(spoken),
            wrong / total,
            graphs / len(spoken),
            plans / len(spoken),
            lost / len(spoken),
            _share([doubted for is_wrong, doubted in doubts if is_wrong]),
            _share([doubted for is_wrong, doubted in doubts if not is_wrong]),
            median(texts),
            median(firsts),
            sum(texts) / sum(lengths),
            *(_by(kind, missed_of) for kind in ("speed", "voice")),
        )

    def plan(self, request: str) -> tuple[Plan | None, float]:
        """The plan of *request*, and the seconds until its first task."""
        return asyncio.run(self._plan(request)) if request else (None, 0.0)

    async def _plan(self, request: str) -> tuple[Plan | None, float]:
        parser, first, began = PlanParser(request), 0.0, perf_counter()
        async for piece in self.planner.plan(request, self.tools, (), NOW):
            if list(parser.feed(piece)) and not first:
                first = perf_counter() - began
        return parser.close(), first or perf_counter() - began

    def row(self, request: str) -> Row:
        """*request*, with the plan that it has when it is typed."""
        if request not in self._typed:
            plan, _ = self.plan(written(request.split()).text)
            assert plan is not None
            self._typed[request] = Row("", request, NOW, (Gold((plan,), {}, frozenset()),))
        return self._typed[request]


def _by(kind: str, missed: Mapping[tuple[str, str], Sequence[int]]) -> dict[str, float]:
    return {name: bad / every for (of, name), (bad, every) in sorted(missed.items()) if of == kind}


def _share(among: Sequence[bool]) -> float:
    return sum(among) / len(among) if among else 0.0


def known(model: str, environment: Environment, transcriber: str) -> str:
    """The catalogue's name for the weights of *model*; "" where they are none of its."""
    folder = found(model, environment.paths.models, transcriber)
    weights = weights_of(folder, transcriber)
    if weights is None:
        return ""
    sha256 = sha256_of(weights)
    return next((offer.name for offer in catalogue().values() if offer.sha256 == sha256), "")


@dataclass(frozen=True, slots=True)
class Told:
    """What was measured of *model* by *transcriber*; seconds and bytes.

    *known_weights*: they are the catalogue's; of others, word error may say nothing.
    """

    transcriber: str
    model: str
    known_weights: bool
    load_seconds: float
    cold_text_seconds: float
    cold_first_task_seconds: float
    memory_bytes: int
    memory_before_bytes: int
    rows: tuple[Figures, ...]


def measured(
    environment: Environment,
    model: str,
    transcriber: str,
    requests: Sequence[str],
    ratios: Sequence[int | None],
    step: Callable[[str, int, int], None],
) -> Told:
    """Measure *requests* as espeak-ng says them, in noise of each of *ratios*.

    By the settings where *model* or *transcriber* is empty.  Raises NotReady where a voice or a
    model is missing, MissingExtra.
    """
    settings = load(environment.paths.config)
    voice = replace(
        settings.voice,
        model=model or settings.voice.model,
        transcriber=transcriber or settings.voice.transcriber,
    )
    settings = replace(settings, voice=voice)
    name = known(voice.model, environment, voice.transcriber)
    first = said(requests[0])
    before, began = peak_memory(), perf_counter()
    hears: Transcriber = loader.load(environment).make(
        "tinyagent_transcribers", voice.transcriber, environment, settings
    )
    hears.warm()
    warmed = perf_counter() - began
    words_of_first = hears.transcribe(first).text
    cold = perf_counter() - began
    bench, rows = Bench(hears), list[Figures]()
    bench.plan(words_of_first)
    planned = perf_counter() - began
    for ratio in ratios:
        spoken = list(utterances(requests, [ratio]))
        for names in ((), NAMES):
            step("listening", len(rows), 2 * len(ratios))
            rows.append(bench.figures(spoken, names))
    return Told(
        voice.transcriber,
        name or voice.model,
        bool(name),
        round(warmed, 3),
        round(cold, 3),
        round(planned, 3),
        peak_memory(),
        before,
        tuple(rows),
    )


def table(told: Told) -> str:
    """*told* in lines."""
    loaded = (
        f"loaded in {told.load_seconds} s; cold, first text in {told.cold_text_seconds} s, "
        f"first task in {told.cold_first_task_seconds} s"
    )
    megabytes = f"{told.memory_bytes / 1e6:.0f} MB"
    lines = [f"{told.model} by {told.transcriber}: {loaded}, {megabytes}", _HEAD]
    lines += [_line(row) for row in told.rows]
    lines += [f"word error, {_noise(row)}: {_split(row)}" for row in told.rows if not row.names]
    if not told.known_weights:
        lines.append("these weights are none of the catalogue's: word error may say nothing")
    return "\n".join(lines)


def _noise(row: Figures) -> str:
    return "without noise" if row.noise == "none" else f"noise at {row.noise}"


def _split(row: Figures) -> str:
    speeds = [f"{speed} words a minute {row.by_speed[speed]:.1%}" for speed in row.by_speed]
    return ", ".join(speeds + [f"{voice} {row.by_voice[voice]:.1%}" for voice in row.by_voice])


def _line(row: Figures) -> str:
    return (
        f"{row.noise:7} {'yes' if row.names else 'no':5} {row.utterances:3} "
        f"{row.word_error:11.1%} {row.graph_right:12.1%} {row.plan_right:11.1%} {row.unheard:8.1%} "
        f"{row.doubted_wrong:15.0%} {row.doubted_right:6.0%} {row.text_p50:9.2f} "
        f"{row.first_task_p50:15.2f} {row.real_time:12.2f}"
    )
