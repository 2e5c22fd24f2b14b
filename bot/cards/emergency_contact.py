"""Emergency numbers: the right one large and first, every number dials at a tap, with the day it was checked."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain.cards import Numbers
from domain.contacts import Contact
from domain.conversation import Button, Show
from domain.words import N_

CALL = N_("Call %(number)s")
CHECKED = N_("Numbers checked on %(day)s")
MOST_BUTTONS = 3
MOST_ROWS = 6


def draw(show: Show, look: Look) -> dict[str, Any]:
    numbers: Numbers = show.about
    lead = look.say(numbers.lead)
    band = flex.box(
        "vertical",
        [flex.text("☎ " + lead, color=PAPER, weight="bold", size="xl")],
        backgroundColor=ALARM,
        paddingAll="lg",
    )
    first, rest = numbers.contacts[:MOST_BUTTONS], numbers.contacts[MOST_BUTTONS:]
    body = [piece for place, one in enumerate(first) for piece in _big(one, look, place == 0)]
    if rest:
        body.append(flex.line())
        body += [_row(one, look) for one in rest[:MOST_ROWS]]
    if numbers.contacts:
        day = min(one.checked_on for one in numbers.contacts)
        body.append(flex.text(look.say(CHECKED, {"day": day}), size="sm", color=SOFT, margin="lg"))
    return flex.bubble(_alt(lead, first), body or [flex.text(lead)], header=band)


def _alt(lead: str, first: tuple[Contact, ...]) -> str:
    return " ".join([lead, *(f"{one.number}" for one in first[:1] if one.number not in lead)])


def _name(contact: Contact, look: Look) -> str:
    return contact.name_en if look.language.code == "en" else contact.name_th


def _big(contact: Contact, look: Look, is_first: bool) -> list[dict[str, Any]]:
    call = Button(CALL, "link", f"tel:{contact.number}", {"number": contact.number})
    style = "primary" if is_first else "secondary"
    return [
        flex.text(_name(contact, look), size="md", color=INK, margin="md"),
        flex.button(call, look, style=style, color=ALARM if is_first else ""),
    ]


def _row(contact: Contact, look: Look) -> dict[str, Any]:
    call = Button(CALL, "link", f"tel:{contact.number}", {"number": contact.number})
    return flex.box(
        "horizontal",
        [
            flex.text(_name(contact, look), size="md", flex=3, gravity="center"),
            flex.text(contact.number, size="lg", weight="bold", color=LINK, flex=2, align="end"),
        ],
        paddingTop="md",
        paddingBottom="md",
        action=flex.action(call, look, longest=flex.LONGEST_QUICK_LABEL),
    )
