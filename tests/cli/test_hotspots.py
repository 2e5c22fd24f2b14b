"""flask feeds pull of hotspots, and the war room's text of a day."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import NOBODY

HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,"
    "bright_ti5,frp,daynight"
)
CSV = f"""{HEADER}
18.85300,99.41800,334.1,0.42,0.38,2026-03-13,636,N20,VIIRS,n,2.0NRT,300.0,3.06,D
18.43700,99.77100,334.1,0.42,0.38,2026-03-12,1831,N20,VIIRS,h,2.0NRT,300.0,,N
18.79000,98.98000,334.1,0.42,0.38,2026-03-13,636,N20,VIIRS,n,2.0NRT,300.0,3.06,D
,99.41800,334.1,0.42,0.38,2026-03-13,636,N20,VIIRS,n,2.0NRT,300.0,3.06,D
"""
GISTDA = {
    "type": "FeatureCollection",
    "features": [
        {
            "properties": {
                "th_date": "2026-03-13T00:00:00",
                "th_time": "1336",
                "latitude": 18.853,
                "longitude": 99.418,
                "satellite": "NOAA-20",
                "confidence": "nominal",
                "lu_hp_name": "ป่าสงวนแห่งชาติ",
            }
        }
    ],
}
RFD = {
    "hotspot": [
        {"LAT": "18.85300000", "LONG": "99.41800000", "YYMMDD": "2026-03-13", "TIME": "1336", "TYPE": "NRF"}
    ]
}  # fmt: skip


def pull(flask: Flask, folder: Path, name: str, content: bytes) -> dict[str, int]:
    file = folder / "payload"
    file.write_bytes(content)
    counts: dict[str, int] = flask("feeds", "pull", name, "--file", str(file)).line
    return counts


def test_one_pixel_from_three_services_is_counted_once(flask: Flask, tmp_path: Path) -> None:
    body = CSV.encode("utf-8-sig")
    assert pull(flask, tmp_path, "firms", body) == {"read": 3, "new": 2, "rejected": 1}
    assert pull(flask, tmp_path, "firms", body)["new"] == 0
    counts = {"read": 1, "new": 1, "rejected": 0}
    assert pull(flask, tmp_path, "gistda-hotspots", orjson.dumps(GISTDA)) == counts
    assert pull(flask, tmp_path, "rfd-firemap", orjson.dumps(RFD)) == counts
    text = flask("hotspots", "warroom", "--date", "2026-03-13").out
    assert text.startswith("สรุปจุดความร้อน จังหวัดลำปาง ศ. 13 มี.ค. 2569\n")
    assert "รอบเช้า (01.31 น. ถึง 01.31 น.) 1 จุด" in text
    assert "เมืองปาน: เช้า 0 บ่าย 1 รวม 1 จุด" in text
    assert "ป่าสงวนแห่งชาติ 1, ไม่ระบุที่ดิน 1" in text
    assert "NASA FIRMS, GISTDA, RFD Firemap" in text


def test_a_day_without_any_says_that_this_proves_nothing(flask: Flask) -> None:
    text = flask("hotspots", "warroom", "--date", "2026-08-01").out
    assert "ไม่ได้แปลว่าไม่มีไฟ" in text
    assert flask("hotspots", "warroom", "--date", "yesterday").refused("--date", "yesterday")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("firms", "FIRMS_MAP_KEY is not set"),
        ("gistda-hotspots", "GISTDA_API_KEY is not set"),
        ("rfd-firemap", "use --file"),
    ],
)
def test_a_feed_without_its_key_is_off_and_says_so(flask: Flask, name: str, said: str) -> None:
    assert flask("feeds", "pull", name).refused(name, "is off", said)


@pytest.mark.parametrize("name", ["firms", "gistda-hotspots", "rfd-firemap"])
@pytest.mark.parametrize(
    "content", [b"", b"<html>502</html>", b"Invalid MAP_KEY.", b"null", b"\xff\xfe"]
)
def test_a_file_that_is_no_payload_is_refused(
    flask: Flask, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / "payload"
    file.write_bytes(content)
    assert flask("feeds", "pull", name, "--file", str(file)).refused("payload")


def test_a_service_that_does_not_answer_is_an_error_without_the_key(
    flask: Flask, sqlite: Database
) -> None:
    keys = {"FIRMS_MAP_KEY": "s3cret", "FIRMS_URL": NOBODY}
    said = flask("feeds", "pull", "firms", **keys)
    assert said.refused("firms", "unreachable")
    assert "s3cret" not in said.errors
    keys = {"GISTDA_API_KEY": "s3cret", "GISTDA_HOTSPOTS_URL": NOBODY}
    assert flask("feeds", "pull", "gistda-hotspots", **keys).refused("unreachable")


def test_the_jobs_are_there_with_their_keys_only(flask: Flask) -> None:
    names = {line["job"] for line in flask("jobs", "list").lines}
    assert "ask_hotspot_checks" in names
    assert not {"fetch_firms", "fetch_gistda_hotspots"} & names
    keys = {"FIRMS_MAP_KEY": "k", "GISTDA_API_KEY": "k"}
    assert {"fetch_firms", "fetch_gistda_hotspots"} <= {
        line["job"] for line in flask("jobs", "list", **keys).lines
    }
