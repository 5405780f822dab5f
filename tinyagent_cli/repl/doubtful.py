"""Words in the line that the recogniser was not sure of: underlined until they are touched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments

if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer

Span = tuple[int, int]  # [start, end) of a text

STYLE: Final = "class:doubtful"


class Doubtful(Processor):
    """Knows the doubtful spans of one *buffer*'s text, and follows them while it is edited."""

    def __init__(self) -> None:
        self.spans: tuple[Span, ...] = ()
        self._text = ""

    def watch(self, buffer: Buffer) -> None:
        """Follow what is done to *buffer*."""
        self._text = buffer.text
        buffer.on_text_changed += self._changed

    def put(self, buffer: Buffer, text: str, spans: Iterable[Span]) -> None:
        """Insert *text* at the cursor, a space on either side where words would meet."""
        before, after = buffer.document.text_before_cursor, buffer.document.text_after_cursor
        lead = " " if before and not before[-1].isspace() else ""
        trail = " " if after and after[0].isalnum() else ""
        start = len(before) + len(lead)
        buffer.insert_text(f"{lead}{text}{trail}")
        self.spans = tuple(sorted([*self.spans, *((start + a, start + b) for a, b in spans)]))

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """The line with its doubtful words marked."""
        document, number = transformation_input.document, transformation_input.lineno
        if document.text != self._text:  # another line, which nobody edited into place
            self.spans, self._text = (), document.text
        start = document.translate_row_col_to_index(number, 0)
        fragments = explode_text_fragments(transformation_input.fragments)
        for a, b in self.spans:
            for place in range(max(0, a - start), min(len(fragments), b - start)):
                style, text, *rest = fragments[place]
                fragments[place] = (f"{style} {STYLE}", text, *rest)  # type: ignore[assignment]  # of two or three parts
        return Transformation(fragments)

    def _changed(self, buffer: Buffer) -> None:
        self.spans = moved(self.spans, self._text, buffer.text)
        self._text = buffer.text


def moved(spans: Iterable[Span], before: str, now: str) -> tuple[Span, ...]:
    """Where *spans* of the text *before* are in the text *now*; those that were touched are gone.

    One edit lies between the two: what they share at both ends was not touched.
    """
    shortest = min(len(before), len(now))
    head = next((i for i in range(shortest) if before[i] != now[i]), shortest)
    tail = next(
        (i for i in range(shortest - head) if before[-1 - i] != now[-1 - i]), shortest - head
    )
    shift, touched = len(now) - len(before), len(before) - tail
    kept = [(a, b) for a, b in spans if b <= head]
    return tuple(kept + [(a + shift, b + shift) for a, b in spans if a >= touched and b > head])
