"""The table of what every script is asked, on which Mac, and under which fault.

A case is one call of one script.  `table` is the whole product: every input, on every version
of macOS, under every condition.  `sweep` makes an app fail at each single event in turn.
`perform` runs one in QuickJS; `asked` is the same for another engine.

To add an input: a line in `INPUTS`.  To add a condition: one in `CONDITIONS`, or a quirk in the
catalogue.  Then ``python -m tests.rings.golden`` writes the answers down anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from macos_tools import ROOT
from tests.rings.inputs import INPUTS
from tests.rings.states import NOW, SEED, state
from tinyagent_cli.desktop import engine, macos, quirks
from tinyagent_cli.desktop.answers import app_of
from tinyagent_cli.desktop.engine import Conditions, Fault

PLAIN: Final = "all is well"

# Faults that every script meets, besides what the catalogue says its app does sometimes.
CONDITIONS: Final[Mapping[str, tuple[Fault, ...]]] = {
    PLAIN: (),
    "not permitted": (Fault("", -1743),),
    "consent is needed": (Fault("", -1744),),
    "not running": (Fault("", -600),),
    "does not start": (Fault("", -10810),),
    "connection lost": (Fault("", -609, after=2),),
    "wedged": (Fault("", -1712),),
    "wedged in the middle": (Fault("", -1712, after=3),),
    "gone": (Fault("", -1728, after=1),),
    "index gone": (Fault("", -1719, after=1),),
    "making fails": (Fault("", -10000, event="make"),),
    "making times out": (Fault("", -1712, event="make"),),
    "made after the time-out": (Fault("", -1712, event="make", acts=True),),
    "setting fails": (Fault("", -10006, event="set"),),
    "set after the time-out": (Fault("", -1712, event="set", acts=True),),
    "deleting times out": (Fault("", -1712, event="delete"),),
}

LANGUAGES: Final = ("de", "fr", "ja", "ru")  # each with a fault whose words are translated
FOR_HUGE: Final = (PLAIN, "not permitted", "making times out", "set after the time-out")


@dataclass(frozen=True, slots=True)
class Case:
    """One call: *script* with *argument*, on macOS *profile*, under *faults* and *quirks*.

    *kind* of the argument: good, missing, ambiguous, hostile, huge, odd.  *variant* of the state,
    see `states`.  *condition* is what faults, quirks and language are called together.
    """

    script: str
    what: str
    kind: str
    argument: Mapping[str, Any]
    profile: str
    variant: str = SEED
    condition: str = PLAIN
    faults: tuple[Fault, ...] = ()
    quirks: frozenset[str] = frozenset()
    language: str = "en"

    @property
    def id(self) -> str:
        """``notes/open_note.js · a locked one · macOS 14 · wedged``."""
        return f"{self.script} · {self.what} · macOS {self.profile} · {self.condition}"

    @property
    def app(self) -> str:
        """The app that the script speaks to."""
        return app_of(self.script)

    @property
    def conditions(self) -> Conditions:
        """What the simulated Mac is told."""
        return Conditions(self.faults, self.quirks, macos=self.profile, language=self.language)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a case: the *answer* that was printed, the Apple *events*, the state *before*.

    *changed*: the state afterwards as JSON, where it is another one.
    """

    answer: Mapping[str, Any]
    events: tuple[Mapping[str, Any], ...]
    before: Mapping[str, Any] = field(repr=False)
    changed: str = field(repr=False)

    @property
    def after(self) -> Mapping[str, Any]:
        """The state afterwards."""
        found: Mapping[str, Any] = json.loads(self.changed) if self.changed else self.before
        return found


def inputs(script: str = "") -> Iterator[Case]:
    """Each input of *script*, or of all, on the newest Mac, all being well."""
    for one in INPUTS:
        if script in ("", one.script):
            yield Case(
                one.script, one.what, one.kind, one.argument, macos.NEWEST_TERMS, one.variant
            )


def table(script: str = "") -> Iterator[Case]:
    """Every input of *script*, or of all, on every Mac, under every condition.

    Huge ones meet one fault of each kind: what they take is time.
    """
    for case in inputs(script):
        for version in macos.versions():
            for one in _conditioned(replace(case, profile=version)):
                if case.kind != "huge" or one.condition in FOR_HUGE:
                    yield one


def sweep(script: str = "") -> Iterator[Case]:
    """What goes well, failing at each of its events: from then on, once, or too late."""
    for case in inputs(script):
        if case.kind in ("huge", "missing", "odd"):
            continue
        for at in range(len(perform(case).events)):
            for how, fault in _ways(case.app, at):
                said = f"{fault.number} at event {at + 1}{how}"
                yield replace(case, condition=said, faults=(fault,))


def perform(case: Case) -> Played:
    """Run *case* in QuickJS; Macs that do not differ for its app are one Mac, and run once."""
    key = (case.script, case.what, case.condition, case.language, same_for(case.app, case.profile))
    if key not in _PLAYED:
        _PLAYED[key] = _performed(case)
    return _PLAYED[key]


@cache
def same_for(app: str, version: str) -> str:
    """The first version of macOS on which *app* has the terms and the quirks of *version*."""
    return next(v for v in macos.versions() if _character(app, v) == _character(app, version))


def _character(app: str, version: str) -> tuple[Any, ...]:
    own = {quirk.id for quirk in quirks.catalogue() if quirk.app in ("", app)}
    mine = quirks.always(version) & own
    return macos.table(app, version), mine, quirks.sometimes(app, version)


_PLAYED: Final[dict[Any, Played]] = {}


def _performed(case: Case) -> Played:
    before = state(case.app, case.variant, case.language)
    found = _rehearsed(case.script)(
        [json.dumps(case.argument)], before, NOW.isoformat(), case.conditions
    )
    if found.error is not None or found.printed is None:
        raise AssertionError(f"{case.id} printed no answer: {found.error}")
    changed = "" if found.state == before else json.dumps(found.state)
    return Played(json.loads(found.printed), found.events, before, changed)


def _ways(app: str, at: int) -> Iterator[tuple[str, Fault]]:
    for number in (-609, -1712):
        yield "", Fault(app, number, after=at)
        yield ", but done", Fault(app, number, after=at, once=True, acts=True)
    for number in (-1743, -10000):
        yield ", once", Fault(app, number, after=at, once=True)


def asked(case: Case) -> Mapping[str, Any]:
    """*case* for another engine: the text of the script, what the host is told, the arguments."""
    before = state(case.app, case.variant, case.language)
    return {
        "source": (ROOT / case.script).read_text("utf-8"),
        "input": engine.given(case.app, before, NOW.isoformat(), case.conditions),
        "argv": [json.dumps(case.argument)],
    }


def _conditioned(case: Case) -> Iterator[Case]:
    for name, faults in CONDITIONS.items():
        aimed = tuple(replace(fault, app=case.app) for fault in faults)
        yield replace(case, condition=name, faults=aimed)
    for code in LANGUAGES:
        refusing = (Fault(case.app, -1728, after=1),)
        yield replace(case, condition=f"in {code}", language=code)
        yield replace(case, condition=f"gone, in {code}", language=code, faults=refusing)
    app = quirks.sometimes(case.app, case.profile)
    for id in app:
        yield replace(case, condition=id, quirks=frozenset({id}))
    if len(app) > 1:
        yield replace(case, condition="all at once", quirks=frozenset(app))


@cache
def _rehearsed(script: str) -> Any:
    return engine.rehearsed(app_of(script), (ROOT / script).read_text("utf-8"))
