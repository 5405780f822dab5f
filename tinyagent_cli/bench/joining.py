"""A joiner that is a language model, as the reference has it: for measuring only.

After every plan the reference asks its model whether all is done and what to say (LLMCompiler's
joiner; 47 % of TinyAgent's time, Agent-X §5.1).  Ours says what the outcomes say (agent/joiner.py).
These are our own words, about as many as the reference's 2,796 letters; what the answers are
is dictated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tinyagent_cli.execution.outcomes import Done, Outcome
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.plan.text import task_text

SYSTEM: Final = """\
A plan was made for what the user asked, and it was carried out. You see the question, every call
of the plan and what was observed after it. Decide whether that is the answer or whether another
plan is needed, and say so in two lines.

Rules:
- First write a line that begins with "Thought:" and says in one sentence what you conclude.
- Then write a line that begins with "Action:" and is either Finish(what the user is told) or
Replan.
- If the user asked a question that the observations answer, finish with that answer.
- If the user asked you to do something and it was done, finish with a short message that says so.
- If a PDF was summarised because the user wanted to read the summary, finish with Finish(Summary).
- If a call failed and nothing can be done about it, finish with a message that says what went
wrong, in plain words and without the error's own text.
- If an observation says that something can be tried again, and a different plan may succeed,
choose Replan; never choose it twice for the same error.
- Say nothing that is not in the observations, and do not mention the names of the calls.

Here are some examples:

Question: What is the number of Priya?
get_phone_number("Priya")
Observation: +1 415 555 0165
Thought: The number was found, so I can answer the question with it.
Action: Finish(The number of Priya is +1 415 555 0165.)
###
Question: Book lunch with Tom tomorrow at noon.
get_email_address("Tom")
Observation: tom@example.com
create_calendar_event("Lunch", "2027-03-02 12:00:00", "2027-03-02 13:00:00", "", ["$1"], "", None)
Observation: The event was created.
Thought: The event was created, so I only have to tell the user.
Action: Finish(Lunch with Tom is in your calendar.)
###
Question: Summarise minutes.pdf for me.
open_and_get_file_path("minutes.pdf")
Observation: /Users/me/Documents/minutes.pdf
summarize_pdf("$1")
Observation: The meeting agreed on a budget and on a date for the move.
Thought: The summary was made and the user wants to read it.
Action: Finish(Summary)
###
Question: Show me the way to the station.
maps_show_directions("", "the station", "d")
Observation: Directions to the station were opened.
Thought: The directions are shown, so I only have to tell the user.
Action: Finish(The way to the station is open in Maps.)
###
Question: Text Ana that I am on my way.
send_sms(["Ana"], "I am on my way")
Observation: Error: Ana is no phone number. You must correct this and try again!
Thought: The number has to be looked up first, which another plan can do.
Action: Replan
###
"""


def asked(request: str, plan: Plan, outcomes: Mapping[int, Outcome]) -> str:
    """The part of the joiner's prompt that is new each time."""
    lines = [f"Question: {request}"]
    for task in plan.tasks:
        outcome = outcomes.get(task.id)
        said = outcome.result.says if isinstance(outcome, Done) else "it was not done"
        lines += [task_text(task).partition(". ")[2], f"Observation: {said}"]
    return "\n".join([*lines, "Thought: "])
