"""What the bot can do: large rows to tap, the likeliest first."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import LINK, SOFT, Look
from domain.cards import Menu
from domain.conversation import Button, Show
from domain.posts import ROLES
from domain.wishes import LABELS
from domain.words import N_

# A picture with each word: people find a row by it before they read.
ROWS = {
    "pm25_lookup": ("🌫", N_("PM2.5 of any tambon, from the nearest sensor")),
    "fire_report": ("🔥", N_("Send what you see: word, pin or photo")),
    "burn_rules": ("🌾", N_("Ask before you light anything")),
    "subscribe_alerts": ("🔔", N_("A word when the air turns bad")),
    "emergency_contact": ("☎", N_("199, 1362, 1669: tap to call")),
    "set_area": ("🏠", N_("So that you need not say where")),
    "fire_status": ("📍", N_("Open fires in your area, by number or place")),
    "volunteer_status": ("🧯", N_("On and off duty, your tasks, back home")),
    "officials_summary": ("📋", N_("Fires, people out, alarms, what waits for you")),
    "duty": ("🕗", N_("Who is on duty, on and off, notes to the next")),
    "console_login": ("🖥", N_("A link to the officials' page")),
    "warnings_now": ("📣", N_("What the officials have announced")),
    "change_language": ("🌐", N_("ภาษาไทย or English")),
}
LABELS_HERE = {
    **LABELS,
    "officials_summary": N_("Today's summary"),
    "duty": N_("Who is on duty?"),
    "console_login": N_("Officials' page"),
    "warnings_now": N_("Warnings in force"),
}
# For a role: what it needs most; everybody may type everything.
FOR = {
    "resident": (
        "pm25_lookup", "fire_report", "burn_rules", "subscribe_alerts", "warnings_now",
        "emergency_contact", "set_area", "change_language",
    ),
    "volunteer": (
        "volunteer_status", "fire_report", "fire_status", "pm25_lookup", "subscribe_alerts",
        "emergency_contact", "set_area", "change_language",
    ),
    "official": (
        "officials_summary", "duty", "fire_status", "console_login", "fire_report", "pm25_lookup", "warnings_now",
        "emergency_contact", "set_area", "change_language",
    ),
}  # fmt: skip


def draw(show: Show, look: Look) -> dict[str, Any]:
    menu: Menu = show.about
    hello = look.say(menu.hello)
    body = [flex.text(hello, weight="bold", size="xl"), flex.line("md")]
    role = menu.role if menu.role in FOR else "official" if menu.role in ROLES else "resident"
    body += [_row(name, *ROWS[name], look) for name in FOR[role]]
    footer = [flex.button(one, look, style="link") for one in show.buttons]
    return flex.bubble(hello, body, footer=footer or None)


def _row(name: str, sign: str, hint: str, look: Look) -> dict[str, Any]:
    press = Button(LABELS_HERE[name], "do", f"do={name}")
    return flex.box(
        "horizontal",
        [
            flex.text(sign, size="xxl", flex=0, gravity="center"),
            flex.box(
                "vertical",
                [
                    flex.text(look.say(LABELS_HERE[name]), weight="bold", color=LINK),
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
