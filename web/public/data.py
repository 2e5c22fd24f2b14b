"""/data: what is open to everybody, as a page to read and files to take away. Light, without script.

Files: web/api/open_data.py, domain/open_data.py. Today stands by district and in the order of their codes: no village is
ranked, and least of all by hotspots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.orm import Session

from bot.cards import pm25_lookup
from bot.cards.look import Look
from bot.language import language
from domain import advice, lampang
from domain.air import AirHere, Reading, StationAir, air_at
from domain.aqi import LEVELS, level
from domain.days import day_of, midnight
from domain.measures import NOT_MEASURED
from domain.open_data import CREDITS, FILES
from domain.places import Area
from domain.words import Moment
from store import clock, history, hotspots, open_data, readings
from store.db import Database
from store.open_data import Asked
from web.api.open_measures import Kept, Measures

HERE = Path(__file__).parent
page = Blueprint("data", __name__, template_folder=str(HERE / "templates"))
FRESH_SECONDS = 60
MOST_FIRES = 10_000
# The picture of a district's last 24 hours, in its own units; the ceiling is where the worst level begins.
WIDTH, HEIGHT, CEILING = 4, 30, 100.0


@page.get("/data")
def data() -> Response:
    settings = current_app.config["SETTINGS"]
    database: Database = current_app.config["DATABASE"]
    kept: Kept = current_app.extensions["open_measures"]
    code = "en" if request.args.get("language") == "en" else "th"
    look = Look(settings.public_url, language(code))
    found = kept.of(database)
    with database.read() as session:
        now = clock.now(session)
        districts, has_spots = _today(session, now, look)
        stations = history.stations(session)
    body = render_template(
        "data.html",
        _=lambda text, **values: look.say(text, values),
        language=code,
        now=look.language.value(Moment(now)),
        today=day_of(now),
        districts=districts,
        has_spots=has_spots,
        stations=[(one.id, look.language.value(one)) for one in stations],
        files=FILES.values(),
        credits=CREDITS,
        measures=found.measures,
        measured_days=found.stations,
        number=_number,
        not_measured=NOT_MEASURED,
        period=_period(found, look),
        station_name=look.language.value,
    )
    response = Response(body, mimetype="text/html")
    response.add_etag()
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.make_conditional(request)
    return response


def _period(found: Measures, look: Look) -> dict[str, str]:
    year = found.first.year + (543 if look.language.code == "th" else 0)
    first, last = (look.language.day(day) for day in (found.first, found.last))
    return {"since": first, "until": last, "year": str(year)}


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _today(session: Session, now: datetime, look: Look) -> tuple[list[dict[str, object]], bool]:
    """The districts by their codes, and whether hotspots are known at all."""
    stations = readings.recent(session, now)
    start = midnight(day_of(now))
    end = start + timedelta(days=1)
    fires = Counter(row.area[:4] for row in open_data.fires(session, Asked(start, end, MOST_FIRES)))
    spots = Counter(one.area[:4] for one in hotspots.between(session, start, end))
    has_spots = open_data.spots_told(session, start, end).is_known
    rows = [
        _district(area, stations, now, look)
        | {"fires": fires[area.code], "spots": spots[area.code]}
        for area in lampang.DISTRICTS
    ]
    return rows, has_spots


def _district(
    area: Area, stations: Sequence[StationAir], now: datetime, look: Look
) -> dict[str, object]:
    air = air_at(area.centre, stations, now, area=area.code)
    speaks = _speaks(air)
    face, word = pm25_lookup.face_and_word(air)
    return {
        "name": look.language.value(area),
        "level": air.worse if speaks else 0,
        "word": f"{face} {look.say(word)}",
        "value": advice.written(speaks.pm25) if speaks else "",
        "is_mean": speaks is not None and speaks.hours == 24,
        "at": look.language.clock(speaks.at) if speaks else "",
        "station": look.language.value(air.station) if speaks and air.station else "",
        "is_sensor": air.is_by_sensor,
        "is_silent": air.kind == "silent",
        "bars": _bars(air),
    }


def _speaks(air: AirHere) -> Reading | None:
    """The worse of hour and mean, as on the first page: two pages never tell two values."""
    if air.kind != "measured" or not air.worse:
        return None
    return air.hour if air.worse_is == "hour" else air.mean


def _bars(air: AirHere) -> list[tuple[int, str]]:
    """One path for each level: bars of the hours, the newest at the right; an hour that is missing stays empty."""
    if air.until is None:
        return []
    paths: dict[int, list[str]] = {one.number: [] for one in LEVELS}
    for hour in air.hours:
        left = (23 - round((air.until - hour.at) / timedelta(hours=1))) * WIDTH
        high = max(1, round(HEIGHT * min(hour.pm25, CEILING) / CEILING))
        bar = f"M{left} {HEIGHT - high}h{WIDTH - 1}v{high}h-{WIDTH - 1}z"
        paths[level(round(hour.pm25, 1))].append(bar)
    return [(number, "".join(bars)) for number, bars in paths.items() if bars]
