"""Which tambon is a point in: by imported outlines exactly, else by the numbers of domain/lampang.py.

The file is kept in DATA_DIR and read by `flask places import`; drawing maps from it: web/public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, isfinite, radians, sqrt
from typing import Any

from domain.lampang import DISTRICT_FACTS, TAMBON_FACTS, Box, TambonFacts, area
from domain.places import Area, PlaceFound, Point

# Measured on 20,000 even random points against the 100 outlines (COD-AB 2022, simplified to 9 %): the first guess is
# right for 89.6 %, the right one among the first two for 99.7 %, among three for 100 %. A first guess that is 1.6 times
# nearer than the second and not past 0.9 of its rim is taken as sure: 67 % of the points, of which 98.2 % are right.
SURE_RATIO = 1.6
SURE_RIM = 0.9
# Past this many "radii" nobody is inside (lost: 0.4 % of the points within). Points outside pass only in the 3 km along
# the border: 41 % of those get the question with three candidates, 7 % are taken for a tambon. Further out: under 0.1 %.
OUTSIDE_RIM = 1.2

CANDIDATES = 3

# A degree in km near 18.3° N: WGS 84.
KM_A_DEGREE_NORTH = 110.66
KM_A_DEGREE_EAST_AT_EQUATOR = 111.32

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`rings` are closed, lon before lat as in GeoJSON; holes and islands need no mark: a point inside is in an odd
    number of rings."""

    area: Area
    box: Box
    rings: tuple[Ring, ...]

    def holds(self, point: Point) -> bool:
        if not self.box.holds(point):
            return False
        return sum(_is_within(ring, point) for ring in self.rings) % 2 == 1


@dataclass(frozen=True, slots=True)
class Outlines:
    """Of all 100 tambons, or of the 13 districts where only these were given."""

    shapes: tuple[Outline, ...]


def locate(point: Point, outlines: Outlines | None) -> PlaceFound:
    return locate_by_outlines(point, outlines) if outlines else locate_by_facts(point)


def locate_by_outlines(point: Point, outlines: Outlines) -> PlaceFound:
    """Exact. With outlines of districts only: the tambon where the numbers make it sure, else the district."""
    for shape in outlines.shapes:
        if shape.holds(point):
            if shape.area.is_tambon:
                return PlaceFound(area=shape.area, point=point)
            found = _judge(
                point, [each for each in _ranks(point) if each[1][:4] == shape.area.code]
            )
            return PlaceFound(
                area=found.area or shape.area, candidates=found.candidates, point=point
            )
    return PlaceFound(point=point, outside=True)


def locate_by_facts(point: Point) -> PlaceFound:
    """The tambon if sure, else the likeliest three."""
    return _judge(point, _ranks(point))


def likeliest(point: Point) -> tuple[Area, ...]:
    """The likeliest three by the numbers, best first, also where the first is sure; none for a point outside."""
    ranks = _ranks(point)
    if not ranks or ranks[0][0] > OUTSIDE_RIM:
        return ()
    return tuple(TAMBON_FACTS[code].area for _, code in ranks[:CANDIDATES])


def _judge(point: Point, ranks: list[tuple[float, str]]) -> PlaceFound:
    if not ranks or ranks[0][0] > OUTSIDE_RIM:
        return PlaceFound(point=point, outside=True)
    candidates = tuple(TAMBON_FACTS[code].area for _, code in ranks[:CANDIDATES])
    nearest = ranks[0][0]
    clear = len(ranks) == 1 or ranks[1][0] >= SURE_RATIO * nearest
    if clear and nearest <= SURE_RIM:
        return PlaceFound(area=candidates[0], point=point)
    return PlaceFound(candidates=candidates, point=point)


def _ranks(point: Point) -> list[tuple[float, str]]:
    """Tambons whose straight and turned boxes hold the point, with the distance in radii of the tambon that way."""
    if not (isfinite(point.lat) and isfinite(point.lon)):
        return []
    return sorted(
        (_radii(facts, point), code)
        for code, facts in TAMBON_FACTS.items()
        if facts.box.holds(point) and _diagonals_hold(facts, point)
    )


def _diagonals_hold(facts: TambonFacts, point: Point) -> bool:
    low_sum, high_sum, low_difference, high_difference = facts.diagonals
    return (
        low_sum <= point.lon + point.lat <= high_sum
        and low_difference <= point.lon - point.lat <= high_difference
    )


