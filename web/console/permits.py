"""คำขอเผา: the queue with the engine's reasons, one request to decide on, the day by tambon, the district's switch.

Decided by the chat's own handlers (bot/permit_desk.py): who may, and what speaks against it, is asked at each press.
Orders against burning: web/console/orders.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot import permit_desk
from bot.cards import burn_words, permit_work
from bot.permit_desk import DecideAgain, Decided
from domain import lampang, posts
from domain import permit_rules as rules
from domain import permits as states
from domain.burn_days import day_at, iso_day
from domain.official import APPROVER, Official, ranks
from domain.permit_rules import Book, Limit
from domain.permits import Permit
from domain.words import N_
from store import audit, permits
from web.console import frame, permit_month, pressing

page = frame.a_page("console_permits")
LIST = "/console/permits"
LONGEST_REASON = 300
SHOWN = (*states.HOLDING, states.QUEUED)
GOING = tuple(one for one in SHOWN if one not in states.WAITING)
NOT_YOURS = N_("This request is not yours to decide now.")
NEEDS_REASON = N_("Please type why: it stands in the book.")
MEANWHILE = N_("That was changed meanwhile. Please look again.")
NOT_YOUR_DAY = N_("Only the district's own officials switch its days.")
NOT_YOUR_AREA = N_("Only who holds that whole area can do this.")
BAD_DAY = N_("The day lies behind us or too far ahead.")
BAD_LIMIT = N_("Plots and rai are numbers from 0 upwards.")


@dataclass(frozen=True, slots=True)
class Line:
    """A tambon's day: what is taken, what would fit, and how many wait in line for it."""

    tambon: str
    plots: int
    rai: float
    limit: Limit
    queued: int

    @property
    def is_full(self) -> bool:
        return self.plots >= self.limit.plots or self.rai >= self.limit.rai


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    now = frame.shown_now()
    today = day_at(now)
    day = _day(request.values.get("day", "")) or today
    with frame.database().read() as reading:
        context = permit_desk.known(reading, frame.database(), pressing.event(), now)
        book = context.facts.permits
        seen = [one for one in book.permits if frame.official().sees(one.tambon)]
        waiting = [one for one in seen if one.state in states.WAITING]
        waiting.sort(key=lambda one: (not may_decide(one), one.day, one.id))
        judged = permit_desk.judged(reading, context, waiting)
    return frame.render(
        "permits.html",
        status,
        waiting=[(one, judged[one.id], may_decide(one)) for one in waiting],
        advice=permit_work.ADVICE,
        going=[one for one in seen if one.day == day and one.state in GOING],
        lines=_lines(seen, book, day),
        day=day,
        waits=lambda one: states.waits_for(one, book.posts),
        month=permit_month.shown(context.facts, day, today),
        days=[today + timedelta(days=n) for n in range(8)],
        closed=[one for one in book.switches if one.day == day and not one.is_open],
        districts=_switched_by(frame.official()),
        areas=[area for code in frame.official().areas(APPROVER) for area in frame.areas_of(code)],
        usual=rules.USUAL,
        states=states,
        words=_words(),
        trouble=trouble,
    )


def _words() -> dict[str, Any]:
    """How the cards tell a request."""
    look = frame.look()
    return {
        "what": lambda one: burn_words.what(one.rai, one.residue, look),
        "when": lambda one: burn_words.when(one, look),
        "where": lambda one: burn_words.where(one.tambon, one.village, look),
    }


def may_decide(permit: Permit, official: Official | None = None) -> bool:
    here = official or frame.official()
    stage = states.STAGES.get(permit.state)
    return stage is not None and any(states.may_decide(post, permit, stage) for post in here.posts)


def _lines(seen: Sequence[Permit], book: Book, day: date) -> list[Line]:
    """The tambons with anything on that day."""
    tambons = sorted({one.tambon for one in seen if one.day == day and one.state in SHOWN})
    return [
        Line(
            code,
            *rules.taken(book, code, day),
            limit=rules.limit_of(book.limits, code),
            queued=sum(
                1 for one in seen if (one.tambon, one.day, one.state) == (code, day, states.QUEUED)
            ),
        )
        for code in tambons
    ]


def _switched_by(here: Official) -> list[str]:
    """The districts whose days the reader opens and closes, by the chat's own rule."""
    return [
        area.code
        for area in lampang.DISTRICTS
        if any(
            post.kind in (posts.DISTRICT, posts.DUTY)
            and post.covers(area.code)
            and ranks(post.role, APPROVER)
            for post in here.posts
        )
    ]


def _day(text: str) -> date | None:
    """From today to a month ahead."""
    day = iso_day(text)
    today = day_at(frame.shown_now())
    return day if day and today <= day <= today + rules.FAR_AHEAD else None


# One request


@page.get(f"{LIST}/<int:permit_id>")
def one(permit_id: int) -> Response:
    return _show_one(permit_id)


def _show_one(
    number: int, said: str = "", status: int = 200, *, asks_why: bool = False
) -> Response:
    now = frame.shown_now()
    with frame.database().read() as reading:
        permit = _find(reading, number)
        context = permit_desk.known(reading, frame.database(), pressing.event(), now)
        judged = permit_desk.judged(reading, context, [permit])[permit.id]
        log = permits.log_of(reading, permit.id)
        facts = context.facts
    offers = rules.other_days(permit, facts.permits, facts.bans, now)
    return frame.render(
        "permit_one.html",
        status,
        permit=permit,
        judged=judged,
        waits=lambda one: states.waits_for(one, facts.permits.posts),
        advice=permit_work.ADVICE,
        yes=permit_work.YES.get(permit.state, ""),
        asks=permit_work.ASKS.get(permit.state, ""),
        log=log,
        may=may_decide(permit),
        phone=permit.phone if frame.official().may(permit.tambon) else "",
        map_link=burn_words.map_address(permit),
        offers=offers,
        states=states,
        words=_words(),
        said=said,
        typed=request.form,
        asks_why=asks_why or (permit.state == states.DISTRICT and bool(judged.soft)),
    )


