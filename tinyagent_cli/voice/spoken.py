"""Spoken forms, as they are to be written: what people say for what they would have typed.

    said                                          written
    three thirty p m · 330 pm · 3.30pm            3:30 pm
    sid at gmail dot com                          sid@gmail.com
    email dana at acme dot io                     email dana@acme.io
    project underscore plan dot p d f             project_plan.pdf
    mary dash ann · well hyphen known             mary-ann · well-known
    four one five, five five five, oh one …       4155550… (four digits at least)
    double five · triple zero · eight hundred     55 · 000 · 800, within such a number
    new line · new paragraph                      the end of a line, of a paragraph
    quote I am late unquote                       "I am late"
    comma · question mark · exclamation mark      , · ? · !
    scratch that                                  nothing, nor the sentence before it
    um · uh · erm                                 nothing
    so · well · okay, as the first words          nothing

    and what is left, as it is meant              because
    meet me at the dot com office                 "the" comes before
    look at acme dot io → look at acme.io         mail is not spoken of: a site
    a dash of salt · I'll dash to the store       a noun, a verb
    we want to underscore the point               a verb
    a new line of shoes · the new line manager    "a", "the"; "of"
    get a quote from Sid · the quote unquote pro  nothing is quoted
    remind me to scratch that itch                neither a pause nor a request follows
    two three or four people                      fewer than four digits
    a well in the garden · is that okay           not the first words

A word after "a", "the", "my" and their like is always meant as one.  "Period" is never
punctuation: "during the trial period" could not be told from it, and recognisers set full
stops themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tinyagent_cli.voice.addresses import with_names
from tinyagent_cli.voice.digits import with_digits
from tinyagent_cli.voice.pieces import DETERMINERS, Piece, after, among, bares, before, pieces_of

_NOISE: Final = among("um umm uh uhh uhm erm mhm hmm")
_OPENING: Final = among("er ah so well okay ok alright")
_BREAKS: Final = {"line": "\n", "paragraph": "\n\n"}
_MARKS: Final = {
    ("comma",): ",", ("question", "mark"): "?", ("exclamation", "mark"): "!",
    ("exclamation", "point"): "!", ("full", "stop"): ".", ("semicolon",): ";",
}  # fmt: skip
# What begins another request after "scratch that", where no pause is written.
_BEGINS: Final = among(
    """
    text send email mail call remind create make add schedule set open show find get give
    tell write reply forward note book invite message what what's when where please no
    actually instead i and let's start compose append summarize directions navigate
    """
)


@dataclass(frozen=True, slots=True)
class Written:
    """*text*, and *origins*: spans [start, end) of it with the words [first, last] behind each."""

    text: str
    origins: tuple[tuple[int, int, int, int], ...] = ()


def written(words: Sequence[str]) -> Written:
    """*words*, as a recogniser wrote them, with their spoken forms written out."""
    pieces = pieces_of(words)
    for step in STEPS:
        pieces = step(pieces)
    return _in_a_row(pieces)


def _in_a_row(pieces: Sequence[Piece]) -> Written:
    text, origins = "", []
    for piece in pieces:
        if text and not text.endswith("\n") and not piece.close:
            text += " "
        origins.append((len(text), len(text) + len(piece.text), piece.first, piece.last))
        text += piece.text
    kept = text.rstrip()
    return Written(kept, tuple(o for o in origins if o[0] < o[1] <= len(kept)))


def _without_noise(pieces: list[Piece]) -> list[Piece]:
    """Without "um", wherever it is."""
    return [piece for piece in pieces if piece.bare not in _NOISE]


def _begun(pieces: list[Piece]) -> list[Piece]:
    """Without "so" and "well" as the first words."""
    begin = 0
    while begin + 1 < len(pieces) and pieces[begin].bare in _OPENING:
        begin += 1
    return pieces[begin:]


def _scratched(pieces: list[Piece]) -> list[Piece]:
    """Without what "scratch that" takes back: the sentence before it, and itself."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        if bares(pieces, at, 2) == ("scratch", "that") and _takes_back(pieces, at):
            if out:
                out.pop()
            while out and out[-1].tail[:1] not in (".", "!", "?"):
                out.pop()
            at += 2
        else:
            out.append(pieces[at])
            at += 1
    return out


def _takes_back(pieces: Sequence[Piece], at: int) -> bool:
    following = after(pieces, at + 1)
    return not following or following in _BEGINS


def _quoted(pieces: list[Piece]) -> list[Piece]:
    """With quotation marks for "quote … unquote", the nearest two."""
    out = list(pieces)
    at = 0
    while at < len(out):
        closing = _closing(out, at)
        opening = _opening(out, at) if closing else None
        if opening is not None:
            begin, inner = opening
            said = out[inner:at]
            # A comma before "unquote" is the recogniser's, for the pause.
            last = said[-1].without_tail() if said[-1].tail == "," else said[-1]
            said[-1] = replace(last, text=f'{last.text}"{out[at + closing - 1].tail}')
            said[0] = replace(said[0], text=f'"{said[0].text}')
            out[begin : at + closing] = said
            at = begin + len(said)
        else:
            at += 1
    return out


def _closing(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces the end of a quotation takes at *at*: 0 where it is none."""
    if pieces[at].bare in ("unquote", "endquote"):
        return 1
    return 2 if bares(pieces, at, 2) in (("end", "quote"), ("close", "quote")) else 0


def _opening(pieces: Sequence[Piece], closing: int) -> tuple[int, int] | None:
    """Where "quote" stands before *closing*, and where what is quoted begins."""
    for at in range(closing - 1, -1, -1):
        if pieces[at].bare == "quote":
            if at + 1 == closing:
                return None
            opened = at > 0 and pieces[at - 1].bare == "open"
            return at - opened, at + 1
    return None


def _broken(pieces: list[Piece]) -> list[Piece]:
    """With lines and paragraphs ended where that was said."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        used, mark = _break(pieces, at)
        if used:
            some = pieces[at : at + used]
            out.append(Piece(mark, some[0].first, some[-1].last, close=True))
        else:
            out.append(pieces[at])
        at += max(used, 1)
    while out and not out[0].text.strip():
        del out[0]
    return out


def _break(pieces: Sequence[Piece], at: int) -> tuple[int, str]:
    two = bares(pieces, at, 2)
    if len(two) == 2 and two[0] == "new" and two[1] in _BREAKS:
        used, mark = 2, _BREAKS[two[1]]
    elif two[:1] == ("newline",):
        used, mark = 1, _BREAKS["line"]
    else:
        return 0, ""
    meant = before(pieces, at) in DETERMINERS
    followed = after(pieces, at + used - 1)
    return (0, "") if meant or followed in ("of", "item", "items", "manager") else (used, mark)


def _marked(pieces: list[Piece]) -> list[Piece]:
    """With commas, question marks and their like where they were said by name."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        for said, mark in _MARKS.items():
            named = bares(pieces, at, len(said)) == said and bool(out)
            if named and not out[-1].text.isspace() and before(pieces, at) not in DETERMINERS:
                bare = out[-1].without_tail()
                last = pieces[at + len(said) - 1].last
                out[-1] = replace(bare, text=bare.text + mark, last=last)
                at += len(said)
                break
        else:
            out.append(pieces[at])
            at += 1
    return out


# The order matters: digits before names ("sid five at …"), quotation marks last of the words.
STEPS: Final[tuple[Callable[[list[Piece]], list[Piece]], ...]] = (
    _without_noise, _scratched, with_digits, with_names, _begun, _marked, _quoted, _broken,
)  # fmt: skip
