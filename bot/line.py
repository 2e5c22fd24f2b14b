"""LINE's API, the only file that knows the SDK: one shared client, our own time-outs, no hidden retries."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

import orjson
import urllib3
from linebot.v3.messaging import ApiClient, Configuration

from bot.sending import Answer
from domain.photos import Download

TIMEOUT = (3.0, 10.0)  # to connect, to read, in seconds
LONGEST_DOWNLOAD = 60.0  # however slowly it drips
PIECE = 64 * 1024
PATHS = {"reply": "reply", "push": "push", "multicast": "multicast", "broadcast": "broadcast"}
# The library's own default of three retries sleeps inside the call and repeats what must carry our own retry key.
NO_RETRIES = urllib3.Retry(total=False, redirect=False)


class Line:
    """Raw JSON in and out: the SDK's models cost a millisecond a message and drop what they do not know."""

    def __init__(
        self, token: str, api_url: str, *, data_url: str = "", connections: int = 40
    ) -> None:
        """`data_url` is the host for pictures, when it is another one."""
        configuration = Configuration(access_token=token, host=api_url)
        configuration.retries = NO_RETRIES
        configuration.connection_pool_maxsize = connections
        self._pool = ApiClient(configuration).rest_client.pool_manager
        self._headers = {"Authorization": f"Bearer {token}"}
        self._url = api_url
        self._data_url = data_url or api_url

    def send(self, method: str, body: dict[str, Any], retry_key: str = "") -> Answer:
        """reply, push, multicast or broadcast. A reply carries no retry key: LINE refuses one."""
        headers = {"X-Line-Retry-Key": retry_key} if retry_key and method != "reply" else {}
        return self.call("POST", f"/v2/bot/message/{PATHS[method]}", body, headers)

    def get(self, path: str) -> tuple[int | None, dict[str, Any]]:
        answer = self.call("GET", path)
        try:
            parsed = orjson.loads(answer.body or "{}")
        except ValueError:
            parsed = {}
        return answer.status, parsed if isinstance(parsed, dict) else {}

    def call(
        self,
        verb: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Never raises for what LINE or the network does: no answer is `status` None."""
        json = {"Content-Type": "application/json", **(headers or {})}
        data = None if body is None else orjson.dumps(body)
        return self._ask(verb, self._url + path, data, json)

    def upload(self, path: str, data: bytes, content_type: str) -> Answer:
        return self._ask("POST", self._data_url + path, data, {"Content-Type": content_type})

    def has_content(self, path: str) -> bool | None:
        """Whether something was uploaded there; None when LINE does not say."""
        status = self._ask("GET", self._data_url + path, None, {}).status
        return {200: True, 404: False}.get(status or 0)

    def content(self, message_id: str, largest: int) -> Download:
        """What somebody sent, read piece by piece and no further than `largest` bytes. Never raises."""
        url = f"{self._data_url}/v2/bot/message/{quote(message_id, safe='')}/content"
        try:
            response = self._pool.request(
                "GET",
                url,
                headers=self._headers,
                timeout=urllib3.Timeout(*TIMEOUT),
                retries=NO_RETRIES,
                preload_content=False,
                decode_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Download(None, why=type(error).__name__)
        try:
            return _read(response, largest)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Download(None, why=type(error).__name__)
        finally:
            response.close()  # the rest of what we do not want must not come first on the next call

    def _ask(self, verb: str, url: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        try:
            response = self._pool.request(
                verb,
                url,
                body=data,
                headers={**self._headers, **headers},
                timeout=urllib3.Timeout(*TIMEOUT),
                retries=NO_RETRIES,
            )
        except urllib3.exceptions.ConnectTimeoutError as error:
            # Refused and unknown addresses are kinds of it: our request never left.
            return Answer(None, type(error).__name__, left=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Answer(None, type(error).__name__)
        return Answer(response.status, _text(response.data or response.reason))


def _read(response: urllib3.BaseHTTPResponse, largest: int) -> Download:
    if response.status != 200:
        return Download(response.status)
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > largest:
        return Download(200, is_too_large=True)
    until, data = time.monotonic() + LONGEST_DOWNLOAD, bytearray()
    while piece := response.read1(PIECE, decode_content=False):
        data += piece
        if len(data) > largest:
            return Download(200, is_too_large=True)
        if time.monotonic() > until:
            return Download(None, why="it came too slowly")
    return Download(200, bytes(data))


def _text(body: Any) -> str:
    """As a database takes it, whatever a proxy on the way wrote."""
    words = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    return words.replace("\x00", "")
