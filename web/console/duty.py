"""เวร: who is on duty in a week, call lists with the day they were checked, alarms and notes from one to the next.

Whoever holds the area may change its roster and its list; each change stands in the book, without names and numbers.
The same rules as in the chat: domain/duty.py, domain/duty_alarms.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot.cards.hand_over import matters
from bot.changes import duty as changes
from bot.changes.doing import DecideAgain
from bot.language import BANGKOK
from domain import duty as rules
from domain import duty_alarms as alarm_rules
from domain import lampang
from domain.duty import Shift
from domain.duty_alarms import Alarm
from domain.duty_changes import TakeAlarm
from domain.official import Official
from domain.posts import Post
from domain.words import N_
from store import audit, duty, duty_alarms, hand_overs, officials
from web.console import frame, pressing

page = frame.a_page("console_duty")
LIST = "/console/duty"
WEEK, MOST_DAYS = timedelta(days=7), 14
LONGEST_NAME = 80
EARLIEST, LATEST = date(2020, 1, 1), date(2199, 12, 31)
BAD_TIME = N_("Day and clock times, please.")
NAME_IT = N_("Choose a post, or type a name and a telephone number of 9 or 10 digits.")
NO_EXCHANGE = N_("These two cannot be exchanged: each must hold the other's area.")
NOT_YOURS = N_("Only posts that hold this area change its roster and its call list.")
TAKEN_ALREADY = N_("Somebody has taken it meanwhile, or it is over.")


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200, area: str = "") -> Response:
    here, now = frame.official(), frame.shown_now()
    area = area or _chosen(here, request.args.get("area", ""))
    first = _day(request.args.get("from", "")) or now.astimezone(BANGKOK).date()
    begins = datetime.combine(first, time.min, BANGKOK)
    with frame.database().read() as reading:
        found = duty.shifts(reading, begins - rules.LONGEST, begins + WEEK, now)
        running = duty.shifts(reading, now, now + timedelta(seconds=1), now)
        alarms = [one for one in duty_alarms.listed(reading, now) if _is_mine(here, one)]
        over = duty_alarms.lately(reading, now, lambda one: _is_mine(here, one))
        values = {
            "alarms": alarms,
            "over": over,
            "steps": duty_alarms.steps(reading, [one.id for one in (*alarms, *over)]),
            "calls": duty.listed(reading, [area], now),
            "posts": [one for one in officials.covering(reading, area, now) if here.sees(one.area)],
            "notes": hand_overs.lately(reading, now, here.may),
        }
        names = officials.named(
            reading, [one.post for many in values["steps"].values() for one in many if one.post]
        )
    of_area = [one for one in found if one.area == area]
    days = [first + timedelta(days=n) for n in range(7)]
    return frame.render(
        "duty.html",
        status,
        trouble=trouble,
        area=area,
        choices=_choices(here),
        may=here.may(area),
        now=now,
        first=first,
        days=[(day, [one for one in of_area if _starts_on(one, day)]) for day in days],
        earlier=first - WEEK,
        later=first + WEEK,
        running=sorted((one for one in running if here.sees(one.area)), key=lambda one: one.area),
        exchange=lambda one: [other for other in of_area if rules.may_exchange(one, other)],
        is_old=lambda one: now.astimezone(BANGKOK).date() - one.checked_on > rules.CHECK_AGAIN,
        names=names,
        labels=alarm_rules,
        who=rules.who,
        said=said,
        matters=lambda note: matters(note, frame.look()),
        local=lambda at: at.astimezone(BANGKOK),
        clock=lambda at: at.astimezone(BANGKOK).strftime("%H.%M"),
        **values,
    )


def _is_mine(here: Official, alarm: Alarm) -> bool:
    return alarm_rules.may_take(here.posts, alarm)


def said(alarm: Alarm) -> str:
    told = alarm_rules.said(alarm)
    return frame.tongue().say(told.text, told.values)


def _choices(here: Official) -> list[str]:
    """Province and districts that touch their areas, and the areas of their own posts."""
    wide = [one.code for one in (lampang.PROVINCE, *lampang.DISTRICTS) if here.sees(one.code)]
    return list(dict.fromkeys([*here.areas(), *wide]))


def _chosen(here: Official, asked: str) -> str:
    choices = _choices(here)
    return asked if asked in choices else choices[0]


def _starts_on(shift: Shift, day: date) -> bool:
    return shift.starts.astimezone(BANGKOK).date() == day


def _day(text: str) -> date | None:
    """None also for what no calendar of ours holds: a week is added to it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


