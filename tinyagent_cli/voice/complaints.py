"""What libraries in C complain of while the microphone is on, kept out of the picture."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

_COMPLAINTS: Final = 2  # the descriptor that they write to


@contextmanager
def hushed(stream: TextIO) -> Iterator[None]:
    """Within it what PortAudio and ALSA complain of is seen nowhere; what *stream* is given is.

    They write to descriptor 2, a dozen lines when a device goes away, into the picture.
    """
    try:
        apart = stream.fileno() != _COMPLAINTS
        kept = os.dup(_COMPLAINTS) if apart else -1
    except (OSError, ValueError):
        apart, kept = False, -1
    if not apart:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _COMPLAINTS)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, _COMPLAINTS)
        os.close(kept)
