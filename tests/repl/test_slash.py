"""The table of slash commands: what a line calls, and what completes it."""

from __future__ import annotations

import pytest

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.repl.slash import SlashCommand, SlashCommands


async def nothing(argument: str) -> None:
    """Do nothing."""


TABLE = SlashCommands(
    [
        SlashCommand("help", "this", nothing),
        SlashCommand("plan", "a plan", nothing, "REQUEST"),
        SlashCommand("planner", "who plans", nothing, "[NAME]", lambda: ["embedded", "http"]),
        SlashCommand("quit", "leave", nothing),
    ]
)


@pytest.mark.parametrize(
    ("line", "name", "argument"),
    [
        ("/help", "help", ""),
        ("/h", "help", ""),
        ("/plan text  Sid ", "plan", "text  Sid"),
        ("/planner http", "planner", "http"),
        ("/plann http", "planner", "http"),
        ("/ quit", "quit", ""),
    ],
)
def test_a_name_or_a_unique_beginning(line: str, name: str, argument: str) -> None:
    """A whole name wins over a longer one that begins with it."""
    command, rest = TABLE.find(line)
    assert (command.name, rest) == (name, argument)


@pytest.mark.parametrize(
    ("line", "said"), [("/pl", "/plan, /planner"), ("/hlep", "/help"), ("/", "/help"), ("/x", "")]
)
def test_what_is_not_clear_is_refused(line: str, said: str) -> None:
    """Naming what may have been meant."""
    with pytest.raises(UsageError) as caught:
        TABLE.find(line)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/", ["/help", "/plan", "/planner", "/quit"]),
        ("/pl", ["/plan", "/planner"]),
        ("/planner ", ["embedded", "http"]),
        ("/planner e", ["embedded"]),
        ("/bogus ", []),
        ("plan", []),
        ("", []),
    ],
)
def test_completions(line: str, words: list[str]) -> None:
    """Commands after the slash, values after the command, nothing for bare words."""
    assert [word for word, _, _ in TABLE.completions(line)] == words


def test_a_completion_replaces_what_was_typed() -> None:
    """And nothing before it."""
    assert [start for _, start, _ in TABLE.completions("/planner e")] == [-1]
    assert [start for _, start, _ in TABLE.completions("/he")] == [-3]


def test_the_help_is_the_table() -> None:
    """In its order, with arguments."""
    assert TABLE.help()[1] == ("/plan REQUEST", "a plan")


@pytest.mark.parametrize(
    ("line", "takes"),
    [("text Si", True), ("/plan text Si", True), ("/planner Si", False), ("/pl", False)],
)
def test_where_a_request_is_typed_names_are_completed(line: str, takes: bool) -> None:
    """Also after a command that takes one."""
    assert TABLE.takes_words(line) is takes
