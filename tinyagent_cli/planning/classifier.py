"""Tool RAG as the paper has it: a fine-tuned transformer with one sigmoid a tool.

The paper's is DeBERTa-v3-small with 16 labels in the manifest's order, and a tool is offered
above 0.5 (TinyAgent §3.4; recall 0.998 with 3.97 tools).  Any sequence classifier of that
shape is taken.  Needs the ``toolrag`` extra.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.planning.selection import closed
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

_THRESHOLD: Final = 0.5
_LONGEST: Final = 512  # tokens of a request


class ClassifierSelector:
    """The selector ``classifier``; *folder* holds a model as transformers saves it.

    Tools that it has no label for are always offered.
    """

    name = "classifier"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._labels = tuple(spec.name for spec in load_manifest())

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """The tools above the threshold, with those that they draw on.

        Raises NotReady where the model cannot be loaded or has other labels.
        """
        torch, tokenizer, model = self._loaded
        with torch.inference_mode():
            read = tokenizer(request, return_tensors="pt", truncation=True, max_length=_LONGEST)
            likely = model(**read).logits[0].sigmoid().tolist()
        wanted = {name for name, p in zip(self._labels, likely, strict=True) if p > _THRESHOLD}
        wanted |= {tool.name for tool in tools} - set(self._labels)
        return closed(wanted, tools)

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtra("transformers", "toolrag") from error
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(
                self.folder, local_files_only=True
            )
            model = transformers.AutoModelForSequenceClassification.from_pretrained(
                self.folder, local_files_only=True
            ).eval()
        except (OSError, ValueError) as error:
            raise NotReady(
                f"no classifier can be loaded from {self.folder}",
                "tinyagent config set planner.selector_model FOLDER",
            ) from error
        if model.config.num_labels != len(self._labels):
            raise NotReady(
                f"the classifier in {self.folder} has {model.config.num_labels} labels, "
                f"and there are {len(self._labels)} tools",
                "planner.selector toolrag needs no model",
            )
        return torch, tokenizer, model
