"""The 13 districts and 100 tambons: held against PyPI geothai, and against the computed facts where these lie beside."""

from __future__ import annotations

import csv
from pathlib import Path

import geothai
import pytest

from domain.lampang import (
    DISTRICT_FACTS,
    DISTRICTS,
    PROVINCE,
    PROVINCE_AREA_KM2,
    TAMBON_FACTS,
    TAMBONS,
    area,
    district_of,
    tambons_of,
)
from domain.places import distance_km

FACTS = Path(__file__).parents[2].parent / "shared" / "geo"


def _rows(name):
    file = FACTS / name
    if not file.exists():
        return []
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _named(areas):
    return {each.code: (each.name_th, each.name_en.casefold()) for each in areas}


def test_codes_and_names_are_those_of_geothai():
    theirs = geothai.districts("52")
    assert _named(DISTRICTS) == _named(theirs)
    assert _named(TAMBONS) == _named(
        tambon for district in theirs for tambon in geothai.subdistricts(district.code)
    )


def test_there_are_13_districts_and_100_tambons():
    assert len(DISTRICTS) == len(DISTRICT_FACTS) == 13
    assert len(TAMBONS) == len(TAMBON_FACTS) == 100
    assert [len(tambons_of(each.code)) for each in DISTRICTS] == [
        19, 5, 9, 4, 10, 7, 8, 8, 4, 10, 4, 7, 5,
    ]  # fmt: skip


def test_all_thai_tambon_names_differ():
    assert len({each.name_th for each in TAMBONS}) == 100


@pytest.mark.parametrize(
    ("name", "facts_of", "centre"),
    [
        ("lampang_district_facts.tsv", DISTRICT_FACTS, "seat"),
        ("lampang_tambon_facts.tsv", TAMBON_FACTS, "centroid"),
    ],
)
def test_numbers_are_those_computed_from_the_boundaries(name, facts_of, centre):
    for row in _rows(name):
        facts = facts_of[row["code"]]
        assert facts.area.name_th == row["name_th"]
        assert facts.area.centre.lat == float(row[f"{centre}_lat"])
        assert facts.area.centre.lon == float(row[f"{centre}_lon"])
        assert (facts.inside.lat, facts.inside.lon) == (
            float(row["point_lat"]),
            float(row["point_lon"]),
        )
        assert (facts.box.min_lat, facts.box.min_lon, facts.box.max_lat, facts.box.max_lon) == (
            float(row["min_lat"]),
            float(row["min_lon"]),
            float(row["max_lat"]),
            float(row["max_lon"]),
        )
        assert facts.area_km2 == float(row["area_km2"])
        assert list(facts.neighbours) == row["neighbours"].split(",")


@pytest.mark.parametrize("facts_of", [DISTRICT_FACTS, TAMBON_FACTS], ids=["districts", "tambons"])
def test_neighbours_are_neighbours_both_ways_and_points_lie_in_their_boxes(facts_of):
    for code, facts in facts_of.items():
        assert facts.box.holds(facts.inside)
        assert facts.box.holds(facts.area.centre)
        assert facts.neighbours
        for other in facts.neighbours:
            assert code in facts_of[other].neighbours


def test_areas_add_up():
    total = sum(facts.area_km2 for facts in TAMBON_FACTS.values())
    assert total == pytest.approx(PROVINCE_AREA_KM2, rel=1e-3)
    for code, facts in DISTRICT_FACTS.items():
        parts = [TAMBON_FACTS[each.code] for each in tambons_of(code)]
        assert sum(part.area_km2 for part in parts) == pytest.approx(facts.area_km2, rel=2e-3)
        assert facts.box.min_lat == min(part.box.min_lat for part in parts)
        assert facts.box.max_lon == max(part.box.max_lon for part in parts)


def test_spread_and_turned_box_fit_the_area():
    for facts in TAMBON_FACTS.values():
        east, mixed, north = facts.spread
        assert east * north > mixed * mixed
        low_sum, high_sum, low_difference, high_difference = facts.diagonals
        inside = facts.inside
        assert low_sum < inside.lon + inside.lat < high_sum
        assert low_difference < inside.lon - inside.lat < high_difference


def test_an_area_is_found_by_its_code():
    assert area("52") == PROVINCE
    assert area("520204").name_th == area("5202").name_th == "แม่เมาะ"
    assert area("521009") is None  # abolished long ago
    assert area("") is None


def test_the_district_of_a_code():
    assert district_of("520204") == area("5202")
    assert district_of("5202") == area("5202")
    assert district_of("52") is None
    assert district_of("529999") is None
    assert tambons_of("9999") == ()


def test_a_district_stands_for_its_town():
    assert distance_km(area("5202").centre, area("520204").centre) < 10
