"""A plan as JSON, for servers that hold a model to a JSON schema: the schema, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.tools.spec import Argument, Kind, ToolSpec

_MOST: Final = 16  # calls, as in a grammar of the plan
_TYPES: Final = {Kind.NUMBER: "integer", Kind.FLAG: "boolean"}

#: What a model is told where its answer is to be JSON.
ASKED_FOR: Final = (
    'Write the plan as JSON: {"plan": [{"tool": name, argument: value, …}, …]}, each call with '
    "all of its arguments by name, in order, and without join()."
)


def schema(tools: Sequence[ToolSpec]) -> dict[str, Any]:
    """The JSON schema of plans that call *tools*."""
    calls: dict[str, Any] = {"type": "array", "maxItems": _MOST if tools else 0}
    if tools:
        calls["items"] = {"anyOf": [_call(tool) for tool in tools]}
    return _object({"plan": calls})


def _call(tool: ToolSpec) -> dict[str, Any]:
    name: dict[str, Any] = {"type": "string", "enum": [tool.name]}
    return _object({"tool": name, **{a.name: _argument(a) for a in tool.arguments}})


def _argument(argument: Argument) -> dict[str, Any]:
    one: dict[str, Any] = {"type": _TYPES.get(argument.kind, "string")}
    if argument.choices:
        one["enum"] = list(dict.fromkeys((*argument.choices, argument.default)))
    if argument.many:
        return {"type": "array", "items": one}
    return {"anyOf": [one, {"type": "null"}]} if argument.default is None else one


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    required = list(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


class JsonPlan:
    """Turns a plan as JSON into plan text, each call as soon as it is whole.

    Text that does not begin as JSON is passed on as it is: a server may take a schema, and
    not mind it.
    """

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self._tools: Mapping[str, ToolSpec] = {tool.name: tool for tool in tools}
        self._text = ""
        self._at = 0  # of what is read
        self._calls = 0
        self._inside = self._over = self._plain = False

    def feed(self, piece: str) -> Iterator[str]:
        """The plan text that *piece* completes.  Raises PlanError for what is no such plan."""
        if self._plain:
            yield piece
            return
        self._text += piece
        if not self._inside and self._began():
            yield self._text
            return
        while self._inside and not self._over and (line := self._next()):
            yield line

    def close(self) -> None:
        """The answer is over; raises PlanError if the plan is not."""
        if not self._plain and not self._over:
            raise PlanError("the model's JSON came to no end", expected=f"{self._calls + 1}. …")

    def _began(self) -> bool:
        """Look for the list of calls; whether this is no JSON at all."""
        begin = self._text.lstrip()
        if begin and begin[0] != "{":
            self._plain = True
            return True
        bracket = self._text.find("[")
        if bracket >= 0:
            if "".join(self._text[:bracket].split()) != '{"plan":':
                raise PlanError("the model's JSON is no plan", expected='{"plan": […]}')
            self._inside, self._at = True, bracket + 1
        return False

    def _next(self) -> str:
        """The next line, or "" if it is not whole yet."""
        while self._at < len(self._text) and self._text[self._at] in " \t\r\n,":
            self._at += 1
        ahead = self._text[self._at : self._at + 1]
        if ahead == "]":
            self._over = True
            return f"{self._calls + 1}. join()\n"
        if ahead not in ("", "{"):
            raise PlanError(f"the model's JSON has {ahead!r} among the calls", expected="a call")
        if "}" not in self._text[self._at :]:
            return ""
        try:
            call, self._at = json.JSONDecoder().raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return ""
        self._calls += 1
        return f"{self._calls}. {self._line(call)}\n"

    def _line(self, call: dict[str, Any]) -> str:
        name = call.pop("tool", "")
        tool = self._tools.get(name) if isinstance(name, str) else None
        if tool is None:
            raise PlanError(f"the model's JSON calls {name!r}", expected="a tool that is on offer")
        values = []
        for argument in tool.arguments:
            value = call.pop(argument.name, argument.default)
            values.append([] if argument.many and value == "" else value)
        if call:
            stray = ", ".join(call)
            raise PlanError(f"{tool.name} has no argument {stray}", expected=tool.signature)
        return f"{tool.name}({', '.join(_literal(value) for value in values)})"


def _literal(value: object) -> str:
    """*value* of JSON as the plan language writes it; ``$N`` keeps its meaning."""
    if isinstance(value, str):
        return json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False).replace(
            "\x7f", "\\x7f"
        )
    if isinstance(value, list):
        return f"[{', '.join(_literal(item) for item in value)}]"
    return repr(value)
