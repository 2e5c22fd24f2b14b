"""A month of burn requests: which days can be asked for, what they hold against the limit, and what closes them."""

from __future__ import annotations

from datetime import date

import pytest

from domain import burn_calendar as rules
from domain.permit_rules import Book, Limit, Switch
from tests.burning import ban, permit

TODAY = date(2026, 3, 12)
BAN_DONG, MAE_MO, PROVINCE = "520201", "5202", "52"


def asked(day: date, tambon: str = BAN_DONG, rai: float = 4.0, state: str = "district") -> object:
    return permit(day=day, tambon=tambon, rai=rai, state=state)


def on(day: int, area: str, book: Book, *bans: object) -> rules.Day:
    found = [one for week in rules.weeks(TODAY.replace(day=1), TODAY, area, book, bans) for one in week]  # type: ignore[arg-type]  # fmt: skip
    return next(one for one in found if one is not None and one.day.day == day)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 1), ["2026-03"]),
        (date(2026, 3, 12), ["2026-03", "2026-04"]),
        (date(2026, 12, 31), ["2026-12", "2027-01"]),
        (date(2027, 1, 31), ["2027-01", "2027-02", "2027-03"]),
    ],
)
def test_months_in_which_a_burn_can_be_asked_for(today: date, expected: list[str]) -> None:
    assert [f"{one:%Y-%m}" for one in rules.months(today)] == expected


def test_every_day_stands_once_under_its_weekday() -> None:
    weeks = rules.weeks(date(2026, 3, 1), TODAY, PROVINCE, Book(), ())
    days = [(number, one) for week in weeks for number, one in enumerate(week) if one is not None]
    assert [one.day.day for _, one in days] == list(range(1, 32))
    assert all(one.day.weekday() == number for number, one in days)
    assert [one.is_ahead for _, one in days] == [day >= 12 for day in range(1, 32)]


def test_a_tambon_against_its_limit_and_a_district_by_its_full_tambons() -> None:
    book = Book(
        permits=(asked(TODAY), asked(TODAY), asked(TODAY, "520204"), asked(TODAY, "520601"),
                 asked(TODAY, state="refused")),  # type: ignore[arg-type]
        limits=(Limit(BAN_DONG, 2, 20.0),),
    )  # fmt: skip
    tambon, district = on(12, BAN_DONG, book), on(12, MAE_MO, book)
    assert (tambon.plots, tambon.rai, tambon.full) == (2, 8.0, 1)
    assert tambon.limit is not None
    assert tambon.limit.plots == 2
    assert (district.plots, district.rai, district.full, district.limit) == (3, 12.0, 1, None)
    assert on(12, PROVINCE, book).plots == 4
    assert not on(13, PROVINCE, book).has_anything


@pytest.mark.parametrize(
    ("area", "closed", "banned"),
    [(BAN_DONG, "all", "all"), ("520204", "all", ""), (MAE_MO, "all", "some"), (PROVINCE, "some", "some"), ("5206", "", "")],
)  # fmt: skip
def test_what_closes_a_day(area: str, closed: str, banned: str) -> None:
    book = Book(switches=(Switch(MAE_MO, TODAY, False, "ฝุ่นสูง"), Switch("5206", TODAY, True)))
    day = on(12, area, book, ban(BAN_DONG, "2026-03-01", "2026-03-31"))
    assert (day.closed, day.banned) == (closed, banned)
