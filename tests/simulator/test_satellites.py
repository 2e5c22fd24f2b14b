"""Hotspots as FIRMS gives them: columns, UTC, a delay after the pass, nothing outside the area."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from simulator import day
from simulator.day import march
from simulator.satellites import FIRES, SATELLITES, hotspots, read_area

LAMPANG = "98.88,17.20,100.13,19.42"
FEED = "/feeds/firms/api/area/csv/a-key"
PLANT = FIRES[-1].place


def rows(now, source="VIIRS_NOAA20_NRT", *, area=LAMPANG, days=1, first=None):
    text = hotspots(source, read_area(area), days, now, first)
    return list(csv.DictReader(text.splitlines()))


def seen_at(row):
    moment = datetime.strptime(f"{row['acq_date']} {int(row['acq_time']):04}", "%Y-%m-%d %H%M")
    return moment.replace(tzinfo=UTC)


def near(row, place):
    return day.distance_km((float(row["latitude"]), float(row["longitude"])), place) < 3


def test_the_columns_are_those_of_viirs():
    for row in rows(march(13, 18)):
        assert list(row)[:7] == [
            "latitude", "longitude", "bright_ti4", "scan", "track", "acq_date", "acq_time",
        ]  # fmt: skip
        assert (row["satellite"], row["instrument"], row["version"]) == ("N20", "VIIRS", "2.0NRT")
        assert row["confidence"] in "lnh"
        assert row["daynight"] == ("D" if seen_at(row).hour < 12 else "N")
        assert not row["acq_time"].startswith("0")


@pytest.mark.parametrize("source", SATELLITES)
def test_a_pass_appears_two_and_a_half_hours_later(source):
    def passes(now):
        return {seen_at(row) for row in rows(now, source)}

    before, after = passes(march(13, 15)), passes(march(13, 17))
    (new,) = after - before
    assert timedelta(hours=2) < march(13, 17) - new < timedelta(hours=4)


def test_the_fire_that_smokes_is_seen_that_afternoon_and_that_night():
    def times(now):
        found = rows(now, "VIIRS_SNPP_NRT", days=2)
        return {seen_at(row) for row in found if near(row, day.FIRE)}

    assert times(march(12, 9)) == set()
    assert [f"{each:%d %H}" for each in sorted(times(march(13, 6)))] == ["12 07", "12 18"]


def test_fires_grow_in_number_and_the_rain_ends_them():
    def fires(now):
        return len([row for row in rows(now) if not near(row, PLANT)])

    counts = [fires(march(number, 17)) for number in (11, 12, 13)]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
    assert fires(march(15, 17)) == 0


def test_the_same_question_gets_the_same_answer_and_the_area_cuts():
    now = march(13, 18)
    assert rows(now) == rows(now)
    assert rows(now, area="world", days=2) == rows(now, days=2)
    assert all(near(row, PLANT) for row in rows(now, area="99.70,18.25,99.80,18.35"))
    assert rows(now, area="0,0,1,1") == []


def test_days_are_dates_of_utc():
    found = rows(march(14, 6), first=date(2026, 3, 13))
    assert {row["acq_date"] for row in found} == {"2026-03-13"}
    assert {seen_at(row).hour for row in found} == {6, 18}


def test_it_is_served_by_the_business_clock_and_mistakes_are_told_in_plain_text(stage):
    stage.control("clock", {"shown_at": "2026-03-13T18:00:00+07:00", "speed": 0})
    found = stage.client.get(f"{FEED}/VIIRS_NOAA20_NRT/{LAMPANG}/1")
    assert found.text == hotspots("VIIRS_NOAA20_NRT", read_area(LAMPANG), 1, march(13, 18))
    dated = stage.client.get(f"{FEED}/VIIRS_NOAA20_NRT/{LAMPANG}/1/2026-03-01")
    assert {row["acq_date"] for row in csv.DictReader(dated.text.splitlines())} <= {"2026-03-01"}
    for wrong in ("NONE/world/1", f"VIIRS_SNPP_NRT/{LAMPANG}/6", "VIIRS_SNPP_NRT/here/1"):
        answer = stage.client.get(f"{FEED}/{wrong}")
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
