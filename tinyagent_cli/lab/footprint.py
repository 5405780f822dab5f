"""What a planner takes: bytes of its files, and the memory of a process that plans with it.

The memory is that of a process of its own, since this one may hold torch:
``python -m tinyagent_cli.lab.footprint WEIGHTS TABLE`` plans one request and prints its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any, Final

_STATUS: Final = Path("/proc/self/status")


def footprint(weights: Path, table: Path) -> dict[str, Any]:
    """Bytes of *weights*, of the selector's *table* and of memory; seconds to the first plan."""
    asked = [sys.executable, "-m", __name__, str(weights), str(table)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return {
        "weights_bytes": weights.stat().st_size,
        "selector_bytes": table.stat().st_size,
        **json.loads(told),
    }


def peak_memory() -> int:
    """The most memory that this process has had at once, in bytes (its resident set)."""
    if _STATUS.exists():  # getrusage would count the parent's, before exec, on Linux
        lines = _STATUS.read_text().splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def _plan_once(weights: Path, table: Path) -> None:
    began = perf_counter()
    from tinyagent_cli.lab.measure import Planning

    Planning(weights, table)  # plans a first request
    took = perf_counter() - began
    print(json.dumps({"memory_bytes": peak_memory(), "first_plan_seconds": round(took, 4)}))


if __name__ == "__main__":
    _plan_once(Path(sys.argv[1]), Path(sys.argv[2]))
