"""What was heard, in a line that can be changed before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth

from tinyagent_cli.repl.doubtful import Doubtful
from tinyagent_cli.repl.prompt import STYLE, line_keys
from tinyagent_cli.view.streams import is_tty

if TYPE_CHECKING:
    from tinyagent_cli.view.screen import Screen
    from tinyagent_cli.voice.hearing import Heard


async def corrected(screen: Screen, heard: Heard) -> str | None:
    """*heard* as the user sends it; None where they do not.  Doubtful words are underlined."""
    environment = screen.environment
    stream = environment.stdin if is_tty(environment.stdin) else environment.stderr
    doubtful = Doubtful()
    session: PromptSession[str] = PromptSession(
        [("class:prompt", screen.glyphs.prompt)],
        multiline=True,
        prompt_continuation=lambda width, number, wrapped: " " * width,
        key_bindings=_keys(),
        input_processors=[doubtful],
        bottom_toolbar=f"Enter does it{screen.glyphs.dot}Ctrl-C leaves it",
        style=STYLE,
        color_depth=None if screen.colourful else ColorDepth.DEPTH_1_BIT,
        input=create_input(stdin=stream),
        output=screen.prompt_output(),
    )
    buffer = session.default_buffer
    doubtful.watch(buffer)

    def put() -> None:
        doubtful.put(buffer, heard.text, heard.doubtful)

    async with screen.listening():  # no question comes between
        try:
            said = await session.prompt_async(pre_run=put, handle_sigint=False)
        except (KeyboardInterrupt, EOFError):
            return None
    return said.strip() or None


def _keys() -> KeyBindings:
    keys = line_keys()

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return keys
