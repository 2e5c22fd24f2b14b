"""What a chat chose to be warned of, and what a handler is told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.alert_rules import Rules
from domain.alerts import ORANGE, State


@dataclass(frozen=True, slots=True)
class Subscription:
    """A tambon or a district, and the level from which its people want to hear: yellow 3, orange 4, red 5."""

    area: str
    from_level: int = ORANGE


@dataclass(frozen=True, slots=True)
class Warned:
    """The speaker's chat: its choices, how the areas are judged, and the texts (language → name → words) in force."""

    subscriptions: tuple[Subscription, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    morning: bool = False  # the morning summary was asked for
