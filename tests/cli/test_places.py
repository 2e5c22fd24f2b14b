"""flask places find, locate, import"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.facts.health_places import read_places
from domain import lampang
from domain.lampang import DISTRICT_FACTS, TAMBON_FACTS
from tests.cli.conftest import Flask

OUTLINES = Path(__file__).parents[2].parent / "shared" / "geo" / "lampang_tambon.geojson"
MAE_MO = {"district": "แม่เมาะ", "tambon": None, "code": "5202"}
NOWHERE: dict[str, Any] = {"district": None, "tambon": None, "code": None, "candidates": []}


def test_a_name_has_its_code(flask: Flask) -> None:
    said = flask("places", "find", stdin="แม่เมาะ\nต.สบป้าด\nMae Mo\n".encode())
    district, tambon, english = said.lines
    assert district == {"text": "แม่เมาะ", **MAE_MO, "candidates": [MAE_MO]}
    assert (tambon["tambon"], tambon["code"]) == ("สบป้าด", "520205")
    assert english["code"] == "5202"


def test_every_district_and_tambon_is_found_by_its_name(flask: Flask) -> None:
    areas = [*lampang.DISTRICTS, *lampang.TAMBONS]
    names = [f"ต.{area.name_th}" if area.is_tambon else f"อ.{area.name_th}" for area in areas]
    found = flask("places", "find", stdin="\n".join(names).encode()).lines
    assert [one["code"] for one in found] == [area.code for area in areas]
    for one, area in zip(found, areas, strict=True):
        assert one["tambon" if area.is_tambon else "district"] == area.name_th
        assert one["candidates"][0]["code"] == area.code


@pytest.mark.parametrize("text", ["ลำปาง", "จังหวัดลำปาง", "เชียงใหม่", "", "ไม่มีที่นี่หรอก"])
def test_the_province_and_what_is_outside_are_nulls(flask: Flask, text: str) -> None:
    assert flask("places", "find", stdin=f"{text}\n".encode()).line == {"text": text, **NOWHERE}


def test_a_point_is_in_its_tambon_or_has_three_candidates(flask: Flask) -> None:
    points = [facts.inside for facts in TAMBON_FACTS.values()]
    stdin = "\n".join(f"{point.lat} {point.lon}" for point in points).encode()
    for code, found in zip(TAMBON_FACTS, flask("places", "locate", stdin=stdin).lines, strict=True):
        assert set(found) == {"inside", "district", "tambon", "code", "candidates"}
        assert found["inside"] is True
        assert 1 <= len(found["candidates"]) <= 3
        assert found["code"] == found["candidates"][0]["code"]
        assert code in [one["code"] for one in found["candidates"]]


@pytest.mark.parametrize("line", ["18.79 98.95", "13.75,100.5", "0 0", "nan nan", "inf 99.5"])
def test_a_point_outside_is_outside(flask: Flask, line: str) -> None:
    assert flask("places", "locate", stdin=line.encode()).line == {"inside": False, **NOWHERE}


@pytest.mark.parametrize("line", ["", "18.28", "18.28 99.66 1", "แม่ เมาะ"])
def test_what_is_no_point_is_refused(flask: Flask, line: str) -> None:
    said = flask("places", "locate", stdin=f"{line}\n".encode())
    assert said.refused("lat lon", repr(line))


# Outlines


def squares(all_facts: Any = TAMBON_FACTS, half: float = 0.004) -> dict[str, Any]:
    """A small square around a point of each tambon, as a GeoJSON file."""
    features = []
    for code, facts in all_facts.items():
        lat, lon = facts.inside.lat, facts.inside.lon
        corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
        ring = [[lon + x * half, lat + y * half] for x, y in corners]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        properties = {"code": code}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def test_with_outlines_a_point_is_exactly_where_they_say(flask: Flask, tmp_path: Path) -> None:
    file = tmp_path / "squares.geojson"
    file.write_bytes(orjson.dumps(squares()))
    assert flask("places", "import", str(file)).line == {"tambons": 100}
    inside = next(iter(TAMBON_FACTS.values())).inside
    code = next(iter(TAMBON_FACTS))
    lines = f"{inside.lat} {inside.lon}\n{inside.lat + 0.005} {inside.lon}\n"
    within, beside = flask("places", "locate", stdin=lines.encode()).lines
    assert (within["code"], within["candidates"][0]["code"]) == (code, code)
    assert beside == {"inside": False, **NOWHERE}


def test_outlines_of_districts_alone_can_be_imported(flask: Flask, tmp_path: Path) -> None:
    file = tmp_path / "districts.geojson"
    file.write_bytes(orjson.dumps(squares(DISTRICT_FACTS)))
    assert flask("places", "import", str(file)).line == {"districts": 13}


def test_the_official_outlines_can_be_imported_where_present(flask: Flask, tmp_path: Path) -> None:
    file = OUTLINES
    if not file.is_file():
        file = tmp_path / "squares.geojson"
        file.write_bytes(orjson.dumps(squares()))
    assert flask("places", "import", str(file)).line == {"tambons": 100}
    points = [facts.inside for facts in TAMBON_FACTS.values()]
    stdin = "\n".join(f"{point.lat} {point.lon}" for point in points).encode()
    found = flask("places", "locate", stdin=stdin).lines
    assert [one["code"] for one in found] == list(TAMBON_FACTS)


def missing_one() -> dict[str, Any]:
    features = squares()["features"]
    return {"type": "FeatureCollection", "features": features[1:]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "line 1"),
        (b"not json", "line 1"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [7]}', "Feature 1"),
        (orjson.dumps(missing_one()), "1 of 100 tambons"),
    ],
    ids=["empty", "no JSON", "a list", "a number", "one missing"],
)
def test_a_file_that_cannot_be_used_is_refused_and_changes_nothing(
    flask: Flask, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "bad.geojson"
    file.write_bytes(content)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert flask("places", "import", str(file)).refused("bad.geojson", why)
    after = {path.name for path in tmp_path.iterdir()} - {"wake", "write.lock"}
    assert after <= set(before) | {"nongkhem.db-wal", "nongkhem.db-shm"}


def test_a_file_that_is_not_there_is_said_to_be_missing(flask: Flask, tmp_path: Path) -> None:
    assert flask("places", "import", str(tmp_path / "none")).refused("No such file")
    assert flask("places", "import", str(tmp_path)).refused("directory")


A_ROOM = """
- name_th: ห้องปลอดฝุ่น รพ.สต.บ้านแขม
  name_en: Clean room, Ban Khaem health station
  kind: room
  area: "520204"
  checked_on: 2026-03-01
  source: the province's list
"""


def test_the_province_s_own_list_of_clean_rooms_is_answered_from(
    flask: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(A_ROOM, "utf-8")
    assert flask("places", "health", str(file)).line == {"places": 1}
    kept = list(tmp_path.rglob("health_places.yaml"))
    assert [one.read_text("utf-8") for one in kept] == [A_ROOM]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("kind: room", "kind: palace"),
        ('area: "520204"', 'area: "100101"'),
        ("checked_on: 2026-03-01", "checked_on: lately"),
        ("  source: the province's list\n", ""),
    ],
)
def test_a_list_that_may_not_stand_changes_nothing(wrong: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"^place 1: "):
        read_places(A_ROOM.replace(wrong, told).encode())
