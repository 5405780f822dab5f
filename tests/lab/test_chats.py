"""What a model is shown in training is what it will be shown in use."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tinyagent_cli.agent.asking import Asking
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.chats import Chat, Chats, Prompting, plan_of, read
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.planning.embedded.pointing import Call, PipedText, Result, Span
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.planning.prompted import Prompt, PromptedPlanner
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = load_manifest()
BY_NAME = {spec.name: spec for spec in SPECS}
NOW = datetime(2026, 11, 23, 9)
SELECTOR = TrainedSelector()


def _span(first: int, last: int) -> Span:
    return Span(((first, last),))


def _phone(at: int) -> Call:
    return Call("get_phone_number", (_span(at, at),))


REMINDER = Example(
    "remind me to call mum tomorrow at 5pm",
    (Call("create_reminder", (_span(3, 4), _span(5, 7))),),
)
PIPED = Example(
    "text this to Ada", (_phone(3), Call("send_sms", ((Result(1),), PipedText()))), piped=True
)
EXAMPLES = (
    REMINDER,
    PIPED,
    Example("text Ada that we won", (_phone(1), Call("send_sms", ((Result(1),), _span(3, 4))))),
    Example("text Ben that we lost", (_phone(1), Call("send_sms", ((Result(1),), _span(3, 4))))),
    Example("text Cem about lunch", (_phone(1), Call("send_sms", ((Result(1),), _span(3, 3))))),
    Example("open plan.pdf", (Call("open_and_get_file_path", (_span(1, 1),)),)),
    Example("sing a song", ()),
)


class Nothing:
    """A selector that finds nothing fit."""

    name = "nothing"

    def select(self, request: str, tools: tuple[ToolSpec, ...]) -> tuple[ToolSpec, ...]:
        return ()


class Listening(PromptedPlanner):
    """A planner that notes the prompts it is to complete."""

    name = "listening"

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        self.heard.append((prompt.system, prompt.user))
        yield "1. join()\n"


def _chats(how: Prompting | None = None, seed: int = 1, selector: object = None) -> Chats:
    chosen = selector or SELECTOR
    return Chats(EXAMPLES, SPECS, chosen, how or Prompting(), EXAMPLES, seed)  # type: ignore[arg-type]


def _many(how: Prompting | None = None, selector: object = None, only: str = "") -> list[Chat]:
    """The chats of 40 seeds, or of the request *only* among them."""
    return [
        chats[i]
        for chats in (_chats(how, seed, selector) for seed in range(40))
        for i, example in enumerate(chats.examples)
        if only in ("", example.request)
    ]


async def test_a_prompt_is_what_the_program_sends() -> None:
    """Word for word, as a turn of the program asks a planner that reads prompts."""
    chats, planner = _chats(), Listening()
    for i in range(len(chats)):
        chat = chats.as_used(i)
        offered = SELECTOR.select(chat.request, SPECS)
        clock = Clock.stopped(chat.now)
        turn = Asking(planner, chat.request, chat.piped, offered, BY_NAME, clock)
        assert [piece async for piece in turn.plan()]
        assert planner.heard[-1] == (chat.system, chat.user)


async def test_whatever_is_drawn_a_prompt_is_made_by_the_planners_own_code() -> None:
    """Other tools and other worked examples, in the same words."""
    planner = Listening()
    for chat in _chats():
        pieces = planner.plan(chat.request, chat.offered, chat.examples, chat.now, chat.piped)
        assert [piece async for piece in pieces]
        assert planner.heard[-1] == (chat.system, chat.user)


@pytest.mark.parametrize("how", [Prompting(), Prompting(selected=1), Prompting(selected=0)])
def test_negative_tools_never_hide_a_needed_one(how: Prompting) -> None:
    """However tools are drawn, and even if the selector misses all of them."""
    chats = _many(how, Nothing())
    needed = [{task.tool for task in chat.plan.tasks} for chat in chats]
    offered = [{tool.name for tool in chat.offered} for chat in chats]
    assert all(n <= o for n, o in zip(needed, offered, strict=True))
    assert all(list(chat.offered) == [s for s in SPECS if s in chat.offered] for chat in chats)


def test_negative_tools_are_there_and_vary() -> None:
    """Or the model would learn to call all that it sees."""
    chats = _many(Prompting(selected=0, whole=0.1), only="open plan.pdf")
    counts = Counter(len(chat.offered) for chat in chats)
    assert counts[1] < len(chats) / 2
    assert len(counts) > 3


def test_worked_examples_call_only_tools_on_offer() -> None:
    """The program's own, and those that are like the request."""
    for chat in _many():
        names = {tool.name for tool in chat.offered}
        assert all(example.tools() <= names for example in chat.examples)


