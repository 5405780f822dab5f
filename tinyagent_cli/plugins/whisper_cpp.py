"""Speech to text by whisper.cpp, on this computer.  Needs the ``whisper-cpp`` extra.

Smaller to install than faster-whisper, and on a Mac it uses the GPU; it has no voice detector
of its own here, so that what it makes of noise is judged by its words alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.voice.sound import Sound

NAMES: Final = 15  # as for faster-whisper

_SHORTEST: Final = 17_600  # samples; whisper.cpp hears nothing in less than a second
_LISTED: Final = "tinyagent models list shows some"
_HUNDREDTHS: Final = 100.0  # its unit of time, to a second


class WhisperCppTranscriber:
    """Transcribes with the model *weights*, a ``ggml-*.bin``, for speakers of *language*."""

    name = "whisper_cpp"

    def __init__(self, weights: Path, language: str) -> None:
        self.weights = weights
        self.language = language
        self._loaded: Any = None
        self._one = threading.Lock()

    def warm(self) -> None:
        """See `Transcriber`."""
        with self._one:
            self._model()

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """See `Transcriber`."""
        import numpy as np

        padded = np.pad(sound.samples, (0, max(0, _SHORTEST - len(sound.samples))))
        with self._one:
            model = self._model()
            try:
                model.transcribe(
                    padded,
                    language=self.language or "auto",
                    initial_prompt=", ".join(hotwords[:NAMES]),
                    token_timestamps=not draft,
                    single_segment=draft,
                    temperature_inc=0.0 if draft else 0.2,  # what is unclear is tried again
                )
                words = tuple(_words(model._ctx))
            except Exception as error:  # whatever its C++ throws
                line = str(error).strip() or type(error).__name__
                raise NotReady(f"{self.weights.name} cannot transcribe: {line}", _LISTED) from error
        return Transcript(words, None, 0.0 if words else 1.0, self.language or "en")

    def _model(self) -> Any:
        """The model, loaded once.  Raises MissingExtra and NotReady."""
        if self._loaded is not None:
            return self._loaded
        try:
            from pywhispercpp.model import Model
        except ImportError as error:
            raise MissingExtra("pywhispercpp", "whisper-cpp") from error
        from tinyagent_cli.models.speech import check_language, form_of

        if form_of(self.weights) != "ggml":
            raise NotReady(f"{self.weights.name} is no model of whisper.cpp's", _LISTED)
        try:
            loaded: Any = Model(
                str(self.weights),
                redirect_whispercpp_logs_to=None,
                print_progress=False,
                print_realtime=False,
                print_timestamps=False,
                no_context=True,
                suppress_nst=True,  # "[BLANK_AUDIO]" and the like
            )
        except Exception as error:  # whatever its C++ throws
            line = str(error).strip() or "?"
            raise NotReady(f"{self.weights.name} cannot be loaded: {line}", _LISTED) from error
        import _pywhispercpp as whisper

        every = whisper.whisper_is_multilingual(loaded._ctx)
        known = loaded.available_languages() if every else ["en"]
        check_language(self.language, self.weights.name, known)
        self._loaded = loaded
        return loaded


def _words(context: Any) -> Iterator[Word]:
    """The words of what *context* heard last, of tokens; one without a space goes on."""
    import _pywhispercpp as whisper

    end = whisper.whisper_token_eot(context)
    text, sure, begin, until = b"", 1.0, 0.0, 0.0
    for segment in range(whisper.whisper_full_n_segments(context)):
        for place in range(whisper.whisper_full_n_tokens(context, segment)):
            token = whisper.whisper_full_get_token_data(context, segment, place)
            if token.id >= end:
                continue
            piece: bytes = whisper.whisper_token_to_bytes(context, token.id)
            if piece.startswith(b" ") or not text:
                if text.strip():
                    yield _word(text, sure, begin, until)
                text, sure, begin = b"", 1.0, max(0.0, token.t0 / _HUNDREDTHS)
            text, sure = text + piece, min(sure, float(token.p))
            until = max(begin, token.t1 / _HUNDREDTHS)
    if text.strip():
        yield _word(text, sure, begin, until)


def _word(text: bytes, sure: float, begin: float, until: float) -> Word:
    return Word(text.decode("utf-8", "replace").strip(), sure, begin, until)


def _make(environment: Environment, settings: Settings) -> WhisperCppTranscriber:
    if find_spec("pywhispercpp") is None:
        raise MissingExtra("pywhispercpp", "whisper-cpp")
    from tinyagent_cli.models import speech

    folder = speech.found(settings.voice.model, environment.paths.models, "whisper_cpp")
    weights = speech.weights_of(folder, "whisper_cpp")
    assert weights is not None
    return WhisperCppTranscriber(weights, settings.voice.language)


@hookimpl
def tinyagent_transcribers() -> Mapping[str, Factory[WhisperCppTranscriber]]:
    """The transcriber ``whisper_cpp``."""
    return {"whisper_cpp": _make}
