"""`flask air`: the Thai index."""

from __future__ import annotations

from math import isfinite
from typing import Any

import click
from flask.cli import AppGroup

from cli.lines import fail, lines_in, put

group = AppGroup("air", help="The Thai air quality index.")


@group.command("aqi")
def aqi() -> None:
    """A 24-h mean PM2.5 in µg/m³ a line → {"pm25", "aqi", "level"}."""
    bad = 0
    for line in lines_in():
        try:
            put(_judge(line.strip()))
        except ValueError as error:
            bad += 1
            click.echo(f"{line!r}: {error}", err=True)
    if bad:
        fail(f"{bad} lines were not a concentration")


def _judge(text: str) -> dict[str, Any]:
    from domain.air import level, thai_aqi

    if not isfinite(float(text)):
        raise ValueError(f"not a concentration: {text!r}")
    return {"pm25": float(text), "aqi": thai_aqi(text), "level": level(text)}
