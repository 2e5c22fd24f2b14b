"""The feed in Air4Thai's shape: all leaves texts, means that agree with the history, its ways to fail."""

from decimal import Decimal

import pytest

CURRENT = "/feeds/air4thai/forweb/getAQI_JSON.php"
HISTORY = "/feeds/air4thai/forweb/getHistoryData.php"
ASKED = "stationID=37t,38t,39t,40t&param=PM25&type=hr&sdate=2026-03-19&edate=2026-03-20&stime=00&etime=23"


@pytest.fixture
def march(stage):
    """The business clock stands at twenty past six of a March morning."""
    clock = {"real_at": "2026-01-01T00:00:00", "shown_at": "2026-03-20T06:20:00+07:00", "speed": 0}
    stage.control("clock", clock)
    return stage


def stations(stage, more=""):
    return stage.client.get(CURRENT + more).json["stations"]


def history(stage, asked=ASKED):
    return stage.client.get(f"{HISTORY}?{asked}").json


def leaves(value):
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


def test_the_four_stations_of_lampang_are_there_with_texts_only(march):
    found = stations(march)
    assert [each["stationID"] for each in found] == ["37t", "38t", "39t", "40t"]
    assert all(isinstance(leaf, str) for leaf in leaves(found))
    assert all(each["forecast"] == [] for each in found)
    assert all(98 < float(each["long"]) < 101 and 17 < float(each["lat"]) < 20 for each in found)


def test_the_time_is_that_of_the_business_clock(march):
    last = next(each for each in stations(march) if each["stationID"] == "40t")["AQILast"]
    assert (last["date"], last["time"]) == ("2026-03-20", "06:00")


def test_the_overall_index_is_the_highest_of_the_parts(march):
    for each in stations(march):
        last = each["AQILast"]
        parts = {
            name: int(last[name]["aqi"]) for name in ("PM25", "PM10", "O3", "CO", "NO2", "SO2")
        }
        overall = last["AQI"]
        assert int(overall["aqi"]) == max(parts.values()) == parts[overall["param"]]
        assert last["PM10"] == {"color_id": "0", "aqi": "-1", "value": "-1"}
        measures_ozone = int(last["O3"]["aqi"]) >= 0
        assert measures_ozone is (each["stationID"] == "38t")


def test_the_current_mean_is_that_of_the_last_24_hours_of_the_history(march):
    hours = {each["stationID"]: each["data"] for each in history(march)["stations"]}
    for station in stations(march):
        last = station["AQILast"]
        label = f"{last['date']} {last['time']}:00"
        rows = hours[station["stationID"]]
        until = next(i for i, row in enumerate(rows) if row["DATETIMEDATA"] == label)
        values = [
            Decimal(str(row["PM25"]))
            for row in rows[until - 23 : until + 1]
            if row["PM25"] is not None
        ]
        assert abs(Decimal(last["PM25"]["value"]) - sum(values) / len(values)) <= Decimal("0.05")


def test_the_history_ends_with_what_is_published(march):
    found = {each["stationID"]: each for each in history(march)["stations"]}
    assert found["40t"]["data"][0]["DATETIMEDATA"] == "2026-03-19 00:00:00"
    assert found["40t"]["data"][-1]["DATETIMEDATA"] == "2026-03-20 06:00:00"
    assert len(found["40t"]["data"]) == 31


def test_the_summary_is_of_the_hours_shown(march):
    for each in history(march)["stations"]:
        values = [row["PM25"] for row in each["data"]]
        present = [value for value in values if value is not None]
        summary = each["summary"]["PM25"]
        assert (summary["max"], summary["min"]) == (max(present), min(present))
        assert (summary["totalcount"], summary["count"]) == (len(values), len(present))
        assert abs(summary["average"] - sum(present) / len(present)) < 0.06


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "stationID=40t&sdate=x&edate=y",
        "stationID=40t&sdate=2026-03-20&edate=2026-03-19",
        "stationID=40t&sdate=2025-03-20&edate=2026-03-19",
        "stationID=40t&sdate=2026-03-19&edate=2026-03-20&stime=25",
    ],
)
def test_a_wrong_question_gets_an_error(march, asked):
    assert history(march, asked)["result"] != "OK"


def test_unknown_stations_have_no_history(march):
    assert history(march, ASKED.replace("37t,38t,39t,40t", "99t"))["stations"] == []


def test_the_feed_can_be_html_or_empty(march):
    for path in (CURRENT, HISTORY):
        assert march.client.get(f"{path}?fault=html").data.startswith(b"<!DOCTYPE")
        assert march.client.get(f"{path}?fault=empty").data == b""


def test_a_stale_feed_is_old_and_says_so_by_its_colour(march):
    for each in stations(march, "?fault=stale"):
        last = each["AQILast"]
        assert last["date"] == "2026-03-18"
        assert int(last["AQI"]["color_id"]) < 0
        assert int(last["PM25"]["color_id"]) > 0


def test_a_silent_feed_has_minus_numbers(march):
    for each in stations(march, "?fault=minus"):
        assert each["AQILast"]["PM25"]["value"] == "-9999"
    rows = history(march, ASKED + "&fault=minus")["stations"][0]["data"]
    assert {row["PM25"] for row in rows} == {-1}


def test_the_feed_can_be_broken_while_it_runs(march):
    march.control("settings", {"feed_fault": "empty"})
    assert march.client.get(CURRENT).data == b""
    march.control("settings", {"feed_fault": ""})
    assert len(stations(march)) == 4