# The roster


@page.post(f"{LIST}/add")
def add() -> Response:
    """The same hours on one or several days."""
    form, now = request.form, frame.shown_now()
    area = form.get("area", "")
    by = _by(area)
    spans = _spans()
    if not spans:
        return _show(BAD_TIME, 400, area)
    with frame.database().write() as session:
        held = {one.id: one for one in officials.covering(session, area, now)}
        post = held.get(form.get("post", 0, type=int))
        deputy = held.get(form.get("deputy", 0, type=int))
        why = _why_not(session, post, deputy, area, spans)
        for span in () if why or post is None else spans:
            second = deputy.id if deputy else 0
            number = duty.add(session, area, post.id, span, deputy=second, set_by=by.id)
            _book(session, by, "duty planned", f"shift:{number}", area, span)
    if why:
        return _show(why, 400, area)
    return _back(area)


def _why_not(
    session: Session,
    post: Post | None,
    deputy: Post | None,
    area: str,
    spans: Sequence[tuple[datetime, datetime]],
) -> str:
    """The first reason why one of them cannot stand; each is also looked at beside those before it."""
    now = frame.shown_now()
    before: list[Shift] = []
    for span in spans:
        others = [*duty.shifts(session, *span, now), *before]
        why = rules.why_not(post, deputy, area, span, others, now)
        if why or post is None:
            return why or rules.NOT_THERE
        before.append(Shift(0, area, post, *span))
    return ""


def _spans() -> list[tuple[datetime, datetime]]:
    """What the form says, in Lampang's clock; an end before its beginning is on the next day."""
    form = request.form
    day, n = _day(form.get("day", "")), form.get("days", 1, type=int)
    try:
        starts, ends = (time.fromisoformat(form.get(name, "")) for name in ("starts", "ends"))
    except ValueError:
        return []
    if day is None or not 1 <= n <= MOST_DAYS or starts.tzinfo or ends.tzinfo:
        return []
    spans = []
    for one in (day + timedelta(days=number) for number in range(n)):
        first, last = (datetime.combine(one, at, BANGKOK) for at in (starts, ends))
        spans.append((first, last if last > first else last + timedelta(days=1)))
    return spans


@page.post(f"{LIST}/<int:shift_id>/remove")
def remove(shift_id: int) -> Response:
    """One that runs ends now and stays in the book of what was; one to come goes."""
    now = frame.shown_now()
    with frame.database().write() as session:
        shift, by = _shift(session, shift_id)
        if shift.runs(now):
            duty.change(session, shift.id, ends=now)
        else:
            duty.remove(session, shift.id)
        span = (shift.starts, shift.ends)
        _book(session, by, "duty taken out", f"shift:{shift.id}", shift.area, span)
    return _back(shift.area)


@page.post(f"{LIST}/<int:shift_id>/swap")
def swap(shift_id: int) -> Response:
    """With another shift, or to another post of the area."""
    kind, _, number = request.form.get("with", "").partition(":")
    other = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    with frame.database().write() as session:
        shift, by = _shift(session, shift_id)
        is_done = (
            _exchange(session, shift, other) if kind == "shift" else _give(session, shift, other)
        )
        if is_done:
            _book(session, by, "duty exchanged", f"shift:{shift.id}", shift.area, other)
    return _back(shift.area) if is_done else _show(NO_EXCHANGE, 409, shift.area)


def _exchange(session: Session, shift: Shift, number: int) -> bool:
    other = duty.find(session, number, frame.shown_now())
    if other is None or not rules.may_exchange(shift, other) or not frame.official().may(other.area):  # fmt: skip
        return False
    if not (
        _stands(session, shift, other.post, other.id)
        and _stands(session, other, shift.post, shift.id)
    ):
        return False
    duty.change(session, shift.id, post=other.post.id, begun_at=None)
    return duty.change(session, other.id, post=shift.post.id, begun_at=None)


