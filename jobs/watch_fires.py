"""Every minute: fires that nobody has taken go to the next circle of posts, and then to a list of people to phone;
fires that are out are looked at again the next morning and evening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot import fire_news
from bot.cards import Look
from bot.telling import tell
from domain import fires as rules
from domain import lampang, posts, quota
from domain.conversation import Button, Say
from domain.lampang import PROVINCE
from domain.posts import Post
from domain.words import N_, Phrase
from store import fires, officials, people
from store.db import Database
from store.fires import FireRow

log = structlog.get_logger()

NO_PLACE_AFTER = timedelta(minutes=3)
NEXT_CIRCLE_AFTER = timedelta(minutes=10)
LIST_AGAIN_AFTER = timedelta(minutes=20)
MOST_NUMBERS = 6
NOBODY = N_(
    "%(fire)s: nobody has taken it since %(since)s. LINE is often muted: please phone, one after the other."
)
CROWD = N_(
    "Somebody saw smoke near %(name)s, %(area)s. Can you see it from home? Just look from where you are, do not go out."
)
HILL = N_("a hill")
CALL = N_("Call %(name)s")
QUIET = N_("%(fire)s was put out yesterday. Is it still quiet there?")
WATCH_HOURS = (7, 17)  # in Bangkok; the morning and the evening look
BANGKOK = timedelta(hours=7)


def run(
    database: Database, now: datetime, look: Look, alarm: Callable[[str], None]
) -> dict[str, int]:
    """`now` is business time. Returns how many were told, and of how many fires the operator was."""
    told, alarms = 0, list[str]()
    with database.read() as session:
        lost = [row.id for row in fires.owned(session) if _is_lost(session, row, now)]
    for number in lost:
        with database.write() as session:
            _give_back(session, number, now)
    with database.read() as session:
        waiting = [row.id for row in fires.unowned(session)]
    for number in waiting:  # one that breaks must not keep the others from being called
        try:
            with database.write() as session:
                told += _find_owner(session, look, number, now, alarms)
        except Exception as error:
            log.exception("fire not watched", fire=number)
            alarms.append(f"fire row {number}: not watched: {type(error).__name__}")
    with database.write() as session:
        asked = _watch(session, look, now) + _ask_the_crowd(session, look, now)
    for text in alarms:
        alarm(text)
    return {"called": told, "asked": asked, "unowned": len(alarms)}


def _is_lost(session: Session, row: FireRow, now: datetime) -> bool:
    """Its owner holds no post there any more, has blocked us or was forgotten."""
    if not row.owner:
        return True
    known = people.find(session, row.owner)
    held = officials.held_by(session, row.owner, now)
    return known is None or known.blocked_at is not None or not posts.may(held, row.area or "52")


def _give_back(session: Session, number: int, now: datetime) -> None:
    """Nobody leads it: it is called out anew, with people out as they are."""
    row = session.get(FireRow, number)
    if row is None or row.state not in rules.OPEN or row.state == rules.REPORTED:
        return
    row.state, row.told_circle, row.told_at = rules.REPORTED, 0, None
    row.owner = row.owner_name = row.owner_phone = ""
    fires.note(session, number, "owner gone", now)
    session.flush()
    fires.changed(session, number)


def _find_owner(session: Session, look: Look, number: int, now: datetime, alarms: list[str]) -> int:
    real = datetime.now(UTC)
    row = session.get(FireRow, number)
    if row is None or row.state != rules.REPORTED:
        return 0
    age = now - row.opened_at
    if row.told_at is None and age < NO_PLACE_AFTER and not row.area:
        return 0
    circles = posts.circles(
        officials.covering(session, row.area or PROVINCE.code, now), row.area or PROVINCE.code
    )
    since = now - (row.told_at or row.active_at)
    due = 1 + int(since / NEXT_CIRCLE_AFTER)
    told = 0
    if min(due, len(circles)) > row.told_circle:
        told = fire_news.call_owner(session, look, row, now, real, up_to=min(due, len(circles)))
    elif due > len(circles) and not _was_listed(session, row, now):
        told = _call_list(session, look, row, circles, now, real)
        called = ", ".join(post.title or post.kind for circle in circles for post in circle)
        alarms.append(
            f"fire {rules.reference(row.year, row.number)}: nobody has taken it; called: {called or 'nobody holds a post there'}"
        )
    return told


def _was_listed(session: Session, row: FireRow, now: datetime) -> bool:
    """The list goes out after twenty minutes, then after as long again and again: nobody reads the tenth one."""
    times = [
        at
        for at, _, what, _ in fires.timeline(session, row.id)
        if what == "nobody" and at >= row.opened_at
    ]
    if not times:
        return False
    wait = max(LIST_AGAIN_AFTER, times[-1] - row.active_at)
    return now - times[-1] < wait


def _call_list(
    session: Session,
    look: Look,
    row: FireRow,
    circles: list[list[Post]],
    now: datetime,
    real: datetime,
) -> int:
    """Whoever is highest gets the names to phone, their own left out."""
    fires.note(session, row.id, "nobody", now)
    names = [post for circle in circles for post in circle if post.phone]
    take = f"do=fire_work&fire={row.id}&v={row.version}&act=take"
    values = {"fire": rules.reference(row.year, row.number), "since": row.opened_at}
    told = 0
    for holder in sorted({post.holder for post in circles[-1]} if circles else set()):
        calls = tuple(
            Button(CALL, "link", f"tel:{post.phone}", {"name": post.name or post.title})
            for post in names
            if post.holder != holder
        )
        said = Say(NOBODY, values, (Button(fire_news.TAKE, "do", take), *calls[:MOST_NUMBERS]))
        told += tell(
            session, look, holder, [fire_news.marked(row, said)],
            key=f"fire:{row.id}:list:{int(now.timestamp())}:{holder}", urgency=quota.DISPATCH,
            now=real, lives=fire_news.CALL_LIVES,
        )  # fmt: skip
    return told


def _watch(session: Session, look: Look, now: datetime) -> int:
    """The owner is asked in the morning and the evening after a fire was out."""
    asked = 0
    for fire in fires.lately(session, now).values():
        if fire.state != rules.OUT or fire.ended_at is None or not fire.owner:
            continue
        looks = [at for at in _looks(fire.ended_at) if at <= now]
        if not looks:
            continue
        work = f"do=fire_work&fire={fire.id}&act="
        buttons = (
            Button(N_("All quiet"), "do", work + "quiet"),
            Button(N_("It burns again"), "do", work + "again"),
        )
        asked += tell(
            session, look, fire.owner, [Say(QUIET, {"fire": fire.reference}, buttons)],
            key=f"fire:{fire.id}:watch:{looks[-1].isoformat()}", urgency=quota.STATUS,
            now=datetime.now(UTC), lives=timedelta(hours=6),
        )  # fmt: skip
    return asked


def _ask_the_crowd(session: Session, look: Look, now: datetime) -> int:
    """One question a person a day, named by hill or tambon only, and never a reason to go out."""
    asked = 0
    for fire in fires.lately(session, now).values():
        if not rules.ask_the_crowd(fire, now):
            continue
        for chat in fires.neighbours_to_ask(session, fire, now):
            data = f"do=fire_status&fire={fire.id}&act="
            buttons = (
                Button(N_("Yes, I see it"), "do", data + "sees"),
                Button(N_("I see none"), "do", data + "sees_not"),
            )
            values = {"name": fire.name or Phrase(HILL), "area": lampang.area(fire.area)}
            fires.note_asked(session, fire.id, chat, now)
            asked += tell(
                session, look, chat, [Say(CROWD, values, buttons)],
                key=f"fire:{fire.id}:crowd:{chat}", urgency=quota.STATUS,
                now=datetime.now(UTC), lives=timedelta(hours=1),
            )  # fmt: skip
    return asked


def _looks(ended_at: datetime) -> list[datetime]:
    """The next morning and evening look after the fire was out."""
    day = (ended_at + BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    hours = [day + timedelta(days=days, hours=hour) for days in (0, 1) for hour in WATCH_HOURS]
    return [at - BANGKOK for at in hours if at - BANGKOK > ended_at][:2]
