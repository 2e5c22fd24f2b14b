"""/: what is announced, the air of each district now, whom to call, how to add น้องเข้ม. Light, without script."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request

from bot.cards import pm25_lookup, warning
from bot.cards.look import Look
from bot.language import language
from domain import advice, lampang
from domain.air import AirHere, Reading, StationAir, air_at
from domain.places import Area
from domain.warnings import KINDS, LEVELS
from domain.words import Moment
from store import clock, contacts, readings, versions, warnings
from store.db import Database

HERE = Path(__file__).parent
page = Blueprint("home", __name__, template_folder=str(HERE / "templates"))
MOST_NUMBERS = 8
# Drawn anew when a value or an announcement came, and each minute; whoever asks in between gets the same.
_DRAWN: dict[str, tuple[tuple[int, int, int], str]] = {}
FRESH_SECONDS = 60


@page.get("/")
def home() -> Response:
    settings = current_app.config["SETTINGS"]
    database: Database = current_app.config["DATABASE"]
    code = "en" if request.args.get("language") == "en" else "th"
    look = Look(settings.public_url, language(code))
    with database.read() as session:
        now = clock.now(session)
        key = (
            versions.seen(session, "air"),
            versions.seen(session, "warnings"),
            int(now.timestamp()) // FRESH_SECONDS,
        )
    name = f"{code} {database.engine.url} {id(database)}"
    known = _DRAWN.get(name)
    if known is None or known[0] != key:
        known = _DRAWN[name] = (key, _draw(database, look, now))
    response = Response(known[1], mimetype="text/html")
    response.add_etag()
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.make_conditional(request)
    return response


def _draw(database: Database, look: Look, now: datetime) -> str:
    with database.read() as session:
        notices = warnings.in_force(session, "", now)
        stations = readings.recent(session, now)
        numbers = contacts.listed(session)[:MOST_NUMBERS]
    return render_template(
        "home.html",
        _=lambda text, **values: look.say(text, values),
        look=look,
        language=look.language.code,
        now=look.language.value(Moment(now)),
        notices=notices,
        words=warning,
        kinds=KINDS,
        levels=LEVELS,
        moment=lambda at: look.language.value(Moment(at)),
        air=[_row(area, stations, now, look) for area in lampang.DISTRICTS],
        numbers=numbers,
        add_url=current_app.config["SETTINGS"].line_add_url,
    )


def _row(
    area: Area, stations: tuple[StationAir, ...], now: datetime, look: Look
) -> dict[str, object]:
    """One district: its value with what it is and how far it was measured, or that nobody measures there."""
    air = air_at(area.centre, stations, now, area=area.code)
    face, word = pm25_lookup.face_and_word(air)
    speaks = _speaks(air)
    return {
        "name": look.language.value(area),
        "level": air.worse if speaks else 0,
        "face": face,
        "word": look.say(word),
        "value": advice.written(speaks.pm25) if speaks else "",
        "is_hour": air.worse_is == "hour",
        "at": look.language.value(Moment(speaks.at)) if speaks else "",
        "station": look.language.value(air.station) if air.station else "",
        "km": max(1, round(air.distance_km or 0)),
        "is_sensor": air.is_by_sensor,
        "is_silent": air.kind == "silent",
    }


def _speaks(air: AirHere) -> Reading | None:
    if air.kind != "measured" or not air.worse:
        return None
    return air.hour if air.worse_is == "hour" else air.mean
