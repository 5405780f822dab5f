"""What recognisers write where nobody spoke: phrases of the subtitles that they learned from.

A phrase alone is no proof, as people do say "thank you": it is refused only where the sound
or the recogniser itself says that there was hardly any speech.
"""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.core.speech import Transcript, Word

# Whisper's, by how often they were reported for silence and noise; bare, lower case.
POLITE: Final = frozenset(
    {
        "thank you", "thank you very much", "thank you so much", "thanks", "you", "bye", "bye bye",
        "okay", "ok", "so", "oh", "i'm sorry", "the end", "yeah", "hmm", "uh", "i", "and", "the",
        "music",
    }
)  # fmt: skip
# Nobody asks a computer for these, so that less doubt is enough.
CREDITS: Final = re.compile(
    r"thank(s| you)( all)?( so much| very much)? for (watching|listening|viewing|your time).*"
    r"|.*\b(subtitles?|captions?|transcri(bed|ption)|translated)\b.*\bby\b.*"
    r"|.*\b(amara|otter\.ai|opensubtitles|zeoranger|castingwords|esoterica)\b.*"
    r"|(please )?(don't forget to )?(like and |like, comment,? and )?subscribe\b.*"
    r"|.*\bsubscribe to (my|our|the) channel\b.*"
    r"|(i'll )?see you (all )?(in the )?next (time|video|one)"
    r"|.*\bcopyright\b.*\ball rights reserved\b.*"
    r"|www\.\S+|learn english for free.*|we'll be right back"
)
# "[BLANK_AUDIO]", "(wind blowing)", "*sighs*", "♪": what there is to hear, and no word of anyone.
_NOISES: Final = re.compile(r"\[[^\]]*\]?|\([^)]*\)?|\*[^*]+\*|[♪♫🎵🎶]+")

SILENT: Final = 0.6  # Whisper's own threshold for "nobody spoke"
UNSURE: Final = 0.5  # mean probability of the words
RULED_OUT: Final = 0.05  # probability; "Thank" has 0.01 in a pause, 0.5 to 0.9 where it is said
MOMENT: Final = 0.03  # seconds; no word is as short
SHORT: Final = 0.35  # seconds of speech; a short "thank you" has 0.4


def without_noises(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """*words* without descriptions of noises, which may be several words in brackets."""
    text = " ".join(word.text for word in words)
    kept: list[Word] = []
    at = 0
    noises = [match.span() for match in _NOISES.finditer(text)]
    for word in words:
        end = at + len(word.text)
        if not any(begin <= at and end <= stop for begin, stop in noises):
            kept.append(word)
        at = end + 1
    return tuple(kept)


def without_thanks(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """*words* without sentences at their end that were made of the pause after the others.

    These are phrases of the list of which a word is as good as ruled out, or anything most words
    of which take no time.  Somebody who does say "thank you" is heard with a probability.
    """
    while (start := _last_sentence(words)) and _is_of_a_pause(words[start:]):
        words = words[:start]
    return words


def _last_sentence(words: tuple[Word, ...]) -> int:
    """Where the last sentence begins; 0 where there is but one."""
    ends = (at for at in range(len(words) - 2, -1, -1) if words[at].text[-1:] in (".", "!", "?"))
    return next(ends, -1) + 1


def _is_of_a_pause(sentence: tuple[Word, ...]) -> bool:
    said = _bare(" ".join(word.text for word in sentence))
    timed = any(word.end for word in sentence)
    at_once = sum(word.end - word.start < MOMENT for word in sentence)
    if timed and at_once > len(sentence) / 2:
        return True
    unsure = min(word.probability for word in sentence) < RULED_OUT
    return unsure and (said in POLITE or bool(CREDITS.fullmatch(said)))


def is_hallucinated(transcript: Transcript) -> bool:
    """Whether *transcript* is one of the phrases, and there is reason to think nobody said it."""
    words = transcript.words
    said = _bare(transcript.text)
    sure = sum(word.probability for word in words) / max(len(words), 1)
    short = transcript.speech is not None and transcript.speech < SHORT
    if not any(sign.isalnum() for sign in said):  # "...", of whisper.cpp's where it knows names
        return True
    if all(part.strip() in POLITE for part in said.split(".")):
        return transcript.silence >= SILENT or sure < UNSURE or short
    if CREDITS.fullmatch(said):
        return transcript.silence >= SILENT / 2 or sure < (1 + UNSURE) / 2 or short
    return False


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s'.]", "", text.lower().replace("’", "'")).strip(" .")
