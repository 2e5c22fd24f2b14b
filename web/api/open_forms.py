"""An open file as CSV, JSON or GeoJSON: the same rows, the same columns, and whom to name with each.

CSV: UTF-8 with a mark, so that a spreadsheet reads Thai; what is not known is empty. A text that a spreadsheet would
take for a formula gets a quote in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson

from domain.open_data import CREDITS, File
from domain.open_values import Row, Value

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "geojson": "application/geo+json; charset=utf-8",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DECIMALS = 6


def write(file: File, form: str, rows: Sequence[Row], next_url: str) -> str:
    match form:
        case "csv":
            return _csv(file, rows)
        case "geojson":
            features = [_feature(file, row) for row in rows]
            told = {"type": "FeatureCollection", "features": features}
            return dump({**_head(file, rows, next_url), **told})
        case _:
            plain = [_plain(file, row) for row in rows]
            return dump({**_head(file, rows, next_url), "rows": plain})


def credits_of(file: File) -> list[dict[str, str]]:
    """Licences in English: programs and their writers read them; the page says them in Thai too."""
    return credits_named(file.credits)


def credits_named(keys: Iterable[str]) -> list[dict[str, str]]:
    named = [CREDITS[key] for key in keys]
    return [{"name": one.name, "licence": one.licence, "url": one.url} for one in named]


def _head(file: File, rows: Sequence[Row], next_url: str) -> dict[str, Any]:
    return {
        "file": file.name,
        "credits": credits_of(file),
        "count": len(rows),
        "next": next_url or None,
    }


def _feature(file: File, row: Row) -> dict[str, Any]:
    told = _plain(file, row)
    lat, lon = told.pop("lat"), told.pop("lon")
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": point, "properties": told}


def _plain(file: File, row: Row) -> dict[str, Any]:
    """In the order of the columns, and no other."""
    named = ((name, row[name]) for name in file.column_names)
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in named}


def dump(found: Mapping[str, Any]) -> str:
    return orjson.dumps(found).decode()


def _csv(file: File, rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(file.column_names)
    writer.writerows([_cell(row[name]) for name in file.column_names] for row in rows)
    return "\ufeff" + out.getvalue()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case list():
            return " ".join(value)
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
        case float():
            return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
        case _:
            return str(value)
