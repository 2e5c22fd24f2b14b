"""`flask bans penalties`: what burning costs by law, and support that is lost: listed, entered, ended.

Which of it holds for a day, a place and a kind of land: domain/penalties.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import ROW_ID, area_code, database, day_of, fail, put
from domain.penalties import KINDS, PENALTY, Penalty, state_of, twin_of, wrong_with
from domain.permits import LANDS

group = AppGroup("penalties", help="What burning costs: laws, and support that is lost.")
LONGEST = 500


@group.command("list")
@with_appcontext
def list_rows() -> None:
    """Every row, one a line, with its state: coming, in force, over or ended."""
    from domain.burn_days import day_at
    from store import clock, penalties

    with database().read() as session:
        today = day_at(clock.now(session))
        rows = penalties.listed(session)
    for row in rows:
        put({**_json(row), "state": state_of(row, today)})


@group.command("add")
@click.option("--law", required=True, help="Its name, in Thai.")
@click.option("--section", default="", help="For example 220, or 14, 31.")
@click.option("--says", required=True, help="What it is about, in Thai: burning what, where.")
@click.option("--penalty", required=True, help="What it costs, in Thai.")
@click.option("--source", required=True, help="Where somebody read it, and when.")
@click.option("--link", default="", help="Web address of the document.")
@click.option(
    "--kind", default=PENALTY, type=click.Choice(KINDS), help="support: help that is lost."
)
@click.option("--area", "name", default="ลำปาง", help="The province, a district or a tambon.")
@click.option("--land", "lands", multiple=True, type=click.Choice(LANDS), help="Only this kind of land; may be said more than once.")  # fmt: skip
@click.option("--from", "start", default="", metavar="DATE", help="First day of burning it is about; support needs it.")  # fmt: skip
@click.option("--to", "end", default="", metavar="DATE", help="Last day, itself included.")
@click.option("--law-en", default="", help="The same in English; without it the Thai is shown.")
@click.option("--says-en", default="")
@click.option("--penalty-en", default="")
@click.option("--by", default="command line", help="Who enters it.")
@with_appcontext
def add(name: str, lands: tuple[str, ...], start: str, end: str, by: str, **told: str) -> None:
    """Enter a law, or support that is lost in a season. Prints it with its id."""
    from domain.burn_days import day_at
    from store import clock, penalties

    texts = {key: " ".join(text.split())[:LONGEST] for key, text in told.items()}
    with database().write() as session:
        now = clock.now(session)
        one = Penalty(
            kind=texts["kind"],
            law_th=texts["law"],
            says_th=texts["says"],
            penalty_th=texts["penalty"],
            **{key: texts[key] for key in ("section", "source", "link", "law_en", "says_en", "penalty_en")},
            area=area_code(name),
            lands=tuple(dict.fromkeys(lands)),
            start=_day(start, "--from"),
            end=_day(end, "--to"),
            checked_on=day_at(now),
            entered_by=by.strip(),
        )  # fmt: skip
        known = penalties.listed(session)
        if wrong := wrong_with(one):
            fail(wrong)
        if twin := twin_of(one, known):
            fail(f"this is entered already, as {twin}")
        number = penalties.add(session, one, now)
        (row,) = [each for each in penalties.listed(session) if each.id == number]
    put(_json(row))


@group.command("end")
@click.argument("number", metavar="ID", type=ROW_ID)
@click.option("--on", default="", metavar="DATE", help="First day it no longer holds; else today.")
@click.option("--by", default="command line", help="Who ends it.")
@with_appcontext
def end(number: int, on: str, by: str) -> None:
    """A law was changed, or turned out to be wrong: it is told no more; it stays in the list."""
    from domain.burn_days import day_at
    from store import clock, penalties

    with database().write() as session:
        today = day_at(clock.now(session))
        day = _day(on, "--on") or today
        if day < today:
            fail(f"--on {day} is past: what was told until today was told")
        if number not in {row.id for row in penalties.listed(session)}:
            fail(f"no such row: {number}; see `flask bans penalties list`")
        ended = penalties.end(session, number, day, by.strip())
    if ended is None:
        fail(f"row {number} is over already")
    put(_json(ended))


def _day(text: str, option: str) -> date | None:
    return day_of(text, option) if text else None


def _json(one: Penalty) -> dict[str, Any]:
    from domain import lampang

    area = lampang.area(one.area)
    return {
        "id": one.id,
        "kind": one.kind,
        "area": area.name_th if area else one.area,
        "code": one.area,
        "land": list(one.lands),
        "law": one.law_th,
        "section": one.section or None,
        "says": one.says_th,
        "penalty": one.penalty_th,
        "from": one.start,
        "to": one.end,
        "link": one.link or None,
        "source": one.source,
        "checked_on": one.checked_on,
        "entered_by": one.entered_by,
        "entered_at": one.entered_at,
        "ended_on": one.ended_on,
    }
