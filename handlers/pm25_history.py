"""The air behind us: 24 hours, 7 days, 30 days, or the day or week that was asked for.

Words: intents/pm25_history.yaml. Days and their means: domain/history.py. Card: bot/cards/pm25_history.py.
"""

from __future__ import annotations

import re
from datetime import timedelta

from domain import days, health, history
from domain.cards import HistoryCard
from domain.conversation import Button, Context, Effect, Event, Say, Show
from domain.days import Span
from domain.history import DAY, MONTH, WEEK, Past
from domain.wishes import LABELS
from domain.words import N_
from handlers import emergency_contact, pm25_forecast, pm25_lookup, somewhere
from handlers.somewhere import Here

NEEDS = pm25_lookup.NEEDS | {"past", "contacts"}

AHEAD = N_("That day is still to come. Shall I show you what the model expects?")
TOO_OLD = N_(
    "In the chat I look back 31 days. Older readings stand on the open data page, as far as we have them."
)
NO_STATION = N_(
    "There is no sensor around %(place)s, so nothing was measured there that I could show."
)
NO_DATA = N_("The sensor at %(station)s sent nothing in that time, so there is nothing to show.")
NOT_KEPT = N_("I have kept nothing from then, so I cannot say how the air was.")
ANOTHER = Button(N_("Another place"), "do", "do=pm25_history&ask=1")
DATA = Button(LABELS["open_data"], "link", "/data")
# "7 days", "a month", said without a date.
NUMBER = re.compile(r"(\d{1,3})\s*(วัน|day)")
MONTHS = ("เดือน", "month", "สี่สัปดาห์")
WEEKS = ("อาทิตย์", "สัปดาห์", "week", "ติ๊ด", "เจ็ดวัน")
LONGEST_OF_HOURS = timedelta(hours=25)


def handle(event: Event, context: Context) -> list[Effect]:
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    return tell(event, context, _span(event, context))


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to WHERE; None when it names no place, or is a wish of its own."""
    if health.is_danger(event.text):
        return emergency_contact.show("hurt", context)
    is_own = event.meaning.intent not in ("", "pm25_history") and not event.meaning.is_bare_place
    if not somewhere.answers(event) or is_own or context.form is None:
        return None
    kept = context.form.answers
    span = days.span_of(kept.get("day", ""), kept.get("last", ""), part=kept.get("part", ""))
    span = _span(event, context) if event.meaning.when else span
    return tell(event, context, span)


def tell(event: Event, context: Context, span: Span | None) -> list[Effect]:
    """`span` None: the last 24 hours."""
    seen = history.within_reach(span, context.now) if span else None
    if span is not None and seen is None:
        return somewhere.closing([_out_of_reach(span, context)], context)
    here, instead = somewhere.find(event, context, "pm25_history", _kept(span))
    if here is None:
        return instead
    shown = _show(here, seen, context, clipped=_is_clipped(span, seen))
    return somewhere.closing([shown], context)


def _span(event: Event, context: Context) -> Span | None:
    if event.kind == "button":
        given = event.data
        count = int(given["span"]) if given.get("span", "") in ("7", "30") else DAY
        named = days.span_of(
            given.get("day", ""), given.get("last", ""), part=given.get("part", "")
        )
        return named or (history.asked_days(count, context.now) if count > DAY else None)
    when = event.meaning.when
    if when is None:
        return _counted(event.text, context)
    if _is_hours(when.start, when.end):
        return None
    span = days.span_of(when.start, when.end, when.grain, when.part)
    today = days.today(context.now)
    # "Today" is the last 24 hours: the day itself has only just begun.
    return None if span == Span(today, today) else span


def _is_hours(start: str, end: str) -> bool:
    """The last so many hours, said by the clock."""
    if "T" not in start or "T" not in end or start.startswith("T"):
        return False
    return days.moment(end) - days.moment(start) <= LONGEST_OF_HOURS


def _counted(text: str, context: Context) -> Span | None:
    words = text.lower()
    number = NUMBER.search(words)
    if number:
        count = min(int(number[1]), history.KEPT_IN_CHAT)
    elif any(word in words for word in MONTHS):
        count = MONTH
    else:
        count = WEEK if any(word in words for word in WEEKS) else DAY
    return history.asked_days(count, context.now) if count > DAY else None


def _is_clipped(asked: Span | None, seen: Span | None) -> bool:
    """Older days than the chat has were asked for."""
    return asked is not None and seen is not None and asked.first < seen.first


def _kept(span: Span | None) -> dict[str, str]:
    if span is None:
        return {}
    kept = {"day": span.first.isoformat(), "last": span.last.isoformat(), "part": span.part}
    return {name: value for name, value in kept.items() if value}


def _out_of_reach(span: Span, context: Context) -> Effect:
    if span.first > days.today(context.now):
        return Say(AHEAD, buttons=(_forecast_of(span), pm25_forecast.NOW))
    return Say(
        TOO_OLD, buttons=(DATA, Button(LABELS["pm25_history"], "do", "do=pm25_history&span=30"))
    )


def _forecast_of(span: Span) -> Button:
    day = f"do=pm25_forecast&day={span.first.isoformat()}&last={span.last.isoformat()}"
    return Button(LABELS["pm25_forecast"], "do", day)


def _show(here: Here, span: Span | None, context: Context, *, clipped: bool) -> Effect:
    if not context.facts.past:
        place = here.name or here.area
        return Say(NO_STATION, {"place": place}, buttons=(ANOTHER, DATA))
    for past in context.facts.past:
        card = _card(here, past, span, context, clipped)
        if card is not None:
            return Show("pm25_history", card)
    if not _was_kept(span, context):
        return Say(NOT_KEPT, buttons=(pm25_forecast.NOW, DATA))
    nearest = context.facts.past[0].station
    return Say(NO_DATA, {"station": nearest}, buttons=(pm25_forecast.NOW, DATA))


def _was_kept(span: Span | None, context: Context) -> bool:
    """Whether we had begun to keep hours by then: else it is not the sensor that was silent."""
    if span is None:
        return True
    begins = days.midnight(span.first)
    return any(hour.at <= begins for past in context.facts.past for hour in past.hours)


def _card(
    here: Here, past: Past, span: Span | None, context: Context, clipped: bool
) -> HistoryCard | None:
    """None when this station has nothing of the time."""
    if span is not None and span.days > 1:
        told = history.told(history.days_of(past.hours, span.first, span.last))
        if not told.hours:
            return None
        return HistoryCard(here.area, here.name, past, told=told, clipped=clipped)
    if span is None:
        until = history.end_of(days.today(context.now), past.hours, context.now)
    elif span.part == "night":
        until = min(
            days.part_of(span.first, "night").end,
            context.now.replace(minute=0, second=0, microsecond=0),
        )
    else:
        until = history.end_of(span.first, past.hours, context.now)
    day = history.one_day(past.hours, until)
    if not day.hours:
        return None
    return HistoryCard(here.area, here.name, past, day=day, is_running=span is None)
