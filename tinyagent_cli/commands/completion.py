"""``tinyagent completion``: Tab in bash, zsh and fish.

The scripts hold every command, option and known value, so that Tab starts no Python, but for
what only the user's files know: turns, models that are here, consents.
``completions/`` holds what this prints; a test keeps it in step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands.vocabulary import (
    FILES,
    SHELLS,
    Flag,
    Words,
    asked,
    fixed,
    words_of_program,
)
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from typer import Typer


def completion(environment: Environment, shell: str, app: Typer) -> int:
    """Print the script that completes the program *app* in *shell*.

    Raises UsageError for a shell that we do not know.
    """
    if shell not in SHELLS:
        raise UsageError(f"no completion for {shell}", f"there are: {', '.join(SHELLS)}")
    Screen(environment).raw(script(shell, app))
    return Exit.DONE


def script(shell: str, app: Typer) -> str:
    """The script that completes the program *app* in *shell*."""
    return "".join(f"{line}\n" for line in _SCRIPTS[shell](words_of_program(app)))


def _bash(program: Words) -> Iterator[str]:
    paths = "|".join(f'"{" ".join(w.path)}"' for w in program.every() if w.path)
    yield "# bash completion for tinyagent, made by: tinyagent completion bash"
    yield "_tinyagent() {"
    yield '    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local command="" words="" flags="" files="" asked="" i'
    yield "    for ((i = 1; i < COMP_CWORD; i++)); do"
    yield '        case "${command:+$command }${COMP_WORDS[i]}" in'
    yield f'            {paths}) command="${{command:+$command }}${{COMP_WORDS[i]}}" ;;'
    yield "        esac"
    yield "    done"
    yield '    case "$command:$before" in'
    for words in program.every():
        for flag in words.flags:
            if flag.takes_value:
                keys = "|".join(f'"{" ".join(words.path)}:{name}"' for name in flag.names)
                yield f"        {keys}) {_bash_values(flag.values)} ;;"
        for first, values in words.after.items():
            yield f'        "{" ".join(words.path)}:{first}") {_bash_values(values)} ;;'
    yield '        *) case "$command" in'
    for words in program.every():
        known = (*(c.path[-1] for c in words.commands), *words.values)
        flags = " ".join(_names(words.flags))
        yield f'            "{" ".join(words.path)}")'
        yield f'                {_bash_values(known)}; flags="{flags}" ;;'
    yield "        esac ;;"
    yield "    esac"
    yield '    [[ $current == -* ]] && words=$flags asked=""'
    yield "    for i in $asked; do"
    yield '        words+=" $(tinyagent values $i 2>/dev/null | cut -f1 | tr "\\n" " ")"'
    yield "    done"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$current"))'
    yield '    [[ -n $files ]] && COMPREPLY+=($(compgen -f -- "$current"))'
    yield "}"
    yield "complete -o filenames -F _tinyagent tinyagent"


def _bash_values(values: tuple[str, ...]) -> str:
    if values == FILES:
        return "files=1"
    kinds = f'; asked="{" ".join(asked(values))}"' if asked(values) else ""
    return f'words="{" ".join(fixed(values))}"{kinds}'


def _zsh(program: Words) -> Iterator[str]:
    yield "#compdef tinyagent"
    yield "# zsh completion for tinyagent, made by: tinyagent completion zsh"
    for words in program.every():
        yield ""
        yield f"{_zsh_name(words.path)}() {{"
        yield from _zsh_groups(words) if words.commands else _zsh_arguments(words)
        yield "}"
        yield from _zsh_after(words)
    yield ""
    yield "_tinyagent_values() {"
    yield "    local -a found"
    yield '    found=(${(f)"$(tinyagent values $1 2>/dev/null)"})'
    yield "    found=(${found/$'\\t'/:})"
    yield "    _describe -V value found"
    yield "    compadd -- ${@:2}"
    yield "}"
    yield ""
    yield '_tinyagent "$@"'


def _zsh_groups(words: Words) -> Iterator[str]:
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    yield "    local -a commands"
    yield "    _arguments -C \\"
    yield from (f"        {_zsh_flag(flag)} \\" for flag in words.flags)
    yield "        '1:command:->command' '*::argument:->argument'"
    yield "    case $state in"
    yield "        command)"
    yield "            commands=("
    for command in words.commands:
        yield f"                '{command.path[-1]}:{_zsh_text(command.about)}'"
    yield "            )"
    yield "            _describe command commands ;;"
    yield "        argument)"
    yield "            case $words[1] in"
    for command in words.commands:
        yield f"                {command.path[-1]}) {_zsh_name(command.path)} ;;"
    yield "            esac ;;"
    yield "    esac"


def _zsh_arguments(words: Words) -> Iterator[str]:
    yield "    _arguments \\"
    yield from (f"        {_zsh_flag(flag)} \\" for flag in words.flags)
    if words.after:
        yield f"        '1:argument:{_zsh_values(words.values)}' \\"
        yield f"        '2:value:{_zsh_name(words.path)}_after'"
    else:
        yield f"        '*:argument:{_zsh_values(words.values)}'"


def _zsh_after(words: Words) -> Iterator[str]:
    if not words.after:
        return
    yield ""
    yield f"{_zsh_name(words.path)}_after() {{"
    yield "    case $words[CURRENT-1] in"
    for first, values in words.after.items():
        yield f"        {first}) {_zsh_offer(values)} ;;"
    yield "    esac"
    yield "}"


def _zsh_offer(values: tuple[str, ...]) -> str:
    if asked(values):
        return " ".join(("_tinyagent_values", *asked(values), *fixed(values)))
    return f"compadd {' '.join(fixed(values))}"


def _zsh_flag(flag: Flag) -> str:
    takes = f":value:{_zsh_values(flag.values)}" if flag.takes_value else ""
    about = f"[{_zsh_text(flag.about)}]{takes}"
    if len(flag.names) == 1:
        return f"'{flag.names[0]}{about}'"
    return f"'({' '.join(flag.names)})'{{{','.join(flag.names)}}}'{about}'"


def _zsh_values(values: tuple[str, ...]) -> str:
    if values == FILES:
        return "_files"
    if asked(values):
        return f" {_zsh_offer(values)}"  # after a blank zsh adds no options of its own
    return f"({' '.join(values)})" if values else " "


def _zsh_name(path: tuple[str, ...]) -> str:
    return "_".join(("_tinyagent", *path))


def _zsh_text(text: str) -> str:
    escaped = text.replace("'", "’").replace(":", "\\:")
    return escaped.replace("[", "\\[").replace("]", "\\]").replace("`", "")


def _fish(program: Words) -> Iterator[str]:
    yield "# fish completion for tinyagent, made by: tinyagent completion fish"
    yield "complete -c tinyagent -f"
    for words in program.every():
        here = _fish_condition(words)
        for command in words.commands:
            about = _fish_text(command.about)
            yield f"complete -c tinyagent -n '{here}' -a {command.path[-1]} -d '{about}'"
        for flag in words.flags:
            yield f"complete -c tinyagent -n '{here}' {_fish_flag(flag)}"
        if words.values == FILES:
            yield f"complete -c tinyagent -n '{here}' -F"
        elif words.values:
            first = f"; and not __fish_seen_subcommand_from {' '.join(words.values)}"
            only = here + (first if words.after else "")
            yield f"complete -c tinyagent -n '{only}' -a '{_fish_values(words.values)}'"
        for first, values in words.after.items():
            there = f"{here}; and __fish_seen_subcommand_from {first}"
            yield f"complete -c tinyagent -n '{there}' -a '{_fish_values(values)}'"


def _fish_condition(words: Words) -> str:
    seen = [f"__fish_seen_subcommand_from {name}" for name in words.path]
    if words.commands:
        names = " ".join(command.path[-1] for command in words.commands)
        seen.append(f"not __fish_seen_subcommand_from {names}")
    return "; and ".join(seen)


def _fish_flag(flag: Flag) -> str:
    names = " ".join(
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names
    )
    takes = ""
    if flag.takes_value:
        values = f" -a '{_fish_values(flag.values)}'" if flag.values else ""
        takes = " -r -F" if flag.values == FILES else f" -x{values}"
    return f"{names}{takes} -d '{_fish_text(flag.about)}'"


def _fish_values(values: tuple[str, ...]) -> str:
    kinds = (f"(tinyagent values {kind} 2>/dev/null)" for kind in asked(values))
    return " ".join((*fixed(values), *kinds))


def _fish_text(text: str) -> str:
    return text.replace("'", "’")


def _names(flags: tuple[Flag, ...]) -> Iterator[str]:
    for flag in flags:
        yield from flag.names


_SCRIPTS: Final[Mapping[str, Callable[[Words], Iterator[str]]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
