"""The air that is to come, as models see it: the day that was asked for, else the next day.

Words: intents/pm25_forecast.yaml. What models say, and how wrong they were: domain/outlook.py. Card: bot/cards/pm25_forecast.py.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain import days, health, outlook
from domain.air import Modelled
from domain.cards import ForecastCard
from domain.conversation import Button, Context, Effect, Event, Say, Show
from domain.days import Span
from domain.wishes import LABELS
from domain.words import N_
from handlers import emergency_contact, pm25_lookup, somewhere
from handlers.somewhere import Here

NEEDS = pm25_lookup.NEEDS | {"outlook", "contacts"}

PAST = N_("That day is behind us. I can show you what was measured then.")
NO_MODEL = N_(
    "I have no forecast for %(place)s just now: the model sent nothing. Better not to guess."
    " I can show you what is measured now."
)
BEYOND = N_(
    "The model looks ahead to %(day)s only. What lies beyond I would have to guess, and I do not."
)
NOW = Button(N_("Measured now"), "do", "do=pm25_lookup")
HISTORY = Button(LABELS["pm25_history"], "do", "do=pm25_history")
TOMORROW = Button(LABELS["pm25_forecast"], "do", "do=pm25_forecast")


def handle(event: Event, context: Context) -> list[Effect]:
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    return tell(event, context, span_of(event, context))


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to WHERE; None when it names no place, or is a wish of its own."""
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    is_own = event.meaning.intent not in ("", "pm25_forecast") and not event.meaning.is_bare_place
    if not somewhere.answers(event) or is_own or context.form is None:
        return None
    kept = context.form.answers
    span = days.span_of(kept.get("day", ""), kept.get("last", ""), part=kept.get("part", ""))
    span = span_of(event, context) if event.meaning.when else span
    return tell(event, context, span, kept.get("about", ""))


def span_of(event: Event, context: Context) -> Span | None:
    """A button's day, the day in the words, or tomorrow for a press that names none."""
    if event.kind == "button":
        given = event.data.get
        tomorrow = days.today(context.now) + timedelta(days=1)
        named = days.span_of(given("day", ""), given("last", ""), part=given("part", ""))
        return named or Span(tomorrow, tomorrow)
    when = event.meaning.when
    return days.span_of(when.start, when.end, when.grain, when.part) if when else None


def tell(event: Event, context: Context, span: Span | None, subject: str = "") -> list[Effect]:
    coming = outlook.spells(span, context.now)
    if not coming:
        return somewhere.closing([Say(PAST, buttons=(HISTORY, TOMORROW))], context)
    subject = subject or event.data.get("about", "") or health.subject_in(event.text)
    here, instead = somewhere.find(event, context, "pm25_forecast", _kept(span, subject))
    if here is None:
        return instead
    return somewhere.closing([_forecast(here, coming, subject, context)], context)


def _kept(span: Span | None, subject: str) -> dict[str, str]:
    kept = {"about": subject}
    if span is not None:
        kept |= {"day": span.first.isoformat(), "last": span.last.isoformat(), "part": span.part}
    return {name: value for name, value in kept.items() if value}


def _forecast(here: Here, coming: tuple[days.Spell, ...], subject: str, context: Context) -> Effect:
    known, now = context.facts.outlook, context.now
    bias = outlook.bias_at(known, here.point, now)
    expected = outlook.expect(known, here.district, coming, bias, now)
    if all(one.level is None for one in expected):
        return _nothing(here, coming, context)
    today = days.today(now)
    is_near = coming[0].day == today
    return Show(
        "pm25_forecast",
        ForecastCard(
            here.area,
            here.name,
            expected,
            bias,
            satellite=_satellite(here, context) if is_near else (),
            subject=subject,
            today=today,
            next_day=_next_day(coming, today),
        ),
    )


def _satellite(here: Here, context: Context) -> tuple[Modelled, ...]:
    known, now = context.facts.outlook, context.now
    newest = outlook.now_at(known, here.district, now)
    if newest is None or newest.source != outlook.GISTDA:
        return ()
    return (newest, *outlook.next_hours(known, here.district, now))


def _next_day(coming: tuple[days.Spell, ...], today: date) -> date:
    """The day after the last that is shown; tomorrow where only the rest of today was shown."""
    last = max(one.day for one in coming)
    return today + timedelta(days=1) if last == today else last + timedelta(days=1)


def _nothing(here: Here, coming: tuple[days.Spell, ...], context: Context) -> Effect:
    hours = outlook.hours_with_dust(context.facts.outlook, here.district, context.now)
    last = max((hour.at for hour in hours), default=context.now)
    measured = Button(NOW.label, "do", f"do=pm25_lookup&area={here.area.code}")
    if last > context.now and coming[0].start >= last - timedelta(hours=3):
        until = {"day": days.day_of_hour(last)}
        return Say(BEYOND, until, buttons=(TOMORROW, measured))
    return Say(NO_MODEL, {"place": here.name or here.area}, buttons=(measured, HISTORY))
