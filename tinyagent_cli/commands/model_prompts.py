"""``tinyagent models prompt``: ask a model in the words of a record that it was trained on."""

from __future__ import annotations

from pathlib import Path

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.models.shelf import Shelf
from tinyagent_cli.planning import record
from tinyagent_cli.planning.prompted import Asked
from tinyagent_cli.planning.recorded import RecordedPrompt, kept_for, load, save
from tinyagent_cli.plugins.loader import load as load_plugins
from tinyagent_cli.view.screen import Screen


def prompt(
    environment: Environment, name: str, file: Path | None = None, *, forget: bool = False
) -> int:
    """Take the words of the records in *file* for the model *name*, *forget* or print them.

    Raises UsageError for a file without a record, and where there are no words to print.
    """
    screen, path = Screen(environment), kept_for(environment.paths.models, name)
    if file is not None and forget:
        raise UsageError("--forget goes without FILE", f"tinyagent models prompt {name} --forget")
    if file is not None:
        found = record.read(file)
        save(found, path)
        _tell(environment, screen, name, found)
    elif forget:
        path.unlink(missing_ok=True)
        screen.tell(f"{name} is asked in our own words")
    else:
        kept = load(path)
        if kept is None:
            raise UsageError(
                f"{name} is asked in our own words", "tinyagent models prompt NAME FILE.json"
            )
        tools = tuple(load_plugins(environment).toolbox().specs.values())
        asked = kept(Asked("…", tools, (), environment.clock.now()))
        screen.raw(f"{asked.system}\n\n{asked.user}\n")
    return Exit.DONE


def _tell(environment: Environment, screen: Screen, name: str, found: RecordedPrompt) -> None:
    specs = load_plugins(environment).toolbox().specs
    of = f" of record {found.source}" if found.source else ""
    told = len(specs.keys() & found.tools.keys())
    screen.tell(
        f"{name} is asked in the words{of}: {told} of {len(specs)} tools, "
        f"{len(found.examples)} examples"
    )
    if told < len(specs):
        screen.tell("the other tools are told of in its form; more records tell of more", "dim")
    here = Path(name).expanduser().is_file() or name.removesuffix(".gguf") in _here(environment)
    if not here:
        screen.tell(
            f"no model {name} is here: a server's is meant, as planner.model names it", "dim"
        )


def _here(environment: Environment) -> list[str]:
    return Shelf(environment.paths.models).names()
