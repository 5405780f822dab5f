"""Stage one: make the examples that the embedded planner learns from.

    python -m tinyagent_cli.lab.data --out DIR [--paper FILE] [--crowd FILE --without FILE…]

writes ``train.jsonl``, ``heldout.jsonl`` and ``dev.jsonl`` (both of synthetic families and
words kept aside: one to measure on, one to look at while training), ``written.jsonl`` (those of
the pairs written by hand that runs are chosen by) and, last, ``manifest.json``.
``--paper`` takes the request-and-plan pairs of the TinyAgent authors, ``--crowd`` utterances
of crowd workers with intents and slots; the stage works without them.  Requests of the
``--without`` files never become examples; of the authors' pairs a third is for testing and a
ninth for choosing between runs, which ``--chosen`` says is done.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.lab import crowd, paper, written
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.lab.phrasing.compose import make
from tinyagent_cli.lab.phrasing.words import Words
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.lab.recombine import recombined
from tinyagent_cli.lab.variants import multiply
from tinyagent_cli.lab.written import Written

# Shares of the synthetic part that no tool serves, and how often real requests are repeated.
UNSERVED_SHARE: Final = 0.07
CROWD_SERVED_TIMES: Final = 8
CROWD_TIMES: Final = {"crowd/list.open": 2, "crowd/mail.bare": 4}
PAPER_TIMES: Final = 3
PAPER_VARIANTS: Final = 20
WRITTEN_TIMES: Final = 2
WRITTEN_VARIANTS: Final = 20
RECOMBINED: Final = 35  # new requests of the clauses of pairs, for each pair
HELDOUT: Final = 4000
DEV: Final = 1200  # of these, for development


def normalised(request: str) -> str:
    """A request without case, punctuation and double spaces, to compare requests by."""
    return re.sub(r"\W+", " ", request.lower()).strip()


def synthetic(rng: random.Random, words: Words, count: int) -> Iterator[Example]:
    """*count* generated examples of the split of *words*."""
    while count:
        example = make(rng, words, served=rng.random() >= UNSERVED_SHARE)
        if example is not None:
            count -= 1
            yield example


def served(rows: list[dict[str, Any]]) -> tuple[list[Example], dict[str, int]]:
    """What crowd workers said, those requests that a tool serves more than once."""
    examples, counts = crowd.convert(rows)
    found = [e for e in examples if not e.calls]
    for example in examples:
        if example.calls:
            found += [example] * CROWD_TIMES.get(example.family, CROWD_SERVED_TIMES)
    return found, counts


def told_again(
    pairs: list[Written], rng: random.Random, words: Words, variants: int
) -> Iterator[Example]:
    """Pairs that were written by hand, as they are and *variants* of each with other names."""
    for pair in pairs:
        yield from [pair.example] * WRITTEN_TIMES
        if pair.template.places:
            for example in multiply([pair.template], rng, words, variants):
                yield replace(example, piped=pair.piped, source="written")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of *path*."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write(path: Path, examples: Iterable[Example]) -> str:
    """Write *examples*, one JSON line each; returns the file's SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for example in examples:
            line = (to_json(example) + "\n").encode()
            digest.update(line)
            out.write(line)
    return digest.hexdigest()


def describe(examples: list[Example]) -> dict[str, Any]:
    """Counts of *examples* by source, tool and number of calls."""
    return {
        "examples": len(examples),
        "source": dict(Counter(e.source for e in examples)),
        "tools": dict(Counter(c.tool for e in examples for c in e.calls).most_common()),
        "calls": {str(k): n for k, n in sorted(Counter(len(e.calls) for e in examples).items())},
        "piped": sum(e.piped for e in examples),
        "unserved": sum(not e.calls for e in examples),
        "families": len({f for e in examples for f in e.family.split("+")}),
        "words": {
            "mean": round(sum(len(e.request.split()) for e in examples) / max(1, len(examples)), 1)
        },
    }


