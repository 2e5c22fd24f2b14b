"""The way into the console: one button here, a code for another computer, and what to do if it was not you."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import SOFT, Look
from domain.conversation import Button, Show
from domain.login import LoginOffer
from domain.words import N_

TITLE = N_("Officials' page")
OPEN = N_("Open on this phone")
ELSEWHERE = N_("On another computer, open %(address)s and type this code:")
LIVES = N_("Link and code work once, until %(at)s. Give them to nobody, not even to me in a group.")
END = Button(N_("Log out everywhere"), "do", "do=console_login&end=all")


def draw(show: Show, look: Look) -> dict[str, Any]:
    offer: LoginOffer = show.about
    address = look.url("/console").partition("://")[2]
    enter = Button(OPEN, "link", f"/console/enter/{offer.token}")
    body = [
        flex.text(look.say(TITLE), weight="bold", size="xl"),
        flex.text(look.say(ELSEWHERE, {"address": address})),
        flex.text(offer.code_to_read, size="3xl", weight="bold", align="center"),
        flex.text(look.say(LIVES, {"at": offer.shown_until or offer.until}), size="md", color=SOFT),
    ]
    return flex.bubble(
        look.say(TITLE),
        body,
        footer=[flex.button(enter, look, style="primary"), flex.button(END, look)],
    )
