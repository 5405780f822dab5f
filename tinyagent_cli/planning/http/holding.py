"""How a server can hold its model to a plan: by a grammar, by a JSON schema, or not at all.

What a server is called is asked of it once; what it took instead of what it turned down is sent
at once the next time.  Both are remembered for as long as the program runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tinyagent_cli.planning.http.json_plan import schema
from tinyagent_cli.planning.http.server import Server
from tinyagent_cli.tools.spec import ToolSpec


class Holding(StrEnum):
    """The field of a request that holds a model to a plan."""

    GRAMMAR = "grammar"  # llama-server, llama_cpp.server
    SCHEMA = "response_format"  # Ollama, vLLM, LM Studio, and what is like OpenAI's own
    NOTHING = "nothing"


# What /v1/models says of who owns a model.
_OWNERS: Final = {"llamacpp": Holding.GRAMMAR, "me": Holding.GRAMMAR}

#: Answers that may mean that a field of the request was not liked.
TURNED_DOWN: Final = frozenset({400, 415, 422, 500, 501})

#: What is tried of a server that turned something down.
INSTEAD: Final = {Holding.GRAMMAR: Holding.SCHEMA, Holding.SCHEMA: Holding.NOTHING}


@dataclass(slots=True)
class Known:
    """What is known of a server: the first of its models, and how it holds one to a plan."""

    model: str
    holding: Holding


_KNOWN: Final[dict[tuple[str, str], Known]] = {}


async def known(server: Server) -> Known:
    """What *server* is.  Raises NotReady where it cannot be reached."""
    key = server.url, server.key
    if key not in _KNOWN:
        _KNOWN[key] = await _asked(server)
    return _KNOWN[key]


def forget() -> None:
    """Forget all that is known of servers."""
    _KNOWN.clear()


async def _asked(server: Server) -> Known:
    listed = await server.get("models")
    models = listed.get("data") if isinstance(listed, dict) else None
    first = models[0] if isinstance(models, list) and models else {}
    first = first if isinstance(first, dict) else {}
    model, owner = str(first.get("id", "")), str(first.get("owned_by", ""))
    holding = _OWNERS.get(owner)
    if holding is None and not owner:
        props = await server.get("/props")  # llama-server's alone
        if isinstance(props, dict) and "default_generation_settings" in props:
            holding = Holding.GRAMMAR
    return Known(model, holding or Holding.SCHEMA)


def fields(holding: Holding, tools: Sequence[ToolSpec], said: str) -> dict[str, Any]:
    """What is added to a request, to be held to plans that call *tools*."""
    if holding is Holding.GRAMMAR:
        from tinyagent_cli.planning.gbnf import plan_grammar

        return {"grammar": plan_grammar(tools, said)}
    if holding is Holding.SCHEMA:
        plan = {"name": "plan", "strict": True, "schema": schema(tools)}
        return {"response_format": {"type": "json_schema", "json_schema": plan}}
    return {}
