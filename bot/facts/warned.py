"""What the speaker's chat is warned of, how the air of these areas is judged, and the words of warnings in force."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain.conversation import Facts
from domain.warned import Warned
from store import alert_texts, alerts, loud_hours, mornings, rules, subscriptions


def read(asked: Asked) -> Facts:
    session = asked.session
    warned = Warned(
        subscriptions=subscriptions.of_chat(session, asked.event.chat),
        states=alerts.states(session),
        texts=alert_texts.in_force(session),
        rules=rules.in_force(session),
        morning=mornings.is_wanted(session, asked.event.chat),
    )
    return replace(asked.facts, warned=warned)


def read_loud_hours(asked: Asked) -> Facts:
    return replace(asked.facts, loud_hours=loud_hours.chosen(asked.session))


READS = {"warned": read, "loud_hours": read_loud_hours}
