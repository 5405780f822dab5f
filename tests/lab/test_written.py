"""Pairs written by hand: the form, what it refuses, and the pairs that ship."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.lab.test_data_stage import plan
from tinyagent_cli.lab.data import told_again
from tinyagent_cli.lab.example import check
from tinyagent_cli.lab.phrasing.words import Words
from tinyagent_cli.lab.written import Written, WrittenError, for_choosing, main, read, shipped

MAIL = """\
# a remark
Mail Ana the Q3 deck with my thanks and the map of Bern, then on Friday remind me to call her at 9.
1 get_email_address("Ana")
2 open_and_get_file_path("Q3 deck")
3 maps_open_location("Bern")
4 compose_new_email([$1], context="my thanks" + $3, attachments=[$2])
5 create_reminder("call her", "Friday" & "9")
"""


def one(text: str) -> Written:
    """The only pair of *text*."""
    (pair,) = read(text, "test")
    return pair


def test_a_pair_is_a_request_and_the_calls_that_point_into_it() -> None:
    """Words, results, lists, joined texts, and a time that stands in two places."""
    assert plan(one(MAIL).example) == (
        "get_email_address(Ana); open_and_get_file_path(Q3 deck); maps_open_location(Bern); "
        "compose_new_email([$1], -, -, my thanks + $3, [$2]); create_reminder(call her, Friday 9)"
    )


def test_words_that_stand_there_twice_are_told_apart() -> None:
    """Asked for by number, the second one is meant."""
    pair = one('Note Ana: call Ana\n1 create_note("Ana"[2])\n')
    cut = pair.template.places[1]
    assert cut == [(15, 18)]


def test_a_request_without_calls_is_one_that_no_tool_serves() -> None:
    """It is an example, too."""
    assert one("what is the weather\n").example.calls == ()


def test_piped_text_is_known_by_its_mark() -> None:
    """PIPED in an argument says that text came with the request."""
    assert one("note this\n1 create_note(content=PIPED)\n").piped


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ('1 get_email_address("Bo")', '"Bo" is not in the request'),
        ('1 get_email_address("An")', '"An" is not in the request'),
        ('1 get_email_address("Ana"[2])', "there 1 times only"),
        ('2 get_email_address("Ana")', "no call with that number"),
        ('1 phone("Ana")', "no such tool: phone"),
        ('1 get_email_address("Ana", "Ana")', "takes 1 argument"),
        ('1 get_email_address(who="Ana")', "has no argument who"),
        ('1 compose_new_email("Ana")', "is a list"),
        ('1 create_note(["Ana"])', "is no list"),
        ("1 create_note($1)", "$1 is no earlier call"),
        ('1 maps_show_directions(end_location="Ana", transport="x")', '"d", "w" or "r"'),
        ("1 create_note(3)", "cannot be 3"),
        ('1 create_note("Ana"', "no call with that number"),
        ('1 create_note("Ana)', "unterminated"),
        ('1 create_note("Ana")\n2 create_note("Ana")', "the same call"),
        ('1 send_sms(["Ana"])', "grammar cannot say"),
    ],
)
def test_a_broken_pair_is_named_with_its_line(calls: str, said: str) -> None:
    """The file, the line, what is wrong and the request."""
    with pytest.raises(WrittenError, match=r"test:1: .*Mail Ana") as error:
        list(read(f"Mail Ana\n{calls}\n", "test"))
    assert said in str(error.value)


def test_the_checker_counts_and_names_every_broken_pair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them in one go; the exit status tells."""
    file = tmp_path / "pairs.txt"
    file.write_text(MAIL + "\nMail Bo\n1 nothing()\n\nMail Cy\n1 get_email_address(3)\n", "utf-8")
    assert main([str(file)]) == 1
    told = capsys.readouterr().out
    assert "pairs.txt:9" in told
    assert "pairs.txt:12" in told
    assert "1 pairs are right, 2 are broken" in told


def test_pairs_are_told_again_with_other_names() -> None:
    """The graph stays; every example holds to the rules of examples."""
    told = list(told_again([one(MAIL)], random.Random(4), Words(), 12))
    assert len({e.request for e in told}) > 8
    assert {tuple(c.tool for c in e.calls) for e in told} == {
        tuple(c.tool for c in one(MAIL).example.calls)
    }
    for example in told:
        check(example)


def test_the_pairs_that_ship_are_right_and_no_two_are_alike() -> None:
    """Every one is read, and a share of them is never learnt from."""
    pairs = shipped()
    assert len({p.template.request.lower() for p in pairs}) == len(pairs) > 1000
    assert {c.tool for p in pairs for c in p.example.calls} >= {"send_sms", "reply_to_email"}
    assert 0.05 < sum(map(for_choosing, pairs)) / len(pairs) < 0.15
