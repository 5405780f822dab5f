"""``tinyagent voice transcribe``: the words of recorded speech, and nothing else."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from tinyagent_cli.commands.recorded_speech import hear_file, tell_doubts
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.screen import Screen


def transcribe(environment: Environment, audio: Path, *, json: bool = False) -> int:
    """Print what is said in *audio*, or on stdin where it is ``-``, as a request would have it.

    Raises as `tinyagent_cli.commands.recorded_speech.hear_file`.
    """
    screen = Screen(environment)
    began = perf_counter()
    heard = hear_file(environment, audio, screen)
    seconds = perf_counter() - began
    if not json:
        tell_doubts(heard, screen)
        screen.answer(heard.text)
        return Exit.DONE
    transcript = heard.transcript
    screen.raw(
        line(
            {
                "text": heard.text,
                "doubtful": [heard.text[start:end] for start, end in heard.doubtful],
                "notes": list(heard.notes),
                "transcript": transcript.text,
                "words": [asdict(word) for word in transcript.words],
                "language": transcript.language,
                "speech_seconds": transcript.speech,
                "seconds": round(seconds, 3),
            }
        )
    )
    return Exit.DONE
