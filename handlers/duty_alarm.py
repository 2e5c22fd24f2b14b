"""Somebody who was called says รับแล้ว: an alarm is taken, or they see who has it. Rules: domain/duty_alarms.py."""

from __future__ import annotations

import re
from dataclasses import replace

from domain import duty, duty_alarms
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.duty_alarms import AlarmCard
from domain.duty_changes import TakeAlarm
from domain.official import Official
from domain.words import N_
from handlers import not_understood, volunteer_status

NEEDS = frozenset({"posts", "alarm"}) | volunteer_status.NEEDS
PRESSED = True
MOST_CARDS = 4
# Typed by who was called, instead of the button.
SAID = re.compile(
    r"(?:ฉัน|ผม|ดิฉัน|หนู|เรา|ข้าเจ้า|เฮา)?\s*(?:ขอ)?(?:รับ|ฮับ)\s*(?:เรื่อง|เหตุ|แจ้งเหตุ|ทราบ)?\s*แล้ว\s*(?:ค่ะ|คะ|ครับ|คับ|เจ้า|เน้อ)*[.!]?"
    r"|i(?:'ll| will)? take it[.!]?|i(?:'ve| have)? (?:got|taken) it[.!]?|got it[.!]?",
    re.IGNORECASE,
)
# Heard is not taken: they see it with its button. Who means it presses that.
HEARD = re.compile(r"ทราบ|^got it", re.IGNORECASE)
WHICH = N_("%(n)s alarms wait for you. Which one do you take?")
NONE = N_("No alarm waits for you just now.")
WAITS = Button(N_("What waits for me"), "do", "do=officials_summary&act=waits")
PRIVATE = N_("Please do that in our private chat: names and numbers are for officials.")
NOT_YOURS = N_("That alarm is over, or for the officials of another area.")
OVER = N_("That is over already. Thank you for looking!")
YOURS = N_("Thank you, it is yours now: the others hear that you have it. If it is not solved I ask again.")  # fmt: skip
AGAIN = N_("Who had it is not in office any more: it is called out anew in a minute.")
HAS_IT = N_("%(who)s has it already. Phone them if you know more.")


def is_said(text: str) -> bool:
    return SAID.fullmatch(" ".join(text.split())) is not None


def _which(event: Event, context: Context) -> list[Effect]:
    """Typed, with none or several to take: a volunteer may mean a mission; else what there is, each with its button."""
    facts = context.facts
    if not facts.alarms and facts.volunteer is not None:
        return volunteer_status.handle(event, context)
    if not facts.alarms:
        return [Say(NONE, buttons=(WAITS,))] if facts.posts else not_understood.handle(event, context)  # fmt: skip
    cards = (Show("duty_alarm", AlarmCard(one)) for one in facts.alarms[:MOST_CARDS])
    return [Say(WHICH, {"n": len(facts.alarms)}), *cards]


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if event.kind == "text" and len(context.facts.alarms) != 1:
        return _which(event, context)
    card, held = context.facts.alarm, context.facts.posts
    if card is None or not held or not duty_alarms.may_take(held, card.alarm):
        return [Say(NOT_YOURS)]
    alarm = card.alarm
    if alarm.ended_at is not None:
        return [Say(OVER)]
    is_heard = event.kind == "text" and HEARD.search(event.text.strip()) is not None
    if is_heard or (event.kind == "button" and event.data.get("act") != "take"):
        return [Show("duty_alarm", card)]
    if alarm.is_taken and alarm.taken_by is None:
        return [Say(AGAIN)]
    if alarm.taken_by is not None:
        is_mine = alarm.taken_by.holder == event.user
        said = Say(YOURS) if is_mine else Say(HAS_IT, {"who": duty.who(alarm.taken_by)})
        return [said, Show("duty_alarm", card)]
    by = Official(event.user, held).post_for(alarm.area) or held[0]
    mine = replace(alarm, taken_at=context.now, taken_by=by)
    return [
        TakeAlarm(alarm.id, by.id, alarm.calling_since),
        RestsOn("alarms"),
        Say(YOURS),
        Show("duty_alarm", replace(card, alarm=mine)),
    ]
