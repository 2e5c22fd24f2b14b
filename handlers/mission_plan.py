"""Before going in: how many, which way, back by when, radio or no signal. Asked after "I set out", which counts already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from domain import forms, missions
from domain.conversation import Button, Context, Effect, Event, Say
from domain.days import BANGKOK
from domain.mission_changes import TellPlan
from domain.volunteers import hours_in
from domain.words import N_, Moment
from handlers import mission_buttons

NO_MISSION = N_("You have no mission just now. When a fire needs you, I ask.")


def _party(event: Event, context: Context) -> int:
    said = event.data.get("pick") or "".join(one for one in event.text if one.isdigit())
    if not said.isdigit() or not 1 <= int(said) <= 60:
        raise forms.NotAnAnswer(N_("How many are you, yourself included? A number, please."))
    return int(said)


def _back(event: Event, context: Context) -> str:
    """In ISO, within the longest mission: a button's hours, or a clock time that is said."""
    picked = event.data.get("pick", "") or str(hours_in(event.text) or "")
    when = event.meaning.when
    if picked.isdigit():
        back = context.now + timedelta(hours=int(picked))
    elif when is not None and "T" in when.start and datetime.fromisoformat(when.start).tzinfo:
        back = datetime.fromisoformat(when.start)
    else:
        raise forms.NotAnAnswer(N_("By what time will you be back? For example 17:00, please."))
    if not context.now < back <= context.now + missions.RULES.longest:
        raise forms.NotAnAnswer(N_("That is past or more than 12 hours ahead. By what time today?"))
    return back.astimezone(BANGKOK).isoformat()


def _signal(event: Event, context: Context) -> str:
    words = {
        "phone": ("โทร", "มีสัญญาณ", "phone"),
        "radio": ("วิทยุ", "ว.", "radio"),
        "none": ("ไม่มี", "บ่มี", "no "),
    }
    picked = event.data.get("pick", "")
    if picked in missions.SIGNALS:
        return picked
    plain = event.text.lower()
    order = ("radio", "none", "phone")
    found = next((one for one in order if any(word in plain for word in words[one])), "")
    if not found:
        raise forms.NotAnAnswer(N_("Please tap one of the buttons."))
    return found


def _finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    mission = context.facts.missions.asked
    fire = context.facts.missions.fires.get(mission.fire_id) if mission else None
    if mission is None or fire is None or not mission.is_out:
        return [Say(NO_MISSION)]
    back = datetime.fromisoformat(answers["back"])
    plan = TellPlan(mission, fire, answers["party"], answers["way"] or "", back, answers["signal"])
    told = Say(
        N_("Noted: %(n)s people, back by %(back)s. Press I am home then. Take care!"),
        {"n": answers["party"], "back": Moment(back)},
        mission_buttons.buttons(mission),
    )
    return mission_buttons.marked([plan, told], mission.is_drill)


PLAN = forms.Form(
    "mission",
    (
        forms.Step(
            "party",
            N_("How many are you, yourself and those without LINE included?"),
            _party,
            tuple(Button(str(n), "pick", str(n)) for n in range(1, 7)),
        ),
        forms.Step("way", N_("Which way do you go in?"), forms.words(120), optional=True),
        forms.Step(
            "back",
            N_("Back home by when? Tap, or type a time."),
            _back,
            (
                Button(N_("In 2 hours"), "pick", "2"),
                Button(N_("In 4 hours"), "pick", "4"),
                Button(N_("In 6 hours"), "pick", "6"),
            ),
        ),
        forms.Step(
            "signal",
            N_("Can you be reached in there?"),
            _signal,
            tuple(Button(label, "pick", one) for one, label in missions.SIGNALS.items()),
        ),
    ),
    _finish,
)
