"""Names with signs in them as they are said: addresses, files, "dash" and "underscore".

What is meant as words stays: "meet me at the dot com office", "a dash of salt", "dash to the
store", "look at example dot com" (a site, as no mail is spoken of).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tinyagent_cli.voice.pieces import DETERMINERS, Piece, after, among, before, made

_DOMAINS: Final = among(
    """
    com org net edu gov io co ai dev app info biz me us uk ca de fr eu ch nl se no it es in
    au nz jp ie tv xyz local
    """
)
_FILES: Final = among(
    """
    pdf doc docx xls xlsx ppt pptx txt md rtf csv png jpg jpeg gif heic zip mp3 mp4 mov wav
    html json xml ics vcf py key pages numbers
    """
)
_MAIL: Final = among(
    """
    gmail yahoo hotmail outlook icloud aol proton protonmail gmx fastmail msn googlemail
    """
)
# Where mail or people are spoken of, "dana at acme dot io" is an address, and no place.
_TO: Final = among(
    """
    email mail e-mail write to cc bcc address addresses is forward invite invites and or
    with contact from for include add reply copy message
    """
)
_SIGNS: Final = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_NAME: Final = re.compile(r"[\w.+\-]+")
_DOTTED: Final = re.compile(r"(?:[\w\-]+\.)+(?P<last>[a-z]{2,5})")
_NOBODY: Final = among("me you him her us them it be is are was look here there up") | DETERMINERS

# "dash" is a verb or a noun by these; a hyphen otherwise.
_DASHES: Final = among("i we you he she they to will can must let's i'll we'll and or")
_AWAY: Final = among(
    """
    to of off out over for from in into back across away and or home around down up through
    the a an my by at with
    """
)
_STRESS: Final = DETERMINERS | {"how", "why", "when", "where", "and", "or"}


def with_names(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* with addresses, file names and hyphens written."""
    return _hyphens(_addresses(_dotted(_split_off(pieces))))


def _split_off(pieces: Sequence[Piece]) -> list[Piece]:
    """Endings that stand alone put to their word: "project .pdf"."""
    out: list[Piece] = []
    for piece in pieces:
        ending = piece.text.startswith(".") and _ending(piece.text[1:].rstrip(".,;:!?").lower())
        if ending and out and not out[-1].ends:
            out[-1] = Piece(out[-1].text + piece.text, out[-1].first, piece.last, out[-1].close)
        else:
            out.append(piece)
    return out


def _ending(word: str) -> bool:
    return word in _DOMAINS or word in _FILES


def _dotted(pieces: Sequence[Piece]) -> list[Piece]:
    """ "project underscore plan dot pdf" and "acme dot co dot uk" as one piece each."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        used = _name(pieces, at)
        out.append(made(_joined(pieces[at : at + used]), pieces[at : at + used]))
        at += used
    return out


def _name(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces the name takes that begins at *at*: 1 where no ending is said."""
    if pieces[at].ends or pieces[at].bare in DETERMINERS or pieces[at].bare in _SIGNS:
        return 1
    last, end = 1, at + 1
    while end + 1 < len(pieces) and not pieces[end].ends and pieces[end].bare in _SIGNS:
        letters = _letters(pieces, end + 1)
        if pieces[end].bare == "dot" and _ending(_word(pieces, end + 1, letters)):
            last = end + 1 + letters - at
        elif not _NAME.fullmatch(pieces[end + 1].bare) or pieces[end + 1].bare in DETERMINERS:
            break
        end += 1 + letters
        if pieces[end - 1].ends:
            break
    return last


