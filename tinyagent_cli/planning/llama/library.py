"""llama.cpp by its Python package, which is an extra: imported when it is wanted, and silent."""

from __future__ import annotations

import logging
from types import ModuleType

from tinyagent_cli.core.errors import MissingExtra


def llama_cpp() -> ModuleType:
    """The package, silent: what fails is told by us.  Raises MissingExtra without it."""
    try:
        import llama_cpp as library
    except ImportError as error:
        raise MissingExtra("llama-cpp-python", "llama") from error
    logging.getLogger("llama-cpp-python").setLevel(logging.CRITICAL)
    return library  # type: ignore[no-any-return]  # it has no types
