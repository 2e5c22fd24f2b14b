"""GISTDA's model: Thai wall-clock times behind a false Z, errors inside HTTP 200, one bad row costs only itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from sources import gistda_pm25
from sources.fetch import FeedError

RECORDED = Path(__file__).parents[1] / "fixtures" / "gistda_pm25" / "districts.json"
NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)  # 16.20 in Lampang
ROW = {"ap_idn": 5202, "dt": "2026-03-12T16:00:00.000Z", "pm25": 41.5, "pred1": 43}


def answer(*rows: object) -> dict[str, object]:
    return {"status": 200, "errMsg": "", "data": list(rows)}


def test_the_hour_is_thai_time_although_it_says_z() -> None:
    read = gistda_pm25.read(orjson.loads(RECORDED.read_bytes()), now=NOW)
    mae_mo = [hour for hour in read.hours if hour.area == "5202"]
    assert [(hour.at.hour, round(hour.pm25 or 0, 1)) for hour in mae_mo] == [
        (9, 41.5),
        (10, 43.1),
        (11, 44.9),
        (12, 47.2),
    ]
    assert mae_mo[0].at == datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_a_missing_step_is_left_out_and_other_provinces_and_bad_rows_are_rejected() -> None:
    read = gistda_pm25.read(orjson.loads(RECORDED.read_bytes()), now=NOW)
    assert [hour.at.hour for hour in read.hours if hour.area == "5207"] == [9, 11, 12]
    assert {hour.area for hour in read.hours} == {"5202", "5207"}
    assert [(row.station, row.reason.partition(":")[0]) for row in read.rejected] == [
        ("1414", "out of place"),
        ("5205", "out of range"),
        ("5208", "no time"),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pm25": None, "pred1": None}, "no value"),
        ({"pm25": True}, "not a number"),
        ({"pm25": "41"}, "not a number"),
        ({"pm25": 1e9}, "out of range"),
        ({"dt": "2026-03-12T19:00:00.000Z"}, "a bad clock"),
        ({"dt": None}, "no time"),
        ({"ap_idn": None}, "out of place"),
        ({"ap_idn": 520204}, "out of place"),
    ],
)
def test_rows_that_cannot_be_used(change: dict[str, object], reason: str) -> None:
    read = gistda_pm25.read(answer({**ROW, **change}), now=NOW)
    assert read.hours == ()
    assert read.rejected[0].reason.startswith(reason)


def test_a_time_that_names_its_zone_is_taken_at_its_word() -> None:
    read = gistda_pm25.read(answer({**ROW, "dt": "2026-03-12T16:00:00+07:00"}), now=NOW)
    assert read.hours[0].at == datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_rows_that_are_no_rows_cost_only_themselves() -> None:
    read = gistda_pm25.read(answer(None, 7, [], ROW), now=NOW)
    assert (len(read.hours), len(read.rejected)) == (2, 3)


def test_no_rows_are_no_news_and_no_error() -> None:
    assert gistda_pm25.read(answer(), now=NOW).hours == ()


@pytest.mark.parametrize(
    "payload",
    [
        {"status": 500, "errMsg": "internal error", "data": None},
        {"status": 200, "errMsg": "", "data": None},
        {"data": []},
        [],
        None,
        7,
    ],
)
def test_an_error_inside_http_200_is_an_error(payload: object) -> None:
    with pytest.raises(FeedError) as caught:
        gistda_pm25.read(payload, now=NOW)
    assert caught.value.kind == "shape"
