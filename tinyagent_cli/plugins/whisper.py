"""Speech to text by faster-whisper, on this computer.  Needs the ``voice`` extra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import Settings


class WhisperTranscriber:
    """Transcribes with *model*: a name that faster-whisper knows, or a converted folder."""

    name = "whisper"

    def __init__(self, model: str, language: str, folder: Path) -> None:
        self.model = model
        self.language = language
        self.folder = folder

    def transcribe(self, audio: Path, hotwords: Sequence[str] = ()) -> str:
        """The words spoken in *audio*; raises NotReady for no model, or a file without sound."""
        model = self._model
        try:
            segments, _ = model.transcribe(
                str(audio),
                language=self.language,
                vad_filter=True,
                hotwords=", ".join(hotwords) or None,
            )
            return " ".join(segment.text.strip() for segment in segments).strip()
        except (ValueError, OSError, RuntimeError) as error:
            raise NotReady(
                f"{audio} cannot be transcribed: {error}", "is it a sound file?"
            ) from error

    @cached_property
    def _model(self) -> Any:
        try:
            import faster_whisper
        except ImportError as error:
            raise MissingExtra("faster-whisper", "voice") from error
        try:
            # Never a download that nobody asked for: only what lies on this computer.
            return faster_whisper.WhisperModel(
                self.model,
                device="cpu",
                compute_type="int8",
                download_root=str(self.folder),
                local_files_only=True,
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise NotReady(
                f"the speech model {self.model!r} is not on this computer",
                "tinyagent config set voice.model FOLDER, a model converted for CTranslate2",
            ) from error


def _make(environment: Environment, settings: Settings) -> WhisperTranscriber:
    try:
        import faster_whisper  # noqa: F401  # looked for before anybody speaks
    except ImportError as error:
        raise MissingExtra("faster-whisper", "voice") from error
    voice = settings.voice
    return WhisperTranscriber(voice.model, voice.language, environment.paths.models / "whisper")


@hookimpl
def tinyagent_transcribers() -> Mapping[str, Factory[WhisperTranscriber]]:
    """The transcriber ``whisper``."""
    return {"whisper": _make}
