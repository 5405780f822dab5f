"""A model in fewer bits, by llama.cpp's own quantiser."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady, UsageError, did_you_mean
from tinyagent_cli.models.apart import Step, apart
from tinyagent_cli.models.whole import format_of, is_quantised, whole
from tinyagent_cli.planning.llama.library import llama_cpp

# llama.cpp's names, from much to little; those that it makes without a matrix of importances.
KINDS: Final = ("Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_K_S", "Q4_0", "IQ4_NL", "Q3_K_M", "Q2_K")

_ERROR: Final = 4  # GGML_LOG_LEVEL_ERROR
_TENSOR: Final = re.compile(r"\[\s*(\d+)/\s*(\d+)\]")


def kind_of(text: str) -> str:
    """The one of KINDS that *text* means.  Raises UsageError."""
    kind = text.upper()
    if kind not in KINDS:
        raise UsageError(
            f"there is no format {text}", did_you_mean(kind, KINDS, f"one of {', '.join(KINDS)}")
        )
    return kind


def name_of(source: Path, kind: str) -> str:
    """What *source* in *kind* is called."""
    return f"{re.sub('[-.](F16|BF16|F32)$', '', source.stem, flags=re.IGNORECASE)}-{kind}"


def quantise(source: Path, target: Path, kind: str, step: Step = lambda *_: None) -> None:
    """Let llama.cpp write the model *source* anew as *target*, in *kind*, one of KINDS.

    *step* hears how many tensors are done, of how many.  Raises MissingExtra without llama.cpp,
    UsageError for a model that is quantised already, NotReady where it cannot.
    """
    llama_cpp()
    head = whole(source)
    if is_quantised(head):
        raise UsageError(
            f"{source.stem} is {format_of(head)} already, and would lose twice",
            "quantise the model in F16 that it was made of",
        )
    apart(__name__, (str(source), str(target), kind), step)


def work(arguments: Sequence[str], step: Step) -> Mapping[str, Any]:
    """See `apart`; what llama.cpp says while it works is the only sign of how far it is."""
    source, target, kind = arguments
    library = llama_cpp()
    said = [""]

    @library.llama_log_callback  # type: ignore[untyped-decorator]  # it has no types
    def listen(level: int, text: bytes, _: object) -> None:
        line = text.decode("utf-8", "replace").strip()
        if found := _TENSOR.match(line):
            step(int(found[1]), int(found[2]))
        if level == _ERROR and line:
            said[0] = line

    options = library.llama_model_quantize_default_params()
    options.ftype = getattr(library, f"LLAMA_FTYPE_MOSTLY_{kind}")
    library.llama_log_set(listen, None)
    if library.llama_model_quantize(os.fsencode(source), os.fsencode(target), options):
        why = said[0].partition(": ")[2] or said[0] or "it does not say why"
        raise NotReady(f"llama.cpp cannot quantise {Path(source).name}: {why}", "df -h, free -h")
    return {}
