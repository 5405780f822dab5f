"""The session: lines come in, turns are taken, and Ctrl-C never ends it.

Each line is handled in a task of its own, and SIGINT cancels that task alone (asyncio's
own handler would cancel the main task, and with it the session).  While a line is typed the
terminal sends Ctrl-C as a key; `prompt` knows what it means there.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.keyboard import read_when_there
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

HOW_TO_LEAVE = "Ctrl-D leaves, /help helps"


class Leave(Exception):
    """The user wants to leave; raised by ``/quit``."""


class Session:
    """Hands each line to *handle* and outlives whatever comes of it.

    *handle* returns the exit code of its turn; `code` is that of the session.
    """

    def __init__(self, screen: Screen, handle: Callable[[str], Awaitable[int]]) -> None:
        self.screen = screen
        self.code = Exit.DONE
        self._handle = handle
        self._turn: asyncio.Task[int] | None = None
        self._stopped = False

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Take *lines* until they end, or somebody leaves."""
        loop = asyncio.get_running_loop()
        before = signal.getsignal(signal.SIGINT)
        loop.add_signal_handler(signal.SIGINT, self.interrupt)
        try:
            async for line in lines:
                if line.strip():
                    await self._take(line.strip())
        except Leave:
            pass
        finally:
            loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, before)

    def interrupt(self) -> None:
        """Stop the turn that runs, if one does; a second time changes nothing."""
        if self._turn and not self._stopped:
            self._stopped = True
            self._turn.cancel()

    async def _take(self, line: str) -> None:
        self._stopped = False
        self._turn = asyncio.ensure_future(self._handle(line))
        try:
            code = await self._turn
        except TinyagentError as error:
            self.screen.complain(error)
            code = error.exit
        except asyncio.CancelledError:
            if not self._stopped:
                raise  # not the turn was stopped but we were
            self.screen.tell("stopped", "magenta")
            code = Exit.INTERRUPTED
        except Leave:
            raise
        except Exception as error:  # one line must not take the session down with it
            self.screen.complain(TinyagentError(f"{type(error).__name__}: {error}"))
            code = Exit.FAILED
        finally:
            self._turn = None
        if code and not self.code:
            self.code = Exit.FAILED


async def typed(prompt: PromptSession[str], screen: Screen) -> AsyncIterator[str]:
    """The lines that are typed at *prompt*, until Ctrl-D on an empty one."""
    while True:
        try:
            yield await prompt.prompt_async(handle_sigint=False)
        except KeyboardInterrupt:
            screen.tell(HOW_TO_LEAVE, "dim")
        except EOFError:
            return


async def piped(fd: int) -> AsyncIterator[str]:
    """The lines that come in on *fd*, a stdin that is no terminal, each as it comes."""
    waiting = b""
    while chunk := await read_when_there(fd):
        *lines, waiting = (waiting + chunk).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")
    yield waiting.decode("utf-8", "replace")
