"""What a volunteer presses or types about a mission: ready, cannot, set out, arrived, what they need, back home, help.

Every press is checked against the mission as it is now; double, old and late ones get a kind answer. The commander's
presses: mission_leading.py. Rules: domain/missions.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import dispatch, forms, missions
from domain.cards import MissionCard, Numbers
from domain.conversation import Button, Context, Effect, Event, Say, SetForm, Show
from domain.fires import Fire
from domain.mission_changes import Home, MoveMission, NotePlace, RaiseAlarm, TellCommander, TellPlan
from domain.missions import Mission
from domain.volunteers import APPROVED
from domain.words import N_, Moment, Phrase
from handlers import emergency_contact, mission_plan
from handlers.mission_buttons import button, buttons, marked
from handlers.mission_plan import NO_MISSION

READY = N_(
    "Noted: you are ready. Please wait at home until the commander says go. Do not set out yet."
)
GO = N_("You may go. Press when you set out, and when you are back home.")
CANNOT = N_("Noted: you cannot go. Thank you for saying so.")
SET_OUT = N_("Noted: you have set out. Stay together, and never above the fire.")
ARRIVED = N_("Noted: you are there. Keep a way out behind you, and drink water.")
BACK = N_("Good that you are back home. Thank you, rest well!")
WITHDRAWN = N_("Noted: you withdraw. Thank you for being ready.")
RETURNING = N_("Noted: you go home. If you have not set out or are home already, press I am home.")
NOT_HOME = N_("Noted: you are not home yet. We keep an eye on you.")
TOLD = N_("I have told the commander.")
MORE_ASKED = N_("I ask more volunteers now, and have told the commander.")
WHICH_GEAR = N_("What is missing?")
LATER = N_("Noted: you will be back by %(back)s.")
ALARMED = N_("I have told %(who)s. Stay where you are if it is safe.")
ALARMED_NOBODY = N_(
    "I can reach nobody in charge of this fire: call 1669 yourself, now. Stay where you are if it is safe."
)
AND_MORE = N_("%(one)s, %(more)s")
OVER_MORE = N_(
    "%(fire)s counts as over, so I call no volunteers by myself. I have told %(who)s that you need people. If it still burns, press here."
)
OVER_MORE_NOBODY = N_(
    "%(fire)s counts as over, and I can reach nobody in charge of it: call 1362. If it still burns, press here."
)
STILL = N_("It is still burning")
NO_REAL_DRILL = N_("If this is real and no drill, call 1669 now.")
ALL_HOME = N_("Noted: %(n)s people are back home: %(names)s. Thank you!")
ONLY_ME = N_("Only I")
ALL_OF_US = N_("All of us")
PLACED = N_("Noted: you are in %(area)s. Only those who would look for you see it.")
NOT_THERE = N_("I cannot tell which tambon that is. Please tell the commander where you are.")
WHO_IS_HOME = N_("Good! Who is back home? Still out: %(names)s")

SAID = {"controlled": TOLD, "out": TOLD, "more": MORE_ASKED}
ANSWERS = {
    missions.READY: READY,
    missions.CANNOT: CANNOT,
    missions.CLEARED: GO,
    missions.LEFT: SET_OUT,
    missions.ARRIVED: ARRIVED,
    missions.WITHDRAWN: WITHDRAWN,
    missions.RETURNING: RETURNING,
    missions.HOME: BACK,
}


def said(what: str, mission: Mission, event: Event, context: Context) -> list[Effect]:
    """One volunteer's press or word about their own mission."""
    fire = context.facts.missions.fires.get(mission.fire_id)
    if fire is None:
        return [Say(NO_MISSION)]
    effects = _said(what, mission, fire, event, context)
    is_asked = context.form is not None and context.form.name == "mission"
    if is_asked and what in ("home", "all_home", "withdraw", "help"):
        effects = [SetForm(None), *effects]  # the questions before going in are over
    return marked(effects, mission.is_drill)


