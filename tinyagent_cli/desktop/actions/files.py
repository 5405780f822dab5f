"""Files: a document is opened; a PDF is summarised, here, without leaving the computer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinyagent_cli.core.errors import NotFound, ToolError
from tinyagent_cli.desktop import saying
from tinyagent_cli.desktop.digest import digest
from tinyagent_cli.desktop.documents import is_executable
from tinyagent_cli.desktop.summary import pdf_text, summarize
from tinyagent_cli.tools.spec import Hands, Result


async def open_document(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """Open the file; the result's value is its path."""
    path = existing(arguments["file_name"])
    only_shown = await asyncio.to_thread(is_executable, path)
    await hands.desktop.open_file(path)
    name = saying.quoted(path.name)
    says = f"Showed {name} in its folder: it would run" if only_shown else f"Opened {name}"
    return Result(str(path), says, details={"path": str(path)})


async def summarize_pdf(hands: Hands, arguments: Mapping[str, Any]) -> Result:
    """What a PDF says: by the writer where there is one, else its sentences that say most.

    Raises ToolError where none can be read.
    """
    path = existing(arguments["pdf_path"])
    if hands.pen:
        summary = await digest(await asyncio.to_thread(pdf_text, path, None), hands.pen)
    else:
        text = await asyncio.to_thread(pdf_text, path)
        summary = await asyncio.to_thread(summarize, text)
    return Result(
        summary, f"Summary of {saying.quoted(path.name)}: {summary}", details={"path": str(path)}
    )


def existing(name: str) -> Path:
    """The file *name*; raises NotFound where there is none, ToolError where it is a link now.

    A path was resolved before anybody agreed to it: a link was put there since.
    """
    path = Path(name)
    if not path.is_file():
        # Its name is somebody's, and a planner is told the first line.
        raise NotFound("the file that was found is not there any more", f"look for {path.name}")
    if path.is_symlink() or path.resolve() != path.absolute():
        raise ToolError(f"{name} leads elsewhere than when it was found")
    return path
