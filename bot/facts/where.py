"""Which tambon a point lies in: exact with imported outlines, else by the facts' boxes and radii."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import orjson

from bot.facts.asked import Asked
from domain.conversation import Facts
from domain.outlines import Outlines, locate_by_facts, locate_by_outlines, read_outlines
from domain.places import PlaceFound, Point


def read(asked: Asked) -> Facts:
    point = asked.event.point
    if point is None:
        return asked.facts
    return replace(asked.facts, near=locate(point, asked.database.data_dir))


def locate(point: Point, data_dir: Path) -> PlaceFound:
    file = outlines_file(data_dir)
    if not file.is_file():
        return locate_by_facts(point)
    return locate_by_outlines(point, _outlines(file, file.stat().st_mtime_ns))


def outlines_file(data_dir: Path) -> Path:
    return data_dir / "outlines.geojson"


@lru_cache(maxsize=1)
def _outlines(file: Path, _changed: int) -> Outlines:
    return read_outlines(orjson.loads(file.read_bytes()))


READS = {"near": read}
