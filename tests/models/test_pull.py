"""``tinyagent models pull`` from a hub: whole or not at all, and going on where it stopped."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call, Ended, tinyagent
from tests.models.hub import COMMIT, Hub
from tinyagent_cli.models import catalogue as catalogues
from tinyagent_cli.models import pulling
from tinyagent_cli.models.catalogue import Offer

__all__ = ["tinyagent"]  # the fixture

ADDRESS = "them/small:small.gguf"


def _pull(tinyagent: Call, hub: Hub, *words: str, **variables: str) -> Ended:
    return tinyagent("models", "pull", *words, HF_ENDPOINT=hub.address, **variables)


def _there(home: Path) -> list[str]:
    """What is in the folder of models."""
    models = home / "models"
    return sorted(path.name for path in models.iterdir()) if models.exists() else []


def _data(hub: Hub) -> bytes:
    return hub.files[ADDRESS]


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Offer]:
    """The catalogue, to be filled."""
    found: dict[str, Offer] = {}
    for module in (catalogues, pulling):
        monkeypatch.setattr(module, "catalogue", lambda: found)
    return found


def test_a_file_of_a_repository_is_pulled(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """Byte for byte, with a manifest that says what it is and where it is from."""
    ended = _pull(tinyagent, hub, ADDRESS)
    assert ended.code == 0, ended.err
    assert _there(tmp_path) == ["small.gguf", "small.gguf.json"]
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)
    manifest = json.loads((tmp_path / "models/small.gguf.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(_data(hub)).hexdigest()
    assert manifest["size"] == len(_data(hub))
    assert manifest["source"] == f"them/small@{COMMIT}:small.gguf"
    assert (manifest["pinned"], manifest["format"]) == ("hub", "F16")


def test_what_is_fetched_is_of_the_commit_that_was_asked_about(tinyagent: Call, hub: Hub) -> None:
    """A branch that moves between the question and the bytes gives no mixture."""
    _pull(tinyagent, hub, ADDRESS)
    paths = [path for method, path, _ in hub.asked if method == "GET"]
    assert paths[0] == f"/them/small/resolve/{COMMIT}/small.gguf"


def test_a_break_in_the_middle_is_gone_on_from(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """Within one pull, by a request for the rest."""
    hub.breaks = [100_000, 50_000]
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    assert hub.ranges() == ["", "bytes=100000-", "bytes=150000-"]
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)


def test_an_interrupted_pull_goes_on_the_next_time(
    tinyagent: Call, hub: Hub, tmp_path: Path
) -> None:
    """When nothing more comes it gives up and keeps what it has, hidden; no model is there."""
    hub.breaks = [200_000, 0, 0]
    ended = _pull(tinyagent, hub, ADDRESS)
    assert ended.code == 3
    assert "broke off" in ended.err
    (part,) = _there(tmp_path)
    assert part.endswith(".part")
    assert (tmp_path / "models" / part).stat().st_size == 200_000

    hub.asked.clear()
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    assert hub.ranges() == ["bytes=200000-"]
    assert _there(tmp_path) == ["small.gguf", "small.gguf.json"]
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)


def test_a_hub_without_ranges_sends_it_anew(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """And it is not appended to what was there."""
    hub.breaks, hub.no_ranges = [100_000], True
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)


def test_a_beginning_of_another_file_is_not_gone_on_with(
    tinyagent: Call, hub: Hub, tmp_path: Path
) -> None:
    """Upstream changed the file meanwhile: what was fetched of the old one goes."""
    hub.breaks = [200_000, 0, 0]
    _pull(tinyagent, hub, ADDRESS)
    hub.files[ADDRESS] = _data(hub) + bytes(64)
    hub.asked.clear()
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    assert hub.ranges() == [""]
    assert _there(tmp_path) == ["small.gguf", "small.gguf.json"]


def test_a_busy_hub_is_asked_again(tinyagent: Call, hub: Hub) -> None:
    """503 passes."""
    hub.statuses = [503, 503]
    assert _pull(tinyagent, hub, ADDRESS).code == 0


def test_other_bytes_than_promised_leave_nothing(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """The same length, one bit another: only the checksum tells."""
    lie = bytearray(_data(hub))
    lie[-1] ^= 1
    hub.lies[ADDRESS] = bytes(lie)
    ended = _pull(tinyagent, hub, ADDRESS)
    assert ended.code == 3
    assert "its checksum is" in ended.err
    assert _there(tmp_path) == []


def test_what_is_no_gguf_file_leaves_nothing(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """A page of HTML with the right checksum is still no model."""
    hub.files["them/page:page.gguf"] = b"<html>" * 100
    ended = _pull(tinyagent, hub, "them/page:page.gguf")
    assert ended.code == 3
    assert "tinyagent: them/page@main:page.gguf is no GGUF file\n" in ended.err
    assert "it is a web page" in ended.err
    assert _there(tmp_path) == []


def test_without_a_checksum_from_the_hub_it_is_noted_here(
    tinyagent: Call, hub: Hub, tmp_path: Path
) -> None:
    """So that a later change is found, though nobody vouches for the first state."""
    hub.says_sha256 = False
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    manifest = json.loads((tmp_path / "models/small.gguf.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(_data(hub)).hexdigest()
    assert manifest["pinned"] == ""


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("them/nothing:small.gguf", 2, "there is no them/nothing"),
        ("them/small:other.gguf", 2, "them/small has no file other.gguf"),
        ("them/small@v9:small.gguf", 2, "them/small has no revision v9"),
    ],
)
def test_what_the_hub_has_not_is_one_line(
    tinyagent: Call, hub: Hub, tmp_path: Path, address: str, code: int, said: str
) -> None:
    """Which of the three is wrong, and where to look."""
    ended = _pull(tinyagent, hub, address)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 2
    assert _there(tmp_path) == []


def test_terms_that_must_be_accepted_are_named(tinyagent: Call, hub: Hub) -> None:
    """With the page to accept them on."""
    hub.refuses[ADDRESS] = (403, "GatedRepo")
    ended = _pull(tinyagent, hub, ADDRESS)
    assert ended.code == 3
    assert f"{hub.address}/them/small" in ended.err
    assert "HF_TOKEN" in ended.err


def test_the_token_goes_along_and_nothing_about_this_computer(tinyagent: Call, hub: Hub) -> None:
    """The hub's package would tell of other packages, too; another host gets no token."""
    _pull(tinyagent, hub, ADDRESS, HF_TOKEN="hf_secret")
    for _, path, headers in hub.asked:
        assert headers["user-agent"].startswith("tinyagent/")
        assert " " not in headers["user-agent"]
        known = "Bearer hf_secret" if "/resolve/" in path else None
        assert headers.get("authorization") == known


