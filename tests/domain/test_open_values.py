"""Coarse places still tell the truth, and days are those that were asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import lampang
from domain.open_data import AIR, FILES, FIRES, PERMITS, READINGS
from domain.open_values import coarse, hour_of, rai_of, span
from domain.places import Point, distance_km
from domain.sightings import KINDS

NOW = datetime(2026, 3, 14, 7, 20, tzinfo=UTC)
INSIDE = st.builds(Point, st.floats(17.25, 19.4), st.floats(98.9, 100.1))


@given(INSIDE, st.integers(50, 5000), st.sampled_from(["forest", "grass", "smoke"]))
def test_a_square_holds_the_fire_and_hides_the_pin(point: Point, radius_m: int, kind: str) -> None:
    told = coarse(kind, "520204", point, radius_m)
    assert told is not None
    assert distance_km(told.point, point) + radius_m / 1000 <= told.within_km + 1e-6
    other = coarse(kind, "520204", Point(point.lat, point.lon), radius_m)
    assert other == told
    for degrees in (told.point.lat, told.point.lon):
        assert (
            round(degrees * 1000) % 10 == 5
        )  # the middle of a hundredth of a degree, nothing finer


@pytest.mark.parametrize("kind", ["field", "rubbish", "building", ""])
@pytest.mark.parametrize(
    "facts", list(lampang.TAMBON_FACTS.values()), ids=lambda one: one.area.code
)
def test_a_plot_is_its_tambon_all_of_it(kind: str, facts: lampang.TambonFacts) -> None:
    told = coarse(kind, facts.area.code, facts.inside, 50)
    assert told is not None
    box = facts.box
    corners = [
        Point(lat, lon) for lat in (box.min_lat, box.max_lat) for lon in (box.min_lon, box.max_lon)
    ]
    assert all(distance_km(told.point, corner) <= told.within_km + 0.2 for corner in corners)


@pytest.mark.parametrize("kind", KINDS)
def test_of_an_unknown_area_nothing_is_told(kind: str) -> None:
    assert coarse(kind, "", None, None) is None
    assert coarse("field", "", Point(18.3, 99.5), 50) is None
    assert coarse(kind, "999999", None, None) is None


@pytest.mark.parametrize(
    "file", [one for one in FILES.values() if one.most_days], ids=lambda one: one.name
)
def test_without_days_the_newest_are_given(file) -> None:
    since, until = span(file, "", "", NOW)
    assert since < NOW < until
    assert since <= NOW - timedelta(days=file.days - 1, hours=14)
    again = span(file, since.isoformat(), until.isoformat(), NOW)
    assert again == (since, until)


def test_a_year_of_fires_is_one_call() -> None:
    since, until = span(FIRES, "2028-01-01", "2028-12-31", NOW)
    assert (until - since).days == 366


def test_requests_lie_ahead() -> None:
    _, until = span(PERMITS, "", "", NOW)
    assert until - NOW > timedelta(days=90)


def test_files_of_now_have_no_days() -> None:
    assert AIR.most_days == 0
    assert READINGS.most_days == 31


@pytest.mark.parametrize("told", ["2.5", 2.5, "0"])
def test_rai_of_a_closing(told: object) -> None:
    assert rai_of("closed", {"rai": told}) == float(str(told))


@pytest.mark.parametrize("told", ["", None, "nan", "-1", "two", "1e9", [1]])
def test_what_is_no_rai(told: object) -> None:
    assert rai_of("closed", {"rai": told}) is None


def test_hours_are_thai_and_rounded_down() -> None:
    told = hour_of(datetime(2026, 3, 13, 17, 59, 59, tzinfo=UTC))
    assert told is not None
    assert told.isoformat() == "2026-03-14T00:00:00+07:00"
