"""What the user told the writer for good, and what of it is about who gets a mail.

A writer has no say in whom a mail reaches, so that part is taken out here: "always cc Nick"
becomes a proposal that the user sees, and the rest goes to the writer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from tinyagent_cli.tools import lists
from tinyagent_cli.tools.spec import Kind

_SENTENCE: Final = re.compile(r"(?<=[.!;])\s+|\n+")
_ALWAYS: Final = re.compile(
    r"(?:please\s+)?always\s+(?:cc|copy(?:\s+in)?)\s+(?P<who>.+?)"
    r"(?:\s+(?:on|in)\s+(?:everything|all(?:\s+of)?\s+my\s+e?-?mails?|every\s+e?-?mail))?[.!;]*",
    re.IGNORECASE,
)
# "always cc Nick when it is about money" is no rule that can be followed to the letter.
_CONDITION: Final = re.compile(
    r"\b(when|if|unless|except|for|on|about|but|from|in)\b", re.IGNORECASE
)
_WITHOUT: Final = re.compile(
    r"\b(?:no|without(?:\s+a)?|don'?t|don’t|do\s+not|not)\s+(?:cc|copy)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Instructions:
    """*cc*: people who are always to get a copy; *rest*: what the writer is told."""

    cc: tuple[str, ...] = ()
    rest: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """The instructions that *text* gives, a sentence or a line each."""
        people: list[str] = []
        rest: list[str] = []
        for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
            said = _ALWAYS.fullmatch(sentence)
            if said and not _CONDITION.search(said["who"]):
                people += lists.items(said["who"], Kind.PERSON)
            else:
                rest.append(sentence)
        return cls(tuple(dict.fromkeys(people)), " ".join(rest))


def wants_no_copy(request: str) -> bool:
    """Whether *request* says that this time nobody gets a copy."""
    return bool(_WITHOUT.search(request))