def _radii(facts: TambonFacts, point: Point) -> float:
    """1 on the rim of the ellipse that is spread like the tambon, less inside it.

    For an even ellipse the squared distance in units of its spread is 4 on the rim.
    """
    centre = facts.area.centre
    east = (point.lon - centre.lon) * KM_A_DEGREE_EAST_AT_EQUATOR * cos(radians(centre.lat))
    north = (point.lat - centre.lat) * KM_A_DEGREE_NORTH
    east_east, east_north, north_north = facts.spread
    squared = north_north * east * east - 2 * east_north * east * north + east_east * north * north
    return sqrt(squared / (east_east * north_north - east_north * east_north)) / 2


def _is_within(ring: Ring, point: Point) -> bool:
    within = False
    x, y = point.lon, point.lat
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
        x1, y1 = x2, y2
    return within


def read_outlines(geojson: object) -> Outlines:
    """Check a parsed GeoJSON file of Lampang's tambons (or districts) and take its outlines.

    Codes stand in the property `code` ("520101") or, as in the official file, `ADM3_PCODE` ("TH520101"). Features of
    other provinces, and districts beside tambons, are passed over. Raises ValueError with a sentence for the operator.
    """
    shapes = {}
    for code, geometry in _coded(_features(geojson)):
        if code in shapes:
            raise ValueError(f"The outline of {code} comes twice.")
        shapes[code] = _outline(code, geometry)
    tambons = {code: shape for code, shape in shapes.items() if shape.area.is_tambon}
    wanted: Iterable[str] = TAMBON_FACTS if tambons else DISTRICT_FACTS
    missing = [code for code in wanted if code not in shapes]
    if missing:
        kind = "tambons" if tambons else "tambons or districts"
        raise ValueError(
            f"{len(missing)} of {len(list(wanted))} {kind} of Lampang are missing: "
            f"{', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}"
        )
    return Outlines(tuple(shapes[code] for code in wanted))


def _features(geojson: object) -> list[Any]:
    if not isinstance(geojson, Mapping) or geojson.get("type") != "FeatureCollection":
        raise ValueError("This is not a GeoJSON FeatureCollection.")
    features = geojson.get("features")
    if not isinstance(features, list):
        raise ValueError("The FeatureCollection has no list of features.")
    return features


def _coded(features: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Codes and geometries of Lampang's districts and tambons."""
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        if not isinstance(properties, Mapping):
            raise ValueError(f"Feature {number} has no properties.")
        code = _code(properties)
        if not code:
            raise ValueError(f"Feature {number} has no code (property `code` or `ADM3_PCODE`).")
        if not code.startswith("52") or code == "52":
            continue
        if area(code) is None:
            raise ValueError(f"Feature {number}: there is no district or tambon {code} in Lampang.")
        geometry = feature.get("geometry")
        if not isinstance(geometry, Mapping):
            raise ValueError(f"{code} has no geometry.")
        yield code, geometry


def _code(properties: Mapping[str, Any]) -> str:
    for name in ("code", "ADM3_PCODE", "ADM2_PCODE", "adm3_pcode", "adm2_pcode"):
        value = properties.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip().removeprefix("TH")
    return ""


def _outline(code: str, geometry: Mapping[str, Any]) -> Outline:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise ValueError(f"{code} is no Polygon or MultiPolygon but {kind}.")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise ValueError(f"{code} has an empty polygon.")
    rings = tuple(_ring(code, ring) for polygon in polygons for ring in polygon)
    lons = [lon for ring in rings for lon, _ in ring]
    lats = [lat for ring in rings for _, lat in ring]
    if not rings:
        raise ValueError(f"{code} has no ring.")
    found = area(code)
    inside = (TAMBON_FACTS.get(code) or DISTRICT_FACTS[code]).inside
    assert found is not None
    outline = Outline(found, Box(min(lats), min(lons), max(lats), max(lons)), rings)
    if not outline.holds(inside):
        raise ValueError(
            f"The outline of {code} does not hold {inside.lat} {inside.lon}, which lies in it."
        )
    return outline


def _ring(code: str, ring: object) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError(f"{code} has a ring of fewer than four points.")
    points = tuple(_position(code, each) for each in ring)
    if points[0] != points[-1]:
        raise ValueError(f"{code} has a ring that is not closed.")
    return points


def _position(code: str, position: object) -> tuple[float, float]:
    match position:
        case [int() | float() as lon, int() | float() as lat, *_] if not (
            isinstance(lon, bool) or isinstance(lat, bool)
        ):
            if 97 <= lon <= 102 and 16 <= lat <= 21:
                return float(lon), float(lat)
            if 97 <= lat <= 102 and 16 <= lon <= 21:
                raise ValueError(f"{code}: latitude comes first; GeoJSON wants longitude first.")
            raise ValueError(
                f"{code}: {lon} {lat} is far from Lampang (degrees of WGS 84 are wanted)."
            )
    raise ValueError(f"{code}: a position is not a pair of numbers.")
