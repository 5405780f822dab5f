"""Extractive summaries: the sentences of a text that say most, in their own words and order.

The scoring is SumBasic's (Nenkova and Vanderwende, 2005): a sentence is worth the mean
probability of its content words; once it is taken, its words count less, so that the next
one says something new.  Early sentences get a bonus, for writers put what matters first.
Nothing leaves the computer and nothing is made up.
"""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import ToolError

SENTENCES: Final = 4
CHARACTERS: Final = 900  # about what fits the eye at once
PAGES: Final = 200  # of a PDF; extraction takes some 20 ms a page

# Words that say little about what a sentence is about.
_STOP: Final = frozenset(
    """a about above after again all also an and any are as at be because been before being
    between both but by can could did do does down during each few for from further had has
    have he her here hers him his how i if in into is it its just may me might more most must
    my no nor not now of off on once only or other our out over own per said same shall she
    should so some such than that the their them then there these they this those through to
    too under until up upon us very was we were what when where which while who whom why will
    with would you your""".split()  # noqa: SIM905 -- words read best as words
)

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS: Final = frozenset(
    """mr mrs ms dr prof st vs etc e.g i.e cf fig figs eq no nos vol pp ca approx inc ltd co jan
    feb mar apr jun jul aug sep sept oct nov dec al u.s u.k z.b d.h bzw nr
    """.split()  # noqa: SIM905 -- as above
)

_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9À-ÖØ-ÞА-Я]|\s*$)|[。！？]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def pdf_text(path: Path, pages: int | None = PAGES) -> str:
    """The text of the PDF *path*, of its first *pages* or all.

    Raises ToolError, saying why, where none can be read.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # pypdf tells of every flaw that it mends; that is nothing for the user's terminal.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ToolError(f"{path.name} is protected by a password", "save a copy without it")
        texts = [page.extract_text() for page in reader.pages[:pages]]
    except DependencyError as error:
        raise ToolError(f"{path.name} is encrypted", "save a copy without protection") from error
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
            IndexError, AssertionError, NotImplementedError) as error:  # fmt: skip
        # A damaged file makes pypdf fail in all these ways; to the user they are one.
        raise ToolError(f"{path.name} cannot be read as a PDF", "is it damaged?") from error
    text = "\n\n".join(texts).strip()
    if not text:
        raise ToolError(
            f"{path.name} holds no text; it may be a scan", "run it through text recognition first"
        )
    return text


def summarize(text: str, sentences: int = SENTENCES, characters: int = CHARACTERS) -> str:
    """At most *sentences* sentences of *text* within *characters*; a short text as it is."""
    found = [s for part in _paragraphs(text) for s in _sentences(part)]
    whole = [s for s in found if len(_WORD.findall(s)) >= 4 and s[-1] in '.!?…。！？"”’)']
    if not whole:  # a list, a table, a slide: no sentences at all
        return _cut(" ".join(found), characters)
    if len(whole) <= sentences and sum(map(len, whole)) <= characters:
        return " ".join(whole)
    chosen = _chosen(whole, sentences, characters)
    return " ".join(whole[index] for index in sorted(chosen)) or _cut(whole[0], characters)


def _chosen(sentences: Sequence[str], most: int, characters: int) -> set[int]:
    words = [_content(sentence) for sentence in sentences]
    counts = Counter(word for own in words for word in own)
    total = sum(counts.values()) or 1
    weight = {word: count / total for word, count in counts.items()}
    chosen: set[int] = set()
    room = characters

    def worth(index: int) -> float:
        own = words[index]
        if not own:
            return 0.0
        # Very short sentences have extreme means; they are drawn towards nothing.
        mean = sum(weight[word] for word in own) / (len(own) + 3)
        return mean * (1 + 0.6 * math.exp(-index / 4))

    while len(chosen) < most:
        left = [
            index
            for index in range(len(sentences))
            if index not in chosen and len(sentences[index]) < room
        ]
        best = max(left, key=worth, default=None)
        if best is None or worth(best) == 0.0:
            break
        chosen.add(best)
        room -= len(sentences[best]) + 1
        for word in set(words[best]):
            weight[word] **= 2
    return chosen


def _content(sentence: str) -> list[str]:
    return [word for word in map(str.casefold, _WORD.findall(sentence)) if word not in _STOP]


def _paragraphs(text: str) -> Iterator[str]:
    """Lines joined into paragraphs, words that were cut at a line's end mended."""
    text = re.sub(r"(?<=[^\W\d_])-\n(?=[a-zà-öø-ÿа-я])", "", text.replace("\r\n", "\n"))
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in map(str.strip, block.split("\n")) if line]
        held: list[str] = []
        for line, after in pairwise([*lines, ""]):
            if _heading(held[-1] if held else "", line, after):
                if held:
                    yield " ".join(held)
                yield line
                held = []
            else:
                held.append(line)
        if held:
            yield " ".join(held)


def _heading(before: str, line: str, after: str) -> bool:
    """A few words without a full stop, between whole sentences."""
    few = len(line.split()) <= 8 and line[-1] not in ".!?,;:-–—"
    return few and before[-1:] in ("", *".!?:") and after[:1].isupper()


def _sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(paragraph):
        before = paragraph[start : match.start()].rsplit(" ", 1)[-1].strip('("“').casefold()
        single = match.group()[0] == "."
        if single and (before in _ABBREVIATIONS or re.fullmatch(r"[^\W\d_]", before)):
            continue
        yield paragraph[start : match.end()].strip()
        start = match.end()
    if rest := paragraph[start:].strip():
        yield rest


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1].rsplit(" ", 1)[0] + "…"
