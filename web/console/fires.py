"""ไฟ: list and map of what burns, one fire's page with its timeline and reports, and what officials do with it.

Rules: domain/fires.py; the same changes as from the chat: bot/changes/fires.py. Who reported is shown to those responsible for
the place only, for a typed reason that stands in the book.
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot.changes import fires as changes
from bot.changes.doing import DecideAgain
from bot.fire_news import map_link
from domain import fire_changes, fire_closing, fire_permits, fire_places, lampang
from domain import fires as rules
from domain import missions as missions_rules
from domain.fires import Fire
from domain.utm import utm
from domain.words import N_
from store import audit, fires, missions, photos, versions
from store.fires import ReportRow
from web.console import frame, pressing

page = frame.a_page("console_fires")
LIST = "/console/fires"
STEPS = ("take", "controlled", "out", "false", rules.PERMITTED, "again", "close", "hand")
NEEDS_REASON = N_("Please type why: it stands in the book.")
NOT_COMPLETE = N_(
    "Please fill in everything: rai as a number, land, units, proof, or to whom and by whom."
)
DRILL_WHERE = N_("Choose the tambon of the drill, and what burns.")
DRILL_APART = N_("A drill and a real fire are never the same fire.")
NO_WORD = N_(
    "That needs the holder's word that it is under control, within the permitted hours and in the plot."
)
OUT_THERE = N_("%(n)s people out there")
MEANWHILE = N_("Somebody changed this fire meanwhile. Please look again.")


@page.get(LIST)
def every() -> Response:
    here, now = frame.official(), frame.shown_now()
    with frame.database().read() as reading:
        known = fires.lately(reading, now)
        out = missions.people_out_of(reading, list(known))
    seen = [one for one in known.values() if here.sees(one.area or "52")]
    seen.sort(key=_first)
    mine = [one for top in here.areas() for one in frame.areas_of(top) if one.is_tambon]
    return frame.render(
        "fires.html",
        rows=seen,
        out=out,
        labels=rules,
        points=_points(seen, out),
        tambons=mine,
        to_place=_to_place,
    )


def _first(fire: Fire) -> tuple[bool, bool, bool, int]:
    """Nobody can be sent to a fire without a place: these first, then what nobody has taken."""
    unplaced = fire_places.needs_place(fire)
    return not fire.is_open, not unplaced, fire.state != rules.REPORTED, -fire.id


def _to_place(fire: Fire) -> bool:
    """Nobody can be sent there, and the reader may say where it is (as far as anybody knows yet)."""
    may = not fire.area or frame.official().may(fire.area)
    return may and not fire.is_drill and fire_places.needs_place(fire)


def _points(seen: list[Fire], out: dict[int, int]) -> list[dict[str, Any]]:
    """For the map: estimated places only, with how many people are out there."""
    return [
        {
            "lat": one.estimate.point.lat,
            "lon": one.estimate.point.lon,
            "radius": one.estimate.radius_m,
            "name": _named(one, out.get(one.id, 0)),
            "out": out.get(one.id, 0),
            "state": one.state,
            "path": f"{LIST}/{one.id}",
        }
        for one in seen
        if one.estimate is not None
    ]


def _named(fire: Fire, out: int) -> str:
    return (
        f"{fire.reference} · {frame.tongue().say(OUT_THERE, {'n': out})}" if out else fire.reference
    )


@page.post(f"{LIST}/drill")
def drill() -> Response:
    """A fire that is not: everybody is told with [ซ้อม], no figure counts it, nobody's report is behind it."""
    area, kind = request.form.get("area", ""), request.form.get("kind", "")
    here, tambon = frame.official(), lampang.area(area)
    if tambon is None or not tambon.is_tambon or kind not in rules.KIND_LABELS or not kind:
        frame.refuse(DRILL_WHERE)
    if not here.may(area):
        abort(403)
    with frame.database().write() as session:
        number = changes.begin_drill(pressing.doing(session), tambon, kind)
        fire = fires.find(session, number)
        if fire is not None:
            _book(session, "fire drill", fire, kind)
    return redirect(f"{LIST}/{number}", 303)  # type: ignore[return-value]


@page.get(f"{LIST}/<int:fire_id>")
def one(fire_id: int) -> Response:
    return _show(fire_id)


def _show(number: int, trouble: str = "", status: int = 200) -> Response:
    with frame.database().read() as reading:
        fire = find_fire(reading, number)
        reports = fires.reports_of(reading, fire.id)
        pictures = photos.of_subjects(
            reading, [f"fire:{fire.id}", *(f"report:{row.id}" for row in reports)]
        )
        out = missions.people_out(reading, fire.id)
        timeline = fires.timeline(reading, fire.id)
        values = {
            "timeline": timeline,
            "permitted": fire_permits.lines(timeline, frame.shown_now()),
            "permit": fire_permits.may_end_as(timeline, frame.shown_now(), fire.danger),
            "team": missions.team(reading, fire.id),
            "people_out": out,
            "others": [
                other
                for other in fires.lately(reading, frame.shown_now()).values()
                if other.is_open
                and other.id != fire.id
                and frame.official().sees(other.area or "52")
            ],
        }
    here = frame.official()
    return frame.render(
        "fire.html",
        status,
        fire=fire,
        reports=[_told(row) for row in reports],
        pictures=[frame.look().photo_url(one.id) for many in pictures.values() for one in many],
        place=utm(fire.estimate.point) if fire.estimate else "",
        map_link=map_link(fire),
        labels=rules,
        team_labels=missions_rules.STATE_LABELS,
        closing=fire_closing,
        can=[step for step in STEPS if not rules.why_not(fire, step, here.line_id, out, "typed")],
        trouble=trouble,
        points=_points([fire], {fire.id: out}),
        to_place=_to_place(fire),
        may_place=fire.is_open and bool(reports) and (not fire.area or here.may(fire.area)),
        **values,
    )


