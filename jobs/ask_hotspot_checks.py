"""Every five minutes: what explains new hotspots; after the morning and the afternoon passes a list for each tambon.

A list goes to the nearest circle of posts there; who does not answer is followed by the next circle (Rounds.next_after).
Rules: domain/hotspot_checks.py. Safe to run twice: a letter's key names its checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from bot.cards import Look
from bot.telling import tell
from domain import hotspot_checks as checking
from domain import hotspots as rules
from domain import quota
from domain.conversation import Show
from domain.days import today
from domain.fires import Fire
from domain.hotspot_checks import Check, CheckList, Rounds, ToLook
from domain.hotspots import Told
from domain.places import Point
from domain.posts import Post
from store import fires, hotspot_checks, hotspots, officials, permits, versions
from store.db import Database

CARD_HOLDS = 4  # checks; a letter has at most three cards of them


@dataclass(frozen=True, slots=True)
class Asking:
    """A letter to one circle of a tambon: its checks, and how many more come later."""

    circle: tuple[Post, ...]
    number: int
    checks: tuple[Check, ...]
    more: int = 0


def run(database: Database, now: datetime, look: Look, rounds: Rounds) -> dict[str, int]:
    """`now` is business time. Returns how many detections were explained, checks made, and letters queued.

    Each step reads first and writes shortly; when somebody pressed meanwhile it writes nothing, the next run does.
    """
    explained = _explain(database, now)
    if not rounds.is_asking(now):
        return {"explained": explained, "checks": 0, "letters": 0}
    made = _make_checks(database, now)
    return {"explained": explained, "checks": made, "letters": _ask(database, look, rounds, now)}


def _explain(database: Database, now: datetime) -> int:
    """A fire or permit that is known explains a detection, whichever came first; a check of it needs no answer then."""
    with database.read() as session:
        seen = versions.seen(session, hotspots.SUBJECT)
        known = list(fires.lately(session, now).values())
        spots = hotspots.unexplained(session, now - checking.ANSWERED_WITHIN)
        plots = {today(spot.at): permits.burnt_at(session, spot.at) for spot in spots}
        checks = hotspot_checks.waiting(session)
        called_off = hotspots.called_off(session, now - checking.ANSWERED_WITHIN)
    told = {
        spot.id: rules.tells(
            spot.point, spot.at, plots[today(spot.at)], known, slack_m=spot.radius_m
        )
        for spot in spots
    }
    told = {number: one for number, one in told.items() if one.reference}
    ending = [(check.id, state) for check in checks if (state := _ended(check, told, now))]
    if not told and not ending and not called_off:
        return 0
    with database.write() as session:
        if not versions.bump(session, hotspots.SUBJECT, seen):
            return 0
        for number, one in told.items():
            if one.fire is not None:
                hotspots.explain(session, number, fire=one.fire.id)
            elif one.permit is not None:
                hotspots.explain(session, number, permit=one.permit.id)
        if called_off:
            hotspots.note_no_fire(session, called_off)
        for check_id, state in ending:
            hotspot_checks.close_check(session, check_id, state, now)
    return len(told)


def _ended(check: Check, told: Mapping[int, Told], now: datetime) -> str:
    """How a check ends without an answer: all of it is explained, or it is too old to be of use."""
    open_spots = [
        spot for spot in check.spots if spot.outcome == checking.TO_CHECK and spot.id not in told
    ]
    if not open_spots:
        by_fire = any(spot.id in told and told[spot.id].fire for spot in check.spots)
        is_fire = by_fire or any(spot.outcome == checking.KNOWN for spot in check.spots)
        return checking.KNOWN if is_fire else checking.PERMITTED
    return checking.MISSED if now - check.at > checking.ANSWERED_WITHIN else ""


def _make_checks(database: Database, now: datetime) -> int:
    """Pixels side by side are one place to look at; new ones join a check that nobody has answered."""
    with database.read() as session:
        seen = versions.seen(session, hotspots.SUBJECT)
        waiting = {check.id for check in hotspot_checks.waiting(session)}
        spots = hotspots.unexplained(session, now - checking.STALE_AFTER)
    if all(spot.check for spot in spots):
        return 0
    places = checking.places([spot for spot in spots if not spot.check or spot.check in waiting])
    made = 0
    with database.write() as session:
        if not versions.bump(session, hotspots.SUBJECT, seen):
            return 0
        for place in places:
            new = [spot.id for spot in place if not spot.check]
            old = sorted(spot.check for spot in place if spot.check)
            if new and old:
                hotspot_checks.add_to_check(session, old[0], new)
            elif new:
                hotspot_checks.make_check(session, checking.area_of(place), new, now)
                made += 1
    return made


def _ask(database: Database, look: Look, rounds: Rounds, now: datetime) -> int:
    with database.read() as session:
        seen = versions.seen(session, hotspots.SUBJECT)
        due = [
            check
            for check in hotspot_checks.waiting(session)
            if now - check.at <= checking.STALE_AFTER and len(check.area) >= 4
        ]
        nothing = hotspots.found_nothing(session, now - timedelta(days=checking.AGAIN_DAYS))
        known = list(fires.lately(session, now).values())
        asked: list[Asking] = []
        for area, checks in groupby(sorted(due, key=_by_area), key=lambda one: one.area):
            circles = checking.lookers(officials.covering(session, area, now), area)
            asked += _of_tambon(list(checks), circles, rounds, now)
    if not asked:
        return 0
    with database.write() as session:
        if not versions.bump(session, hotspots.SUBJECT, seen):
            return 0
        return sum(_send(session, look, one, known, nothing, now) for one in asked)


def _by_area(check: Check) -> tuple[str, int]:
    return (check.area, check.id)


def _of_tambon(
    checks: Sequence[Check], circles: Sequence[Sequence[Post]], rounds: Rounds, now: datetime
) -> list[Asking]:
    """One letter for each circle that is due: new checks to the nearest, unanswered ones to the next."""
    if _asked_lately(checks, now):
        return []
    asked = []
    for number, circle in enumerate(circles, 1):
        due = [
            check
            for check in checks
            if check.circle < number == checking.due_circle(check, len(circles), rounds, now)
        ]
        if due:
            most = checking.MOST_IN_LETTER
            asked.append(Asking(tuple(circle), number, tuple(due[:most]), max(0, len(due) - most)))
    return asked


def _asked_lately(checks: Iterable[Check], now: datetime) -> bool:
    newest = max((check.asked_at for check in checks if check.asked_at), default=None)
    return newest is not None and timedelta(0) <= now - newest < checking.BETWEEN_LETTERS


def _to_look(check: Check, known: Sequence[Fire], nothing: Sequence[tuple[int, Point]]) -> ToLook:
    near = rules.near_open(check.estimate.point, known)
    quiet = checking.quiet_before(check, nothing)
    return ToLook(check, near.reference if near else "", quiet)


def _send(
    session: Session,
    look: Look,
    asking: Asking,
    known: Sequence[Fire],
    nothing: Sequence[tuple[int, Point]],
    now: datetime,
) -> int:
    cards = [Show("hotspot_check", one) for one in _lists(asking, known, nothing)]
    ids = "-".join(str(check.id) for check in asking.checks)
    for check in asking.checks:
        hotspot_checks.note_asked(session, check.id, asking.number, now)
    return sum(
        tell(
            session, look, post.holder, cards,
            key=f"hotspots:{asking.number}:{post.holder}:{ids}"[:190], urgency=quota.STATUS,
            now=datetime.now(UTC), lives=checking.ASKS_FOR,
        )
        for post in asking.circle
    )  # fmt: skip


def _lists(
    asking: Asking, known: Sequence[Fire], nothing: Sequence[tuple[int, Point]]
) -> list[CheckList]:
    looks = [_to_look(check, known, nothing) for check in asking.checks]
    total = len(looks)
    return [
        CheckList(
            area=asking.checks[0].area,
            looks=tuple(looks[start : start + CARD_HOLDS]),
            is_passed_on=asking.number > 1,
            more=asking.more if start + CARD_HOLDS >= total else 0,
            first=start + 1,
            total=total,
        )
        for start in range(0, total, CARD_HOLDS)
    ]
