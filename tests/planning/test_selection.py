from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.planning.catalogue import read_catalogue
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.selection import TABLE, TrainedSelector, closed
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = load_manifest()
SELECTOR = TrainedSelector()


def chosen(request: str) -> list[str]:
    return [tool.name for tool in SELECTOR.select(request, SPECS)]


def drawn(wanted: set[str], request: str, likely: set[str] | None = None) -> list[str]:
    return [tool.name for tool in closed(wanted, SPECS, request, likely or set())]


def test_a_message_needs_phone_numbers_and_no_maps() -> None:
    """The tool that is meant, the lookup that it needs, and few others."""
    names = chosen("Text Sid and Lutfi that I'm running late")
    assert {"send_sms", "get_phone_number"} <= set(names)
    assert len(names) < len(SPECS) / 2


def test_tools_keep_their_order() -> None:
    """What is offered is offered in the order of the toolbox."""
    names = chosen("Email Sid about the meeting with attachment project.pdf")
    assert {"compose_new_email", "get_email_address", "open_and_get_file_path"} <= set(names)
    assert names == [s.name for s in SPECS if s.name in names]


def test_every_wish_of_a_long_request_is_heard() -> None:
    """However many there are, and wherever each stands."""
    wishes = (
        "set a reminder to buy milk tomorrow at 9",
        "create a new note called Ideas",
        "show me directions to the airport",
        "text Sid that I'm late",
    )
    needed = {"create_reminder", "create_note", "maps_show_directions", "send_sms"}
    assert needed <= set(chosen(", and ".join(wishes)))
    assert needed <= set(chosen(", and ".join(reversed(wishes))))


def test_what_a_draft_is_sure_of_counts_beside_the_words() -> None:
    """A tool that a quick plan calls is offered, one that it rules out is not."""
    request = "the plumber, please"

    def offered(chance: float) -> set[str]:
        draft = dict.fromkeys((spec.name for spec in SPECS), 0.0) | {"send_sms": chance}
        return {spec.name for spec in TrainedSelector(draft=lambda _: draft).select(request, SPECS)}

    assert "send_sms" in offered(1.0)
    assert "send_sms" not in offered(0.0)


def test_a_mail_to_a_name_needs_the_address_looked_up() -> None:
    """An argument that must be there draws in the tool whose result it is made from."""
    assert drawn({"forward_email"}, "forward it to Sid") == ["get_email_address", "forward_email"]


def test_a_mail_to_an_address_needs_no_lookup() -> None:
    """What was said outright is not looked up, unless that is likely all the same."""
    said = "forward it to sid@example.com"
    assert drawn({"forward_email"}, said) == ["forward_email"]
    assert "get_email_address" in drawn({"forward_email"}, said, {"get_email_address"})
    assert drawn({"send_sms"}, "text +1 415 555 0132 hello") == ["send_sms"]


def test_an_event_draws_the_lookup_in_only_where_it_is_likely() -> None:
    """Guests are not a must; a lookup for each event would be a tool too many."""
    plain = "lunch tomorrow at noon"
    assert drawn({"create_calendar_event"}, plain) == ["create_calendar_event"]
    with_guests = drawn({"create_calendar_event"}, plain, {"get_email_address"})
    assert with_guests == ["create_calendar_event", "get_email_address"]


def test_a_summary_needs_its_file_opened_even_by_its_path() -> None:
    """A file that was named is opened before it is summarised."""
    assert drawn({"summarize_pdf"}, "sum up ~/a.pdf") == ["open_and_get_file_path", "summarize_pdf"]


def test_what_is_likely_alone_is_not_offered() -> None:
    """Only beside a tool that takes what it gives."""
    assert drawn({"open_note"}, "x", {"get_email_address"}) == ["open_note"]


def test_a_plugins_tool_draws_others_in_as_well() -> None:
    """By the kinds of its arguments, known or not."""
    file = Argument("file", Kind.FILE, required=True)
    printing = ToolSpec("print_it", "Print a file.", "Printer", Effect.OPEN, (file,))
    names = [t.name for t in closed({"print_it"}, [*SPECS, printing], "print a.pdf")]
    assert names == ["open_and_get_file_path", "print_it"]


def test_a_tool_it_never_saw_is_always_offered_among_few() -> None:
    """A plugin's tool is not lost for want of training."""
    fresh = ToolSpec("water_plants", "Water the plants.", "Garden", Effect.CREATE, ())
    assert fresh in SELECTOR.select("open project.pdf", [*SPECS, fresh])


def test_of_many_tools_it_never_saw_the_likely_ones_are_offered() -> None:
    """Beside those of the sixteen that the request wishes for."""
    many = [*SPECS, *(wanted.tool for wanted in read_catalogue())]
    names = [t.name for t in SELECTOR.select("text Sid that I start the dishwasher", many)]
    assert {"send_sms", "get_phone_number", "start_dishwasher"} <= set(names)
    assert len(names) < len(SPECS)


def test_tools_may_change_between_two_requests() -> None:
    """A plugin that comes or goes is noticed."""
    many = [wanted.tool for wanted in read_catalogue()]
    selector = TrainedSelector()
    assert selector.select("start the dishwasher", many)
    fresh = replace(many[0], name="polish_silver", summary="Polish the silver spoons.")
    assert fresh in selector.select("polish the silver", [*many, fresh])
    assert fresh not in selector.select("polish the silver", many)


def test_only_tools_on_offer_are_chosen() -> None:
    """What the toolbox lacks is not chosen."""
    few = [s for s in SPECS if s.name in ("send_sms", "open_note")]
    assert set(SELECTOR.select("text Sid hello", few)) <= set(few)
    assert SELECTOR.select("text Sid hello", []) == ()


@pytest.mark.parametrize("request_", ["", " ", "\x00", "🙂", "word " * 3000])
def test_odd_requests_have_an_answer_too(request_: str) -> None:
    """There is no request without one."""
    assert set(SELECTOR.select(request_, SPECS)) <= set(SPECS)


@pytest.mark.parametrize("content", [None, b"", b"no archive", b"PK\x03\x04 a broken one"])
def test_a_table_that_cannot_be_read_is_not_ready(tmp_path: Path, content: bytes | None) -> None:
    """A selector without its file says so."""
    path = tmp_path / "table.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotReady, match="reinstall"):
        TrainedSelector(path).select("x", SPECS)


def test_the_table_is_small() -> None:
    """At most 2 MiB in the package."""
    assert TABLE.stat().st_size <= 2 << 20
