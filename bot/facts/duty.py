"""Who is on duty around the speaker's areas, notes that wait for them, and the alarm that a button names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import duty_alarms as calling
from bot.facts.asked import Asked
from domain import duty_alarms as rules
from domain.conversation import Facts
from domain.duty import Roster, Shift
from domain.duty_alarms import Alarm, AlarmCard
from domain.official import Official
from store import duty, duty_alarms, hand_overs, officials

BEHIND, AHEAD = timedelta(hours=1), timedelta(days=2)


def read_roster(asked: Asked) -> Facts:
    """Nothing for whoever holds no post, and in a group: numbers are for one pair of eyes."""
    seen = asked.seen(duty.SUBJECT)
    session, now = asked.session, asked.context.now
    held = officials.held_by(session, asked.event.user, now)
    if not held or not asked.event.is_private:
        return replace(asked.facts, seen=seen)
    here = Official(asked.event.user, held)
    found = duty.shifts(session, now - BEHIND, now + AHEAD, now)
    mine = {one.area for one in found if one.post.holder == asked.event.user}
    notes = hand_overs.waiting(session, sorted({one.area for one in held} | mine), now)
    roster = Roster(
        shifts=tuple(one for one in found if _concerns(here, one)),
        notes=notes,
        areas=here.areas(),
    )
    return replace(asked.facts, roster=roster, seen=seen)


def _concerns(here: Official, shift: Shift) -> bool:
    return here.sees(shift.area)


def read_alarm(asked: Asked) -> Facts:
    """With whom to phone next; None when the speaker has nothing to do with it."""
    seen = asked.seen(duty_alarms.SUBJECT)
    facts = replace(asked.facts, seen=seen)
    session, now, user = asked.session, asked.context.now, asked.event.user
    held = officials.held_by(session, user, now)
    if not held or not asked.event.is_private:
        return facts
    mine: tuple[Alarm, ...] = ()
    if asked.event.kind == "text":
        mine = tuple(one for one in duty_alarms.listed(session, now) if rules.waits_for(user, one))
    found = mine[0] if len(mine) == 1 else _named(asked)
    if found is None or not rules.may_take(held, found):
        return replace(facts, alarms=mine)
    rungs = calling.ladder(session, found.kind, found.area, now)
    card = AlarmCard(found, rules.next_up(found, rungs, user))
    return replace(facts, alarm=card, alarms=mine)


def _named(asked: Asked) -> Alarm | None:
    """The one of a button: by its own number, or by that of the fire from which somebody is not back."""
    session, now, data = asked.session, asked.context.now, asked.event.data
    number, fire = _number(data.get("alarm", "")), _number(data.get("overdue", ""))
    if number:
        return duty_alarms.find(session, number, now)
    open_ones = duty_alarms.listed(session, now) if fire else ()
    return next((one for one in open_ones if one.subject == f"{rules.OVERDUE}:{fire}"), None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


READS = {"roster": read_roster, "alarm": read_alarm}
