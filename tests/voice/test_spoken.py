"""Spoken forms: what is written for what people say, and what is left as it was meant."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tools.reading import MONDAY
from tinyagent_cli.tools.emails import address
from tinyagent_cli.tools.phones import e164, is_number
from tinyagent_cli.tools.times import Moment, when
from tinyagent_cli.voice.spoken import written

UNITS = "zero one two three four five six seven eight nine"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"


def table(text: str) -> list[tuple[str, str]]:
    """Lines ``said → written``, a ⏎ for a line's end."""
    pairs = (line.split("→") for line in text.splitlines() if line)
    return [(said.strip(), meant.strip().replace("⏎", "\n")) for said, meant in pairs]


TIMES = """
remind me at three thirty p m tomorrow → remind me at 3:30 pm tomorrow
remind me at three thirty pm. → remind me at 3:30 pm.
at nine oh five a.m. → at 9:05 am
at 3.30pm. → at 3:30 pm.
at 3.30 p.m. on Friday → at 3:30 pm on Friday
meet at 330 pm → meet at 3:30 pm
lunch at twelve fifteen → lunch at 12:15
from ten twenty five a m to noon → from 10:25 am to noon
at four p m → at 4 pm
text three thirty people → text three thirty people
order twenty five pizzas → order twenty five pizzas
at half past three → at half past three
"""
PHONES = """
text four one five, five five five, oh one double three → text 4155550133
call plus one four one five five five five oh one three two → call +14155550132
eight hundred five five five one two one two → 8005551212
four one five dash five five five dash oh one three two → 4155550132
room nine one one two, please → room 9112, please
two three or four people → two three or four people
double five → double five
one two three → one two three
"""
ADDRESSES = """
email sid at gmail dot com that I'm late → email sid@gmail.com that I'm late
email Sid at gmail.com. → email sid@gmail.com.
send it to Sid dot Patel at gmail dot com → send it to sid.patel@gmail.com
email sid underscore nine at gmail dot com → email sid_nine@gmail.com
email s i d at gmail dot com → email sid@gmail.com
email me at sid at gmail dot com → email me at sid@gmail.com
invite dana at acme dot co dot uk → invite dana@acme.co.uk
invite ana at acme.org and bob at acme.org → invite ana@acme.org and bob@acme.org
meet me at the dot com office → meet me at the dot com office
look at example dot com → look at example.com
meet me at example dot com → meet me at example.com
a dot com boom → a dot com boom
meet Sid at noon → meet Sid at noon
"""
NAMES = """
open report dot pdf → open report.pdf
open report .pdf → open report.pdf
send project underscore plan dot p d f to ana → send project_plan.pdf to ana
attach budget dot doc x → attach budget.docx
mary dash ann → mary-ann
well hyphen known → well-known
note it under team underscore notes → note it under team_notes
a dash of salt → a dash of salt
I'll dash to the store → I'll dash to the store
I want to underscore the point → I want to underscore the point
put a dot there → put a dot there
"""
LAYOUT = """
a list new line milk new line eggs → a list⏎milk⏎eggs
dear all new paragraph I am late → dear all⏎⏎I am late
start a new line of shoes → start a new line of shoes
the new line manager → the new line manager
email ana quote I am late, unquote → email ana "I am late"
note saying open quote buy milk close quote please → note saying "buy milk" please
a quote from Sid saying quote hello unquote → a quote from Sid saying "hello"
get a quote from the plumber → get a quote from the plumber
the quote unquote expert → the quote unquote expert
are you coming question mark → are you coming?
milk comma eggs comma bread → milk, eggs, bread
that is a question mark → that is a question mark
come to a full stop → come to a full stop
"""
TAKEN_BACK = """
text sid I'm late, scratch that, text ana I'm late → text ana I'm late
text sid I'm late scratch that email ana → email ana
Buy milk. Text Sid I am late. Scratch that. → Buy milk.
text sid scratch that →
remind me to scratch that itch → remind me to scratch that itch
um so text sid um that I'm late uh → text sid that I'm late
Okay, text Sid → text Sid
a well in the garden → a well in the garden
is that okay → is that okay
so → so
"""


