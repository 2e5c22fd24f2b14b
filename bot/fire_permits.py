"""Permitted burns beside a fire: the holder is asked, their word reaches whoever has the fire, and silence is told too.

Never closes or delays a report (docs/decisions/0014-permit-and-report.md). Rules: domain/fire_permits.py. Used in the commit
of the report (bot/changes/fires.py), of the holder's press (bot/changes/permits.py) and by jobs/watch_fires.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import fire_news, permits
from bot.cards import Look
from bot.telling import tell
from domain import fire_permits as rules
from domain import fires as fire_rules
from domain import permits as permit_rules
from domain import posts, quota
from domain.cards import FireCard
from domain.conversation import Button, Show
from domain.lampang import PROVINCE
from domain.permits import Permit
from domain.places import Point
from domain.words import N_
from handlers.fire_permitted import ENDS
from store import fire_permits, fires, officials
from store import permits as permit_store
from store.fires import FireRow

LEADS = {
    rules.UNDER: N_(
        "The holder of the permitted plot answers for it. Please look, or end it here."
    ),
    rules.SILENT: N_("No word from the permitted plot for 10 minutes. Please have somebody look."),
    rules.SPREAD: N_("The permitted burn there is spreading, says its holder."),
    rules.OUT: N_("The permitted burn there is all out, says its holder."),
}


def near(office: permits.Office, row: FireRow) -> bool:
    """Notes which permitted burns lie there and asks their holders; False when none does."""
    if row.lat is None or row.lon is None:
        return False
    point, at = Point(row.lat, row.lon), office.moment
    found = permits.smoke_seen(office, point, at, f"fire:{row.id}")
    known = rules.nearby(fires.timeline(office.session, row.id))
    for one in found:
        if one.reference not in {each.number for each in known}:
            until = one.ends.isoformat()
            fires.note(office.session, row.id, rules.NEAR, at, who_name=one.reference, note=until)
    spread = _spread_from(office, row, point, {each.number for each in known})
    _no_longer_there(office, row, point, known)
    return bool(found) and not spread


def _spread_from(office: permits.Office, row: FireRow, point: Point, known: set[str]) -> bool:
    """A plot whose holder says that it spreads is asked nothing more: its fire is known for what it is."""
    found = [
        one
        for one in permit_store.spread_at(office.session, office.moment)
        if _is_in(one, point) and one.reference not in known
    ]
    for one in found:
        for word, note in ((rules.NEAR, one.ends.isoformat()), (rules.SPREAD, "")):
            fires.note(
                office.session, row.id, word, office.moment, who_name=one.reference, note=note
            )
    return bool(found)


def _no_longer_there(
    office: permits.Office, row: FireRow, point: Point, known: tuple[rules.Nearby, ...]
) -> None:
    """More reports say better where it burns: outside the plot it is a fire like any other."""
    for one in known:
        numbers = permit_rules.number_in(one.number, office.moment.date())
        permit = permit_store.numbered(office.session, *numbers) if numbers else None
        if one.word != rules.OUTSIDE and permit is not None and not _is_in(permit, point):
            fires.note(office.session, row.id, rules.OUTSIDE, office.moment, who_name=one.number)


def _is_in(permit: Permit, point: Point) -> bool:
    burning = replace(permit, state=permit_rules.BURNING)
    return permit_rules.covers(burning, point, permit.begins)


def says(office: permits.Office, permit: Permit, word: str) -> None:
    """What the holder pressed, noted with every open fire there and told to who has it."""
    for row in fire_permits.open_near(office.session, permit.reference):
        note(office, row, permit.reference, word)


def note(office: permits.Office, row: FireRow, number: str, word: str) -> int:
    """In the timeline, and to whoever has the fire; returns how many were told."""
    fires.note(office.session, row.id, word, office.moment, who_name=number)
    office.session.flush()
    fires.changed(office.session, row.id)
    return _tell(office, row, number, word)


def _tell(office: permits.Office, row: FireRow, number: str, word: str) -> int:
    """Who leads it; while nobody does, the circles of posts that were called."""
    session, now = office.session, office.moment
    session.refresh(row)
    timeline = fires.timeline(session, row.id)
    fire = fires.as_fires(session, [row])[row.id]
    card = FireCard(fire, for_officials=True, lead=LEADS[word], lines=rules.lines(timeline, now))
    ends = f"do=fire_work&fire={row.id}&act=permitted"
    first = (Button(ENDS, "do", ends),) if rules.may_end_as(timeline, now, fire.danger) else ()
    shown = Show("fire", card, (*first, *fire_news.official_buttons(fire))[:3])  # stacked, large
    return sum(
        tell(
            session, office.look, holder, [shown],
            key=f"fire:{row.id}:{word}:{number}:{len(timeline)}:{holder}", urgency=quota.DISPATCH,
            now=office.now, lives=fire_news.NEWS_LIVES,
        )
        for holder in _who_has(session, row, now)
    )  # fmt: skip


def _who_has(session: Session, row: FireRow, now: datetime) -> list[str]:
    if row.owner:
        return [row.owner]
    area = row.area or PROVINCE.code
    circles = posts.circles(officials.covering(session, area, now), area)
    called = [post.holder for circle in circles[: row.told_circle] for post in circle]
    return [one for one in dict.fromkeys(called) if one]


def watch(session: Session, look: Look, now: datetime, real: datetime) -> int:
    """Each minute: who was asked and said nothing for ten minutes."""
    office = permits.Office(session, look, real, now)
    told = 0
    for row in fire_permits.open_near(session):
        for one in rules.nearby(fires.timeline(session, row.id)):
            if one.is_unanswered(now) and row.state in fire_rules.OPEN:
                told += note(office, row, one.number, rules.SILENT)
    return told
