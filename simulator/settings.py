"""What a run of the simulator can be told: at the start (__main__.py) or later (control.py)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

# LINE publishes neither number nor times of its redeliveries; these are ours.
REDELIVERY_DELAYS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)


@dataclass(slots=True)
class Settings:
    bot: str = "http://127.0.0.1:8000/callback"
    secret: str = "simulated-channel-secret"  # noqa: S105 - a stand-in has nothing to protect
    token: str = "simulated-channel-token"  # noqa: S105
    bot_name: str = "น้องเข้ม"
    quota: int | None = 300  # persons a month; None is no limit
    api_delay_ms: float = 0
    reply_token_life: float = 60  # seconds from a delivery
    redelivery_delays: list[float] = field(default_factory=lambda: list(REDELIVERY_DELAYS))
    webhook_timeout: float = 2  # seconds LINE waits for the bot's answer
    webhook_mode: str = "active"  # or standby
    webhook_active: bool = True  # as the switch in LINE's console
    content_preparing_seconds: float = 0
    rate_factor: float = 1  # times LINE's own rates; 0 switches the limits off
    burst_factor: float = 1  # bucket size, in seconds (or hours) worth of the rate
    read_automatically: bool = False  # as with LINE's chat switched off
    feed_fault: str = ""  # html, empty, stale, minus: see feeds.py
    delivery_threads: int = 16


# The bot's address and keys are fixed at the start; so are the threads.
CHANGEABLE = frozenset(each.name for each in fields(Settings)) - {
    "bot",
    "secret",
    "token",
    "delivery_threads",
}


def _is_like(old: Any, new: Any, name: str) -> bool:
    if name == "quota":
        return new is None or (type(new) is int and new >= 0)
    if isinstance(old, bool):
        return isinstance(new, bool)
    if isinstance(old, int | float):
        return isinstance(new, int | float) and not isinstance(new, bool) and new >= 0
    if isinstance(old, list):
        return isinstance(new, list) and all(_is_like(0.0, each, "") for each in new)
    if name == "webhook_mode":
        return new in ("active", "standby")
    return isinstance(new, str)


def change(settings: Settings, wanted: dict[str, Any]) -> list[str]:
    """Apply what is right and return the names that are unknown or of a wrong kind."""
    wrong = []
    for name, value in wanted.items():
        if name in CHANGEABLE and _is_like(getattr(settings, name), value, name):
            setattr(settings, name, value)
        else:
            wrong.append(name)
    return wrong


def shown(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in sorted(CHANGEABLE | {"bot"})}
