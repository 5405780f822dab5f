"""Work that ends as llama.cpp does where it finds itself in the wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence


def work(arguments: Sequence[str], step: Callable[[int, int], None]) -> None:
    """Say why, and die."""
    sys.stderr.write("llama_model_quantize: 1/10\nGGML_ASSERT: out of memory\n")
    sys.stderr.flush()
    os.abort()
