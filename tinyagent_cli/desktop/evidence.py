"""What is known of a tool before any Mac saw it: which rings of proof its scripts passed.

``macos_tools/evidence.json`` is written by the tests that are the rings (tests/rings/evidence.py),
script by script with its checksum: of a script that was changed since, nothing is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from macos_tools import ROOT
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.desktop import scripts
from tinyagent_cli.desktop.quirks import Quirk, catalogue
from tinyagent_cli.tools.spec import ToolSpec

FILE: Final = "evidence.json"


@dataclass(frozen=True, slots=True)
class Ring:
    """One kind of proof: *name*, what it *is*, and in one word the *head* of its column."""

    name: str
    head: str
    what: str


RINGS: Final = (
    Ring("R0", "types", "right by types made of Apple's dictionaries, and nothing banned in it"),
    Ring("R1", "simulated", "run on the simulated Mac: every kind of input, macOS and fault"),
    Ring("R2", "engines", "the same in JavaScriptCore, V8 and QuickJS, event by event"),
    Ring("R3", "osascript", "run as on a Mac, through processes that answer as osascript does"),
    Ring("R4", "a Mac", "run on somebody's Mac, which wrote a transcript of it"),
)


@dataclass(frozen=True, slots=True)
class Proof:
    """That a tool *passed* a ring, or not, and what of: a figure with its noun."""

    ring: Ring
    passed: bool
    says: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a tool: its *scripts*, its *proofs* ring by ring, and its *reports*.

    Reports are quirks of the app that nothing but people's word vouches for.
    """

    tool: str
    scripts: tuple[str, ...]
    proofs: tuple[Proof, ...]
    reports: tuple[Quirk, ...]


def of(spec: ToolSpec) -> Evidence | None:
    """The evidence of a tool; None for a plugin's, which no ring is about.

    Raises NotReady where what was written cannot be read.
    """
    known = _written()["tools"].get(spec.name)
    if known is None:
        return None
    own = tuple(known["scripts"])
    proofs = (*(_of_scripts(ring, own, known) for ring in RINGS[:3]), _osascript(known), _macs(own))
    reports = tuple(
        quirk
        for quirk in catalogue()
        if own and quirk.app in ("", spec.app) and quirk.concerns(spec.name)
    )
    return Evidence(spec.name, own, proofs, reports)


def _of_scripts(ring: Ring, own: tuple[str, ...], known: Mapping[str, Any]) -> Proof:
    if changed := [script for script in own if not _as_proven(script)]:
        return Proof(ring, False, f"changed since: {', '.join(changed)}")
    told = [_written()["scripts"][script] for script in own]
    passed = all(one[ring.name] for one in told)
    match ring.name:
        case "R1" if not own:
            return Proof(ring, known["R1"] > 0, _many(known["R1"], "test"))
        case "R1":
            cases = sum(one["cases"] for one in told)
            return Proof(ring, passed and known["R1"] > 0, _many(cases, "case"))
        case _ if not own:
            return Proof(ring, False, "no script")
        case "R0":
            return Proof(ring, passed, _many(len(own), "script"))
        case _:
            return Proof(ring, passed, _many(sum(one["calls"] for one in told), "call"))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _osascript(known: Mapping[str, Any]) -> Proof:
    return Proof(RINGS[3], known["R3"] > 0, "as a process" if known["R3"] else "not run")


def _macs(own: tuple[str, ...]) -> Proof:
    """R4: the versions of macOS on which every script of a tool went well."""
    each = [set(_written()["scripts"][script]["macs"]) for script in own]
    seen = sorted(set.intersection(*each)) if each else []
    return Proof(RINGS[4], bool(seen), f"macOS {', '.join(seen)}" if seen else "no Mac yet")


def _as_proven(script: str) -> bool:
    told = _written()["scripts"].get(script)
    return told is not None and told["sha256"] == scripts.sums().get(script)


@cache
def _written() -> Mapping[str, Any]:
    try:
        written: Mapping[str, Any] = json.loads((ROOT / FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotReady(f"{FILE} cannot be read", scripts.ANEW) from error
    return written
