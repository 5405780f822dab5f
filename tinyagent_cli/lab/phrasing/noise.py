"""What happens to a request on its way: typing, dictating, being in a hurry."""

from __future__ import annotations

import random
import re
from typing import Final

from tinyagent_cli.lab.phrasing.markup import is_mark
from tinyagent_cli.lab.phrasing.when import NUMBERS

_WAKE: Final = (
    "hey siri", "siri", "alexa", "ok google", "hey computer", "computer", "olly", "hey olly", "pda", "jarvis",
    "hey", "hi", "hello", "ok", "okay", "hey there", "hi there", "assistant", "hey assistant", "good morning",
    "tiny agent", "hey tinyagent", "cortana", "so", "alright", "well", "yo", "dear assistant", "excuse me",
)  # fmt: skip
_PLEASE: Final = (
    "please", "could you", "can you", "would you", "could you please", "can you please", "would you please",
    "I need you to", "I want you to", "I'd like you to", "I would like you to", "will you", "kindly", "I need to",
    "I want to", "I'd like to", "I would like to", "go ahead and", "make sure to", "help me", "let's", "you should",
    "would you mind if I asked you to", "I was wondering if you could", "do me a favor and", "be so kind and",
    "be a dear and", "is it possible to", "can I", "can we", "don't forget to", "I have to", "quickly", "just",
    "it would be great if you could", "I'd appreciate it if you could", "do you think you could", "gotta",
    "time to", "try to", "you need to", "I'm trying to", "how about you", "see if you can", "may I ask you to",
)  # fmt: skip
_TAIL: Final = (
    "please", "thanks", "thank you", "for me", "for me please", "now", "right now", "asap", "if you can", "ok",
    "would you", "will you", "when you get a chance", "thx", "pls", "cheers", "okay?", "if possible", "immediately",
)  # fmt: skip
_FILLERS: Final = ("um", "uh", "er", "like", "you know", "uhm", "well", "I mean", "actually", "hmm")
_HOMOPHONES: Final = {
    "for": "four", "to": "two", "their": "there", "there": "their", "your": "you're", "you're": "your",
    "meet": "meat", "mail": "male", "write": "right", "know": "no", "by": "buy", "sent": "cent", "its": "it's",
    "hour": "our", "week": "weak", "one": "won", "eight": "ate", "cc": "see see", "i'll": "isle", "new": "knew",
    "too": "to", "than": "then", "notes": "note's", "here": "hear", "hear": "here", "we'll": "will",
}  # fmt: skip
_SHORT: Final = {
    "please": "pls", "you": "u", "are": "r", "tomorrow": "tmrw", "about": "abt", "with": "w", "and": "n",
    "message": "msg", "because": "cuz", "tonight": "2nite", "people": "ppl", "thanks": "thx", "your": "ur",
    "appointment": "appt", "meeting": "mtg", "to": "2", "for": "4", "calendar": "cal", "minutes": "mins",
}  # fmt: skip


def address(text: str, rng: random.Random) -> str:
    """Call the assistant by some name first."""
    return f"{rng.choice(_WAKE)}{rng.choice((', ', ', ', ' ', '! '))}{text}"


def ask(text: str, rng: random.Random, *, brief: bool = False) -> str:
    """Ask for a command: "could you text Sid …?"."""
    opening = rng.choice(_PLEASE[:8] if brief or rng.random() < 0.5 else _PLEASE)
    end = (
        "?"
        if re.match(r"(could|can|would|will|is|do you|may|how about)\b", opening)
        and rng.random() < 0.6
        else ""
    )
    return f"{opening} {text}{end}"


def thank(text: str, rng: random.Random) -> str:
    """A word of thanks, or of hurry, at the end."""
    text = text.rstrip(".?! ")
    return f"{text}{rng.choice((', ', ' ', ', '))}{rng.choice(_TAIL)}"


def upper_first(text: str) -> str:
    """A capital at the beginning, marks skipped."""
    for i, letter in enumerate(text):
        if not is_mark(letter):
            return text[:i] + letter.upper() + text[i + 1 :]
    return text


def disfluent(text: str, rng: random.Random) -> str:
    """Fillers and a repeated word, between words outside of the marks."""
    gaps = _outer_gaps(text)
    for gap in sorted(rng.sample(gaps, min(len(gaps), rng.randint(1, 2))), reverse=True):
        text = f"{text[:gap]}{rng.choice((',', ''))} {rng.choice(_FILLERS)}{rng.choice((',', ''))}{text[gap:]}"
    return text if rng.random() < 0.6 else f"{rng.choice(_FILLERS)}{rng.choice((',', ''))} {text}"


def _outer_gaps(text: str) -> list[int]:
    gaps: list[int] = []
    depth = 0
    for i, letter in enumerate(text):
        if is_mark(letter):
            depth += 1 if ord(letter) < 0xF000 else -1
        elif letter == " " and depth == 0 and text[i - 1].isalpha():
            gaps.append(i)
    return gaps


def dictated(text: str, rng: random.Random) -> str:
    """What a speech recogniser writes: lower case, no punctuation, now and then a homophone."""
    if rng.random() < 0.7:  # names said in a row need a word between them, or nobody could tell
        text = re.sub(r",(?= [\ue000-\ue7ff])", " and", text)
    text = re.sub(r"(?<!\d)[.,;:!?](?=[\s\ue000-\uf7ff]|$)", "", text)
    text = re.sub(r"[\"“”«»`]", "", text)
    text = re.sub(r"(?<=[\s\ue000-\uf7ff])[‘']|[’'](?=[\s\ue000-\uf7ff]|$)", "", text)
    if rng.random() < 0.4:
        text = re.sub(
            r"\b([1-9]|1\d|20)(?=[\s\uf000-\uf7ff]|$)", lambda m: NUMBERS[int(m.group()) - 1], text
        )
        text = re.sub(
            r"\b([1-9]|1[0-2]) ?([ap])m\b",
            lambda m: (
                f"{NUMBERS[int(m.group(1)) - 1]} {m.group(2)} m"
                if rng.random() < 0.2
                else f"{NUMBERS[int(m.group(1)) - 1]} {m.group(2)}m"
            ),
            text,
        )
    if rng.random() < 0.25:
        text = _swap(text, _HOMOPHONES, rng, 0.35)
    return text.lower()


def hurried(text: str, rng: random.Random) -> str:
    """Abbreviations of people who type with their thumbs."""
    return _swap(text, _SHORT, rng, 0.5)


def _swap(text: str, table: dict[str, str], rng: random.Random, chance: float) -> str:
    def swap(match: re.Match[str]) -> str:
        other = table.get(match.group().lower())
        return other if other is not None and rng.random() < chance else match.group()

    return re.sub(r"(?<![\w'’@./-])[A-Za-z']+(?![\w'’@/-])", swap, text)


def typos(text: str, rng: random.Random) -> str:
    """One or two slips: letters swapped, lost or doubled, inside longer words."""
    for _ in range(rng.choice((1, 1, 2))):
        inner = [m.start() for m in re.finditer(r"(?<=[a-z])[a-z](?=[a-z][a-z])", text)]
        if not inner:
            return text
        i = rng.choice(inner)
        slip = rng.randrange(4)
        if slip == 0:
            text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        elif slip == 1:
            text = text[:i] + text[i + 1 :]
        elif slip == 2:
            text = text[:i] + text[i] + text[i:]
        else:
            text = text[:i] + rng.choice("abcdefghijklmnoprstuvwy") + text[i + 1 :]
    return text
