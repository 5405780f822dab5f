"""What quantising cost: a model and what was made of it, asked the same.

A planner of ours is given requests, and its plans are compared.  A language model reads a fixed
text: *perplexity* is how many tokens it wavers between at each place, as llama.cpp's own tool
reckons it; *divergence* (of Kullback and Leibler, in nats) how far the quantised model's odds
are from those before, which tells more of so short a text (0.01 is hardly seen in what it
writes, 0.1 is); *same* how often both hold the same token for the likeliest.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady, PlanError
from tinyagent_cli.models.apart import Step, apart
from tinyagent_cli.models.ruler import REQUESTS, TEXT
from tinyagent_cli.planning.embedded.gguf_head import holds_planner

_READ: Final = 64  # tokens at once, so that progress is seen
_SKIPPED: Final = 16  # of the first tokens nothing can be known


def score(before: Path, after: Path, step: Step = lambda *_: None) -> Mapping[str, Any]:
    """How the model in *after* does beside the one in *before*, which it was made of.

    ``{"same", "of"}`` for a planner of ours; for a language model ``{"perplexity": [before,
    after], "divergence", "same", "of"}``.  Raises NotReady where one cannot be run.
    """
    return apart(__name__, (str(before), str(after)), step)


def told(score: Mapping[str, Any]) -> str:
    """*score* in a line."""
    same, count = score["same"], score["of"]
    if "perplexity" not in score:
        return f"same plan for {same} of {count} requests"
    before, after = score["perplexity"]
    return (
        f"perplexity {before:.4g} → {after:.4g}, divergence {score['divergence']:.3g} nats, "
        f"same next token at {same} of {count} places"
    )


def work(arguments: Sequence[str], step: Step) -> Mapping[str, Any]:
    """See `apart`."""
    before, after = map(Path, arguments)
    if holds_planner(before):
        return _plans(before, after, step)
    return _readings(before, after, step)


def _plans(before: Path, after: Path, step: Step) -> Mapping[str, Any]:
    from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
    from tinyagent_cli.tools.toolbox import load_manifest

    tools = {tool.name: tool for tool in load_manifest()}
    planners = [EmbeddedPlanner(path, "llama") for path in (before, after)]
    same = 0
    for done, request in enumerate(REQUESTS, 1):
        plans = []
        for planner in planners:
            try:
                plans.append("".join(planner.lines(request, tools)))
            except PlanError:
                plans.append("")
        same += plans[0] == plans[1]
        step(done, len(REQUESTS))
    return {"same": same, "of": len(REQUESTS)}


def _readings(before: Path, after: Path, step: Step) -> Mapping[str, Any]:
    import numpy as np

    places = 0
    nats = [0.0, 0.0]
    divergence, same = 0.0, 0
    # The first model is gone when the second comes: both at once may not fit.
    first = list(_read(before, lambda done, of: step(done, 2 * of)))
    second = _read(after, lambda done, of: step(of + done, 2 * of))
    for (token, ours), (_, theirs) in zip(first, second, strict=True):
        places += 1  # of some 400; 0.6 MB each where a vocabulary has 150 000 tokens
        nats[0] -= float(ours[token])
        nats[1] -= float(theirs[token])
        divergence += float(np.exp(ours) @ (ours - theirs))
        same += int(ours.argmax() == theirs.argmax())
    if not places:
        raise NotReady(f"{before.name} knows too few words to be measured", "--no-score")
    return {
        "perplexity": [float(np.exp(each / places)) for each in nats],
        "divergence": max(divergence / places, 0.0),
        "same": same,
        "of": places,
    }


def _read(path: Path, step: Step) -> Iterator[tuple[int, Any]]:
    """Each token of the text, and the logarithms of the odds that each token had there."""
    import numpy as np

    from tinyagent_cli.planning.llama.context import Context
    from tinyagent_cli.planning.llama.model import Model

    model = Model(path)
    tokens = model.tokens(TEXT, begin=True)[: model.longest or None]
    context = Context(model, len(tokens))
    for start in range(0, len(tokens), _READ):
        part = tokens[start : start + _READ]
        context.feed(part, threading.Event(), every=True)
        step(start + len(part), len(tokens))
        for i in range(len(part)):
            at = start + i + 1  # what follows
            if _SKIPPED <= at < len(tokens):
                scores = context.logits(i).astype(np.float32)
                scores -= scores.max()
                scores -= np.log(np.exp(scores).sum())
                yield tokens[at], scores
