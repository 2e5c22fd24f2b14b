"""A hello gets a hello and the three commonest wishes."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.words import N_

HELLO = N_("Hello! This is Nong Khem. Haze, fire or burning: what would you like to know?")
WISHES = (
    Button(N_("Check the haze"), "do", "do=pm25_lookup"),
    Button(N_("Report a fire"), "do", "do=fire_report"),
    Button(N_("May I burn?"), "do", "do=burn_rules"),
    Button(N_("What can you do?"), "do", "do=help"),
)


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(HELLO, buttons=WISHES)]
