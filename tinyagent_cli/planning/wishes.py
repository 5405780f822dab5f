"""Which tools a request wishes for: one score a tool, by a small convolution in numpy.

A long request holds several wishes, and each is said in a few words.  So every word is read
with its neighbours (Kim 2014), and of each thing that can be heard the strongest hearing in
the whole request counts, wherever it stands.  Words are seen as the planner sees them, by
themselves and by their letters; the numbers are trained in ``lab/selector.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.pointing import words
from tinyagent_cli.planning.one_thread import one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REACH: Final = 2  # words on either side that a word is read with
WINDOW: Final = 2 * REACH + 1
LONGEST: Final = 400  # words of a request that are read
SURE: Final = 8.0  # the most that a draft of the plan adds to a score, or takes from it

_FLOATS: Final = {  # how each is kept in the file
    "scale": "float16", "hear": "float16", "hear_bias": "float16", "want": "float16",
    "want_bias": "float32", "threshold": "float32", "likely": "float32",
}  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """What was trained.

    *features* [rows, width] in eight bits with a *scale* a row; *hear* [window · width,
    hidden] with *hear_bias*; *want* [hidden, tools] with *want_bias*.  A score above a tool's
    *threshold* is reason to offer it; one above *likely* is, where another tool on offer may
    be handed its result.
    """

    tools: tuple[str, ...]
    vocabulary: Vocabulary
    features: NDArray[np.int8]
    scale: Floats
    hear: Floats
    hear_bias: Floats
    want: Floats
    want_bias: Floats
    threshold: Floats
    likely: Floats

    def scores(self, request: str, drafted: Mapping[str, float] | None = None) -> Floats:
        """How much *request* speaks for each tool; logits [tools].

        *drafted*, the chances that a quick plan of the request calls them, is another's word on
        the same question: log-odds, too, and added.
        """
        import numpy as np

        cut = words(request)[:LONGEST]
        seen = np.zeros((len(cut) + 2 * REACH, self.features.shape[1]), np.float32)
        if cut:
            seen[REACH:-REACH] = self._vectors([word.text for word in cut])
        near = np.concatenate([seen[i : len(cut) + i] for i in range(WINDOW)], axis=1)
        heard = np.maximum(near @ self.hear + self.hear_bias, 0)
        strongest = heard.max(axis=0, initial=0)
        found: Floats = strongest @ self.want + self.want_bias
        if drafted:
            drafts = [_log_odds(drafted.get(tool, 0.0)) for tool in self.tools]
            found += np.array(drafts, np.float32)
        return found

    def told(
        self, request: str, drafted: Mapping[str, float] | None = None
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the tools that score above their *threshold*, and above *likely*."""
        scores = self.scores(request, drafted)
        over = (scores > self.threshold, scores > self.likely)
        wanted, likely = (
            frozenset(name for name, yes in zip(self.tools, chosen, strict=True) if yes)
            for chosen in over
        )
        return wanted, likely

    def _vectors(self, texts: list[str]) -> Floats:
        """What is seen of each word; [words, width]."""
        import numpy as np

        seen = [self.vocabulary.features(text) for text in texts]
        rows = np.concatenate([rows for rows, _ in seen])
        weights = np.concatenate([weights for _, weights in seen]).astype(np.float32)
        starts = np.cumsum([0, *(len(rows) for rows, _ in seen[:-1])])
        shares = self.features[rows] * (self.scale[rows] * weights)[:, None]
        vectors: Floats = np.add.reduceat(shares, starts)
        return vectors


def _log_odds(chance: float) -> float:
    least = math.exp(-SURE)
    return math.log(max(chance, least) / max(1.0 - chance, least))


def load(path: Path) -> Wishes:
    """What `save` wrote.  Raises NotReady where it is missing or something else."""
    from zipfile import BadZipFile

    with one_thread():
        import numpy as np

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            known = str(kept["words"]).split("\n")
            floats = {name: kept[name].astype(np.float32) for name in _FLOATS}
            return Wishes(
                tools=tuple(str(kept["tools"]).split("\n")),
                vocabulary=Vocabulary({w: i for i, w in enumerate(known)}, int(kept["buckets"])),
                features=kept["features"],
                **floats,
            )
    except (OSError, EOFError, BadZipFile, KeyError, ValueError) as error:
        raise NotReady(
            f"the selector's table cannot be read: {path}", "reinstall tinyagent-cli"
        ) from error


def save(path: Path, wishes: Wishes) -> None:
    """Write *wishes* in half precision, but for the thresholds."""
    import numpy as np

    with path.open("wb") as out:  # by its name, numpy would add ".npz"
        np.savez_compressed(
            out,
            words=np.array("\n".join(wishes.vocabulary.words)),
            buckets=np.array(wishes.vocabulary.buckets),
            tools=np.array("\n".join(wishes.tools)),
            features=wishes.features,
            **{name: getattr(wishes, name).astype(_FLOATS[name]) for name in _FLOATS},
        )
