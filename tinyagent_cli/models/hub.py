"""Files of a Hugging Face hub, fetched so that what was interrupted goes on where it stopped.

`hf_hub_download` of huggingface_hub 2 takes a new temporary file each time and throws it away
when it fails, so that 4 GB begin anew after every break; and version 1 resumes only some.  So
the hub's package says where a file is, who may have it and what its checksum is, and opens the
connection; the bytes are appended here to a ``.part`` file that stays.

The hub is told no more than it needs.  Its package would tell the versions of others, and ask
for a list of programs by which to say who runs it: telemetry, which is off here.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from tinyagent_cli import __version__
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.models.catalogue import Offer
from tinyagent_cli.models.shelf import room_for

HUB: Final = "https://huggingface.co"
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)  # seconds before another try, while nothing more comes

_TIMEOUT: Final = 20.0  # seconds without a byte
_AGAIN: Final = frozenset((408, 429, 500, 502, 503, 504))
_PARTIAL: Final = 206
_COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")  # it becomes part of a file's name


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the hub has it: its *size* in bytes (0 if it does not say), its *sha256* in
    hexadecimal ("" if it does not say), the commit that it is of, the *url* of just that.
    """

    size: int
    sha256: str
    commit: str
    url: str


class Hub:
    """The hub that ``HF_ENDPOINT`` names, or huggingface.co; raises MissingExtra without its
    package.
    """

    def __init__(self, environment: Environment) -> None:
        self._package = _huggingface_hub()
        variables = environment.variables
        self.address = (variables.get("HF_ENDPOINT") or HUB).rstrip("/")
        self._token = variables.get("HF_TOKEN") or None
        self._offline = variables.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")

    def find(self, offer: Offer) -> Found:
        """What the hub has for *offer*.

        Raises UsageError where it has none, NotReady where it cannot be asked or says no.
        """
        if self._offline:
            raise NotReady("nothing can be fetched: HF_HUB_OFFLINE is set", "unset HF_HUB_OFFLINE")
        url = self._url(offer.repo, offer.file, offer.revision)
        with self._told(offer):
            about = self._package.get_hf_file_metadata(
                url, token=self._token, timeout=_TIMEOUT, headers=_ourselves()
            )
        etag = (about.etag or "").lower()
        is_sha256 = len(etag) == 64 and all(letter in "0123456789abcdef" for letter in etag)
        if about.commit_hash and not _COMMIT.fullmatch(about.commit_hash):
            raise NotReady(f"{self.address} names a commit that is none", "is it a hub?")
        commit = about.commit_hash or offer.revision
        sha256 = etag if is_sha256 else ""
        url = self._url(offer.repo, offer.file, commit)
        return Found(about.size or offer.size, sha256, commit, url)

    def fetch(self, offer: Offer, found: Found, part: Path, advance: Callable[[int], None]) -> None:
        """Append to *part* what it lacks of the file *found*; *advance* hears of each piece.

        What is in *part* already is told first; a negative number takes back what was told.
        Raises NotReady where the hub or the disk fails; *part* then stays for the next time.
        """
        there = part.stat().st_size if part.exists() else 0
        if there > found.size:  # also where the hub does not say how much it is
            part.unlink()
            there = 0
        room_for(offer.name, found.size - there, part.parent)
        advance(there)
        pauses = iter(PAUSES)
        while not (found.size and there == found.size):
            before = there
            try:
                for count in self._pieces(found, part, there):
                    there += count
                    advance(count)
                if not found.size:
                    return
                if there < found.size:
                    raise _Broken("it ended early")
                if there > found.size:
                    part.unlink()
                    raise NotReady(f"{self.address} sent more than it said", "try again later")
            except _Broken as broken:
                there = part.stat().st_size if part.exists() else 0
                if there > before:
                    pauses = iter(PAUSES)
                pause = next(pauses, None)
                if pause is None:
                    raise NotReady(
                        f"the download of {offer.name} broke off: {broken}",
                        f"{offer.command} goes on from there",
                    ) from broken
                time.sleep(pause)

    def _pieces(self, found: Found, part: Path, there: int) -> Iterator[int]:
        """Append to *part*, from byte *there*; yields how many bytes each piece had.

        Raises _Broken for what may go better the next time.
        """
        headers = self._package.utils.build_hf_headers(token=self._token, headers=_ourselves())
        headers["accept-encoding"] = "identity"  # or a range would be one of the packed file
        if there:
            headers["range"] = f"bytes={there}-"
        client = self._package.get_session()
        try:
            with client.stream("GET", found.url, headers=headers, timeout=_TIMEOUT) as answer:
                if answer.status_code in _AGAIN:
                    raise _Broken(f"the hub answers {answer.status_code}")
                self._package.utils.hf_raise_for_status(answer)
                goes_on = answer.status_code == _PARTIAL
                if there and not goes_on:
                    yield -there  # it sends all of it anew
                with part.open("ab" if goes_on or not there else "wb") as file:
                    for piece in answer.iter_bytes():
                        file.write(piece)
                        yield len(piece)
        except self._failures as error:
            if getattr(error, "response", None) is not None:
                raise NotReady(f"the hub says no: {_line(error)}", "try again later") from error
            raise _Broken(_line(error)) from error

    @property
    def _failures(self) -> type[Exception]:
        """What its client raises: httpx's in version 1, httpx2's in version 2."""
        base: type[Exception] = self._package.errors.HfHubHTTPError.__bases__[0]
        return base

    @contextmanager
    def _told(self, offer: Offer) -> Iterator[None]:
        errors = self._package.errors
        try:
            yield
        except errors.GatedRepoError as error:
            raise NotReady(
                f"{offer.repo} wants its terms to be accepted",
                f"accept them at {self.address}/{offer.repo}, and set HF_TOKEN",
            ) from error
        except errors.RepositoryNotFoundError as error:
            raise UsageError(
                f"there is no {offer.repo} at {self.address}, or it is private",
                "look at its name; HF_TOKEN opens private ones",
            ) from error
        except errors.RevisionNotFoundError as error:
            raise UsageError(
                f"{offer.repo} has no revision {offer.revision}",
                f"{self.address}/{offer.repo}/commits/main lists them",
            ) from error
        except errors.EntryNotFoundError as error:
            raise UsageError(
                f"{offer.repo} has no file {offer.file}",
                f"{self.address}/{offer.repo}/tree/main lists them",
            ) from error
        except errors.HFValidationError as error:
            raise UsageError(f"{offer.repo} is no name of a repository", "owner/repo") from error
        except errors.HfHubHTTPError as error:
            said = error.response.status_code
            raise NotReady(f"{self.address} answers {said}", "try again later") from error
        except (self._failures, OSError) as error:
            raise NotReady(
                f"{self.address} cannot be reached: {_line(error)}",
                f"go online, and again: {offer.command}; "
                "or a file that you have: tinyagent models pull FILE.gguf",
            ) from error

    def _url(self, repo: str, file: str, revision: str) -> str:
        return str(self._package.hf_hub_url(repo, file, revision=revision, endpoint=self.address))


class _Broken(Exception):
    """A download broke off, and may go on."""


def _huggingface_hub() -> ModuleType:
    try:
        import huggingface_hub
        import huggingface_hub.constants
        import huggingface_hub.errors
        import huggingface_hub.utils
    except ImportError as error:
        raise MissingExtra("huggingface-hub", "hub") from error
    huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY = True
    logging.getLogger("huggingface_hub").setLevel(logging.CRITICAL)  # what fails is told by us
    return huggingface_hub  # type: ignore[no-any-return]  # it may not be installed


def _ourselves() -> dict[str, str]:
    return {"user-agent": f"tinyagent/{__version__}"}


def _line(error: Exception) -> str:
    """The first line of what *error* says."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
