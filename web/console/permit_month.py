"""The calendar on the page of burn requests: which month and area are shown, and its days (domain/burn_calendar.py)."""

from __future__ import annotations

from calendar import day_abbr
from datetime import date
from typing import Any

from flask import request

from bot.language import DAYS_TH, MONTHS_TH
from domain import burn_calendar
from domain.burn_days import buddhist_year
from domain.conversation import Facts
from web.console import frame


def shown(facts: Facts, day: date, today: date) -> dict[str, Any]:
    """The calendar of one of the reader's areas."""
    here, asked = frame.official(), request.values.get("area", "")
    areas = [area for top in here.areas() for area in frame.areas_of(top)]
    area = asked if asked in {one.code for one in areas} else areas[0].code
    months = burn_calendar.months(today)
    wanted = request.values.get("month", "") or f"{day:%Y-%m}"
    month = next((one for one in months if f"{one:%Y-%m}" == wanted), months[0])
    thai = frame.tongue().code == "th"
    return {
        "areas": areas,
        "area": area,
        "months": months,
        "shown": month,
        "weekdays": DAYS_TH if thai else list(day_abbr),
        "named": lambda one: (
            f"{MONTHS_TH[one.month - 1]} {buddhist_year(one)}" if thai else f"{one:%b %Y}"
        ),
        "weeks": burn_calendar.weeks(month, today, area, facts.permits, facts.bans),
    }
