"""Which order binds a tambon on a day, over a season of overlaps, extensions, gaps and exceptions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import bans
from domain.burn_days import at_hour, buddhist_year, day_at, day_said, hour_said, iso_day, read_day
from domain.conversation import When
from tests.burning import ban

THOEN, THOEN_TAMBON, MAE_MO_TAMBON = "5208", "520801", "520205"
# As Lampang's were: Thoen bans earlier "until changed", the province follows and is extended, one tambon adds its own.
SEASON = [
    ban(THOEN, "2026-02-06", "2026-03-31", id=1, order="อำเภอเถิน"),
    ban("52", "2026-03-01", "2026-04-10", id=2, order="จังหวัด", excepts=["fuel_plan"]),
    ban("52", "2026-04-11", "2026-04-30", id=3, order="ขยายเวลา", excepts=["fuel_plan"]),
    ban(MAE_MO_TAMBON, "2026-05-02", "2026-05-10", id=4, order="เทศบาล"),
]


@pytest.mark.parametrize(
    ("code", "day", "kind", "named", "until", "excepts"),
    [
        (MAE_MO_TAMBON, "2026-02-05", "unknown", None, None, ()),
        (THOEN_TAMBON, "2026-02-05", "unknown", None, None, ()),
        (THOEN_TAMBON, "2026-02-06", "banned", 1, "2026-04-30", ()),
        (MAE_MO_TAMBON, "2026-02-06", "unknown", None, None, ()),
        (MAE_MO_TAMBON, "2026-02-28", "unknown", None, None, ()),
        (MAE_MO_TAMBON, "2026-03-01", "banned", 2, "2026-04-30", ("fuel_plan",)),
        # Thoen's own order excepts nothing: the stricter one stands beside the province's.
        (THOEN_TAMBON, "2026-03-15", "banned", 2, "2026-04-30", ()),
        (THOEN_TAMBON, "2026-04-01", "banned", 2, "2026-04-30", ("fuel_plan",)),
        (MAE_MO_TAMBON, "2026-04-10", "banned", 2, "2026-04-30", ("fuel_plan",)),
        (MAE_MO_TAMBON, "2026-04-11", "banned", 3, "2026-04-30", ("fuel_plan",)),
        (MAE_MO_TAMBON, "2026-04-30", "banned", 3, "2026-04-30", ("fuel_plan",)),
        (MAE_MO_TAMBON, "2026-05-01", "unknown", None, None, ()),
        (MAE_MO_TAMBON, "2026-05-02", "banned", 4, "2026-05-10", ()),
        ("5202", "2026-05-02", "partly", 4, "2026-05-10", ()),
        ("52", "2026-02-10", "partly", 1, "2026-03-31", ()),
        ("52", "2026-03-10", "banned", 2, "2026-04-30", ("fuel_plan",)),
        ("5202", "2026-05-11", "unknown", None, None, ()),
    ],
)
def test_over_a_season(code, day, kind, named, until, excepts):
    ruling = bans.rule(SEASON, code, date.fromisoformat(day))
    assert ruling.kind == kind
    assert (ruling.named.id if ruling.named else None) == named
    assert (ruling.until.isoformat() if ruling.until else None) == until
    assert ruling.excepts == excepts


def test_an_order_that_was_ended_binds_no_more_from_that_day_on():
    ended = [ban(ended_on="2026-03-20")]
    assert bans.rule(ended, "520801", date(2026, 3, 19)).until == date(2026, 3, 19)
    assert bans.rule(ended, "520801", date(2026, 3, 20)).kind == "unknown"


def test_of_overlapping_orders_the_one_that_binds_longest_is_told():
    both = [ban(id=1, end="2026-03-31"), ban("5208", id=2, end="2026-05-15")]
    assert bans.rule(both, "520801", date(2026, 3, 10)).named.id == 2
    assert bans.rule(both, "520101", date(2026, 3, 10)).named.id == 1
    same_end = [ban(id=1), ban("5208", id=2), ban("520801", id=3), ban(id=4)]
    assert [one.id for one in bans.in_force(same_end, "520801", date(2026, 3, 10))] == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-02-05", []),
        ("2026-02-20", [1]),  # the province's is not told of yet, though Thoen is banned
        ("2026-03-01", [1, 2, 3]),  # its extension is: it burns nobody ahead
        ("2026-04-30", [1, 2, 3]),  # a day of gap before the tambon's
        ("2026-05-02", [1, 2, 3, 4]),
    ],
)
def test_a_coming_order_is_not_told_before_it_begins(today, told):
    found = bans.told(SEASON, date.fromisoformat(today))
    assert sorted(one.id for one in found) == told


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        ("2026-01-23", [1]),
        ("2026-01-24", []),
        ("2026-02-15", [2]),
        ("2026-03-28", []),
        ("2026-04-18", []),
        ("2026-04-28", []),
    ],
)
def test_buyers_are_offered_before_an_order_begins(today, soon):
    found = bans.coming(SEASON, date.fromisoformat(today), (14, 10, 6, 2))
    assert [one.id for one in found] == soon


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


@st.composite
def orders(draw):
    start = draw(DAYS)
    return ban(
        draw(st.sampled_from(["52", "5208", "520801", "5202"])),
        start.isoformat(),
        (start + timedelta(days=draw(st.integers(0, 60)))).isoformat(),
        excepts=draw(st.sampled_from([(), ("fuel_plan",)])),
        id=draw(st.integers(1, 99)),
    )


@given(st.lists(orders(), max_size=6), DAYS, st.randoms())
def test_whatever_the_orders_the_ruling_holds_together(found, day, chance):
    ruling = bans.rule(found, "520801", day)
    binding = [one for one in found if one.covers("520801") and one.holds(day)]
    assert (ruling.kind == "banned") == bool(binding)
    if binding:
        assert ruling.until >= max(one.end for one in binding)
        assert all(
            bans.in_force(found, "520801", day + timedelta(days=n))
            for n in range((ruling.until - day).days + 1)
        )
        assert not bans.in_force(found, "520801", ruling.until + timedelta(days=1))
        assert bool(ruling.excepts) == all(one.excepts for one in binding)
    shuffled = list(found)
    chance.shuffle(shuffled)
    again = bans.rule(shuffled, "520801", day)
    assert (again.kind, again.until, again.excepts) == (ruling.kind, ruling.until, ruling.excepts)


@given(st.lists(orders(), max_size=6), DAYS)
def test_what_is_told_never_announces_a_ban_for_a_place_that_is_free_today(found, today):
    told = bans.told(found, today)
    for one in told:
        if one.start > today:
            assert bans.in_force(told, one.area, today)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2569-03-01", date(2026, 3, 1)),
        ("1/3/2569", date(2026, 3, 1)),
        ("01/03/2026", date(2026, 3, 1)),
        ("1 มี.ค. 2569", date(2026, 3, 1)),
        ("๑ มีนาคม ๒๕๖๙", date(2026, 3, 1)),
        ("1 มีนาคม พ.ศ. 2569", date(2026, 3, 1)),
        ("30 Apr 2026", date(2026, 4, 30)),
        ("29/2/2569", None),
        ("29/2/2571", date(2028, 2, 29)),
        ("2026-13-01", None),
        ("tomorrow", None),
        ("", None),
        ("1/3/69", None),
    ],
)
def test_dates_as_officials_write_them(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-03-01", date(2026, 3, 1)), ("2569-03-01", date(2026, 3, 1)), ("2569-02-29", None), ("", None)],
)  # fmt: skip
def test_a_year_typed_into_a_date_field(text: str, day: date | None) -> None:
    """An order of the year 2569 after Christ would never bind."""
    assert iso_day(text) == day


def test_days_and_hours_are_bangkoks():
    evening = at_hour(date(2026, 3, 12), 23.5)
    assert day_at(evening) == date(2026, 3, 12)
    assert evening.hour == 16
    assert day_at(at_hour(date(2026, 3, 12), 24)) == date(2026, 3, 13)
    assert buddhist_year(date(2026, 12, 31)) == 2569
    assert buddhist_year(day_at(at_hour(date(2026, 12, 31), 24))) == 2570


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("2026-03-13T15:00:00+07:00", date(2026, 3, 13), 15),
        ("2026-03-13T09:30:00+07:00", date(2026, 3, 13), 9.5),
        ("2026-03-13", date(2026, 3, 13), None),
        ("T07:00", None, None),
        ("weekly:MON", None, None),
        ("", None, None),
    ],
)
def test_what_a_text_says_of_day_and_hour(start, day, hour):
    assert day_said(When(start)) == day
    assert hour_said(When(start)) == hour
    assert (day_said(None), hour_said(None)) == (None, None)
