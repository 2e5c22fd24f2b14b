"""Fetching over real sockets on loopback: what goes wrong is said in one word."""

from __future__ import annotations

import gzip
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sources import air4thai, air4thai_history, fetch
from sources.fetch import FeedError, get_json

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "air4thai"
EXTRA = str(FIXTURES / "missing-from-the-chain.pem")
GOOD = (FIXTURES / "current.json").read_bytes()
PAGE = "<!DOCTYPE html><html><body>ปิดปรับปรุง</body></html>".encode()
NOW = datetime(2026, 3, 14, 7, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _without_a_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")


@contextmanager
def served(*, tls=False, asked=None, **pages):
    """A server on loopback; a page is bytes, a status, or a function that answers for itself."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            if asked is not None:
                asked.append((self.path, dict(self.headers)))
            page = pages.get(self.path.partition("?")[0].rsplit("/", 1)[-1].partition(".")[0], 404)
            if callable(page):
                page(self)
                return
            self.send_response(page if isinstance(page, int) else 200)
            body = b"" if isinstance(page, int) else page
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    server.handle_error = lambda *args: None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(FIXTURES / "localhost.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        name = "https://localhost" if tls else "http://127.0.0.1"
        yield f"{name}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def kind_of(*urls, **options):
    with pytest.raises(FeedError) as error:
        get_json(urls, **options)
    return error.value.kind


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (PAGE, "not_json"),
        (b"", "not_json"),
        (b"  \n ", "not_json"),
        (b'{"stations": [', "not_json"),
        (b'{"stations": NaN}', "not_json"),
        (b'"\\ud800"', "not_json"),
        (b"\xff\xfe", "not_json"),
        (500, "http"),
        (503, "http"),
        (404, "http"),
        (204, "http"),
    ],
)
def test_what_is_no_data_is_told_apart(page, kind):
    with served(now=page) as host:
        assert kind_of(f"{host}/now.php") == kind


def test_a_page_with_a_byte_order_mark_is_still_data():
    with served(now=b'\xef\xbb\xbf{"a": 1}') as host:
        assert get_json([f"{host}/now.php"]).data == {"a": 1}


def test_a_chain_without_its_intermediate_is_a_tls_failure_and_the_extra_certificates_cure_it():
    with served(tls=True, now=GOOD) as host:
        assert kind_of(f"{host}/now.php") == "tls"
        found = air4thai.fetch([f"{host}/now.php"], ca_file=EXTRA)

    assert [station.id for station in found.stations][:4] == ["37t", "38t", "39t", "40t"]


def test_extra_certificates_that_cannot_be_read_are_a_tls_failure(tmp_path):
    assert kind_of("https://localhost:1/", ca_file=str(tmp_path / "none.pem")) == "tls"


def test_the_temporary_bundle_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch.tempfile, "tempdir", str(tmp_path))
    with served(tls=True, now=GOOD) as host:
        get_json([f"{host}/now.php"], ca_file=EXTRA)

    assert not list(tmp_path.iterdir())


def test_nobody_there_is_unreachable():
    with served() as host:
        pass
    assert kind_of(f"{host}/now.php") == "unreachable"
    assert kind_of("nonsense") == "unreachable"
    assert kind_of() == "unreachable"


def test_a_server_that_says_nothing_is_unreachable():
    release = threading.Event()
    with served(now=lambda handler: release.wait(30)) as host:
        assert kind_of(f"{host}/now.php", timeout=(0.3, 0.3)) == "unreachable"
        release.set()


def test_an_answer_that_drips_for_ever_is_left():
    stop = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(400):  # twenty seconds, far beyond what we bear
            if stop.wait(0.05):
                return
            handler.wfile.write(b" ")
            handler.wfile.flush()

    with served(now=drip) as host:
        assert kind_of(f"{host}/now.php", timeout=(0.5, 0.5)) == "unreachable"
        stop.set()


def test_an_answer_cut_short_is_no_data():
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(GOOD)))
        handler.end_headers()
        handler.wfile.write(GOOD[:200])

    with served(now=cut) as host:
        assert kind_of(f"{host}/now.php") in {"not_json", "unreachable"}


@pytest.mark.parametrize("zipped", [False, True])
def test_an_answer_too_long_is_left(monkeypatch, zipped):
    monkeypatch.setattr(fetch, "MOST_BYTES", 100_000)
    body = b'"' + b"a" * 1_000_000 + b'"'

    def long(handler):
        handler.send_response(200)
        if zipped:
            handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(gzip.compress(body) if zipped else body)

    with served(now=long) as host:
        assert kind_of(f"{host}/now.php") == "shape"


def test_redirects_are_followed_but_not_for_ever():
    def to(place):
        def answer(handler):
            handler.send_response(301)
            handler.send_header("Location", place)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        return answer

    with served(old=to("/now.php"), round=to("/round.php"), now=GOOD) as host:
        assert get_json([f"{host}/old.php"]).data["stations"]
        assert kind_of(f"{host}/round.php") == "http"

        with served(tls=True, old=to(f"{host}/now.php")) as secure:
            assert kind_of(f"{secure}/old.php", ca_file=EXTRA) == "tls"


def test_the_next_address_is_tried_and_the_failures_before_it_are_kept():
    with (
        served(tls=True, now=GOOD) as broken,
        served(page=PAGE, elsewhere=b'{"stations": [{"stationID": "1t"}]}', now=GOOD) as host,
    ):
        found = air4thai.fetch(
            [f"{broken}/now.php", f"{host}/page.php", f"{host}/elsewhere.php", f"{host}/now.php"]
        )

    assert [failure.kind for failure in found.failures] == ["tls", "not_json", "shape"]
    assert len(found.readings) == 4


def test_when_none_answers_the_first_kind_and_every_text_are_told():
    with served(tls=True) as broken, served(now=500) as host, pytest.raises(FeedError) as error:
        air4thai.fetch([f"{broken}/now.php", f"{host}/now.php"])

    assert error.value.kind == "tls"
    assert "certificate" in error.value.text.lower()
    assert "answered 500" in error.value.text


def test_passwords_in_an_address_are_not_told():
    with pytest.raises(FeedError) as error:
        get_json(["http://user:secret@127.0.0.1:1/now.php?key=hidden"])
    assert "secret" not in str(error.value)
    assert "hidden" not in str(error.value)


def test_we_say_who_we_are():
    asked = []
    with served(asked=asked, now=GOOD) as host:
        get_json([f"{host}/now.php"])

    assert asked[0][1]["User-Agent"].startswith("nongkhem/")


def test_the_history_is_fetched_beside_the_first_address_that_has_it():
    asked = []
    page = (FIXTURES / "history.json").read_bytes()
    with served() as without, served(asked=asked, getHistoryData=page) as host:
        found = air4thai_history.fetch(
            [f"{without}/now.php", f"{host}/services/now.php"], ["37t"], now=NOW
        )

    assert {it.station for it in found.readings} == {"37t"}
    assert asked[0][0].startswith("/forweb/getHistoryData.php?stationID=37t&")
    assert [failure.kind for failure in found.failures] == ["http"]