def test_similar_examples_are_the_likest_and_never_the_request_itself() -> None:
    """Another text message for a text message; the answer is not given away."""
    chats = _many(Prompting(selected=0, whole=1, own=0, similar=1))
    won = [chat for chat in chats if chat.request == "text Ada that we won"]
    assert {e.request for chat in won for e in chat.examples} == {"text Ben that we lost"}
    assert not any(chat.request == e.request for chat in chats for e in chat.examples)


def test_times_are_absolute_as_of_a_time_that_is_drawn() -> None:
    """The plan says what the prompt's date makes of the user's words."""
    plans = {plan_text(chat.plan) for chat in _many(only=REMINDER.request)}
    assert len(plans) > 20
    assert plan_text(plan_of(REMINDER, NOW, BY_NAME)) == (
        '1. create_reminder("call mum", "2026-11-24 17:00:00", "", "", 0, False)\n2. join()\n'
    )


def test_what_the_program_would_ask_about_stays_in_the_users_words() -> None:
    """A day and a date that disagree are not for the model to settle."""
    asked = Example(
        "remind me to pay on Tuesday, November 23rd",
        (Call("create_reminder", (_span(3, 3), _span(5, 8))),),
    )
    (task,) = plan_of(asked, NOW, BY_NAME).tasks
    assert task.arguments[1] == "Tuesday, November 23rd"


def test_piped_text_is_in_prompt_and_plan() -> None:
    """Fenced as data in the one, and whole in the other."""
    for chat in _many(only=PIPED.request):
        assert chat.piped
        assert f"<<<\n{chat.piped}\n>>>" in chat.user
        assert chat.plan.tasks[-1].arguments[1] == chat.piped


def test_an_answer_is_a_plan_and_the_mark_at_its_end() -> None:
    """The mark at which the program stops reading."""
    for chat in _chats():
        assert chat.answer.endswith(f"join()\n{STOP}")
        assert plan_text(parse(chat.answer, chat.request)) == plan_text(chat.plan)


def test_the_same_seed_gives_the_same_chats() -> None:
    """In every process and after a resumption, in whatever order they are asked for."""
    once, again = _chats(), _chats()
    last_first = [again[i] for i in reversed(range(len(again)))]
    assert list(once) == last_first[::-1]
    assert list(once) != list(_chats(seed=2))


def test_what_a_tool_would_refuse_is_left_out_and_counted() -> None:
    """A number is no address."""
    bad = Example(
        "mail Ada", (_phone(1), Call("compose_new_email", ((Result(1),), None, None, None, None)))
    )
    chats = Chats([bad, REMINDER], SPECS, SELECTOR, Prompting())
    assert (len(chats), chats.refused) == (1, 1)


def test_examples_are_read_up_to_a_limit(tmp_path: Path) -> None:
    """And a line that is none is named."""
    file = tmp_path / "train.jsonl"
    file.write_text("".join(f"{to_json(e)}\n" for e in EXAMPLES) + '{"r": 1}\n', "utf-8")
    assert read(file, 2) == list(EXAMPLES[:2])
    with pytest.raises(UsageError, match=f"line {len(EXAMPLES) + 1}"):
        read(file)
    with pytest.raises(UsageError, match="tinyagent lab data"):
        read(tmp_path / "none.jsonl")
