"""`flask places`: find names, locate points, import outlines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import orjson
from flask.cli import AppGroup, with_appcontext

from cli.lines import each_line, fail, put, settings
from domain.places import Area, PlaceFound

group = AppGroup("places", help="Districts, tambons and points.")
NOWHERE = {"district": None, "tambon": None, "code": None}


def area_json(area: Area | None) -> dict[str, Any]:
    """Bare Thai names as DOPA writes them; nulls for the province as a whole."""
    from domain import lampang

    if area is None or area.code == lampang.PROVINCE.code:
        return dict(NOWHERE)
    district = lampang.district_of(area.code)
    return {
        "district": district.name_th if district else None,
        "tambon": area.name_th if area.is_tambon else None,
        "code": area.code,
    }


def place_json(found: PlaceFound | None) -> dict[str, Any] | None:
    if found is None:
        return None
    candidates = [area_json(one) for one in found.candidates]
    return {**area_json(found.area), "candidates": candidates}


@group.command("find")
def find() -> None:
    """A name a line → {"text", "district", "tambon", "code", "candidates"}."""
    from intents.places import find as find_place

    def answer(line: str) -> dict[str, Any]:
        found = find_place(line) or PlaceFound()
        candidates = found.candidates or ((found.area,) if found.area else ())
        area = found.area or (candidates[0] if candidates else None)
        shown = [area_json(one) for one in candidates if one is not None]
        return {
            "text": line,
            **area_json(area),
            "candidates": [one for one in shown if one["code"]],
        }

    each_line(answer)


@group.command("locate")
@with_appcontext
def locate() -> None:
    """`lat lon` a line → {"inside", "district", "tambon", "code", "candidates"}."""
    from bot.facts import locate as locate_point
    from domain.outlines import likeliest
    from domain.places import Point

    data_dir = settings().data_dir

    def answer(line: str) -> dict[str, Any]:
        try:
            lat, lon = (float(part) for part in line.replace(",", " ").split())
        except ValueError:
            fail(f"not `lat lon`: {line!r}")
        point = Point(lat, lon)
        found = locate_point(point, data_dir)
        shown = found.candidates or likeliest(point)
        area = found.area or (shown[0] if shown else None)
        if area is not None:  # what is sure stands first
            shown = (area, *(one for one in shown if one != area))
        return {
            "inside": not found.outside,
            **area_json(None if found.outside else area),
            "candidates": [] if found.outside else [area_json(one) for one in shown],
        }

    each_line(answer)


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_outlines(file: Path) -> None:
    """Read outlines of tambons or districts (GeoJSON); from then on `locate` is exact."""
    from bot.facts import outlines_file
    from domain.outlines import read_outlines

    try:
        body = file.read_bytes()
        outlines = read_outlines(orjson.loads(body))
    except (OSError, ValueError) as error:
        fail(f"{file}: {error}")
    _put_file(outlines_file(settings().data_dir), body)
    kind = "tambons" if outlines.shapes[0].area.is_tambon else "districts"
    put({kind: len(outlines.shapes)})


@group.command("health")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_health_places(file: Path) -> None:
    """Read clinics, clean rooms and mask points (YAML as data/health_places.yaml); they take the place of that list."""
    from bot.facts.health_places import places_file, read_places

    try:
        body = file.read_bytes()
        found = read_places(body)
    except (OSError, ValueError) as error:
        fail(f"{file}: {error}")
    _put_file(places_file(settings().data_dir), body)
    put({"places": len(found)})


def _put_file(target: Path, body: bytes) -> None:
    """Whole or not at all: others read it meanwhile."""
    half = target.with_suffix(".half")
    half.write_bytes(body)
    half.replace(target)
