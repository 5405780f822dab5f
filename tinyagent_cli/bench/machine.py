"""The computer that something was measured on, in a few words that name nobody."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import MissingExtra
from tinyagent_cli.planning.llama.library import llama_cpp

_CPUS: Final = Path("/proc/cpuinfo")


def machine() -> str:
    """Its processors, system and what runs the models: ``2 virtual CPUs of an AMD EPYC, …``."""
    told = _CPUS.read_text("utf-8") if _CPUS.exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line]
    kind = names[0] if names else platform.processor() or platform.machine()
    virtual = "virtual " if " hypervisor" in told else ""
    parts = [
        f"{os.cpu_count()} {virtual}CPUs ({kind})",
        platform.system(),
        f"Python {platform.python_version()}",
    ]
    try:
        parts.append(f"llama-cpp-python {llama_cpp().__version__}")
    except MissingExtra:
        parts.append("no llama.cpp")
    return ", ".join(parts)


def load() -> float:
    """How many programs wanted to run at once, in the mean of the last minute."""
    return os.getloadavg()[0]
