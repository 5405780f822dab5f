"""Speech to text by faster-whisper, on this computer.  Needs the ``voice`` extra.

Whisper in 8 bits on the CPU by CTranslate2, behind Silero's voice detector, which comes with
the package: silence never reaches the model.  Only what lies on this computer is loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.core.speech import Transcript, Word
from tinyagent_cli.models.catalogue import catalogue
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tinyagent_cli.core.environment import Environment
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.voice.sound import Sound

# Hotwords: tiny.en hears 22 of 28 names when it is told of 15 (of 4 it is told of: 23; untold: 1),
# with as many words wrong.  Told of more it lists them where they were not said, for seconds.
NAMES: Final = 15

_RATE: Final = 16_000  # samples a second, of every `Sound`
_BEAM: Final = 5
_ROOM: Final = 216  # tokens: of Whisper's 448, names may take half, and signs a few
_BREATH: Final = 100  # milliseconds; less is no end of speech
_PAUSE: Final = _RATE * 4 // 10  # samples around speech that Whisper hears as well
_LONG: Final = 2 * _RATE  # samples; a pause that is longer is left out
# Seconds that hold no word of their own; whisper.cpp does not look at less than a whole one.
_REST: Final = 0.25


class WhisperTranscriber:
    """Transcribes with the converted model in *folder*, for people who speak *language*."""

    name = "whisper"

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language
        self._loaded: Any = None
        self._one = threading.Lock()

    def warm(self) -> None:
        """See `Transcriber`: the model is loaded, and has heard a moment of nothing."""
        import numpy as np

        with self._one:
            if self._loaded is None:
                model = self._model()
                # The first call and the detector set up what the next ones use.
                nothing = np.zeros(1600, dtype=np.float32)
                list(model.transcribe(nothing, language=self.language or None, beam_size=1)[0])
                from faster_whisper.vad import get_vad_model

                get_vad_model()

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """See `Transcriber`."""
        with self._one:
            model = self._model()
            ways: dict[str, Any] = {"word_timestamps": True, "beam_size": _BEAM}
            if draft:
                ways = {"without_timestamps": True, "beam_size": 1, "temperature": 0.0}
            speech = _speech_in(sound)
            if not speech.chunks:
                return Transcript((), 0.0, 1.0, self.language or "en")
            try:
                segments, info = model.transcribe(
                    speech.samples,
                    language=self.language or None,
                    condition_on_previous_text=False,
                    max_new_tokens=_most_tokens(speech),
                    hotwords=", ".join(hotwords[:NAMES]) or None,
                    **ways,
                )
                found = _until_over(segments, speech)
            except (ValueError, RuntimeError) as error:
                raise NotReady(
                    f"{self.folder.name} cannot transcribe: {error}", _again(self.folder)
                ) from error
        silence = min((segment.no_speech_prob for segment in found), default=1.0)
        words = tuple(_drafted(found) if draft else _timed(found))
        return Transcript(words, speech.seconds, float(silence), info.language)

    def _model(self) -> Any:
        """The model, loaded once.  Raises MissingExtra and NotReady."""
        if self._loaded is not None:
            return self._loaded
        try:
            import faster_whisper
        except ImportError as error:
            raise MissingExtra("faster-whisper", "voice") from error
        try:
            loaded = faster_whisper.WhisperModel(
                str(self.folder), device="cpu", compute_type="int8", local_files_only=True
            )
        except Exception as error:  # tokenizers raises Exception itself
            line = str(error).strip().splitlines()[0] if str(error).strip() else "?"
            raise NotReady(
                f"the speech model {self.folder.name} cannot be loaded: {line}",
                _again(self.folder),
            ) from error
        from tinyagent_cli.models.speech import check_language

        check_language(self.language, self.folder.name, loaded.supported_languages)
        self._loaded = loaded
        return loaded


@dataclass(frozen=True)
class _Speech:
    """What somebody says in a sound: *samples*, in a row, of *chunks* of it, a pause around each.

    *seconds* of speech there are, and the last of them is *over* so many after the beginning.
    """

    samples: NDArray[np.float32]
    chunks: tuple[dict[str, int], ...]
    seconds: float
    over: float


def _speech_in(sound: Sound) -> _Speech:
    import numpy as np
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    ways = VadOptions(speech_pad_ms=0, min_silence_duration_ms=_BREATH)
    spoken = [(part["start"], part["end"]) for part in get_speech_timestamps(sound.samples, ways)]
    chunks: list[dict[str, int]] = []
    for start, end in spoken:
        start, end = max(0, start - _PAUSE), min(end + _PAUSE, len(sound.samples))
        if chunks and start - chunks[-1]["end"] < _LONG - 2 * _PAUSE:
            chunks[-1]["end"] = end
        else:
            chunks.append({"start": start, "end": end})
    parts = [sound.samples[chunk["start"] : chunk["end"]] for chunk in chunks]
    return _Speech(
        np.concatenate([*parts, sound.samples[:0]]),
        tuple(chunks),
        sum(end - start for start, end in spoken) / _RATE,
        spoken[-1][1] / _RATE if spoken else 0.0,
    )


def _most_tokens(speech: _Speech) -> int:
    """More than anybody says, and no more than there is room for beside the names.

    Without a limit, a model that loses itself in names says 224 tokens, six times over.
    """
    return min(_ROOM, 32 + int(12 * len(speech.samples) / _RATE))


def _until_over(segments: Iterable[Any], speech: _Speech) -> list[Any]:
    """The *segments* of *speech*, with the times that they have in the sound.

    What is left after the last word is a pause.  Asked for the words in it, Whisper says "Thank
    you." to half of all requests if it was told of names, and needs as long as for the request.
    """
    from faster_whisper.transcribe import restore_speech_timestamps

    found = []
    for segment in restore_speech_timestamps(segments, list(speech.chunks), _RATE):
        found.append(segment)
        if segment.end > speech.over - _REST:
            break
    return found


def _timed(segments: Sequence[Any]) -> Iterator[Word]:
    """The words of *segments*; what has no space before it goes on from the word before."""
    word: Word | None = None
    for heard in (heard for segment in segments for heard in segment.words or ()):
        text, sure = heard.word, float(heard.probability)
        if word is not None and text[:1] != " ":
            # The surest of "p" and ".m." counts for little: the least sure part is the word's.
            sure = min(sure, word.probability)
            word = Word(word.text + text.rstrip(), sure, word.start, float(heard.end))
            continue
        if word is not None and word.text:
            yield word
        word = Word(text.strip(), sure, float(heard.start), float(heard.end))
    if word is not None and word.text:
        yield word


def _drafted(segments: Sequence[Any]) -> Iterator[Word]:
    for segment in segments:
        for text in segment.text.split():
            yield Word(text, 1.0, float(segment.start), float(segment.end))


def _again(folder: Path) -> str:
    if folder.name not in catalogue():
        return "tinyagent models list shows some"
    return f"tinyagent models rm {folder.name}, then tinyagent models pull {folder.name}"


def _make(environment: Environment, settings: Settings) -> WhisperTranscriber:
    if find_spec("faster_whisper") is None:  # looked for before anybody speaks
        raise MissingExtra("faster-whisper", "voice")
    from tinyagent_cli.models import speech

    folder = speech.found(settings.voice.model, environment.paths.models, "whisper")
    return WhisperTranscriber(folder, settings.voice.language)


@hookimpl
def tinyagent_transcribers() -> Mapping[str, Factory[WhisperTranscriber]]:
    """The transcriber ``whisper``."""
    return {"whisper": _make}