def _letters(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces an ending takes at *at*: three for "p d f", one for "pdf"."""
    for count in (4, 3, 2):
        some = pieces[at : at + count]
        apart = len(some) == count and not any(piece.ends for piece in some[:-1])
        spelt = all(len(piece.bare) == 1 for piece in some) or (some[-1:] and some[-1].bare == "x")
        if apart and spelt and _ending(_word(pieces, at, count)):
            return count
    return 1


def _word(pieces: Sequence[Piece], at: int, count: int) -> str:
    return "".join(piece.bare for piece in pieces[at : at + count])


def _joined(pieces: Sequence[Piece]) -> str:
    if len(pieces) == 1:
        return pieces[0].without_tail().text
    text = pieces[0].without_tail().text
    for earlier, piece in pairwise(pieces):
        word = piece.without_tail().text
        if piece.bare in _SIGNS and piece is not pieces[-1] and earlier.bare not in _SIGNS:
            text += _SIGNS[piece.bare]
        else:
            text += word.lower() if _is_ending_part(pieces, piece) else word
    return text


def _is_ending_part(pieces: Sequence[Piece], piece: Piece) -> bool:
    return len(piece.bare) == 1 or _ending(piece.bare)


def _addresses(pieces: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        begin = _address(out, pieces, at)
        if begin is None:
            out.append(pieces[at])
            at += 1
            continue
        local, domain = out[begin:], pieces[at + 1]
        del out[begin:]
        name = "".join(_SIGNS.get(piece.bare, piece.without_tail().text) for piece in local)
        out.append(made(f"{name}@{domain.without_tail().text}".lower(), [*local, domain]))
        at += 2
    return out


def _address(out: Sequence[Piece], pieces: Sequence[Piece], at: int) -> int | None:
    """Where in *out* the name begins that "at" at *at* makes an address of; None if it is none."""
    if pieces[at].bare not in ("at", "@") or pieces[at].ends or at + 1 >= len(pieces):
        return None
    domain = _DOTTED.fullmatch(pieces[at + 1].bare)
    if domain is None or domain["last"] not in _DOMAINS or not out or out[-1].ends:
        return None
    begin = _local(out)
    if begin is None:
        return None
    signed = begin < len(out) - 1 or bool(re.search(r"[\d._]", out[begin].bare))
    at_home = pieces[at + 1].bare.split(".")[0] in _MAIL
    spoken_of = before(out, begin) in _TO
    return begin if signed or at_home or spoken_of else None


def _local(out: Sequence[Piece]) -> int | None:
    """Where the name before "@" begins: "sid", "s i d", "sid dot patel", "sid underscore two"."""
    begin = len(out) - 1
    if not _NAME.fullmatch(out[begin].bare) or out[begin].bare in _SIGNS:
        return None
    while begin > 0 and not out[begin - 1].ends:
        spelt = len(out[begin].bare) == 1 and len(out[begin - 1].bare) == 1
        if spelt and out[begin].bare.isalpha() and out[begin - 1].bare.isalpha():
            begin -= 1
        elif begin > 1 and out[begin - 1].bare in _SIGNS and _NAME.fullmatch(out[begin - 2].bare):
            if out[begin - 2].ends or out[begin - 2].bare in DETERMINERS:
                break
            begin -= 2
        else:
            break
    return None if begin == len(out) - 1 and out[begin].bare in _NOBODY else begin


def _hyphens(pieces: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        if out and _joins(pieces, at):
            sign = _SIGNS[pieces[at].bare]
            text = f"{out[-1].text}{sign}{pieces[at + 1].without_tail().text}"
            out[-1] = made(text, [out[-1], pieces[at + 1]])
            at += 2
        else:
            out.append(pieces[at])
            at += 1
    return out


def _joins(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the "dash", "hyphen" or "underscore" at *at* joins its neighbours."""
    word, left, right = pieces[at].bare, before(pieces, at), after(pieces, at)
    if not left or not right or left in DETERMINERS or left in _SIGNS or right in _SIGNS:
        return False
    if word == "dash":
        return left not in _DASHES and right not in _AWAY
    if word == "underscore":
        return left != "to" and right not in _STRESS
    return word == "hyphen"
