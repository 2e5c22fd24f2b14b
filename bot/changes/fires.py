"""Reports and fires as the handlers decided; who is responsible is told in the same commit (bot/fire_news.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import fire_news, fire_permits, permits
from bot.changes import photos
from bot.changes.doing import Carry, DecideAgain, Doing
from domain import fire_changes as changes
from domain import fires as rules
from domain import sightings
from domain.fires import Report
from domain.photos import KeepPhoto
from domain.places import Area
from store import fires, group_offers, missions
from store import photos as photo_store
from store.fires import FireRow, ReportBlock, ReportRow, Tip

PHOTO_BEFORE = timedelta(minutes=30)  # sent first, and then said that it is a fire
PLOT_SURE_M = 1500  # a sighting less sure than this is no sign of one plot


def save_report(doing: Doing, effect: changes.SaveReport) -> None:
    session, now, report = doing.session, doing.context.now, effect.report
    row = session.get(FireRow, effect.fire) if effect.fire else None
    if row is None or row.state == rules.MERGED:
        row = _new_fire(doing, effect)
    elif row.state in rules.ENDED:
        _again(doing, row)
    told = _report_row(report, row.id, doing.event.user, doing.event.chat, now)
    session.add(told)
    session.flush()
    who = "group" if not doing.event.is_private else "reporter"
    fires.note(session, row.id, "reported", now, who=doing.event.user, note=who)
    if effect.photo:
        kept = KeepPhoto(effect.photo, effect.photo_kind, f"report:{told.id}")
        photos.keep(doing, kept)
    photo_store.adopt(session, doing.event.user, f"report:{told.id}", now - PHOTO_BEFORE, doing.now)
    for other in effect.joins:
        row = _join(doing, row, other, "their reports agree")
    refresh(doing, row, told, is_more=bool(effect.fire))


def grow_report(doing: Doing, effect: changes.GrowReport) -> None:
    session = doing.session
    told = session.get(ReportRow, effect.id)
    if told is None or told.line_id != doing.event.user:
        raise DecideAgain("report")
    for name, value in _grown(session, told, effect.report).items():
        setattr(told, name, value)
    row = _fire(doing, told.fire_id)
    session.flush()
    for other in effect.joins:
        row = _join(doing, row, other, "their places agree")
    if row.state in rules.ENDED:
        fires.note(session, row.id, "added", doing.context.now, who=doing.event.user)
    refresh(doing, row, told)


def begin_drill(doing: Doing, tambon: Area, kind: str) -> int:
    """A practice fire in the middle of a tambon; returns its row number."""
    now = doing.context.now
    year = rules.buddhist_year(now)
    report = Report(kind=kind, area=tambon.code)
    number = fires.next_number(doing.session, year)
    row = _new_fire(doing, changes.SaveReport(report, year, number))
    place = sightings.Estimate(tambon.centre, sightings.VILLAGE_M)
    row.drill, row.lat, row.lon = True, place.point.lat, place.point.lon
    row.radius_m = place.radius_m
    fires.note(doing.session, row.id, "reported", now, who=doing.event.user, note="drill")
    doing.session.flush()
    fires.changed(doing.session, row.id)
    fire_news.call_owner(doing.session, doing.look, row, now, doing.now, besides=doing.event.user)
    return row.id


def _permitted(doing: Doing, row: FireRow, told: ReportRow) -> None:
    """A permitted burn there and then: its holder is asked, those responsible see it, and the report stays a report."""
    if row.drill or (told.est_radius_m or PLOT_SURE_M) >= PLOT_SURE_M:
        return  # a drill asks no villager whether their burn is under control
    office = permits.Office(doing.session, doing.look, doing.now, doing.context.now)
    if fire_permits.near(office, row):
        doing.session.flush()
        fire_news.permit_near(doing, row)


def join_fires(doing: Doing, effect: changes.JoinFires) -> None:
    kept = _fire(doing, effect.kept)
    refresh(doing, _join(doing, kept, effect.gone, effect.note))


def part_fires(doing: Doing, effect: changes.PartFires) -> None:
    """Remembered with both, so that nothing joins them by itself any more."""
    for one, other in ((effect.one, effect.other), (effect.other, effect.one)):
        row = _fire(doing, one)
        known = {int(part) for part in row.apart.split(",") if part} | {other}
        row.apart = ",".join(str(part) for part in sorted(known))
        fires.note(doing.session, one, "parted", doing.context.now, note=str(other))
        fires.changed(doing.session, one)


def move_fire(doing: Doing, effect: changes.MoveFire) -> None:
    session, now = doing.session, doing.context.now
    row = _fire(doing, effect.fire)
    state = rules.next_state(row.state, effect.what)
    if state is None:
        raise DecideAgain(f"fire {row.id}")
    if (
        effect.what in rules.NEEDS_ALL_BACK
        and not effect.note
        and missions.people_out(session, row.id)
    ):
        raise DecideAgain(f"fire {row.id}")  # somebody set out in this very moment
    before, row.state, row.active_at = row.state, state, now
    _owner_after(row, effect, doing.event.user, now)
    if state in rules.ENDED and before not in rules.ENDED:
        row.ended_at = now
        missions.end_calls(session, row.id, now)
    if effect.details:
        row.closing = orjson.dumps({**orjson.loads(row.closing), **effect.details})
    fires.note(
        session, row.id, effect.what, now,
        who=doing.event.user, who_name=effect.by_name, note=effect.note,
    )  # fmt: skip
    session.flush()
    fires.changed(session, row.id)
    fire_news.moved(doing, row, effect.what, effect.note)


def _owner_after(row: FireRow, effect: changes.MoveFire, by: str, now: datetime) -> None:
    if effect.what == "take":
        row.owner, row.taken_at = by, now
        row.owner_name, row.owner_phone = effect.by_name, effect.by_phone
    elif effect.what == rules.PERMITTED and not row.owner:
        row.owner, row.owner_name = by, effect.by_name
    elif effect.what == "controlled":
        row.controlled_at = now
    elif effect.what == "again":
        row.owner = row.owner_name = row.owner_phone = ""
        row.ended_at = row.told_at = None
        row.told_circle = 0


def note_on_fire(doing: Doing, effect: changes.NoteOnFire) -> None:
    row = _fire(doing, effect.fire)
    fires.note(
        doing.session, row.id, effect.what, doing.context.now,
        who=doing.event.user, note=effect.note,
    )  # fmt: skip
    row.active_at = doing.context.now
    fires.changed(doing.session, row.id)
    fire_news.noted(doing, row, effect.what)


def save_tip(doing: Doing, effect: changes.SaveTip) -> None:
    tip = Tip(
        at=doing.context.now,
        line_id=doing.event.user,
        area=effect.area,
        fire_id=effect.fire,
        words=effect.words,
    )
    doing.session.add(tip)
    doing.session.flush()
    fire_news.tip(doing, tip)


def answer_crowd(doing: Doing, effect: changes.AnswerCrowd) -> None:
    """Who was not asked changes nothing; a neighbour who sees it confirms it to whoever is responsible."""
    row = _fire(doing, effect.fire)
    if not fires.note_answered(doing.session, effect.fire, doing.event.user, effect.answer):
        return
    what = "seen" if effect.answer == "yes" else "not seen"
    fires.note(doing.session, row.id, what, doing.context.now, who=doing.event.user)
    fires.changed(doing.session, row.id)
    if what == "seen" and row.state == rules.REPORTED:
        fire_news.call_owner(
            doing.session, doing.look, row, doing.context.now, doing.now, up_to=row.told_circle + 1
        )


def block_reporter(doing: Doing, effect: changes.BlockReporter) -> None:
    first = next(iter(fires.reports_of(doing.session, effect.fire)), None)
    if first is None or not first.line_id:
        return
    doing.session.merge(
        ReportBlock(
            line_id=first.line_id, at=doing.context.now, by=doing.event.user, reason=effect.reason
        )
    )
    fires.note(
        doing.session, effect.fire, "blocked", doing.context.now,
        who=doing.event.user, note=effect.reason,
    )  # fmt: skip


def _new_fire(doing: Doing, effect: changes.SaveReport) -> FireRow:
    now, report = doing.context.now, effect.report
    row = FireRow(
        year=effect.year,
        number=effect.number,
        state=rules.REPORTED,
        kind=report.kind,
        area=report.area,
        outside=report.outside,
        name=report.name,
        danger=report.danger,
        opened_at=now,
        active_at=now,
        owner="",
        owner_name="",
        owner_phone="",
        closing=b"{}",
        merged_into=0,
        apart="",
        drill=False,
        told_circle=0,
        version=0,
    )
    doing.session.add(row)
    doing.session.flush()
    return row


def _report_row(report: Report, fire: int, user: str, chat: str, at: datetime) -> ReportRow:
    return ReportRow(fire_id=fire, line_id=user, chat=chat, at=at, **_values(report))


def _values(report: Report) -> dict[str, object]:
    pin, place = report.pin, report.estimate
    return {
        "kind": report.kind,
        "lat": pin.lat if pin else None,
        "lon": pin.lon if pin else None,
        "seen": report.seen,
        "bearing": report.bearing,
        "far_km": report.far_km,
        "name": report.name,
        "area": report.area,
        "outside": report.outside,
        "words": report.words,
        "danger": report.danger,
        "phone": report.phone,
        "est_lat": place.point.lat if place else None,
        "est_lon": place.point.lon if place else None,
        "est_radius_m": place.radius_m if place else None,
    }


def _grown(session: Session, told: ReportRow, report: Report) -> dict[str, object]:
    """Where an official has placed a report, only a surer word of the reporter moves it (bot/changes/fire_places.py)."""
    values, sure = _values(report), told.est_radius_m
    new = report.estimate.radius_m if report.estimate else None
    if sure is not None and (new is None or new >= sure) and fires.was_placed(session, told):
        stays = ("est_lat", "est_lon", "est_radius_m", "area", "outside")
        values |= {name: getattr(told, name) for name in stays}
    return values


def _fire(doing: Doing, fire_id: int) -> FireRow:
    """The fire, or the one it became part of."""
    row = doing.session.get(FireRow, fire_id)
    for _ in range(20):
        if row is None or row.state != rules.MERGED:
            break
        row = doing.session.get(FireRow, row.merged_into)
    if row is None:
        raise DecideAgain(f"fire {fire_id}")
    return row


def _join(doing: Doing, row: FireRow, other_id: int, why: str) -> FireRow:
    """Two are one: the one with an owner is kept, else the older. With two owners people decide, not we."""
    row, other = _fire(doing, row.id), _fire(doing, other_id)
    if other.id == row.id or other.drill != row.drill:
        return row  # a real fire that became a part of a drill would call nobody
    if row.owner and other.owner:
        fires.note(doing.session, row.id, "maybe same", doing.context.now, note=str(other.id))
        return row
    kept, gone = sorted((row, other), key=lambda one: (not one.owner, one.id))
    doing.session.execute(
        update(ReportRow).where(ReportRow.fire_id == gone.id).values(fire_id=kept.id)
    )
    missions.follow(doing.session, gone.id, kept.id, doing.context.now)
    gone.state, gone.merged_into, gone.ended_at = rules.MERGED, kept.id, doing.context.now
    kept.told_circle = max(kept.told_circle, gone.told_circle)
    fires.note(doing.session, kept.id, "joined", doing.context.now, note=f"{gone.id}: {why}")
    fires.note(doing.session, gone.id, "merged", doing.context.now, note=str(kept.id))
    doing.session.flush()
    return kept


def _again(doing: Doing, row: FireRow) -> None:
    """A report at a fire that had ended: it burns again, and everybody responsible hears it anew."""
    row.state, row.ended_at, row.told_at, row.told_circle = rules.REPORTED, None, None, 0
    row.owner = row.owner_name = row.owner_phone = ""
    fires.note(doing.session, row.id, "again", doing.context.now, who=doing.event.user)


def refresh(
    doing: Doing, row: FireRow, report: ReportRow | None = None, *, is_more: bool = False
) -> None:
    """What all reports together say of the fire; who has not been told of its place, or of a new danger, is told."""
    before, where = row.danger, row.area
    rows = fires.reports_of(doing.session, row.id)
    place = sightings.best([fires.estimate_of(one) for one in rows])
    if place is not None:
        row.lat, row.lon, row.radius_m = place.point.lat, place.point.lon, place.radius_m
        surest = min(
            (one for one in rows if one.est_radius_m is not None),
            key=lambda one: (one.est_radius_m or 0, one.id),
        )
        row.area = surest.area or row.area
    row.area = row.area or next((one.area for one in rows if one.area), "")
    row.outside = all(one.outside for one in rows)
    row.name = row.name or next((one.name for one in rows if one.name), "")
    told = [one.kind for one in rows if one.kind and one.kind != sightings.SMOKE]
    # The worst that anybody saw: grass that became forest must not let people go as to grass.
    row.kind = (
        rules.worst_kind(told)
        if told
        else (row.kind or next((one.kind for one in rows if one.kind), ""))
    )
    row.danger = rules.worst_danger([row.danger, *(one.danger for one in rows)])
    row.active_at = doing.context.now
    if where != row.area and row.state == rules.REPORTED:
        row.told_circle, row.told_at = (
            0,
            None,
        )  # it lies with others: they are called from the first circle on
    doing.session.flush()
    fires.changed(doing.session, row.id)
    if report is not None:
        _permitted(doing, row, report)
    is_new_danger = row.danger in fire_news.AT_ONCE and row.danger != before
    if is_new_danger and (row.told_circle or row.state != rules.REPORTED):
        fire_news.danger(doing, row)
    if row.state == rules.REPORTED:
        fire_news.call_owner(
            doing.session, doing.look, row, doing.context.now, doing.now, besides=doing.event.user
        )
    elif is_more:
        fire_news.noted(doing, row, "reported")


def offer_group(doing: Doing, effect: changes.OfferGroup) -> None:
    group_offers.note(doing.session, doing.event.chat, effect.area, doing.context.now)


CARRIES: dict[type, Carry] = {
    changes.SaveReport: save_report,
    changes.GrowReport: grow_report,
    changes.JoinFires: join_fires,
    changes.PartFires: part_fires,
    changes.MoveFire: move_fire,
    changes.NoteOnFire: note_on_fire,
    changes.SaveTip: save_tip,
    changes.AnswerCrowd: answer_crowd,
    changes.BlockReporter: block_reporter,
    changes.OfferGroup: offer_group,
}
