"""`flask bans`: orders against burning: entered, listed, ended. Which of them binds: domain/bans.py.

What burning costs: cli/penalties.py. How much may burn in a day: cli/burn_limits.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from cli import burn_limits, penalties
from cli.lines import ROW_ID, area_code, database, day_of, fail, put
from domain.bans import EXCEPTIONS, Ban, wrong_with

group = AppGroup(
    "bans", help="Orders against burning, what it costs, and how much may burn in a day."
)
group.add_command(burn_limits.limit)
group.add_command(burn_limits.limits)
group.add_command(penalties.group)
DATES = "A day: 2026-03-01, 2569-03-01, 1/3/2569 or 1 มี.ค. 2569."


@group.command("add")
@click.option("--area", "name", required=True, help="The province, a district or a tambon.")
@click.option("--from", "start", required=True, metavar="DATE", help=f"First day. {DATES}")
@click.option("--to", "end", required=True, metavar="DATE", help="Last day, itself included.")
@click.option("--order", required=True, metavar="TEXT", help="What the order is called.")
@click.option("--number", default="", help="Its number, for example 12/2569.")
@click.option("--issuer", default="", help="Who gave it: จังหวัดลำปาง, อำเภอเถิน …")
@click.option("--link", default="", help="Web address of the document.")
@click.option(
    "--except",
    "excepts",
    multiple=True,
    type=click.Choice(list(EXCEPTIONS)),
    help="What the order leaves out; may be said more than once.",
)
@click.option("--by", default="command line", help="Who enters it.")
@with_appcontext
def add(
    name: str,
    start: str,
    end: str,
    order: str,
    number: str,
    issuer: str,
    link: str,
    excepts: tuple[str, ...],
    by: str,
) -> None:
    """Enter an order; an extension is an order of its own. Prints it with its id."""
    from store import bans, clock

    ban = Ban(
        area=area_code(name),
        start=day_of(start, "--from"),
        end=day_of(end, "--to"),
        order=" ".join(order.split()),
        number=number.strip(),
        issuer=issuer.strip(),
        link=link.strip(),
        excepts=tuple(dict.fromkeys(excepts)),
        entered_by=by.strip(),
    )
    if wrong := wrong_with(ban):
        fail(wrong)
    with database().write() as session:
        if twin := _twin(ban, bans.listed(session)):
            fail(f"this order is entered already, as {twin}")
        now = clock.now(session)
        ban_id = bans.add(session, ban, now)
        (row,) = [one for one in bans.listed(session) if one.id == ban_id]
    put(_json(row))


@group.command("list")
@with_appcontext
def list_orders() -> None:
    """Every order, one a line, with its state: coming, in force, over or ended."""
    from domain.burn_days import day_at
    from store import bans, clock

    with database().read() as session:
        today = day_at(clock.now(session))
        rows = bans.listed(session)
    for row in rows:
        put({**_json(row), "state": _state(row, today)})


@group.command("end")
@click.argument("ban_id", metavar="ID", type=ROW_ID)
@click.option("--on", default="", metavar="DATE", help="First day it no longer holds; else today.")
@click.option("--by", default="command line", help="Who ends it.")
@with_appcontext
def end(ban_id: int, on: str, by: str) -> None:
    """End an order before its last day; it stays in the list."""
    from domain.burn_days import day_at
    from store import bans, clock

    with database().write() as session:
        today = day_at(clock.now(session))
        day = day_of(on, "--on") if on else today
        if day < today:
            fail(f"--on {day} is past: what held until today stays true")
        known = {row.id: row for row in bans.listed(session)}
        if ban_id not in known:
            fail(f"no such order: {ban_id}; see `flask bans list`")
        ended = bans.end(session, ban_id, day, by.strip())
    if ended is None:
        fail(f"order {ban_id} is over already")
    put(_json(ended))


def _twin(ban: Ban, known: tuple[Ban, ...]) -> int | None:
    same = ("area", "start", "end", "order", "number")
    return next(
        (
            one.id
            for one in known
            if one.ended_on is None and all(getattr(one, k) == getattr(ban, k) for k in same)
        ),
        None,
    )


def _state(ban: Ban, today: date) -> str:
    if ban.ended_on is not None and ban.ended_on <= today:
        return "ended"
    if today < ban.start:
        return "coming"
    return "in force" if ban.holds(today) else "over"


def _json(ban: Ban) -> dict[str, Any]:
    from domain import lampang

    area = lampang.area(ban.area)
    return {
        "id": ban.id,
        "area": area.name_th if area else ban.area,
        "code": ban.area,
        "from": ban.start,
        "to": ban.end,
        "order": ban.order,
        "number": ban.number or None,
        "issuer": ban.issuer or None,
        "link": ban.link or None,
        "except": list(ban.excepts),
        "entered_by": ban.entered_by,
        "entered_at": ban.entered_at,
        "ended_on": ban.ended_on,
    }
