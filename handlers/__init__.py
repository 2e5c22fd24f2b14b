"""One file per thing a person can ask: event + context → effects. Pure; HANDLERS lists them all by name."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

INTENTS = [
    "pm25_lookup",
    "pm25_forecast",
    "pm25_history",
    "health_advice",
    "fire_report",
    "fire_status",
    "burn_permit_request",
    "burn_permit_status",
    "burn_permit_cancel",
    "burn_rules",
    "volunteer_signup",
    "volunteer_status",
    "volunteer_resign",
    "subscribe_alerts",
    "unsubscribe_alerts",
    "set_area",
    "no_burn_alternatives",
    "pes_info",
    "equipment_request",
    "open_data",
    "emergency_contact",
    "help",
    "greeting",
    "thanks",
    "change_language",
    "talk_to_officer",
    "delete_my_data",
    "cancel",
    "affirm",
    "deny",
    "broadcast",
    "complaint_feedback",
    "out_of_scope",
]
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
]

HANDLERS: dict[str, ModuleType] = {
    name: import_module(f"handlers.{name}") for name in (*INTENTS, *OTHERS)
}
