"""The parser: streams, tolerances, and refusals with line and column."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.plans import bare, plans
from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.plan.parse import PlanParser, parse
from tinyagent_cli.plan.task import Reference, Task, Value
from tinyagent_cli.plan.text import plan_text

DESIGN_REVIEW = """\
1. get_email_address("Sid")
2. get_email_address("Lutfi")
3. create_calendar_event("Design review", "2026-11-27 15:00:00", "", ["$1", "$2"], "", None)
4. join()
"""


def one(argument: str) -> Value:
    """The value of *argument* in step 3, after steps 1 and 2."""
    plan = parse(f"1. f()\n2. f()\n3. g({argument})\n4. join()")
    return plan.by_id[3].arguments[0]


def refusal(text: str) -> PlanError:
    """The error that *text* gives."""
    with pytest.raises(PlanError) as caught:
        parse(text)
    return caught.value


def stream(text: str, cuts: list[int]) -> tuple[list[Task], str]:
    """The tasks that come of *text* cut at *cuts*, and the error at its end, or ""."""
    parser = PlanParser()
    tasks: list[Task] = []
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    try:
        for start, end in pairwise(places):
            tasks += parser.feed(text[start:end])
        parser.close()
    except PlanError as error:
        return tasks, str(error)
    return tasks, ""


def test_a_plan_becomes_tasks_with_typed_references() -> None:
    """The example of the language's own description."""
    plan = parse(DESIGN_REVIEW)
    assert [task.tool for task in plan.tasks] == [
        "get_email_address",
        "get_email_address",
        "create_calendar_event",
    ]
    assert plan.by_id[3].arguments == (
        "Design review",
        "2026-11-27 15:00:00",
        "",
        (Reference(1), Reference(2)),
        "",
        None,
    )
    assert plan.by_id[3].depends_on == {1, 2}
    assert (plan.by_id[3].line, plan.by_id[3].column) == (3, 1)


def test_a_task_comes_as_soon_as_its_line_closes() -> None:
    """Not with the parenthesis, since text may follow, and not a line later."""
    parser = PlanParser()
    assert parser.feed('1. get_phone_number("Sid")') == []
    assert [task.id for task in parser.feed("\n2. ")] == [1]
    assert parser.feed("join()") == []
    assert len(parser.close().tasks) == 1


def test_a_chunk_of_many_lines_gives_all_of_their_tasks() -> None:
    """The reference ran only the first step of a plan that came in one piece."""
    assert [task.id for task in PlanParser().feed(DESIGN_REVIEW)] == [1, 2, 3]


def test_tasks_before_an_error_in_the_same_chunk_are_given_first() -> None:
    """The error comes with the next call, so that the cut does not matter."""
    parser = PlanParser()
    assert [task.id for task in parser.feed("1. f()\n1. g()\n")] == [1]
    with pytest.raises(PlanError, match="line 2, column 1"):
        parser.feed("")
    with pytest.raises(PlanError, match="line 2, column 1"):
        parser.close()


@given(plans(), st.lists(st.integers(0, 10_000), max_size=30))
def test_any_cut_of_a_plan_gives_the_same_tasks(plan, cuts) -> None:
    """Chunks are an accident of the model's tokens."""
    text = plan_text(plan)
    assert stream(text, cuts) == stream(text, [])
    assert stream(text, list(range(len(text)))) == stream(text, [])


PIECES = st.sampled_from(
    ["1. ", "2. ", "3) ", "f(", "join()", "(", ")", "[", "]", '"', "'", '"""', "\\", "\\x24",
     "$1", "${1}", "$", ", ", "\n", "\r\n", "#", "Thought: ", "```", "<END_OF_PLAN>", "None",
     "a", "=", "1", "-", ".", "é", "\u2028", "\ud800", "\x00", "{", "}", "\\u", "\\N{"]
)  # fmt: skip
HOSTILE = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@given(HOSTILE, st.lists(st.integers(0, 200), max_size=10))
def test_any_text_is_a_plan_or_a_plan_error_and_its_cut_does_not_matter(text, cuts) -> None:
    """Never a crash, never another result because of how the stream was cut."""
    assert stream(text, cuts) == stream(text, [])