def find_fire(reading: Session, number: int) -> Fire:
    """The fire, if it is the reader's business; one that was joined leads to where it is now."""
    fire = fires.find(reading, number)
    for _ in range(20):
        if fire is None or fire.state != rules.MERGED:
            break
        fire = fires.find(reading, fire.merged_into)
    if fire is None or not frame.official().sees(fire.area or "52"):
        abort(404)
    return fire


def _told(row: ReportRow) -> dict[str, Any]:
    """What a report says, without who said it."""
    return {
        "id": row.id,
        "at": row.at,
        "kind": row.kind,
        "seen": row.seen,
        "bearing": row.bearing,
        "far_km": row.far_km,
        "name": row.name,
        "danger": row.danger,
        "words": row.words,
        "has_phone": bool(row.phone),
    }


@page.post(f"{LIST}/<int:fire_id>/step")
def step(fire_id: int) -> Response:
    """A move of the table; refused with a sentence when it does not fit any more."""
    what = request.form.get("step", "")
    with frame.database().read() as reading:
        _own(reading, fire_id)
    if what not in STEPS:
        abort(400)
    details, note = _details(what)
    try:
        with frame.database().write() as session:
            versions.touch(
                session, "fires"
            )  # first: a press in the chat of the same moment decides again
            fire = _own(session, fire_id)
            out = missions.people_out(session, fire.id)
            me = frame.official()
            why = rules.why_not(fire, what, me.line_id, out, note)
            if what == rules.PERMITTED and not why:
                told = fires.timeline(session, fire.id)
                note = fire_permits.may_end_as(told, frame.shown_now(), fire.danger)
                why = "" if note else NO_WORD
            if what == "take" and not why:
                post = me.post_for(fire.area or "52")
                move = fire_changes.MoveFire(
                    fire.id,
                    what,
                    me.name or (post.title if post else "-"),
                    post.phone if post else "",
                )
            else:
                move = fire_changes.MoveFire(
                    fire.id, what, fire.owner_name or me.name, note=note, details=details
                )
            if not why:
                changes.move_fire(pressing.doing(session), move)
                _book(session, f"fire {what}", fire, "" if what == "hand" else note)
    except DecideAgain:
        return _show(fire_id, MEANWHILE, 409)
    if why:
        values = rules.WHY_NOT.get(why, why if why == NO_WORD else rules.WHY_NOT[""])
        return _show(fire_id, values if "%(" not in values else rules.WHY_NOT["ended"], 409)
    return redirect(f"{LIST}/{fire_id}", 303)  # type: ignore[return-value]


def _details(what: str) -> tuple[dict[str, object], str]:
    """The fields of the official report, from the form."""
    form = request.form
    note = frame.plain(form.get("note", "")).strip()[:300]
    if what == "out":
        names = ("rai", "land", "units", "cause", "proof")
        told: dict[str, object] = {
            name: frame.plain(form.get(name, "")).strip()[:300] for name in names
        }
        if (
            not all(told[name] for name in ("rai", "units", "proof"))
            or told["land"] not in fire_closing.LAND
        ):
            frame.refuse(NOT_COMPLETE)
        if not fire_closing.is_rai(str(told["rai"])):
            frame.refuse(NOT_COMPLETE)
        return told, note
    if what == "hand":
        to, by = form.get("to", ""), frame.plain(form.get("by", "")).strip()[:120]
        if to not in fire_closing.LAND_OWNERS or not by:
            frame.refuse(NOT_COMPLETE)
        return {"handed_to": to, "accepted_by": by}, f"{to}: {by}"
    return {}, note


@page.post(f"{LIST}/<int:fire_id>/join")
def join(fire_id: int) -> Response:
    """Another fire is the same, or (with `apart`) is not."""
    other = request.form.get("other", 0, type=int)
    with frame.database().write() as session:
        versions.touch(session, "fires")
        fire, second = _own(session, fire_id), _own(session, other)
        if not request.form.get("apart") and fire.is_drill != second.is_drill:
            frame.refuse(DRILL_APART)
        if request.form.get("apart"):
            changes.part_fires(pressing.doing(session), fire_changes.PartFires(fire.id, second.id))
        else:
            doing = pressing.doing(session)
            changes.join_fires(
                doing, fire_changes.JoinFires(fire.id, second.id, "an official says so")
            )
        _book(session, "fire joined", fire, second.reference)
    return redirect(f"{LIST}/{fire_id}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<int:fire_id>/reporters")
def reporters(fire_id: int) -> Response:
    """Numbers to call back, for a typed reason."""
    reason = frame.plain(request.form.get("reason", "")).strip()[:300]
    if len(reason) < 5:
        return _show(fire_id, NEEDS_REASON, 400)
    with frame.database().write() as session:
        fire = _own(session, fire_id)
        numbers = fires.phones(session, fire.id)
        fires.note(
            session, fire.id, "phones", frame.shown_now(), who=frame.official().line_id, note=reason
        )
        _book(session, "fire reporters seen", fire, reason)
    return frame.render("fire_reporters.html", fire=fire, numbers=numbers)


def _own(session: Session, number: int) -> Fire:
    """For changes the post must hold the place, not only touch it."""
    fire = find_fire(session, number)
    if not frame.official().may(fire.area or "52"):
        abort(403)
    return fire


def _book(session: Session, what: str, fire: Fire, after: str) -> None:
    versions.touch(session, "fires")
    area = fire.area or "52"
    by = frame.official().post_for(area)
    at = frame.real_now()
    audit.note(session, by, what, fire.reference, area, at, before=fire.state, after=after)
