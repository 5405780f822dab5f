"""The user's editor, for a file or for a text."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady


def edit_file(environment: Environment, path: Path) -> bool:
    """Open *path* in ``$VISUAL`` or ``$EDITOR``; whether the editor says that all went well.

    Raises NotReady where it cannot be started.
    """
    editor = environment.variables.get("VISUAL") or environment.variables.get("EDITOR") or "vi"
    try:
        ended = subprocess.run([*shlex.split(editor), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise NotReady(f"{editor} cannot be started", "export EDITOR=nano") from error
    return ended.returncode == 0


def edit_text(environment: Environment, text: str, suffix: str = ".txt") -> str | None:
    """*text* as it was left in the editor; None where that was given up.

    The file, which nobody else may read, is gone afterwards.  Raises NotReady, also where what
    the editor left is no text.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tinyagent-") as folder:  # of mode 0700
        path = Path(folder) / f"edit{suffix}"
        path.write_text(text, "utf-8")
        if not edit_file(environment, path):
            return None
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotReady(
                "the editor left no text in UTF-8", "save it under the name it was opened by"
            ) from error
