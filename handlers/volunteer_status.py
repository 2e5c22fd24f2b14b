"""A volunteer's duty and tasks: on duty until when, off duty, my mission, and short words instead of buttons ("ถึงแล้ว").

Officials see here who waits for approval and where people are out. Rules: domain/volunteers.py, domain/missions.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import missions, volunteers
from domain.conversation import Button, Context, Effect, Event, FormState, Say, SetForm
from domain.mission_words import fire_word, word_of
from domain.missions import Mission
from domain.volunteer_changes import NoteNear, SetDuty
from domain.volunteers import Volunteer
from domain.words import N_, Moment, Phrase
from handlers import (
    fire_status,
    fire_work,
    mission_buttons,
    mission_going,
    mission_leading,
    volunteer_work,
)

NEEDS = fire_status.NEEDS | {
    "volunteer",
    "missions",
    "posts",
    "volunteers_waiting",
    "contacts",
    "near",
}
LASTS = False  # the question where somebody is closes as soon as they talk of something else

PRIVATE = N_("Please ask me that in our private chat, not in a group.")
NOBODY = N_("You are not a volunteer yet. Would you like to become one?")
STATES = {
    volunteers.PENDING: N_(
        "Your application is with your village head or local office. I tell you as soon as they decide."
    ),
    volunteers.REJECTED: N_(
        "Your application was not approved. Please ask your village head; you may apply again."
    ),
    volunteers.SUSPENDED: N_(
        "Your volunteer account is suspended. Please ask your village head or local office."
    ),
    volunteers.RESIGNED: N_("You have left the volunteers. You may sign up again."),
}
UNTIL_WHEN = N_("Good! On duty until when?")
ON = N_(
    "You are on duty until %(until)s. Where are you now? Send your location, or I take your home."
)
OFF = N_("You are off duty. Rest well!")
IS_ON = N_("You are on duty until %(until)s.")
IS_OFF = N_("You are off duty.")
NO_TASK = N_("No mission just now. When a fire needs you, I ask.")
NEAR = N_("Noted: you are in %(area)s.")
NOWHERE = N_("That is outside Lampang; I keep your home for now.")
OUT_STILL = N_("You are still out: press I am home when you are. Until then I count you.")
UNTIL = (
    Button(N_("4 hours"), "do", "do=volunteer_status&act=on&v=4h"),
    Button(N_("Until this evening"), "do", "do=volunteer_status&act=on&v=evening"),
    Button(N_("Until 6:00 tomorrow"), "do", "do=volunteer_status&act=on&v=morning"),
)
GO_ON = Button(N_("On duty"), "do", "do=volunteer_status&act=on")
GO_OFF = Button(N_("Off duty"), "do", "do=volunteer_status&act=off")
SIGN_UP = Button(N_("Become a volunteer"), "do", "do=volunteer_signup")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    word = word_of(event.text) if event.kind == "text" else ""
    led = _led(event, context)
    if led:
        return led
    mission = _mission_meant(word, context)
    if word and mission is not None:
        return mission_going.said(word, mission, event, context)
    if word in ("out", "controlled"):
        return fire_status.handle(event, context)  # of a fire that they reported
    me = context.facts.volunteer
    if me is None or me.state != volunteers.APPROVED:
        return _official(context) or _not_yet(me)
    act = event.data.get("act", "") or volunteers.duty_word(event.text) or _as_duty(word)
    if act == "on":
        return _on(event, context)
    if act == "off":
        return _off(context)
    return _tasks(me, context)


def _led(event: Event, context: Context) -> list[Effect]:
    """Words that a fire is over, of somebody who leads one and is not out at another."""
    word = fire_word(event.text) if event.kind == "text" else ""
    mine = fire_work.led(event, context) if word and context.facts.posts else []
    mission = context.facts.missions.active()
    is_elsewhere = mission is not None and mission.is_out
    if mission is not None and any(one.id == mission.fire_id for one in mine):
        is_elsewhere = False
    return [] if is_elsewhere else fire_work.is_it(mine, word)


def _mission_meant(word: str, context: Context) -> Mission | None:
    """The open one; for a late word the last one, which then says what became of it."""
    known = context.facts.missions
    is_duty = word in ("ready", "cannot")
    return known.active() or (known.own[0] if known.own and not is_duty else None)


def _as_duty(word: str) -> str:
    """ "พร้อม" and "ไปไม่ได้" of somebody whom no fire asks: on and off duty."""
    return {"ready": "on", "cannot": "off"}.get(word, "")


def answer(event: Event, context: Context) -> list[Effect] | None:
    """Where they are, after going on duty."""
    if event.point is None:
        return None
    near = context.facts.near
    if near is None or near.area is None or not near.area.is_tambon:
        return [SetForm(None), Say(NOWHERE)]
    return [SetForm(None), NoteNear(near.area.code), Say(NEAR, {"area": near.area})]


def _not_yet(me: Volunteer | None) -> list[Effect]:
    if me is None:
        return [Say(NOBODY, buttons=(SIGN_UP,))]
    again = (SIGN_UP,) if me.state in (volunteers.REJECTED, volunteers.RESIGNED) else ()
    return [Say(STATES[me.state], buttons=again)]


def _official(context: Context) -> list[Effect]:
    """Who waits for approval, and fires with people out."""
    waiting = [volunteer_work.card(one, context) for one in context.facts.volunteers_waiting[:3]]
    told = [*mission_leading.overview(context), *waiting]
    if not told and context.facts.posts:
        return [Say(N_("Nobody waits for approval, and nobody of your area is out."))]
    return told[:5]


def _on(event: Event, context: Context) -> list[Effect]:
    until = _until(event, context)
    if until is None:
        return [Say(UNTIL_WHEN, buttons=UNTIL)]
    asked = SetForm(FormState("volunteer_status", "where", context.session))
    buttons = (Button(N_("Send location"), "location"), GO_OFF)
    return [SetDuty(until), asked, Say(ON, {"until": Moment(until)}, buttons)]


def _until(event: Event, context: Context) -> datetime | None:
    """By button, by "4 ชั่วโมง", or by a clock time within a day."""
    now = context.now
    end = volunteers.duty_end(event.data.get("v", ""), now)
    hours = volunteers.hours_in(event.text)
    when = event.meaning.when
    if end is None and hours is not None:
        end = now + timedelta(hours=hours)
    elif end is None and when is not None and "T" in (when.end or when.start):
        said = datetime.fromisoformat(when.end or when.start)
        end = said if said.tzinfo is not None else None
    if end is None or not now < end <= now + volunteers.LONGEST_DUTY:
        return None
    return end


def _off(context: Context) -> list[Effect]:
    mission = context.facts.missions.active()
    told: list[Effect] = [SetDuty(None), Say(OFF, buttons=(GO_ON,))]
    if mission is not None and mission.is_out:
        told.append(Say(OUT_STILL, buttons=mission_buttons.buttons(mission)))
    return told


def _tasks(me: Volunteer, context: Context) -> list[Effect]:
    known = context.facts.missions
    mission = known.active()
    duty = me.is_on_duty(context.now)
    said = Say(IS_ON, {"until": Moment(me.duty_until)}) if duty and me.duty_until else Say(IS_OFF)
    switch = (GO_OFF,) if duty else (GO_ON,)
    fire = known.fires.get(mission.fire_id) if mission else None
    if mission is not None and fire is not None:
        card = mission_going.show(mission, fire, context)
        more = mission_buttons.buttons(mission)
        state = Phrase(missions.STATE_LABELS[mission.state])
        told: list[Effect] = [card, Say(N_("Your mission: %(state)s"), {"state": state}, more)]
        return mission_buttons.marked(told, mission.is_drill)
    leave = Button(N_("Leave the volunteers"), "do", "do=volunteer_resign")
    return [said, Say(NO_TASK, buttons=(*switch, leave)), *_official(context)[:3]]
