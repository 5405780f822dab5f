"""Is a task a call that a tool could take?  Asked before anything runs.

Arity is strict: a model that leaves an argument out has most often put another in its
place.  Kinds are strict where a wrong one would reach somebody or something else (the
result of a lookup must be the address that is wanted; a summary is no file), and lenient
where any text will do: a link in a location, a path in a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.task import Reference, Task, Template, Value
from tinyagent_cli.tools import lists
from tinyagent_cli.tools.spec import Argument, Effect, Kind, ToolSpec

# What an argument of a kind may be given from an earlier task, by the kind of its result;
# kinds that are not named take only their own.
_TAKES: Final[Mapping[Kind, frozenset[Kind]]] = {
    Kind.TEXT: frozenset(Kind),
    Kind.NAME: frozenset(Kind),
    Kind.PLACE: frozenset({Kind.PLACE, Kind.LINK, Kind.TEXT, Kind.NAME}),
    Kind.PERSON: frozenset({Kind.PERSON, Kind.NAME}),
    Kind.EMAIL: frozenset({Kind.EMAIL, Kind.PERSON}),
    Kind.PHONE: frozenset({Kind.PHONE, Kind.PERSON}),
    Kind.TIME: frozenset({Kind.TIME}),
}
_WORDY: Final = frozenset({Kind.TEXT, Kind.NAME, Kind.PLACE})
_CALLED: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "a text",
    Kind.NAME: "a name",
    Kind.PERSON: "a person's name",
    Kind.EMAIL: "an e-mail address or a person",
    Kind.PHONE: "a phone number or a person",
    Kind.TIME: "a time",
    Kind.FILE: "a file",
    Kind.PLACE: "a place",
    Kind.LINK: "a link",
    Kind.CHOICE: "a choice",
    Kind.NUMBER: "a number",
    Kind.FLAG: "True or False",
}
_RESULT: Final[Mapping[Kind, str]] = {
    **_CALLED,
    Kind.EMAIL: "an e-mail address",
    Kind.PHONE: "a phone number",
}


def verify(task: Task, specs: Mapping[str, ToolSpec], earlier: Mapping[int, Task]) -> Task:
    """*task*, with lists where lists are wanted; *earlier* are the tasks before it, by id.

    Raises PlanError, with the place of the task and what was expected, for an unknown tool,
    a wrong number of arguments, an argument of a wrong kind, an argument missing without
    which the call makes no sense, and a result that cannot go where it is put.
    """
    spec = specs.get(task.tool)
    if spec is None:
        near = get_close_matches(task.tool, specs, 1, cutoff=0.5)
        raise _error(task, f"there is no tool {task.tool}", near[0] if near else ", ".join(specs))
    given, wanted = len(task.arguments), len(spec.arguments)
    if given != wanted:
        count = f"{wanted} argument{'s' * (wanted != 1)}"
        raise _error(task, f"{task.tool} takes {count}, not {given}", spec.signature)
    pairs = zip(spec.arguments, task.arguments, strict=True)
    check = _Check(task, spec, specs, earlier)
    return replace(task, arguments=tuple(check.argument(*pair) for pair in pairs))


def fits(result: Kind, kind: Kind) -> bool:
    """Whether an argument of *kind* may be an earlier task's result of the kind *result*."""
    return result in _TAKES.get(kind, frozenset({kind}))


def may_be_empty(spec: ToolSpec, argument: Argument) -> bool:
    """Whether a call of *spec* makes sense without its *argument*.

    A draft may wait for its recipients; what to say, and when, is asked later.
    """
    asked_later = spec.effect is Effect.DRAFT or argument.kind in (Kind.TIME, Kind.TEXT)
    return asked_later or not argument.required


def _error(task: Task, message: str, expected: str = "") -> PlanError:
    return PlanError(message, line=task.line, column=task.column, expected=expected)


