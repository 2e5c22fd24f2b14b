"""A fire that is a permitted burn: what its holder said stands on the card, and one press of an official ends it as such.

A part of handlers/fire_work.py. When that may be: domain/fire_permits.py; why: docs/decisions/0014-permit-and-report.md.
"""

from __future__ import annotations

from domain import fire_changes, fire_permits, fires
from domain.conversation import Button, Context, Effect, RestsOn, Say
from domain.fires import Fire
from domain.words import N_

ENDS = N_("Permitted, under control")
ENDED = N_("Noted: %(fire)s is the permitted burn %(number)s, under control. Reporters are told.")
NOT_YET = N_(
    "%(fire)s cannot be ended as a permitted burn: that needs the holder's word that it is under control, within "
    "the permitted hours and in the plot. Please have somebody look."
)


def buttons(fire: Fire, context: Context) -> tuple[Button, ...]:
    """Only after the holder's word, and first then: it is what the card is about."""
    number = fire_permits.may_end_as(context.facts.fires.timeline, context.now, fire.danger)
    if not fire.is_open or not number:
        return ()
    return (Button(ENDS, "do", f"do=fire_work&fire={fire.id}&act=permitted"),)


def end(fire: Fire, by_name: str, context: Context) -> list[Effect]:
    number = fire_permits.may_end_as(context.facts.fires.timeline, context.now, fire.danger)
    values = {"fire": fire.reference, "number": number}
    if not number:
        return [Say(NOT_YET, values)]
    move = fire_changes.MoveFire(fire.id, fires.PERMITTED, by_name=by_name, note=number)
    return [RestsOn("fires"), move, Say(ENDED, values)]