def _find(reading: Session, number: int) -> Permit:
    found = permits.get(reading, number)
    if found is None or not frame.official().sees(found.tambon):
        abort(404)
    return found


@page.post(f"{LIST}/<int:permit_id>/decide")
def decide(permit_id: int) -> Response:
    act = request.form.get("act", "")
    with frame.database().read() as reading:
        permit = _find(reading, permit_id)
    if act not in ("yes", "no", "day"):
        abort(400)
    if not may_decide(permit):
        return _show_one(permit_id, frame.tongue().say(NOT_YOURS), 403)
    told = _told(act, permit)
    if act == "no" and len(str(told["reason"])) < 3:
        return _show_one(permit_id, frame.tongue().say(NEEDS_REASON), 400)
    try:
        with frame.database().write() as session:
            permit = _find(session, permit_id)
            doing = pressing.doing(session)
            decided = permit_desk.decide(doing, frame.database(), permit, told)
            if decided.is_done:
                _book(session, act, permit, told)
    except DecideAgain:
        return _show_one(permit_id, frame.tongue().say(MEANWHILE), 409)
    if not decided.is_done:
        return _show_one(permit_id, _spoken(decided), 409, asks_why=True)
    return redirect(f"{LIST}/{permit_id}", 303)  # type: ignore[return-value]


def _spoken(decided: Decided) -> str:
    return frame.tongue().say(decided.said.text, decided.said.values)


def _told(act: str, permit: Permit) -> dict[str, Any]:
    """The answers that the chat asks for one by one, from one form."""
    form = request.form
    told: dict[str, Any] = {
        "act": act,
        "v": form.get("v", -1, type=int),
        "reason": _typed("reason"),
        "why": _typed("why"),
        "day": form.get("day", ""),
        "in_plan": bool(form.get("in_plan")),
    }
    if permit.state == states.VILLAGE:
        land = form.get("land", "")
        told |= {
            name: "yes" if form.get(name) else "no" for name in ("firebreak", "neighbours", "water")
        }
        told |= {
            "land": land if land in states.LANDS else states.FARM_LAND,
            "watchers": min(max(form.get("watchers", 0, type=int), 0), 99),
        }
    return told


def _typed(name: str) -> str:
    return frame.plain(request.form.get(name, "")).strip()[:LONGEST_REASON]


def _book(session: Session, act: str, permit: Permit, told: dict[str, Any]) -> None:
    """The log of the request itself keeps more: store/permits.py."""
    now_is = permits.get(session, permit.id) or permit
    why = told["reason"] if act == "no" else told["day"] if act == "day" else told["why"]
    audit.note(
        session,
        frame.official().post_for(permit.tambon),
        f"permit {act}",
        permit.reference,
        permit.tambon,
        frame.real_now(),
        before=permit.state,
        after={"state": now_is.state, "why": why},
    )


# Days


@page.post(f"{LIST}/switch")
def switch() -> Response:
    """The district takes burns on that day, or does not: to close it needs a reason."""
    district, day = request.form.get("district", ""), _day(request.form.get("day", ""))
    opens, reason = request.form.get("to") == "open", _typed("reason")
    if lampang.area(district) is None or len(district) != 4:
        abort(400)
    if district not in _switched_by(frame.official()):
        frame.refuse(NOT_YOUR_DAY, 403)
    if day is None:
        return _show(BAD_DAY, 400)
    if not opens and len(reason) < 3:
        return _show(NEEDS_REASON, 400)
    try:
        with frame.database().write() as session:
            doing = pressing.doing(session)
            permit_desk.switch(doing, frame.database(), district, day, opens=opens, reason=reason)
            by = frame.official().post_for(district, APPROVER)
            what, subject = f"burn day {'opened' if opens else 'closed'}", f"day:{day}"
            audit.note(session, by, what, subject, district, frame.real_now(), after=reason)
    except DecideAgain:
        return _show(MEANWHILE, 409)
    return redirect(f"{LIST}?day={day}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/limit")
def limit() -> Response:
    """How many plots and rai may burn in each tambon of an area on one day."""
    area = request.form.get("area", "")
    if lampang.area(area) is None:
        abort(400)
    here = frame.official()
    by = here.post_for(area, APPROVER)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    plots = request.form.get("plots", -1, type=int)
    rai = request.form.get("rai", -1.0, type=float)
    if not (0 <= plots <= rules.MOST_LIMIT_PLOTS and 0 <= rai <= rules.MOST_LIMIT_RAI):
        return _show(BAD_LIMIT, 400)
    with frame.database().write() as session:
        before = next((one for one in permits.limits(session) if one.area == area), None)
        permits.set_limit(session, Limit(area, plots, rai, here.line_id), frame.shown_now())
        audit.note(
            session, by, "burn limit set", f"limit:{area}", area, frame.real_now(),
            before=before and {"plots": before.plots, "rai": before.rai},
            after={"plots": plots, "rai": rai},
        )  # fmt: skip
    return redirect(LIST, 303)  # type: ignore[return-value]