def said(
    options: argparse.Namespace, rng: random.Random, kept_out: set[str]
) -> tuple[list[Example], Words, dict[str, Any]]:
    """Examples of what people said and wrote, told again and recombined, except *kept_out*.

    With them the words that more are made of, and how many of each source were converted.
    """
    found: list[Example] = []
    borrowed: list[str] = []
    report: dict[str, Any] = {}
    if options.crowd:
        rows = [r for r in read_rows(options.crowd) if normalised(r["request"]) not in kept_out]
        borrowed = crowd.quotable(rows)
        found, report["crowd"] = served(rows)
    words = Words(aside=False, borrowed=borrowed)
    own = [w for w in written.shipped() if not written.for_choosing(w)]
    found += told_again(own, rng, words, options.variants)
    report["written"] = {"rows": len(own)}
    pairs: list[paper.Template] = []
    if options.paper:
        rows = [r for r in read_rows(options.paper) if _learnt(str(r["id"]), options.chosen)]
        pairs, report["paper"] = paper.convert(rows)
        found += [paper.plain_example(t) for t in pairs] * PAPER_TIMES
        found += multiply(pairs, rng, words, PAPER_VARIANTS)
    whole = [*pairs, *(w.template for w in own if w.template.nodes and not w.piped)]
    count = options.recombined * len(whole)
    found += progress(recombined(whole, rng, words, count), "recombined examples", count)
    return found, words, report


def _learnt(id_: str, chosen: bool) -> bool:
    return not paper.kept_aside(id_) and (chosen or not paper.for_choosing(id_))


def unlike(
    made: Iterable[Example], real: Iterable[Example], kept_out: set[str]
) -> tuple[list[Example], int]:
    """Those of *made* that say nothing twice, nor what is *kept_out*; how many did.

    Nor what one of the *real* says, where no tool would serve it.
    """
    seen, theirs = set(kept_out), {normalised(e.request) for e in real}
    found: list[Example] = []
    dropped = 0
    for example in made:
        key = normalised(example.request)
        if key in seen or (key in theirs and not example.calls):
            dropped += 1
        else:
            seen.add(key)
            found.append(example)
    return found, dropped


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--paper", type=Path)
    parser.add_argument("--crowd", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--count", type=int, default=300_000, help="synthetic examples")
    parser.add_argument(
        "--variants", type=int, default=WRITTEN_VARIANTS, help="of each pair written by hand"
    )
    parser.add_argument(
        "--recombined", type=int, default=RECOMBINED, help="requests of clauses, for each pair"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--chosen", action="store_true", help="learn from the pairs for choosing, too"
    )
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Run the stage."""
    options = _parser().parse_args(arguments)
    began = time.monotonic()
    rng = random.Random(options.seed)
    kept_out = {normalised(r["request"]) for path in options.without for r in read_rows(path)}
    real, words, report = said(options, rng, kept_out)
    made = progress(synthetic(rng, words, options.count), "synthetic examples", options.count)
    new, dropped = unlike(made, real, kept_out)
    train = [*real, *new]
    rng.shuffle(train)
    aside = list(synthetic(random.Random(options.seed + 1), Words(aside=True), HELDOUT))
    dev, heldout = aside[:DEV], aside[DEV:]
    chosen = [w.example for w in written.shipped() if written.for_choosing(w)]

    options.out.mkdir(parents=True, exist_ok=True)
    manifest = {
        "seed": options.seed,
        "duplicates_dropped": dropped,
        "conversion": report,
        "paper_kept_aside": "int(sha256(id).hexdigest(), 16) % 3 == 0",
        "train": describe(train) | {"sha256": write(options.out / "train.jsonl", train)},
        "dev": describe(dev) | {"sha256": write(options.out / "dev.jsonl", dev)},
        "written": describe(chosen) | {"sha256": write(options.out / "written.jsonl", chosen)},
        "heldout": describe(heldout) | {"sha256": write(options.out / "heldout.jsonl", heldout)},
        "seconds": round(time.monotonic() - began),
    }
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
