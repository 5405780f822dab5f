"""A summary is made of the document's own sentences, or there is none."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop.summary import CHARACTERS, pdf_text, summarize
from tinyagent_cli.lab.documents import paper, pdf

TEXT = """Tide tables

The harbour office publishes a new tide table every week. It lists high and low water
for the four berths of the harbour, and it is the only source that skippers may rely on.

Weather

Dr. Lee of the harbour office reads the weather at 5.30 a.m. each day. A warning is sent
when the wind exceeds six, e.g. in a storm. Nobody reads the third page.
The cafeteria opens at noon. Soup is served.
Skippers sign the tide table before they leave the harbour.
"""


def test_a_summary_keeps_the_documents_words_and_order() -> None:
    """Whole sentences, each standing in the text, in the order of the text."""
    summary = summarize(TEXT, sentences=3)
    joined = " ".join(TEXT.split())
    where = [joined.index(part) for part in re.split(r"(?<=\.) (?=[A-Z])", summary)]
    assert where == sorted(where)
    assert "tide table" in summary
    assert "Soup" not in summary


def test_abbreviations_and_headings_do_not_cut_sentences() -> None:
    """“Dr.”, “a.m.”, “e.g.” go on; a heading is no part of what follows."""
    whole = summarize(TEXT, sentences=20, characters=5000)
    assert "Dr. Lee of the harbour office reads the weather at 5.30 a.m. each day." in whole
    assert "e.g. in a storm." in whole
    assert "Weather Dr." not in whole


def test_words_cut_at_a_lines_end_are_mended() -> None:
    """A hyphen of the layout goes, one of the language stays."""
    text = "The well-known harbour pub-\nlishes its tables twice a year for all."
    assert "well-known harbour publishes its" in summarize(text)


def test_a_text_without_sentences_is_given_as_it_begins() -> None:
    """A list has no sentences to choose from."""
    assert summarize("milk\neggs\nbread") == "milk eggs bread"


@given(st.text(max_size=2000))
def test_any_text_has_a_summary_of_its_own_characters(text: str) -> None:
    """Never longer than allowed, never a crash."""
    summary = summarize(text)
    assert len(summary) <= max(CHARACTERS, len(text))
    assert set(summary) <= set(text) | set(" …")


def test_a_long_document_is_summarised_in_a_few_sentences() -> None:
    """Length does not grow with the document."""
    text = "\n\n".join(f"{TEXT}\nReport number {n} is about boats." for n in range(100))
    assert len(summarize(text)) <= CHARACTERS


@pytest.fixture
def unreadable(tmp_path: Path) -> dict[str, Path]:
    """PDFs that hold no text that could be read."""
    from pypdf import PdfReader, PdfWriter

    made = {name: tmp_path / f"{name}.pdf" for name in ("good", "locked", "scan", "cut", "no")}
    made["good"].write_bytes(pdf("Title\nSome words here."))
    writer = PdfWriter(clone_from=PdfReader(made["good"]))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(made["locked"])
    made["scan"].write_bytes(paper([b"0.5 g 10 10 100 100 re f"]))
    made["cut"].write_bytes(made["good"].read_bytes()[:120])
    made["no"].write_bytes(b"GIF89a not a pdf at all")
    return made


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("locked", "protected by a password"),
        ("scan", "holds no text"),
        ("cut", "cannot be read as a PDF"),
        ("no", "cannot be read as a PDF"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(
    unreadable: dict[str, Path], name: str, words: str
) -> None:
    """One clear error, and nothing of the library's own complaints."""
    with pytest.raises(ToolError, match=words):
        pdf_text(unreadable[name])
    assert logging.getLogger("pypdf").level == logging.CRITICAL


def test_a_good_pdf_is_read(unreadable: dict[str, Path]) -> None:
    """The fixture is no proof of failure by itself."""
    assert "Some words here." in pdf_text(unreadable["good"])
