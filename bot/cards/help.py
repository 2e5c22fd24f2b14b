"""What the bot can do: large rows to tap, the likeliest first."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import LINK, SOFT, Look
from domain.cards import Menu
from domain.conversation import Button, Show
from domain.wishes import LABELS
from domain.words import N_

# A picture with each word: people find a row by it before they read.
ROWS = (
    ("pm25_lookup", "🌫", N_("PM2.5 of any tambon, from the nearest sensor")),
    ("fire_report", "🔥", N_("Smoke or fire: whom to call")),
    ("burn_rules", "🌾", N_("Ask before you light anything")),
    ("emergency_contact", "☎", N_("199, 1362, 1669: tap to call")),
    ("set_area", "🏠", N_("So that you need not say where")),
    ("change_language", "🌐", N_("ภาษาไทย or English")),
)


def draw(show: Show, look: Look) -> dict[str, Any]:
    menu: Menu = show.about
    hello = look.say(menu.hello)
    body = [flex.text(hello, weight="bold", size="xl"), flex.line("md")]
    body += [_row(name, sign, hint, look) for name, sign, hint in ROWS]
    footer = [flex.button(one, look, style="link") for one in show.buttons]
    return flex.bubble(hello, body, footer=footer or None)


def _row(name: str, sign: str, hint: str, look: Look) -> dict[str, Any]:
    press = Button(LABELS[name], "do", f"do={name}")
    return flex.box(
        "horizontal",
        [
            flex.text(sign, size="xxl", flex=0, gravity="center"),
            flex.box(
                "vertical",
                [
                    flex.text(look.say(LABELS[name]), weight="bold", color=LINK),
                    flex.text(look.say(hint), size="md", color=SOFT),
                ],
                flex=1,
                paddingStart="lg",
            ),
        ],
        paddingTop="md",
        paddingBottom="md",
        action=flex.action(press, look, longest=flex.LONGEST_QUICK_LABEL),
    )
