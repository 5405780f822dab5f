"""``tinyagent config``: the settings, one TOML file that nothing in a folder can change."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from tinyagent_cli.commands.editor import edit_file
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.core.settings import from_table, key_of, keys, load, parsed, value_of
from tinyagent_cli.core.whole_file import write_whole
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing


def show(environment: Environment, *, json: bool = False) -> int:
    """List every setting: its value, whether it is the default, what it is about."""
    settings = load(environment.paths.config)
    screen = Screen(environment)
    found = [(key, value_of(settings, key.name)) for key in keys()]
    if json:
        screen.raw(line({key.name: value for key, value in found}))
    else:
        rows = [
            (key.name, written(value), "" if value == key.default else "set", key.about)
            for key, value in found
        ]
        screen.show(listing(rows, ("setting", "value", "", "")))
    return Exit.DONE


def get(environment: Environment, name: str) -> int:
    """Print the value of the setting *name*; a list one item a line.  Raises UsageError."""
    value = value_of(load(environment.paths.config), name)
    items = value if isinstance(value, tuple) else (written(value),)
    Screen(environment).raw("".join(f"{item}\n" for item in items))
    return Exit.DONE


def put(environment: Environment, name: str, text: str) -> int:
    """Set *name* to what *text* says, comments in the file kept.  Raises UsageError."""
    import tomlkit

    path = environment.paths.config
    key = key_of(name)
    value = parsed(key, text)
    load(path)  # a file that does not parse is mended by hand, not written over
    document = tomlkit.parse(path.read_text("utf-8") if path.exists() else "")
    table, _, item = name.partition(".")
    if table not in document:
        document[table] = tomlkit.table()
    document[table][item] = list(value) if isinstance(value, tuple) else value
    from_table(document.unwrap(), str(path))
    _write(path, tomlkit.dumps(document))
    Screen(environment).tell(f"{name} = {written(value)}")
    return Exit.DONE


def unset(environment: Environment, name: str) -> int:
    """Bring *name* back to its default.  Raises UsageError."""
    import tomlkit

    path = environment.paths.config
    key = key_of(name)
    load(path)
    document = tomlkit.parse(path.read_text("utf-8") if path.exists() else "")
    table, _, item = name.partition(".")
    section: Any = document.get(table)
    if section is not None and item in section:
        del section[item]
        _write(path, tomlkit.dumps(document))
    Screen(environment).tell(f"{name} = {written(key.default)}, the default")
    return Exit.DONE


def edit(environment: Environment) -> int:
    """Open the file in ``$VISUAL`` or ``$EDITOR``, and check it afterwards."""
    path = environment.paths.config
    if not path.exists():
        _write(path, template())
    done = edit_file(environment, path)
    load(path)
    return Exit.DONE if done else Exit.FAILED


def path(environment: Environment) -> int:
    """Print where the file is, whether it is there or not."""
    Screen(environment).raw(f"{environment.paths.config}\n")
    return Exit.DONE


def template() -> str:
    """A file in which every setting stands, commented out, with its default."""
    lines = ["# tinyagent: every setting with its default; remove the # to change one.\n"]
    table = ""
    for key in keys():
        section, _, item = key.name.partition(".")
        if section != table:
            table = section
            lines.append(f"\n[{table}]\n")
        choices = f" ({' | '.join(key.choices)})" if key.choices else ""
        lines.append(f"# {key.about}{choices}\n# {item} = {_toml(key.default)}\n")
    return "".join(lines)


def written(value: Any) -> str:
    """*value* as it is typed after ``config set``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _toml(value: Any) -> str:
    import tomlkit

    item: str = tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()
    return item


def _write(path: Path, text: str) -> None:
    """Replace the file at once, readable by its owner alone; behind a link, where it leads.

    Raises NotReady where it may not be written.
    """
    path = path.resolve()
    try:
        private_dir(path.parent)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        write_whole(path, text)
    except OSError as error:
        raise NotReady(
            f"{path} cannot be written: {str(error.strerror).lower()}",
            f"chmod u+w {path}" if isinstance(error, PermissionError) else "",
        ) from error
