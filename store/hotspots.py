"""Hotspots: what each service told of a pixel, and the detections these make.

What is one detection: domain/hotspots.py. Checks of them by people on the ground: store/hotspot_checks.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import fires as fire_rules
from domain import hotspot_checks as checking
from domain import hotspots as rules
from domain.hotspots import Detection, Pixel
from domain.places import Point
from store import versions
from store.db import Table, insert
from store.fires import FireRow

SUBJECT = "hotspots"
NEAR_DEGREES = 0.005  # wider than rules.SAME_PIXEL_M


class PixelRow(Table):
    """One row of one service. The same row told again changes nothing."""

    __tablename__ = "hotspot_pixels"
    __table_args__ = (UniqueConstraint("source", "satellite", "at", "lat", "lon"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hotspot_id: Mapped[int] = mapped_column(index=True)
    source: Mapped[str]
    satellite: Mapped[str] = mapped_column(default="")
    instrument: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    lat: Mapped[float]
    lon: Mapped[float]
    radius_m: Mapped[int]
    confidence: Mapped[str]
    land: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    power_mw: Mapped[float | None]


class HotspotRow(Table):
    """One detection. `outcome`: to_check until a fire, a permit or a person explains it."""

    __tablename__ = "hotspots"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    lat: Mapped[float]
    lon: Mapped[float]
    radius_m: Mapped[int]
    satellite: Mapped[str] = mapped_column(default="")
    instrument: Mapped[str]
    confidence: Mapped[str]
    land: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    power_mw: Mapped[float | None]
    sources: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default=checking.TO_CHECK)
    check_id: Mapped[int] = mapped_column(default=0, index=True)
    fire_id: Mapped[int] = mapped_column(default=0)
    permit_id: Mapped[int] = mapped_column(default=0)
    first_seen_at: Mapped[datetime]


def unknown(session: Session, pixels: Sequence[Pixel]) -> list[Pixel]:
    """Those that no row has yet: a feed tells two days again and again."""
    if not pixels:
        return []
    oldest = min(pixel.at for pixel in pixels)
    rows = session.execute(
        select(PixelRow.source, PixelRow.satellite, PixelRow.at, PixelRow.lat, PixelRow.lon).where(
            PixelRow.at >= oldest
        )
    )
    known = {tuple(row) for row in rows}
    return [
        pixel
        for pixel in pixels
        if (pixel.source, pixel.satellite, pixel.at, pixel.point.lat, pixel.point.lon) not in known
    ]


def keep(session: Session, pixels: Iterable[Pixel], now: datetime) -> int:
    """How many pixels were not known yet. Each joins the detection that other services told of it."""
    new = 0
    for pixel in pixels:
        new += _keep(session, pixel, now)
    if new:
        versions.touch(session, SUBJECT)
    return new


def _keep(session: Session, pixel: Pixel, now: datetime) -> bool:
    values = {
        "source": pixel.source,
        "satellite": pixel.satellite,
        "instrument": pixel.instrument,
        "at": pixel.at,
        "lat": pixel.point.lat,
        "lon": pixel.point.lon,
        "radius_m": pixel.radius_m,
        "confidence": pixel.confidence,
        "land": pixel.land,
        "area": pixel.area,
        "power_mw": pixel.power_mw,
        "hotspot_id": 0,
    }
    statement = insert(session, PixelRow).values(**values).on_conflict_do_nothing()
    pixel_id = session.scalar(statement.returning(PixelRow.id))
    if pixel_id is None:
        return False
    others = {row.hotspot_id for row in _around(session, pixel) if rules.same(_pixel(row), pixel)}
    row = _one_of(session, others - {0}, pixel, now)
    session.execute(update(PixelRow).where(PixelRow.id == pixel_id).values(hotspot_id=row.id))
    _describe(session, row)
    return True


def _around(session: Session, pixel: Pixel) -> Sequence[PixelRow]:
    lat, lon = pixel.point.lat, pixel.point.lon
    return session.scalars(
        select(PixelRow).where(
            PixelRow.at.between(pixel.at - rules.SAME_PASS, pixel.at + rules.SAME_PASS),
            PixelRow.lat.between(lat - NEAR_DEGREES, lat + NEAR_DEGREES),
            PixelRow.lon.between(lon - NEAR_DEGREES, lon + NEAR_DEGREES),
        )
    ).all()


def _one_of(session: Session, ids: set[int], pixel: Pixel, now: datetime) -> HotspotRow:
    """The detection that these are; one that people were asked about is kept, else the oldest."""
    if not ids:
        row = HotspotRow(
            at=pixel.at,
            lat=pixel.point.lat,
            lon=pixel.point.lon,
            radius_m=pixel.radius_m,
            instrument=pixel.instrument,
            confidence=pixel.confidence,
            outcome=checking.TO_CHECK,
            check_id=0,
            fire_id=0,
            permit_id=0,
            first_seen_at=now,
        )
        session.add(row)
        session.flush()
        return row
    rows = session.scalars(select(HotspotRow).where(HotspotRow.id.in_(ids))).all()
    kept, *gone = sorted(rows, key=lambda row: (row.check_id == 0, row.fire_id == 0, row.id))
    for row in gone:
        session.execute(
            update(PixelRow).where(PixelRow.hotspot_id == row.id).values(hotspot_id=kept.id)
        )
        session.delete(row)
    return kept


def _describe(session: Session, row: HotspotRow) -> None:
    session.flush()
    told = session.scalars(select(PixelRow).where(PixelRow.hotspot_id == row.id)).all()
    one = rules.detection_of([_pixel(each) for each in told])
    row.at, row.lat, row.lon, row.radius_m = one.at, one.point.lat, one.point.lon, one.radius_m
    row.satellite, row.instrument, row.confidence = one.satellite, one.instrument, one.confidence
    row.land, row.area, row.power_mw = one.land, one.area, one.power_mw
    row.sources = " ".join(one.sources)


def _pixel(row: PixelRow) -> Pixel:
    return Pixel(
        source=row.source,
        at=row.at,
        point=Point(row.lat, row.lon),
        radius_m=row.radius_m,
        satellite=row.satellite,
        instrument=row.instrument,
        confidence=row.confidence,
        land=row.land,
        area=row.area,
        power_mw=row.power_mw,
    )


def between(session: Session, start: datetime, end: datetime) -> tuple[Detection, ...]:
    """The detections of a span, oldest first."""
    rows = session.scalars(
        select(HotspotRow)
        .where(HotspotRow.at >= start, HotspotRow.at < end)
        .order_by(HotspotRow.at, HotspotRow.id)
    )
    return tuple(detection(row) for row in rows)


def unexplained(session: Session, since: datetime) -> tuple[Detection, ...]:
    """What nothing explains yet, whether people were asked or not."""
    rows = session.scalars(
        select(HotspotRow)
        .where(HotspotRow.outcome == checking.TO_CHECK, HotspotRow.at >= since)
        .order_by(HotspotRow.at, HotspotRow.id)
    )
    return tuple(detection(row) for row in rows)


def detection(row: HotspotRow) -> Detection:
    return Detection(
        at=row.at,
        point=Point(row.lat, row.lon),
        radius_m=row.radius_m,
        satellite=row.satellite,
        instrument=row.instrument,
        confidence=row.confidence,
        land=row.land,
        area=row.area,
        power_mw=row.power_mw,
        sources=tuple(row.sources.split()),
        id=row.id,
        check=row.check_id,
        outcome=row.outcome,
    )


def explain(session: Session, hotspot_id: int, *, fire: int = 0, permit: int = 0) -> None:
    """A fire or a permit explains it, without anybody asked."""
    outcome = checking.KNOWN if fire else checking.PERMITTED
    session.execute(
        update(HotspotRow)
        .where(HotspotRow.id == hotspot_id)
        .values(outcome=outcome, fire_id=fire, permit_id=permit)
    )
    versions.touch(session, SUBJECT)


def called_off(session: Session, since: datetime) -> tuple[int, ...]:
    """Detections counted as a fire that whoever leads it found to be none."""
    rows = (
        select(HotspotRow.id)
        .join(FireRow, FireRow.id == HotspotRow.fire_id)
        .where(
            HotspotRow.at >= since,
            HotspotRow.outcome.in_((checking.FIRE, checking.KNOWN)),
            FireRow.state == fire_rules.FALSE,
        )
        .order_by(HotspotRow.id)
    )
    return tuple(session.scalars(rows))


def note_no_fire(session: Session, ids: Sequence[int]) -> None:
    session.execute(update(HotspotRow).where(HotspotRow.id.in_(ids)).values(outcome=checking.NONE))
    versions.touch(session, SUBJECT)


def found_nothing(session: Session, since: datetime) -> tuple[tuple[int, Point], ...]:
    """Where people looked of late and found no fire (a roof, a chimney, heat that was gone), with the check's number."""
    rows = session.scalars(
        select(HotspotRow).where(HotspotRow.outcome == checking.NONE, HotspotRow.at >= since)
    )
    return tuple((row.check_id, Point(row.lat, row.lon)) for row in rows)
