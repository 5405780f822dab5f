from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tinyagent_cli.core.errors import NotReady, PlanError
from tinyagent_cli.core.ports import Hesitant
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Reference
from tinyagent_cli.planning.embedded.architecture import LONGEST
from tinyagent_cli.planning.embedded.confidence import Confidence
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner, task_of
from tinyagent_cli.planning.embedded.pointing import (
    Call,
    Choice,
    PipedText,
    Result,
    Span,
    text_of,
    words,
)
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.tools.toolbox import load_manifest

NOW = datetime(2026, 11, 23, 9)
SPECS = load_manifest()


@pytest.fixture(scope="module")
def planner() -> EmbeddedPlanner:
    return EmbeddedPlanner()


async def planned(
    planner: EmbeddedPlanner,
    request: str,
    tools: tuple[str, ...] | None = None,
    piped: str | None = None,
) -> list[str]:
    offered = [s for s in SPECS if tools is None or s.name in tools]
    return [line async for line in planner.plan(request, offered, (), NOW, piped)]


async def test_two_people_are_texted_at_once(planner: EmbeddedPlanner) -> None:
    """Both are looked up, one message goes to both, and the plan ends."""
    lines = await planned(planner, "Text Sid and Lutfi that I'm running late")
    assert lines == [
        '1. get_phone_number("Sid")\n',
        '2. get_phone_number("Lutfi")\n',
        '3. send_sms(["$1", "$2"], "I\'m running late")\n',
        "4. join()\n",
    ]


async def test_a_piped_text_becomes_a_note_of_the_name_that_was_said(
    planner: EmbeddedPlanner,
) -> None:
    """The text is what the note holds, the name is the request's."""
    lines = await planned(planner, "make a note of this called Boats", piped="oars")
    assert lines == ['1. create_note("Boats", "oars", "")\n', "2. join()\n"]


async def test_several_results_go_into_one_mail(planner: EmbeddedPlanner) -> None:
    """A summary and the way are two results in one text."""
    lines = await planned(planner, "Email Sid the summary of boats.pdf and directions to Oslo")
    (mail,) = (line for line in lines if "compose_new_email" in line)
    assert '"$3\\n\\n$4"' in mail


async def test_what_no_tool_can_do_is_join_alone(planner: EmbeddedPlanner) -> None:
    """A question about the world is no call."""
    assert await planned(planner, "how tall is mount everest") == ["1. join()\n"]


async def test_only_what_is_on_offer_is_called(planner: EmbeddedPlanner) -> None:
    """Without the tool that the request wants, nothing is planned in its stead."""
    tools = ("maps_open_location", "open_note")
    lines = await planned(planner, "Text Sid that I'm running late", tools)
    assert {task.tool for task in parse("".join(lines)).tasks} <= set(tools)


async def test_a_dollar_amount_is_no_reference(planner: EmbeddedPlanner) -> None:
    """What stands in the request as $2 is text, whatever calls there are."""
    lines = await planned(planner, "text Sid and Tom that I owe them $2")
    text = parse("".join(lines)).tasks[-1].arguments[-1]
    assert isinstance(text, str)
    assert "$2" in text


@pytest.mark.parametrize("request_", ["", "   ", "?", "«»", "a" * 500, "\x00", "🙂🙂"])
async def test_odd_requests_give_a_plan(planner: EmbeddedPlanner, request_: str) -> None:
    """Whatever is typed, what comes out is a plan."""
    parse("".join(await planned(planner, request_)))


async def test_a_request_too_long_to_read_is_refused(planner: EmbeddedPlanner) -> None:
    """It is said how long is too long, and what to do instead."""
    with pytest.raises(PlanError, match=str(LONGEST)) as caught:
        await planned(planner, "text Sid " + "very " * LONGEST + "much")
    assert caught.value.hint


async def test_the_plan_tells_how_sure_it_is(planner: EmbeddedPlanner) -> None:
    """Confidence is a probability, least and mean, of the plan that was written."""
    writing = planner.plan("open project.pdf", SPECS, (), NOW)
    assert isinstance(writing, Hesitant)
    assert [line async for line in writing][-1].endswith("join()\n")
    assert 0 < writing.confidence.least <= writing.confidence.mean <= 1
    assert not writing.unsure
    assert [text async for text in writing.others()] == []


