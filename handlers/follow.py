"""A new friend, or one who comes back: a warm short greeting, then language and home area in two taps."""

from __future__ import annotations

from domain.cards import Menu
from domain.conversation import Button, Context, Effect, Event, Follow, Say, Show
from domain.words import N_
from handlers.change_language import BUTTONS

HELLO = N_("Hello, I am Nong Khem. I watch the haze and the fires of Lampang with you.")
CONSENT = N_(
    "I keep only your LINE id, your language and the area you choose, to answer you. "
    'Choosing means you agree; delete it any time by saying "delete my data".'
)
AREA = (
    Button(N_("Send location"), "location"),
    Button(N_("Pick a district"), "do", "do=set_area&list=set_area"),
)
PRIVACY = Button(N_("What is kept"), "link", "/privacy")


def handle(event: Event, context: Context) -> list[Effect]:
    menu = Show("help", Menu(HELLO, context.person.role), buttons=(PRIVACY,))
    return [Follow(), menu, Say(CONSENT, buttons=(*BUTTONS, *AREA))]
