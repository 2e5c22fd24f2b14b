"""อากาศ: stations and sensors with what speaks against them, one sensor beside its official station, and silenced areas.

How hours are judged: docs/sensors.md. What is silenced here is asked by jobs/check_air.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from domain import lampang, quality
from domain.air import BY_FIT, BY_TYPE, FRESH_FOR, RAW, Station, StationAir
from domain.hours import HOUR
from domain.official import APPROVER, OFFICER
from domain.places import distance_km
from domain.valleys import same_valley
from domain.words import N_
from store import alerts, audit, officials, readings, sensor_desk, sensors
from store.alerts import Stop
from store.sensors import Sensor, SensorHour
from web.console import frame

page = frame.a_page("console_air")
LIST = "/console/air"
DAY = timedelta(hours=24)
SILENT_AFTER = FRESH_FOR
COMPARED_WITHIN_KM = 30.0  # beyond it a comparison says nothing about the sensor
LONGEST_STOP, LONGEST_WHY = 72, 300
FLAGS = {**quality.FAULTS, **quality.CAUTIONS}
HOW = {
    RAW: N_("as measured"),
    BY_TYPE: N_("set right by its type"),
    BY_FIT: N_("set right by the official station beside it"),
}
NOT_YOURS = N_("Only who holds that whole area can do this.")
NEEDS_WHY = N_("Please type why: it stands in the book.")
BAD_HOURS = N_("From 1 to %(most)s hours.")
MEANWHILE = N_("That was changed meanwhile. Please look again.")


@dataclass(frozen=True, slots=True)
class Line:
    """A device as the list shows it: the last hour (raw beside it for a sensor), the day, and what speaks against it."""

    station: Station
    mean: float | None
    hour: float | None
    at: datetime | None
    silent: bool
    sensor: Sensor | None = None
    raw: float | None = None
    how: str = ""
    flags: tuple[tuple[str, int], ...] = ()  # of the last day, with the number of hours

    @property
    def is_retired(self) -> bool:
        return self.sensor is not None and self.sensor.retired_at is not None


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    here, now = frame.official(), frame.shown_now()
    with frame.database().read() as reading:
        air = readings.recent(reading, now)
        devices = _devices(reading, air, now)
        stops = alerts.stopped(reading, now)
        posts = officials.named(reading, [one.by_post for one in stops])
    shown = [one for one in stops if here.sees(one.area)]
    return frame.render(
        "air.html",
        status,
        official=[_official(one, now) for one in air if one.station.kind == "official"],
        sensors=devices,
        how=HOW,
        flags=FLAGS,
        stops=[(one, posts.get(one.by_post)) for one in shown],
        may_end=lambda stop: here.may(stop.area, OFFICER),
        choices=[area for code in here.areas(APPROVER) for area in frame.areas_of(code)],
        most=LONGEST_STOP,
        trouble=trouble,
    )


def _official(one: StationAir, now: datetime) -> Line:
    last = one.hourly[-1] if one.hourly else None
    at = max((each.at for each in (last, one.mean) if each), default=None)
    return Line(
        one.station,
        mean=one.mean.pm25 if one.mean else None,
        hour=last.pm25 if last else None,
        at=at,
        silent=at is None or now - at > SILENT_AFTER,
    )


def _devices(reading: Session, air: Sequence[StationAir], now: datetime) -> list[Line]:
    """The sensors of the reader's own areas: silent and flagged ones first, retired ones last."""
    here = frame.official()
    hours = sensor_desk.hours_since(reading, now - DAY)
    means = {one.station.id: one.mean.pm25 for one in air if one.mean}
    known = [one for one in sensors.listed(reading) if here.sees(_area(one))]
    lines = [_line(one, hours.get(one.id, ()), means.get(one.id), now) for one in known]
    lines.sort(key=lambda one: (one.is_retired, not one.silent, not one.flags, one.station.id))
    return lines


def _line(one: Sensor, hours: Sequence[SensorHour], mean: float | None, now: datetime) -> Line:
    last = hours[-1] if hours else None
    counted = [flag for row in hours for flag in row.flags.split()]
    usable = last is not None and quality.is_usable(last.flags.split())
    return Line(
        one.station,
        mean=mean,
        hour=last.pm25 if last and usable else None,
        at=one.heard_at,
        silent=one.heard_at is None or now - one.heard_at > SILENT_AFTER,
        sensor=one,
        raw=last.raw if last else None,
        how=last.how if last and usable else "",
        flags=tuple((flag, counted.count(flag)) for flag in FLAGS if flag in counted),
    )


def _area(one: Sensor) -> str:
    return one.station.tambon or lampang.PROVINCE.code


# One sensor


@page.get(f"{LIST}/<sensor>")
def one(sensor: str) -> Response:
    return _show_one(sensor)


def _show_one(name: str, token: str = "", trouble: str = "", status: int = 200) -> Response:
    now = frame.shown_now()
    with frame.database().read() as reading:
        known = _find(reading, name)
        rows = sensors.judged(reading, known.id, now - DAY)
        air = readings.recent(reading, now)
        beside = _nearest(known.station, air)
        theirs = sensor_desk.official_hours(reading, beside[0].id, now - DAY) if beside else {}
        sends = known.id in sensor_desk.with_token(reading)
    mean = next((each.mean for each in air if each.station.id == known.id), None)
    compared = [(row.raw, theirs[row.at]) for row in rows if row.at in theirs]
    return frame.render(
        "air_sensor.html",
        status,
        known=known,
        mean=mean,
        rows=list(reversed(rows)),
        beside=beside,
        theirs=theirs,
        apart=_apart(compared),
        how=HOW,
        flags=FLAGS,
        usable=lambda row: quality.is_usable(row.flags.split()),
        sends=sends,
        silent=known.heard_at is None or now - known.heard_at > SILENT_AFTER,
        may=frame.official().may(_area(known)),
        area=_area(known),
        token=token,
        trouble=trouble,
    )


