"""flask line check"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from simulator.app import create_app as create_simulator
from simulator.settings import Settings as Simulated
from tests.cli.conftest import Flask
from tests.cli.shell import CHANNEL, NOBODY, Answers, line_that_says
from tests.simulator.stage import Bot

PUBLIC = "https://khem.example.org"
FINE: Answers = {
    "/v2/bot/info": (200, {"displayName": "น้องเข้ม"}),
    "/v2/bot/channel/webhook/endpoint": (
        200,
        {"endpoint": f"{PUBLIC}/callback", "active": True},
    ),
    "/v2/bot/channel/webhook/test": (200, {"success": True, "statusCode": 200}),
    "/v2/bot/message/quota": (200, {"type": "limited", "value": 300}),
    "/v2/bot/message/quota/consumption": (200, {"totalUsage": 12}),
}
WEBHOOK = "/v2/bot/channel/webhook/endpoint"


def test_a_channel_without_a_fault_is_said_to_be_fine(flask: Flask) -> None:
    with line_that_says(FINE) as url:
        said = flask("line", "check", LINE_API_URL=url, PUBLIC_URL=PUBLIC, **CHANNEL)
    assert said.status == 0, said.out
    assert [line["check"] for line in said.lines] == ["token", "https", "webhook", "quota"]
    assert all(line["ok"] for line in said.lines)
    assert "น้องเข้ม" in said.lines[0]["say"]
    assert "288 of 300" in said.lines[3]["say"]


FAULTS: list[tuple[str, Answers, str]] = [
    ("token", {"/v2/bot/info": (401, {})}, "401"),
    ("webhook", {WEBHOOK: (404, {})}, "No webhook address"),
    ("webhook", {WEBHOOK: (200, {"endpoint": "https://old.example/callback"})}, "old.example"),
    ("webhook", {WEBHOOK: (200, {**FINE[WEBHOOK][1], "active": False})}, "switched off"),
    (
        "webhook",
        {"/v2/bot/channel/webhook/test": (200, {"success": False, "reason": "TIMEOUT"})},
        "TIMEOUT",
    ),
    ("quota", {"/v2/bot/message/quota": (500, {})}, "does not tell"),
    ("quota", {"/v2/bot/message/quota/consumption": (200, {"totalUsage": 300})}, "0 of 300"),
]


@pytest.mark.parametrize(("what", "answers", "words"), FAULTS)
def test_each_fault_is_said_in_a_sentence(
    flask: Flask, what: str, answers: Answers, words: str
) -> None:
    with line_that_says({**FINE, **answers}) as url:
        said = flask("line", "check", LINE_API_URL=url, PUBLIC_URL=PUBLIC, **CHANNEL)
    assert said.status == 1
    wrong = {line["check"]: line["say"] for line in said.lines if not line["ok"]}
    assert list(wrong) == [what]
    assert words in wrong[what]
    assert wrong[what].endswith((".", "}"))


def test_a_plan_without_a_limit_is_fine(flask: Flask) -> None:
    with line_that_says({**FINE, "/v2/bot/message/quota": (200, {"type": "none"})}) as url:
        said = flask("line", "check", LINE_API_URL=url, PUBLIC_URL=PUBLIC, **CHANNEL)
    assert said.status == 0


def test_a_machine_without_a_network_is_told_so(flask: Flask) -> None:
    said = flask("line", "check", LINE_API_URL=NOBODY, PUBLIC_URL="http://khem.example", **CHANNEL)
    assert said.status == 1
    assert [line["ok"] for line in said.lines] == [False] * 4
    assert "does not answer" in said.lines[0]["say"]
    assert "https" in said.lines[1]["say"]


def test_without_the_channel_it_is_refused(flask: Flask) -> None:
    assert flask("line", "check").refused("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")


@pytest.fixture
def look_alike() -> Iterator[tuple[str, str]]:
    """The simulator with a bot behind it that answers 200: the addresses of both."""
    bot = Bot()  # type: ignore[no-untyped-call]
    told = Simulated(
        bot=bot.url,
        secret=CHANNEL["LINE_CHANNEL_SECRET"],
        token=CHANNEL["LINE_CHANNEL_ACCESS_TOKEN"],
    )
    app = create_simulator(told)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", bot.url.removesuffix("/callback")
    server.shutdown()
    server.server_close()
    app.close_simulator()
    bot.close()  # type: ignore[no-untyped-call]


def test_the_look_alike_answers_as_line_does(flask: Flask, look_alike: tuple[str, str]) -> None:
    line, here = look_alike
    said = flask("line", "check", LINE_API_URL=line, PUBLIC_URL=here, **CHANNEL)
    assert {one["check"]: one["ok"] for one in said.lines} == {
        "token": True,
        "https": False,  # on loopback there is none
        "webhook": True,
        "quota": True,
    }
