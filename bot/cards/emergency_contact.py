"""Emergency numbers: the right one huge and first, every number dials at a tap, with the day it was checked."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, LINK, PAPER, SOFT, Look
from domain.cards import Numbers
from domain.contacts import Contact
from domain.conversation import Button, Show
from domain.words import N_

CALL = N_("Call %(number)s")
CHECKED = N_("Numbers checked on %(day)s")
MOST_ROWS = 6


def draw(show: Show, look: Look) -> dict[str, Any]:
    numbers: Numbers = show.about
    # What to do stands on the first line of the lead, what else there is to know below.
    act, _, rest = look.say(numbers.lead).partition("\n")
    words = [flex.text("☎ " + act, color=PAPER, weight="bold", size="xl")]
    if rest:
        words.append(flex.text(rest, color=PAPER, margin="sm"))
    band = flex.box("vertical", words, backgroundColor=ALARM, paddingAll="lg")
    body = [piece for one in numbers.contacts[:1] for piece in _huge(one, look)]
    for one in numbers.contacts[1 : MOST_ROWS + 1]:
        body += [flex.line("none"), _row(one, look)]
    if numbers.contacts:
        day = min(one.checked_on for one in numbers.contacts)
        body.append(flex.text(look.say(CHECKED, {"day": day}), size="sm", color=SOFT))
    return flex.bubble(_alt(act, rest, numbers), body or [flex.text(act)], header=band)


def _alt(act: str, rest: str, numbers: Numbers) -> str:
    first = [one.number for one in numbers.contacts[:1] if one.number not in act]
    return " ".join(part for part in (act, *first, rest) if part)


def _name(contact: Contact, look: Look) -> str:
    return contact.name_en if look.language.code == "en" else contact.name_th


def _call(contact: Contact) -> Button:
    return Button(CALL, "link", f"tel:{contact.number}", {"number": contact.number})


def _huge(contact: Contact, look: Look) -> list[dict[str, Any]]:
    dial = flex.action(_call(contact), look, longest=flex.LONGEST_QUICK_LABEL)
    number = flex.text(
        contact.number, size="5xl", weight="bold", color=ALARM, align="center", margin="none"
    )
    return [
        flex.text(_name(contact, look), align="center"),
        flex.box("vertical", [number], action=dial),
        {**flex.button(_call(contact), look, style="primary", color=ALARM), "margin": "none"},
        flex.text(" ", size="md"),
    ]


def _row(contact: Contact, look: Look) -> dict[str, Any]:
    return flex.box(
        "horizontal",
        [
            flex.text(_name(contact, look), size="md", flex=1, gravity="center"),
            flex.text(
                contact.number, size="xxl", weight="bold", color=LINK, flex=0, gravity="center"
            ),
        ],
        spacing="md",
        paddingTop="md",
        paddingBottom="md",
        action=flex.action(_call(contact), look, longest=flex.LONGEST_QUICK_LABEL),
    )
