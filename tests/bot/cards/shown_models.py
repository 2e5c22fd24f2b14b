"""Forecast, history and health with the most and the least they can hold."""

from __future__ import annotations

from datetime import date, timedelta

from domain import health, history, lampang, outlook
from domain.air import AirHere, Modelled, air_at
from domain.cards import ForecastCard, HealthCard, HistoryCard
from domain.conversation import Show
from domain.days import midnight, part_of, whole
from domain.health import HealthPlace
from domain.history import Past
from domain.outlook import Bias, Expected
from sources.air4thai import KNOWN
from tests.domain.test_air import NOW as AIR_NOW
from tests.domain.test_air import air
from tests.modelled import HAZY_DAYS, NOW, TODAY, month

LONGEST = lampang.area("520904")
assert LONGEST is not None
BIASES = {name: Bias(ratio, 48, KNOWN["37t"]) for name, ratio in (("low", 4.2), ("high", 0.4), ("close", 1.0))}  # fmt: skip
PARTS = (part_of(TODAY, "evening"), part_of(TODAY, "night"), whole(TODAY))


def forecast(level: int | None, bias: Bias | None = None, **more: object) -> Show:
    expected = tuple(
        Expected(
            spell,
            model=None if level is None else 199.6,
            likely=None if level is None else 838.4,
            level=level,
            air="trapped",
            wind="moderate",
            wind_from=3,
            rains=True,
        )
        for spell in PARTS
    )
    card = ForecastCard(LONGEST, "", expected, bias, today=TODAY, next_day=TODAY + timedelta(days=1), **more)  # type: ignore[arg-type] # fmt: skip
    return Show("pm25_forecast", card)


def days(count: int, means: list[float | None], hours: int = 24) -> Show:
    span = history.asked_days(count, NOW)
    row = month(means, "mae_mo", hours).hours
    told = history.told(history.days_of(row, span.first, span.last))
    past = Past(KNOWN["40t"], 12.4, row)
    return Show("pm25_history", HistoryCard(LONGEST, "", past, told=told, clipped=count > 7))


def day(hours: int) -> Show:
    row = month([None, 120.4], "mae_mo", hours).hours
    one = history.one_day(row, midnight(TODAY))
    return Show(
        "pm25_history", HistoryCard(LONGEST, "วัดพระธาตุ", Past(KNOWN["40t"], 0.2, row), day=one)
    )


PLACE = HealthPlace("โรงพยาบาลส่งเสริมสุขภาพตำบลพระบาทวังตวง", "Phra Bat Wang Tuang health station", "health_station", "520904", date(2026, 11, 25), "", "054000000")  # fmt: skip


def measured(**values: object) -> AirHere:
    return air_at(air(1).station.point, [air(1, **values)], AIR_NOW)


def healthy(subject: str, level: int, here: AirHere | None = None, **more: object) -> Show:
    card = HealthCard(LONGEST, "", here or AirHere("none"), level, subject, **more)  # type: ignore[arg-type]
    return Show("health_advice", card)


SHOWN = {
    **{f"forecast of level {level}": forecast(level) for level in (1, 2, 3, 4, 5, None)},
    **{f"forecast by a {name} model": forecast(4, bias) for name, bias in BIASES.items()},
    **{f"forecast for {one}": forecast(5, subject=one) for one in health.SUBJECTS},
    "forecast with the satellite's hours": forecast(
        4,
        satellite=tuple(
            Modelled(outlook.GISTDA, NOW + timedelta(hours=n), 40.4 + n) for n in range(4)
        ),
    ),
    "forecast with one hour of the satellite": forecast(
        4, satellite=(Modelled("gistda-pm25", NOW, 40.4),)
    ),
    "a week": days(7, [64, *HAZY_DAYS]),
    "a month": days(30, [64, *HAZY_DAYS]),
    "a week of few hours": days(7, [64, 61.7, 52], hours=5),
    "a clean week": days(7, [4] * 8),
    "a day": day(24),
    "a day with gaps": day(20),
    "a day of few hours": day(3),
    **{
        f"health for {subject or 'everyone'} at level {level}": healthy(subject, level)
        for subject in ("", *health.SUBJECTS)
        for level in range(6)
    },
    "health by hour and mean": healthy("", 4, measured(mean=61.7, hours=[64.0])),
    "health by the hour alone": healthy("", 4, measured(hours=[64.0])),
    "health by the mean alone": healthy("", 4, measured(mean=61.7)),
    "health by a model": healthy("child", 5, model=Modelled("gistda-pm25", NOW, 120.4)),
    "health with places": healthy("clinic", 4, places=(PLACE,) * 6, is_where=True),
    "health with clean rooms": healthy("room", 5, places=(PLACE,) * 6, is_where=True),
    "health without a mask point": healthy("mask", 5, is_where=True),
}
