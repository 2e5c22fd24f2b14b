"""Orders against burning in the console: the list, a new one, the end of one. Which of them binds: domain/bans.py.

An order is never changed: it is ended, and another is entered. One that has not begun is shown to officials only.
"""

from __future__ import annotations

from datetime import date

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from domain import bans as rules
from domain import lampang
from domain.bans import Ban
from domain.burn_days import day_at, iso_day
from domain.official import APPROVER
from domain.words import N_
from store import audit, bans
from web.console import frame

page = frame.a_page("console_orders")
LIST = "/console/permits/orders"
LONGEST = {"order": 300, "number": 60, "issuer": 120, "link": 500}
NOT_YOURS = N_("Only who holds that whole area can do this.")
OVER = N_("That order is over already.")
TWIN = N_("This order is entered already.")
STATES = {
    "coming": N_("begins later"),
    "in force": N_("in force"),
    "over": N_("over"),
    "ended": N_("ended early"),
}


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    here, today = frame.official(), day_at(frame.shown_now())
    with frame.database().read() as reading:
        seen = [one for one in bans.listed(reading) if here.sees(one.area)]
    return frame.render(
        "orders.html",
        status,
        orders=[(one, state_of(one, today)) for one in reversed(seen)],
        labels=STATES,
        excepts=rules.EXCEPTIONS,
        may=lambda one: here.may(one.area, APPROVER),
        choices=[area for code in here.areas(APPROVER) for area in frame.areas_of(code)],
        today=today,
        typed=request.form,
        trouble=trouble,
    )


def state_of(ban: Ban, today: date) -> str:
    if ban.ended_on is not None and ban.ended_on <= today:
        return "ended"
    if today < ban.start:
        return "coming"
    return "in force" if ban.holds(today) else "over"


@page.post(f"{LIST}/add")
def add() -> Response:
    area = request.form.get("area", "")
    if lampang.area(area) is None:
        abort(400)
    by = frame.official().post_for(area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    start, end = iso_day(request.form.get("start", "")), iso_day(request.form.get("end", ""))
    texts = {
        name: " ".join(frame.plain(request.form.get(name, "")).split())[:most]
        for name, most in LONGEST.items()
    }
    excepts = tuple(one for one in rules.EXCEPTIONS if one in request.form.getlist("excepts"))
    if start is None or end is None:
        return _show(N_("The first and the last day, please."), 400)
    ban = Ban(area, start, end, excepts=excepts, entered_by=f"post:{by.id}", **texts)
    if trouble := _wrong(ban):
        return _show(trouble, 400)
    with frame.database().write() as session:
        if _has_twin(session, ban):
            return _show(TWIN, 409)
        number = bans.add(session, ban, frame.shown_now())
        told = {
            "from": start,
            "to": end,
            "order": ban.order,
            "number": ban.number,
            "except": list(excepts),
        }
        audit.note(
            session, by, "burn order entered", f"order:{number}", area, frame.real_now(), after=told
        )
    return redirect(LIST, 303)  # type: ignore[return-value]


def _wrong(ban: Ban) -> str:
    """domain.bans.wrong_with says it to operators; here in the reader's language."""
    if len(ban.order) < 3:
        return N_("What is the order called?")
    if ban.end < ban.start:
        return N_("It ends before it begins.")
    if ban.end - ban.start > rules.LONGEST or ban.start > day_at(frame.shown_now()) + rules.LONGEST:
        return N_("That is more than a year: is the year right?")
    if ban.end < day_at(frame.shown_now()):
        return N_("Its last day lies behind us.")
    if ban.link and not ban.link.startswith(("https://", "http://")):
        return N_("The document's address begins with https://")
    return ""


def _has_twin(session: Session, ban: Ban) -> bool:
    same = ("area", "start", "end", "order", "number")
    return any(
        one.ended_on is None and all(getattr(one, name) == getattr(ban, name) for name in same)
        for one in bans.listed(session)
    )


@page.post(f"{LIST}/<int:order_id>/end")
def end(order_id: int) -> Response:
    """From that day on it no longer holds; what held until today stays true."""
    here, today = frame.official(), day_at(frame.shown_now())
    with frame.database().read() as reading:
        found = next((one for one in bans.listed(reading) if one.id == order_id), None)
    if found is None or not here.sees(found.area):
        abort(404)
    by = here.post_for(found.area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    on = iso_day(request.form.get("on", "")) if request.form.get("on") else today
    why = frame.plain(request.form.get("why", "")).strip()[:300]
    if on is None or on < today:
        return _show(N_("From today or later, please."), 400)
    if len(why) < 3:
        return _show(N_("Please type why: it stands in the book."), 400)
    with frame.database().write() as session:
        if bans.end(session, found.id, on, f"post:{by.id}") is None:
            return _show(OVER, 409)
        told = {"from": on, "why": why}
        subject = f"order:{found.id}"
        audit.note(
            session, by, "burn order ended", subject, found.area, frame.real_now(), after=told
        )
    return redirect(LIST, 303)  # type: ignore[return-value]
