"""The line that requests are typed on: keys, history, completion, the line at the bottom.

Enter sends; Alt-Enter and Ctrl-J start a new line (no terminal tells Shift-Enter); what is
pasted in many lines stays one request.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style

from tinyagent_cli.core.paths import private_dir
from tinyagent_cli.repl.familiar import completions
from tinyagent_cli.repl.slash import SlashCommands

if TYPE_CHECKING:
    from tinyagent_cli.repl.dictation import Dictation

STYLE = Style.from_dict(
    {
        "prompt": "bold ansicyan",
        "bottom-toolbar": "noreverse ansibrightblack",
        "meter": "ansidefault",
        "doubtful": "underline ansiyellow",
        "completion-menu": "noreverse bg:default",
        "completion-menu.completion": "bg:default fg:default",
        "completion-menu.completion.current": "reverse",
        "scrollbar.background": "bg:default",
        "scrollbar.button": "bg:default",
        "completion-menu.meta.completion": "bg:default ansibrightblack",
        "completion-menu.meta.completion.current": "bg:default",
    }
)


def prompt_session(
    commands: SlashCommands,
    bottom: Callable[[], str],
    names: Callable[[], Iterable[str]] = tuple,
    *,
    output: Output,
    history: Path | None,
    vi: bool = False,
    colour: bool = True,
    sign: str = "› ",
    dictation: Dictation | None = None,
) -> PromptSession[str]:
    """A prompt that completes *commands* as they are typed, and *names* when Tab is pressed.

    What was typed before is suggested as a ghost; the right arrow takes it.  *history* None
    remembers for this session only.  *dictation* puts words into the line that were spoken.
    """
    keys = [_keys()] if dictation is None else [_keys(), dictation.keys]
    prompt: PromptSession[str] = PromptSession(
        [("class:prompt", sign)],
        multiline=True,
        prompt_continuation=lambda width, number, wrapped: " " * width,
        key_bindings=merge_key_bindings(keys),
        completer=_Words(commands, names),
        auto_suggest=AutoSuggestFromHistory(),
        complete_while_typing=True,
        history=_history(history),
        enable_history_search=False,
        enable_open_in_editor=True,
        enable_suspend=True,
        bottom_toolbar=bottom if dictation is None else lambda: dictation.bottom(bottom()),
        input_processors=[dictation.doubtful] if dictation else None,
        editing_mode=EditingMode.VI if vi else EditingMode.EMACS,
        style=STYLE,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        reserve_space_for_menu=4,
        output=output,
    )
    if dictation is not None:
        dictation.doubtful.watch(prompt.default_buffer)
    return prompt


def line_keys() -> KeyBindings:
    """Enter sends the line; Alt-Enter and Ctrl-J begin another one in it."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    @keys.add("c-j")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


def _keys() -> KeyBindings:
    keys = line_keys()

    @keys.add("c-x", "c-e")
    def _(event: KeyPressEvent) -> None:
        # What an editor leaves is looked at before it is sent: it may have been given up.
        event.current_buffer.open_in_editor(validate_and_handle=False)

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    return keys


class _KeptHistory(FileHistory):
    """The history in a file; a line that the disk has no room for is known until the end."""

    def store_string(self, string: str) -> None:
        """Write *string* down, if that can be done."""
        with suppress(OSError):
            super().store_string(string)


def _history(path: Path | None) -> History:
    if path is None:
        return InMemoryHistory()
    private_dir(path.parent)
    # Made by hand, since requests hold names and numbers and nobody else may read them.
    os.close(os.open(path, os.O_CREAT | os.O_APPEND, 0o600))
    path.chmod(0o600)
    return _KeptHistory(str(path))


class _Words(Completer):
    """Completes slash commands and their arguments; in a request, familiar names."""

    def __init__(self, commands: SlashCommands, names: Callable[[], Iterable[str]]) -> None:
        self.commands = commands
        self.names = names

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """What fits the line before the cursor."""
        text = document.text_before_cursor
        for word, start, about in self.commands.completions(text):
            yield Completion(word, start_position=start, display_meta=about)
        # A menu that opens by itself would be in the way of whoever only types.
        if complete_event.completion_requested:
            names = self.names() if self.commands.takes_words(text) else ()
            for name, start in completions(text, names):
                yield Completion(name, start_position=start)
