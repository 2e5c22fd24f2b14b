"""Every minute: fires that nobody has taken go to the next circle of posts, and then to a list of people to phone;
fires that are out are looked at again the next morning and evening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot import duty_alarms, fire_news, fire_permits
from bot.cards import Look
from bot.telling import tell
from domain import fires as rules
from domain import lampang, posts, quota
from domain.conversation import Button, Say
from domain.duty_alarms import FIRE, Called
from domain.lampang import PROVINCE
from domain.posts import Post
from domain.words import N_, Phrase
from store import duty_alarms as alarm_store
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
    alarms: list[str] = []
    each = partial(_each, database, alarms)
    each("owner not looked at", _lost(database, now, alarms), lambda session, number: _give_back(session, number, now))  # fmt: skip
    told = _ask_permitted(database, look, now, alarms)
    with database.read() as session:
        waiting = [row.id for row in fires.unowned(session)]
    told += each("not watched", waiting, lambda session, number: _find_owner(session, look, number, now, alarms))  # fmt: skip
    quiet, seen = _to_ask(database, now, alarms)
    asked = each("owner not asked", quiet, lambda session, number: _watch(session, look, number, now))  # fmt: skip
    asked += each("neighbours not asked", seen, lambda session, number: _ask_the_crowd(session, look, number, now))  # fmt: skip
    for text in alarms:
        alarm(text)
    return {"called": told, "asked": asked, "unowned": len(alarms)}


def _each(
    database: Database,
    alarms: list[str],
    trouble: str,
    numbers: Sequence[int],
    do: Callable[[Session, int], int],
) -> int:
    """Each fire in a commit of its own: one that breaks keeps no other from being called, and no alarm back."""
    done = 0
    for number in numbers:
        try:
            with database.write() as session:
                done += do(session, number)
        except Exception as error:
            _broke(alarms, number, trouble, error)
    return done


def _broke(alarms: list[str], number: int, trouble: str, error: Exception) -> None:
    log.error("fire " + trouble, fire=number, exc_info=error)
    alarms.append(f"fire row {number}: {trouble}: {type(error).__name__}")


def _lost(database: Database, now: datetime, alarms: list[str]) -> list[int]:
    found = []
    with database.read() as session:
        for number in [row.id for row in fires.owned(session)]:
            try:
                row = session.get(FireRow, number)
                if row is not None and _is_lost(session, row, now):
                    found.append(number)
            except Exception as error:
                session.rollback()
                _broke(alarms, number, "owner not looked at", error)
    return found


def _to_ask(database: Database, now: datetime, alarms: list[str]) -> tuple[list[int], list[int]]:
    """Fires whose owner is asked whether it is quiet, and those whose neighbours are asked what they see."""
    try:
        with database.read() as session:
            lately = list(fires.lately(session, now).values())
    except Exception as error:
        log.exception("fires of late not read")
        alarms.append(f"fires of late not read: {type(error).__name__}")
        return [], []
    quiet = [
        one.id
        for one in lately
        if one.state == rules.OUT
        and one.ended_at
        and one.owner
        and min(_looks(one.ended_at)) <= now
    ]
    return quiet, [one.id for one in lately if rules.ask_the_crowd(one, now)]


def _ask_permitted(database: Database, look: Look, now: datetime, alarms: list[str]) -> int:
    """Before the next circle is called: its card tells who of a permitted plot said nothing."""
    try:
        with database.write() as session:
            return fire_permits.watch(session, look, now, datetime.now(UTC))
    except Exception as error:
        log.exception("permitted burns near fires not watched")
        alarms.append(f"permitted burns near fires not watched: {type(error).__name__}")
        return 0


def _is_lost(session: Session, row: FireRow, now: datetime) -> bool:
    """Its owner holds no post there any more, has blocked us or was forgotten."""
    if not row.owner:
        return True
    known = people.find(session, row.owner)
    held = officials.held_by(session, row.owner, now)
    return known is None or known.blocked_at is not None or not posts.may(held, row.area or "52")


def _give_back(session: Session, number: int, now: datetime) -> int:
    """Nobody leads it: it is called out anew, with people out as they are."""
    row = session.get(FireRow, number)
    if row is None or row.state not in rules.OPEN or row.state == rules.REPORTED:
        return 0
    row.state, row.told_circle, row.told_at = rules.REPORTED, 0, None
    row.owner = row.owner_name = row.owner_phone = ""
    fires.note(session, number, "owner gone", now)
    session.flush()
    fires.changed(session, number)
    return 1


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
        # Where somebody is on duty or on a call list, jobs/call_duty.py calls them first; while they do not take it the
        # posts get the list the next time all the same: one person who sleeps must not be all that is tried.
        rungs = duty_alarms.ladder(session, FIRE, row.area or PROVINCE.code, now)
        is_first = not _listed_at(session, row) and duty_alarms.reaches(session, rungs)
        is_taken = bool(alarm_store.taker(session, f"{FIRE}:{row.id}", now))
        to = [] if is_first or is_taken else circles
        told = _call_list(
            session, look, row, to, now, real, [one for rung in rungs for one in rung]
        )
        called = ", ".join(post.title or post.kind for circle in circles for post in circle)
        alarms.append(
            f"{'drill, ' if row.drill else ''}fire {rules.reference(row.year, row.number)}: nobody has taken it; called: {called or 'nobody holds a post there'}"
        )
    return told


def are_circles_over(session: Session, row: FireRow, now: datetime) -> bool:
    """Whether every circle of posts has been called for this fire, and had its time."""
    area = row.area or PROVINCE.code
    circles = posts.circles(officials.covering(session, area, now), area)
    is_placed = bool(row.area) or now - row.opened_at >= NO_PLACE_AFTER
    return is_placed and 1 + int((now - (row.told_at or row.active_at)) / NEXT_CIRCLE_AFTER) > len(
        circles
    )


def _was_listed(session: Session, row: FireRow, now: datetime) -> bool:
    """The list goes out after twenty minutes, then after as long again and again: nobody reads the tenth one."""
    times = _listed_at(session, row)
    if not times:
        return False
    wait = max(LIST_AGAIN_AFTER, times[-1] - row.active_at)
    return now - times[-1] < wait


def _listed_at(session: Session, row: FireRow) -> list[datetime]:
    return [
        at
        for at, _, what, _ in fires.timeline(session, row.id)
        if what == "nobody" and at >= row.opened_at
    ]


def _call_list(
    session: Session,
    look: Look,
    row: FireRow,
    circles: list[list[Post]],
    now: datetime,
    real: datetime,
    listed: Sequence[Called] = (),
) -> int:
    """Whoever is highest gets the names to phone, their own left out; first those of the area's call list."""
    fires.note(session, row.id, "nobody", now)
    names = [(one.holder, one.name, one.phone) for one in listed if one.phone]
    names += [
        (post.holder, post.name or post.title, post.phone)
        for circle in circles
        for post in circle
        if post.phone
    ]
    take = f"do=fire_work&fire={row.id}&v={row.version}&act=take"
    values = {"fire": rules.reference(row.year, row.number), "since": row.opened_at}
    told = 0
    for holder in sorted({post.holder for post in circles[-1]} if circles else set()):
        calls = tuple(
            Button(CALL, "link", f"tel:{phone}", {"name": name})
            for other, name, phone in names
            if other != holder
        )
        said = Say(NOBODY, values, (Button(fire_news.TAKE, "do", take), *calls[:MOST_NUMBERS]))
        told += tell(
            session, look, holder, [fire_news.marked(row, said)],
            key=f"fire:{row.id}:list:{int(now.timestamp())}:{holder}", urgency=quota.DISPATCH,
            now=real, lives=fire_news.CALL_LIVES,
        )  # fmt: skip
    return told


def _watch(session: Session, look: Look, number: int, now: datetime) -> int:
    """The owner is asked in the morning and the evening after a fire was out."""
    fire = fires.find(session, number)
    if fire is None or fire.state != rules.OUT or fire.ended_at is None or not fire.owner:
        return 0
    looks = [at for at in _looks(fire.ended_at) if at <= now]
    if not looks:
        return 0
    work = f"do=fire_work&fire={fire.id}&act="
    buttons = (
        Button(N_("All quiet"), "do", work + "quiet"),
        Button(N_("It burns again"), "do", work + "again"),
    )
    return tell(
        session, look, fire.owner, [Say(QUIET, {"fire": fire.reference}, buttons)],
        key=f"fire:{fire.id}:watch:{looks[-1].isoformat()}", urgency=quota.STATUS,
        now=datetime.now(UTC), lives=timedelta(hours=6),
    )  # fmt: skip


def _ask_the_crowd(session: Session, look: Look, number: int, now: datetime) -> int:
    """One question a person a day, named by hill or tambon only, and never a reason to go out."""
    fire = fires.find(session, number)
    if fire is None or not rules.ask_the_crowd(fire, now):
        return 0
    asked = 0
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
