"""The items of a message put together: a day with its clock, the two ends of a span, a repetition with its hour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from domain.conversation import When
from intents.when.calendar import add_months
from intents.when.clocks import shift
from intents.when.grammar import Found
from intents.when.items import Clock, Day, Every, Impossible, Item, Moment, Part

Kind = TypeVar("Kind")

_BETWEEN = re.compile(r"[@#c&g]*~[@#c&g]*")
_MINUTES_A_DAY = 24 * 60
# When a part of a day begins and is over; a repeated one without a clock is meant at its usual hour.
_BEGINS = {"morning": 5, "noon": 11, "afternoon": 13, "evening": 16, "night": 19}
_IS_OVER = {"morning": 12, "noon": 14, "afternoon": 17, "evening": 20, "night": 24}
_USUAL_HOUR = {"morning": 7, "noon": 12, "afternoon": 13, "evening": 18, "night": 20}


def join(found: list[Found], kinds: str, now: datetime) -> When | None:
    items = [one.item for one in found]
    if not items or any(isinstance(item, Impossible) for item in items):
        return None
    if any(isinstance(item, Every) for item in items):
        return _repeated(items)
    found = [_as_day(one, kinds, now) for one in found]
    items = [one.item for one in found]
    moment = _moment(items)
    if moment:
        return _when_moment(moment)
    for at in range(len(found) - 1):
        if _BETWEEN.fullmatch(kinds[found[at].end : found[at + 1].start]):
            span = _span(found, at, now)
            if span:
                return span
    return _single(items, now)


def _as_day(one: Found, kinds: str, now: datetime) -> Found:
    """Now is today where it ends or opens a span: ตั้งแต่เมื่อวานจนถึงตอนนี้."""
    closes = kinds[: one.start].endswith("~")
    opens = re.match(r"~[^_]", kinds[one.end :])
    if isinstance(one.item, Moment) and one.item.vague and (closes or opens):
        return replace(one, item=Day(now.date()))
    return one


def _first(items: list[Item], kind: type[Kind]) -> Kind | None:
    return next((item for item in items if isinstance(item, kind)), None)


def _repeated(items: list[Item]) -> When:
    every = _first(items, Every) or Every()
    clock, part = _first(items, Clock), every.part
    if not part:
        said = _first(items, Part)
        part = (clock.part if clock else "") or (said.name if said else "")
    at = ""
    if clock:
        minutes = shift(clock.minutes, part) if clock.halved else clock.minutes
        at = f"T{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    elif part:
        at = f"T{_USUAL_HOUR[part]:02d}:00"
    return When(f"{every.how} {at}".strip() or "daily", "", "recurring", part)


def _moment(items: list[Item]) -> Moment | None:
    """A moment counts unless it only says "now" and something else says when."""
    sure = [item for item in items if not (isinstance(item, Moment) and item.vague)]
    if not sure:
        return _first(items, Moment)
    first = next((item for item in sure if not isinstance(item, Part)), sure[0])
    return first if isinstance(first, Moment) else None


def _when_moment(moment: Moment) -> When:
    if moment.end:
        return When(moment.start.isoformat(), moment.end.isoformat(), "range")
    return When(moment.start.isoformat(), "", "datetime")


def _single(items: list[Item], now: datetime) -> When | None:
    day, clock, part = _first(items, Day), _first(items, Clock), _first(items, Part)
    name = part.name if part else (clock.part if clock else "") or (day.part if day else "")
    if day and day.end:
        return When(day.start.isoformat(), day.end.isoformat(), day.grain, name)
    if clock is None:
        return When(_date_of(day, part, now).isoformat(), "", "date", name)
    start = _start(day, clock, part, now)
    if clock.first is None:
        return When(start.isoformat(), "", "datetime", name)
    opening = _opening(day, clock, start, now)
    closing = opening + timedelta(minutes=(clock.minutes - clock.first) % _MINUTES_A_DAY)
    return When(opening.isoformat(), closing.isoformat(), "range", name)


def _opening(day: Day | None, clock: Clock, closing: datetime, now: datetime) -> datetime:
    first = Clock(clock.first or 0)
    return _start(day, first, None, now)


def _date_of(day: Day | None, part: Part | None, now: datetime) -> date:
    today = now.date()
    if day:
        return day.start
    if part is None or part.which == "this":
        return today
    if part.which == "last":
        begun = part.name != "night" and now.hour >= _BEGINS[part.name]
        return today if begun else today - timedelta(1)
    return today + timedelta(now.hour >= _IS_OVER[part.name])


def _start(day: Day | None, clock: Clock, part: Part | None, now: datetime) -> datetime:
    name = part.name if part else (day.part if day else "")
    minutes = shift(clock.minutes, name) if clock.halved else clock.minutes
    if name == "night" and minutes < 6 * 60:
        minutes += _MINUTES_A_DAY
    if day:
        start = _at(day.start, minutes, now)
        while day.step and start < now:
            day = _next(day)
            start = _at(day.start, minutes, now)
        return start
    if part and part.which:
        return _at(_date_of(None, part, now), minutes, now)
    start = _at(now.date(), minutes, now)
    if clock.past:
        return start if start <= now else start - timedelta(1)
    if start - timedelta(1) >= now:  # the small hours of this night
        start -= timedelta(1)
    return start if start >= now else start + timedelta(1)


def _at(day: date, minutes: int, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minutes)


def _next(day: Day) -> Day:
    if day.step == "week":
        return replace(day, start=day.start + timedelta(7))
    return _moved(day, 1 if day.step == "month" else 12)


def _moved(day: Day, months: int) -> Day:
    start = add_months(day.start, months)
    end = add_months(day.end.replace(day=1), months) if day.end else None
    if end:
        end = add_months(end, 1) - timedelta(1)
    return replace(day, start=start, end=end)


def _span(found: list[Found], at: int, now: datetime) -> When | None:
    left = _run(found, at, -1)
    right = _run(found, at + 1, 1)
    if not _first(left, Day):
        elsewhere = [one.item for one in found if one.item not in right]
        left += [item for item in elsewhere if isinstance(item, Day)]
    day, last = _first(left, Day), _first(right, Day)
    clock, closing = _first(left, Clock), _first(right, Clock)
    if clock and closing:
        return _span_of_hours(left, right, now)
    if day and last:
        day, last = _in_order(day, last, now.date())
        start = _start(day, clock, None, now) if clock else day.start
        end = _start(last, closing, None, now) if closing else last.end or last.start
        return When(start.isoformat(), end.isoformat(), "range")
    return None


def _run(found: list[Found], at: int, step: int) -> list[Item]:
    """The items beside each other from here on, in this direction."""
    items: list[Item] = []
    while 0 <= at < len(found):
        items.append(found[at].item)
        other = at + step
        if not 0 <= other < len(found):
            break
        before, behind = (found[other], found[at]) if step < 0 else (found[at], found[other])
        if behind.start - before.end > 1:
            break
        at = other
    return items


def _span_of_hours(left: list[Item], right: list[Item], now: datetime) -> When:
    clock, closing = _first(left, Clock) or Clock(0), _first(right, Clock) or Clock(0)
    day, last, part = _first(left, Day), _first(right, Day), _first(left, Part)
    if last and not day and right.index(closing) < right.index(last):  # 8 โมงถึงเที่ยงพรุ่งนี้
        day, last = last, None
    if day and day.end:
        day = None
    start = _start(day, clock, part, now)
    if last:
        end = _start(last, closing, None, now)
    else:
        minutes = closing.minutes - start.hour * 60 - start.minute
        end = start + timedelta(minutes=minutes % _MINUTES_A_DAY or _MINUTES_A_DAY)
    name = part.name if part else clock.part if clock.part == closing.part else ""
    return When(start.isoformat(), end.isoformat(), "range", name)


def _in_order(first: Day, last: Day, today: date) -> tuple[Day, Day]:
    """The two ends in order: what may also be another week, month or year gives way."""
    for _ in range(40):
        end = last.end or last.start
        if end >= first.start:
            break
        if first.step == "year" and (not last.step or (last.step == "year" and end >= today)):
            first = _moved(first, -12)
        elif last.step:
            last = _next(last)
        elif first.step == "week":
            first = replace(first, start=first.start - timedelta(7))
        elif first.step == "month":
            first = _moved(first, -1)
        else:
            first, last = last, first
    return first, last
