"""One file per thing a person can ask: event + context → effects. Pure; HANDLERS lists them all by name."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from domain.wishes import INTENTS

# What people do without words, and what has no intent of its own.
OTHERS = [
    "follow",
    "unfollow",
    "join",
    "unsend",
    "location",
    "media",
    "sticker",
    "not_understood",
    "accept_invitation",
    "permit_day",
    "permit_work",
    "console_login",
    "warnings_now",
    "warning_work",
    "fire_work",
    "group_fire",
    "note_work",
    "hotspot_check",
    "hotspot_summary",
    "loudspeaker",
    "officials_summary",
    "duty",
    "duty_alarm",
    "mission",
    "volunteer_work",
]

HANDLERS: dict[str, ModuleType] = {
    name: import_module(f"handlers.{name}") for name in (*INTENTS, *OTHERS)
}