def _said(what: str, mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    if what == "help":
        return cry(mission, fire, event, context)
    if what == "all_home" and (mission.is_out or mission.state == missions.HOME):
        return all_home(fire, event, context)
    why = missions.why_not(mission, fire, what)
    if why:
        return refuse(why, mission, fire)
    if what in missions.WORDS:
        return _word(what, mission, fire, event, context)
    if what == "home":
        return _home(mission, fire, event, context)
    return (
        _ready(mission, fire, event, context)
        if what == "ready"
        else _move(what, mission, fire, event, context)
    )


def _ready(mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    """Only what needs no press of the commander is a "go" at once."""
    me = context.facts.volunteer
    if me is None or me.state != APPROVED:
        closing = [MoveMission(mission, fire, "cannot")] if mission.state == missions.ASKED else []
        return [*closing, Say(missions.WHY_NOT["not_volunteer"])]
    if not _is_fit(mission, fire, context):
        closing = [MoveMission(mission, fire, "cannot")] if mission.state == missions.ASKED else []
        return [*closing, Say(missions.WHY_NOT["unfit"])]
    may_go = missions.may_go_on_accept(fire, mission.task, context.now)
    what = "go" if may_go and mission.state == missions.ASKED else "ready"
    return _move(what, mission, fire, event, context)


def _move(what: str, mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    after = missions.moved(mission, what, context.now)
    move = MoveMission(mission, fire, what)
    if after.state == missions.LEFT:
        known = {"mission": str(mission.id)}
        return [move, Say(SET_OUT), *forms.open_form(mission_plan.PLAN, event, context, known)]
    if what == "not_home":
        return [move, Say(NOT_HOME, buttons=buttons(after))]
    return [move, Say(ANSWERS[after.state], buttons=buttons(after))]


def _is_fit(mission: Mission, fire: Fire, context: Context) -> bool:
    """Looked at again at the press: what burns may have become a hill since they were asked."""
    me = context.facts.volunteer
    born = me.birth_year if me else mission.birth_year
    uphill = missions.is_uphill(fire, mission.task)
    return dispatch.is_fit(born, mission.task, uphill, context.now)


def refuse(why: str, mission: Mission, fire: Fire | None) -> list[Effect]:
    values = {
        "state": Phrase(missions.STATE_LABELS[mission.state]),
        "owner": (fire.owner_name if fire else "") or "-",
    }
    return [Say(missions.WHY_NOT[why], values, buttons(mission))]


def _word(what: str, mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    if what == "gear":
        gear = event.data.get("v", "")
        if gear in missions.GEAR:
            return [TellCommander(mission, fire, "gear", gear), Say(TOLD, buttons=buttons(mission))]
        if event.kind == "text":
            words = " ".join(event.text.split())[:100]
            told = TellCommander(mission, fire, "gear", words)
            return [told, Say(TOLD, buttons=buttons(mission))]
        kinds = tuple(button(label, "gear", mission, kind) for kind, label in missions.GEAR.items())
        return [Say(WHICH_GEAR, buttons=kinds)]
    if what == "later":
        back = later(mission, event.data.get("v", "60"), context.now)
        return [
            TellPlan(mission, fire, back_by=back),
            Say(LATER, {"back": Moment(back)}, buttons(mission)),
        ]
    if what == "more" and not fire.is_open:
        return _more_after_end(mission, fire, context)
    return [TellCommander(mission, fire, what), Say(SAID[what], buttons=buttons(mission))]


def _more_after_end(mission: Mission, fire: Fire, context: Context) -> list[Effect]:
    """Nobody is called to what counts as over; who is there can say that it burns, and that opens it again."""
    hears = context.facts.missions.hears - {"partner"}
    values = {"fire": fire.reference, "who": _who(hears)}
    first = (button(N_("I am home"), "home", mission), button(N_("Help!"), "help", mission))
    still = Button(STILL, "do", f"do=fire_status&fire={fire.id}&act=still")
    said = Say(OVER_MORE if hears else OVER_MORE_NOBODY, values, (still, *first))
    return [TellCommander(mission, fire, "more"), said]


def _who(hears: frozenset[str]) -> object:
    """Only those who really are told."""
    told: object = "-"
    for one in reversed([Phrase(label) for who, label in missions.HEARERS.items() if who in hears]):
        told = one if told == "-" else Phrase(AND_MORE, {"one": one, "more": told})
    return told


def later(mission: Mission, minutes: str, now: datetime) -> datetime:
    """From the planned return on, or from now if that is past; never beyond the longest mission."""
    more = timedelta(minutes=min(int(minutes), 240) if minutes.isdigit() else 60)
    begun = mission.left_at or mission.cleared_at or now
    latest = max(begun + missions.RULES.longest, now + timedelta(hours=1))
    return min(max(now, missions.due_back(mission)) + more, latest)


def _home(mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    """Who was with others is asked whether all are back; for oneself it counts at once."""
    others = [one for one in context.facts.missions.team if one.is_out and one.id != mission.id]
    home = Home(fire, (mission,))
    if not others:
        return [home, Say(BACK)]
    ask = (
        Button(ALL_OF_US, "do", f"do=mission&act=all_home&fire={fire.id}"),
        Button(ONLY_ME, "do", f"do=mission&act=only_me&m={mission.id}"),
    )
    return [home, Say(BACK), Say(WHO_IS_HOME, {"names": names(others)}, ask)]


def all_home(fire: Fire, event: Event, context: Context) -> list[Effect]:
    """One person, or the village head by radio, checks in for all who are out."""
    out = tuple(one for one in context.facts.missions.team if one.is_out)
    if not out:
        return [Say(N_("Everybody of %(fire)s is home already."), {"fire": fire.reference})]
    return [
        Home(fire, out),
        Say(ALL_HOME, {"n": missions.people(out), "names": names(out)}),
    ]


def names(team: list[Mission] | tuple[Mission, ...]) -> str:
    """First names; who goes with others without LINE has their number behind."""
    told = (
        f"{one.name or '?'} +{one.party - 1}" if one.party > 1 else one.name or "?" for one in team
    )
    return ", ".join(told)


def cry(mission: Mission, fire: Fire, event: Event, context: Context) -> list[Effect]:
    """1669 first, then who is alarmed; the alarm goes out in the same commit."""
    contacts = emergency_contact.ranked(context.facts.contacts, "hurt")
    lead = emergency_contact.LEADS["hurt"]
    words = " ".join(event.text.split())[:200] if event.kind == "text" else ""
    hears = context.facts.missions.hears
    told: list[Effect] = [
        RaiseAlarm(mission, fire, words),
        Show("emergency_contact", Numbers(contacts, lead)),
        Say(
            ALARMED if hears else ALARMED_NOBODY,
            {"who": _who(hears)},
            (button(N_("I am home"), "home", mission), _place()),
        ),
    ]
    return [*told, Say(NO_REAL_DRILL)] if mission.is_drill else told


def _place() -> Button:
    return Button(N_("Send location"), "location")


def place(mission: Mission, event: Event, context: Context) -> list[Effect]:
    """A location shared on a mission is kept as its tambon, for those who would look for them."""
    near = context.facts.near
    area = near.area if near else None
    if area is None or not area.is_tambon:
        return marked([Say(NOT_THERE, buttons=buttons(mission))], mission.is_drill)
    told = Say(PLACED, {"area": area}, buttons(mission))
    return marked([NotePlace(mission, area.code), told], mission.is_drill)


def show(mission: Mission, fire: Fire, context: Context, lead: str = "") -> Effect:
    team = [
        one.name
        for one in context.facts.missions.team
        if one.fire_id == fire.id and one.id != mission.id and one.state in missions.COMING
    ]
    about = MissionCard(fire, mission, tuple(team), lead)
    return Show("mission", about, buttons(mission)[:3])
