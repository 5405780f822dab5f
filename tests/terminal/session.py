"""A person at a terminal: a real pseudo-terminal, and a screen that shows what they see."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

REPOSITORY = Path(__file__).parents[2]
PROGRAM = ("-m", "tests.terminal.tinyagent_with_fake")


class Session:
    """The program in a terminal of *columns* by *lines*; `screen` is what it shows now.

    *pipeline* is a line of shell in which ``{tinyagent}`` stands for the program.
    """

    def __init__(
        self,
        home: Path,
        words: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        variables: Mapping[str, str] | None = None,
        pipeline: str = "",
    ) -> None:
        keep = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV")
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        environment |= {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "TINYAGENT_HOME": str(home),
            "PYTHONPATH": str(REPOSITORY),
            **(variables or {}),
        }
        program, arguments = sys.executable, [*PROGRAM, *words]
        if pipeline:
            program, arguments = "/bin/sh", ["-c", pipeline.format(tinyagent=_quoted())]
        self.terminal = _Answering(columns, lines)
        self._stream = pyte.ByteStream(self.terminal)
        self.raw = b""
        self.terminal.answer = self.type
        self.process = pexpect.spawn(
            program,
            arguments,
            env=environment,
            cwd=str(REPOSITORY),
            dimensions=(lines, columns),
            timeout=20,
        )

    @property
    def screen(self) -> str:
        """The lines on the screen, blanks at their ends left out."""
        return "\n".join(line.rstrip() for line in self.terminal.display).rstrip()

    def wait_for(self, text: str, seconds: float = 20.0) -> str:
        """The screen, once it shows *text*."""
        deadline = time.monotonic() + seconds
        while text not in self.screen:
            if not self._feed(deadline):
                raise AssertionError(f"{text!r} never came; the screen shows:\n{self.screen}")
        return self.screen

    def wait_until_gone(self, text: str, seconds: float = 20.0) -> str:
        """The screen, once it no longer shows *text*."""
        deadline = time.monotonic() + seconds
        while text in self.screen:
            if not self._feed(deadline):
                raise AssertionError(f"{text!r} stayed; the screen shows:\n{self.screen}")
        return self.screen

    def wait_for_code(self, code: bytes, seconds: float = 20.0) -> None:
        """Until the last thing that was written is the escape sequence *code*."""
        deadline = time.monotonic() + seconds
        while not self.raw.endswith(code) and self._feed(deadline):
            pass

    def wait_until_stopped(self) -> None:
        """Until Ctrl-Z has stopped the program: a signal to go on, sooner, would be lost."""
        os.waitpid(self.process.pid, os.WUNTRACED)

    def shows(self, text: str) -> None:
        """Let somebody else, a shell, write *text*."""
        self._stream.feed(text.encode())

    def wait_until_drawn_anew(self, seconds: float = 20.0) -> None:
        """Until the tree that moves was drawn twice more, the second time as the window is now."""
        deadline = time.monotonic() + seconds
        enough = self.raw.count(b"running") + 2
        while self.raw.count(b"running") < enough and self._feed(deadline):
            pass

    def type(self, keys: str) -> None:
        """Send *keys* as they are."""
        self.process.send(keys)

    def resize(self, columns: int) -> None:
        """Make the window *columns* wide: the terminal wraps anew what stands there."""
        self._feed(time.monotonic() + 1)  # up to the end of a frame, with time until the next
        self.terminal.rewrap(columns)
        self.process.setwinsize(self.terminal.lines, columns)

    def ends(self, seconds: float = 20.0) -> int:
        """The exit status, once the program has ended (128 + the signal that killed it)."""
        deadline = time.monotonic() + seconds
        while self._feed(deadline):
            pass
        if self.process.isalive() and time.monotonic() > deadline:
            self.process.close(force=True)
            raise AssertionError(f"it goes on; the screen shows:\n{self.screen}")
        self.process.close()
        if self.process.exitstatus is not None:
            return self.process.exitstatus
        return 128 + self.process.signalstatus

    def _feed(self, deadline: float) -> bool:
        """Take in what the program wrote; False at its end, or when time is up."""
        if time.monotonic() > deadline:
            return False
        try:
            data = self.process.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        # pyte takes the end of this, which terminals obey or let pass, for a letter.
        self._stream.feed(data.replace(b"\x1b[<u", b""))
        return True


class _Answering(pyte.Screen):
    """Answers when it is asked where the cursor is, as real terminals do."""

    answer: Callable[[str], None]

    def rewrap(self, columns: int) -> None:
        """Take *columns* cells a row; what is longer goes on in the next, as most terminals do."""
        rows: list[str] = []
        for row in self.display[: self.cursor.y]:
            text = row.rstrip()
            rows += [text[at : at + columns] for at in range(0, len(text), columns)] or [""]
        self.resize(self.lines, columns)
        self.erase_in_display(2)
        self.cursor_position()
        for row in rows:
            self.draw(row)
            self.carriage_return()
            self.linefeed()

    def write_process_input(self, data: str) -> None:
        """Send *data* to the program."""
        self.answer(data)


def _quoted() -> str:
    return " ".join([sys.executable, *PROGRAM])
