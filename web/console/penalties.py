"""What burning costs, in the console: the list, a new row, the end of one. Which of it holds: domain/penalties.py.

A row is never changed: it is ended, and another is entered. Orders against burning: web/console/orders.py.
"""

from __future__ import annotations

from datetime import date

from flask import Response, abort, redirect, request

from domain import lampang
from domain import penalties as rules
from domain.burn_days import BUDDHIST, day_at, iso_day
from domain.official import APPROVER
from domain.penalties import Penalty
from domain.permits import LAND_LABELS, LANDS
from domain.words import N_
from store import audit, penalties
from web.console import frame
from web.console.orders import NOT_YOURS, OVER, STATES

page = frame.a_page("console_penalties")
LIST = "/console/permits/penalties"
TEXTS = ("law_th", "law_en", "section", "says_th", "says_en", "penalty_th", "penalty_en", "link", "source")  # fmt: skip
LONGEST = 500
TWIN = N_("This is entered already.")
BAD_DAY = N_("A day is missing or cannot be.")
NEEDS_REASON = N_("Please type why: it stands in the book.")
FROM_TODAY = N_("From today or later, please.")


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    here, today = frame.official(), day_at(frame.shown_now())
    with frame.database().read() as reading:
        seen = [one for one in penalties.listed(reading) if here.sees(one.area)]
    return frame.render(
        "penalties.html",
        status,
        rows=[(one, rules.state_of(one, today)) for one in seen],
        labels=STATES,
        kinds=rules.KIND_LABELS,
        lands={land: LAND_LABELS[land] for land in LANDS},
        may=lambda one: here.may(one.area, APPROVER),
        choices=[area for code in here.areas(APPROVER) for area in frame.areas_of(code)],
        today=today,
        dated=_dated,
        typed=request.form,
        trouble=trouble,
    )


def _dated(day: date) -> str:
    """With its year: what was true of one season is not of another."""
    said = frame.tongue()
    year = day.year if said.code == "en" else day.year + BUDDHIST
    return f"{said.value(day)} {year}"


@page.post(f"{LIST}/add")
def add() -> Response:
    area = request.form.get("area", "")
    if lampang.area(area) is None:
        abort(400)
    by = frame.official().post_for(area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    days = {name: iso_day(request.form.get(name, "")) for name in ("start", "end")}
    if any(request.form.get(name) and days[name] is None for name in days):
        return _show(BAD_DAY, 400)
    texts = {name: _typed(name) for name in TEXTS}
    one = Penalty(
        kind=request.form.get("kind", ""),
        area=area,
        lands=tuple(land for land in LANDS if land in request.form.getlist("lands")),
        checked_on=day_at(frame.shown_now()),
        entered_by=f"post:{by.id}",
        **texts,
        **days,
    )  # type: ignore[arg-type]
    if trouble := rules.wrong_with(one):
        return _show(trouble, 400)
    with frame.database().write() as session:
        if rules.twin_of(one, penalties.listed(session)):
            return _show(TWIN, 409)
        number = penalties.add(session, one, frame.shown_now())
        told = {"kind": one.kind, "lands": list(one.lands), **texts, **days}
        audit.note(
            session, by, "burn law entered", f"law:{number}", area, frame.real_now(), after=told
        )
    return redirect(LIST, 303)  # type: ignore[return-value]


def _typed(name: str) -> str:
    return " ".join(frame.plain(request.form.get(name, "")).split())[:LONGEST]


@page.post(f"{LIST}/<int:penalty_id>/end")
def end(penalty_id: int) -> Response:
    """From that day on it is told no more; that it was told until then stays true."""
    here, today = frame.official(), day_at(frame.shown_now())
    with frame.database().read() as reading:
        found = next((one for one in penalties.listed(reading) if one.id == penalty_id), None)
    if found is None or not here.sees(found.area):
        abort(404)
    by = here.post_for(found.area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    on, why = iso_day(request.form.get("on", "")), _typed("why")
    if on is None or on < today:
        return _show(FROM_TODAY, 400)
    if len(why) < 3:
        return _show(NEEDS_REASON, 400)
    with frame.database().write() as session:
        if penalties.end(session, found.id, on, f"post:{by.id}") is None:
            return _show(OVER, 409)
        audit.note(
            session, by, "burn law ended", f"law:{found.id}", found.area, frame.real_now(),
            after={"from": on, "why": why},
        )  # fmt: skip
    return redirect(LIST, 303)  # type: ignore[return-value]
