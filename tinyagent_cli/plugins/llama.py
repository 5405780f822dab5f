"""A planner that runs any GGUF model through llama.cpp, on this computer.

A language model is asked in words; a GGUF file that ``tinyagent lab export`` made points at
the words of the request, as the planner that ships does.

Needs the ``llama`` extra.  One or two threads: on a busy machine more make ggml's spin
barriers collapse (a plan of 57 ms took 12 s with all cores).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.planning.prompted import PromptedPlanner
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.ports import Planner
    from tinyagent_cli.core.settings import Settings

_CONTEXT = 8192  # tokens: the prompt of all 16 tools is about 2,000, piped text may follow
_LONGEST = 768  # tokens of a plan
_THREADS = 2


class LlamaPlanner(PromptedPlanner):
    """Plans with the GGUF file *path*, by its own chat template where it has one."""

    name = "llama"

    def __init__(self, path: Path) -> None:
        self.path = path

    def complete(self, system: str, user: str, stop: threading.Event) -> Iterator[str]:
        """The model's tokens as text; raises NotReady where it cannot be loaded."""
        model = self._model
        options = {"max_tokens": _LONGEST, "temperature": 0.0, "stream": True, "stop": [STOP]}
        if "tokenizer.chat_template" in model.metadata:
            messages = [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ]
            chunks = model.create_chat_completion(messages=messages, **options)
            pieces = (chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
        else:
            chunks = model.create_completion(f"{system}\n\n{user}", **options)
            pieces = (chunk["choices"][0]["text"] for chunk in chunks)
        try:
            for piece in pieces:
                if stop.is_set():
                    return
                yield piece
        except ValueError as error:  # a prompt longer than the context
            raise NotReady(f"{self.path.name} cannot plan this: {error}") from error

    @cached_property
    def _model(self) -> Any:
        try:
            import llama_cpp
        except ImportError as error:
            raise MissingExtra("llama-cpp-python", "llama") from error
        try:
            return llama_cpp.Llama(
                str(self.path), n_ctx=_CONTEXT, n_threads=_THREADS, n_gpu_layers=-1, verbose=False
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise NotReady(
                f"{self.path} cannot be loaded: {error}", "is it a whole GGUF file?"
            ) from error


def _make(environment: Environment, settings: Settings) -> Planner:
    try:
        import llama_cpp  # noqa: F401  # looked for early: the plan must not fail half way
    except ImportError as error:
        raise MissingExtra("llama-cpp-python", "llama") from error
    path = Path(settings.planner.model).expanduser()
    if not settings.planner.model or not path.is_file():
        missing = f"there is no model file {path}" if settings.planner.model else "no model is set"
        raise NotReady(missing, "tinyagent config set planner.model FILE.gguf")
    from tinyagent_cli.planning.embedded.gguf_head import holds_planner
    from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner

    return EmbeddedPlanner(path, "llama") if holds_planner(path) else LlamaPlanner(path)


@hookimpl
def tinyagent_planners() -> Mapping[str, Factory[Planner]]:
    """The planner ``llama``."""
    return {"llama": _make}
