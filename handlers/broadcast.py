"""A warning to many. Not built yet; from a resident it is a question or a report, never a draft."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import CALL_DISASTER, NUMBERS, say

OFFICIAL = N_("I cannot send warnings to many people yet. Please use the province's usual way.")
RESIDENT = N_(
    "I know of no warning about this now. To be sure, call 1784 or ask your village head."
)


def handle(event: Event, context: Context) -> list[Effect]:
    is_official = context.person.role in ("officer", "approver", "admin")
    return say(OFFICIAL if is_official else RESIDENT, CALL_DISASTER, NUMBERS)
