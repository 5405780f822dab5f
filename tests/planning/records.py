"""Records in the form of the paper's training set, in words of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

ASKED = "Text Ola that the bread is baked"
TOLD = {
    "get_phone_number": "get_phone_number(name: str) -> str\n - Finds how to ring somebody.\n",
    "send_sms": (
        "send_sms(recipients: list[str], message: str) -> str\n"
        " - Puts a message on the phones of its recipients.\n"
        " - It says nothing back.\n\n"
    ),
    "open_note": "open_note(name: str, folder: str) -> str\n - Puts a note in front.\n",
}
RULES = (
    " - Before send_sms comes get_phone_number.\n"
    " - A note is shown by open_note alone.\n"
    " - Number the lines.\n"
)
EXAMPLES = (
    'Question: Ring Ines\n1. get_phone_number("Ines")\n2. join()<END_OF_PLAN>\n',
    'Question: Show Herbs\n1. open_note("Herbs", "")\n2. join()<END_OF_PLAN>\n',
)
WHEN = datetime(2024, 5, 7, 8, 30)
WRITTEN = "Tuesday 2024-05-07 08:30"


def system(
    told: Mapping[str, str] = TOLD,
    date: str = f" - Today's date is {WRITTEN}\n",
    examples: Sequence[str] = EXAMPLES,
    separator: str = "###\n",
) -> str:
    """What the system says."""
    listed = "".join(f"{i}. {text}" for i, text in enumerate(told.values(), start=1))
    shown = separator.join(examples)
    return (
        f"Make a plan. There are {len(told) + 1} kinds of step:\n{listed}"
        f"{len(told) + 1}. join():\n - Ends it.\n\nRules:\n{RULES}{date}"
        f"So it looks:\n\n{shown}{separator if examples else ''}"
    )


def record(
    says: str, request: str = ASKED, user: str = "Question: {}\n\nGo:\n", how: Any = str
) -> dict[str, Any]:
    """A record in which the system *says* something; its messages written as *how* writes."""
    messages = [
        {"role": "system", "content": says},
        {"role": "user", "content": user.format(request)},
    ]
    joins = {"type": "join", "raw_input": "[]", "raw_output": ""}
    plan = {"type": "plan", "raw_input": how(messages), "raw_output": "1. join()"}
    return {"input": request, "output": [joins, plan]}


def written(*records: dict[str, Any]) -> str:
    """A file of *records*, by id."""
    return json.dumps({f"r{i}": each for i, each in enumerate(records, start=1)})
