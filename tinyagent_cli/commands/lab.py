"""``tinyagent lab``: the stages that made the embedded planner, each a script of its own."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, UsageError, did_you_mean
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing

# Those of "all" in the order in which they are run, then others; each is a module of the lab with a
# `main(arguments)`.
STAGES: Final = {
    "data": "make requests with their plans",
    "train": "train the planner from scratch",
    "export": "quantise the planner into the weights that ship",
    "select": "fit Tool RAG",
    "eval": "measure it on kept-aside requests",
    "report": "a page of what came of it, with plots",
    "all": "all of these, one after the other; what was done before is skipped",
    "formats": "compare what it can be exported as: size, speed, plans",
    "examples": "choose the worked examples that prompts show",
    "classifier": "fine-tune a transformer for Tool RAG, as in the paper",
    "finetune": "fine-tune a bigger model on the same data",
}
MODULES: Final = {
    "select": "selector",
    "eval": "measure",
    "all": "pipeline",
    "examples": "worked",
}  # of another name


def lab(environment: Environment, stage: str | None, arguments: Sequence[str]) -> int:
    """Run *stage* with its own *arguments*; without one, list the stages.

    Raises UsageError for a stage that is not there, MissingExtra without the lab's packages.
    """
    if stage in (None, "-h", "--help"):
        screen = Screen(environment)
        screen.show(listing([(f"tinyagent lab {name}", about) for name, about in STAGES.items()]))
        screen.tell("each takes --help; needs: pip install 'tinyagent-cli[lab]'", "dim")
        return Exit.DONE
    if stage not in STAGES:
        known = f"there are: {', '.join(STAGES)}"
        raise UsageError(f"the lab has no stage {stage}", did_you_mean(stage, STAGES, known))
    try:
        module = import_module(f"tinyagent_cli.lab.{MODULES.get(stage, stage)}")
        module.main(list(arguments))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("tinyagent_cli"):
            raise
        raise MissingExtra(error.name or "a package", "lab") from error
    return Exit.DONE
