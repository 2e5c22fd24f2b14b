"""What stands in the open files: which days were asked for, and values made so coarse that nobody is known by them. Pure.

Files and columns: domain/open_data.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, hypot

from domain import fires, lampang
from domain import hotspot_checks as checking
from domain.days import BANGKOK, EARLIEST, LATEST, day_of, midnight
from domain.open_data import CREDIT_OF, CREDITS, OURS, File
from domain.places import Area, Point
from domain.sightings import FOREST, GRASS, SMOKE, TAMBON_M

Value = str | int | float | bool | datetime | date | list[str] | None
Row = dict[str, Value]


class BadRequest(Exception):
    """What is wrong with what was asked, in English: programs read it."""


_BAD_TIME = "{name} must be a day such as 2026-03-14 or a time such as 2026-03-14T08:00:00+07:00"


def span(file: File, since: str, until: str, now: datetime) -> tuple[datetime, datetime]:
    """What is asked for; a day without a time counts whole, a time without a zone is Thai."""
    end = _moment("until", until, is_end=True) if until else None
    start = _moment("since", since) if since else None
    if end is None:
        latest = midnight(day_of(now) + timedelta(days=1 + file.days_ahead))
        end = (
            latest
            if start is None
            else max(start, min(latest, start + timedelta(days=file.most_days)))
        )
    if start is None:
        start = end - timedelta(days=file.days + (file.days_ahead if not until else 0))
        return start, end
    if start > end:
        raise BadRequest("since lies after until")
    if end - start > timedelta(days=file.most_days + file.days_ahead):
        raise BadRequest(f"at most {file.most_days} days in one call: ask again for the rest")
    return start, end


def _moment(name: str, text: str, *, is_end: bool = False) -> datetime:
    # A plus that nobody escaped arrives as a blank.
    text = text.strip().replace(" ", "+") if "T" in text else text.strip()
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            at = midnight(day + timedelta(days=1) if is_end else day)
        else:
            at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise BadRequest(_BAD_TIME.format(name=name)) from None
    if not EARLIEST <= at.year <= LATEST:
        raise BadRequest(f"{name}: years are those of the Christian era, such as 2026")
    return at if at.tzinfo else at.replace(tzinfo=BANGKOK)


def thai(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(BANGKOK).replace(microsecond=0)


def hour_of(at: datetime | None) -> datetime | None:
    """Rounded down: a minute would tell who among a village's reporters it was."""
    told = thai(at)
    return None if told is None else told.replace(minute=0, second=0)


def credit_of(source: str) -> str:
    return CREDITS[CREDIT_OF.get(source, OURS)].name


def place_of(code: str) -> Row:
    """The district and the tambon of a code, each empty where it is not known."""
    area, district = lampang.area(code), lampang.district_of(code)
    is_tambon = area is not None and area.is_tambon
    return {"district": district.code if district else "", "tambon": code if is_tambon else ""}


GRID = 0.01  # degrees: 1.1 km north, 1.06 km east
_HALF_DIAGONAL_KM = (
    0.77  # of a hundredth of a degree each way, where the province is widest (17° N)
)
# Where these burn somebody lives or works: whose plot it is must not be read from a map.
_ON_A_MAP = frozenset({FOREST, GRASS, SMOKE})


@dataclass(frozen=True, slots=True)
class Coarse:
    point: Point
    within_km: float


def coarse(kind: str, code: str, point: Point | None, radius_m: int | None) -> Coarse | None:
    """About where a fire is. A pin may be somebody's house: never finer than a kilometre, for plots the tambon only."""
    if point is not None and radius_m is not None and kind in _ON_A_MAP and radius_m < TAMBON_M:
        middle = Point(_middle(point.lat), _middle(point.lon))
        return Coarse(middle, ceil(10 * (radius_m / 1000 + _HALF_DIAGONAL_KM)) / 10)
    area = lampang.area(code)
    if area is None or len(code) < 4:
        return None
    return Coarse(Point(round(area.centre.lat, 3), round(area.centre.lon, 3)), _reach_km(area))


def _middle(degrees: float) -> float:
    """Of the square that it lies in."""
    return round((int(degrees / GRID) + 0.5) * GRID, 3)


def _reach_km(area: Area) -> float:
    """To the farthest corner of its box, in whole kilometres."""
    known = lampang.TAMBON_FACTS if area.is_tambon else lampang.DISTRICT_FACTS
    box = known[area.code].box
    north = 111.2 * max(box.max_lat - area.centre.lat, area.centre.lat - box.min_lat)
    east = 105.8 * max(box.max_lon - area.centre.lon, area.centre.lon - box.min_lon)
    return float(ceil(hypot(north, east)))


def rai_of(state: str, closing: object) -> float | None:
    """Of a fire that is out now; what an earlier closing said of one that burns again counts no more."""
    told = closing.get("rai") if isinstance(closing, dict) else None
    if state not in (fires.OUT, fires.CLOSED) or told in (None, ""):
        return None
    try:
        rai = float(str(told))
    except ValueError:
        return None
    return rai if 0 <= rai < 1_000_000 else None


def land_of(state: str, closing: object, known: Iterable[str]) -> str:
    told = str(closing.get("land", "")) if isinstance(closing, dict) else ""
    return told if told in known and state in (fires.OUT, fires.CLOSED) else ""


def outcome_of(outcome: str) -> str:
    """What came of a hotspot, the same word however it was found out."""
    return {checking.KNOWN: checking.FIRE, checking.PERMITTED: checking.PERMIT}.get(
        outcome, outcome
    )
