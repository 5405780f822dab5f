"""numpy without a pool of threads.

The matrices here are small, and on a busy machine a pool of threads spends its time waiting
for itself (plans of 20 ms that take half a second).  The size of the pool is settled when numpy
is first imported, so whoever imports it first does so within `one_thread`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_POOLS: Final = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy, imported within, start no pool of threads; what the user set holds."""
    variables = os.environ  # noqa: TID251 - numpy's BLAS reads its number of threads there
    ours = [name for name in _POOLS if name not in variables]
    variables.update(dict.fromkeys(ours, "1"))
    try:
        yield
    finally:
        for name in ours:
            del variables[name]
