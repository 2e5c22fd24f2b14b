"""Duty begins and ends, a note finds the next one, an alarm is taken; each stands in the book by post."""

from __future__ import annotations

from datetime import timedelta

from bot import duty_alarms as calling
from bot.changes.doing import Carry, DecideAgain, Doing
from bot.duty_alarms import Caller
from bot.telling import tell
from domain import duty as rules
from domain import lampang, quota
from domain.conversation import Button, Say, Show
from domain.duty_changes import BeginDuty, EndDuty, LeaveNote, TakeAlarm, TakeOver
from domain.words import N_
from store import audit, duty, duty_alarms, hand_overs, officials

LIVES = timedelta(hours=12)
TAKEN_OVER = N_(
    "%(who)s is on duty for %(area)s now and has your note. You are off duty there. Rest well!"
)
TAKE_OVER = N_("Take over")


def begin(doing: Doing, effect: BeginDuty) -> None:
    session, now = doing.session, doing.context.now
    if effect.shift:
        shift = duty.find(session, effect.shift, now)
        if shift is None:
            raise DecideAgain(f"shift {effect.shift}")
        starts = min(shift.starts, now)
        duty.change(session, shift.id, starts=starts, ends=effect.ends, begun_at=now)
        number = shift.id
    else:
        span = (now, effect.ends)
        number = duty.add(session, effect.area, effect.post, span, set_by=effect.post, begun_at=now)
    by = officials.find(session, effect.post)
    audit.note(session, by, "duty begun", f"shift:{number}", effect.area, doing.now, after=effect.ends.isoformat())  # fmt: skip


def end(doing: Doing, effect: EndDuty) -> None:
    session, now = doing.session, doing.context.now
    shift = duty.find(session, effect.shift, now)
    if shift is None or not shift.runs(now):
        raise DecideAgain(f"shift {effect.shift}")
    _end(doing, shift)


def _end(doing: Doing, shift: rules.Shift) -> None:
    duty.change(doing.session, shift.id, ends=doing.context.now)
    audit.note(
        doing.session, shift.post, "duty ended", f"shift:{shift.id}", shift.area, doing.now,
        before=shift.ends.isoformat(),
    )  # fmt: skip


def leave(doing: Doing, effect: LeaveNote) -> None:
    """Whoever comes next hears of it at once; taking it is one press."""
    session, now = doing.session, doing.context.now
    number = hand_overs.leave(session, effect.area, effect.post, effect.words, effect.matters, now)
    note = hand_overs.find(session, number)
    audit.note(session, note.by if note else None, "duty note left", f"note:{number}", effect.area, doing.now)  # fmt: skip
    take = Button(TAKE_OVER, "do", f"do=duty&act=take&area={effect.area}")
    for holder in dict.fromkeys(effect.to):
        tell(
            session, doing.look, holder, [Show("hand_over", note, (take,))],
            key=f"duty-note:{number}:{holder}", urgency=quota.STATUS, now=doing.now, lives=LIVES,
        )  # fmt: skip


def take_over(doing: Doing, effect: TakeOver) -> None:
    session, now = doing.session, doing.context.now
    if not hand_overs.take(session, effect.note, effect.post, now):
        raise DecideAgain(f"note {effect.note}")
    note, by = hand_overs.find(session, effect.note), officials.find(session, effect.post)
    if note is None or by is None:
        return
    audit.note(session, by, "duty taken over", f"note:{note.id}", note.area, doing.now)
    if note.by is None or not note.by.holder or note.by.holder == by.holder:
        return
    for shift in rules.running(duty.shifts(session, now, now + timedelta(seconds=1), now), note.area, now):  # fmt: skip
        if shift.post.holder == note.by.holder:
            _end(doing, shift)
    values = {"who": rules.who(by), "area": lampang.area(note.area) or lampang.PROVINCE}
    tell(
        session, doing.look, note.by.holder, [Say(TAKEN_OVER, values)],
        key=f"duty-note:{note.id}:taken", urgency=quota.STATUS, now=doing.now, lives=LIVES, riding=True,
    )  # fmt: skip


def take_alarm(doing: Doing, effect: TakeAlarm) -> None:
    session, now = doing.session, doing.context.now
    alarm, by = duty_alarms.find(session, effect.alarm, now), officials.find(session, effect.post)
    if alarm is None or by is None or not duty_alarms.take(session, alarm.id, by.id, effect.calling_since, now):  # fmt: skip
        raise DecideAgain(f"alarm {effect.alarm}")
    audit.note(session, by, "alarm taken", f"alarm:{alarm.id}", alarm.area, doing.now, after=alarm.kind)  # fmt: skip
    calling.taken(Caller(session, doing.look, now, doing.now), alarm, by)


CARRIES: dict[type, Carry] = {
    BeginDuty: begin,
    EndDuty: end,
    LeaveNote: leave,
    TakeOver: take_over,
    TakeAlarm: take_alarm,
}
