from __future__ import annotations

import json
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tinyagent_cli.core.errors import NotReady, TinyagentError, UsageError
from tinyagent_cli.lab.curve import read_curve
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.embedded.pointing import Call, Result, Span
from tinyagent_cli.planning.embedded.signature import TOOLS

torch = pytest.importorskip("torch", reason="the lab is an extra")

NAMES = ("Sid", "Lutfi", "Nick", "Amir", "Sehoon", "Suhong", "Kurt", "Michael")
TINY = (
    "--width", "64", "--layers", "1", "--heads", "2", "--hidden", "96", "--buckets", "256",
    "--threads", "1", "--drop", "0", "--rate", "6e-3", "--warm-up", "2", "--positions", "512",
)  # fmt: skip


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


def _train(data: Path, out: Path, *more: str, sizes: Sequence[str] = TINY) -> Any:
    from tinyagent_cli.lab import train

    base = ("--data", str(data), "--out", str(out), "--device", "cpu")
    train.main([*base, *sizes, *more])
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text())
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


def _weights(run: Path, key: str = "model") -> dict[str, object]:
    found: dict[str, object] = torch.load(run / "checkpoint.pt", weights_only=True)[key]
    return found


def _alike(one: dict[str, object], two: dict[str, object]) -> bool:
    return all(torch.equal(one[name], two[name]) for name in one)


