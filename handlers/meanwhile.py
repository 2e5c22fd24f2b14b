"""For wishes whose feature is not built yet: honest words, and what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Button, Effect, Say
from domain.wishes import LABELS
from domain.words import N_

HAZE = Button(LABELS["pm25_lookup"], "do", "do=pm25_lookup")
NUMBERS = Button(LABELS["emergency_contact"], "do", "do=emergency_contact")
MAY_I_BURN = Button(LABELS["burn_rules"], "do", "do=burn_rules")
CALL_FOREST = Button(N_("Call 1362"), "link", "tel:1362")
CALL_DISASTER = Button(N_("Call 1784"), "link", "tel:1784")


def say(text: str, *buttons: Button) -> list[Effect]:
    return [Say(text, buttons=buttons or (HAZE, NUMBERS))]
