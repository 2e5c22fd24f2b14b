"""The low-cost sensors send what they measured to the bot, as real ones do: over HTTP, with a token each.

What they measure: sensors.py, by the business clock. A sensor that the bot cannot hear tries again; some collect hours
and send them late. Started with `--sensors FILE`: {"url": "http://…/api/v1/readings", "tokens": {"LP01": "…"}}.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from .haze import HOUR, hour_of
from .sensors import LONGEST_HISTORY, SENSORS, Sensor, measured, newest_hour

EVERY_SECONDS = 0.5
TIMEOUT = 10.0
TAKEN = 202


@dataclass
class Pusher:
    """`now` is the business clock; `send` posts a body with a token and returns the status, 0 for no answer."""

    now: Callable[[], datetime]
    tokens: dict[str, str]
    send: Callable[[str, bytes], int]
    sent: dict[str, datetime] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._run, name="sensors", daemon=True).start()

    def close(self) -> None:
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            self.push_all()

    def push_all(self) -> int:
        """Whoever has something new sends it; how many did."""
        now = self.now()
        return sum(self._push(each, now) for each in SENSORS if each.sensor_id in self.tokens)

    def _push(self, sensor: Sensor, now: datetime) -> bool:
        hours = due(sensor, now, self.sent.get(sensor.sensor_id))
        if not hours:
            return False
        readings = [_reading(sensor, hour) for hour in hours]
        status = self.send(self.tokens[sensor.sensor_id], orjson.dumps(readings))
        if status == TAKEN:
            self.sent[sensor.sensor_id] = hours[-1]
        return status == TAKEN


def due(sensor: Sensor, now: datetime, sent: datetime | None) -> list[datetime]:
    """The hours to send, oldest first. A day that was turned back is sent again: saying it twice changes nothing."""
    newest = newest_hour(sensor, now)
    if sent is not None and sent > newest:
        sent = None
    waits = sent is not None and newest - sent < HOUR * sensor.sends_every
    if waits or sent == newest:
        return []
    first = hour_of(now) - HOUR * LONGEST_HISTORY
    since = max(sent, first) if sent else first
    count = max(0, int((newest - since) / HOUR))
    return [newest - HOUR * back for back in reversed(range(count))]


def _reading(sensor: Sensor, hour: datetime) -> dict[str, Any]:
    told = measured(sensor, hour)
    return {"time": told.pop("at"), "sensor": sensor.sensor_id, **told}


def read_file(file: Path, now: Callable[[], datetime]) -> Pusher:
    told = orjson.loads(file.read_bytes())
    url = str(told["url"])
    return Pusher(now, dict(told["tokens"]), lambda token, body: post(url, token, body))


def post(url: str, token: str, body: bytes) -> int:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
