"""Standard input as a request, or as text that goes with one.

A request may come with a pipe that nobody writes to (cron, CI, an editor that left its own
stdin open): ``/dev/null`` and a closed stdin end at once; a silent pipe is waited for,
saying so, but not for ever; a silent socket, which no shell makes of ``|``, is passed over.
"""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Callable, Sequence
from io import UnsupportedOperation
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.view.streams import is_tty

LIMIT: Final = 1024 * 1024  # bytes; more is no message, note or mail
NOTICE_AFTER: Final = 2.0  # seconds of silence on a pipe until we say that we wait
GIVE_UP_AFTER: Final = 60.0  # seconds of silence until we stop waiting
SOCKET_GRACE: Final = 0.5  # seconds in which a socket must have something to say


def read_request(
    environment: Environment, words: Sequence[str], tell: Callable[[str], None]
) -> tuple[str, str | None]:
    """The request in *words*, and the text piped in beside it, if any.

    A lone ``-`` means that the request itself stands on stdin.  *tell* hears what the user
    should know while it takes long.  Raises UsageError.
    """
    # Bytes of another encoding come as lone surrogates, which no file can hold.
    said = " ".join(words).strip()
    request = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if request == "-":
        request, piped = read_all(environment, tell) or "", None
    else:
        piped = None if is_tty(environment.stdin) else read_all(environment, tell)
    if not request.strip():
        raise UsageError("the request is empty", 'tinyagent do "Text Sid that I am late"')
    return request.strip(), piped or None


def read_all(environment: Environment, tell: Callable[[str], None]) -> str | None:
    """Everything on stdin, broken UTF-8 replaced; None where there is no stdin.

    Raises UsageError for more than `LIMIT` bytes and for a pipe that stays silent.
    """
    data = read_data(environment, tell, LIMIT)
    return None if data is None else data.decode("utf-8", "replace").removeprefix("\ufeff")


def read_data(environment: Environment, tell: Callable[[str], None], limit: int) -> bytes | None:
    """The bytes on stdin; None where there is no stdin.

    Raises UsageError for more than *limit* of them and for a pipe that stays silent.
    """
    try:
        fd = environment.stdin.fileno()
        kind = os.fstat(fd).st_mode
    except (UnsupportedOperation, OSError, ValueError, AttributeError):
        return _limited(_in_memory(environment, limit), limit)
    if stat.S_ISSOCK(kind) and not _speaks(fd, SOCKET_GRACE):
        tell("standard input is silent; going on without it")
        return None
    if stat.S_ISFIFO(kind) and not _speaks(fd, NOTICE_AFTER):
        tell("waiting for standard input (</dev/null if there is none)")
        if not _speaks(fd, GIVE_UP_AFTER - NOTICE_AFTER):
            raise UsageError(
                f"standard input stayed silent for {GIVE_UP_AFTER:.0f} s",
                "add </dev/null if nothing is piped in",
            )
    data = _drained(fd, limit)
    if stat.S_ISFIFO(kind) and not data:
        tell("nothing came on standard input")  # the command before it failed, most often
    return _limited(data, limit)


def _drained(fd: int, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        while size <= limit and (chunk := os.read(fd, 1 << 16)):
            chunks.append(chunk)
            size += len(chunk)
    except OSError:  # a stdin that was closed or cannot be read holds nothing
        return b""
    return b"".join(chunks)


def _limited(data: bytes | None, limit: int) -> bytes | None:
    if data is not None and len(data) > limit:
        raise UsageError(
            f"more than {limit // 1024 // 1024} MB on standard input",
            "pipe in the part that matters, e.g. through head or tail",
        )
    return data


def _in_memory(environment: Environment, limit: int) -> bytes | None:
    # sys.stdin is None where the program was started with stdin closed.
    stream = environment.stdin
    if stream is None or stream.closed:
        return None
    if buffer := getattr(stream, "buffer", None):
        data: bytes = buffer.read(limit + 1)
        return data
    return stream.read(limit + 1).encode("utf-8", "replace")


def _speaks(fd: int, seconds: float) -> bool:
    """Whether something, or the end, is there to read within *seconds*."""
    return bool(select.select([fd], [], [], seconds)[0])
