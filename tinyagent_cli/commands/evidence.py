"""``tinyagent tools --evidence``: what each tool was proven by, and what rests on reports alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.desktop import evidence
from tinyagent_cli.desktop.evidence import RINGS, Evidence
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

PLUGIN: Final = "a plugin's: nothing is known"
NO_MAC: Final = (
    "No Mac has run any of it yet: what an app really does rests on its dictionary and on what\n"
    "people reported. `tinyagent doctor --probe` on a Mac writes the transcript that would tell."
)


def show_evidence(
    environment: Environment, specs: Sequence[ToolSpec], *, one: bool, json: bool
) -> int:
    """Show what is known of the tools *specs*; of *one* with every report."""
    screen = Screen(environment)
    found = [(spec, evidence.of(spec)) for spec in specs]
    if json:
        told = [as_json(spec, known) for spec, known in found]
        screen.raw(line(told[0] if one else {"rings": rings(), "tools": told}))
    elif one:
        screen.show(_one(*found[0]))
    else:
        heads = ("tool", *(f"{ring.name} {ring.head}" for ring in RINGS), "on reports alone")
        screen.show(listing([_row(*each) for each in found], heads))
        screen.tell("\n" + "\n".join(f"{ring.name}  {ring.what}" for ring in RINGS), "dim")
    if not json and not any(known and known.proofs[-1].passed for _, known in found):
        screen.tell("\n" + NO_MAC)
    return Exit.DONE


def rings() -> list[dict[str, str]]:
    """What the rings are."""
    return [asdict(ring) for ring in RINGS]


def as_json(spec: ToolSpec, known: Evidence | None) -> dict[str, Any]:
    """The evidence of a tool as plain data; without rings for a plugin's."""
    if known is None:
        return {"tool": spec.name, "app": spec.app, "scripts": [], "rings": {}, "reports": []}
    proofs: Mapping[str, Any] = {
        proof.ring.name: {"passed": proof.passed, "says": proof.says} for proof in known.proofs
    }
    return {
        "tool": spec.name,
        "app": spec.app,
        "scripts": list(known.scripts),
        "rings": proofs,
        "reports": [asdict(quirk) for quirk in known.reports],
    }


def _row(spec: ToolSpec, known: Evidence | None) -> Sequence[object]:
    if known is None:
        return (spec.name, *("",) * len(RINGS), PLUGIN)
    count = len(known.reports)
    return (spec.name, *(_says(proof) for proof in known.proofs), str(count or "none known"))


def _says(proof: evidence.Proof) -> Text:
    return Text(proof.says, "" if proof.passed else "dim")


def _one(spec: ToolSpec, known: Evidence | None) -> Group:
    title = Text(spec.name, "bold")
    if known is None:
        return Group(title, Text(PLUGIN))
    rows = [(proof.ring.name, _says(proof), proof.ring.what) for proof in known.proofs]
    parts: list[RenderableType] = [title]
    if known.scripts:
        parts.append(Text(", ".join(known.scripts), "dim"))
    parts += [Text(), listing(rows)]
    if known.reports:
        parts += [Text(), Text("What rests on reports alone:")]
    for quirk in known.reports:
        when = f"macOS {quirk.since}" + (f" to {quirk.until}" if quirk.until else " and later")
        shown = quirk.handled if quirk.by else f"{quirk.handled} (cannot be simulated)"
        parts += [
            Text(),
            Text(f"{quirk.happens}"),
            Padding(Text(f"{when}{', sometimes' if quirk.sometimes else ''}", "dim"), (0, 0, 0, 2)),
            Padding(Text(f"here: {shown}"), (0, 0, 0, 2)),
            Padding(Text(f"told by {', '.join(quirk.sources)}", "dim"), (0, 0, 0, 2)),
        ]
    return Group(*parts)
