"""The stage: files in, examples out, and nothing of the kept-out files among them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tinyagent_cli.lab import crowd, data, paper
from tinyagent_cli.lab.example import Example, check, from_json
from tinyagent_cli.planning.embedded.pointing import Choice, Joined, Result, Span, text_of, words


def plan(example: Example) -> str:
    """A plan as one readable line."""
    cut = words(example.request)

    def say(argument: Any) -> str:
        match argument:
            case Span():
                return text_of(argument, example.request, cut)
            case Result(call):
                return f"${call}"
            case Choice(value):
                return f"={value}"
            case Joined(parts):
                return " + ".join(map(say, parts))
            case tuple():
                return "[" + ", ".join(map(say, argument)) + "]"
        return "-"

    return "; ".join(f"{c.tool}({', '.join(map(say, c.arguments))})" for c in example.calls)


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    """*rows* as JSON lines."""
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def crowd_row(request: str, intent: str, scope: str = "in") -> dict[str, Any]:
    """A row as the crowd's corpora have them."""
    return {"request": request, "intent": intent, "slots": None, "scope": scope, "source": "x"}


def one(request: str, intent: str) -> str:
    """The plan of a crowd worker's request."""
    examples, _ = crowd.convert([crowd_row(request, intent)])
    return plan(examples[0]) if examples else "left out"


def test_the_crowd_is_converted_by_rules() -> None:
    """Text messages, mails, reminders, events, lists, ways: each by its own rule."""
    assert one("text zoe that lunch is late", "text") == (
        "get_phone_number(zoe); send_sms([$1], lunch is late)"
    )
    assert one("please email my aunt saying i miss her", "email_sendemail") == (
        "get_email_address(aunt); compose_new_email([$1], -, -, i miss her)"
    )
    assert one("remind me to feed the goat at 7pm", "reminder_update") == (
        "create_reminder(feed the goat, 7pm)"
    )
    assert one("schedule a meeting with zoe and kofi for 4", "schedule_meeting") == (
        "get_email_address(zoe); get_email_address(kofi); "
        "create_calendar_event(meeting with zoe and kofi, 4, -, -, [$1, $2])"
    )
    assert one("add some turnips to my grocery list", "shopping_list_update") == (
        "append_note_content(grocery list, turnips)"
    )
    assert one("how do i walk to the old mill", "directions") == (
        "maps_show_directions(-, old mill, =w)"
    )


def test_what_is_not_plain_is_left_out() -> None:
    """A request without what its tool needs is no example."""
    assert one("send a text to someone", "text") == "left out"
    assert one("remind me of something", "reminder_update") == "left out"


def test_what_no_tool_serves_is_an_empty_plan() -> None:
    """Scopes near and out, and wishes within scope that take things away."""
    near = crowd_row("sing me a shanty", "music", "near")
    examples, _ = crowd.convert([near, crowd_row("take rice off my grocery list", "list_update")])
    assert [e.calls for e in examples] == [(), ()]


PAIR = {
    "id": "pair-2",
    "request": (
        'Create a note titled "Boat Repairs" in the "Summer" folder with the parts to buy, then '
        'send "quote.pdf" to Zoe and Kofi. Also remind me to call the yard tomorrow at 9:00 AM.'
    ),
    "plan": (
        '1. create_note("Boat Repairs", "Parts to buy:", "Summer")\n'
        '2. open_and_get_file_path("quote.pdf")\n3. get_email_address("Zoe")\n'
        '4. get_email_address("Kofi")\n'
        '5. compose_new_email(["$3", "$4"], [], "Quote", "Please find it attached.", ["$2"])\n'
        '6. create_reminder("Call the yard", "2026-11-24 09:00:00", "", "", 0, False)\n7. join()'
    ),
}


def test_a_pair_of_the_authors_becomes_pointers() -> None:
    """Texts of the request become spans, dates the words that said when."""
    templates, counts = paper.convert([PAIR])
    assert counts == {"rows": 1, "kept": 1}
    assert plan(paper.plain_example(templates[0])) == (
        "create_note(Boat Repairs, parts to buy, Summer); open_and_get_file_path(quote.pdf); "
        "get_email_address(Zoe); get_email_address(Kofi); "
        "compose_new_email([$3, $4], -, -, -, [$2]); "
        "create_reminder(call the yard, tomorrow at 9:00 AM)"
    )


def test_the_sender_of_a_mail_is_not_looked_up() -> None:
    """A reply goes to the selected mail, whoever wrote it."""
    row = {
        "id": "r",
        "request": "Reply to the email from Zoe with the agenda attached.",
        "plan": (
            '1. get_email_address("Zoe")\n2. open_and_get_file_path("agenda")\n'
            '3. reply_to_email(["$1"], "", ["$2"])\n4. join()'
        ),
    }
    templates, _ = paper.convert([row])
    assert plan(paper.plain_example(templates[0])) == (
        "open_and_get_file_path(agenda); reply_to_email(-, -, [$1])"
    )


def test_the_stage_writes_what_its_manifest_says(tmp_path: Path) -> None:
    """Every line is a right example, no kept-out request is among them, counts agree."""
    own = crowd_row("text zoe that lunch is late", "text")
    tested = crowd_row("what a fine day", "chat", "out")
    data.main(
        [
            "--out", str(tmp_path / "out"), "--count", "150",
            "--variants", "1", "--recombined", "1",
            "--crowd", str(lines(tmp_path / "crowd", [own, tested, crowd_row("sing", "x", "out")])),
            "--without", str(lines(tmp_path / "test", [{"request": "What a fine day!"}])),
            "--paper", str(lines(tmp_path / "paper", [PAIR])),
        ]
    )  # fmt: skip
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    for part in ("train", "dev", "heldout"):
        text = (tmp_path / "out" / f"{part}.jsonl").read_text(encoding="utf-8")
        examples = [from_json(line) for line in text.splitlines()]
        assert len(examples) == manifest[part]["examples"]
        assert "fine day" not in text
        for example in examples:
            check(example)
    assert manifest["train"]["source"]["crowd"] >= 2
    assert manifest["train"]["source"]["paper"] >= 10


def test_a_text_of_the_authors_may_hold_several_results() -> None:
    """Summary and map of one mail are both its parts, whatever words stood between."""
    row = {
        "id": "b",
        "request": 'Email Zoe the summary of "quay.pdf" and the location of the Old Quay.',
        "plan": (
            '1. get_email_address("Zoe")\n2. open_and_get_file_path("quay.pdf")\n'
            '3. summarize_pdf("$2")\n4. maps_open_location("Old Quay")\n'
            '5. compose_new_email(["$1"], [], "Quay", "Summary: $3. Where: $4", [])\n6. join()'
        ),
    }
    templates, _ = paper.convert([row])
    assert plan(paper.plain_example(templates[0])).endswith("$3 + $4)")


def test_a_ninth_of_the_pairs_is_for_choosing_and_a_third_for_testing() -> None:
    """What runs are compared on is neither learnt from nor reported."""
    names = [str(n) for n in range(900)]
    choosing = [n for n in names if paper.for_choosing(n)]
    assert 70 < len(choosing) < 130
    assert not any(paper.kept_aside(n) for n in choosing)
