"""The scripts of ``macos_tools``, each as it was released or not at all.

``scripts.sha256`` beside them is what ``sha256sum`` writes and ``sha256sum -c`` checks.  It is no
seal against somebody who may write to the package, since he may write to this list too: it is
against a script that an editor, a half-done upgrade or a bad disk left behind, which would move
the user's own apps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from macos_tools import ROOT
from tinyagent_cli.core.errors import NotReady

SUMS: Final = "scripts.sha256"
ANEW: Final = "pip install --force-reinstall --no-deps tinyagent-cli"


def genuine(script: str, root: Path = ROOT) -> Path:
    """Where *script* lies; raises NotReady where it is missing or another than was released."""
    path = root / script
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise NotReady(f"the script {script} cannot be read", ANEW) from error
    if sums(root).get(script) != found:
        raise NotReady(f"the script {script} was changed since it was released", ANEW)
    return path


@cache
def sums(root: Path = ROOT) -> Mapping[str, str]:
    """The checksum of each script; raises NotReady where the list is missing."""
    try:
        lines = (root / SUMS).read_text("utf-8").splitlines()
    except OSError as error:
        raise NotReady(f"{SUMS} cannot be read", ANEW) from error
    return {script: digest for digest, _, script in (line.partition("  ") for line in lines)}