@pytest.mark.parametrize(
    ("said", "meant"), table(TIMES + PHONES + ADDRESSES + NAMES + LAYOUT + TAKEN_BACK)
)
def test_what_is_said_is_written_as_it_is_meant(said: str, meant: str) -> None:
    """Each line of the tables: the spoken form, or the words that look like one."""
    assert written(said.split()).text == meant


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm"]))
def test_a_time_that_is_said_is_the_time_that_is_read(hour: int, minute: int, half: str) -> None:
    """Every minute of the day, said in words, is what the reader of times makes of digits."""
    below, tens = UNITS.split() + TEENS.split(), "twenty thirty forty fifty"
    if minute < 10:
        minutes = f"oh {below[minute]}" if minute else ""
    elif minute < 20:
        minutes = below[minute]
    else:
        minutes = f"{tens.split()[minute // 10 - 2]} {below[minute % 10] if minute % 10 else ''}"
    said = f"{below[hour]} {minutes} {half[0]} m"
    reading = when(written(said.split()).text, MONDAY)
    assert isinstance(reading, Moment)
    right = datetime.strptime(f"{hour}:{minute:02} {half}", "%I:%M %p")
    assert (reading.start.hour, reading.start.minute) == (right.hour, right.minute)


@given(st.text("0123456789", min_size=10, max_size=10))
@example("4155550132")
def test_digits_said_one_by_one_are_the_number(digits: str) -> None:
    """Ten digits, with "double" where two are alike, are a number and that number."""
    names = ["oh", *UNITS.split()[1:]]
    said: list[str] = []
    at = 0
    while at < len(digits):
        twice = digits[at : at + 2] == digits[at] * 2
        said += ["double"] * twice + [names[int(digits[at])]]
        at += 1 + twice
    text = written(said).text
    assert text == digits
    assert is_number(text)


def test_a_number_and_an_address_that_were_said_can_be_used() -> None:
    """What comes out is what the resolvers take."""
    said = "text four one five five five five oh one three two"
    assert e164(written(said.split()).text[5:], "US") == "+14155550132"
    said = "email sid dot p at icloud dot com"
    assert address(written(said.split()).text[6:]) == "sid.p@icloud.com"


FORMS = """
dot com at gmail dash hyphen underscore new line paragraph quote unquote scratch that comma
question mark a the um so plus double five three thirty pm p m oh pdf open close end
"""
PLAIN = ["Text", "Sid", "Lutfi", "late,", "and", "lunch.", "tomorrow", "I'm", "—", "é", "..."]
words = st.lists(st.sampled_from(FORMS.split() + PLAIN), max_size=14)


@given(words)
@example(["plus"])
@example(["new", "line"])
@example(["quote", ",", "unquote"])
def test_every_span_is_made_of_words_in_order(said: list[str]) -> None:
    """Spans lie apart and in order, inside the text; the words behind them do, too."""
    out = written(said)
    at = -1, -1
    for start, end, first, last in out.origins:
        assert at[0] <= start < end <= len(out.text)
        assert at[1] < first <= last < len(said)
        at = end, last


@given(words)
def test_words_that_are_no_spoken_form_are_kept(said: list[str]) -> None:
    """Nothing is lost but what "scratch that" takes back."""
    if "scratch" in said:
        return
    text = written(said).text.lower()
    for word in ("sid", "lutfi", "text", "tomorrow", "i'm", "é"):
        assert text.count(word) == sum(said_word.lower() == word for said_word in said)


@given(st.lists(st.sampled_from(PLAIN), max_size=10))
def test_a_sentence_without_spoken_forms_stays_as_it_is(said: list[str]) -> None:
    """Its case and its punctuation are the recogniser's."""
    assert written(said).text == " ".join(said)


@given(words)
def test_writing_what_is_written_changes_no_line_again(said: list[str]) -> None:
    """Where nothing is taken back, a second time finds nothing more to write."""
    once = written(said).text
    if "scratch" not in said and "\n" not in once:
        assert written(once.split()).text == once
