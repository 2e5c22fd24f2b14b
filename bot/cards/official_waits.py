"""What waits for an official, each with the button that leads on; alarms first. Also a part of officials_summary."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.duty_alarm import DRILL, state_of
from bot.cards.look import ALARM, INK, PAPER, SOFT, Look
from domain import duty_alarms
from domain.conversation import Button, Show
from domain.duty_alarms import Alarm
from domain.official_day import OfficialDay
from domain.words import N_

Piece = dict[str, Any]
TITLE = N_("Waits for you")
NOTHING_WAITS = N_("Nothing waits for you.")
VOLUNTEERS = N_("Volunteers waiting: %(n)s")
PERMITS = N_("Burn requests: %(n)s")
CHECKS = N_("Hotspots to check: %(n)s")
NOTES = N_("Residents' notes: %(n)s")
SETTINGS = N_("Settings to agree to: %(n)s")
POSTS = N_("Posts to confirm: %(n)s")
FIRES = N_("Fires nobody took: %(n)s")
WARNINGS = N_("Warnings to approve on the officials' page: %(numbers)s")
ALARMS = N_("Alarms: %(n)s, taken by nobody: %(untaken)s")
SEE_ALARM = N_("Alarm: see and take it")
AND_MORE = N_("%(n)s more are not shown here")
SUMMARY = Button(N_("Today's summary"), "do", "do=officials_summary")
MOST_ALARMS, MOST_NUMBERS = 4, 3


def draw(show: Show, look: Look) -> dict[str, Any]:
    day: OfficialDay = show.about
    is_urgent = bool(day.untaken or day.unowned)
    title = flex.text(look.say(TITLE), color=PAPER, weight="bold", size="xl")
    band = flex.box(
        "vertical", [title], backgroundColor=ALARM if is_urgent else "#0B6E4F", paddingAll="lg"
    )
    body = [*alarms(day, look), *waits(day, look, with_fires=True)]
    count = day.waits + day.unowned
    alt = f"{look.say(TITLE)}: {count}" if count else look.say(NOTHING_WAITS)
    return flex.bubble(alt, body, header=band, footer=[flex.button(SUMMARY, look)])


def waits(day: OfficialDay, look: Look, *, with_fires: bool = False) -> list[Piece]:
    counted = (
        (FIRES, day.unowned if with_fires else 0, "do=officials_summary"),
        (VOLUNTEERS, len(day.volunteers), "do=officials_summary&act=volunteers"),
        (PERMITS, len(day.permits), "do=burn_permit_status"),
        (CHECKS, len(day.checks), "do=officials_summary&act=checks"),
        (NOTES, len(day.notes), "do=officials_summary&act=notes"),
        (SETTINGS, day.proposals("setting"), "do=console_login&to=settings"),
        (POSTS, day.proposals("post"), "do=console_login&to=people"),
    )
    found = [Button(label, "do", press, {"n": n}) for label, n, press in counted if n]
    if not found and not day.warnings:
        return [] if day.untaken else [flex.text(look.say(NOTHING_WAITS))]
    drawn = [flex.button(one, look) for one in found]
    if day.warnings:
        left = len(day.warnings) - MOST_NUMBERS
        numbers = ", ".join(day.warnings[:MOST_NUMBERS]) + (" …" if left > 0 else "")
        words = look.say(WARNINGS, {"numbers": numbers})
        drawn.append(flex.text(words, size="md", color=ALARM))
    head = [] if with_fires else [flex.text(look.say(TITLE), weight="bold")]
    return [*head, *drawn]


def alarms(day: OfficialDay, look: Look) -> list[Piece]:
    """Nothing when there are none: then the card is as short as the day is quiet."""
    if not day.alarms:
        return []
    counts = {"n": len(day.alarms), "untaken": sum(not one.is_taken for one in day.alarms)}
    colour = ALARM if day.untaken else INK
    body = [flex.text(look.say(ALARMS, counts), weight="bold", color=colour)]
    for one in day.alarms[:MOST_ALARMS]:
        body += _alarm(one, look)
    left = len(day.alarms) - MOST_ALARMS
    if left > 0:
        body.append(flex.text(look.say(AND_MORE, {"n": left}), size="md", color=SOFT))
    return body


def _alarm(one: Alarm, look: Look) -> list[Piece]:
    said, drill = duty_alarms.said(one), look.say(DRILL) + " " if one.drill else ""
    words = drill + look.say(said.text, said.values)
    body = [
        flex.text(words, size="md", color=INK if one.is_taken else ALARM, margin="md"),
        flex.text(state_of(one, look), size="md", color=SOFT, margin="none"),
    ]
    if not one.is_taken:
        see = Button(SEE_ALARM, "do", f"do=duty_alarm&act=see&alarm={one.id}")
        body.append(flex.button(see, look, style="primary"))
    return body
