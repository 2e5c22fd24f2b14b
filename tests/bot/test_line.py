"""bot/line.py against servers that misbehave: nothing is raised, hidden, repeated or followed."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from bot import line as line_of
from bot.line import Line
from bot.sending import Answer
from domain.photos import Download
from tests.town import free_port

BODY = {"to": "U1", "messages": [{"type": "text", "text": "สวัสดี"}]}


class Server:
    """Answers every connection with the bytes it was told, and remembers what was asked."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
        self.asked: list[bytes] = []
        self.is_silent = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        asked = b""
        connection.settimeout(30)
        try:
            while b"\r\n\r\n" not in asked or len(asked.partition(b"\r\n\r\n")[2]) < length(asked):
                piece = connection.recv(65536)
                if not piece:
                    return
                asked += piece
            self.asked.append(asked)
            if self.is_silent:
                return  # and keeps the connection
            connection.sendall(self.answer)
            connection.close()
        except OSError:
            pass

    def answers(self, status: str, body: bytes = b"", headers: str = "") -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}Connection: close\r\n\r\n"
        self.answer = head.encode() + body

    def close(self) -> None:
        self._listening.close()
        for connection in self._open:
            connection.close()


def length(asked: bytes) -> int:
    for header in asked.partition(b"\r\n\r\n")[0].lower().split(b"\r\n"):
        if header.startswith(b"content-length:"):
            return int(header.partition(b":")[2])
    return 0


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def line(server: Server) -> Line:
    return Line("a token", server.url)


def test_what_goes_over_the_wire(server: Server, line: Line) -> None:
    assert line.send("push", BODY, "a-key") == Answer(200, "{}")
    head, _, body = server.asked[0].partition(b"\r\n\r\n")
    headers = head.decode().lower()
    assert head.startswith(b"POST /v2/bot/message/push ")
    assert "authorization: bearer a token" in headers
    assert "x-line-retry-key: a-key" in headers
    assert "content-type: application/json" in headers
    assert b"messages" in body


def test_a_reply_never_carries_a_retry_key(server: Server, line: Line) -> None:
    line.send("reply", {"replyToken": "t", "messages": []}, "a-key")
    assert b"retry-key" not in server.asked[0].lower()


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (
            "400 Bad Request",
            b'{"message":"Invalid reply token"}',
            '{"message":"Invalid reply token"}',
        ),
        ("400 Bad Request", b"", "Bad Request"),
        ("401 Unauthorized", b"{}", "{}"),
        ("403 Forbidden", b"{}", "{}"),
        ("404 Not Found", b"{}", "{}"),
        ("409 Conflict", b'{"message":"The retry key is already accepted"}', None),
        ("429 Too Many Requests", b"{}", "{}"),
        ("500 Internal Server Error", b"<html><body>oops</body></html>", None),
        ("502 Bad Gateway", "ขัดข้อง".encode(), "ขัดข้อง"),
        ("502 Bad Gateway", b"\xa2\xa2 bad", "\ufffd\ufffd bad"),
        ("503 Service Unavailable", b"\xff\xfe\x00<\x00h", "\ufffd\ufffd<h"),
        ("500 Internal Server Error", b"x" * 200_000, "x" * 200_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_every_error_is_an_answer(
    server: Server, line: Line, status: str, body: bytes, text: str | None
) -> None:
    server.answers(status, body)
    answer = line.send("push", BODY, "a-key")
    assert answer.status == int(status[:3])
    assert answer.body == (body.decode() if text is None else text)
    assert len(server.asked) == 1, "nothing is repeated behind our back"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect"])
def test_no_redirect_is_followed(server: Server, line: Line, status: str) -> None:
    server.answers(status, b"", f"Location: {server.url}/elsewhere\r\n")
    assert line.send("push", BODY, "a-key").status == int(status[:3])
    assert line.get("/v2/bot/info")[0] == int(status[:3])
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_retry_after_does_not_make_the_call_sleep(server: Server, line: Line, status: str) -> None:
    server.answers(status, b"{}", "Retry-After: 30\r\n")
    began = time.monotonic()
    assert line.get("/v2/bot/message/quota") == (int(status[:3]), {})
    assert time.monotonic() - began < 20
    assert len(server.asked) == 1


def test_silence_ends_and_is_no_answer(
    server: Server, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_of, "TIMEOUT", (3.0, 0.3))
    server.is_silent = True
    answer = line.send("push", BODY, "a-key")
    assert (answer.status, answer.left) == (None, True)
    assert "Timeout" in answer.body
    assert len(server.asked) == 1


def test_waiting_for_line_has_an_end() -> None:
    connect, read = line_of.TIMEOUT
    assert 0 < connect <= 5
    assert 0 < read <= 12, "a lease lasts 15 s"
    assert connect + read < 15


@pytest.mark.parametrize(
    "answer",
    [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
    ids=["nothing", "garbage", "half"],
)
def test_an_answer_cut_off_is_no_answer_and_leaves_doubt(
    server: Server, line: Line, answer: bytes
) -> None:
    server.answer = answer
    found = line.send("push", BODY, "a-key")
    assert (found.status, found.left) == (None, True)
    assert len(server.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "nobody.invalid"])
def test_who_cannot_be_reached_never_got_it(host: str) -> None:
    answer = Line("a token", f"http://{host}:{free_port()}").send("push", BODY, "a-key")
    assert (answer.status, answer.left) == (None, False)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"<html>", b"\xff", b'{"value": 7}'], ids=repr
)
def test_asking_gives_a_dict_whatever_comes(server: Server, line: Line, body: bytes) -> None:
    server.answers("200 OK", body)
    assert line.get("/v2/bot/message/quota") == (200, {"value": 7} if b"7" in body else {})


