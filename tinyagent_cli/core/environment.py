"""Everything ambient in one value, so that a test can hand a command another world."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, cast

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.paths import Paths
from tinyagent_cli.core.programs import Programs


@dataclass(frozen=True, slots=True)
class Environment:
    """Streams, variables, platform, clock, microphone, programs and paths of one run."""

    stdin: TextIO = field(default_factory=lambda: _open(sys.stdin, "r"))
    stdout: TextIO = field(default_factory=lambda: _open(sys.stdout, "w"))
    stderr: TextIO = field(default_factory=lambda: _open(sys.stderr, "w"))
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    clock: Clock = field(default_factory=Clock)
    # What records sound: the module sounddevice, or whatever has its surface.
    sound_library: Callable[[], Any] = field(default_factory=lambda: _sounddevice)
    programs: Programs = field(default_factory=Programs)

    @property
    def paths(self) -> Paths:
        """Where the program keeps its files; ``TINYAGENT_HOME`` moves them all."""
        return Paths.find(self.variables)

    @property
    def on_mac(self) -> bool:
        """Whether this computer is a Mac."""
        return self.platform == "darwin"


def _open(stream: TextIO | None, mode: str) -> TextIO:
    """*stream*, or nowhere, where the program was started with it closed (``>&-``).

    That also takes the place of its descriptor, which the journal would get otherwise, and
    whatever a child process prints with it.
    """
    return stream if stream is not None else cast(TextIO, Path(os.devnull).open(mode))


def own_stderr() -> TextIO:
    """A stream to where stderr leads, by a descriptor of its own.

    Libraries in C complain on descriptor 2, in the middle of a picture that is drawn there; while
    the microphone is on that one leads nowhere, and what we draw goes by this one.
    """
    stream = _open(sys.stderr, "w")
    try:
        descriptor = os.dup(stream.fileno())
    except (OSError, ValueError):  # it is none of a file
        return stream
    return cast(
        TextIO,
        os.fdopen(
            descriptor, "w", 1, encoding=stream.encoding, errors=stream.errors, closefd=False
        ),
    )


def _sounddevice() -> Any:
    """The module; raises ImportError without it, OSError where PortAudio itself is missing."""
    import sounddevice

    return sounddevice
