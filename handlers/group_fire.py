"""In a group nobody called Nong Khem, but somebody writes that it burns: one short offer to report it.

In groups it speaks only when called; a fire is the one exception, and only where the words are sure, it is known which area
the group is about, nobody reported a fire in that district within the hour, and it did not offer the same just before.
"""

from __future__ import annotations

from datetime import timedelta

from domain.conversation import Button, Context, Effect, Event, Say
from domain.fire_changes import OfferGroup
from domain.words import N_

NEEDS = frozenset({"fires", "group_offer"})

SURE = 0.95
# What is often spoken of without a fire that anybody must go to.
TOO_SMALL = ("smoke", "rubbish")
QUIET = timedelta(hours=1)
AGAIN = timedelta(minutes=30)  # a group hears the offer once in this time
OFFER = N_(
    "Is it burning now? If anybody is in danger, call 199 first (forest: 1362). Press here and I pass it on."
)
REPORT = Button(N_("Report this fire"), "do", "do=fire_report&new=1")


def is_told(event: Event, context: Context) -> bool:
    meaning = event.meaning
    fire = meaning.fire
    is_sure = meaning.intent == "fire_report" and meaning.score >= SURE and fire.burns
    is_other = fire.accuses or fire.is_habit or fire.news or fire.kind in TOO_SMALL
    return bool(event.kind == "text" and context.person.area and is_sure and not is_other)


def handle(event: Event, context: Context) -> list[Effect]:
    at, area = context.facts.offered_at, context.person.area
    is_offered = at is not None and timedelta(0) <= context.now - at < AGAIN
    if area is None or is_offered or _is_known(context):
        return []
    return [OfferGroup(area.code[:4]), Say(OFFER, buttons=(REPORT,))]


def _is_known(context: Context) -> bool:
    """Whoever reported it: the group need not be asked again at each sentence about it."""
    district = context.person.area.code[:4] if context.person.area else "-"
    return any(
        fire.is_open
        and not fire.is_drill  # a drill must not silence a real one
        and fire.area[:4] == district
        and context.now - fire.active_at < QUIET
        for fire in context.facts.fires.fires.values()
    )
