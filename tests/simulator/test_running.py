"""The simulator as a program of its own: LINE's own client against it, load, one write, its end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
import requests
from gunicorn.workers.gthread import ThreadWorker
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)

from simulator.app import create_app
from simulator.worker import OneWriteResponse, Worker
from tests.simulator.stage import KEY, SECRET, TOKEN, until

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n picture"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Running:
    def __init__(self, bot_url, *options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        words = ["--port", str(self.port), "--bot", bot_url, "--secret", SECRET, "--token", TOKEN]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator", *words, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self.first_line = self.process.stdout.readline().decode()

    def control(self, path, body=None):
        if body is None:
            return requests.get(f"{self.url}/_/{path}", timeout=10).json()
        return requests.post(f"{self.url}/_/{path}", data=orjson.dumps(body), timeout=10).json()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def running_bot():
    from tests.simulator.stage import Bot

    bot = Bot()
    yield bot
    bot.close()


@pytest.fixture(scope="module")
def running(running_bot):
    simulator = Running(running_bot.url, "--people", "ชาวบ้าน,อาสา", "--rate-factor", "0")
    yield simulator
    simulator.stop()


def test_it_says_when_it_is_ready_and_has_its_people(running):
    assert running.first_line == f"simulator ready on {running.url}\n"
    assert [each["name"] for each in running.control("people")["people"]] == ["ชาวบ้าน", "อาสา"]


def test_lines_own_client_finds_everything_a_bot_needs(running, running_bot):
    configuration = Configuration(access_token=TOKEN, host=running.url)
    configuration.retries = False
    user = running.control("people", {"name": "ชาวบ้าน"})["userId"]
    sent = running.control("act", {"user": user, "kind": "image", "content": "aGVsbG8="})
    token = until(lambda: [each for each in running_bot.events if each["source"]["userId"] == user])
    words = [TextMessage(text="สวัสดีค่ะ")]
    with ApiClient(configuration) as client:
        api, blob = MessagingApi(client), MessagingApiBlob(client)
        used = api.get_message_quota_consumption().total_usage
        reply = ReplyMessageRequest(reply_token=token[0]["replyToken"], messages=words)
        assert len(api.reply_message(reply).sent_messages) == 1
        push = PushMessageRequest(to=user, messages=words)
        assert api.push_message(push, x_line_retry_key=KEY).sent_messages[0].quote_token
        with pytest.raises(ApiException) as repeated:
            api.push_message(push, x_line_retry_key=KEY)
        assert repeated.value.status == 409
        assert repeated.value.headers["X-Line-Accepted-Request-Id"]
        api.multicast(MulticastRequest(to=[user], messages=words))
        assert api.get_profile(user).display_name == "ชาวบ้าน"
        assert bytes(blob.get_message_content(sent["messageId"])) == b"hello"
        assert api.get_message_quota().value == 300
        assert api.get_message_quota_consumption().total_usage == used + 2
        assert api.get_bot_info().display_name
        api.show_loading_animation(ShowLoadingAnimationRequest(chat_id=user))
        assert api.get_webhook_endpoint().endpoint == running_bot.url
        assert api.test_webhook_endpoint().success
        with pytest.raises(ApiException) as unknown:
            api.get_profile("U" + "0" * 32)
        assert unknown.value.status == 404
        _use_rich_menus(api, blob, user)
    texts = running.control(f"timeline?user={user}")["items"]
    assert [each["from"] for each in texts] == [user, "bot", "bot", "bot"]


def _use_rich_menus(api, blob, user):
    area = {
        "bounds": {"x": 0, "y": 0, "width": 800, "height": 250},
        "action": {"type": "message", "text": "ฝุ่น"},
    }
    menu = RichMenuRequest.from_dict(
        {
            "size": {"width": 800, "height": 250},
            "selected": True,
            "name": "m",
            "chatBarText": "เมนู",
            "areas": [area],
        }
    )
    api.validate_rich_menu_object(menu)
    menu_id = api.create_rich_menu(menu).rich_menu_id
    blob.set_rich_menu_image(menu_id, body=PNG, _headers={"Content-Type": "image/png"})
    assert bytes(blob.get_rich_menu_image(menu_id)) == PNG
    api.set_default_rich_menu(menu_id)
    api.link_rich_menu_id_to_user(user, menu_id)
    assert api.get_rich_menu_id_of_user(user).rich_menu_id == menu_id
    assert api.get_rich_menu_list().richmenus[0].rich_menu_id == menu_id
    assert api.get_default_rich_menu_id().rich_menu_id == menu_id
    many = {"richMenuId": menu_id, "userIds": [user]}
    api.link_rich_menu_id_to_users(RichMenuBulkLinkRequest.from_dict(many))
    api.unlink_rich_menu_id_from_users(RichMenuBulkUnlinkRequest.from_dict(many))
    api.delete_rich_menu(menu_id)
    assert api.get_rich_menu_list().richmenus == []


def test_a_hang_up_is_a_broken_connection_to_the_client(running):
    running.control("faults", {"where": "info", "kind": "hangup_before", "count": 1})
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(f"{running.url}/v2/bot/info", headers=headers, timeout=10)
    assert requests.get(f"{running.url}/v2/bot/info", headers=headers, timeout=10).ok


def test_an_answer_is_one_write(running):
    """Headers and body in one segment, also on a kept-alive connection and for Flask's routes."""
    for path in ("/v2/bot/info", "/_/people"):
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
            question = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
            for _ in range(2):
                connection.sendall(question.encode())
                first = connection.recv(65536)
                head, _, body = first.partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                assert len(body) == length > 0
                assert b"connection: keep-alive" in head.lower()


