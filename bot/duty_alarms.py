"""Who is called when there is an alarm, and who hears that somebody took it or that it is over.

Used by jobs/call_duty.py, in the commit of a press (bot/changes/duty.py) and by web/console/duty.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards import Look
from bot.telling import tell
from domain import duty, quota
from domain import duty_alarms as rules
from domain.conversation import Button, Say, Show
from domain.duty_alarms import Alarm, AlarmCard, Called, Desk, Pace, Rungs, Told
from domain.posts import Post
from domain.words import N_, Phrase
from store import duty as roster
from store import duty_alarms, officials, people

LIVES = timedelta(hours=2)
NEWS_LIVES = timedelta(hours=12)
MOST_CARDS = 4  # in one message to a person
DRILL = N_("[DRILL]")
TAKEN = N_("%(who)s has taken this: %(what)s")
OVER = N_("Over: %(what)s")
MORE = N_("%(n)s more alarms wait: type summary.")
CALL = N_("Call %(name)s")


@dataclass(frozen=True, slots=True)
class Caller:
    """`now` is business time (what people read), `real` that of letters."""

    session: Session
    look: Look
    now: datetime
    real: datetime

    def say(
        self, to: str, spoken: Sequence[Say | Show], key: str, urgency: int, *, riding: bool = False
    ) -> bool:
        return tell(
            self.session,
            self.look,
            to,
            spoken,
            key=f"{key}:{to}",
            urgency=urgency,
            now=self.real,
            lives=NEWS_LIVES if riding else LIVES,
            riding=riding,
        )


def ladder(session: Session, kind: str, area: str, now: datetime) -> Rungs:
    """Who is called for an alarm of this kind there, one rung after the other."""
    desk = Desk(
        roster.shifts(session, now, now + timedelta(seconds=1), now),
        roster.listed(session, [area[:n] for n in (2, 4, 6) if len(area) >= n], now),
        officials.covering(session, area, now),
    )
    return rules.of_kind(kind, rules.ladder(desk, area, now))


def reaches(session: Session, rungs: Rungs) -> bool:
    """Whether anybody of these can be told in LINE."""
    return any(_is_reachable(session, one.holder) for rung in rungs for one in rung)


def call(caller: Caller, alarms: Sequence[Alarm], pace: Pace) -> int:
    """The next ones of each alarm; somebody who is next for several gets one message. Returns how many people."""
    cards: dict[str, list[AlarmCard]] = defaultdict(list)
    for alarm in alarms:
        rungs = ladder(caller.session, alarm.kind, alarm.area, caller.now)
        called, to_phone = _next(caller, alarm, rungs, pace)
        for holder in called:
            others = rules.next_up(alarm, rungs, holder)
            cards[holder].append(AlarmCard(alarm, others, to_phone))
    return sum(_tell(caller, holder, found) for holder, found in cards.items())


def _next(caller: Caller, alarm: Alarm, rungs: Rungs, pace: Pace) -> tuple[list[str], bool]:
    """LINE ids of who is told now. Who cannot be reached in LINE costs no time; for numbers, who was told is asked."""
    session = caller.session
    while rung := rules.due(alarm, rungs, caller.now, pace):
        reached = [one for one in rung if _is_reachable(session, one.holder)]
        relays = [one.holder for one in alarm.told if _is_reachable(session, one.holder)]
        is_phoned = not reached and bool(relays) and any(not one.holder for one in rung)
        for one in rung:
            is_told = one in reached or (is_phoned and not one.holder)
            what = rules.TOLD if is_told else rules.NOT_REACHED
            duty_alarms.note(
                session, alarm.id, what, caller.now, post=one.post, call=0 if one.post else one.call
            )
            alarm = replace(alarm, told=(*alarm.told, _told(one, caller.now, is_told)))
        if reached or is_phoned:
            holders = [one.holder for one in reached] or list(dict.fromkeys(relays))
            return holders, is_phoned
    return [], False


def _told(one: Called, now: datetime, is_told: bool) -> Told:
    return Told(one.holder, one.name, now, one.post, one.call, is_told)


def _is_reachable(session: Session, holder: str) -> bool:
    known = people.find(session, holder) if holder else None
    return known is not None and known.blocked_at is None


def _tell(caller: Caller, holder: str, cards: Sequence[AlarmCard]) -> bool:
    spoken: list[Say | Show] = [Show("duty_alarm", one) for one in cards[:MOST_CARDS]]
    if len(cards) > MOST_CARDS:
        spoken.append(Say(MORE, {"n": len(cards) - MOST_CARDS}))
    ids = ".".join(str(one.alarm.id) for one in cards)
    key = f"duty-alarm:{ids}:{int(caller.now.timestamp())}"
    return caller.say(holder, spoken, key, min(_urgency(one.alarm) for one in cards))


def _urgency(alarm: Alarm) -> int:
    if alarm.drill:
        return quota.STATUS  # never what is kept for lives
    return quota.LIFE_SAFETY if alarm.kind == rules.OVERDUE else quota.DISPATCH


def taken(caller: Caller, alarm: Alarm, by: Post) -> None:
    """Whoever was told too sees that somebody has it: with the next reply, which costs nothing."""
    calls = (Button(CALL, "link", f"tel:{by.phone}", {"name": duty.who(by)}),) if by.phone else ()
    said = _marked(alarm, Say(TAKEN, {"who": duty.who(by), "what": rules.said(alarm)}, calls))
    at = int(alarm.calling_since.timestamp())
    for holder in _heard(alarm) - {by.holder}:
        key = f"duty-alarm:{alarm.id}:taken:{at}"
        caller.say(holder, [said], key, quota.STATUS, riding=True)


def over(caller: Caller, alarm: Alarm) -> None:
    """Its cause went away; whoever was told hears it, also with the next reply."""
    said = _marked(alarm, Say(OVER, {"what": rules.said(alarm)}))
    for holder in _heard(alarm):
        key = f"duty-alarm:{alarm.id}:over:{int(caller.now.timestamp())}"
        caller.say(holder, [said], key, quota.STATUS, riding=True)


def _heard(alarm: Alarm) -> set[str]:
    taker = {alarm.taken_by.holder} if alarm.taken_by else set()
    return ({one.holder for one in alarm.told if one.reached} | taker) - {""}


def _marked(alarm: Alarm, said: Say) -> Say:
    if not alarm.drill:
        return said
    values = {"drill": Phrase(DRILL), "said": Phrase(said.text, said.values)}
    return Say("%(drill)s %(said)s", values, said.buttons)
