from __future__ import annotations

from tests.planning.catalogue import read_catalogue
from tinyagent_cli.planning.unseen import ALWAYS, OFFERED, UnseenTools
from tinyagent_cli.tools.spec import Effect, ToolSpec

CATALOGUE = read_catalogue()
TOOLS = [wanted.tool for wanted in CATALOGUE]
INDEX = UnseenTools(TOOLS)


def tool(name: str, summary: str = "", *examples: str) -> ToolSpec:
    return ToolSpec(name, summary, "App", Effect.READ, (), examples=examples)


def test_among_120_tools_a_request_in_plain_words_finds_its_own() -> None:
    """Of a tool a request, in 95 of 100 cases the tool is among the five."""
    found = [wanted.tool in INDEX.likely(wanted.plain) for wanted in CATALOGUE]
    assert len(TOOLS) == 120
    assert sum(found) / len(found) >= 0.95


def test_a_request_that_shares_no_word_is_often_missed() -> None:
    """Words are all there is to go by: in quite other words, it is less than two of three."""
    found = [wanted.tool in INDEX.likely(wanted.other) for wanted in CATALOGUE]
    assert 0.3 < sum(found) / len(found) < 0.67


def test_never_more_than_five_are_likely() -> None:
    """However long the request is."""
    everything = " and ".join(wanted.plain for wanted in CATALOGUE)
    assert len(INDEX.likely(everything)) == OFFERED


def test_a_few_tools_are_all_likely() -> None:
    """Choosing among few wins little, and loses one for good."""
    few = TOOLS[:ALWAYS]
    assert UnseenTools(few).likely("nothing of the kind") == tuple(few)
    assert UnseenTools(()).likely("anything") == ()


def test_a_request_that_has_nothing_to_do_with_any_finds_none() -> None:
    """Unlike tools are not offered to fill the list."""
    assert INDEX.likely("xyzzy") == ()
    assert INDEX.likely("") == ()


def test_a_tool_is_found_by_its_examples_alone() -> None:
    """Where its name and summary say nothing of what the user says."""
    hidden = tool("t1", "Internal.", "fetch my knitting pattern", "show the knitting stitches")
    assert UnseenTools([*TOOLS, hidden]).likely("which knitting pattern was it")[0] is hidden


def test_a_tool_is_found_by_its_name_alone() -> None:
    """Camel case and underscores come apart, endings do not count."""
    for name in ("sharpenPencils", "sharpen_pencils"):
        named = tool(name)
        assert named in UnseenTools([*TOOLS, named]).likely("sharpening a pencil")


def test_neither_list_drowns_the_other() -> None:
    """A tool that only its summary speaks for stands beside those that examples speak for."""
    told = tool("t2", "Tune a piano.")
    shown = [tool(f"t{i}", "Internal.", f"piano lesson {i}") for i in range(3, 12)]
    assert told in UnseenTools([*shown, told]).likely("my piano")
