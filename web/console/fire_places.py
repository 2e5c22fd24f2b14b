"""A fire that nobody can be sent to gets its place: on the map, or typed as people have it at hand.

Coordinates (UTM, decimal, degrees), map links, villages and tambons are read as in the chat (intents/places). Rules:
domain/fire_places.py; the change and who hears of it: bot/changes/fire_places.py.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot.changes import fire_places as changes
from bot.facts.where import locate
from domain import fire_places as rules
from domain import fires as fire_rules
from domain import lampang
from domain.fire_places import NoPlace, Placed
from domain.fires import Fire
from domain.posts import Post
from domain.words import N_
from intents.places import find, point_in
from store import audit, fires, versions
from store.fires import FireRow, ReportRow
from web.console import frame, pressing
from web.console.fires import LIST, find_fire

page = frame.a_page("console_fire_places")
LONGEST = 500
MISTYPED = 6  # digits: coordinates that could not be read are no name of a place
NOT_YOURS = N_("Only who holds the place, or the province, can put it right.")
NO_REPORT = N_("There is no report to place here.")
OVER = N_("This fire is over: its place stays as it was reported.")


@page.get(f"{LIST}/<int:fire_id>/place")
def ask(fire_id: int) -> Response:
    return _show(fire_id)


def _show(number: int, trouble: str = "", status: int = 200) -> Response:
    with frame.database().read() as reading:
        fire = find_fire(reading, number)
        reports = fires.reports_of(reading, fire.id)
    return frame.render(
        "fire_place.html",
        status,
        fire=fire,
        reports=[(one.id, one.at, one.kind, one.name, one.area, one.words) for one in reports],
        labels=fire_rules,
        tambons=sorted(lampang.TAMBONS, key=lambda one: one.code),
        filled=request.form,
        trouble=trouble,
    )


@page.post(f"{LIST}/<int:fire_id>/place")
def put(fire_id: int) -> Response:
    """The fire's area and whom it concerns follow in the same commit."""
    with frame.database().read() as reading:
        find_fire(reading, fire_id)
    try:
        placed = _typed()
    except NoPlace as why:
        return _show(fire_id, str(why), 400)
    with frame.database().write() as session:
        versions.touch(session, "fires")  # first: a report of the same moment decides again
        fire = find_fire(session, fire_id)
        why_not = _why_not(fire, placed)
        reports = _chosen(session, fire)
        if not why_not and reports:
            _place(session, fire, reports, placed)
    if why_not:
        frame.refuse(why_not, 403 if why_not == NOT_YOURS else 409)
    if not reports:
        return _show(fire_id, NO_REPORT, 409)
    return redirect(f"{LIST}/{fire_id}", 303)  # type: ignore[return-value]


def _typed() -> Placed:
    words = frame.plain(request.form.get("where", "")).strip()[:LONGEST]
    point = point_in(words)
    found = locate(point, frame.database().data_dir) if point else find(words)
    placed = rules.place(found, request.form.get("area", ""), is_point=point is not None)
    if not words or found is not None:
        return placed
    if sum(map(str.isdigit, words)) >= MISTYPED:
        raise NoPlace(rules.NO_PLACE)
    return replace(placed, name=words[:60])  # what the map does not know: "behind the temple"


def _why_not(fire: Fire, placed: Placed) -> str:
    """Who holds the fire's tambon; of a fire without one whoever holds where it is put."""
    if not _by(fire, placed):
        return NOT_YOURS
    return "" if fire.is_open else OVER


def _by(fire: Fire, placed: Placed) -> Post | None:
    return frame.official().post_for(fire.area or placed.area)


def _chosen(session: Session, fire: Fire) -> list[ReportRow]:
    """One report, or all of them: another may be right where it is."""
    wanted = request.form.get("report", "")
    found = fires.reports_of(session, fire.id)
    if wanted and wanted not in {str(one.id) for one in found}:
        abort(400)
    return [one for one in found if not wanted or str(one.id) == wanted]


def _place(session: Session, fire: Fire, reports: list[ReportRow], placed: Placed) -> None:
    post, row = _by(fire, placed), session.get(FireRow, fire.id)
    if post is None or row is None:
        abort(404)
    said = f"{post.title} {frame.area_name(post.area)}".strip()
    before = {"area": fire.area, "at": _written(fire)}
    if changes.place(pressing.doing(session), row, reports, placed, said):
        point = placed.estimate.point
        at = f"{point.lat:.5f},{point.lon:.5f} ±{placed.estimate.radius_m} m"
        after = {"area": placed.area, "at": at, "reports": [one.id for one in reports]}
        audit.note(
            session, post, "fire placed", fire.reference, placed.area, frame.real_now(),
            before=before, after=after,
        )  # fmt: skip


def _written(fire: Fire) -> str:
    place = fire.estimate
    return f"{place.point.lat:.5f},{place.point.lon:.5f} ±{place.radius_m} m" if place else ""
