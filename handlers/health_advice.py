"""Masks, children, exercise, symptoms: danger signs go to 1669 first, else what to do by the air right here.

Words: intents/health_advice.yaml. Groups and their advice: domain/health.py. Card: bot/cards/health_advice.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import days, health, outlook
from domain.advice import ADVICE_UNKNOWN, GOOD_UP_TO, advice_for
from domain.air import AirHere, Modelled, air_at, level
from domain.cards import HealthCard
from domain.conversation import Context, Effect, Event, Show
from handlers import emergency_contact, pm25_forecast, pm25_lookup, somewhere
from handlers.somewhere import Here

NEEDS = pm25_lookup.NEEDS | {"contacts", "outlook", "health_places"}


@dataclass(frozen=True, slots=True)
class Judged:
    """The level that chooses the advice, 0 when the air is not known; `model` where only a model speaks."""

    air: AirHere
    level: int
    model: Modelled | None = None


def handle(event: Event, context: Context) -> list[Effect]:
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    subject = event.data.get("about", "") or health.subject_in(event.text)
    subject = subject if subject in health.SUBJECTS else ""
    span = pm25_forecast.span_of(event, context) if event.kind == "text" else None
    if span is not None and span.first > days.today(context.now):
        return pm25_forecast.tell(event, context, span, subject)
    return tell(event, context, subject)


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to WHERE; None when it names no place, or is a wish of its own."""
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    is_own = event.meaning.intent not in ("", "health_advice") and not event.meaning.is_bare_place
    if not somewhere.answers(event) or is_own or context.form is None:
        return None
    return tell(event, context, str(context.form.answers.get("about", "")))


def tell(event: Event, context: Context, subject: str) -> list[Effect]:
    kept = {"about": subject} if subject else {}
    here, instead = somewhere.find(event, context, "health_advice", kept)
    if here is None:
        return instead
    is_where = health.is_where(event.text, subject)
    return somewhere.closing([_advice(here, subject, context, is_where)], context)


def _advice(here: Here, subject: str, context: Context, is_where: bool) -> Effect:
    judged = judge(here, context)
    places = health.near(context.facts.health_places, here.area.code, subject)
    return Show(
        "health_advice",
        HealthCard(
            here.area,
            here.name,
            judged.air,
            judged.level,
            subject,
            model=judged.model,
            places=places,
            is_where=is_where,
        ),
    )


def judge(here: Here, context: Context) -> Judged:
    """The worse of hour and mean. A model may warn where nobody measures; it never says that the air is good."""
    air = air_at(here.point, context.facts.air, context.now, area=here.area.code)
    if air.kind == "measured":
        return Judged(air, 0 if advice_for(air) is ADVICE_UNKNOWN else air.worse or 0)
    model = outlook.now_at(context.facts.outlook, here.district, context.now)
    modelled = level(model.pm25) if model else 0
    return Judged(air, modelled if modelled > GOOD_UP_TO else 0, model)
