"""Hotspots as NASA, GISTDA and the forest department write them: times, confidence, sizes, and how each says no.

Shapes: FIRMS' area CSV (columns and odd times as its users recorded them in 2026), GISTDA's gateway, RFD's fire map.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.hotspots import Pixel
from domain.places import Point
from sources import firms, gistda_hotspots, rfd_firemap
from sources.fetch import FeedError

NOW = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)
VIIRS = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,"
    "bright_ti5,frp,daynight"
)
MODIS = VIIRS.replace("bright_ti4", "brightness").replace("bright_ti5", "bright_t31")
ROW = {
    "latitude": "18.85300",
    "longitude": "99.41800",
    "bright_ti4": "334.1",
    "scan": "0.42",
    "track": "0.38",
    "acq_date": "2026-03-13",
    "acq_time": "636",
    "satellite": "N20",
    "instrument": "VIIRS",
    "confidence": "n",
    "version": "2.0NRT",
    "bright_ti5": "300.0",
    "frp": "3.06",
    "daynight": "D",
}


def csv_of(*rows: dict[str, str], header: str = VIIRS) -> str:
    names = header.split(",")
    lines = [",".join({**ROW, **row}.get(name, "") for name in names) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def one(header: str = VIIRS, **changes: str) -> Pixel:
    (pixel,) = firms.read(csv_of(changes, header=header), now=NOW).pixels
    return pixel


def test_a_row_of_viirs() -> None:
    assert one() == Pixel(
        source="firms",
        at=datetime(2026, 3, 13, 6, 36, tzinfo=UTC),
        point=Point(18.853, 99.418),
        radius_m=283,
        satellite="N20",
        instrument="VIIRS",
        confidence="nominal",
        power_mw=3.06,
    )


@pytest.mark.parametrize(
    ("told", "hour", "minute"),
    [("1", 0, 1), ("109", 1, 9), ("0920", 9, 20), ("1105", 11, 5), ("650", 6, 50), ("0", 0, 0)],
)
def test_times_are_utc_without_leading_zeros(told: str, hour: int, minute: int) -> None:
    assert one(acq_time=told).at == datetime(2026, 3, 13, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ("l", "low"), ("n", "nominal"), ("h", "high"), ("low", "low"), ("nominal", "nominal"), ("high", "high"),
        ("0", "low"), ("29", "low"), ("30", "nominal"), ("79", "nominal"), ("80", "high"), ("100", "high"),
    ],
)  # fmt: skip
def test_confidence_in_words_letters_and_percents(told: str, is_: str) -> None:
    assert one(confidence=told).confidence == is_


@pytest.mark.parametrize(
    ("told", "is_"),
    [("N", "N"), ("Suomi NPP", "N"), ("1", "N20"), ("N20", "N20"), ("2", "N21"), ("N21", "N21")],
)
def test_satellites_have_one_name_each(told: str, is_: str) -> None:
    assert one(satellite=told).satellite == is_


def test_modis_has_larger_pixels_and_other_columns() -> None:
    pixel = one(MODIS, satellite="Terra", instrument="MODIS", scan="1.05", track="1.02")
    assert (pixel.instrument, pixel.satellite, pixel.radius_m) == ("MODIS", "Terra", 732)


@pytest.mark.parametrize(
    ("change", "radius"), [({"scan": ""}, 570), ({"scan": "nan"}, 570), ({"track": "0"}, 570)]
)
def test_a_size_that_is_not_told_is_taken_as_the_largest(
    change: dict[str, str], radius: int
) -> None:
    assert one(**change).radius_m == radius


def test_power_may_be_missing_and_other_columns_may_come() -> None:
    assert one(frp="").power_mw is None
    text = csv_of({}, header="country_id," + VIIRS + ",type")
    assert len(firms.read(text).pixels) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"latitude": ""}, "no place"),
        ({"latitude": "nan"}, "no place"),
        ({"longitude": "999"}, "no place"),
        ({"acq_time": ""}, "no time"),
        ({"acq_time": "2460"}, "no time"),
        ({"acq_time": "๑๒"}, "no time"),
        ({"acq_date": "13/03/2026"}, "no time"),
        ({"acq_time": "1301"}, "a bad clock"),
        ({"confidence": "?"}, "no confidence"),
        ({"confidence": "101"}, "no confidence"),
        ({"instrument": "OLI"}, "an unknown instrument"),
    ],
)
def test_a_bad_row_costs_only_itself(change: dict[str, str], reason: str) -> None:
    read = firms.read(csv_of({}, change, {"latitude": "18.9"}), now=NOW)
    assert len(read.pixels) == 2
    assert [(row.station, row.reason) for row in read.rejected] == [("line 3", reason)]


def test_a_header_alone_is_no_news_and_a_row_twice_is_one() -> None:
    assert firms.read(VIIRS) == firms.HotspotsRead()
    assert len(firms.read(csv_of({}, {})).pixels) == 1


@pytest.mark.parametrize(
    ("body", "status", "kind", "said"),
    [
        ("Invalid MAP_KEY.", 400, "http", "FIRMS_MAP_KEY is refused: Invalid MAP_KEY."),
        ("Invalid MAP_KEY.", 200, "http", "FIRMS_MAP_KEY is refused"),
        ("", 401, "http", "FIRMS_MAP_KEY is refused: answered 401"),
        ("Invalid API call.", 200, "shape", "Invalid API call."),
        ("<!DOCTYPE html><html>", 200, "shape", "a web page"),
        ("<html>", 502, "http", "answered 502"),
        ("", 200, "shape", "an empty answer"),
        ("Exceeding allowed transaction limit", 429, "http", "answered 429: Exceeding"),
    ],
)
def test_what_is_no_table_is_said(body: str, status: int, kind: str, said: str) -> None:
    with pytest.raises(FeedError) as told:
        firms.read(body, status=status)
    assert told.value.kind == kind
    assert said in told.value.text


def test_each_satellite_is_asked_and_one_that_fails_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def get(address: str, **_: Any) -> tuple[int, str]:
        asked.append(address)
        if "MODIS" in address:
            raise FeedError("unreachable", f"no route to {address}")
        return 200, csv_of({"satellite": address.partition("VIIRS_")[2][:3]})

    monkeypatch.setattr(firms, "get_text", get)
    read = firms.fetch("s3cret", "https://nasa.example", now=NOW)
    assert len(asked) == 4
    assert asked[0] == (
        "https://nasa.example/api/area/csv/s3cret/VIIRS_SNPP_NRT/98.88,17.20,100.13,19.42/2"
    )
    assert len(read.pixels) == 3
    (failure,) = read.failures
    assert failure.text.startswith("MODIS_NRT: no route")
    assert "s3cret" not in failure.text


@pytest.mark.parametrize(("body", "calls"), [("Invalid MAP_KEY.", 1), ("Service away", 4)])
def test_a_refused_key_ends_it_and_four_failures_are_one(
    monkeypatch: pytest.MonkeyPatch, body: str, calls: int
) -> None:
    asked: list[str] = []

    def get(address: str, **_: Any) -> tuple[int, str]:
        asked.append(address)
        return 400, body

    monkeypatch.setattr(firms, "get_text", get)
    with pytest.raises(FeedError) as told:
        firms.fetch("s3cret", now=NOW)
    assert len(asked) == calls
    assert "s3cret" not in str(told.value)


FEATURE = {
    "hotspotid": "a-1",
    "th_date": "2026-03-13T00:00:00",
    "th_time": "1336",
    "acq_date": "2026-03-13",
    "acq_time": "636",
    "latitude": 18.853,
    "longitude": 99.418,
    "confidence": "nominal",
    "satellite": "NOAA-20",
    "instrument": "VIIRS",
    "scan": 0.42,
    "track": 0.38,
    "frp": 3.1,
    "tb_idn": 521304,
    "lu_hp_name": "ป่าสงวนแห่งชาติ",
}


def collection(*features: object) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": one} for one in features],
    }


def test_a_feature_of_gistda_is_the_same_pixel_with_its_land() -> None:
    (pixel,) = gistda_hotspots.read(collection(FEATURE), now=NOW).pixels
    assert pixel.at == one().at
    assert (pixel.point, pixel.satellite, pixel.radius_m) == (one().point, "N20", 283)
    assert (pixel.land, pixel.area, pixel.source) == ("reserved", "521304", "gistda-hotspots")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"th_date": None, "th_time": None}, "2026-03-13T06:36"),
        ({"th_time": 36, "th_date": "2026-03-13"}, "2026-03-12T17:36"),
        ({"th_time": "13:36"}, "2026-03-13T06:36"),
        ({"th_time": "", "th_date": "", "acq_time": "0636"}, "2026-03-13T06:36"),
    ],
)
def test_gistda_tells_thai_time_or_only_nasas(change: dict[str, object], at: str) -> None:
    (pixel,) = gistda_hotspots.read(collection({**FEATURE, **change})).pixels
    assert pixel.at == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "land"),
    [
        ("ป่าอนุรักษ์", "conservation"), ("ป่าสงวนแห่งชาติ", "reserved"), ("พื้นที่เกษตร", "farm"), ("เขต ส.ป.ก.", "reform"),
        ("ชุมชนและอื่น ๆ", "community"), ("ริมทางหลวง", "roadside"), ("พื้นที่ป่า", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_six_kinds_of_land(name: str, land: str) -> None:
    assert gistda_hotspots.land_of(name) == land


@pytest.mark.parametrize(
    ("told", "is_"), [("SNPP", "N"), ("j1", "N20"), ("a new name", ""), (None, "")]
)
def test_a_name_of_a_satellite_that_nobody_knows_keeps_no_pixels_apart(
    told: str | None, is_: str
) -> None:
    (pixel,) = gistda_hotspots.read(collection({**FEATURE, "satellite": told})).pixels
    assert pixel.satellite == is_


def test_bad_features_cost_only_themselves() -> None:
    bad = [{**FEATURE, "latitude": None}, {**FEATURE, "th_time": "x", "acq_time": "x"}, 7]
    read = gistda_hotspots.read(collection(FEATURE, *bad), now=NOW)
    assert len(read.pixels) == 1
    assert [(row.station, row.reason) for row in read.rejected] == [
        ("a-1", "no place"), ("a-1", "no time"), ("feature 3", "malformed"),
    ]  # fmt: skip


@pytest.mark.parametrize("body", [None, [], 7, {}, {"message": "No rights"}, {"features": {}}])
@pytest.mark.parametrize("source", [gistda_hotspots, rfd_firemap])
def test_what_is_no_list_is_refused(source: Any, body: object) -> None:
    with pytest.raises(FeedError) as told:
        source.read(body)
    assert told.value.kind == "shape"


def test_gistda_is_read_page_by_page_and_a_refusal_names_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = iter([[FEATURE] * 2, [{**FEATURE, "th_time": "1402"}]])

    class Got:
        def __init__(self, data: object) -> None:
            self.data = data

    asked: list[str] = []

    def get(addresses: list[str], **given: Any) -> Got:
        asked.extend(addresses)
        assert given["headers"] == {"API-Key": "s3cret"}
        return Got(collection(*next(pages)))

    monkeypatch.setattr(gistda_hotspots, "PAGE", 2)
    monkeypatch.setattr(gistda_hotspots, "get_json", get)
    assert len(gistda_hotspots.fetch("s3cret", now=NOW).pixels) == 2
    assert ["offset=0" in asked[0], "offset=2" in asked[1], len(asked)] == [True, True, 2]

    def refuse(*_: Any, **__: Any) -> Got:
        raise FeedError("http", "gistda.example: answered 401")

    monkeypatch.setattr(gistda_hotspots, "get_json", refuse)
    with pytest.raises(FeedError, match="GISTDA_API_KEY is refused"):
        gistda_hotspots.fetch("s3cret", now=NOW)


def test_a_row_of_the_forest_department() -> None:
    row = {
        "LAT": "18.85310000",
        "LONG": "99.41810000",
        "YYMMDD": "2026-03-13",
        "TIME": "242",
        "TUMBON": "แจ้ซ้อน",
        "AUMPER": "เมืองปาน",
        "PROVINCE": "ลำปาง",
        "TYPE": "DNP",
        "NAME": "อุทยานแห่งชาติแจ้ซ้อน",
    }
    read = rfd_firemap.read({"hotspot": [row, {**row, "TIME": "2"}, {**row, "LAT": ""}, 7]})
    first, second = read.pixels
    assert first.at == datetime(2026, 3, 12, 19, 42, tzinfo=UTC)  # 02.42 in Lampang
    assert second.at == datetime(2026, 3, 12, 17, 2, tzinfo=UTC)
    assert (first.land, first.satellite, first.radius_m) == ("conservation", "", 570)
    assert [row.reason for row in read.rejected] == ["no place", "malformed"]
