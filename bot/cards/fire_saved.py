"""The first answer to a report: what to do and the number to call, then its own number and that nobody has it yet."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.fire import where
from bot.cards.look import ALARM, INK, PAPER, SOFT, Look
from domain.cards import FireSaved
from domain.conversation import Button, Show
from domain.fires import KIND_LABELS, REPORTED
from domain.words import N_

CALL = N_("Call %(number)s")
NOBODY = N_("Received. Nobody has taken it yet.")
TAKEN = N_("%(owner)s has already taken it.")
OTHERS = N_("%(n)s others have reported it too.")
ALT = N_("%(act)s Received as %(fire)s, nobody has taken it yet.")
ALT_TAKEN = N_("%(act)s Received as %(fire)s, taken by %(owner)s.")


def draw(show: Show, look: Look) -> dict[str, Any]:
    saved: FireSaved = show.about
    act = look.say(saved.act)
    band = flex.box(
        "vertical",
        [flex.text("☎ " + act, color=PAPER, weight="bold", size="xl")],
        backgroundColor=ALARM,
        paddingAll="lg",
    )
    is_taken = saved.state != REPORTED and saved.owner
    state = look.say(TAKEN, {"owner": saved.owner}) if is_taken else look.say(NOBODY)
    body = [
        flex.text(saved.reference, size="xxl", weight="bold", color=INK),
        flex.text(state, weight="bold"),
        flex.text(_what(saved, look), color=SOFT, size="md"),
    ]
    if saved.others:
        body.append(flex.text(look.say(OTHERS, {"n": saved.others}), color=SOFT, size="md"))
    calls = [
        Button(CALL, "link", f"tel:{one.number}", {"number": one.number}) for one in saved.contacts
    ]
    footer = [
        flex.button(one, look, style="primary", color=ALARM) if n == 0 else flex.button(one, look)
        for n, one in enumerate(calls)
    ]
    values = {"act": act, "fire": saved.reference, "owner": saved.owner}
    return flex.bubble(
        look.say(ALT_TAKEN if is_taken else ALT, values), body, header=band, footer=footer or None
    )


def _what(saved: FireSaved, look: Look) -> str:
    parts = (look.say(KIND_LABELS[saved.kind]), where(saved.name, saved.area, look))
    return " · ".join(part for part in parts if part)
