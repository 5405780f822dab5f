"""How a request and its plan are made.

Draw one to six wishes from the phrase banks, say each of them with fresh names, times
and titles, join them in one of the ways people join wishes, and disturb the text as
typing and dictation do.  The marks in the text tell where each argument stands in the
end, so the plan is right whatever happened to the words around it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tinyagent_cli.lab.example import BadExampleError, Example, check
from tinyagent_cli.lab.phrasing import (
    bundles,
    calendar,
    chains,
    documents,
    mail,
    maps,
    noise,
    notes,
    nothing,
    orders,
    reminders,
    stories,
    texts,
)
from tinyagent_cli.lab.phrasing.bank import Bank, people
from tinyagent_cli.lab.phrasing.markup import plain
from tinyagent_cli.lab.phrasing.plans import MisalignedError, Node, settle
from tinyagent_cli.lab.phrasing.scene import Scene
from tinyagent_cli.lab.phrasing.words import Words, kept_aside

SERVED: Final[tuple[Bank, ...]] = (
    *calendar.BANKS, *texts.BANKS, *mail.BANKS, *notes.BANKS, *reminders.BANKS, *maps.BANKS,
    *documents.BANKS, *chains.BANKS, *bundles.BANKS, *orders.BANKS,
    *stories.BANKS,
)  # fmt: skip
SOCIAL: Final = (texts.TEXT, mail.COMPOSE, mail.FORWARD, calendar.WITH_GUESTS)
PIPED: Final = tuple(b for b in SERVED if b.name.endswith("piped"))
UNSERVED: Final = nothing.BANKS

_STYLES: Final = ("plain",) * 11 + ("paper",) * 6 + ("terse",) * 3
_LENGTHS: Final = {"plain": (1,) * 12 + (2,) * 5 + (3,) * 2, "terse": (1,) * 10 + (2,) * 2,
                   "paper": (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6)}  # fmt: skip
_JOINTS: Final = {
    "plain": (" and ", ", and ", " and then ", ", then ", " then ", " and also ", ", also ", ". Then ", ". Also, ",
              ". Also ", ". After that, ", ". ", ", ", " and after that ", "; ", " plus ", ", and then ", ". And "),
    "terse": (", ", " and ", " + ", "; ", " & ", ", then ", ". ", " then ", "\n"),
    "paper": (", and ", ", then ", ". Then, ", ". Additionally, ", ". Also, ", ". After that, ", ". Next, ",
              ", and then ", ". Finally, ", ". Lastly, ", ", ", ". Afterwards, ", ". In addition, ", " and ",
              ". Furthermore, ", ", after that ", ". Please also ", ", and finally ", ", and also ", ". Once done, ",
              ". Moreover, ", ". Before that, ", ". Subsequently, ", ". Meanwhile, ", ", as well as "),
}  # fmt: skip

# The longest plan worth learning: the authors' pairs have nine calls at most.
MOST_CALLS: Final = 13


@dataclass(frozen=True)
class Wish:
    """One clause: its marked text, whether it is a command, and its calls."""

    text: str
    command: bool
    nodes: list[Node]
    family: str


def make(rng: random.Random, words: Words, *, served: bool = True) -> Example | None:
    """A request and its plan, or None where chance made nonsense.

    The families are of the same part as *words*: for training, or kept aside.
    """
    if not served:
        return _finish(rng, _one(rng, words, UNSERVED))
    if rng.random() < 0.06:
        return _finish(rng, _one(rng, words, PIPED, piped=True), piped=True)
    style = rng.choice(_STYLES)
    scene = Scene(rng, words, style)
    wishes: list[Wish] = []
    for _ in range(rng.choice(_LENGTHS[style])):
        last = bool(wishes)
        # Who speaks of somebody often goes on about them: "… and text him that I sent it".
        banks = SOCIAL if scene.spoken and rng.random() < 0.25 else SERVED
        wish = draw_wish(rng, scene, banks, words.aside, command=last and rng.random() < 0.85)
        if wish is None or any(w.nodes and w.nodes[-1] in wish.nodes for w in wishes):
            return None
        wishes.append(wish)
    return _finish(rng, (scene, wishes))


def _one(
    rng: random.Random, words: Words, banks: tuple[Bank, ...], *, piped: bool = False
) -> tuple[Scene, list[Wish]]:
    scene = Scene(rng, words, rng.choice(_STYLES), piped)
    wish = draw_wish(rng, scene, banks, words.aside, command=False)
    return scene, [wish] if wish is not None else []


@cache
def templates(bank: Bank, *, aside: bool) -> tuple[tuple[str, str, bool], ...]:
    """The templates of *bank* in this split: family, template, whether it is a command.

    A template's own text settles whether it is kept aside, so that a bank can grow.
    """
    named = [(f"{bank.name}/c{i}", t, True) for i, t in enumerate(bank.commands)]
    named += [(f"{bank.name}/s{i}", t, False) for i, t in enumerate(bank.sentences)]
    return tuple(n for n in named if kept_aside(n[1]) == aside)


@cache
def _weights(banks: tuple[Bank, ...], aside: bool) -> tuple[tuple[Bank, ...], tuple[float, ...]]:
    usable = tuple(b for b in banks if templates(b, aside=aside))
    piped = all(b.weight == 0 for b in usable)
    return usable, tuple(1.0 if piped else b.weight for b in usable)


def draw_wish(
    rng: random.Random, scene: Scene, banks: tuple[Bank, ...], aside: bool, *, command: bool
) -> Wish | None:
    """A wish of one of *banks* said in *scene*, or None where chance made nonsense."""
    usable, weights = _weights(banks, aside)
    bank = rng.choices(usable, weights)[0]
    # People say commands more often than anything else.
    choices = templates(bank, aside=aside)
    if command or rng.random() < 0.45:
        choices = tuple(c for c in choices if c[2]) or choices
    family, template, is_command = rng.choice(choices)
    if command and not is_command:
        return None
    text, slots = scene.clause(template)
    text = re.sub(r" +(?=[,.;]( |$))", "", text)
    scene.spoken = people(slots, "with", "ps", "mto", "tto", "fto", "oto")
    return Wish(text, is_command, bank.build(slots), family)


def _finish(
    rng: random.Random, made: tuple[Scene, list[Wish]], *, piped: bool = False
) -> Example | None:
    scene, wishes = made
    if not wishes:
        return None
    text = disturb(join(rng, scene.style, wishes), scene.style, rng)
    nodes = [n for w in wishes for n in w.nodes]
    try:
        request, calls = settle(text, nodes)
        if len(calls) > MOST_CALLS:
            return None
        example = Example(request, calls, piped, family="+".join(w.family for w in wishes))
        check(example)
    except (MisalignedError, BadExampleError):
        return None
    return example


def join(rng: random.Random, style: str, wishes: Sequence[Wish]) -> str:
    """One text of all wishes."""
    first = wishes[0]
    text = first.text
    if first.command and rng.random() < {"plain": 0.45, "paper": 0.3, "terse": 0.08}[style]:
        text = noise.ask(text, rng)
        if len(wishes) > 1:
            text = text.rstrip("?")
    used: set[str] = set()
    for i, wish in enumerate(wishes[1:], start=2):
        joints = [j for j in _JOINTS[style] if j not in used]
        if not wish.command or not wishes[i - 2].command:
            joints = [j for j in joints if j.startswith((".", "\n", ";"))] or [". "]
        if i < len(wishes):
            joints = [j for j in joints if "inally" not in j and "astly" not in j] or [", "]
        joint = rng.choice(joints)
        if joint not in (", ", " and "):
            used.add(joint)
        part = wish.text
        if (
            wish.command
            and "lease" not in joint
            and joint.startswith((".", ";"))
            and rng.random() < 0.2
        ):
            part = noise.ask(part, rng, brief=True)
        if joint in (". ", "\n") or (joint == ". And " and rng.random() < 0.1):
            part = noise.upper_first(part)
        text = (
            re.sub(r"[.?!]$", "", text) + joint + part
            if joint[0] != "."
            else _closed(text) + joint[1:] + part
        )
    return text


def _closed(text: str) -> str:
    return text if plain(text)[-1:] in "?!." else text + "."


def disturb(text: str, style: str, rng: random.Random) -> str:
    """What a person or a recogniser does to a text that was meant."""
    if rng.random() < {"plain": 0.14, "paper": 0.02, "terse": 0.05}[style]:
        text = noise.address(text, rng)
    if rng.random() < {"plain": 0.12, "paper": 0.02, "terse": 0.05}[style]:
        text = noise.thank(text, rng)
    if rng.random() < (0.05 if style == "plain" else 0.01):
        text = noise.disfluent(text, rng)
    chance = rng.random()
    if style == "paper":
        if chance < 0.93:
            return _closed(noise.upper_first(text))
        return text
    if rng.random() < (0.2 if style == "terse" else 0.04):
        text = noise.hurried(text, rng)
    if rng.random() < 0.07:
        text = noise.typos(text, rng)
    if chance < 0.28:
        return noise.dictated(text, rng)
    if chance < 0.48:
        return text.lower()
    if chance < 0.60:
        return text
    text = noise.upper_first(text)
    return _closed(text) if chance < 0.88 else text
