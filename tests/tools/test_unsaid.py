"""What a plan says only because something had to stand there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.tools.conftest import MONDAY
from tinyagent_cli.plan.task import Reference, Task
from tinyagent_cli.tools.complete import complete
from tinyagent_cli.tools.spec import ToolSpec

SID = Task(1, "get_phone_number", ("Sid",))


@pytest.mark.parametrize("said", ["Sid", "sid", " SID "])
@pytest.mark.parametrize("recipient", [Reference(1), "Sid"])
def test_a_text_that_only_names_whom_it_goes_to_is_asked_for(
    specs: Mapping[str, ToolSpec], said: str, recipient: Reference | str
) -> None:
    """ "Text Sid" says no text; whether it was looked up makes no difference."""
    task = Task(2, "send_sms", ((recipient,), said))
    completed = complete(task, specs["send_sms"], MONDAY, earlier={1: SID})
    assert completed.task.arguments[1] == ""
    assert [(d.question, d.open) for d in completed.doubts] == [("What is the message?", True)]


def test_a_text_that_says_more_stays(specs: Mapping[str, ToolSpec]) -> None:
    """Nor is somebody else's name taken out."""
    for said in ("Sid, come home", "Lutfi"):
        task = Task(2, "send_sms", ((Reference(1),), said))
        completed = complete(task, specs["send_sms"], MONDAY, earlier={1: SID})
        assert completed.task.arguments[1] == said
        assert not completed.doubts


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("tomorrow", "2026-11-24"),
        ("tomorrow at 5pm", "2026-11-24 17:00:00"),
        ("on Friday", "2026-11-27"),
        ("in 20 minutes", "2026-11-23 09:20:00"),
        ("in an hour", "2026-11-23 10:00:00"),
        ("at 6pm", "2026-11-23 18:00:00"),
    ],
)
def test_a_title_that_is_only_a_time_is_the_time(
    specs: Mapping[str, ToolSpec], said: str, due: str
) -> None:
    """ "Remind me tomorrow" says when, and not of what."""
    task = Task(1, "create_reminder", (said, "", "", "", 0, False))
    completed = complete(task, specs["create_reminder"], MONDAY)
    assert completed.task.arguments[:2] == ("", due)
    assert [d.question for d in completed.doubts] == ["What is it about?"]


@pytest.mark.parametrize(
    "said",
    ["Christmas", "lunch", "Friday lunch", "Friday's slides", "2 eggs", "Monday meeting", "March"],
)
def test_a_title_that_may_be_a_thing_stays(specs: Mapping[str, ToolSpec], said: str) -> None:
    """A holiday, a meal, and whatever is more than a time."""
    task = Task(1, "create_reminder", (said, "", "", "", 0, False))
    completed = complete(task, specs["create_reminder"], MONDAY)
    assert completed.task.arguments[0] == said
    assert not completed.doubts


def test_a_title_stays_where_a_time_was_said(specs: Mapping[str, ToolSpec]) -> None:
    """Who calls a reminder "tomorrow" and says when, means it."""
    task = Task(1, "create_reminder", ("tomorrow", "Friday", "", "", 0, False))
    completed = complete(task, specs["create_reminder"], MONDAY)
    assert completed.task.arguments[:2] == ("tomorrow", "2026-11-27")


def test_no_way_leads_from_a_place_to_itself(specs: Mapping[str, ToolSpec]) -> None:
    """ "Navigate home" begins where the user is."""
    task = Task(1, "maps_show_directions", ("home", "home", "d"))
    completed = complete(task, specs["maps_show_directions"], MONDAY)
    assert completed.task.arguments == ("", "home", "d")