def _interrupted_at(step: int, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let signal *number* come in the midst of *step*."""
    from tinyagent_cli.lab.training import Training

    learn = Training.learn

    def learning(self: Training, *batch: object) -> object:
        if self.step == step - 1:
            signal.raise_signal(number)
        return learn(self, *batch)

    monkeypatch.setattr(Training, "learn", learning)


def test_the_same_seed_gives_the_same_network(data: Path) -> None:
    """By epochs, not by the clock, two runs are alike to the last bit."""
    for run in ("a", "b"):
        _train(data, data / run, "--epochs", "2")
    assert _alike(_weights(data / "a"), _weights(data / "b"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_training_goes_on_as_if_nothing_had_happened(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
) -> None:
    """It saves and says how to go on; the resumed weights are those of a run left alone."""
    options = ("--epochs", "6", "--positions", "64", "--drop", "0.1")
    _train(data, data / "alone", *options)
    with monkeypatch.context() as patch:
        _interrupted_at(9, number, patch)
        with pytest.raises(SystemExit) as ended:
            _train(data, data / "run", *options)
    assert ended.value.code == 128 + number
    assert "--resume" in capsys.readouterr().err
    assert not (data / "run" / "manifest.json").exists()
    whole = _train(data, data / "run", "--resume", sizes=())
    assert whole["steps"] > 9
    for key in ("model", "raw"):
        assert _alike(_weights(data / "alone", key), _weights(data / "run", key))


def test_training_resumes_where_it_stopped(data: Path) -> None:
    """A second run goes on with the steps and the examples of the first."""
    first = _train(data, data / "run", "--epochs", "2")
    second = _train(data, data / "run", "--epochs", "4", "--resume", sizes=())
    assert (second["steps"], second["seen"]) > (first["steps"], first["seen"])
    assert second["seen"] >= 4 * 24


def test_it_does_not_resume_on_other_examples(data: Path) -> None:
    """What was learnt so far is not mixed with what is there now; the line says what to do."""
    _train(data, data / "run", "--epochs", "1")
    with (data / "train.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(to_json(_examples()[0]) + "\n")
    with pytest.raises(UsageError, match=r"other examples.*--start"):
        _train(data, data / "run", "--epochs", "2", "--resume", sizes=())


def test_a_checkpoint_of_before_begins_a_new_training(data: Path) -> None:
    """``--start`` takes the sizes and weights, and nothing of where it was; words may be added."""
    _train(data, data / "old", "--epochs", "2", "--average", "0", "--words", "3")
    kept = torch.load(data / "old" / "checkpoint.pt", weights_only=True)
    for new in ("epoch", "batch", "data", "best", "chance"):
        del kept[new]
    for new in ("patience", "average"):
        del kept["recipe"][new]
    torch.save(kept, data / "old.pt")
    found = _train(data, data / "run", "--start", str(data / "old.pt"), "--epochs", "1", sizes=())
    assert found["architecture"]["width"] == 64
    assert found["seen"] == 24


def test_training_is_told_as_a_curve(data: Path) -> None:
    """A JSON line every few steps, and the best of the development examples is kept."""
    manifest = _train(data, data / "run", "--epochs", "60", "--positions", "128")
    curve = read_curve(data / "run" / "curve.jsonl")
    assert [line["step"] for line in curve[:-1]] == list(range(50, curve[-1]["step"], 50))
    assert curve[-1]["loss"] < curve[0]["loss"]
    assert curve[-1]["dev_plans"] == manifest["dev"]["dev"]["plans"] == 1.0
    assert manifest["best"]["plans"] == 1.0
    assert (data / "run" / "best.pt").exists()


def test_a_plan_is_right_where_all_its_steps_are(data: Path) -> None:
    """Untrained, more steps are right than plans."""
    found = _train(data, data / "run", "--epochs", "1")["dev"]["dev"]
    assert 0 <= found["plans"] < found["right"] < 1


def test_training_ends_where_nothing_gets_better(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--patience`` counts looks at the development examples."""
    from tinyagent_cli.lab import train

    monkeypatch.setattr(train, "_CHECK", 4)
    found = _train(data, data / "run", "--epochs", "500", "--patience", "2", "--rate", "0")
    assert found["steps"] == 12
    assert found["best"]["step"] == 4


def test_the_average_of_the_weights_is_what_is_kept(data: Path) -> None:
    """It lags behind the weights themselves, and is what the export takes."""
    from tinyagent_cli.lab.export import load

    _train(data, data / "run", "--epochs", "8")
    model, _ = load(data / "run" / "checkpoint.pt")
    assert torch.equal(model.features, _weights(data / "run")["features"])
    assert not torch.equal(model.features, _weights(data / "run", "raw")["features"])


def test_a_training_that_went_astray_ends(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says what to change, and nothing that looks like a result."""
    from tinyagent_cli.lab.training import Training

    def astray(self: Training, batch: Any, _: float) -> tuple[object, object]:
        self.step += 1
        self.seen += len(batch.lengths)
        return torch.tensor(float("nan")), torch.tensor(0.5)

    monkeypatch.setattr(Training, "learn", astray)
    with pytest.raises(TinyagentError, match="lower --rate"):
        _train(data, data / "run", "--epochs", "200")
    assert not (data / "run" / "manifest.json").exists()


def test_how_long_to_train_must_be_said(data: Path) -> None:
    """A training without an end is asked for by nobody."""
    with pytest.raises(UsageError, match="--minutes or --epochs"):
        _train(data, data / "run")


def test_a_gpu_that_is_not_there_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--device cuda`` without one is an error; ``auto`` takes the CPU."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(NotReady, match="--device cpu"):
        _train(data, data / "run", "--epochs", "1", "--device", "cuda")
    assert _train(data, data / "run", "--epochs", "1", "--device", "auto")["device"] == "cpu"


def test_nothing_in_a_step_is_left_on_the_cpu() -> None:
    """Scores and optimiser run on another device, here torch's ``meta``, which has no numbers."""
    from tinyagent_cli.lab.batches import Dataset
    from tinyagent_cli.lab.model import Pointer
    from tinyagent_cli.lab.optimizer import Muon
    from tinyagent_cli.planning.embedded.architecture import Architecture

    vocabulary = Vocabulary({"text": 0}, 64)
    elsewhere = torch.device("meta")
    model = Pointer(Architecture(vocabulary.rows, 64, 2, 2, 96, 32)).to(elsewhere)
    optimizer = Muon(model)
    batch = next(Dataset(_examples(), vocabulary).batches(512)).to(elsewhere)
    words, caches, here = model.read(batch)
    state = model.write(batch, words, caches, here)
    scores = (
        model.scores(state),
        model.firsts(state, words),
        model.lasts(state, words, batch.first),
    )
    sum(s.sum() for s in scores).backward()
    optimizer.step(1e-3)
    assert {s.device for s in scores} == {p.device for p in model.parameters()} == {elsewhere}


def test_an_example_that_cannot_be_said_is_counted_not_learnt() -> None:
    """What the grammar refuses is left out, and the dataset tells so."""
    from tinyagent_cli.lab.batches import Dataset

    bad = Example("text Sid", (Call("send_sms", ((Result(1),), _span(1))),))
    dataset = Dataset([bad, *_examples()], Vocabulary({}, 16))
    assert len(dataset.rows) == len(_examples())
    assert sum(dataset.refused.values()) == 1


def _vectors(data: Path) -> Path:
    """Word vectors in which "ring" and "text" mean the same."""
    file = data / "vectors.txt"
    places = {
        "text": (1, 0, 0),
        "ring": (1, 0, 0),
        "open": (0, 1, 0),
        "who": (0, 0, 1),
        "a1": (1, 1, 1),
    }
    file.write_text("".join(f"{w} {' '.join(map(str, v))}\n" for w, v in places.items()), "utf-8")
    return file


def test_a_word_that_no_example_says_is_known_by_its_meaning(data: Path) -> None:
    """ "ring" was never learnt from; in the file that ships it has a row like that of "text"."""
    from tinyagent_cli.lab.export import load

    more = ("--meanings", str(_vectors(data)), "--common", "5", "--blind", "0.9", "--unknown", "0")
    _train(data, data / "run", "--epochs", "20", *more)
    model, vocabulary = load(data / "run" / "best.pt")
    assert "ring" in vocabulary.words
    assert "a1" not in vocabulary.words  # no word of letters alone
    assert len(model.features) == vocabulary.rows

    def row(word: str) -> Any:
        return model.features[vocabulary.features(word)[0][1]].detach()

    assert torch.cosine_similarity(row("ring"), row("text"), dim=0) > 0.5
    assert torch.cosine_similarity(row("ring"), row("open"), dim=0) < 0.5


def test_a_training_with_meanings_goes_on_from_one_without(data: Path) -> None:
    """What was learnt before stays; the meanings begin as nothing and change no plan."""
    from tinyagent_cli.lab.export import load

    _train(data, data / "first", "--epochs", "20")
    more = ("--meanings", str(_vectors(data)), "--start", str(data / "first" / "best.pt"))
    _train(data, data / "second", "--epochs", "0.1", "--rate", "0", "--unknown", "0", *more)
    first, known = load(data / "first" / "best.pt")
    second, wider = load(data / "second" / "best.pt")
    assert len(wider.words) > len(known.words)
    for word in known.words:
        rows = (known.features(word)[0][1], wider.features(word)[0][1])
        torch.testing.assert_close(first.features[rows[0]], second.features[rows[1]])


def test_a_file_without_word_vectors_is_refused_in_words(data: Path) -> None:
    """What it should have been is said."""
    with pytest.raises(UsageError, match="no word vectors"):
        _train(data, data / "run", "--epochs", "1", "--meanings", str(data / "train.jsonl"))
    with pytest.raises(UsageError, match="no word vectors in"):
        _train(data, data / "run", "--epochs", "1", "--meanings", str(data / "none.txt"))


def test_two_trainings_are_mixed_into_their_mean(data: Path) -> None:
    """Each number is the mean of both; a word that only one knows is as that one has it."""
    from tinyagent_cli.lab.export import load
    from tinyagent_cli.lab.mixing import mixed

    _train(data, data / "first", "--epochs", "2")
    more = ("--meanings", str(_vectors(data)), "--start", str(data / "first" / "best.pt"))
    _train(data, data / "second", "--epochs", "2", *more)
    first, known = load(data / "first" / "best.pt")
    second, wider = load(data / "second" / "best.pt")
    mean, vocabulary = mixed([(second, wider), (first, known)])
    assert vocabulary == wider
    torch.testing.assert_close(mean.marks, (first.marks + second.marks) / 2)
    shape, own, *letters = wider.features("text")[0]
    assert torch.equal(mean.features[own], _mean(first, known, second, wider, "text", 1))
    assert torch.equal(mean.features[letters[0]], _mean(first, known, second, wider, "text", 2))
    ring = wider.features("ring")[0][1]
    assert torch.equal(mean.features[ring], second.features[ring])
    assert torch.equal(mean.features[shape], _mean(first, known, second, wider, "text", 0))


def _mean(first: Any, known: Vocabulary, second: Any, wider: Vocabulary, word: str, at: int) -> Any:
    rows = (known.features(word)[0][at], wider.features(word)[0][at])
    return (first.features[rows[0]] + second.features[rows[1]]) / 2


def test_networks_of_different_size_are_not_mixed(data: Path) -> None:
    """Their numbers have nothing to do with each other."""
    from tinyagent_cli.lab.export import load
    from tinyagent_cli.lab.mixing import mixed

    _train(data, data / "first", "--epochs", "0.1")
    _train(data, data / "second", "--epochs", "0.1", "--hidden", "64")
    with pytest.raises(UsageError, match="different size"):
        mixed([load(data / "first" / "best.pt"), load(data / "second" / "best.pt")])
