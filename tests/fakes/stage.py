"""Where plans of the sixteen tools run on a desktop, and random steps for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from tests.fakes.acting import FakePerson
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.events import Event, Rehearsed
from tinyagent_cli.core.ports import Desktop
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.execution.executor import Acts
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import Hands
from tinyagent_cli.tools.toolbox import Toolbox

CLOCK = Clock.stopped(datetime(2026, 11, 23, 9, 0))
TOOLBOX = Toolbox(builtin_tools())

people = st.sampled_from(("Sid", "Lutfi", "Sarah", "Grace", "Nobody at all"))
titles = st.sampled_from(("Ideas", "Shopping list", "list", "Gone", "New", "Diary", "Ä “x” </div>"))
folders = st.sampled_from(("", "Work", "work", "Nowhere"))
files = st.sampled_from(("project.pdf", "setup.command", "nothing.zzz"))
words = st.sampled_from(("hello", "a\nb", "“quoted” \\ ' & <b>", "x" * 300))
guests = st.sampled_from(("[]", '["nick.costa@harborlabs.example.com"]', '["a@example.com"]'))


def call(tool: str, *arguments: str) -> str:
    """A line of a plan."""
    return f"{tool}({', '.join(arguments)})"


def said(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A literal of a plan."""
    return strategy.map(repr)


def attached(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """No file, or one."""
    return st.one_of(st.just("[]"), strategy.map(lambda name: repr([name])))


STEPS = st.one_of(
    st.builds(call, st.sampled_from(("get_phone_number", "get_email_address")), said(people)),
    st.builds(call, st.sampled_from(("open_and_get_file_path", "summarize_pdf")), said(files)),
    st.builds(
        call,
        st.just("compose_new_email"),
        st.just('["sid@example.com"]'),
        guests,
        said(titles),
        said(words),
        attached(files),
    ),
    st.builds(call, st.just("reply_to_email"), guests, said(words), attached(files)),
    st.builds(
        call,
        st.just("forward_email"),
        st.just('["a@example.com"]'),
        guests,
        said(words),
        attached(files),
    ),
    st.builds(call, st.just("maps_open_location"), said(words)),
    st.builds(call, st.just("maps_show_directions"), st.just("''"), said(titles), st.just('"d"')),
    st.builds(call, st.just("create_note"), said(titles), said(words), said(folders)),
    st.builds(call, st.just("open_note"), said(titles), said(folders)),
    st.builds(call, st.just("append_note_content"), said(titles), said(words), said(folders)),
    st.builds(
        call,
        st.just("create_reminder"),
        said(titles),
        st.sampled_from(('""', '"2026-11-27"', '"2026-11-27 10:00:00"')),
        said(words),
        said(folders),
        st.sampled_from(("0", "1", "9")),
        st.just("False"),
    ),
    st.builds(
        call,
        st.just("create_calendar_event"),
        said(titles),
        st.sampled_from(('"2026-11-27"', '"2026-11-27 10:00:00"')),
        st.just('""'),
        said(words),
        guests,
        said(words),
        st.sampled_from(("None", '"Work"', '"holidays"', '"Nope"')),
    ),
    st.builds(
        call,
        st.just("send_sms"),
        st.sampled_from(('["+14155550132"]', '["+14155550132", "+15105550119"]')),
        said(words),
    ),
    st.builds(
        call,
        st.just("get_zoom_meeting_link"),
        said(titles),
        st.sampled_from(('""', '"2026-11-27 10:00:00"')),
        st.just("60"),
        guests,
    ),
)


@dataclass
class Stage:
    """Where plans run on *desktop*; *acts* is what a rehearsal told."""

    desktop: Desktop
    journal: Journal = field(default_factory=lambda: Journal.private(CLOCK))
    person: FakePerson = field(default_factory=FakePerson)
    acts: list[Mapping[str, Any]] = field(default_factory=list)
    toolbox: Toolbox = TOOLBOX

    def hear(self, event: Event) -> None:
        if isinstance(event, Rehearsed):
            self.acts.append(event.act)

    async def run(self, *steps: str) -> dict[int, Outcome]:
        """Run the plan of *steps*."""
        lines = [f"{i}. {step}" for i, step in enumerate([*steps, "join()"], 1)]
        turn = await self.journal.begin_turn("a request", desktop=self.desktop.name)
        hands = Hands(self.desktop, Settings(), CLOCK)
        acts = Acts(self.toolbox, hands, self.person, self.journal, turn, self.hear)
        return await run_plan(parse("\n".join(lines)), acts)

    async def one_by_one(self, steps: Sequence[str]) -> list[str]:
        """Run each of *steps* as a plan of its own; how each ended, as people are told."""
        return [told((await self.run(step))[1]) for step in steps]


def told(outcome: Outcome) -> str:
    """How a task ended, but for the link that Zoom alone can give, and what there is instead."""
    match outcome:
        case Done(result):
            return re.sub(r"zoom\.us/j/[\w-]+", "zoom.us/j/…", result.says)
        case Failed(error):
            return error.message
        case _:
            return str(outcome)
