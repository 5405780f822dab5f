"""The complete run: every mutant of scripts, simulator and term tables, and whether it is caught.

``python -m tests.rings.mutants`` takes hours on two cores; names of files make it shorter
(``notes/append_note.js apps/notes.js terms/Notes.json``).  What is not caught is printed by its
key and ends it with 1.  Such a mutant is a case that nobody thought of: add it to `corners` or
`probes`; or it changes nothing that can be seen, and goes into ``equivalent.toml`` with the reason.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tests.rings.bench import (
    Baseline,
    Engine,
    Told,
    baseline,
    cases_of,
    catches,
    host,
    parts,
    probes_of,
    scripts,
    text_of,
)
from tests.rings.operators import Mutant, mutants
from tests.rings.probes import WAYS
from tests.rings.repeated import is_at_home
from tests.rings.terms import TermMutant, term_mutants

HERE: Final = Path(__file__).parent
MOST: Final = 1000  # cases alike that a mutant of what all apps share meets, of all that come to it
# Files of which a complete run caught every mutant, or its key stands in equivalent.toml.
HELD: Final = (
    *scripts(), "apps/calendar.js", "apps/contacts.js", "apps/mail.js", "apps/messages.js",
    "apps/notes.js", "apps/reminders.js", "filters.js", "terms/Calendar.json",
    "terms/Messages.json", "terms/Notes.json", "terms/Reminders.json",
)  # fmt: skip
SHARED: Final = frozenset(part for part in parts() if not part.startswith("apps/"))
EVERY: Final = 6  # of the scripts' cases, for terms and for what all apps share

AnyMutant = Mutant | TermMutant


@cache
def equivalent() -> Mapping[str, str]:
    """The keys of the mutants that change nothing which can be seen, and why."""
    told = tomllib.loads((HERE / "equivalent.toml").read_text("utf-8"))
    return {key: entry["why"] for entry in told.get("same", ()) for key in entry["keys"]}


def files() -> list[str]:
    """What is mutated."""
    return [*scripts(), *parts(), *(f"terms/{app}.json" for app in WAYS)]


def all_of(file: str) -> Iterator[AnyMutant]:
    """Every mutant of *file*."""
    if file.startswith("terms/"):
        return term_mutants(Path(file).stem)
    found = mutants(file, text_of(file))
    return (one for one in found if is_at_home(one)) if file in scripts() else found


def told_for(file: str) -> tuple[Told, ...]:
    """The cases that mutants of *file* meet, those that tell most first."""
    if file in scripts():
        return cases_of(file)
    app = Path(file).stem.capitalize()
    if app not in WAYS:
        probes = [one for name in WAYS for one in probes_of(name)]
        return (*probes, *[one for script in scripts() for one in cases_of(script)][::EVERY])
    own = [
        one for script in scripts() if script.startswith(app.lower()) for one in cases_of(script)
    ]
    # Scripts say few of the terms that the probes say all of.
    return (*probes_of(app), *(own[::EVERY] if file.startswith("terms/") else own))


def alive(base: Baseline, found: Sequence[AnyMutant]) -> Iterator[tuple[AnyMutant, bool]]:
    """Each of *found*, and whether nothing catches it."""
    running, whole = Engine(), host([text_of(part) for part in parts()])
    for mutant in found:
        if isinstance(mutant, TermMutant):
            yield mutant, not caught_term(base, mutant, running, whole)
            continue
        coming = list(base.coming_to(mutant))
        if mutant.file in SHARED:  # some of those of which there are many alike
            alike = [at for at in coming if base.told[at].alike]
            coming = [at for at in coming if not base.told[at].alike]
            coming += alike[:: len(alike) // MOST + 1]
        yield mutant, not catches(base, mutant, running, coming)


def caught_term(base: Baseline, mutant: TermMutant, running: Engine, whole: str) -> str:
    """The id of the first case that differs with the terms of *mutant*; "" where none does."""
    for at, one in enumerate(base.told):
        asked = one.asked()
        changed = asked.replace(mutant.was, mutant.instead, 1)
        if changed == asked:
            continue  # of another macOS
        running.load(whole, one.source)
        if hash(running.simulate(changed, one.argv)) != base.right[at]:
            return one.id
    return ""


def main(words: Sequence[str]) -> int:
    """Run them, and tell."""
    wanted = [file for file in files() if not words or file in words]
    if strange := set(words) - set(wanted):
        print(f"there is no {', '.join(sorted(strange))}", file=sys.stderr)
        return 2
    total = caught = same = 0
    left: list[str] = []
    workers = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for file, of_file, keys in pool.imap_unordered(_run, wanted):
            known = [key for key in keys if key in equivalent()]
            total, same = total + of_file, same + len(known)
            caught += of_file - len(keys)
            new = [key for key in keys if key not in equivalent()]
            left += new
            print(f"{file}: {of_file} mutants, {len(new)} not caught", flush=True)
            for key in new:
                print(f"  {key}", flush=True)
    print(f"{total} mutants: {caught} caught, {same} change nothing, {len(left)} not caught")
    return 1 if left else 0


def _run(file: str) -> tuple[str, int, list[str]]:
    found = list(all_of(file))
    base = baseline(told_for(file), lambda done, of: None)
    keys = []
    for number, (mutant, lives) in enumerate(alive(base, found), start=1):
        if lives:
            keys.append(mutant.key)
        if number % 200 == 0 and sys.stderr.isatty():
            print(f"{file}: {number} of {len(found)}", file=sys.stderr, flush=True)
    return file, len(found), keys


def sample(file: str, count: int, seed: int) -> list[AnyMutant]:
    """*count* mutants of *file* by lot, none of those that change nothing."""
    found = [one for one in all_of(file) if one.key not in equivalent()]
    return random.Random(seed).sample(found, min(count, len(found)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
