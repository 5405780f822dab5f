"""The toolbox and its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.tools.spec import Effect, Hands, Kind, Result, Tool, ToolSpec
from tinyagent_cli.tools.toolbox import Toolbox, load_manifest


async def nothing(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Does nothing."""
    return Result("", "")


def tool(name: str) -> Tool:
    """A tool of that name which does nothing."""
    return Tool(ToolSpec(name, "", "", Effect.READ, ()), nothing)


def test_the_manifest_has_the_papers_tools_in_the_papers_order() -> None:
    """Sixteen, with these names and arguments: plans, labels and models rely on them."""
    assert [spec.signature for spec in load_manifest()] == [
        "create_calendar_event(title, start_date, end_date, location, invitees, notes, calendar)",
        "get_phone_number(name)",
        "get_email_address(name)",
        "open_and_get_file_path(file_name)",
        "summarize_pdf(pdf_path)",
        "compose_new_email(recipients, cc, subject, context, attachments)",
        "reply_to_email(cc, context, attachments)",
        "forward_email(recipients, cc, context, attachments)",
        "maps_open_location(location)",
        "maps_show_directions(start_location, end_location, transport)",
        "create_note(name, content, folder)",
        "open_note(name, folder)",
        "append_note_content(name, content, folder)",
        "create_reminder(name, due_date, notes, list_name, priority, all_day)",
        "send_sms(recipients, message)",
        "get_zoom_meeting_link(topic, start_time, duration, meeting_invitees)",
    ]


def test_a_tool_may_bring_requests_that_want_it(tmp_path: Path) -> None:
    """A selector that was not trained on the tool finds it by them."""
    path = tmp_path / "manifest.toml"
    path.write_text(HEAD + "examples=['brew a cup', 'tea, please']", "utf-8")
    assert load_manifest(path)[0].examples == ("brew a cup", "tea, please")


def test_what_reaches_other_people_is_outward() -> None:
    """Messages and Zoom always; an event only with guests; a mail is a draft."""
    specs = {spec.name: spec for spec in load_manifest()}
    assert specs["send_sms"].effect is Effect.OUTWARD
    assert specs["compose_new_email"].effect is Effect.DRAFT
    event = specs["create_calendar_event"]
    assert event.effect_of({"invitees": []}) is Effect.CREATE
    assert event.effect_of({"invitees": ["sid@example.com"]}) is Effect.OUTWARD


def test_defaults_are_what_stands_where_nothing_was_said() -> None:
    """A text is empty, a list is empty, the calendar is None."""
    specs = {spec.name: spec for spec in load_manifest()}
    event = specs["create_calendar_event"]
    assert event.argument("calendar").default is None
    assert event.argument("invitees").default == ()
    assert specs["create_reminder"].argument("all_day").default is False
    assert specs["get_zoom_meeting_link"].argument("duration").default == 60


def test_specs_can_be_hashed() -> None:
    """A spec is a value: it can be a key."""
    assert len(set(load_manifest())) == 16


def test_every_example_is_a_call_of_its_tool() -> None:
    """What a model is shown as an example parses and verifies."""
    from tinyagent_cli.plan.parse import PlanParser
    from tinyagent_cli.plan.task import Task
    from tinyagent_cli.tools.verify import verify

    specs = {spec.name: spec for spec in load_manifest()}
    for spec in specs.values():
        lookups = {Kind.PHONE: "get_phone_number", Kind.EMAIL: "get_email_address"}
        kind = next((a.kind for a in spec.arguments if a.kind in lookups), Kind.EMAIL)
        first = lookups[kind] if spec.name != "summarize_pdf" else "open_and_get_file_path"
        second = "open_and_get_file_path" if "attachments" in spec.signature else first
        text = f'1. {first}("Sid")\n2. {second}("Sid")\n3. {spec.example}\n4. join()\n'
        parser = PlanParser("")
        parser.feed(text)
        earlier: dict[int, Task] = {}
        for task in parser.close().tasks:
            earlier[task.id] = verify(task, specs, earlier)


HEAD = "[[tool]]\nname='x'\nsummary=''\napp=''\neffect='read'\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD.replace("read", "loud"), "effect 'loud' is none of"),
        ("[[tool]]\nname = 'x'", "summary is missing"),
        (HEAD + "colour='red'", "not know colour"),
        (HEAD + "arguments=[{name='a', kind='shoe'}]", "x, argument a: kind 'shoe'"),
        (
            HEAD + "arguments=[{name='a', kind='text', written='poem'}]",
            "x, argument a: written 'poem' is none of mail",
        ),
        (HEAD + "arguments=[{name='a'}]", "x, argument a: kind is missing"),
        (HEAD + "addresses=['who']", "x has no argument who"),
        (HEAD + "outward_if='who'", "x has no argument who"),
        (
            HEAD + "arguments=[{name='a', kind='choice', choices=['b'], default='c'}]",
            "'c' is none of its choices",
        ),
        ("[[tool", "cannot be read"),
    ],
)
def test_a_wrong_manifest_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    """The error says which tool, which argument and what."""
    path = tmp_path / "manifest.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message):
        load_manifest(path)


def test_two_tools_of_one_name_in_the_manifest_are_refused(tmp_path: Path) -> None:
    """Names are unique."""
    path = tmp_path / "manifest.toml"
    path.write_text(HEAD * 2)
    with pytest.raises(UsageError, match="two tools called x"):
        load_manifest(path)


def test_a_toolbox_keeps_its_order() -> None:
    """Tools by name and in the order they came."""
    box = Toolbox([tool("b"), tool("a")])
    assert [t.spec.name for t in box] == ["b", "a"]
    assert list(box.specs) == ["b", "a"]
    assert "a" in box
    assert "c" not in box
    assert box["a"].spec.name == "a"
    assert len(box) == 2


def test_a_name_taken_is_refused() -> None:
    """A plugin cannot put its tool in the place of another, nor have one twice."""
    with pytest.raises(UsageError, match="two tools called a"):
        Toolbox([tool("a"), tool("b"), tool("a")])


def test_a_toolbox_cannot_be_changed() -> None:
    """Its specs are a view that takes no assignment."""
    with pytest.raises(TypeError):
        Toolbox([tool("a")]).specs["a"] = tool("b").spec  # type: ignore[index]
