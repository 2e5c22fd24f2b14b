"""What the maps of the console are drawn with: Leaflet from its package, and the outlines if they were imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Response, jsonify, send_file, send_from_directory

from bot.facts import outlines_file
from domain import lampang
from domain.places import Area
from web.console import frame

page = frame.a_page("console_map")
PACKAGE = "js_lib_leaflet"
FILES = frozenset({"leaflet.js", "leaflet.css"})
A_DAY = 86_400


@page.get("/console/leaflet/<file>")
def leaflet(file: str) -> Response:
    package = find_spec(PACKAGE)
    if package is None or package.origin is None or file not in FILES:
        return Response("", 404)
    folder = Path(package.origin).parent / "static" / PACKAGE
    response = send_from_directory(folder, file)
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    return response


@page.get("/console/outlines.json")
def outlines() -> Response:
    """As imported; until then the towns of the districts, by name, so that the map says where things are."""
    drawn = outlines_file(frame.database().data_dir)
    if drawn.is_file():
        return send_file(drawn.resolve(), mimetype="application/geo+json")
    towns = [_town(area, frame.tongue().code) for area in lampang.DISTRICTS]
    return jsonify({"type": "FeatureCollection", "features": towns})


def _town(area: Area, language: str) -> dict[str, Any]:
    name = area.name_th if language == "th" else area.name_en
    place = {"type": "Point", "coordinates": [area.centre.lon, area.centre.lat]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": place}
