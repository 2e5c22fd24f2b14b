"""The buttons of a mission, as its state allows, and the mark of a drill."""

from __future__ import annotations

from domain import missions
from domain.conversation import Button, Effect, Say
from domain.missions import Mission
from domain.words import N_, Phrase

DRILL = N_("[DRILL] %(text)s")


def button(label: str, act: str, mission: Mission, value: str = "") -> Button:
    more = f"&v={value}" if value else ""
    return Button(label, "do", f"do=mission&act={act}&m={mission.id}{more}")


def buttons(mission: Mission) -> tuple[Button, ...]:
    """What fits the state; the first three stay, the others are quick replies."""
    home = button(N_("I am home"), "home", mission)
    cry = button(N_("Help!"), "help", mission)
    back = button(N_("I turn back"), "withdraw", mission)
    match mission.state:
        case missions.ASKED:
            return (
                button(N_("I am ready"), "ready", mission),
                button(N_("I cannot go"), "cannot", mission),
            )
        case missions.READY:
            return (button(N_("I cannot go"), "cannot", mission),)
        case missions.CLEARED:
            return (button(N_("I set out"), "left", mission), back, cry)
        case missions.LEFT:
            return (button(N_("I am there"), "arrived", mission), home, cry, *_needs(mission), back)
        case missions.ARRIVED:
            return (
                home,
                cry,
                button(N_("Under control"), "controlled", mission),
                button(N_("It is out"), "out", mission),
                *_needs(mission),
                back,
            )
        case missions.RETURNING:
            return (home, cry, button(N_("One hour later"), "later", mission, "60"))
        case _:
            return ()


def _needs(mission: Mission) -> tuple[Button, ...]:
    return (
        button(N_("More people"), "more", mission),
        button(N_("Need gear"), "gear", mission),
        button(N_("One hour later"), "later", mission, "60"),
    )


def marked(effects: list[Effect], is_drill: bool) -> list[Effect]:
    """In a drill every sentence begins with [ซ้อม]; cards of missions carry it by themselves."""
    if not is_drill:
        return effects
    return [
        Say(DRILL, {"text": Phrase(one.text, one.values)}, one.buttons)
        if isinstance(one, Say)
        else one
        for one in effects
    ]