def _stands(session: Session, shift: Shift, post: Post | None, other: int = 0) -> bool:
    """Whether the shift may be that post's, beside all but itself and the one that it is exchanged with."""
    span, now = (shift.starts, shift.ends), frame.shown_now()
    others = [one for one in duty.shifts(session, *span, now) if one.id not in (shift.id, other)]
    return not rules.why_not(post, shift.deputy, shift.area, span, others, now)


def _give(session: Session, shift: Shift, number: int) -> bool:
    held = {one.id: one for one in officials.covering(session, shift.area, frame.shown_now())}
    is_fine = _stands(session, shift, held.get(number))
    return is_fine and duty.change(session, shift.id, post=number, begun_at=None)


def _shift(session: Session, number: int) -> tuple[Shift, Post]:
    shift = duty.find(session, number, frame.shown_now())
    if shift is None or not frame.official().sees(shift.area):
        abort(404)
    return shift, _by(shift.area)


def _by(area: str) -> Post:
    """The post that gives the right to change what belongs to the area."""
    if lampang.area(area) is None:
        abort(400)
    by = frame.official().post_for(area)
    if by is None:
        frame.refuse(NOT_YOURS, 403)
    return by


def _book(session: Session, by: Post, what: str, subject: str, area: str, told: object) -> None:
    audit.note(session, by, what, subject, area, frame.real_now(), after=_written(told))


def _written(told: object) -> Any:
    return [one.isoformat() for one in told] if isinstance(told, tuple) else str(told)


def _back(area: str) -> Response:
    return redirect(f"{LIST}?area={area}", 303)  # type: ignore[return-value]


# The call list


@page.post(f"{LIST}/calls/add")
def add_call() -> Response:
    form, now = request.form, frame.shown_now()
    area = form.get("area", "")
    by = _by(area)
    name = frame.plain(form.get("name", "")).strip()[:LONGEST_NAME]
    phone = "".join(one for one in form.get("phone", "") if one.isascii() and one.isdigit())
    with frame.database().write() as session:
        held = {one.id for one in officials.covering(session, area, now)}
        post = form.get("post", 0, type=int)
        known = {one.post.id for one in duty.listed(session, [area], now) if one.post}
        is_number = bool(name) and phone.startswith("0") and len(phone) in (9, 10)
        if post in known or (post not in held if post else not is_number):
            return _show(NAME_IT, 400, area)
        today = now.astimezone(BANGKOK).date()
        told = ("", "") if post else (name, phone)
        number = duty.add_line(session, area, post, *told, today, by.id)
        _book(session, by, "call list added to", f"call:{number}", area, f"post {post}")
    return _back(area)


@page.post(f"{LIST}/calls/<int:call_id>/step")
def change_call(call_id: int) -> Response:
    """Up, down, checked today, or off the list."""
    step, now = request.form.get("step", ""), frame.shown_now()
    with frame.database().write() as session:
        row = duty.find_line(session, call_id)
        if row is None or not frame.official().sees(row.area):
            abort(404)
        by, area = _by(row.area), row.area
        match step:
            case "up" | "down":
                duty.move_line(session, row, -1 if step == "up" else 1)
            case "checked":
                duty.check_line(session, row.id, now.astimezone(BANGKOK).date(), by.id)
            case "remove":
                duty.remove_line(session, row.id)
            case _:
                abort(400)
        _book(session, by, "call list changed", f"call:{call_id}", area, step)
    return _back(area)


# Alarms


@page.post(f"{LIST}/alarms/<int:alarm_id>/take")
def take_alarm(alarm_id: int) -> Response:
    """As รับแล้ว in the chat; who else was told hears it."""
    here, now = frame.official(), frame.shown_now()
    with frame.database().read() as reading:
        alarm = duty_alarms.find(reading, alarm_id, now)
    if alarm is None or not _is_mine(here, alarm):
        abort(404)
    by = here.post_for(alarm.area) or here.posts[0]
    try:
        with frame.database().write() as session:
            taking = TakeAlarm(alarm.id, by.id, alarm.calling_since)
            changes.take_alarm(pressing.doing(session), taking)
    except DecideAgain:
        return _show(TAKEN_ALREADY, 409)
    return redirect(LIST, 303)  # type: ignore[return-value]


def open_alarms(reading: Session, here: Official) -> Sequence[Alarm]:
    """For the overview: those of the reader's areas, not taken first."""
    found = duty_alarms.listed(reading, frame.shown_now())
    return [one for one in found if _is_mine(here, one)]
