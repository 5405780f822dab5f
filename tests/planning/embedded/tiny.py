"""A planner's network with weights drawn by lot, and small."""

from __future__ import annotations

import numpy as np

from tinyagent_cli.planning.embedded.architecture import REACH, Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.grammar import MARKS, MAX_CALLS, MODES, SLOTS
from tinyagent_cli.planning.embedded.quantised import Floats
from tinyagent_cli.planning.embedded.weights import Weights


def tiny(width: int = 64, seed: int = 0) -> Weights:
    """Two layers; all in 32 bits."""
    rng = np.random.default_rng(seed)
    vocabulary = Vocabulary({"text": 0, "naïve": 1}, 50)
    a = Architecture(vocabulary.rows, width, layers=2, heads=2, hidden=96, pointer=32)

    def drawn(rows: int, columns: int) -> Floats:
        return (rng.normal(size=(rows, columns)) * columns**-0.5).astype(np.float32)

    def about_one(size: int) -> Floats:
        return rng.uniform(0.5, 1.5, size).astype(np.float32)

    tensors = {
        "features": drawn(a.rows, width),
        "gaps": drawn(2, width),
        "starts": drawn(2, width),
        "marks": drawn(MARKS + 1, width),
        "slots": drawn(SLOTS, width),
        "modes": drawn(MODES, width),
        "turns": drawn(MAX_CALLS + 1, width),
        "norm": about_one(width),
        "reach": drawn(REACH, a.pointer),
        "span_first.weight": drawn(width, width),
        "span_last.weight": drawn(width, width),
        "point.weight": drawn(2 * a.pointer, width),
        "last_given.weight": drawn(a.pointer, width),
        "keys.weight": drawn(2 * a.pointer, width),
    }
    for at in (f"blocks.{i}" for i in range(a.layers)):
        tensors |= {
            f"{at}.norm1": about_one(width),
            f"{at}.norm2": about_one(width),
            f"{at}.q_norm": about_one(a.head),
            f"{at}.k_norm": about_one(a.head),
            f"{at}.qkv.weight": drawn(3 * width, width),
            f"{at}.out.weight": drawn(width, width),
            f"{at}.gate_up.weight": drawn(2 * a.hidden, width),
            f"{at}.down.weight": drawn(width, a.hidden),
        }
    return Weights(a, vocabulary, tensors, {"data": "drawn by lot"})
