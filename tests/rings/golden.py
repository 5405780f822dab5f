"""The exact answers and Apple events of the table, a file for each script.

Of each input: the Macs on which it is the same, the events where all is well, and what a user is
told under which conditions.  ``python -m tests.rings.golden`` writes the files anew; read what
changed in them before it is committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.rings.cases import PLAIN, Case, Played, inputs, perform, same_for, table
from tests.rings.inputs import INPUTS
from tests.rings.outcomes import Outcome, error_of, outcome
from tinyagent_cli.desktop import macos

FOLDER: Final = Path(__file__).parent / "golden"
SCRIPTS: Final = tuple(dict.fromkeys(one.script for one in INPUTS))
WIDTH: Final = 140
SAID_ALIKE: Final = (Outcome.NOT_PERMITTED, Outcome.NOT_RUNNING, Outcome.TIMED_OUT)  # of any input


def file_of(script: str) -> Path:
    """``golden/notes_open_note.txt``."""
    return FOLDER / f"{script.replace('/', '_').removesuffix('.js')}.txt"


def text_of(script: str) -> str:
    """What the file of *script* has to say."""
    return "\n".join(_lines(script)) + "\n"


def _lines(script: str) -> Iterator[str]:
    yield f"{script}: every input, its Apple events, and what is said of it when"
    cases = [case for case in table(script) if case.kind != "huge"]
    for one in inputs(script):
        if one.kind == "huge":
            continue
        mine = [case for case in cases if case.what == one.what]
        macs: dict[str, list[str]] = {}
        for version in macos.versions():
            macs.setdefault(same_for(one.app, version), []).append(version)
        told = {first: tuple(_told(mine, first)) for first in macs}
        for text in dict.fromkeys(told.values()):
            versions = [v for first in macs if told[first] == text for v in macs[first]]
            yield f"\n{one.what} ({one.kind}) · macOS {' '.join(versions)}"
            yield from text


def _told(cases: list[Case], version: str) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for case in cases:
        if case.profile == version:
            play = perform(case)
            if case.condition == PLAIN:
                yield from (f"  {_event(event)}" for event in play.events)
            said.setdefault(_said(case, play), []).append(case.condition)
    most = max(said, key=lambda text: len(said[text]))
    for text, conditions in said.items():
        rest = "otherwise" if text == most and len(said) > 1 else ", ".join(conditions)
        yield f"  → {text}"
        if len(said) > 1:
            yield f"      {rest}"


def _event(event: dict[str, object]) -> str:
    app = f"Application({json.dumps(event['app'])})"
    line = f"{event['event']} {str(event['object']).replace(f'{app}.', '').replace(app, 'app')}"
    if "with" in event:
        line += f" {json.dumps(event['with'], ensure_ascii=False)}"
    return _short(line)


def _said(case: Case, play: Played) -> str:
    error, came = error_of(case, play), outcome(case, play)
    if came in SAID_ALIKE:
        return str(came)
    told = json.dumps(play.answer.get("result")) if error is None else str(error)
    return _short(f"{came}: {told}")


def _short(text: str) -> str:
    line = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in SCRIPTS:
        file_of(name).write_text(text_of(name), "utf-8")
