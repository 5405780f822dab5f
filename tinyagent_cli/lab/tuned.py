"""A fine-tuned model, asked for plans as the program would ask it.

For figures to report take ``tinyagent eval --planner llama`` or ``http`` on the model as it
will be used, quantised; this is a look at the end of training, on a few examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any, Final

import torch

from tinyagent_cli.core.errors import PlanError
from tinyagent_cli.lab.chats import Chat
from tinyagent_cli.lab.encoding import Encoder
from tinyagent_cli.lab.judging import Answer, Verdict, judge
from tinyagent_cli.lab.rows import Gold, Row
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Plan, Task
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.tools.verify import verify

_LONGEST: Final = 768  # tokens of a plan, as for llama.cpp


def verdicts(model: Any, encoder: Encoder, chats: Sequence[Chat]) -> list[Verdict]:
    """Let *model* plan *chats*, and judge each plan by the chat's own."""
    model.eval()
    found = []
    for number, chat in enumerate(chats):
        row = Row(str(number), chat.request, chat.now, (Gold((chat.plan,), {}, frozenset()),))
        found.append(judge(row, answer(model, encoder, chat)))
        if len(found) % 10 == 0:
            print(f"planned {len(found)}/{len(chats)}", flush=True)
    return found


def answer(model: Any, encoder: Encoder, chat: Chat) -> Answer:
    """The plan that *model* gives *chat*; None in it where the program would refuse it."""
    began = perf_counter()
    text = written(model, encoder, chat)
    seconds = perf_counter() - began
    offered = frozenset(tool.name for tool in chat.offered)
    try:
        return Answer(_verified(parse(text, chat.request), chat), seconds, offered)
    except PlanError:
        return Answer(None, seconds, offered)


def written(model: Any, encoder: Encoder, chat: Chat) -> str:
    """What *model* writes when it is given the prompt of *chat*, the likeliest token each time."""
    prompt = torch.tensor([encoder.prompt(chat.system, chat.user, chat.now)], device=model.device)
    tokenizer = encoder.tokenizer
    pad = tokenizer.pad_token_id
    with torch.inference_mode():
        whole = model.generate(
            input_ids=prompt,
            attention_mask=torch.ones_like(prompt),
            max_new_tokens=_LONGEST,
            do_sample=False,
            use_cache=True,
            stop_strings=[STOP],
            tokenizer=tokenizer,
            pad_token_id=tokenizer.eos_token_id if pad is None else pad,
        )
    text: str = tokenizer.decode(whole[0, prompt.shape[1] :], skip_special_tokens=True)
    return text.split(STOP)[0]


def _verified(plan: Plan, chat: Chat) -> Plan:
    specs = {tool.name: tool for tool in chat.offered}
    done: dict[int, Task] = {}
    for task in plan.tasks:
        done[task.id] = verify(task, specs, done)
    return Plan(tuple(done.values()))
