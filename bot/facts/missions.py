"""The speaker's missions, the one (or the fire) that a button names, and the team of that fire."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from bot import mission_waves
from bot.facts.asked import Asked
from domain import fires as fire_rules
from domain.conversation import Facts
from domain.dispatch import Chosen
from domain.fires import Fire
from domain.lampang import PROVINCE
from domain.missions import Known, Mission
from handlers.mission_leading import TASKS
from store import fires, missions, officials, people


def read(asked: Asked) -> Facts:
    session, now = asked.session, asked.context.now
    named = _mission_named(asked)
    own = missions.own(session, asked.event.user, now)
    fire = _fire_named(asked, named, own)
    seen = asked.seen(f"missions:{fire.id}") if fire else asked.facts.seen
    known = {
        one.fire_id: found
        for one in ((*own, named) if named else own)
        if (found := find_fire(asked, one.fire_id)) is not None
    }
    team = missions.team(session, fire.id) if fire else ()
    if named is not None:  # read once more, after the version
        named = missions.find(session, named.id)
    return replace(
        asked.facts,
        missions=Known(
            own=own,
            asked=named,
            fires=known,
            fire=fire,
            team=team,
            calls=missions.calls_of(session, fire.id) if fire else (),
            watched=_watched(asked),
            hears=_hears(asked, fire, team) if fire else frozenset(),
            chosen=_chosen(asked, fire) if fire else None,
        ),
        seen=seen,
    )


def _mission_named(asked: Asked) -> Mission | None:
    form = asked.context.form
    number = asked.event.data.get("m", "")
    if not number and form is not None and form.name == "mission":
        number = str(form.answers.get("mission", ""))
    return missions.find(asked.session, int(number)) if _is_number(number) else None


def _fire_named(asked: Asked, named: Mission | None, own: tuple[Mission, ...]) -> Fire | None:
    number = asked.event.data.get("fire", "")
    if _is_number(number):
        return find_fire(asked, int(number))
    mission = named or Known(own=own).active()
    return find_fire(asked, mission.fire_id) if mission else None


def _is_number(text: str) -> bool:
    return text.isdigit() and len(text) < 10


def find_fire(asked: Asked, fire_id: int) -> Fire | None:
    """The fire, or the one it became part of."""
    fire = fires.find(asked.session, fire_id)
    for _ in range(20):
        if fire is None or fire.state != fire_rules.MERGED:
            break
        fire = fires.find(asked.session, fire.merged_into)
    return fire


def _hears(asked: Asked, fire: Fire, team: tuple[Mission, ...]) -> frozenset[str]:
    """Whom a cry, or a wish for more people, would reach now: known to us, and we are not blocked."""
    event, session = asked.event, asked.session
    if event.kind != "text" and event.data.get("act") not in ("help", "more"):
        return frozenset()
    mine = next((one for one in team if one.line_id == event.user and one.is_out), None)
    posts = officials.covering(session, fire.area or PROVINCE.code, asked.context.now)
    chats = {
        "commander": {fire.owner},
        "officials": {post.holder for post in posts} - {fire.owner},
        "partner": {one.line_id for one in team if mine and one.id == mine.buddy and one.is_out},
    }
    return frozenset(
        who
        for who, found in chats.items()
        if any(_is_reached(session, chat) for chat in found - {event.user, ""})
    )


def _is_reached(session: Session, chat: str) -> bool:
    known = people.find(session, chat)
    return known is not None and known.blocked_at is None


def _chosen(asked: Asked, fire: Fire) -> Chosen | None:
    """Whom the first wave of a call asks: thousands are looked at, so before the write."""
    event, task = asked.event, asked.event.data.get("v", "")
    is_call = event.data.get("act") == "call" and task in TASKS and fire.is_open
    if not is_call or fire.owner != event.user:
        return None
    return mission_waves.choose(asked.session, fire, task, 0, asked.context.now)


def _watched(asked: Asked) -> tuple[Fire, ...]:
    """For officials: fires of their area, or their own, where somebody is asked or out."""
    if asked.context.person.role in ("resident", "volunteer"):
        return ()
    held = officials.held_by(asked.session, asked.event.user, asked.context.now)
    open_now = missions.open_missions(asked.session)
    ids = sorted({one.fire_id for one in open_now})
    out = missions.people_out_of(asked.session, ids)
    found = [fire for number in ids if (fire := find_fire(asked, number)) is not None]
    return tuple(
        replace(fire, people_out=out.get(fire.id, 0))
        for fire in found
        if fire.owner == asked.event.user or any(post.covers(fire.area) for post in held)
    )


READS = {"missions": read}
