from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.embedded.pointing import Call, Result, Span
from tinyagent_cli.planning.embedded.signature import TOOLS

torch = pytest.importorskip("torch", reason="the lab is an extra")

NAMES = ("Sid", "Lutfi", "Nick", "Amir", "Sehoon", "Suhong", "Kurt", "Michael")
TINY = ("--width", "64", "--layers", "1", "--heads", "2", "--hidden", "96", "--buckets", "256")


def _span(first: int, last: int | None = None) -> Span:
    return Span(((first, first if last is None else last),))


def _examples() -> list[Example]:
    found = []
    for name in NAMES:
        text = (
            Call("get_phone_number", (_span(1),)),
            Call("send_sms", ((Result(1),), _span(3, 4))),
        )
        found.append(Example(f"text {name} that I'm late", text))
        found.append(Example(f"open {name}.pdf", (Call("open_and_get_file_path", (_span(1),)),)))
        found.append(Example(f"who is {name}", ()))
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = "\n".join(map(to_json, _examples()))
    (tmp_path / "train.jsonl").write_text(lines + "\n", "utf-8")
    (tmp_path / "dev.jsonl").write_text(lines + "\n", "utf-8")
    return tmp_path


def _train(data: Path, out: Path, *more: str) -> dict[str, object]:
    from tinyagent_cli.lab import train

    base = ("--data", str(data), "--out", str(out), "--threads", "1", "--drop", "0", *TINY)
    train.main([*base, "--rate", "6e-3", "--warm-up", "2", "--positions", "512", *more])
    found: dict[str, object] = json.loads((out / "manifest.json").read_text())
    return found


def test_training_learns_and_the_export_plans_alike(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From examples to a shipped file whose plans, in numpy, are those of torch."""
    from tinyagent_cli.lab import export

    manifest = _train(data, data / "run", "--epochs", "60")
    assert manifest["examples"] == 24
    export.main(
        ["--run", str(data / "run"), "--heldout", str(data / "dev.jsonl"),
         "--out", str(data / "w")]
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["same_as_torch"] == 1.0
    planner = EmbeddedPlanner(data / "w")
    assert list(planner.lines("text Kurt that I'm late", dict.fromkeys(TOOLS))) == [
        '1. get_phone_number("Kurt")\n',
        '2. send_sms(["$1"], "I\'m late")\n',
        "3. join()\n",
    ]


def test_numpy_scores_what_torch_scores(data: Path) -> None:
    """Without rounding, the two networks agree to the fifth digit."""
    from tinyagent_cli.lab.batches import Dataset
    from tinyagent_cli.lab.model import Pointer
    from tinyagent_cli.planning.embedded.architecture import Architecture
    from tinyagent_cli.planning.embedded.grammar import START
    from tinyagent_cli.planning.embedded.network import Network, Reading
    from tinyagent_cli.planning.embedded.weights import Quantised, Weights

    torch.manual_seed(0)
    vocabulary = Vocabulary({"text": 0}, 64)
    model = Pointer(Architecture(vocabulary.rows, 64, 2, 2, 96, 32)).eval()
    example = _examples()[0]
    batch = Dataset([example], vocabulary).collate([0], np.random.default_rng(0))
    with torch.no_grad():
        # Only the features are read in eight bits; let torch see them rounded as well.
        rounded = _rounded(model.features.numpy())
        model.features.copy_(torch.from_numpy(rounded.whole()))
        words, caches, here = model.read(batch)
        state = model.write(batch, words, caches, here)
        marks = model.scores(state)[0].numpy()
        firsts = model.firsts(state, words)[0].numpy()
        lasts = model.lasts(state, words, batch.first.clamp(min=0))[0].numpy()
    tensors: dict[str, Quantised | np.ndarray] = {
        name: p.detach().numpy() for name, p in model.named_parameters()
    }
    network = Network(Weights(model.a, vocabulary, tensors | {"features": rounded}, {}))
    texts = example.request.split()
    reading = Reading(network, [vocabulary.features(t) for t in texts], [1] * len(texts), False)
    before, run = START, None
    for i, mark in enumerate(batch.mark[0].tolist()):
        place = (int(batch.slot[0, i]), int(batch.mode[0, i]), int(batch.call[0, i]))
        np.testing.assert_allclose(reading.marks(before, place, run), marks[i], atol=2e-4)
        np.testing.assert_allclose(reading.firsts(), firsts[i], atol=2e-4)
        first = max(int(batch.first[0, i]), 0)
        np.testing.assert_allclose(reading.lasts(first), lasts[i, first:], atol=2e-4)
        pointed = int(batch.first[0, i]) >= 0
        run = (first, int(batch.last[0, i])) if pointed else None
        before = mark


def test_step_by_step_the_network_says_what_it_says_at_once() -> None:
    """The comparison with torch keeps what was computed for the steps before."""
    from dataclasses import replace

    from tinyagent_cli.lab.batches import Dataset
    from tinyagent_cli.lab.model import Pointer
    from tinyagent_cli.planning.embedded.architecture import Architecture

    torch.manual_seed(0)
    vocabulary = Vocabulary({"text": 0}, 64)
    model = Pointer(Architecture(vocabulary.rows, 64, 2, 2, 96, 32)).eval()
    batch = Dataset(_examples()[:1], vocabulary).collate([0], np.random.default_rng(0))
    names = ("before", "slot", "mode", "call", "first", "last")
    with torch.no_grad():
        words, caches, here = model.read(batch)
        whole = model.write(batch, words, caches, here)
        for n in range(1, whole.shape[1] + 1):
            part = replace(batch, **{name: getattr(batch, name)[:, :n] for name in names})
            state, caches = model.write_on(part, words, caches)
            torch.testing.assert_close(state[0, 0], whole[0, n - 1], atol=1e-4, rtol=1e-4)


def _rounded(matrix: np.ndarray) -> object:
    from tinyagent_cli.planning.embedded.weights import quantise

    return quantise(matrix)


def test_the_same_seed_gives_the_same_network(data: Path) -> None:
    """By epochs, not by the clock, two runs are alike to the last bit."""
    for run in ("a", "b"):
        _train(data, data / run, "--epochs", "2")
    one, two = (torch.load(data / r / "checkpoint.pt", weights_only=True) for r in "ab")
    assert all(torch.equal(one["model"][k], two["model"][k]) for k in one["model"])


def test_training_resumes_where_it_stopped(data: Path) -> None:
    """A second run goes on with the steps and the examples of the first."""
    first = _train(data, data / "run", "--epochs", "2")
    second = _train(data, data / "run", "--epochs", "4", "--resume")
    assert (second["steps"], second["seen"]) > (first["steps"], first["seen"])
    assert second["seen"] >= 4 * 24


def test_an_example_that_cannot_be_said_is_counted_not_learnt() -> None:
    """What the grammar refuses is left out, and the dataset tells so."""
    from tinyagent_cli.lab.batches import Dataset

    bad = Example("text Sid", (Call("send_sms", ((Result(1),), _span(1))),))
    dataset = Dataset([bad, *_examples()], Vocabulary({}, 16))
    assert len(dataset.rows) == len(_examples())
    assert sum(dataset.refused.values()) == 1
