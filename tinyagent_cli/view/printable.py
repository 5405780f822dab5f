"""Text that is safe to show.

What a model wrote or an app returned is shown, never obeyed: no escape sequence reaches
the terminal, and nothing can turn the reading direction round to make one address look
like another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from rich.cells import cell_len, chop_cells, split_graphemes

# Format characters that writing itself needs: joiners of Indic and Persian, emoji sequences.
_JOINERS: Final = frozenset("\u200c\u200d")
# Cc control, Cf format (bidi, zero width, tags), Cs lone surrogates, Zl/Zp line breaks, and
# Cn/Co, what no Unicode table or only one font knows: nobody can tell how wide it is.
_SHOWN_AS_CODE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# What nobody sees though it counts as a letter, a mark or a sign (Unicode's
# Default_Ignorable_Code_Point, and the empty Braille cell).
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Marks heaped on a letter reach into the lines above and below; after UTS #39, section 5.4.
_MOST_MARKS: Final = 4


def printable(text: object, *, lines: bool = False) -> str:
    """*text* with everything that is not a character to look at shown as its code.

    *lines* keeps line breaks and tabs (a message in full); otherwise every run of white
    space becomes one blank, so that the result is one line.
    """
    raw = str(text)
    if not lines:
        raw = " ".join(raw.split())
    if raw.isascii() and raw.isprintable():
        return raw
    return "".join(safe for _, safe in _each(raw.replace("\r\n", "\n"), lines=lines))


def shown(value: object) -> str:
    """A resolved argument in words: a person by name, a list by its items."""
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("organization") or dict(value))
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return str(value)


def _each(text: str, *, lines: bool) -> Iterator[tuple[str, str]]:
    """Each character of *text*, and how it is shown."""
    before, marks = "", 0
    for char in text:
        if lines and char in "\n\t":
            yield char, "    " if char == "\t" else char
            before, marks = "", 0
            continue
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        yield char, char if _may_stand(char, kind, before, marks) else _code(char)
        before = char


def _may_stand(char: str, kind: str, before: str, marks: int) -> bool:
    """Whether *char*, the *marks*-th mark in a row if it is one, is seen as what it is."""
    if char.isascii():
        return kind != "Cc"
    if char in _JOINERS:
        return bool(before) and not before.isascii() and before not in _JOINERS
    if "\ufe00" <= char <= "\ufe0f":  # how a sign is drawn: in colours or not
        return bool(before) and not before.isalpha() and not _is_selector(before)
    if "\U000e0100" <= char <= "\U000e01ef":  # how an ideograph is drawn
        return unicodedata.name(before or " ", "").startswith("CJK")
    if "\u180b" <= char <= "\u180f":
        return unicodedata.name(before or " ", "").startswith("MONGOLIAN LETTER")
    if marks:
        return marks <= _MOST_MARKS and bool(before.strip()) and char not in _BLANK
    return kind not in _SHOWN_AS_CODE and char not in _BLANK


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _code(char: str) -> str:
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def escaped(json: str) -> str:
    """*json* with everything that is not a character to look at as an escape of JSON.

    Line breaks stay, those between values being the only ones there can be.
    """
    if json.isascii() and "\x7f" not in json:
        return json
    return "".join(
        char if char == "\n" or safe == char else _escape(char)
        for char, safe in _each(json, lines=False)
    )


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def cut_middle(text: str, width: int, mark: str = "…") -> str:
    """*text* in at most *width* cells, its middle left out: the ends tell most."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(mark)
    if room < 1:
        return mark[: max(width, 0)]
    head = _first_cells(text, (room + 1) // 2)
    tail = _last_cells(text, room // 2)
    return f"{head.rstrip()}{mark}{tail.lstrip()}"


def cut_end(text: str, width: int, mark: str = "…") -> str:
    """*text* in at most *width* cells, its end left out."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(mark)
    return f"{_first_cells(text, room).rstrip()}{mark}" if room > 0 else mark[: max(width, 0)]


def _first_cells(text: str, width: int) -> str:
    # Wide characters count two; chop_cells never splits one.
    return chop_cells(text, width)[0] if width > 0 and text else ""


def _last_cells(text: str, width: int) -> str:
    # Marks stay with their letter, and a family of emoji together.
    graphemes, _ = split_graphemes(text)
    start = len(text)
    for begin, _, cells in reversed(graphemes):
        width -= cells
        if width < 0:
            break
        start = begin
    return text[start:]


def wrapped(text: str, width: int, most: int = 0) -> list[str]:
    """*text* in lines of at most *width* cells, *most* of them, if given."""
    lines = [""]
    for word in text.split():
        for piece in chop_cells(word, max(width, 2)) or [word]:  # a lone mark has no cells
            longer = f"{lines[-1]} {piece}".lstrip()
            if cell_len(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    if most and len(lines) > most:
        return [*lines[: most - 1], cut_end(f"{lines[most - 1]} {lines[most]}", width)]
    return lines


def duration(seconds: float) -> str:
    """A time span in at most seven characters: ``9 ms``, ``1.4 s``, ``2 min``."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 99.95:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min"


def count(number: int, noun: str) -> str:
    """``1 task``, ``2 tasks``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(count: int) -> str:
    """A number of bytes as people say it, in decimal units: ``8.0 MB``, ``2.50 GB``."""
    if count >= 1e9:
        return f"{count / 1e9:.2f} GB"
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"
