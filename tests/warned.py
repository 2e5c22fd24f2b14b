"""What talks are told of warnings: warned: {area: level}; air_judged: {area: {mean, hour}} as the job judged it;
loud: {post: [times]}: when village heads chose to read out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from domain.alerts import State
from domain.warned import Subscription, Warned
from store import seeds

HOUR = datetime(2026, 3, 12, 9, tzinfo=UTC)


def facts(told: dict[str, Any], needs: Collection[str]) -> dict[str, Any]:
    if "warned" not in needs:
        return {}
    states = {
        code: State(code, 5, HOUR, HOUR, mean=air["mean"], hour=air["hour"], source="40t")
        for code, air in told.get("air_judged", {}).items()
    }
    chosen = tuple(Subscription(code, level) for code, level in told.get("warned", {}).items())
    hours = {post: tuple(times) for post, times in told.get("loud", {}).items()}
    warned = Warned(chosen, states, texts(), morning=told.get("morning", False))
    return {"warned": warned, "loud_hours": hours}


def texts() -> dict[str, dict[str, str]]:
    """Language → name → words, as seeded."""
    found: dict[str, dict[str, str]] = {}
    for name, words in seeds.alert_words().items():
        for code, text in words.items():
            found.setdefault(code, {})[name] = " ".join(text.split())
    return found
