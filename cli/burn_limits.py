"""`flask bans limit` and `flask bans limits`: how many plots and rai may burn in each tambon of an area on one day.

The console sets the same (web/console/permits.py). Which one counts: domain/permit_rules.py, the nearest area's.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import click
from flask.cli import with_appcontext

from cli.lines import area_code, database, fail, put
from domain.permit_rules import MOST_LIMIT_PLOTS, MOST_LIMIT_RAI, USUAL, Limit


@click.command("limit")
@click.option("--area", "name", required=True, help="The province, a district or a tambon.")
@click.option("--plots", required=True, type=click.IntRange(0, MOST_LIMIT_PLOTS))
@click.option("--rai", required=True, type=click.FloatRange(0, MOST_LIMIT_RAI))
@click.option("--by", default="command line", help="Who sets it.")
@with_appcontext
def limit(name: str, plots: int, rai: float, by: str) -> None:
    """Set plots and rai of a day for each tambon of an area; what is granted already stays granted."""
    from store import clock, permits

    if not isfinite(rai):
        fail(f"--rai is no number: {rai}")
    one = Limit(area_code(name), plots, rai, by.strip())
    with database().write() as session:
        permits.set_limit(session, one, clock.now(session))
    put(_json(one))


@click.command("limits")
@with_appcontext
def limits() -> None:
    """The limits that were set, one a line; the province's usual one first, if nobody set another."""
    from store import permits

    with database().read() as session:
        known = permits.limits(session)
    usual = () if any(one.area == USUAL.area for one in known) else (USUAL,)
    for one in (*usual, *known):
        put(_json(one))


def _json(one: Limit) -> dict[str, Any]:
    from domain import lampang

    area = lampang.area(one.area)
    return {
        "area": area.name_th if area else one.area,
        "code": one.area,
        "plots": one.plots,
        "rai": one.rai,
        "set_by": one.set_by or None,
    }
