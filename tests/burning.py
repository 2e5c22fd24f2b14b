"""What the tests of burning share: orders, penalties and buyers as the seeds have them, told in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain import lampang
from domain.bans import Ban
from domain.buyers import Buyer
from domain.conversation import Effect, Event, FormState
from domain.penalties import Penalty
from domain.permit_changes import FilePermit, MovePermit
from domain.permit_rules import Book, Limit, Switch
from domain.permits import Permit, number_in
from domain.places import Point
from domain.posts import Post
from store import seeds

DATA = Path(__file__).parent.parent / "data"


def ban(area: str = "52", start: str = "2026-03-01", end: str = "2026-04-30", **more: Any) -> Ban:
    made = {"order": "ห้ามเผาในที่โล่งทุกกรณี", "id": 1, **more}
    made["excepts"] = tuple(made.get("excepts", ()))
    if "ended_on" in made:
        made["ended_on"] = date.fromisoformat(made["ended_on"])
    return Ban(area=area, start=date.fromisoformat(start), end=date.fromisoformat(end), **made)


@cache
def penalties() -> tuple[Penalty, ...]:
    rows = yaml.safe_load((DATA / "penalties.yaml").read_text("utf-8"))
    return tuple(replace(seeds.penalty(row), id=number) for number, row in enumerate(rows, 1))


@cache
def buyers() -> tuple[Buyer, ...]:
    rows = yaml.safe_load((DATA / "buyers.yaml").read_text("utf-8"))
    return tuple(
        Buyer(
            **{**row, "takes": tuple(row["takes"]), "point": lampang.area(row["area"]).centre},
            id=number,
        )
        for number, row in enumerate(rows, 1)
    )


ME = "a resident"
TODAY = date(2026, 3, 12)


def permit(**told: Any) -> Permit:
    """A request for tomorrow at 15.00 in Sop Pat, waiting for the village head, by somebody else."""
    made: dict[str, Any] = {
        "holder": "somebody",
        "tambon": "520205",
        "rai": 2.0,
        "residue": "rice_straw",
        "day": "2026-03-13",
        "hour": 15.0,
        "hours": 2.0,
        "id": 1,
        "year": 2569,
        "phone": "0811111111",
        "filed_at": datetime(2026, 3, 11, 3, tzinfo=UTC),
        "public_id": "a-public-id",
        **told,
    }
    made.setdefault("number", made["id"])
    made["day"] = date.fromisoformat(str(made["day"]))
    if isinstance(made.get("point"), list):
        made["point"] = Point(*made["point"])
    made["deciders"] = tuple(made.get("deciders", ()))
    return Permit(**made)


def post(**told: Any) -> Post:
    made = {"role": "officer", "kind": "village_head", "area": "520205", "name": "ผู้ใหญ่สม"}
    return Post(**{**made, **told})


def book(told: dict[str, Any], made: list[Permit], event: Event, form: FormState | None) -> Book:
    """`permits: [{…}]` (mine: true), changed by what this talk did; `others: [{kind, area, role}]` hold posts."""
    if not made:
        for number, one in enumerate(told.get("permits", ()), 1):
            given = {key: value for key, value in one.items() if key != "mine"}
            holder = {"holder": ME} if one.get("mine") else {}
            made.append(permit(**{"id": number, **holder, **given}))
    known = {one.id: one for one in made}
    pressed = event.data.get("permit", "") or (str(form.answers.get("permit", "")) if form else "")
    named = known.get(int(pressed)) if pressed.isdigit() else None
    if named is None and (numbers := number_in(event.text, TODAY)):
        named = next((one for one in made if (one.year, one.number) == numbers), None)
    others = [
        post(holder=f"post {n}", id=n, **one) for n, one in enumerate(told.get("others", ()), 1)
    ]
    return Book(
        permits=tuple(known.values()),
        limits=(Limit("52", *told["limit"]),) if "limit" in told else (),
        switches=tuple(
            Switch("5202", date.fromisoformat(day), False) for day in told.get("closed", ())
        ),
        posts=tuple(others),
        next_number=max((one.number for one in made), default=0) + 1,
        named=named,
        mine=tuple(one for one in reversed(made) if one.holder == ME),
    )


def remember(effect: Effect, made: list[Permit]) -> None:
    """What was filed or moved in this talk, as the store would give it back."""
    match effect:
        case FilePermit(one):
            number = max((each.number for each in made), default=0) + 1
            made.append(replace(one, id=number, year=2569, number=number, public_id="a-public-id"))
        case MovePermit(one, to, _, values):
            changed = replace(one, state=to, version=one.version + 1, **values)
            made[:] = [changed if each.id == one.id else each for each in made]


def facts(
    told: dict[str, Any],
    needs: frozenset[str],
    made: list[Permit],
    event: Event,
    form: FormState | None,
) -> dict[str, Any]:
    """The fields of Facts about burning for a talk: `bans: [{area, start, end, …}]`, `no_buyers: true`, and of book()."""
    found: dict[str, Any] = {}
    if "bans" in needs:
        found["bans"] = tuple(
            ban(**{"id": number, **row}) for number, row in enumerate(told.get("bans", ()), 1)
        )
    if "penalties" in needs:
        found["penalties"] = penalties()
    if "buyers" in needs:
        found["buyers"] = () if told.get("no_buyers") else buyers()
    if "permits" in needs:
        found["permits"] = book(told, made, event, form)
    return found