class Wire:
    def __init__(self):
        self.writes = []

    def sendall(self, data):
        self.writes.append(data)


def answer_in_writes(headers, *parts):
    request = SimpleNamespace(version=(1, 1), method="GET", should_close=lambda: False)
    wire = Wire()
    response = OneWriteResponse(request, wire, SimpleNamespace(protocol="http"))
    response.start_response("200 OK", headers)
    for part in parts:
        response.write(part)
    response.close()
    return wire.writes


def test_headers_and_body_go_out_together():
    (whole,) = answer_in_writes([("Content-Length", "5")], b"hello")
    assert whole.startswith(b"HTTP/1.1 200 OK\r\n")
    assert whole.endswith(b"\r\n\r\nhello")
    (empty,) = answer_in_writes([("Content-Length", "0")])
    assert empty.endswith(b"\r\n\r\n")


def test_a_stream_goes_out_piece_by_piece():
    first, second, end = answer_in_writes([], b"one", b"two")
    assert first.endswith(b"\r\n\r\n3\r\none\r\n")
    assert (second, end) == (b"3\r\ntwo\r\n", b"0\r\n\r\n")


def test_the_signal_to_end_reaches_the_open_pages(monkeypatch):
    app = create_app()
    worker = Worker.__new__(Worker)
    worker.wsgi = app
    monkeypatch.setattr(ThreadWorker, "handle_exit", lambda *given: None)
    worker.handle_exit(signal.SIGTERM, None)
    assert app.world.hub.closed is True


def test_the_stream_comes_live_and_the_page_may_leave(running):
    user = running.control("people", {"name": "อาสา"})["userId"]
    with requests.get(f"{running.url}/_/stream?user={user}", stream=True, timeout=10) as told:
        parts = told.iter_lines()
        assert next(parts) == b": welcome"
        running.control("act", {"user": user, "kind": "text", "text": "x"})
        seen = [line for line, _ in zip(parts, range(2), strict=False)]
        assert b"event: item" in seen


def test_it_keeps_up_with_load(running):
    """Two thousand replies a second is the aim on an idle core; here only that nothing is lost."""
    user = running.control("people", {"name": "อาสา"})["userId"]
    body = orjson.dumps({"to": [user], "messages": [{"type": "text", "text": "x"}]})
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    running.control("settings", {"quota": None})
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    started = time.monotonic()
    for _ in range(500):
        connection.request("POST", "/v2/bot/message/multicast", body, headers)
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
    connection.close()
    assert time.monotonic() - started < 10
    assert len(running.control(f"timeline?user={user}")["items"]) == 500


def test_it_ends_within_seconds_even_with_open_pages(running_bot):
    simulator = Running(running_bot.url)
    pages = [requests.get(f"{simulator.url}/_/stream", stream=True, timeout=10) for _ in range(3)]
    simulator.control(
        "act",
        {"user": simulator.control("people")["people"][0]["userId"], "kind": "text", "text": "x"},
    )
    started = time.monotonic()
    assert simulator.stop() == 0
    assert time.monotonic() - started < 5
    for page in pages:
        page.close()
