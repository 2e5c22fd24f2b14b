"""What models say, hour by hour for each district: the last run counts, past hours stay a month to see how it did.

Who says it: sources/open_meteo.py, sources/gistda_pm25.py. What it means: domain/outlook.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Executable, Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.outlook import ModelHour
from store import versions
from store.db import Table, insert, run

SUBJECT = "forecasts"
KEPT = timedelta(days=31)
VALUES = ("pm25", "wind_ms", "wind_from", "through_ms", "mixing_m", "rain_mm")
NAMES = ("source", "area", "at", *VALUES)


class ForecastRow(Table):
    __tablename__ = "forecasts"

    source: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    pm25: Mapped[float | None]
    wind_ms: Mapped[float | None]
    wind_from: Mapped[float | None]
    through_ms: Mapped[float | None]
    mixing_m: Mapped[float | None]
    rain_mm: Mapped[float | None]
    made_at: Mapped[datetime]


Index("forecasts_at", ForecastRow.at)


def keep(session: Session, hours: Iterable[ModelHour], now: datetime) -> int:
    """Store a run and return how many hours are new. A newer run overwrites; what it leaves out stays as it was."""
    rows = [hour for hour in hours if any(getattr(hour, name) is not None for name in VALUES)]
    new = {_key(hour) for hour in rows} - _known(session, rows)
    if rows:
        run(
            session,
            _statement(session),
            [{name: getattr(hour, name) for name in NAMES} | {"made_at": now} for hour in rows],
        )
        versions.touch(session, SUBJECT)
    return len(new)


def drop_old(session: Session, now: datetime) -> int:
    """Hours of more than a month ago; how many went."""
    gone = run(session, delete(ForecastRow).where(ForecastRow.at < now - KEPT))
    return int(gone.rowcount)


def _statement(session: Session) -> Executable:
    """One statement for the whole run: thousands of hours must not hold the writers' lock."""
    statement = insert(session, ForecastRow)
    given = statement.excluded
    changes = {name: func.coalesce(given[name], getattr(ForecastRow, name)) for name in VALUES}
    upsert: Executable = statement.on_conflict_do_update(
        index_elements=["source", "area", "at"], set_={**changes, "made_at": given["made_at"]}
    )
    return upsert


def _key(hour: ModelHour) -> tuple[str, str, datetime]:
    return hour.source, hour.area, hour.at


def _known(session: Session, rows: list[ModelHour]) -> set[tuple[str, str, datetime]]:
    if not rows:
        return set()
    found = session.execute(
        select(ForecastRow.source, ForecastRow.area, ForecastRow.at).where(
            ForecastRow.source.in_({hour.source for hour in rows}),
            ForecastRow.at >= min(hour.at for hour in rows),
            ForecastRow.at <= max(hour.at for hour in rows),
        )
    )
    return {(source, area, at) for source, area, at in found}


def between(
    session: Session, since: datetime, until: datetime, area: str = ""
) -> dict[str, tuple[ModelHour, ...]]:
    """The hours of each district (or of one), oldest first."""
    rows = (
        select(*(getattr(ForecastRow, name) for name in (*NAMES, "made_at")))
        .where(ForecastRow.at >= since, ForecastRow.at <= until)
        .order_by(ForecastRow.at, ForecastRow.source)
    )
    if area:
        rows = rows.where(ForecastRow.area == area)
    found: dict[str, list[ModelHour]] = defaultdict(list)
    for row in session.execute(rows):
        found[row.area].append(ModelHour(**row._mapping))
    return {code: tuple(hours) for code, hours in found.items()}
