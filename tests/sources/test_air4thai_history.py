"""Air4Thai's history: the real hours."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from sources import air4thai_history
from sources.fetch import FeedError

HERE = Path(__file__).resolve()
FIXTURE = HERE.parents[1] / "fixtures" / "air4thai" / "history.json"
RECORDED = sorted(
    (HERE.parents[2].parent / "shared" / "feeds" / "air4thai").glob("getHistoryData*")
)
NOW = datetime(2026, 3, 13, 18, 10, tzinfo=UTC)  # ten past one at night in Thailand, the 14th


def test_hours_end_at_their_label_in_thai_time():
    found = air4thai_history.read(orjson.loads(FIXTURE.read_bytes()))

    assert [(it.station, it.pm25) for it in found.readings] == [
        ("37t", 58.2),
        ("37t", 61.0),
        ("37t", 190.4),
        ("40t", 6.0),
    ]
    assert {it.hours for it in found.readings} == {1}
    assert found.readings[1].at == datetime(2026, 3, 13, 17, tzinfo=UTC)


def test_an_hour_without_a_value_is_no_hour_of_clean_air():
    found = air4thai_history.read(orjson.loads(FIXTURE.read_bytes()))

    assert [(bad.station, bad.reason) for bad in found.rejected] == [
        ("37t", "no value"),
        ("37t", "no value"),
        ("40t", "no time"),
        ("40t", "out of range"),
    ]


def test_hours_far_ahead_are_a_bad_clock():
    now = datetime(2026, 3, 13, 17, 10, tzinfo=UTC)

    found = air4thai_history.read(orjson.loads(FIXTURE.read_bytes()), now=now)

    assert [it.at.hour for it in found.readings] == [16, 17]
    assert [bad.reason for bad in found.rejected].count("a bad clock") == 2


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (None, "no history"),
        ([], "no history"),
        ({}, "nothing"),
        ({"result": "ERROR", "error": "too many days", "stations": []}, "too many days"),
        ({"result": "OK", "error": "no such station", "stations": []}, "no such station"),
        ({"result": "Fail", "stations": []}, "Fail"),
        ({"result": "OK", "error": ""}, "no list"),
    ],
)
def test_a_refusal_is_an_error_with_the_feeds_own_words(payload, says):
    with pytest.raises(FeedError, match=says) as error:
        air4thai_history.read(payload)
    assert error.value.kind == "shape"


@pytest.mark.parametrize(
    "stations", [[None], ["37t"], [{}], [{"stationID": "37t", "data": None}], [{"data": [{}]}]]
)
def test_a_bad_station_costs_only_itself(stations):
    good = {
        "stationID": "40t",
        "data": [{"DATETIMEDATA": "2026-03-14 03:00:00", "PM25": 6}],
    }

    found = air4thai_history.read({"result": "OK", "error": "", "stations": [*stations, good]})

    assert [it.pm25 for it in found.readings] == [6.0]
    assert [bad.reason for bad in found.rejected] == ["malformed"]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        (
            "https://air4thai.com/forweb/getAQI_JSON.php",
            "https://air4thai.com/forweb/getHistoryData.php",
        ),
        (
            "https://air4thai.pcd.go.th/services/getNewAQI_JSON.php",
            "https://air4thai.pcd.go.th/forweb/getHistoryData.php",
        ),
        (
            "http://air4thai.net/forappV2/getAQI_JSON.php?stationID=37t",
            "http://air4thai.net/forweb/getHistoryData.php",
        ),
        ("http://127.0.0.1:9000/pcd/now.php", "http://127.0.0.1:9000/pcd/getHistoryData.php"),
    ],
)
def test_the_history_stands_beside_the_current_feed(base, address):
    assert air4thai_history.url(base, ["37t"], NOW).partition("?")[0] == address


def test_it_asks_for_yesterday_and_today_as_thailand_counts_days():
    asked = air4thai_history.url("https://air4thai.com/forweb/getAQI_JSON.php", ["37t", "40t"], NOW)

    assert "stationID=37t,40t&" in asked
    query = parse_qs(urlsplit(asked).query)
    assert (query["sdate"], query["edate"]) == (["2026-03-13"], ["2026-03-14"])
    assert (query["param"], query["type"]) == (["PM25"], ["hr"])
    assert (query["stime"], query["etime"]) == (["00"], ["23"])


def test_every_recorded_history_is_read():
    for path in RECORDED:
        found = air4thai_history.read(orjson.loads(path.read_bytes()))
        assert {it.station for it in found.readings} == {"119t", "bkp62t"}
        assert len(found.readings) > 60
