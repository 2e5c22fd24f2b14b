"""Clinics, clean rooms and mask points: what the operator read in, else the list of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.facts.asked import Asked
from domain import lampang
from domain.conversation import Facts
from domain.health import PLACE_KINDS, HealthPlace

OURS = Path(__file__).parents[2] / "data" / "health_places.yaml"
NEEDED = ("name_th", "name_en", "kind", "area", "checked_on", "source")


def places_file(data_dir: Path) -> Path:
    return data_dir / "health_places.yaml"


def read_places(body: bytes) -> tuple[HealthPlace, ...]:
    """ValueError says which line of the list may not stand, and why."""
    try:
        rows = yaml.safe_load(body) or []
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from None
    if not isinstance(rows, list):
        raise ValueError("a list of places is wanted")
    return tuple(_place(number, row) for number, row in enumerate(rows, 1))


def _place(number: int, row: Any) -> HealthPlace:
    if not isinstance(row, Mapping):
        raise ValueError(f"place {number}: names and values are wanted")
    said = {name: str(row.get(name) or "").strip() for name in (*NEEDED, "phone")}
    if missing := [name for name in NEEDED if not said[name]]:
        raise ValueError(f"place {number}: {', '.join(missing)} missing")
    if said["kind"] not in PLACE_KINDS:
        raise ValueError(f"place {number}: kind is one of {', '.join(PLACE_KINDS)}")
    if lampang.area(said["area"]) is None:
        raise ValueError(f"place {number}: {said['area']} is no code of Lampang")
    try:
        checked_on = date.fromisoformat(said.pop("checked_on"))
    except ValueError:
        raise ValueError(f"place {number}: checked_on is a day like 2026-11-25") from None
    return HealthPlace(checked_on=checked_on, **said)


def read(asked: Asked) -> Facts:
    file = places_file(asked.database.data_dir)
    file = file if file.exists() else OURS
    return replace(asked.facts, health_places=_places(file, file.stat().st_mtime_ns))


@lru_cache(maxsize=1)
def _places(file: Path, _changed: int) -> tuple[HealthPlace, ...]:
    return read_places(file.read_bytes())


READS = {"health_places": read}