class _Check:
    """One task's arguments against its spec."""

    def __init__(
        self,
        task: Task,
        spec: ToolSpec,
        specs: Mapping[str, ToolSpec],
        earlier: Mapping[int, Task],
    ) -> None:
        self._task = task
        self._spec = spec
        self._specs = specs
        self._earlier = earlier

    def argument(self, argument: Argument, value: Value) -> Value:
        """*value* as *argument* takes it; raises PlanError."""
        checked: Value
        if argument.many:
            checked = tuple(self._one(argument, item) for item in self._items(argument, value))
        else:
            checked = self._one(argument, value)
        if checked in ("", (), None) and not may_be_empty(self._spec, argument):
            raise self._wrong(argument, "is missing")
        return checked

    def _items(self, argument: Argument, value: Value) -> tuple[Value, ...]:
        """What came where a list is wanted, as a list."""
        match value:
            case None:
                return ()
            case str():
                return lists.items(value, argument.kind)
            case tuple():
                if any(isinstance(item, tuple) for item in value):
                    raise self._wrong(argument, "is a list inside a list")
                return tuple(item for item in value if item not in ("", None))
            case Template(parts) if all(
                isinstance(part, Reference) or lists.is_separator(part) for part in parts
            ):
                return tuple(part for part in parts if isinstance(part, Reference))
            case _:
                return (value,)

    def _one(self, argument: Argument, value: Value) -> Value:
        match value:
            case Reference():
                return self._reference(argument, value)
            case Template(parts):
                return self._template(argument, value, parts)
            case None if argument.default is None or not argument.required:
                return None
            case _ if _LITERAL[argument.kind](value):
                return value
            case float() if argument.kind is Kind.NUMBER and value.is_integer():
                return int(value)
            case int() if argument.kind is Kind.PHONE and not isinstance(value, bool):
                return str(value)
            case tuple():
                raise self._wrong(argument, "is a list")
            case _:
                raise self._wrong(argument, f"is {value!r}")

    def _template(
        self, argument: Argument, value: Template, parts: tuple[str | Reference, ...]
    ) -> Value:
        if argument.kind not in _WORDY:
            raise self._wrong(argument, "mixes words with an earlier result")
        for part in parts:
            if isinstance(part, Reference):
                self._reference(argument, part)
        return value

    def _reference(self, argument: Argument, reference: Reference) -> Reference:
        producer = self._earlier.get(reference.id)
        spec = self._specs.get(producer.tool) if producer else None
        if spec is None:
            raise _error(self._task, f"${reference.id} is no earlier task")
        if not fits(spec.returns, argument.kind):
            wanted = _CALLED[argument.kind]
            makers = [s.name for s in self._specs.values() if s.returns is argument.kind]
            expected = f"{wanted}, or the result of {' or '.join(makers)}" if makers else wanted
            what = f"{spec.name} gives {_RESULT[spec.returns]}"
            raise self._wrong(argument, f"cannot be ${reference.id}: {what}", expected)
        return reference

    def _wrong(self, argument: Argument, what: str, expected: str = "") -> PlanError:
        if not expected:
            expected = _CALLED[argument.kind]
            if argument.kind is Kind.CHOICE:
                expected = " or ".join(repr(choice) for choice in argument.choices)
            if argument.many:
                expected = f"a list, each {expected}"
        return _error(self._task, f"{argument.name} of {self._spec.name} {what}", expected)


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_number(value: Value) -> bool:
    # Words ("30 minutes", "high") are numbers that somebody said.
    return isinstance(value, int | str) and not isinstance(value, bool)


def _is_flag(value: Value) -> bool:
    return isinstance(value, bool | str) or value in (0, 1)


_LITERAL: Final[Mapping[Kind, Callable[[Value], bool]]] = {
    kind: {Kind.NUMBER: _is_number, Kind.FLAG: _is_flag}.get(kind, _is_text) for kind in Kind
}
