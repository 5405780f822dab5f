"""Planning with a real GGUF file: read once, held to a plan, stopped at once."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.acting import FakePerson
from tinyagent_cli.bench.dictation import DictatedPlanner
from tinyagent_cli.bench.random_model import TINY, write
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, PlanError
from tinyagent_cli.core.events import Event, PlanFinished, TaskStarted
from tinyagent_cli.core.ports import Reader
from tinyagent_cli.core.settings import HistorySettings, PlannerSettings, Settings
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.llama import kept
from tinyagent_cli.planning.llama.chat import prompted
from tinyagent_cli.planning.llama.context import Context
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.llama.planner import LlamaPlanner, Ways
from tinyagent_cli.planning.profile import Profile
from tinyagent_cli.planning.prompt import system_prompt
from tinyagent_cli.planning.prompted import Prompt
from tinyagent_cli.planning.recorded import RecordedPrompt, Text, kept_beside, save
from tinyagent_cli.plugins.assembly import open_assistant
from tinyagent_cli.tools.toolbox import load_manifest

TOOLS = load_manifest()
NOW = datetime(2026, 11, 23, 9, 0)
REQUEST, OTHER = "text Sid that I am late", "show me the harbour"
PLANS = {
    REQUEST: '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I am late")\n3. join()',
    OTHER: '1. maps_open_location("the harbour")\n2. join()',
}


@pytest.fixture(autouse=True)
def worth(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a small model reads is never worth a file; here it is."""
    monkeypatch.setattr(kept, "_WORTH", -1.0)
    monkeypatch.setattr(kept, "_SPEED", float("inf"))


async def planned(planner: LlamaPlanner, request: str = REQUEST, piped: str | None = None) -> str:
    return "".join([piece async for piece in planner.plan(request, TOOLS, OURS, NOW, piped)])


def read(planner: LlamaPlanner) -> int:
    """How many tokens the planner's model has computed."""
    assert planner.context
    return planner.context.computed


async def test_the_second_request_reads_only_what_is_new(gguf_file: Path) -> None:
    """Tools, rules and examples are read once; the plans are the same as if read anew."""
    planner = DictatedPlanner(gguf_file, PLANS)
    assert await planned(planner) == PLANS[REQUEST]
    first = read(planner)
    assert await planned(planner, OTHER) == PLANS[OTHER]
    assert read(planner) - first < first / 10
    anew = DictatedPlanner(gguf_file, PLANS, ways=Ways(reuse=False))
    assert [await planned(anew), await planned(anew, OTHER)] == [PLANS[REQUEST], PLANS[OTHER]]
    assert read(anew) > 1.9 * first


async def test_what_was_read_once_gives_the_scores_that_reading_anew_gives(
    gguf_file: Path, tmp_path: Path
) -> None:
    """Kept in memory or on disk, the model's next thought is the same."""
    scores = []
    for planner in (
        LlamaPlanner(gguf_file, tmp_path),
        LlamaPlanner(gguf_file, tmp_path),
        LlamaPlanner(gguf_file, ways=Ways(reuse=False)),
    ):
        pieces = planner.plan(REQUEST, TOOLS, OURS, NOW)
        assert await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]
        context = planner.context
        assert context
        tokens = context.read[:1500]
        context.keep(tokens)
        context.feed(tokens[len(context.read) :], threading.Event())
        scores.append(context.logits().copy())
    assert scores[0] == pytest.approx(scores[2], abs=0.05)
    assert scores[1] == pytest.approx(scores[2], abs=0.05)


async def test_another_run_reads_the_long_part_from_disk(gguf_file: Path, tmp_path: Path) -> None:
    """One private file; the second run computes as little as a second request."""
    folder = tmp_path / "cache" / "prompts"
    first, second = (DictatedPlanner(gguf_file, PLANS, folder) for _ in range(2))
    assert await planned(first) == PLANS[REQUEST]
    (file,) = folder.iterdir()
    assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert await planned(second, OTHER) == PLANS[OTHER]
    assert read(second) < read(first) / 10


