"""What a rehearsal found out, in lines for people: what was read, and what would be done.

An Apple event after the other: app, verb, object, properties, in up to three lines.  What an app
would only be asked for stands together in one.  ``--json`` and ``--events`` have all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from tinyagent_cli.view.glyphs import Glyphs
from tinyagent_cli.view.plan_view import PlanView, TaskView
from tinyagent_cli.view.printable import count, cut_end, cut_middle, printable, wrapped

HEADING: Final = "nothing was done; what would be, and what was read to know it:"

_ASKS: Final = frozenset({"get", "count", "exists"})  # they change and show nothing
_LONGEST: Final = 120  # cells of a text among the properties; a link and an object have more
_LINES: Final = 3  # that an event may take
_NARROWEST: Final = 20  # cells
_INDENT: Final = "     "
_FURTHER: Final = "  "
Act = Mapping[str, Any]


def rehearsed_lines(view: PlanView, width: int, glyphs: Glyphs) -> Iterator[str]:
    """The lines of *view*, each of at most *width* cells; none where nothing was rehearsed."""
    tasks = [t for attempt in view.attempts for t in attempt.tasks if t.rehearsed and not t.carried]
    if tasks:
        yield HEADING
    for task in tasks:
        yield cut_end(f"  {task.task.id}  {printable(task.task.tool)}", width, glyphs.cut)
        for act in _acts(task, glyphs):
            lines = wrapped(act, max(_NARROWEST, width - len(_INDENT) - len(_FURTHER)), _LINES)
            first, *more = lines
            yield f"{_INDENT}{first}"
            yield from (f"{_INDENT}{_FURTHER}{line}" for line in more)


def _acts(task: TaskView, glyphs: Glyphs) -> Iterator[str]:
    def alike(act: Act) -> tuple[str, bool]:
        return act["app"], act["event"] in _ASKS

    for (app, asks), acts in groupby(task.rehearsed, alike):
        if asks:
            yield _asked(app, [_object(act) for act in acts])
        else:
            yield from (_done(act, glyphs) for act in acts)


def _asked(app: str, objects: Sequence[str]) -> str:
    more = f" and {count(len(objects) - 1, 'more thing')}" if len(objects) > 1 else ""
    return f"{app}: get {printable(objects[0])}{more}"


def _done(act: Act, glyphs: Glyphs) -> str:
    given = act.get("with")
    said = dict(given) if isinstance(given, Mapping) else {"": given} if given is not None else {}
    kind = f"{said.pop('kind', '')}"
    verb = f"{act['event']} {kind}".rstrip()
    where = printable(_object(act))
    call = " ".join(filter(None, (verb, "in" * bool(kind), where)))
    parts = [
        f"{printable(str(name))} {_value(value, glyphs)}".lstrip()
        for name, value in said.items()
        if value not in ("", None)
    ]
    return ", ".join((f"{act['app']}: {call}", *parts))


def _object(act: Act) -> str:
    """The object of *act* without the app, which stands before it."""
    return _without_app(str(act["object"]).removesuffix(".js"))


def _value(value: object, glyphs: Glyphs) -> str:
    if isinstance(value, str):
        if value.startswith('Application("'):
            return printable(_without_app(value))
        opening, closing = glyphs.quotes
        return f"{opening}{cut_middle(printable(value), _LONGEST, glyphs.cut)}{closing}"
    if isinstance(value, Mapping):
        pairs = (f"{printable(str(k))} {_value(v, glyphs)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(one, glyphs) for one in value)}]"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else printable(str(value))


def _without_app(path: str) -> str:
    app, _, rest = path.partition('").')
    return rest if app.startswith('Application("') and rest else path