@given(HOSTILE)
def test_an_error_points_into_the_text(text) -> None:
    """Line and column count from 1 and stand within the text, or just after it."""
    error = None
    try:
        parse(text)
    except PlanError as caught:
        error = caught
    if error is not None:
        lines = text.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert error.expected


@given(plans(), st.data())
def test_no_step_is_ever_dropped(plan, data) -> None:
    """Junk anywhere in a plan either leaves every step in place or is an error."""
    text = plan_text(plan)
    at = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.sampled_from([" ", "\n", ".", "Sure! ", "x", '"', ")", "1. ", "</s>"]))
    try:
        found = parse(text[:at] + junk + text[at:])
    except PlanError:
        return
    assert len(found.tasks) == len(plan.tasks)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ('"it\'s"', "it's"),
        ("'say \"hi\"'", 'say "hi"'),
        (r'"a\n\t\\\"\x41\u00e9\U0001F600\101\N{BULLET}"', 'a\n\t\\"A\u00e9😀A•'),
        (r'"\ud83d\ude00"', "😀"),
        (r'"C:\dir\+"', r"C:\dir\+"),
        ('"two\nlines"', "two\nlines"),
        ('"one \\\nline"', "one line"),
        ('"""a "quoted"\nword"""', 'a "quoted"\nword'),
        ("''''x''''", None),
        ('""', ""),
        ("12", 12),
        ("-1_000", -1000),
        ("+0", 0),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("True", True),
        ("true", True),
        ("false", False),
        ("null", None),
        ("[1, ['a', ()], (2,), ('b')]", (1, ("a", ()), (2,), "b")),
        ("[\n  'a',\n  'b',\n]", ("a", "b")),
        ("$1", Reference(1)),
        ("${2}", Reference(2)),
        ("[$1, '$2']", (Reference(1), Reference(2))),
    ],
)
def test_arguments_are_python_literals_and_references(argument, value) -> None:
    """All escapes, both quotes, triple quotes, JSON's constants, nested lists."""
    if value is None and argument.startswith("'"):
        assert "unexpected" in str(refusal(f"1. f({argument})\n2. join()"))
    else:
        assert one(argument) == value
        assert type(one(argument)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        '1. f("x")\n2. join()',
        '1. f("x")\n2. join()\n',
        '1. f("x")\r\n2. join()\r\n',
        '1. f("x")\n2. join()<END_OF_PLAN>\n',
        '1. f("x")\n2. join()\n<END_OF_PLAN></s>\n\n',
        '\n\n1. f("x")\n\n\n2. join()\n\n',
        '```python\n1. f("x")\n2. join()\n```\n',
        '1. f("x") # first\n# a comment (with "marks\n2. join() # end\n# bye',
        '1) f("x")\n2) join()',
        '1.f("x")\n2.join()',
        '1. f( "x" , )\n2. join( )',
        '  1. f("x")\n  2. join()',
        '.1. f("x")\n2. join()',
        '. 1. f("x")\n2. join()',
        '</s>1. f("x")\n2. join()',
        'Sure! 1. f("x")\n2. join()',
        'Plan: 1. f("x")\n2. join()',
        'Here is the plan (as asked):\n\n1. f("x")\n2. join()',
        '7. f("x")\n19. join()',
    ],
)
def test_what_models_write_around_a_plan_is_passed_over(text) -> None:
    """Greetings, fences, end marks, comments: none of them can hide a step."""
    assert [(task.tool, task.arguments) for task in parse(text).tasks] == [("f", ("x",))]