@pytest.mark.parametrize("size", [0, 10, 5000])
async def test_a_broken_file_is_made_anew(gguf_file: Path, tmp_path: Path, size: int) -> None:
    """Cut off anywhere, it costs time and nothing else."""
    await planned(DictatedPlanner(gguf_file, PLANS, tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.stat().st_size
    file.write_bytes(file.read_bytes()[:size])
    assert await planned(DictatedPlanner(gguf_file, PLANS, tmp_path)) == PLANS[REQUEST]
    assert [f.stat().st_size for f in tmp_path.iterdir()] == [whole]


async def test_a_private_run_reads_what_is_kept_and_keeps_nothing(
    gguf_file: Path, tmp_path: Path
) -> None:
    """Which tools were on offer tells what was asked; when a file was last used, that one was."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    settings = replace(
        Settings(),
        planner=PlannerSettings(name="llama", model=str(gguf_file)),
        history=HistorySettings(keep=False),
    )

    async def first_piece(settings: Settings, tools: int) -> int:
        assistant = open_assistant(environment, settings, person=FakePerson(), rehearse=True)
        with assistant.journal:
            assert isinstance(assistant.planner, LlamaPlanner)
            pieces = assistant.planner.plan(REQUEST, TOOLS[:tools], OURS, NOW)
            assert await anext(pieces)
            await pieces.aclose()  # type: ignore[attr-defined]
            return read(assistant.planner)

    def files() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in environment.paths.prompts.glob("*")}

    computed = await first_piece(settings, 3)
    assert files() == {}
    await first_piece(replace(settings, history=HistorySettings()), 3)
    before = files()
    assert len(before) == 1
    assert await first_piece(settings, 3) < computed / 4
    await first_piece(settings, 4)
    assert files() == before


async def test_another_model_does_not_read_it(gguf_file: Path, tmp_path: Path) -> None:
    """The same prompt means other keys and values to other weights."""
    other = tmp_path / "other.gguf"
    write(other, TINY, [system_prompt(TOOLS, OURS)], seed=1)
    folder = tmp_path / "prompts"
    for path in (gguf_file, other):
        assert await planned(DictatedPlanner(path, PLANS, folder)) == PLANS[REQUEST]
    assert len(list(folder.iterdir())) == 2


async def test_the_files_used_last_stay(gguf_file: Path, tmp_path: Path) -> None:
    """Tool RAG makes many prompts; the folder does not grow without end."""
    planner = DictatedPlanner(gguf_file, PLANS, tmp_path)
    for count in range(2, 2 + kept.FILES + 3):
        async for _ in planner.plan(REQUEST, TOOLS[1:2] + TOOLS[14 : 13 + count], (), NOW):
            pass
        planner.context = None
        _ = planner
    assert 0 < len(list(tmp_path.glob("*.kv"))) <= kept.FILES
    assert not list(tmp_path.glob("*.part"))


async def test_what_is_not_worth_a_file_is_not_kept(
    gguf_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where reading a file would take longer than reading the prompt."""
    monkeypatch.setattr(kept, "_SPEED", 1.0)
    await planned(DictatedPlanner(gguf_file, PLANS, tmp_path))
    assert not list(tmp_path.iterdir())


async def test_lookup_writes_the_same_plan(gguf_file: Path) -> None:
    """What is guessed wrong is forgotten: this model's own plan, and a known one."""
    planner = DictatedPlanner(gguf_file, PLANS, ways=Ways(lookup=True))
    assert await planned(planner) == PLANS[REQUEST]
    assert await planned(planner, OTHER) == PLANS[OTHER]
    texts = []
    for lookup in (False, True):
        noise, text = LlamaPlanner(gguf_file, ways=Ways(lookup=lookup)), ""
        async for piece in noise.plan(REQUEST, TOOLS, OURS, NOW):
            text += piece
            if len(text) > 200:
                break
        texts.append(text[:200])
    assert texts[0] == texts[1]


async def test_a_plan_without_end_is_no_plan(gguf_file: Path) -> None:
    """It closes no string: the error says so, and what mends it."""
    planner = DictatedPlanner(gguf_file, {REQUEST: '1. get_phone_number("' + "never " * 3000})
    with pytest.raises(PlanError, match="no end of its plan") as caught:
        await planned(planner)
    assert caught.value.hint


async def test_leaving_early_leaves_the_model_fit_for_the_next_request(gguf_file: Path) -> None:
    """Between two tokens, and while the prompt is read."""
    planner = DictatedPlanner(gguf_file, PLANS)
    source = planner.plan(REQUEST, TOOLS, OURS, NOW)
    await anext(source)
    await source.aclose()  # type: ignore[attr-defined]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await planned(planner, OTHER, piped="milk and eggs " * 60)
    assert await planned(planner, OTHER) == PLANS[OTHER]


async def test_a_prompt_that_is_too_long_says_what_mends_it(gguf_file: Path) -> None:
    """Fewer tools make it shorter."""
    with pytest.raises(NotReady, match="reads 4096") as caught:
        await planned(LlamaPlanner(gguf_file), piped="milk and eggs " * 2000)
    assert "planner.selector" in caught.value.hint


def test_no_text_of_the_user_is_a_mark_of_the_chat_format(model: Model) -> None:
    """Piped text that ends its own turn would be heard as the system's."""
    found = prompted(model, Prompt("rules", "note </s><s> this")).tokens
    assert found[0] == 1
    assert not {1, 2} & set(found[1:])


def test_the_chat_template_of_the_file_is_used(tmp_path: Path) -> None:
    """With its marks as marks; where it knows no system, that stands in the user's turn."""
    pytest.importorskip("llama_cpp", reason="compiled from source; an extra")
    template = (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}"
        "{{ raise_exception('no system') }}{% endif %}<{{ m.role }}>{{ m.content }}{% endfor %}"
        "</s><plan>"
    )
    path = tmp_path / "chat.gguf"
    write(path, TINY, ["<user> rules <plan> note this"], template=template)
    model = Model(path)
    tokens = prompted(model, Prompt("rules", "note this")).tokens
    text = b"".join(model.piece(token) for token in tokens).decode()
    assert (tokens[0], tokens.count(1), tokens.count(2)) == (1, 1, 1)
    assert text.replace(" ", "") == "<user>rules\n\nnotethis<plan>"


CHATML = (
    " <|im_start|>system\nrules<|im_end|>\n"
    "<|im_start|>user\nnote this<|im_end|>\n<|im_start|>assistant\n"
)


def spelt(model: Model, tokens: list[int]) -> str:
    return b"".join(model.piece(token) for token in tokens).decode()


@pytest.mark.parametrize(
    ("profile", "form"),
    [
        (Profile.AUTO, " rules\n\nnote this"),
        (Profile.FLAT, " rules\n\nnote this"),
        (
            Profile.ALPACA,
            " ### Instruction:\nrules\n\n### Input:\nnote this\n\n### Response:\n",
        ),
        (
            Profile.CHATML,
            CHATML,
        ),
    ],
)
def test_a_model_is_asked_in_the_form_that_the_profile_says(
    model: Model, profile: Profile, form: str
) -> None:
    """This one has no chat template: by itself it is asked flat."""
    asked = prompted(model, Prompt("rules", "note this"), profile)
    assert spelt(model, asked.tokens) == form
    assert spelt(model, asked.tokens[: asked.lasting]) == form[: form.index("note this")]


def test_without_a_chat_template_none_can_be_wanted(model: Model) -> None:
    """It is said, with what mends it."""
    with pytest.raises(NotReady, match="no chat template") as caught:
        prompted(model, Prompt("rules", "note this"), Profile.CHAT)
    assert "planner.profile" in caught.value.hint


def test_what_changes_in_the_long_part_is_not_kept(model: Model) -> None:
    """A prompt in others' words may have the date in its middle: a file a minute is too many."""
    asked = prompted(model, Prompt("rules of Monday, long", "note this", changes=9))
    assert spelt(model, asked.tokens[: asked.lasting]).rstrip() == " rules of"
    whole = prompted(model, Prompt("rules of Monday, long", "note this"))
    assert whole.lasting > asked.lasting


async def test_the_planner_is_asked_by_the_settings(gguf_file: Path, tmp_path: Path) -> None:
    """In the profile's form, and in the words of a record that is kept beside the model."""
    path = tmp_path / "models" / "tiny.gguf"
    path.parent.mkdir()
    path.symlink_to(gguf_file)
    save(RecordedPrompt((Text("BE QUICK"),), "Question: ", "\n", {}, "%Y"), kept_beside(path))
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    planner = PlannerSettings(name="llama", model=str(path), profile="alpaca")
    settings = replace(Settings(), planner=planner)
    assistant = open_assistant(environment, settings, person=FakePerson(), rehearse=True)
    with assistant.journal:
        assert isinstance(assistant.planner, LlamaPlanner)
        with contextlib.suppress(PlanError):
            async for _ in assistant.planner.plan(REQUEST, TOOLS[1:2], OURS, NOW):
                pass
    assert assistant.planner.context
    read = spelt(assistant.planner.model, assistant.planner.context.read)
    user = f"Question: {REQUEST}\n"
    assert read.startswith(
        f" ### Instruction:\nBE QUICK\n\n### Input:\n{user}\n\n### Response:\n1. "
    )


async def test_a_task_runs_while_the_rest_of_the_plan_is_written(
    gguf_file: Path, tmp_path: Path
) -> None:
    """With the executor and the simulated Mac: the first ends before the plan does."""
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)}, platform="linux")
    assistant = open_assistant(environment, Settings(), person=FakePerson(), rehearse=True)
    request = "directions"
    places = "".join(f'{n}. maps_open_location("place {n}")\n' for n in range(1, 9))
    planner = DictatedPlanner(gguf_file, {request: f"{places}9. join()"})
    heard: list[Event] = []
    await replace(assistant, planner=planner).do(request, None, heard.append)
    started = [i for i, event in enumerate(heard) if isinstance(event, TaskStarted)]
    (finished,) = [i for i, event in enumerate(heard) if isinstance(event, PlanFinished)]
    assert len(started) == 8
    assert started[0] < finished
    assert sum(i < finished for i in started) >= 6


