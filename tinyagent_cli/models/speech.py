"""Models that understand speech: folders on a shelf of their own, fetched file by file.

``models/speech/NAME/`` holds a converted Whisper (``model.bin``, its tokenizer and its
vocabulary) or a file of whisper.cpp's (``ggml-*.bin``), each file with its manifest.  The weights
come last: where they are, the rest is.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, UsageError, did_you_mean
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.models.catalogue import Offer, catalogue
from tinyagent_cli.models.hub import Hub
from tinyagent_cli.models.manifest import Advance, Manifest, beside, check, manifest_of
from tinyagent_cli.models.pulling import Progress, fetched
from tinyagent_cli.models.shelf import Shelf

WEIGHTS: Final = {"whisper": "model.bin", "whisper_cpp": "ggml-*.bin"}  # by transcriber

_GGML: Final = b"lmgg"
_SPEC: Final = b"WhisperSpec"


@dataclass(frozen=True, slots=True)
class SpeechShelf:
    """The speech models in *folder*, each in a folder by its name."""

    folder: Path

    @classmethod
    def within(cls, models: Path) -> SpeechShelf:
        """That of the folder *models*."""
        return cls(models / "speech")

    def names(self) -> list[str]:
        """The models that are here, whole."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(path.name for path in found if weights_of(path))

    def path(self, name: str) -> Path:
        """The folder of the model *name*, there or not."""
        return self.folder / name

    def here(self, name: str) -> bool:
        """Whether the model *name* is here, or the beginning of it."""
        return "/" not in name and self.path(name).is_dir()

    def remove(self, name: str) -> None:
        """Remove the model *name*, the weights first: without them the rest is no model."""
        if weights := weights_of(self.path(name)):
            weights.unlink()
        shutil.rmtree(self.path(name))


def weights_of(folder: Path, transcriber: str = "") -> Path | None:
    """The weights in *folder*, of a model for *transcriber* or for any; None without any."""
    wanted = [WEIGHTS[transcriber]] if transcriber in WEIGHTS else list(WEIGHTS.values())
    return next((path for pattern in wanted for path in sorted(folder.glob(pattern))), None)


def transcriber_of(folder: Path) -> str:
    """The transcriber that the model in *folder* is for; "" where there is no model."""
    return next((name for name in WEIGHTS if weights_of(folder, name)), "")


def found(model: str, models: Path, transcriber: str) -> Path:
    """The folder of *model*, the setting ``voice.model``: a name on the shelf, or a folder.

    Its weights are as their manifest says.  Raises NotReady where it is not here, is for another
    transcriber than *transcriber*, or is damaged; UsageError where there is none of that name.
    """
    shelf = SpeechShelf.within(models)
    folder = shelf.path(model) if "/" not in model else Path(model).expanduser()
    weights = weights_of(folder, transcriber)
    if weights is not None:
        check(weights)
        return folder
    if other := transcriber_of(folder):
        raise NotReady(
            f"{folder.name} is a model for {other}, not for {transcriber}",
            f"tinyagent config set voice.transcriber {other}",
        )
    if "/" in model:
        raise NotReady(f"there is no speech model in {model}", "tinyagent models list shows some")
    if model in catalogue():
        hint = f"tinyagent models pull {model}, then tinyagent models use {model}"
        raise NotReady(f"the speech model {model} is not here", hint)
    offered = [offer.name for offer in catalogue().values() if offer.speech]
    hint = did_you_mean(model, [*shelf.names(), *offered], "tinyagent models list shows some")
    raise UsageError(f"there is no speech model {model}", hint)


def is_here(shelf: SpeechShelf, offer: Offer, advance: Advance | None = None) -> bool:
    """Whether the model of *offer* is on the *shelf*, and whole, as far as its manifests tell."""
    folder = shelf.path(offer.name)
    try:
        for file in (*offer.beside, offer.file):
            path = folder / file
            if not path.exists() or not beside(path).exists():
                return False
            manifest = check(path, advance)
            if file == offer.file and manifest and offer.sha256 not in ("", manifest.sha256):
                return False
    except NotReady:
        return False  # it is fetched anew, which is what mends it
    return True


def pull(
    environment: Environment, shelf: SpeechShelf, offer: Offer, progress: Progress
) -> tuple[Path, Manifest]:
    """Fetch the folder of *offer*, go on where an earlier pull stopped; folder and manifest.

    The manifest is the weights'.  Raises UsageError and NotReady; what was fetched then stays.
    """
    hub, files = Hub(environment), Shelf(shelf.path(offer.name))
    for file in offer.beside:
        path = files.folder / file
        if path.exists() and beside(path).exists():
            continue
        small = replace(offer, file=file, sha256="", size=0, downloads=0)
        fetched(hub, files, small, path, progress, lambda part: "")
    path = files.folder / offer.file
    manifest = fetched(hub, files, offer, path, progress, form_of)
    return files.folder, manifest


def parts(shelf: SpeechShelf, offer: Offer) -> list[Path]:
    """What was fetched of *offer*'s weights, when that was interrupted."""
    files = Shelf(shelf.path(offer.name))
    return files.parts(files.folder / offer.file)


def form_of(path: Path) -> str:
    """What format of weights *path* is; raises NotReady where it is none of a speech model's."""
    with path.open("rb") as file:
        head = file.read(64)
    if head.startswith(_GGML):
        return "ggml"
    if len(head) > 6 and head[6:].startswith(_SPEC) and struct.unpack("<I", head[:4])[0] < 100:
        return "CTranslate2"
    raise NotReady(f"{path.name} is no speech model", "tinyagent models list shows some")


def users_of(name: str, settings: Settings) -> list[str]:
    """What runs the model *name*, as *settings* say: the voice."""
    return ["voice"] if settings.voice.model == name else []


def told(shelf: SpeechShelf) -> Iterator[tuple[str, Path, int, str]]:
    """Each model on the *shelf*: its name, folder, bytes, and what it is."""
    for name in shelf.names():
        folder = shelf.path(name)
        length = sum(path.stat().st_size for path in folder.iterdir())
        offer = catalogue().get(name)
        about = offer.about if offer else f"speech, for {transcriber_of(folder)}"
        weights = weights_of(folder)
        if weights is not None and manifest_of(weights) is None:
            about = "put here by hand: not checked"
        yield name, folder, length, about


def check_language(language: str, model: str, known: Collection[str]) -> None:
    """Raises UsageError where *language*, a setting, is none of those that *model* has *known*."""
    if language and language not in known:
        only = "English" if list(known) == ["en"] else "languages by their codes: en, de, fr, …"
        raise UsageError(
            f"voice.language is {language!r}, and {model} understands {only}",
            "tinyagent config set voice.language en, or voice.model FOLDER, of another model",
        )
