"""Our words → LINE messages, in the reader's language: one file for each card, texts with buttons in say.py.

Limits and looks: docs/cards.md. Every message made here passes the look-alike's table of LINE's limits (a test).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cards import (
    air_alert,
    burn_permit,
    burn_permit_request,
    burn_rules,
    choose_area,
    console_login,
    duty,
    duty_alarm,
    emergency_contact,
    fire,
    fire_saved,
    hand_over,
    health_advice,
    help,
    hotspot_check,
    hotspot_summary,
    mission,
    mission_team,
    no_burn_alternatives,
    official_waits,
    officials_summary,
    permit_work,
    pm25_forecast,
    pm25_history,
    pm25_lookup,
    pm25_province,
    say,
    volunteer,
    warning,
    warning_as_sent,
    warning_desk,
    welcome,
)
from bot.cards.look import Look
from domain.conversation import Say, Show

__all__ = ["Look", "render"]

CARDS = {
    "air_alert": air_alert,
    "burn_permit": burn_permit,
    "burn_permit_request": burn_permit_request,
    "burn_rules": burn_rules,
    "choose_area": choose_area,
    "console_login": console_login,
    "duty": duty,
    "duty_alarm": duty_alarm,
    "emergency_contact": emergency_contact,
    "fire": fire,
    "fire_saved": fire_saved,
    "hand_over": hand_over,
    "health_advice": health_advice,
    "help": help,
    "hotspot_check": hotspot_check,
    "hotspot_summary": hotspot_summary,
    "mission": mission,
    "mission_team": mission_team,
    "volunteer": volunteer,
    "no_burn_alternatives": no_burn_alternatives,
    "official_waits": official_waits,
    "officials_summary": officials_summary,
    "permit_work": permit_work,
    "pm25_forecast": pm25_forecast,
    "pm25_history": pm25_history,
    "pm25_lookup": pm25_lookup,
    "pm25_province": pm25_province,
    "warning": warning,
    "warning_as_sent": warning_as_sent,
    "warning_desk": warning_desk,
    "welcome": welcome,
}


def render(spoken: Sequence[Say | Show], look: Look) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for effect in spoken:
        if isinstance(effect, Show):
            messages.append(CARDS[effect.card].draw(effect, look))
        else:
            messages.append(say.draw(effect, look))
    # LINE shows quick replies of the last message only; those of earlier ones would be lost.
    for message in messages[:-1]:
        message.pop("quickReply", None)
    return messages