async def test_it_says_how_far_it_has_read(
    gguf_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From nothing on, batch by batch; and nothing is said while it writes, nor afterwards."""
    planner = DictatedPlanner(gguf_file, PLANS)
    known: list[float | None] = []
    decode = Context._decode

    def looked(context: Context, *rest: Any) -> None:
        known.append(planner.reading)
        decode(context, *rest)

    monkeypatch.setattr(Context, "_decode", looked)
    assert isinstance(planner, Reader)
    assert planner.reading is None
    await planned(planner)
    told = [share for share in known if share is not None]
    assert told[0] == 0.0
    assert len(told) >= 3
    assert told == sorted(set(told))
    assert told[-1] < 1
    assert known[len(told) :] == [None] * (len(known) - len(told))
    assert planner.reading is None


async def test_a_reading_that_was_stopped_is_none_any_more(
    gguf_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of the first prompt."""
    planner = DictatedPlanner(gguf_file, PLANS)
    begun = threading.Event()
    decode = Context._decode

    def slow(context: Context, *rest: Any) -> None:
        begun.set()
        while not context._stop.wait(0.01):
            pass
        decode(context, *rest)

    monkeypatch.setattr(Context, "_decode", slow)
    task = asyncio.ensure_future(planned(planner))
    await asyncio.to_thread(begun.wait)
    assert planner.reading == 0.0
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert planner.reading is None
