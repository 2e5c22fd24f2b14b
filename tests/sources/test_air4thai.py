"""Air4Thai's current feed: hand-written payloads with every trap, and recorded ones where they are present."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from domain.places import Point
from sources import air4thai
from sources.fetch import FeedError

HERE = Path(__file__).resolve()
FIXTURES = HERE.parents[1] / "fixtures" / "air4thai"
RECORDED = sorted((HERE.parents[2].parent / "shared" / "feeds" / "air4thai").glob("*get*QI_JSON*"))
LEGACY = sorted((HERE.parents[2].parent / "shared" / "feeds" / "air4thai").glob("old_*.json"))


def payload(name):
    return orjson.loads((FIXTURES / name).read_bytes())


def row(**changes):
    return {
        "stationID": "37t",
        "nameTH": "ก",
        "nameEN": "A",
        "areaTH": "ต.พระบาท อ.เมือง, ลำปาง",
        "lat": "18.27",
        "long": "99.50",
        "AQILast": last(),
    } | changes


def last(**changes):
    return {
        "date": "2026-03-14",
        "time": "09:00",
        "PM25": {"color_id": "2", "aqi": "36", "value": "19.1"},
        "AQI": {"color_id": "2", "aqi": "36", "param": "PM25"},
    } | changes


@pytest.fixture(scope="module")
def current():
    return air4thai.read(payload("current.json"))


def test_the_value_is_a_mean_of_24_hours_that_ends_at_the_label_in_thai_time(current):
    reading = current.readings[0]

    assert (reading.station, reading.pm25, reading.hours) == ("37t", 61.7, 24)
    assert reading.at == datetime(2026, 3, 14, 2, tzinfo=UTC)
    assert not reading.stale


def test_midnight_belongs_to_the_new_date(current):
    assert current.readings[1].at == datetime(2026, 3, 13, 17, tzinfo=UTC)


def test_a_negative_colour_of_the_whole_index_marks_the_value_stale(current):
    assert [reading.stale for reading in current.readings] == [False, True, False, False]


def test_a_silent_or_misplaced_station_gives_no_reading_but_a_reason(current):
    assert [(bad.station, bad.reason) for bad in current.rejected] == [
        ("39t", "no value"),
        ("m902t", "out of place"),
    ]


def test_only_stations_of_lampang_are_taken_and_new_ones_too(current):
    assert [station.id for station in current.stations] == ["37t", "38t", "39t", "40t", "m901t"]


def test_known_stations_have_the_names_villagers_use_and_a_place_even_without_coordinates(current):
    waterworks = current.stations[3]

    assert (waterworks.name_th, waterworks.tambon) == ("แม่เมาะ", "520204")
    assert waterworks.point == Point(18.2826333, 99.6598166)


def test_a_name_loses_its_blanks_and_stands_in_for_a_missing_one(current):
    mobile = current.stations[4]

    assert (mobile.name_th, mobile.name_en) == ("รถตรวจวัด เถิน", "รถตรวจวัด เถิน")
    assert (mobile.kind, mobile.source) == ("official", "air4thai")


def test_the_older_shape_is_read_with_its_own_signs_for_no_value():
    found = air4thai.read(payload("legacy.json"))

    assert [(it.station, it.pm25, it.at.hour) for it in found.readings] == [("37t", 44.0, 0)]
    assert [(bad.station, bad.reason) for bad in found.rejected] == [
        ("38t", "no value"),
        ("40t", "no value"),
    ]


@pytest.mark.parametrize("value", ["-1", "-999", "-9999", "", "-", "N/A", "n/a", None, {}, [], -1])
def test_every_code_for_no_value_is_no_value(value):
    found = air4thai.read({"stations": [row(AQILast=last(PM25={"value": value}))]})

    assert not found.readings
    assert found.rejected[0].reason == "no value"


@pytest.mark.parametrize("value", ["nan", "inf", "many", "99999", True])
def test_an_impossible_value_is_out_of_range(value):
    found = air4thai.read({"stations": [row(AQILast=last(PM25={"value": value}))]})

    assert not found.readings
    assert found.rejected[0].reason == "out of range"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(AQILast=None), "malformed"),
        (row(AQILast="late"), "malformed"),
        (row(AQILast=last(PM25=None)), "no value"),
        (row(AQILast=last(date="")), "no time"),
        (row(AQILast=last(time="25:00")), "no time"),
        (row(AQILast=last(date=None, time=7)), "no time"),
        (row(stationID=None), "malformed"),
        (row(stationID="m1", lat="0", long="0"), "out of place"),
        (row(stationID="m1", lat="18.27", long="north"), "out of place"),
        ("37t", "malformed"),
        (None, "malformed"),
    ],
)
def test_a_bad_row_costs_only_itself(bad, reason):
    found = air4thai.read({"stations": [bad, row()]})

    assert [it.station for it in found.readings] == ["37t"]
    assert [it.reason for it in found.rejected] == [reason]


def test_the_index_of_a_strange_shape_is_not_taken_for_stale():
    for index in (None, [], {"color_id": None}, {"Level": "2"}):
        found = air4thai.read({"stations": [row(AQILast=last(AQI=index))]})
        assert not found.readings[0].stale


def test_a_label_ahead_by_more_than_an_hour_is_a_bad_clock():
    just, too_far = row(AQILast=last(time="09:00")), row(AQILast=last(time="10:00"))
    now = datetime(2026, 3, 14, 1, 22, tzinfo=UTC)  # 08.22 in Thailand

    assert air4thai.read({"stations": [just]}, now=now).readings
    assert air4thai.read({"stations": [too_far]}, now=now).rejected[0].reason == "a bad clock"


@pytest.mark.parametrize("payload", [None, [], {}, "x", 7, {"stations": []}, {"stations": {}}])
def test_what_is_no_station_list_is_said_to_be_so(payload):
    with pytest.raises(FeedError) as error:
        air4thai.read(payload)
    assert error.value.kind == "shape"


def test_every_recorded_payload_is_read_and_the_stations_of_lampang_are_found():
    for path in RECORDED + LEGACY:
        found = air4thai.read(orjson.loads(path.read_bytes()))
        ids = {station.id for station in found.stations}
        if "03t" in path.name:
            assert not ids
        elif "37t" in path.name:
            assert ids == {"37t"}
        else:
            assert ids == {"37t", "38t", "39t", "40t"}
            assert len(found.readings) == 4
            assert not found.rejected
