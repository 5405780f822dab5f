"""A page of the worst failures, to learn from: what was asked, wanted and given, and what differs.

Only for rows that may be looked at: a test set that was read is none any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from tinyagent_cli.lab.invented import said_in
from tinyagent_cli.lab.judging import Same, Verdict, completed
from tinyagent_cli.lab.rows import Gold
from tinyagent_cli.plan.compare import isomorphism, renamed
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.plan.text import plan_text, value_text
from tinyagent_cli.planning.embedded.signature import BY_TOOL

MOST: Final = 60  # failures on a page


def page(title: str, verdicts: Iterable[Verdict], most: int = MOST) -> str:
    """The *most* worst failures in Markdown: wrong graphs first, of these what was surest."""
    everything = list(verdicts)
    failed = sorted((v for v in everything if not v.strict), key=_badness, reverse=True)
    graphs = sum(not v.success for v in failed)
    head = (
        f"# Failures: {title}\n\n{len(failed)} of {len(everything)} plans are wrong: {graphs} in"
        f" their graph, {len(failed) - graphs} in an argument alone. The {min(most, len(failed))}"
        " worst: wrong graphs first, then the surest.\n"
    )
    return "\n".join([head, *(_told(n, v) for n, v in enumerate(failed[:most], start=1))])


def _badness(verdict: Verdict) -> tuple[bool, float]:
    return not verdict.success, verdict.answer.confidence or 0.0


def _told(number: int, verdict: Verdict) -> str:
    row, answer = verdict.row, verdict.answer
    about = [part for part in (row.source, row.id) if part]
    if answer.confidence is not None:
        about.append(f"confidence {answer.confidence:.2f}")
    given = "no valid plan" if answer.plan is None else plan_text(answer.plan).strip()
    quoted = "\n".join(f"> {line}" for line in row.request.splitlines())
    differs = "\n".join(f"* {line}" for line in differences(verdict))
    return (
        f"## {number}. {' · '.join(about)}\n\n{quoted}\n\nWanted\n\n```\n"
        f"{plan_text(row.wanted).strip()}\n```\n\nGiven\n\n```\n{given}\n```\n\n{differs}\n"
    )


def differences(verdict: Verdict) -> Iterator[str]:
    """What is wrong with a plan, against the first right one that calls anything."""
    row, given = verdict.row, verdict.answer.plan
    if given is None:
        yield "no valid plan came"
        return
    wanted, given = completed(row.wanted, row.now), completed(given, row.now)
    pairs = isomorphism(wanted, given)
    if pairs is None:
        yield from _of_graphs(wanted, given)
    else:
        yield from _of_arguments(verdict, wanted, given, pairs)
    for said in said_in(given, row):
        if said.invented:
            yield f"`{said.argument}` of task {said.task} is invented: {said.words}"


def _of_graphs(wanted: Plan, given: Plan) -> Iterator[str]:
    right, made = (Counter(task.tool for task in plan.tasks) for plan in (wanted, given))
    for tool, times in sorted((right - made).items()):
        yield f"`{tool}` is missing{_times(times)}"
    for tool, times in sorted((made - right).items()):
        yield f"`{tool}` is too many{_times(times)}"
    if right == made:
        yield "the calls are right, their references are not"


def _times(times: int) -> str:
    return f", {times} times" if times > 1 else ""


def _of_arguments(
    verdict: Verdict, wanted: Plan, given: Plan, pairs: dict[int, int]
) -> Iterator[str]:
    row = verdict.row
    gold = next((g for g in row.golds if row.wanted in g.plans), Gold((), {}, frozenset()))
    same = Same(row.now, row.wanted, gold, first=bool(gold.plans) and gold.plans[0] == row.wanted)
    back = {theirs: ours for ours, theirs in pairs.items()}
    for ours, theirs in sorted(pairs.items()):
        task, other = wanted.by_id[ours], given.by_id[theirs]
        for index, (x, y) in enumerate(zip(task.arguments, other.arguments, strict=False)):
            if not same(task, index, x, renamed(y, back)):
                slot = BY_TOOL[task.tool].slots[index].name
                yield f"`{task.tool}.{slot}`: wanted {value_text(x)}, given {value_text(y)}"
