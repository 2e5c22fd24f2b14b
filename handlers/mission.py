"""Presses about missions: a volunteer's (mission_going.py) and the commander's (mission_leading.py), in private only.

Nobody is let go but by the owner of the fire. A cry for help is heard from any text: `cries`, asked by bot/dispatch.py.
"""

from __future__ import annotations

from domain import forms, missions
from domain.conversation import Context, Effect, Event, Say
from domain.mission_words import is_cry, word_of
from domain.missions import Mission
from domain.words import N_
from handlers import mission_going, mission_leading
from handlers.mission_buttons import marked
from handlers.mission_plan import PLAN

NEEDS = frozenset({"missions", "volunteer", "posts", "contacts"})
PRESSED = True

PRIVATE = N_("Please press that in our private chat.")
OLD = N_("That button belongs to a mission that is over. Thank you for being there!")
LEADS = ("call", "team", "unread", "clear_all", "enough")


def handle(event: Event, context: Context) -> list[Effect]:
    act = event.data.get("act", "")
    known = context.facts.missions
    if not event.is_private and act != "help":
        return [Say(PRIVATE)]
    if act in LEADS or (act == "all_home" and "fire" in event.data) or act == "clear":
        is_drill = known.fire is not None and known.fire.is_drill
        return marked(mission_leading.handle_act(act, event, context), is_drill)
    mission = known.asked
    if mission is None:
        return [Say(OLD)]
    if mission.line_id != event.user:
        return [Say(missions.WHY_NOT["not_yours"])]
    return _own(act, mission, event, context)


def _own(act: str, mission: Mission, event: Event, context: Context) -> list[Effect]:
    if act == "only_me":
        return [Say(N_("Good. The others are still counted until they are home."))]
    if act == "not_home" and mission.state != missions.HOME:
        return [Say(mission_going.NOT_HOME)]
    if act == "help" and mission.state not in missions.OPEN:
        fire = context.facts.missions.fires.get(mission.fire_id)
        if fire is not None:
            return mission_going.cry(mission, fire, event, context)
    if act in _ACTS:
        return mission_going.said(act, mission, event, context)
    return [Say(OLD)]


_ACTS = {what for _, what in missions.MOVES} - {"go", "clear", "stand_down", "expire"} | {
    *missions.WORDS,
    "all_home",
}


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The plan after setting out."""
    if word_of(event.text):
        return None  # "ถึงแล้ว" is no answer to how many they are
    mission = context.facts.missions.asked
    effects = forms.take(PLAN, event, context)
    if effects is None or mission is None:
        return effects
    return marked(effects, mission.is_drill)


def may_be_cry(event: Event) -> bool:
    """Whether a text must be looked at with the speaker's mission in mind, whatever it is taken for."""
    return event.kind == "text" and is_cry(event.text, event.meaning.topic)


def cries(event: Event, context: Context) -> list[Effect] | None:
    """From somebody on a mission a cry raises the alarm; None when the speaker is on none."""
    mission = context.facts.missions.active() if may_be_cry(event) else None
    if mission is None or not (mission.is_out or mission.state == missions.READY):
        return None
    fire = context.facts.missions.fires.get(mission.fire_id)
    return None if fire is None else mission_going.cry(mission, fire, event, context)
