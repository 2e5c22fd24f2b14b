"""Invited into a group or room: says who it is and how to call it, once."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Follow, Say
from domain.words import N_

HELLO = N_(
    'Hello everyone, I am Nong Khem. I speak only when called, or when somebody writes of a fire: type "Nong Khem" '
    'and your question, for example "Nong Khem, how is the haze?" Which area is this group about?'
)
BUTTONS = (Button(N_("Pick a district"), "do", "do=set_area&list=set_area"),)


def handle(event: Event, context: Context) -> list[Effect]:
    return [Follow(), Say(HELLO, buttons=BUTTONS)]