def _find(reading: Session, name: str) -> Sensor:
    """In the reader's area, in service or not."""
    found = next((each for each in sensors.listed(reading) if each.id == name), None)
    if found is None or not frame.official().sees(_area(found)):
        abort(404)
    return found


def _nearest(station: Station, air: Sequence[StationAir]) -> tuple[Station, float] | None:
    """The nearest official station of the same valley, near enough to speak of the same haze; with its distance in km."""
    near = [
        (distance_km(station.point, each.station.point), each.station.id, each.station)
        for each in air
        if each.station.kind == "official" and same_valley(station.tambon, each.station.tambon)
    ]
    if not near:
        return None
    away, _, found = min(near, key=lambda each: each[:2])
    return (found, away) if away <= COMPARED_WITHIN_KM else None


def _apart(pairs: Sequence[tuple[float, float]]) -> tuple[int, float, float] | None:
    """Hours that both measured, and the mean of each over these hours."""
    if not pairs:
        return None
    n = len(pairs)
    return n, sum(raw for raw, _ in pairs) / n, sum(theirs for _, theirs in pairs) / n


# What officials do


@page.post(f"{LIST}/<sensor>/retire")
def retire(sensor: str) -> Response:
    why = _typed_why()
    if not why:
        return _show_one(sensor, trouble=NEEDS_WHY, status=400)
    try:
        with frame.database().write() as session:
            known = _own(session, sensor)
            sensors.retire(session, known.id, frame.shown_now())
            _book(session, "sensor taken out of use", known, why)
    except KeyError:
        return _show_one(sensor, trouble=MEANWHILE, status=409)
    return redirect(f"{LIST}/{sensor}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<sensor>/restore")
def restore(sensor: str) -> Response:
    try:
        with frame.database().write() as session:
            known = _own(session, sensor)
            sensor_desk.restore(session, known.id)
            _book(session, "sensor put back", known, "")
    except KeyError:
        return _show_one(sensor, trouble=MEANWHILE, status=409)
    return redirect(f"{LIST}/{sensor}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<sensor>/key")
def renew(sensor: str) -> Response:
    """A new token, shown with this answer and never again; the old one is dead."""
    try:
        with frame.database().write() as session:
            known = _own(session, sensor)
            made = sensors.rotate(session, known.id)
            _book(session, "sensor token renewed", known, "")
    except KeyError:
        return _show_one(sensor, trouble=MEANWHILE, status=409)
    return _show_one(sensor, token=made)


def _own(session: Session, name: str) -> Sensor:
    known = _find(session, name)
    if not frame.official().may(_area(known)):
        frame.refuse(NOT_YOURS, 403)
    return known


def _book(session: Session, what: str, known: Sensor, why: str) -> None:
    area = _area(known)
    by = frame.official().post_for(area)
    audit.note(session, by, what, f"sensor:{known.id}", area, frame.real_now(), after=why)


# Silenced areas


@page.post(f"{LIST}/stops")
def stop() -> Response:
    """No warnings of themselves for an area, for a time and a reason; approvers only: it keeps people unwarned."""
    area, why = request.form.get("area", ""), _typed_why()
    hours = request.form.get("hours", 0, type=int)
    if lampang.area(area) is None:
        abort(400)
    by = frame.official().post_for(area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    if not why or not 1 <= hours <= LONGEST_STOP:
        return _show(NEEDS_WHY if not why else BAD_HOURS, 400)
    with frame.database().write() as session:
        number = alerts.stop(session, area, why, by.id, frame.shown_now(), hours * HOUR)
        subject = f"stop:{number}"
        told = {"why": why, "hours": hours}
        audit.note(session, by, "air warnings stopped", subject, area, frame.real_now(), after=told)
    return redirect(LIST, 303)  # type: ignore[return-value]


@page.post(f"{LIST}/stops/<int:stop_id>/end")
def end_stop(stop_id: int) -> Response:
    """Warnings again: whoever holds the area may, an approver or not."""
    here = frame.official()
    with frame.database().write() as session:
        known = _stopped(session, stop_id)
        if known is None or not here.sees(known.area):
            abort(404)
        by = here.post_for(known.area)
        if by is None:
            frame.refuse(NOT_YOURS, 403)
        if alerts.resume(session, known.id, by.id, frame.shown_now()):
            at = frame.real_now()
            audit.note(
                session,
                by,
                "air warnings go on",
                f"stop:{known.id}",
                known.area,
                at,
                before=known.why,
            )
    return redirect(LIST, 303)  # type: ignore[return-value]


def _stopped(session: Session, number: int) -> Stop | None:
    """One that holds now."""
    found = alerts.stopped(session, frame.shown_now())
    return next((each for each in found if each.id == number), None)


def _typed_why() -> str:
    why = frame.plain(request.form.get("why", "")).strip()[:LONGEST_WHY]
    return why if len(why) >= 3 else ""
