"""อาสา: who waits for approval, who is on duty, who is out and due back when, and accounts that are suspended.

Rules: domain/volunteers.py; the same changes as from the chat: bot/changes/volunteers.py. Telephone numbers are shown to
those only whose post holds the tambon of the person, or of the fire that they are out at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot.changes import volunteers as changes
from bot.changes.doing import DecideAgain
from domain import missions as missions_rules
from domain import volunteers as rules
from domain.fires import Fire
from domain.missions import Mission
from domain.official import PROVINCE
from domain.volunteer_changes import MoveVolunteer
from domain.volunteers import Volunteer
from domain.words import N_
from store import audit, fires, missions, volunteers
from web.console import frame, pressing

page = frame.a_page("console_volunteers")
LIST = "/console/volunteers"
STEPS = ("approve", "reject", "suspend", "restore")
NEEDS_WHY = ("reject", "suspend")
LONGEST_WHY = 300
OLD = 60  # never sent uphill: domain/dispatch.py
WHY = N_("Please type why: it stands in the book.")
NOT_YOURS = N_("Only the village head or an official of their tambon can decide that.")
MEANWHILE = N_("That was changed meanwhile. Please look again.")


@dataclass(frozen=True, slots=True)
class OnDuty:
    """`phone` is empty where the reader's post does not hold the tambon."""

    name: str
    area: str
    until: datetime | None
    skills: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class Out:
    mission: Mission
    fire: Fire
    phone: str
    is_late: bool


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    here, now = frame.official(), frame.shown_now()
    with frame.database().read() as reading:
        waiting = volunteers.waiting(reading, here.areas(), most=100)
        known = volunteers.in_areas(reading, here.areas(), (rules.APPROVED, rules.SUSPENDED))
        out = out_there(reading, now)
        duty = _on_duty(reading, now)
    return frame.render(
        "volunteers.html",
        status,
        waiting=waiting,
        duty=duty,
        out=out,
        known=known,
        may=_may,
        steps=lambda one: [step for step in STEPS if rules.next_state(one.state, step)],
        rules=rules,
        states=missions_rules.STATE_LABELS,
        is_young=lambda one: one.age(now) < rules.ADULT,
        is_old=lambda one: rules.age_at_most(one.birth_year, now) > OLD,
        age=lambda one: rules.age_at_most(one.birth_year, now),
        trouble=trouble,
    )


def _may(volunteer: Volunteer) -> bool:
    here = frame.official()
    return rules.may_decide(here.posts, volunteer, here.line_id)


def _on_duty(reading: Session, now: datetime) -> Sequence[OnDuty]:
    """Of the reader's areas, by home or by where they last said they are."""
    here = frame.official()
    found = []
    for row in volunteers.on_duty(reading, now):
        area = volunteers.where_now(row, now)
        if not (here.sees(row.home or PROVINCE) or here.sees(area or PROVINCE)):
            continue
        phone = row.phone if here.may(row.home or PROVINCE) else ""
        skills = tuple(one for one in row.skills.split(",") if one in rules.SKILLS)
        found.append(OnDuty(rules.first_name(row.name), area, row.duty_until, skills, phone))
    return sorted(found, key=lambda one: (one.area, one.name))


def out_there(reading: Session, now: datetime) -> Sequence[Out]:
    """Who may be out there, those who should be back first."""
    here = frame.official()
    found = []
    for mission in missions.open_missions(reading):
        fire = fires.find(reading, mission.fire_id) if mission.is_out else None
        area = (fire.area if fire else "") or PROVINCE
        if fire is None or not here.sees(area):
            continue
        is_late = mission.back_by is not None and mission.back_by < now
        found.append(Out(mission, fire, mission.phone if here.may(area) else "", is_late))
    return sorted(found, key=lambda one: (not one.is_late, _order(one.mission), one.mission.id))


def _order(mission: Mission) -> float:
    return mission.back_by.timestamp() if mission.back_by else float("inf")


@page.post(f"{LIST}/<int:volunteer_id>/step")
def step(volunteer_id: int) -> Response:
    """A move of the table; who is approved, refused or suspended is told on the phone, as from the chat."""
    what = request.form.get("step", "")
    why = frame.plain(request.form.get("why", "")).strip()[:LONGEST_WHY]
    with frame.database().read() as reading:
        volunteer = _find(reading, volunteer_id)
    if what not in STEPS:
        abort(400)
    if not _may(volunteer):
        frame.refuse(NOT_YOURS, 403)
    if what in NEEDS_WHY and len(why) < 3:
        return _show(WHY, 400)
    try:
        with frame.database().write() as session:
            volunteer = _find(session, volunteer_id)
            changes.move(pressing.doing(session), MoveVolunteer(volunteer, what))
            _book(session, what, volunteer, why)
    except DecideAgain:
        return _show(MEANWHILE, 409)
    return redirect(LIST, 303)  # type: ignore[return-value]


def _find(reading: Session, number: int) -> Volunteer:
    found = volunteers.numbered(reading, number)
    if found is None or not frame.official().sees(found.home or PROVINCE):
        abort(404)
    return found


def _book(session: Session, what: str, volunteer: Volunteer, why: str) -> None:
    area = volunteer.home or PROVINCE
    audit.note(
        session,
        frame.official().post_for(area),
        f"volunteer {what}",
        f"volunteer:{volunteer.id}",
        area,
        frame.real_now(),
        before=volunteer.state,
        after=why,
    )