def test_many_threads_share_one_client(server: Server, line: Line) -> None:
    found: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: found.append(line.send("push", BODY, "a-key")))
        for _ in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert {one.status for one in found} == {200}
    assert len(found) == 24


# What people sent

PLACE = "/v2/bot/message/1234/content"


def test_content_comes_from_the_other_host_as_it_is(server: Server) -> None:
    server.answers("200 OK", b"\xff\xd8 photo \x00", "Content-Type: image/jpeg\r\n")
    line = Line("a token", f"http://127.0.0.1:{free_port()}", data_url=server.url)
    assert line.content("1234", 100) == Download(200, b"\xff\xd8 photo \x00")
    assert server.asked[0].startswith(f"GET {PLACE} ".encode())
    assert b"authorization: bearer a token" in server.asked[0].lower()


@pytest.mark.parametrize("message_id", ["../../v2/bot/info", "1/../../x", "1?x=1", "1 2", "ก"])
def test_an_odd_id_stays_in_its_place(server: Server, line: Line, message_id: str) -> None:
    line.content(message_id, 100)
    path = server.asked[0].split(b" ")[1]
    assert path.startswith(b"/v2/bot/message/")
    assert path.endswith(b"/content")
    assert (path.count(b"/"), b"?" in path) == (5, False)


@pytest.mark.parametrize(
    ("status", "code"),
    [("202 Accepted", 202), ("404 Not Found", 404), ("410 Gone", 410), ("500 Oops", 500)],
)
def test_no_content_is_an_answer_too(server: Server, line: Line, status: str, code: int) -> None:
    server.answers(status, b"" if code == 202 else b"x" * 500_000)
    assert line.content("1234", 100) == Download(code)


@pytest.mark.parametrize("extra", [0, 1])
def test_content_has_a_limit_that_its_head_can_tell(server: Server, line: Line, extra: int) -> None:
    server.answers("200 OK", b"x" * (100_000 + extra))
    found = line.content("1234", 100_000)
    assert (found.is_too_large, len(found.data)) == ((True, 0) if extra else (False, 100_000))


@pytest.mark.parametrize("length", ["", "Content-Length: many\r\n"])
def test_content_of_unknown_length_is_read_no_further_than_its_limit(
    server: Server, line: Line, length: str
) -> None:
    server.answer = (
        f"HTTP/1.1 200 OK\r\n{length}Connection: close\r\n\r\n".encode() + b"x" * 900_000
    )
    assert line.content("1234", 100_000) == Download(200, is_too_large=True)
    assert line.content("1234", 900_000).data == b"x" * 900_000


def test_content_in_chunks(server: Server, line: Line) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    server.answer = head + b"5\r\nphoto\r\n" * 3 + b"0\r\n\r\n"
    assert line.content("1234", 15) == Download(200, b"photo" * 3)
    assert line.content("1234", 14) == Download(200, is_too_large=True)


def test_content_is_never_unpacked(server: Server, line: Line) -> None:
    packed = gzip.compress(bytes(50_000_000))
    server.answers("200 OK", packed, "Content-Encoding: gzip\r\n")
    assert line.content("1234", 1_000_000) == Download(200, packed)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npho",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nphoto",
    ],
    ids=["nothing", "garbage", "half", "half a chunk", "no chunk"],
)
def test_content_cut_off_is_no_content(server: Server, line: Line, answer: bytes) -> None:
    server.answer = answer
    found = line.content("1234", 1000)
    assert (found.status, found.data) == (None, b"")
    assert found.why


def test_silence_instead_of_content_ends(
    server: Server, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_of, "TIMEOUT", (3.0, 0.3))
    server.is_silent = True
    found = line.content("1234", 1000)
    assert (found.status, found.why) == (None, "ReadTimeoutError")


def test_content_that_drips_ends(
    server: Server, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_of, "LONGEST_DOWNLOAD", -1.0)
    server.answers("200 OK", b"x" * 1000)
    assert line.content("1234", 5000) == Download(None, why="it came too slowly")


def test_nobody_there_gives_no_content() -> None:
    found = Line("a token", f"http://127.0.0.1:{free_port()}").content("1234", 1000)
    assert (found.status, bool(found.why)) == (None, True)


def test_a_large_one_leaves_the_next_call_alone(server: Server, line: Line) -> None:
    server.answers("200 OK", b"x" * 500_000)
    for _ in range(3):
        assert line.content("1234", 1000).is_too_large
    server.answers("200 OK", b"{}")
    assert line.get("/v2/bot/info") == (200, {})
