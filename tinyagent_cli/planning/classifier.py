"""Tool RAG as the paper has it: a fine-tuned transformer with one sigmoid a tool.

The paper's is DeBERTa-v3-small with 16 labels in the manifest's order, and a tool is offered
above 0.5 (TinyAgent §3.4; recall 0.998 with 3.97 tools).  Any sequence classifier of that
shape is taken; ``lab/classifier.py`` makes one, with a threshold of its own for every tool.
Needs the ``toolrag`` extra.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.planning.selection import Strangers, closed
from tinyagent_cli.tools.spec import ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

THRESHOLDS: Final = "thresholds.json"  # beside the model
LONGEST: Final = 512  # tokens of a request
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability above which each tool is offered.

    *offered*: for any request; *likely*: where another tool on offer may be handed its result.
    A tool that is not in them is offered above 0.5.
    """

    offered: Mapping[str, float]
    likely: Mapping[str, float]

    def told(self, chances: Mapping[str, float]) -> tuple[frozenset[str], frozenset[str]]:
        """The tools that are to be offered by their *chances*, and the likely ones."""
        wanted, likely = (
            frozenset(name for name, p in chances.items() if p > lines.get(name, _HALF))
            for lines in (self.offered, self.likely)
        )
        return wanted, likely


def load_thresholds(folder: Path) -> Thresholds:
    """Those beside the model in *folder*; 0.5 for all where there are none.

    Raises NotReady for a file that holds something else.
    """
    path = folder / THRESHOLDS
    if not path.exists():
        return Thresholds({}, {})
    try:
        kept = json.loads(path.read_text("utf-8"))
        lines = ({str(n): float(p) for n, p in kept[part].items()} for part in _PARTS)
        return Thresholds(*lines)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotReady(f"{path} holds no thresholds", "remove it: 0.5 is used then") from error


def save_thresholds(folder: Path, thresholds: Thresholds) -> None:
    """Write them beside the model in *folder*."""
    kept = {part: dict(getattr(thresholds, part)) for part in _PARTS}
    (folder / THRESHOLDS).write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


_PARTS: Final = ("offered", "likely")


class ClassifierSelector:
    """The selector ``classifier``; *folder* holds a model as transformers saves it.

    Tools that it has no label for are chosen as `TrainedSelector` does.
    """

    name = "classifier"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._labels = tuple(spec.name for spec in load_manifest())
        self._strangers = Strangers()

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """The tools above their thresholds, with those that they draw on.

        Raises NotReady where the model cannot be loaded or has other labels.
        """
        wanted, likely = self._thresholds.told(self.chances(request))
        strange = self._strangers.wanted(request, tools, self._labels)
        return closed(wanted | strange, tools, request, likely)

    def chances(self, request: str) -> dict[str, float]:
        """How probable it is that *request* needs each tool that the model has a label for."""
        torch, tokenizer, model = self._loaded
        with torch.inference_mode():
            read = tokenizer(request, return_tensors="pt", truncation=True, max_length=LONGEST)
            likely = model(**read).logits[0].sigmoid().tolist()
        return dict(zip(self._labels, likely, strict=True))

    @cached_property
    def _thresholds(self) -> Thresholds:
        return load_thresholds(self.folder)

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
