"""Planning by an OpenAI-compatible server: streamed, held to a plan, and never a hang."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.planning.http.serving import (
    HEAD,
    Request,
    models,
    said,
    saying,
    serving,
    silent,
    whole,
)
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.settings import PlannerSettings, Settings
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.planning.http.planner import HttpPlanner
from tinyagent_cli.planning.http.server import Patience, Server
from tinyagent_cli.planning.profile import Profile
from tinyagent_cli.planning.prompted import our_words
from tinyagent_cli.planning.recorded import RecordedPrompt, Text, kept_for, save
from tinyagent_cli.plugins.loader import load
from tinyagent_cli.tools.toolbox import load_manifest

NOW = datetime(2026, 11, 23, 9, 0)
PLAN = '1. get_phone_number("Sid")\n2. join()\n'
AS_JSON = '{"plan": [{"tool": "get_phone_number", "name": "Sid"}]}'
DONE = b"data: [DONE]\n\n"
PATIENT = Patience()
HASTY = Patience(connect=1.0, first=0.3, between=0.3, whole=2.0)


def planner(url: str, patience: Patience = PATIENT, key: str = "") -> HttpPlanner:
    return HttpPlanner(Server(url, key, patience), "tiny")


async def text_of(planner: HttpPlanner) -> str:
    """All that *planner* streams for one request."""
    return "".join([p async for p in planner.plan("Sid's number?", load_manifest(), OURS, NOW)])


async def test_the_plan_is_streamed_from_the_chat_endpoint() -> None:
    """Pieces are joined as they come; the request and the tools are in the prompt."""
    answer = saying(HEAD, said(PLAN[:9]), b": ping\n\n", said(PLAN[9:]), DONE)
    async with serving(answer) as server:
        assert await text_of(planner(server.url, key="sesame")) == PLAN
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == "bearer sesame"
    assert asked.body["model"] == "tiny"
    assert "send_sms" in asked.body["messages"][0]["content"]
    assert "Sid's number?" in asked.body["messages"][1]["content"]


async def test_a_task_comes_while_the_rest_is_still_written() -> None:
    """The first line is there before the server says the second."""
    go_on = asyncio.Event()

    async def answer(request: Request) -> None:
        await request.say(HEAD, said(PLAN[:27]))
        await go_on.wait()
        await request.say(said(PLAN[27:]), DONE)

    async with serving(answer) as server:
        pieces = planner(server.url).plan("Sid's number?", load_manifest(), OURS, NOW)
        assert await anext(pieces) == PLAN[:27]
        go_on.set()
        assert "".join([p async for p in pieces]) == PLAN[27:]


@pytest.mark.parametrize("owner", ["llamacpp", "me"])
async def test_a_server_of_llama_cpp_gets_a_grammar(owner: str) -> None:
    """llama-server and llama_cpp.server hold the model to the tools on offer."""
    answer = saying(HEAD, said(PLAN), DONE)
    async with serving(answer, listed=models("m", owner)) as server:
        assert await text_of(planner(server.url)) == PLAN
    assert "get_phone_number(" in server.asked[0].body["grammar"]
    assert "response_format" not in server.asked[0].body


@pytest.mark.parametrize("owner", ["library", "vllm", "organization_owner", ""])
async def test_any_other_server_gets_a_schema_and_its_json_becomes_a_plan(owner: str) -> None:
    """Ollama, vLLM, LM Studio; cut anywhere."""
    answer = saying(HEAD, *(said(letter) for letter in AS_JSON), DONE)
    async with serving(answer, listed=models("m", owner)) as server:
        assert await text_of(planner(server.url)) == PLAN
    held = server.asked[0].body["response_format"]
    assert held["json_schema"]["schema"]["required"] == ["plan"]


async def test_what_a_server_turns_down_is_not_tried_again() -> None:
    """Grammar, then schema, then nothing; the next request goes without at once."""
    no = saying(whole("400 Bad Request", b'{"error": {"message": "unknown field"}}'))
    answer = saying(HEAD, said(PLAN), DONE)
    async with serving(no, no, answer, listed=models("m", "llamacpp")) as server:
        assert await text_of(planner(server.url)) == PLAN
        assert await text_of(planner(server.url)) == PLAN
    held = [
        "grammar" if "grammar" in r.body else "schema" if "response_format" in r.body else ""
        for r in server.asked
    ]
    assert held == ["grammar", "schema", "", ""]


async def test_a_refusal_for_another_reason_takes_no_grammar_away() -> None:
    """Where nothing else helped either, what was held to was not to blame."""
    no = saying(whole("400 Bad Request", b'{"error": "the prompt is too long"}'))
    answer = saying(HEAD, said(PLAN), DONE)
    async with serving(no, no, no, answer, listed=models("m", "llamacpp")) as server:
        with pytest.raises(NotReady, match="too long"):
            await text_of(planner(server.url))
        assert await text_of(planner(server.url)) == PLAN
    assert "grammar" in server.asked[-1].body


async def test_without_a_model_the_first_of_the_server_is_asked() -> None:
    """One that serves one model need not be told which."""
    answer = saying(HEAD, said(PLAN), DONE)
    async with serving(answer, listed=models("only", "llamacpp")) as server:
        assert await text_of(HttpPlanner(Server(server.url))) == PLAN
    assert server.asked[0].body["model"] == "only"


async def test_a_profile_of_the_users_own_goes_to_the_text_endpoint() -> None:
    """An Alpaca model behind a server with no such template."""
    answer = saying(HEAD, b'data: {"choices": [{"text": "1. join()\\n"}]}\n\n', DONE)
    async with serving(answer, listed=models("m", "llamacpp")) as server:
        asking = HttpPlanner(Server(server.url), "m", Profile.ALPACA)
        assert await text_of(asking) == "1. join()\n"
    assert server.asked[0].path == "/v1/completions"
    assert server.asked[0].body["prompt"].endswith("### Response:\n")


async def test_a_models_own_words_are_those_kept_for_it(tmp_path: Path) -> None:
    """By the name that the server calls it, whatever letters are in that."""
    words = RecordedPrompt((Text("BE QUICK"),), "Question: ", "\n", {}, "%Y")
    save(words, kept_for(tmp_path / "models", "org/quick:1b"))
    environment = Environment(variables={"TINYAGENT_HOME": str(tmp_path)})
    answer = saying(HEAD, said(PLAN), DONE)
    async with serving(answer, listed=models("m", "llamacpp")) as server:
        own = PlannerSettings(name="http", url=server.url, model="org/quick:1b")
        settings = replace(Settings(), planner=own)
        asking = load(environment).make("tinyagent_planners", "http", environment, settings)
        assert await text_of(asking) == PLAN
    assert server.asked[0].body["messages"] == [
        {"role": "system", "content": "BE QUICK"},
        {"role": "user", "content": "Question: Sid's number?\n"},
    ]


async def test_an_answer_that_is_not_streamed_is_read_all_the_same() -> None:
    """Some servers know no streaming."""
    body = json.dumps({"choices": [{"message": {"content": AS_JSON}}]}).encode()
    async with serving(saying(whole("200 OK", body))) as server:
        assert await text_of(planner(server.url)) == PLAN


PATHOLOGIES = {
    "silent from the start": (silent(), "does not answer any more"),
    "silent after its head": (silent(HEAD), "does not answer any more"),
    "silent in the middle": (silent(HEAD, said(PLAN[:9])), "does not answer any more"),
    "only keeping alive": (silent(HEAD, b": ping\n\n"), "does not answer any more"),
    "cut in the middle": (saying(HEAD, said(PLAN[:9])), "broke off in the middle"),
    "cut in a chunk": (
        saying(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"%x\r\n%b\r\n" % (len(said("1")), said("1")),
            b"ff\r\ndata",
        ),
        "broke off in the middle",
    ),
    "chunked rubbish": (
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n??\r\n"),
        "127.0.0.1",
    ),
    "no HTTP": (saying(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "does not speak HTTP"),
    "a web page": (saying(whole("200 OK", b"<html>hi</html>", "text/html")), "a web page"),
    "an event that is no JSON": (saying(HEAD, b"data: <html>\n\n"), "<html>"),
    "JSON of something else": (saying(whole("200 OK", b'{"ok": true}')), "OpenAI-compatible"),
    "an error in the stream": (
        saying(HEAD, b'data: {"error": {"message": "out of memory"}}\n\n'),
        "out of memory",
    ),
    "no such model": (saying(whole("404 Not Found", b"no such model")), "answered 404: no such"),
    "a page about an error": (saying(whole("502 Bad Gateway", b"<html>")), "502: a web page"),
    "no key": (saying(whole("401 Unauthorized", b"{}")), "TINYAGENT_API_KEY"),
    "closed at once": (saying(), "broke off"),
}


@pytest.mark.parametrize("name", PATHOLOGIES)
async def test_a_server_that_is_off_is_one_clear_line_and_never_a_hang(name: str) -> None:
    """What it did is told, with its address and what mends it."""
    answer, told = PATHOLOGIES[name]
    async with serving(answer) as server, asyncio.timeout(20):
        with pytest.raises(NotReady) as raised:
            await text_of(planner(server.url, HASTY))
    assert told in str(raised.value)
    assert server.url in str(raised.value)
    assert raised.value.hint
    assert "\n" not in str(raised.value)


KEY = "sk-sesame"
SAID_BACK = {
    "refused": whole("401 Unauthorized", b'{"error": "no such key sk-sesame"}'),
    "at the end of a long refusal": whole("401 Unauthorized", b"." * 195 + KEY.encode()),
    "failed in the stream": HEAD + b'data: {"error": {"message": "key sk-sesame is spent"}}\n\n',
    "rubbish": HEAD + b"data: sk-sesame?\n\n",
    "no event": whole("200 OK", b"you said sk-sesame"),
    "sent on": whole("302 Found", b"", more="Location: http://elsewhere/?key=sk-sesame\r\n"),
}


@pytest.mark.parametrize("name", SAID_BACK)
async def test_a_key_that_the_server_says_back_is_not_told(name: str) -> None:
    """An error may be pasted into a bug report."""
    listed = models("m", "llamacpp")
    async with serving(saying(SAID_BACK[name]), listed=listed) as server:
        with pytest.raises(NotReady) as raised:
            await text_of(planner(server.url, HASTY, KEY))
    assert "sk-s" not in str(raised.value)
    assert "…" in str(raised.value)


@pytest.mark.parametrize("url", ["http://me:sesame@127.0.0.1:1/v1", "me:sesame@127.0.0.1:1"])
async def test_a_password_in_the_address_is_not_told(url: str) -> None:
    """The rest of the address is."""
    with pytest.raises(NotReady, match=r"127\.0\.0\.1:1") as raised:
        await text_of(planner(url, HASTY))
    assert "sesame" not in str(raised.value)


async def test_a_server_that_goes_on_for_ever_is_ended() -> None:
    """A word now and then does not stretch the time that a plan may take."""

    async def answer(request: Request) -> None:
        await request.say(HEAD)
        while True:
            await request.say(said("1"))
            await asyncio.sleep(0.05)

    patience = Patience(connect=1.0, first=1.0, between=1.0, whole=0.4)
    async with serving(answer, listed=models("m", "llamacpp")) as server, asyncio.timeout(20):
        with pytest.raises(NotReady, match="does not answer any more"):
            await text_of(planner(server.url, patience))


async def test_a_dead_server_is_one_clear_line_and_not_a_hang() -> None:
    """Nobody listening names the address and the setting."""
    async with serving(saying()) as server:
        pass
    with pytest.raises(NotReady, match=r"nothing listens there .*planner\.url"):
        await text_of(planner(server.url))


@pytest.mark.parametrize("pieces", [(), (HEAD,), (HEAD, said("1. "))])
async def test_giving_up_closes_the_connection_at_once(pieces: tuple[bytes, ...]) -> None:
    """Ctrl-C in the middle: the server sees that nobody listens any more."""
    async with serving(silent(*pieces), listed=models("m", "llamacpp")) as server:
        asking = asyncio.ensure_future(text_of(planner(server.url)))
        await server.first.wait()
        await asyncio.sleep(0.05)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        async with asyncio.timeout(10):
            await server.asked[0].gone.wait()


async def test_no_redirect_is_followed() -> None:
    """What was asked, and the key, go to nobody but the address in the settings."""
    async with serving(saying()) as other:
        to = f"Location: {other.url}\r\n"
        moved = saying(whole("307 Temporary Redirect", b"", more=to))
        async with serving(moved, listed=models("m", "llamacpp")) as server:
            with pytest.raises(NotReady, match="wants us to go to"):
                await text_of(planner(server.url, key="sesame"))
    assert not other.asked


async def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a shell has for browsing sees no request."""
    async with serving(saying()) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        answer = saying(HEAD, said(PLAN), DONE)
        async with serving(answer, listed=models("m", "llamacpp")) as server:
            assert await text_of(planner(server.url)) == PLAN
    assert not proxy.asked


@pytest.mark.parametrize(
    "url", ["", "localhost:8080", "file:///etc/passwd", "http://", "http://a:b"]
)
async def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Only http and https addresses are asked."""
    with pytest.raises(NotReady, match="no server's address"):
        await text_of(planner(url))


async def test_a_model_asked_in_words_of_its_training_is_never_asked_for_json() -> None:
    """It was taught to write plans; where a grammar is turned down it is held to nothing."""
    down, plan = whole("400 Bad Request", b"{}"), saying(HEAD, said(PLAN), DONE)
    async with serving(saying(down), plan, listed=models("m", "llamacpp")) as server:
        taught = HttpPlanner(Server(server.url), "tiny", words=our_words)
        assert await text_of(taught) == PLAN
    first, second = (request.body for request in server.asked)
    assert "grammar" in first
    assert not {"grammar", "response_format"} & second.keys()
    assert first["messages"] == second["messages"]
