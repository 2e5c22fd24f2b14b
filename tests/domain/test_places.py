"""Where a point lies: by numbers, by outlines, and which outline files are refused."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path

import pytest

from domain.lampang import DISTRICT_FACTS, TAMBON_FACTS, TAMBONS, area
from domain.outlines import (
    likeliest,
    locate,
    locate_by_facts,
    locate_by_outlines,
    read_outlines,
)
from domain.places import Point, distance_km

GEO = Path(__file__).parents[2].parent / "shared" / "geo"


def _square(facts, half=0.002):
    """A made-up outline: a small square about a point known to lie inside."""
    lat, lon = facts.inside.lat, facts.inside.lon
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return [[lon + x * half, lat + y * half] for x, y in corners]


def _collection(facts_of, kind="Polygon"):
    features = []
    for code, facts in facts_of.items():
        rings = [_square(facts)]
        geometry = {"type": kind, "coordinates": rings if kind == "Polygon" else [rings]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _real(name):
    """The outlines that lie beside the checkout, or None."""
    file = GEO / name
    return read_outlines(json.loads(file.read_text("utf-8"))) if file.exists() else None


def test_distance_is_that_of_the_great_circle():
    assert distance_km(Point(18.0, 99.0), Point(19.0, 99.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(Point(18.0, 99.0), Point(18.0, 99.0)) == 0


@pytest.mark.parametrize("each", TAMBONS, ids=lambda each: each.code)
def test_the_numbers_place_every_inner_point_among_three(each):
    found = locate_by_facts(TAMBON_FACTS[each.code].inside)
    assert each in (found.area, *found.candidates)
    assert found.point == TAMBON_FACTS[each.code].inside


@pytest.mark.parametrize(
    "point",
    [
        Point(18.79, 98.98),  # Chiang Mai
        Point(18.58, 99.01),  # Lamphun
        Point(18.145, 100.14),  # Phrae
        Point(13.75, 100.5),
        Point(99.49, 18.29),
        Point(0, 0),
        Point(float("nan"), 99.5),
        Point(float("inf"), float("-inf")),
    ],
)
def test_points_far_off_are_outside(point):
    outlines = read_outlines(_collection(TAMBON_FACTS))
    for found in (locate_by_facts(point), locate_by_outlines(point, outlines)):
        assert found.outside
        assert found.area is None


def _points_and_truth():
    """Even points over the real outlines; without these only the inner points of the facts."""
    outlines = _real("lampang_tambon.geojson")
    if outlines is None:
        return [(facts.inside, facts.area) for facts in TAMBON_FACTS.values()]
    chance = random.Random(52)
    points = [
        Point(chance.uniform(17.2, 19.42), chance.uniform(98.88, 100.13)) for _ in range(6000)
    ]
    placed = [(point, locate_by_outlines(point, outlines).area) for point in points]
    return [(point, truth) for point, truth in placed if truth]


def test_the_numbers_are_as_good_as_they_say():
    cases = _points_and_truth()
    found = [(locate_by_facts(point), truth) for point, truth in cases]
    sure = [(each, truth) for each, truth in found if each.area]
    assert len(sure) >= 0.65 * len(cases)
    assert sum(each.area == truth for each, truth in sure) >= 0.97 * len(sure)
    assert sum(truth in likeliest(point) for point, truth in cases) >= 0.99 * len(cases)


def test_outlines_are_exact_where_they_are_known():
    outlines = _real("lampang_tambon.geojson") or read_outlines(_collection(TAMBON_FACTS))
    for each in TAMBONS:
        inside = TAMBON_FACTS[each.code].inside
        assert locate(inside, outlines).area == each
    assert locate(Point(18.79, 98.98), outlines).outside


def test_holes_and_islands_count():
    collection = _collection(TAMBON_FACTS, "MultiPolygon")
    facts = TAMBON_FACTS["520101"]
    lat, lon = facts.inside.lat, facts.inside.lon
    hole = [[lon + x, lat + y] for x, y in ((0.001, 0.001), (0.0015, 0.001), (0.0015, 0.0015))]
    island = [[lon + x + 0.01, lat + y] for x, y in ((0, 0), (0.001, 0), (0.001, 0.001))]
    polygons = collection["features"][0]["geometry"]["coordinates"]
    polygons[0].append([*hole, hole[0]])
    polygons.append([[*island, island[0]]])
    outlines = read_outlines(collection)
    assert locate_by_outlines(facts.inside, outlines).area == area("520101")
    assert locate_by_outlines(Point(lat + 0.0012, lon + 0.0014), outlines).area is None
    assert locate_by_outlines(Point(lat + 0.0004, lon + 0.0108), outlines).area == area("520101")


def test_districts_alone_give_the_district_and_the_tambon_when_sure():
    outlines = _real("lampang_district.geojson") or read_outlines(_collection(DISTRICT_FACTS))
    assert len(outlines.shapes) == 13
    for code, facts in DISTRICT_FACTS.items():
        found = locate(facts.inside, outlines)
        assert found.area.code[:4] == code
        assert found.area.is_tambon or all(each.code[:4] == code for each in found.candidates)


def test_the_official_file_with_other_provinces_and_districts_is_read():
    collection = _collection(TAMBON_FACTS)
    for feature in collection["features"]:
        code = feature["properties"].pop("code")
        feature["properties"]["ADM3_PCODE"] = f"TH{code}"
    elsewhere = copy.deepcopy(collection["features"][0])
    elsewhere["properties"]["ADM3_PCODE"] = "TH500101"
    collection["features"] += [elsewhere, *_collection(DISTRICT_FACTS)["features"]]
    outlines = read_outlines(collection)
    assert [shape.area for shape in outlines.shapes] == list(TAMBONS)


def _without_one(collection):
    del collection["features"][40]


def _twice(collection):
    collection["features"].append(copy.deepcopy(collection["features"][0]))


def _unknown_code(collection):
    collection["features"][0]["properties"]["code"] = "520199"


def _no_code(collection):
    collection["features"][0]["properties"] = {"name": "x"}


def _no_properties(collection):
    collection["features"][0] = "x"


def _open_ring(collection):
    collection["features"][0]["geometry"]["coordinates"][0].pop()


def _short_ring(collection):
    del collection["features"][0]["geometry"]["coordinates"][0][1:3]


def _latitude_first(collection):
    for feature in collection["features"]:
        for ring in feature["geometry"]["coordinates"]:
            for position in ring:
                position.reverse()


def _metres(collection):
    collection["features"][0]["geometry"]["coordinates"][0][1] = [564142.0, 2055211.0]


def _words(collection):
    collection["features"][0]["geometry"]["coordinates"][0][1] = ["99.5", "18.3"]


def _not_a_number(collection):
    collection["features"][0]["geometry"]["coordinates"][0][1] = [float("nan"), 18.3]


def _a_point(collection):
    collection["features"][0]["geometry"] = {"type": "Point", "coordinates": [99.5, 18.3]}


def _no_geometry(collection):
    collection["features"][0]["geometry"] = None


def _empty(collection):
    collection["features"][0]["geometry"]["coordinates"] = []


def _swapped(collection):
    first, second = collection["features"][:2]
    first["geometry"], second["geometry"] = second["geometry"], first["geometry"]


def _no_list(collection):
    collection["features"] = {}


def _no_collection(collection):
    collection["type"] = "Feature"


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (_without_one, "1 of 100 tambons of Lampang are missing: 5205"),
        (_twice, "520101 comes twice"),
        (_unknown_code, "no district or tambon 520199"),
        (_no_code, "has no code"),
        (_no_properties, "has no properties"),
        (_open_ring, "not closed"),
        (_short_ring, "fewer than four"),
        (_latitude_first, "longitude first"),
        (_metres, "far from Lampang"),
        (_words, "not a pair of numbers"),
        (_not_a_number, "far from Lampang"),
        (_a_point, "no Polygon"),
        (_no_geometry, "no geometry"),
        (_empty, "empty polygon"),
        (_swapped, "does not hold"),
        (_no_list, "no list of features"),
        (_no_collection, "not a GeoJSON FeatureCollection"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(spoil, complaint):
    collection = _collection(TAMBON_FACTS)
    spoil(collection)
    with pytest.raises(ValueError, match=complaint):
        read_outlines(collection)


@pytest.mark.parametrize("rubbish", [None, [], "x", 5, {}, {"type": "FeatureCollection"}])
def test_what_is_no_collection_is_refused(rubbish):
    with pytest.raises(ValueError, match="FeatureCollection"):
        read_outlines(rubbish)


def test_a_file_of_another_province_is_refused():
    collection = _collection(TAMBON_FACTS)
    for feature in collection["features"]:
        feature["properties"]["code"] = "50" + feature["properties"]["code"][2:]
    with pytest.raises(ValueError, match="13 of 13"):
        read_outlines(collection)