def test_where_it_is_in_doubt_it_names_another_plan(planner: EmbeddedPlanner) -> None:
    """With everything doubted, each turning is another way that begins as the first does.

    Two ways may come to the same plan; whoever asks about them looks for a difference.
    """
    request = "remind me to water the plants tomorrow"

    def planned_so(sure: Confidence) -> str:
        return "".join(planner.lines(request, dict.fromkeys(TOOLS), None, sure))

    sure = Confidence(mark=1.1, run=1.1)
    first = planned_so(sure)
    others = []
    for turning in sure.turnings:
        begun = Confidence(turning.steps)
        others.append(planned_so(begun))
        assert begun.steps[: len(turning.steps)] == [1.0] * len(turning.steps)
    assert len({turning.steps for turning in sure.turnings}) == len(others)
    assert len({first, *others}) > 2
    assert any(turning.words for turning in sure.turnings)
    *longest, _ = sure.turnings[-1].steps
    for *before, _ in (turning.steps for turning in sure.turnings):
        assert before == longest[: len(before)]


async def test_missing_weights_are_not_ready(tmp_path: Path) -> None:
    """A planner without its file says so when it is asked."""
    with pytest.raises(NotReady):
        await planned(EmbeddedPlanner(tmp_path / "none"), "open project.pdf")


def test_every_argument_is_filled() -> None:
    """What nobody spoke of takes the tool's default, in its place."""
    call = Call("create_calendar_event", (Span(((1, 1),)), Span(((2, 2), (4, 4)))))
    spec = next(s for s in SPECS if s.name == call.tool)
    task = task_of(call, 1, "plan lunch Friday around noon", None, spec)
    assert task.arguments == ("lunch", "Friday noon", "", "", (), "", None)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("call back Dr. Farouk about the results", "call back Dr. Farouk"),
        ("the meter reads 4821", "the meter reads 4821"),
        ("one two three four five six seven", "one two three four five six"),
        ("this is what the day is for", "this is what the day"),
        ("what it is all about", "what it is all about"),
    ],
)
def test_a_note_without_a_name_is_known_by_its_first_words(content: str, name: str) -> None:
    """As many as say something: none that leads on to a word that is cut off."""
    call = Call("create_note", (None, Span(((0, len(words(content)) - 1),))))
    assert task_of(call, 1, content).arguments[0] == name


@pytest.mark.parametrize(
    ("request_", "runs", "text"),
    [
        ('add "hat" and "coat" to it', (2, 6), '"hat" and "coat"'),
        ("add “hat” and “coat” to it", (2, 6), "“hat” and “coat”"),
        ('add "hat" to it', (2, 2), "hat"),
        ('call it "a b" or so', (3, 4), "a b"),
    ],
)
def test_no_quotation_is_cut_in_half(request_: str, runs: tuple[int, int], text: str) -> None:
    """Words from one quotation to the next keep the marks at both ends."""
    assert text_of(Span((runs,)), request_, words(request_)) == text


def test_numpy_starts_no_pool_of_threads() -> None:
    """Whoever imports it first, selector or planner: a pool waits for itself on a busy machine."""
    code = (
        "import os\n"
        "from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner\n"
        "from tinyagent_cli.planning.selection import TrainedSelector\n"
        "TrainedSelector().select('text Sid', ())\n"
        "EmbeddedPlanner().decoder()\n"
        "print(len(os.listdir('/proc/self/task')))\n"
    )
    if not Path("/proc/self/task").is_dir():
        pytest.skip("threads are counted in /proc")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "1"


def test_results_piped_text_and_choices_take_their_places() -> None:
    """Each pointer becomes the value it stands for."""
    message = task_of(Call("send_sms", ((Result(1),), PipedText())), 2, "text it", "hello")
    assert message.arguments == ((Reference(1),), "hello")
    way = task_of(Call("maps_show_directions", (None, Span(((0, 0),)), Choice("w"))), 1, "home")
    assert way.arguments == ("", "home", "w")


def test_a_note_without_a_name_is_named_by_what_it_says() -> None:
    """Its first words are its name; one that holds a result is just a note."""
    said = task_of(Call("create_note", (None, PipedText())), 1, "note it", "a b c d e f g\nh")
    assert said.arguments == ("a b c d e f", "a b c d e f g\nh", "")
    held = task_of(Call("create_note", (None, Result(1))), 2, "note it")
    assert held.arguments[0] == "Note"


def test_importing_the_planner_is_light() -> None:
    """numpy is loaded with the first plan, not with the program."""
    code = "import sys, tinyagent_cli.planning.embedded.planner;sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_a_draft_tells_how_likely_each_tool_is(planner: EmbeddedPlanner) -> None:
    """Those that the plan calls are the likely ones; each has a chance, and a long text none."""
    draft = planner.drafted("Text Sid and Lutfi that I'm running late")
    assert {tool for tool, chance in draft.items() if chance > 0.5} == {
        "get_phone_number",
        "send_sms",
    }
    assert set(draft) == set(TOOLS)
    assert all(0 <= chance <= 1 for chance in draft.values())
    assert planner.drafted("word " * (LONGEST + 1)) == {}