def test_without_network_one_line_and_nothing_there(tinyagent: Call, tmp_path: Path) -> None:
    """A name of the catalogue, and a port at which nobody is."""
    pytest.importorskip("huggingface_hub", reason="comes with the hub extra")
    ended = tinyagent("models", "pull", "tinyagent-1.1b", HF_ENDPOINT="http://127.0.0.1:9")
    assert (ended.code, ended.out) == (3, "")
    assert "127.0.0.1:9 cannot be reached" in ended.err
    assert "tinyagent models pull tinyagent-1.1b" in ended.err
    assert len(ended.err.splitlines()) == 2
    assert _there(tmp_path) == []


@pytest.mark.parametrize(
    "words", [("them/small:small.gguf",), ("them/small@v2:small.gguf", "--name", "other")]
)
def test_the_command_that_is_told_after_a_failure_is_the_one_that_was_given(
    tinyagent: Call, words: tuple[str, ...]
) -> None:
    """A file of any repository is not pulled again by its bare name, which no catalogue has."""
    pytest.importorskip("huggingface_hub", reason="comes with the hub extra")
    ended = tinyagent("models", "pull", *words, HF_ENDPOINT="http://127.0.0.1:9")
    assert f"again: tinyagent models pull {' '.join(words)};" in ended.err


def test_nothing_is_asked_where_the_user_is_offline(tinyagent: Call, hub: Hub) -> None:
    """``HF_HUB_OFFLINE``."""
    ended = _pull(tinyagent, hub, ADDRESS, HF_HUB_OFFLINE="1")
    assert ended.code == 3
    assert hub.asked == []


def test_a_name_of_the_catalogue_is_pulled_as_pinned(
    tinyagent: Call, hub: Hub, offers: dict[str, Offer], tmp_path: Path
) -> None:
    """Under its own name."""
    sha256 = hashlib.sha256(_data(hub)).hexdigest()
    offers["small-1"] = Offer("small-1", "them/small", "small.gguf", COMMIT, sha256)
    ended = _pull(tinyagent, hub, "small-1")
    assert ended.code == 0, ended.err
    manifest = json.loads((tmp_path / "models/small-1.gguf.json").read_text())
    assert manifest["pinned"] == "catalogue"


