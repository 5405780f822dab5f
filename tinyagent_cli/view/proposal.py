"""What a person is asked to agree to, in full: who, what, when, and where addresses came from.

Nothing is cut here: a person can only agree to what they see.  For the same reason nothing
pushes anything out of sight: long stretches without a letter are counted instead of shown, and
what is longer than the screen is summed up below, right above the question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tinyagent_cli.execution.consent import Answer, Proposal, ProposedCall
from tinyagent_cli.tools.lookalikes import runs_leftwards
from tinyagent_cli.tools.spec import Argument, Effect, Kind
from tinyagent_cli.view.moments import say_fully
from tinyagent_cli.view.printable import count, printable, shown

_WORDY: Final = frozenset({Kind.TEXT, Kind.NAME})  # where it comes from stands below it

# Lines without a letter, and blanks within a line: more than these, and they are there to hide.
_EMPTY_LINES: Final = re.compile(r"\n(?:[^\S\n]*\n){3,}")
_BLANKS: Final = re.compile(r"[^\S\n]{25,}")


class Quoted:
    """Somebody's *text*; where it takes several rows each begins with a bar.

    So no line of a message can be taken for a line of the program's, a question say.
    """

    def __init__(self, text: str) -> None:
        text = _EMPTY_LINES.sub(lambda gap: f"\n({gap[0].count(chr(10)) - 1} empty lines)\n", text)
        self.text = Text(_BLANKS.sub(lambda gap: f" ({len(gap[0])} blanks) ", text))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows."""
        if "\n" not in self.text.plain and self.text.cell_len <= options.max_width:
            yield self.text
            return
        bar = "| " if options.ascii_only else "│ "
        for row in self.text.wrap(console, max(1, options.max_width - len(bar))) or [Text()]:
            row.rstrip()
            yield Text.assemble((bar, "dim"), row)


def proposal_table(proposal: Proposal) -> RenderableType:
    """*proposal* in full, wrapped beneath the names of its arguments."""
    return Group(*(_call_table(call) for call in proposal.calls))


def question(proposal: Proposal) -> str:
    """The question below it; Enter alone means no."""
    if proposal.effect is Effect.OUTWARD:
        return "This reaches others. Go on?"
    if proposal.effect is Effect.DRAFT:
        return f"Prepare {_this(proposal, 'draft')}? Nothing is sent."
    return f"Make {_this(proposal, 'thing')}?" if len(proposal.calls) > 1 else "Make it?"


def in_all(proposal: Proposal) -> RenderableType:
    """*proposal* in a few lines, for where the whole of it does not fit on the screen."""
    tools = Counter(call.spec.name for call in proposal.calls)
    calls = ", ".join(f"{number} {printable(name)}" for name, number in tools.items())
    reached = dict.fromkeys(a for call in proposal.calls for a in _addresses(call))
    whom = (Text.assemble(("    to  ", "dim"), (printable(one), "bold")) for one in reached)
    return Padding(Group(Text.assemble(("in all  ", "dim"), calls), *whom), (0, 0, 0, 2))


def _addresses(call: ProposedCall) -> Iterator[str]:
    for name in call.spec.reaching:
        value = call.arguments.get(name) or ()
        yield from map(str, value if isinstance(value, list | tuple) else (value,))


WAYS_TO_ANSWER = """\
  y  yes, this once        n  no (Enter alone, too)
  s  yes, and the like of it for this session
  a  always: this tool and these people, not asked again
  v  never: this tool and these people
     tinyagent config consent lists what stands, and revokes it"""
_ANSWERS = {
    "y": Answer.ONCE, "yes": Answer.ONCE, "s": Answer.SESSION, "session": Answer.SESSION,
    "a": Answer.ALWAYS, "always": Answer.ALWAYS, "v": Answer.NEVER, "never": Answer.NEVER,
}  # fmt: skip


def answered(said: str | None) -> Answer | None:
    """What *said* answers, a slip of the finger being a no; None where it asks what can be."""
    words = (said or "").strip().lower()
    return None if words in ("?", "help") else _ANSWERS.get(words, Answer.NO)


def summary(proposal: Proposal) -> str:
    """The calls' names, for messages: ``send_sms`` or ``create_note, create_reminder``."""
    return ", ".join(dict.fromkeys(call.spec.name for call in proposal.calls))


def _this(proposal: Proposal, noun: str) -> str:
    number = len(proposal.calls)
    return f"this {noun}" if number == 1 else f"these {count(number, noun)}"


def _call_table(call: ProposedCall) -> RenderableType:
    spec = call.spec
    head = Text.assemble(("  ", ""), (f"{call.id}  ", "dim"), (printable(spec.name), "bold"))
    if spec.app:
        head.append(f"  {printable(spec.app)}", "dim")
    body = Table.grid(padding=(0, 2, 0, 0))
    body.add_column(no_wrap=True, style="dim")
    body.add_column(overflow="fold")
    if call.target:
        body.add_row(Text(call.target.label), Text(printable(call.target.says), "bold"))
    for argument, value in _by_name(call):
        if _was_said(argument, value):
            lines = [*_value_lines(argument, value, call.provenance)]
            if argument.name in call.written:
                lines.append(Text("(this text was written by the writer)", "dim"))
            elif origin := call.origins.get(argument.name):
                lines.append(Text(f"({printable(origin)})", "dim"))
            body.add_row(Text(argument.name), Group(*lines))
    return Group(head, Padding(body, (0, 0, 0, 5)))


def _by_name(call: ProposedCall) -> Iterator[tuple[Argument, Any]]:
    known = {argument.name: argument for argument in call.spec.arguments}
    for name, value in call.arguments.items():
        yield known.get(name) or Argument(name, Kind.TEXT), value


def _was_said(argument: Argument, value: Any) -> bool:
    empty = (
        value is None
        or value == ""
        or value is False
        or (isinstance(value, (list, tuple)) and not value)
    )
    return not empty and not (argument.kind is Kind.NUMBER and value == argument.default)


def _value_lines(
    argument: Argument, value: Any, provenance: Mapping[str, str]
) -> Iterator[RenderableType]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _value_lines(argument, item, provenance)
    elif argument.kind not in _WORDY and (origin := provenance.get(str(value))):
        address = Text(printable(value), "bold")
        if runs_leftwards(origin):
            # In one line a terminal would put an address of the name's own where ours stands.
            yield from (address, Text(f"whose: {printable(origin)}", "dim"))
        else:
            yield address.append(f"  {printable(origin)}", "not bold dim")
    elif argument.kind is Kind.TIME:
        yield Text(say_fully(value))
    elif argument.kind is Kind.FLAG:
        yield Text("yes")
    elif isinstance(value, PurePath):
        yield Text(printable(value))
    else:
        yield Quoted(printable(shown(value), lines=True))