def test_thoughts_stay_with_the_next_step() -> None:
    """Brackets and quotes in them mean nothing; a thought before join() has no step."""
    plan = parse("Thought: don't (yet\nThought: \"\n1. f()\n2. g()\nThought: done\n3. join()")
    assert [task.thought for task in plan.tasks] == ["don't (yet\n\"", ""]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "no plan"),
        ("I cannot do that.", 1, 18, "no plan"),
        ('1. f("x")', 1, 10, "without join()"),
        ('1. f("x")\n', 2, 1, '"2. join()"'),
        ('1. f("a)\n2. g("b")\n3. join()', 2, 7, "unexpected 'b'"),
        ('1. f("a', 1, 6, "never ends"),
        ('1. f("a"\n2. g()\n3. join()', 2, 1, '"," or ")"'),
        ("1. f((1]\n)\n2. join()", 1, 8, '"," or ")"'),
        ("1. f(1))\n2. join()", 1, 8, "end of the line"),
        ("1. f(1) 2. g()\n3. join()", 1, 9, "end of the line"),
        ("1. f(,)\n2. join()", 1, 6, "a value"),
        ("1. f(1 2)\n2. join()", 1, 8, '"," or ")"'),
        ("1. f(name='x')\n2. join()", 1, 6, "by position"),
        ("1. f(g(1))\n2. join()", 1, 6, "a step of its own"),
        ("1. f(Sid)\n2. join()", 1, 6, "in quotes"),
        ("1. f({'a': 1})\n2. join()", 1, 6, "a value"),
        ("1. f(05)\n2. join()", 1, 6, "starts with 0"),
        ("1. f(1e999)\n2. join()", 1, 6, "too large"),
        (r'1. f("\xg")' + "\n2. join()", 1, 7, "without its digits"),
        (r'1. f("\ud800")' + "\n2. join()", 1, 6, "half a character"),
        ('1. f("x")\n1. g()\n2. join()', 2, 1, "after step 1"),
        ("1. f()\n0. g()\n2. join()", 2, 1, "after step 1"),
        ("12345678901234567890. f()\n", 1, 1, "after step 0"),
        ('f("x")\n2. join()', 1, 1, '"1. "'),
        ("1. f()\nNow the next:\n2. join()", 2, 1, '"2. tool(…)"'),
        ("1. f()\n- 2. g()\n3. join()", 2, 1, "before the step's number"),
        ('1. f "x"\n2. join()', 1, 1, "no step"),
        ("Thought: first 1. f()\n2. join()", 1, 16, "inside a thought"),
        ("1. f()\n2. join()\n3. g()", 3, 1, "after join()"),
        ("1. f()\n2. join()\nThat is all.", 3, 1, "text after join()"),
        ("1. f()\n2. join(1)", 2, 4, "with arguments"),
        ('1. f("$1")\n2. join()', 1, 6, "task 1 itself"),
        ("1. f($2)\n2. g()\n3. join()", 1, 6, "a later task"),
        ('1. f()\n3. g(["a", "${2}"])\n4. join()', 2, 12, "there is no task 2"),
        ("1. f($)\n2. join()", 1, 6, "$N"),
        ("1. f(" + "[" * 40, 1, 38, "too deep"),
    ],
)
def test_a_refusal_says_where_and_what_was_expected(text, line, column, words) -> None:
    """Line and column from 1, and what would have been right."""
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert words in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "1. f(" + "[" * 400_000,
        "(" * 400_000,
        "a(" * 200_000,
        '1. f("' + "\\" * 399_999,
        "1. f(" + "9" * 400_000,
        "Thought: " + "1" * 400_000,
        "Thought: " + "1. a" * 100_000,
        "x" * 400_000,
        "\n" * 400_000,
        '1. f("' + "$1" * 200_000 + '")\n2. join()',
        '1. f("' + "$" * 400_000 + '")\n2. join()',
        "1. f(" + "1," * 200_000 + ")\n2. join()",
        "1. f()\n" + " " * 400_000 + "2. join()",
        "1. f()\n2. join()" + "<END_OF_PLAN>" * 40_000 + "x",
        "1" * 400_000 + ". f()",
    ],
)
def test_hostile_length_takes_linear_time(text) -> None:
    """400,000 characters made to be slow: anything quadratic runs into the time limit."""
    stream(text, [])
    parser = PlanParser()
    try:
        for at in range(0, len(text), 7):
            parser.feed(text[at : at + 7])
        parser.close()
    except PlanError:
        pass


def test_a_text_without_end_is_refused() -> None:
    """A model that never stops does not fill the memory."""
    with pytest.raises(PlanError, match="too long"):
        parse("1. f('" + "a" * 8_000_001)


@given(plans())
def test_printing_and_parsing_are_inverse(plan) -> None:
    """Every plan survives its text, money and references included."""
    assert bare(parse(plan_text(plan))) == bare(plan)
