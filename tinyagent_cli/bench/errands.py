"""What is asked for where planning is measured, with the plan and the last word that are right.

They are done in full on the simulated Mac as it comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tinyagent_cli.plan.parse import parse

NOW: Final = datetime(2026, 11, 23, 9)


@dataclass(frozen=True, slots=True)
class Errand:
    """A *request*, its *plan* as of `NOW`, and the *answer* of a model that is asked to join."""

    request: str
    plan: str
    answer: str

    def tools(self) -> frozenset[str]:
        """The tools that the plan calls."""
        return frozenset(task.tool for task in parse(self.plan).tasks)


ERRANDS: Final = (
    Errand(
        "Email Nick a summary of project.pdf and attach it",
        '1. get_email_address("Nick")\n2. open_and_get_file_path("project.pdf")\n'
        '3. summarize_pdf("$2")\n4. compose_new_email(["$1"], [], "project.pdf", "$3", ["$2"])\n'
        "5. join()",
        "Thought: The summary was made and the email to Nick was composed with the file attached, "
        "so I only have to tell the user.\n"
        "Action: Finish(The email to Nick with the summary of project.pdf is ready.)",
    ),
    Errand(
        "Set up a Zoom meeting called Team Standup on Monday at 10 with Sid and invite him",
        '1. get_email_address("Sid")\n'
        '2. get_zoom_meeting_link("Team Standup", "2026-11-30 10:00:00", 60, ["$1"])\n'
        '3. create_calendar_event("Team Standup", "2026-11-30 10:00:00", "2026-11-30 11:00:00", '
        '"$2", ["$1"], "", None)\n4. join()',
        "Thought: The Zoom meeting and the calendar event were created, and Sid is invited, so I "
        "only have to tell the user.\n"
        "Action: Finish(Team Standup is in your calendar for Monday at 10, and Sid is invited.)",
    ),
    Errand(
        "Text Sid and Lutfi that I am running late",
        '1. get_phone_number("Sid")\n2. get_phone_number("Lutfi")\n'
        '3. send_sms(["$1", "$2"], "I am running late")\n4. join()',
        "Thought: The message was sent to both, so I only have to tell the user.\n"
        "Action: Finish(I told Sid and Lutfi that you are running late.)",
    ),
    Errand(
        "Make a note called Ideas that says a talk about small models, and remind me to call "
        "the dentist tomorrow at 9",
        '1. create_note("Ideas", "a talk about small models", "")\n'
        '2. create_reminder("call the dentist", "2026-11-24 09:00:00", "", "", 0, False)\n'
        "3. join()",
        "Thought: The note and the reminder were created, so I only have to tell the user.\n"
        "Action: Finish(The note Ideas is there, and you will be reminded tomorrow at 9.)",
    ),
)
