from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.selection import TABLE, TrainedSelector, buckets_of, closed
from tinyagent_cli.tools.spec import Effect, ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = load_manifest()
SELECTOR = TrainedSelector()


def chosen(request: str) -> list[str]:
    return [tool.name for tool in SELECTOR.select(request, SPECS)]


def test_a_message_needs_phone_numbers_and_no_maps() -> None:
    """The tool that is meant, the lookup that it needs, and few others."""
    names = chosen("Text Sid and Lutfi that I'm running late")
    assert {"send_sms", "get_phone_number"} <= set(names)
    assert len(names) < len(SPECS)


def test_tools_keep_their_order() -> None:
    """What is offered is offered in the order of the toolbox."""
    names = chosen("Email Sid about the meeting with attachment project.pdf")
    assert {"compose_new_email", "get_email_address", "open_and_get_file_path"} <= set(names)
    assert names == [s.name for s in SPECS if s.name in names]


def test_tools_draw_others_in() -> None:
    """Closing adds the lookups whose results an argument is made from, and theirs."""
    names = [tool.name for tool in closed({"summarize_pdf", "send_sms"}, SPECS)]
    assert names == ["get_phone_number", "open_and_get_file_path", "summarize_pdf", "send_sms"]


def test_a_tool_it_never_saw_is_always_offered() -> None:
    """A plugin's tool is not lost for want of training."""
    fresh = ToolSpec("water_plants", "Water the plants.", "Garden", Effect.CREATE, ())
    assert fresh in SELECTOR.select("open project.pdf", [*SPECS, fresh])


def test_only_tools_on_offer_are_chosen() -> None:
    """What the toolbox lacks is not chosen."""
    few = [s for s in SPECS if s.name in ("send_sms", "open_note")]
    assert set(SELECTOR.select("text Sid hello", few)) <= set(few)


@pytest.mark.parametrize("request_", ["", " ", "\x00", "🙂"])
def test_odd_requests_are_seen_too(request_: str) -> None:
    """There is no request without an answer."""
    assert buckets_of(request_)
    SELECTOR.select(request_, SPECS)


def test_a_missing_table_is_not_ready(tmp_path: Path) -> None:
    """A selector without its file says so."""
    with pytest.raises(NotReady):
        TrainedSelector(tmp_path / "none").select("x", SPECS)


def test_the_table_is_small() -> None:
    """At most 2 MiB in the package."""
    assert TABLE.stat().st_size <= 2 << 20
