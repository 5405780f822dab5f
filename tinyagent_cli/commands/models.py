"""``tinyagent models``: the model files on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing


def show(environment: Environment, *, json: bool = False) -> int:
    """List the weights that came with the program, and those in the models folder."""
    found = list(_found(environment))
    screen = Screen(environment)
    if json:
        keys = ("name", "kind", "bytes", "path")
        screen.raw(line({"models": [dict(zip(keys, each, strict=True)) for each in found]}))
    else:
        rows = [(name, kind, f"{size / 1e6:.1f} MB", path) for name, kind, size, path in found]
        screen.show(listing(rows, ("model", "kind", "size", "file")))
    return Exit.DONE


def path(environment: Environment) -> int:
    """Print the folder of downloaded models."""
    Screen(environment).raw(f"{environment.paths.models}\n")
    return Exit.DONE


def _found(environment: Environment) -> Iterator[tuple[str, str, int, Path]]:
    from tinyagent_cli.planning.embedded.planner import WEIGHTS

    for weights in sorted(WEIGHTS.glob("*.weights")):
        yield "embedded", "planner, built in", weights.stat().st_size, weights
    models = environment.paths.models
    for gguf in sorted(models.rglob("*.gguf")) if models.is_dir() else ():
        yield gguf.stem, "GGUF, for --planner llama", gguf.stat().st_size, gguf
    whisper = models / "whisper"
    for model in sorted(whisper.rglob("model.bin")) if whisper.is_dir() else ():
        yield model.parent.name, "speech", model.stat().st_size, model
