"""POST /api/v1/readings: low-cost sensors push what they measure, in our format or in that of Sensor.Community's firmware.

The token goes in the header: Bearer, or Basic with the token as password, which that firmware can. It is no cookie, so
no page can send it for somebody (no CSRF). What a reading must be: domain/measured.py; what is thought of it:
store/judging.py.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
import structlog
from flask import Blueprint, Response, current_app, jsonify, request
from flask.sansio.blueprints import BlueprintSetupState
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from domain import measured
from domain.measured import Measured, NotAReading
from store import clock, judging, roll_up, sensors
from store.db import Database
from store.sensors import Sensor
from web.api.limits import Limiter

page = Blueprint("readings", __name__)
log = structlog.get_logger()

LARGEST_BODY = 1024 * 1024
MOST_READINGS = 2000  # a week of every five minutes
# Requests: a burst after a power cut, then one every two seconds. Readings: a month of hours, a week of five minutes
# and more at once, then one every three seconds.
REQUESTS_AT_ONCE, REQUESTS_A_SECOND = 120, 0.5
READINGS_AT_ONCE, READINGS_A_SECOND = 10_000, 1 / 3
# What a request itself judges; the rest is left to the job a minute later.
HOURS_AT_ONCE = 24

Reply = tuple[Response, int]


class Refused(Exception):
    """The whole request is answered with this."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Came:
    """What of a request can be kept, and what cannot, by its place in the list; `kind` if the device tells it."""

    moments: list[Measured]
    rejected: list[dict[str, Any]]
    kind: str = ""


Read = Callable[[Any, Sensor, datetime], Came]


@dataclass(frozen=True, slots=True)
class Limits:
    requests: Limiter
    readings: Limiter


@page.record
def _set_limits(state: BlueprintSetupState) -> None:
    state.app.extensions["sensor_limits"] = Limits(
        Limiter(REQUESTS_AT_ONCE, REQUESTS_A_SECOND), Limiter(READINGS_AT_ONCE, READINGS_A_SECOND)
    )


@page.post("/api/v1/readings")
def take_readings() -> Reply:
    return _answer(_read_list)


@page.post("/api/v1/readings/sensor-community")
def take_firmware_push() -> Reply:
    return _answer(_read_firmware)


def _answer(read: Read) -> Reply:
    try:
        came = _take(current_app.config["DATABASE"], read)
    except Refused as refused:
        response = jsonify(error=refused.text)
        response.headers.update(refused.headers)
        return response, refused.status
    except (SQLAlchemyError, OSError):
        log.exception("readings not stored")
        response = jsonify(error="cannot store now, send them again later")
        response.headers["Retry-After"] = "60"
        return response, 503
    return jsonify(accepted=len(came.moments), rejected=came.rejected), 202


def _take(database: Database, read: Read) -> Came:
    """Refused ones cost no write: who floods meets the limit before the database."""
    limits: Limits = current_app.extensions["sensor_limits"]
    sensor = _sensor(database)
    _within(limits.requests, sensor, 1)
    body = _json()
    _within(limits.readings, sensor, len(body) if isinstance(body, list) else 1)
    with database.read() as session:
        now = clock.now(session)
    came = read(body, sensor, now)
    if came.moments:
        _keep(database, sensor, came)
    return came


def _keep(database: Database, sensor: Sensor, came: Came) -> None:
    with database.write() as session:
        now = clock.now(session)
        if came.kind and sensor.kind == "unknown":
            sensors.set_kind(session, sensor.id, came.kind)
            sensor = replace(sensor, kind=came.kind)
        new = sensors.keep_raw(session, sensor, came.moments, now)
        is_due = new and roll_up.has_new(session, now)
    if is_due:
        _judge(database, now)


def _judge(database: Database, now: datetime) -> None:
    """In a commit of its own: what was taken is kept whatever happens here, and the job judges it a minute later."""
    try:
        with database.write() as session:
            judging.judge(session, now, most_hours=HOURS_AT_ONCE)
    except Exception:
        log.exception("readings not judged yet")


def _read_list(body: Any, sensor: Sensor, now: datetime) -> Came:
    if not isinstance(body, list | dict):
        raise Refused(400, "the body must be a reading or a list of readings")
    rows = body if isinstance(body, list) else [body]
    came = Came([], [])
    for index, row in enumerate(rows):
        try:
            came.moments.append(measured.read(row, now, sensor.id))
        except NotAReading as reason:
            came.rejected.append({"index": index, "error": str(reason)})
    return came


def _read_firmware(body: Any, _: Sensor, now: datetime) -> Came:
    if not isinstance(body, dict):
        raise Refused(400, "the body must be an object with sensordatavalues")
    try:
        moment, kind = measured.read_firmware(body, now)
    except NotAReading as reason:
        return Came([], [{"index": 0, "error": str(reason)}])
    return Came([moment], [], kind)


def _within(limiter: Limiter, sensor: Sensor, amount: int) -> None:
    wait = limiter.take(sensor.id, amount)
    if wait:
        raise Refused(429, f"too many at once: try again in {wait} seconds", Retry_After=str(wait))


def _sensor(database: Database) -> Sensor:
    token = _token()
    if token:
        with database.read() as session:
            found = sensors.by_token(session, token)
        if found is not None:
            return found
    raise Refused(
        401,
        "the sensor's token is missing or wrong: Authorization: Bearer <token>",
        WWW_Authenticate='Bearer realm="readings"',
    )


def _token() -> str:
    kind, _, value = request.headers.get("Authorization", "").strip().partition(" ")
    value = value.strip()
    if kind.lower() == "bearer":
        return value
    if kind.lower() != "basic":
        return ""
    try:
        decoded = base64.b64decode(value, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return decoded.partition(":")[2]


def _json() -> Any:
    request.max_content_length = LARGEST_BODY
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Refused(413, f"at most {LARGEST_BODY} bytes in one request") from None
    found = _parse(body)
    if isinstance(found, list) and len(found) > MOST_READINGS:
        raise Refused(413, f"at most {MOST_READINGS} readings in one request")
    return found


def _parse(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        # Knows NaN and Infinity, which Python's own clients write: such a reading costs only itself.
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
