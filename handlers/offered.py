"""Buttons that several answers offer as the next step."""

from __future__ import annotations

from domain.conversation import Button
from domain.wishes import LABELS
from domain.words import N_

HAZE = Button(LABELS["pm25_lookup"], "do", "do=pm25_lookup")
NUMBERS = Button(LABELS["emergency_contact"], "do", "do=emergency_contact")
CALL_DISASTER = Button(N_("Call 1784"), "link", "tel:1784")
