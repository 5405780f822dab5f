"""Where mutants are run: an engine that is kept, and what every case gives without a mistake.

A mutant is caught where one case gives another answer, other Apple events or another state than
it should.  Which cases come to which statement is found out once, by counting them, so that a
mutant meets only those that come to it; the first difference ends it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from macos_tools import ROOT
from tests.rings.cases import PLAIN, Case, same_for, sweep, table
from tests.rings.corners import State, corners
from tests.rings.operators import Mutant, statements
from tests.rings.probes import Probe, probes
from tests.rings.states import NOW, state
from tinyagent_cli.desktop import engine, macos
from tinyagent_cli.desktop.engine import Conditions

SIMULATOR: Final = engine.SIMULATOR
LATER: Final = NOW + timedelta(days=1, hours=2, minutes=3, seconds=4)  # than all that the seed has
SECONDS: Final = 0.5  # of processor time that a mutant may take for a case
_FRESH: Final = 300  # mutants before the engine is begun anew: each leaves a little behind


@dataclass(frozen=True, slots=True)
class Told:
    """A case as the engine is told of it; *script* is its file, or "" for a probe's *source*.

    *alike*: there are hundreds that differ from it in one value.
    """

    id: str
    script: str
    app: str
    source: str
    asked: Callable[[], str] = field(repr=False)
    argv: str = "[]"
    alike: bool = True


def scripts() -> list[str]:
    """All scripts, ``notes/open_note.js``."""
    return sorted(f"{path.parent.name}/{path.name}" for path in ROOT.glob("*/*.js"))


def parts() -> list[str]:
    """The files of the simulator."""
    return list(engine.PARTS)


def path_of(file: str) -> Path:
    """Where *file*, a script or a part of the simulator, is."""
    return ROOT / file if (ROOT / file).exists() else SIMULATOR / file


def text_of(file: str) -> str:
    """What stands in it."""
    return path_of(file).read_text("utf-8")


@cache
def cases_of(script: str) -> tuple[Told, ...]:
    """The cases of *script*, those where all is well first; Macs that do not differ are one."""
    found: dict[Any, Case] = {}
    for case in (*table(script), *sweep(script)):
        if case.kind == "huge" and case.condition != PLAIN:
            continue
        key = (case.what, case.condition, case.language, same_for(case.app, case.profile))
        found.setdefault(key, case)
    newest = macos.NEWEST_TERMS

    def rank(case: Case) -> tuple[bool, bool]:
        return case.condition != PLAIN, case.profile != newest

    more = (_told(one.case, one.argv, one.state, one.table) for one in corners(script))
    return (*map(_told, sorted(found.values(), key=rank)), *more)


@cache
def probes_of(app: str) -> tuple[Told, ...]:
    """What is said to *app* beside the scripts."""
    return tuple(
        Told(
            probe.id, "", app, probe.source, lambda probe=probe: asked_of(probe), alike=probe.alike
        )
        for probe in probes(app)
    )


def asked_of(probe: Probe) -> str:
    """What the host is told for *probe*, as JSON."""
    held = _state(probe.app, probe.variant, probe.conditions.language)
    return _given(probe.app, probe.conditions, held, LATER)


def _told(
    case: Case,
    argv: tuple[str, ...] | None = None,
    life: State | None = None,
    table: Mapping[str, Any] | None = None,
) -> Told:
    said = json.dumps(argv or [json.dumps(case.argument)])
    held, known = json.dumps(life) if life else "", json.dumps(table) if table else ""
    source = text_of(case.script)
    return Told(case.id, case.script, case.app, source, lambda: asked(case, held, known), said)


def asked(case: Case, life: str = "", table: str = "") -> str:
    """What the host is told of *case*, as JSON; the large parts of it are written once.

    *life*, *table*: another state and another dictionary than the case's own, as JSON.
    """
    held = life or _state(case.app, case.variant, case.language)
    return _given(case.app, case.conditions, held, NOW, table)


def _given(app: str, given: Conditions, held: str, now: datetime, table: str = "") -> str:
    version = given.macos or macos.NEWEST_TERMS
    return (
        f'{{"app":{json.dumps(app)},"table":{table or _table(app, version)},'
        f'"standard":{_table("Standard", version)},"state":{held},'
        f'"now":{json.dumps(now.isoformat())},'
        f'"faults":{json.dumps([asdict(fault) for fault in given.faults])},'
        f'"quirks":{json.dumps(sorted(given.behaving()))},'
        f'"words":{json.dumps(macos.language(given.language))}}}'
    )


@cache
def _table(app: str, version: str) -> str:
    return json.dumps(macos.table(app, version))


@cache
def _state(app: str, variant: str, language: str) -> str:
    return json.dumps(state(app, variant, language))


def host(texts: Sequence[str]) -> str:
    """The host made of *texts*, the parts in their order."""
    whole = "\n".join(texts)
    return f"(function (global) {{\n'use strict';\n{whole}\n}})(globalThis);"


class Engine:
    """QuickJS with a host and a script in it, which can be changed for others."""

    def __init__(self, prelude: str = "") -> None:
        self._changes, self._prelude = 0, prelude
        self._begin()

    def _begin(self) -> None:
        import quickjs

        self._context = quickjs.Context()
        self._context.set_memory_limit(engine.MEMORY)
        self._context.set_time_limit(SECONDS)
        self._context.set_max_stack_size(engine.STACK)
        self._context.eval(self._prelude)
        self._host = self._script = ""

    def load(self, host: str, script: str) -> None:
        """Have *host* and *script*; raises quickjs.JSException where they cannot be read."""
        self._changes += (host, script) != (self._host, self._script)
        if self._changes > _FRESH:
            self._changes = 0
            self._begin()
        if host != self._host:
            self._context.eval(host)
            self._simulate = self._context.get("simulateScript")
            self._host = host
        if script != self._script:
            self._script = ""
            self._context.eval(f"globalThis.run = (() => {{\n{script}\nreturn run;\n}})();")
            self._script = script

    def play(self, told: Told) -> str:
        """What comes of it, as JSON: the answer, the events, the state."""
        return self.simulate(told.asked(), told.argv)

    def simulate(self, asked: str, argv: str) -> str:
        """The same, of what the host is told."""
        import quickjs

        try:
            return str(self._simulate(asked, argv))
        except quickjs.JSException as error:
            self._begin()
            return f"broken: {error}"

    def eval(self, source: str) -> Any:
        """The value of an expression."""
        return self._context.eval(source)


@dataclass
class Baseline:
    """What every case of *told* gives without a mistake, and which come to which statement.

    *reached*: by file, each statement's span in bytes and the cases, as bits of a number.
    """

    told: list[Told]
    right: list[int] = field(default_factory=list)
    reached: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)

    def coming_to(self, mutant: Mutant) -> Iterator[int]:
        """The numbers of the cases that come to what *mutant* changes."""
        bits = -1
        for start, end, cases in self.reached.get(mutant.file, ()):
            if start <= mutant.start and mutant.end <= end:
                bits = cases  # inner ones come later
        return (at for at in range(len(self.told)) if bits >> at & 1)


def baseline(told: Sequence[Told], step: Callable[[int, int], None]) -> Baseline:
    """Play each of *told* once, counting; *step* hears how far it is."""
    found = Baseline(list(told))
    spans: list[tuple[str, int, int]] = []
    counted = {part: _counted(part, text_of(part), spans) for part in parts()}
    counting_host = host(list(counted.values()))
    sources: dict[str, str] = {}
    bits: dict[int, int] = {}
    running = Engine("globalThis.__hits = new Set()")
    for at, one in enumerate(told):
        if one.source not in sources:
            name = one.script
            sources[one.source] = _counted(name, one.source, spans) if name else one.source
        running.load(counting_host, sources[one.source])
        found.right.append(hash(running.play(one)))
        hits = running.eval("(() => { const h = [...__hits]; __hits.clear(); return h.join(); })()")
        for number in filter(None, str(hits).split(",")):
            bits[int(number)] = bits.get(int(number), 0) | 1 << at
        step(at + 1, len(told))
    for number, (file, start, end) in enumerate(spans):
        found.reached.setdefault(file, []).append((start, end, bits.get(number, 0)))
    return found


def _counted(file: str, source: str, spans: list[tuple[str, int, int]]) -> str:
    """*source* with each statement in a function counted; their spans are added to *spans*."""
    raw, made = source.encode(), []
    before = 0
    for start, end in statements(source):
        made += [raw[before:start], f"__hits.add({len(spans)});".encode()]
        spans.append((file, start, end))
        before = start
    return b"".join([*made, raw[before:]]).decode()


def catches(base: Baseline, mutant: Mutant, running: Engine, cases: Iterable[int]) -> str:
    """The id of the first case that *mutant* fails; "" where none does."""
    import quickjs

    texts = {part: text_of(part) for part in parts()}
    is_part = mutant.file in texts
    changed = mutant.of(text_of(mutant.file))
    hosted = host([changed if p == mutant.file else t for p, t in texts.items()])
    for at in cases:
        one = base.told[at]
        try:
            running.load(hosted, one.source if is_part else changed)
        except quickjs.JSException:
            running._begin()
            return "it cannot be read"
        if hash(running.play(one)) != base.right[at]:
            return one.id
    return ""