def test_another_file_than_the_pinned_one_is_not_even_fetched(
    tinyagent: Call, hub: Hub, offers: dict[str, Offer], tmp_path: Path
) -> None:
    """A mirror that has something else."""
    offers["small-1"] = Offer("small-1", "them/small", "small.gguf", COMMIT, "0" * 64)
    ended = _pull(tinyagent, hub, "small-1")
    assert ended.code == 3
    assert "another small.gguf than the one that is pinned" in ended.err
    assert hub.ranges() == []
    assert _there(tmp_path) == []


def test_a_hub_that_hides_it_is_found_out_by_the_checksum(
    tinyagent: Call, hub: Hub, offers: dict[str, Offer], tmp_path: Path
) -> None:
    """One that says nothing of checksums."""
    hub.says_sha256 = False
    offers["small-1"] = Offer("small-1", "them/small", "small.gguf", COMMIT, "0" * 64)
    ended = _pull(tinyagent, hub, "small-1")
    assert ended.code == 3
    assert "what came is not small-1" in ended.err
    assert _there(tmp_path) == []


def test_what_is_here_is_not_fetched_again(tinyagent: Call, hub: Hub) -> None:
    """It is looked at instead."""
    _pull(tinyagent, hub, ADDRESS)
    hub.asked.clear()
    ended = _pull(tinyagent, hub, ADDRESS)
    assert (ended.code, hub.asked) == (0, [])
    assert "is here, and whole" in ended.err


def test_what_is_damaged_is_fetched_again(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """That is how it is mended."""
    _pull(tinyagent, hub, ADDRESS)
    (tmp_path / "models/small.gguf").write_bytes(b"GGUF")
    assert _pull(tinyagent, hub, ADDRESS).code == 0
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)


def test_a_name_that_is_taken_needs_another(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """What is there is not written over."""
    hub.files["others/other:small.gguf"] = _data(hub) + bytes(64)
    _pull(tinyagent, hub, ADDRESS)
    ended = _pull(tinyagent, hub, "others/other:small.gguf")
    assert ended.code == 2
    assert "--name OTHER" in ended.err
    assert _pull(tinyagent, hub, "others/other:small.gguf", "--name", "mine").code == 0
    assert (tmp_path / "models/small.gguf").read_bytes() == _data(hub)
    assert (tmp_path / "models/mine.gguf").stat().st_size == len(_data(hub)) + 64


def test_two_pulls_of_one_model_do_not_mix(tinyagent: Call, hub: Hub, tmp_path: Path) -> None:
    """The second one says so, and leaves."""
    from tinyagent_cli.models.shelf import Shelf

    shelf = Shelf(tmp_path / "models")
    with shelf.writing(shelf.path("small")):
        ended = _pull(tinyagent, hub, ADDRESS)
    assert ended.code == 3
    assert "is being written" in ended.err
    assert _pull(tinyagent, hub, ADDRESS).code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("them/small", "which file of them/small?"),
        ("them/small:model.safetensors", "no GGUF file"),
        ("them/small:../../up.gguf", "no GGUF file"),
        ("them/small:big-00001-of-00003.gguf", "a part of a model"),
        ("missing.gguf", "there is no file missing.gguf"),
        ("qwen3-1.8b", "there is no model qwen3-1.8b"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(
    tinyagent: Call, text: str, said: str, tmp_path: Path
) -> None:
    """Before anybody is asked."""
    ended = tinyagent("models", "pull", text)
    assert ended.code == 2
    assert said in ended.err
    assert _there(tmp_path) == []


def test_the_nearest_name_is_told(tinyagent: Call) -> None:
    """A slip of the finger is no riddle."""
    assert "did you mean qwen3-1.7b?" in tinyagent("models", "pull", "qwen3-17b").err


def test_every_offer_is_pinned() -> None:
    """To a commit at least, which the hub never changes; a name that the shelf takes."""
    from tinyagent_cli.models.shelf import Shelf

    for name, offer in catalogues.catalogue().items():
        assert len(offer.revision) == 40, name
        assert int(offer.revision, 16), name
        assert len(offer.sha256) in (0, 64), name
        assert Shelf(Path()).path(name).name == f"{name}.gguf"
        assert offer.speech or catalogues.offer_at(offer.address), name
