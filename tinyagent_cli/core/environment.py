"""Everything ambient in one value, so that a test can hand a command another world."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TextIO

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.paths import Paths


@dataclass(frozen=True, slots=True)
class Environment:
    """Streams, variables, platform, clock and paths of one run of the program."""

    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    clock: Clock = field(default_factory=Clock)

    @property
    def paths(self) -> Paths:
        """Where the program keeps its files; ``TINYAGENT_HOME`` moves them all."""
        return Paths.find(self.variables)

    @property
    def on_mac(self) -> bool:
        """Whether this computer is a Mac."""
        return self.platform == "darwin"
