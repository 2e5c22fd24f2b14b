"""Days, weeks, months and years as they are named, and spans counted from now: from tokens to items.

grammar.py calls these with the tokens of one phrase.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intents.when import calendar
from intents.when.holidays import festival, last_festival, next_festival
from intents.when.items import Day, Impossible, Item, Moment
from intents.when.scanning import Tokens

_STEPS = {"0": 0, "1": 1, "2": -1, "3": -1, "5": 1}


def _value(tokens: Tokens, kinds: str) -> int | None:
    for kind, value in zip(tokens.kinds, tokens.values, strict=True):
        if kind in kinds:
            return int(value)
    return None


def _step(tokens: Tokens) -> int | None:
    return next((_STEPS[kind] for kind in tokens.kinds if kind in _STEPS), None)


def _year(tokens: Tokens, today: date, *, after: str = "mqJQLMK") -> int | None:
    """The year that is said behind the month: in full, short, or as this, next or last."""
    kinds = tokens.kinds
    start = max((kinds.rfind(kind) for kind in after), default=-1) + 1
    thai = not ("J" in kinds or "Q" in kinds)
    for kind, value in zip(kinds[start:], tokens.values[start:], strict=True):
        if kind in "Ge" or (kind == "n" and "y" in kinds[start:] + "B"):
            return calendar.full_year(value, today=today, thai=thai)
    if "y" in kinds[start:]:
        step = _step(Tokens(kinds[start:], tokens.values[start:]))
        return None if step is None else today.year + step
    return None


def relative(tokens: Tokens, now: datetime) -> Item | None:
    return Day(now.date() + timedelta(tokens.values[0]))


def tonight(tokens: Tokens, now: datetime) -> Item | None:
    offset, part = tokens.values[0]
    return Day(now.date() + timedelta(offset), part=part)


def full_date(tokens: Tokens, now: datetime) -> Item | None:
    year, month, day = tokens.values[tokens.kinds.index("D")]
    found = calendar.day_of(calendar.full_year(year, today=now.date()), month, day)
    return Day(found) if found else Impossible()


def slashed_day(tokens: Tokens, now: datetime) -> Item | None:
    day, month = tokens.values[tokens.kinds.index("S")]
    found = calendar.next_day(month, day, now.date()) if month <= 12 else None
    return Day(found, step="year") if found else Impossible()


def day_and_month(tokens: Tokens, now: datetime) -> Item | None:
    today = now.date()
    day, month = _value(tokens, "ne"), _value(tokens, "mqJQ")
    if day is None or month is None:
        return None
    return _dated(day, month, _year_of(tokens, today), _way(tokens, today))


def _year_of(tokens: Tokens, today: date) -> int | None:
    if tokens.kinds[-1] == "G":  # March 15, 2026
        return calendar.full_year(int(tokens.values[-1]))
    ends_in_day = tokens.kinds[-1] == "n" and "y" not in tokens.kinds and "B" not in tokens.kinds
    return None if ends_in_day else _year(tokens, today)


def _way(tokens: Tokens, today: date) -> tuple[date, bool]:
    return today, tokens.kinds.startswith("l")


def _dated(day: int, month: int, year: int | None, way: tuple[date, bool]) -> Day | Impossible:
    today, past = way
    if year is not None:
        found = calendar.day_of(year, month, day)
        return Day(found) if found else Impossible()
    found = (calendar.last_day if past else calendar.next_day)(month, day, today)
    if found is None:
        return Impossible()
    return Day(found, step="" if past else "year")


def day_of_month(tokens: Tokens, now: datetime) -> Item | None:
    """วันที่ 15, วันที่ 15 เดือนหน้า, วันศุกร์ที่ 20, วันที่ 15 เดือน 4."""
    today = now.date()
    numbers = [v for k, v in zip(tokens.kinds, tokens.values, strict=True) if k in "ne"]
    day = int(numbers[0])
    if "M" in tokens.kinds and len(numbers) > 1:
        return _dated(day, int(numbers[1]), None, (today, False))
    step = _step(tokens)
    if "M" in tokens.kinds and step is not None:
        month = calendar.add_months(today.replace(day=1), step)
        found = calendar.day_of(month.year, month.month, day)
        return Day(found) if found else Impossible()
    past = any(kind in "l23" for kind in tokens.kinds)
    found = (calendar.last_day_of_month if past else calendar.next_day_of_month)(day, today)
    if found is None:
        return Impossible()
    return Day(found, step="" if past else "month")


def days_of_month(tokens: Tokens, now: datetime) -> Item | None:
    """1-5 มีนาคม, วันที่ 15-20, วันที่ 1-5 เดือนหน้า, March 1-5."""
    today = now.date()
    first, last = (int(v) for k, v in zip(tokens.kinds, tokens.values, strict=True) if k in "n")
    month = _value(tokens, "mqJQ")
    step = _step(tokens)
    if month is not None:
        end = _dated(last, month, _year(tokens, today) or _year_of(tokens, today), (today, False))
    elif step is not None:
        there = calendar.add_months(today.replace(day=1), step)
        end = _dated(last, there.month, there.year, (today, False))
    else:
        start = calendar.next_day_of_month(first, today)
        found = calendar.next_day_of_month(last, start) if start else None
        return Day(start, found, "range") if start and found else Impossible()
    if not isinstance(end, Day):
        return end
    start = calendar.day_of(end.start.year, end.start.month, first)
    return Day(start, end.start, "range") if start and start <= end.start else Impossible()


def weekday(tokens: Tokens, now: datetime) -> Item | None:
    """Bare or with นี้: the next one, today included; หน้า: next week's; ที่แล้ว: last week's; เมื่อ: the latest."""
    today = now.date()
    number = _value(tokens, "Ww")
    if number is None:
        return None
    ahead = today + timedelta((number - today.weekday()) % 7)
    latest = today - timedelta((today.weekday() - number - 1) % 7 + 1)
    kinds = tokens.kinds
    if "k" in kinds or "1" in kinds:
        return Day(calendar.week_span(today)[0] + timedelta(number + 7 * (_step(tokens) or 0)))
    if "l" in kinds or "3" in kinds:
        return Day(latest)
    if "2" in kinds:
        return Day(calendar.week_span(today)[0] + timedelta(number - 7))
    return Day(ahead, step="week")


def weekend(tokens: Tokens, now: datetime) -> Item | None:
    step = _step(tokens) or 0
    if "5" in tokens.kinds:
        step = 0
    saturday = calendar.week_span(now.date())[0] + timedelta(5 + 7 * step)
    return Day(saturday, saturday + timedelta(1), "range")


_OF_WEEK = {"x": (0, 1), "X": (2, 3), "Z": (4, 6)}


def week(tokens: Tokens, now: datetime) -> Item | None:
    step = _step(tokens) or 0
    monday, sunday = calendar.week_span(now.date() + timedelta(7 * step))
    if tokens.kinds[0] in _OF_WEEK:
        first, last = _OF_WEEK[tokens.kinds[0]]
        return Day(monday + timedelta(first), monday + timedelta(last), "range")
    return Day(monday, sunday, "week")


def month(tokens: Tokens, now: datetime) -> Item | None:
    """A month by name or number, or counted from this one; its beginning, middle or end."""
    today = now.date()
    kinds = tokens.kinds
    number = _value(tokens, "mqJQ")
    if number is None and "n" in kinds:
        number = _value(tokens, "n")
        if not number or number > 12:
            return None
    step = _step(tokens)
    year = _year(tokens, today) if number else None
    if kinds[0] == "y" and step is not None:  # ปีก่อนเดือนกุมภา
        year = today.year + step
    if number is None:
        first = calendar.add_months(today.replace(day=1), step or 0)
        fixed = step is not None
    else:
        first = date(year or _year_of_month(number, step, today), number, 1)
        fixed = year is not None or step is not None
    return _of_month(kinds, first, today, fixed=fixed)


def _year_of_month(number: int, step: int | None, today: date) -> int:
    if step == -1:
        return today.year - (number >= today.month)
    return today.year + (number < today.month)


def _of_month(kinds: str, first: date, today: date, *, fixed: bool) -> Item:
    which = next((kind for kind in kinds if kind in "xXZY"), "")
    start, end = calendar.month_span(first.year, first.month)
    if which == "Y":
        return Day(end)
    if not which:
        return Day(start, end, "month", step="" if fixed else "year")
    start, end = calendar.third_of_month(which, first)
    if end < today and not fixed:
        start, end = calendar.third_of_month(which, calendar.add_months(first, 1))
    return Day(start, end, "range")


_OF_YEAR = {"x": (1, 3), "X": (5, 8), "Z": (10, 12)}


def year(tokens: Tokens, now: datetime) -> Item | None:
    today = now.date()
    kinds = tokens.kinds
    number = _value(tokens, "Gen")
    if number is not None:
        if "n" in kinds and number < 20:
            return None
        found = calendar.full_year(number, today=today)
    else:
        found = today.year + (_step(tokens) or 0)
    if kinds[0] == "Y":
        return Day(date(found, 12, 31))
    first, last = _OF_YEAR.get(kinds[0], (1, 12))
    span = date(found, first, 1), calendar.month_span(found, last)[1]
    if kinds[0] in _OF_YEAR and _step(tokens) is None and number is None and span[1] < today:
        span = span[0].replace(year=found + 1), calendar.month_span(found + 1, last)[1]
    return Day(*span, "range" if kinds[0] in _OF_YEAR else "year")


def since_beginning(tokens: Tokens, now: datetime) -> Item | None:
    """ตั้งแต่ต้นปี, ตั้งแต่ต้นเดือน: until today."""
    today = now.date()
    return Day(
        today.replace(day=1, month=1 if "y" in tokens.kinds else today.month), today, "range"
    )


def within(tokens: Tokens, now: datetime) -> Item | None:
    """ภายใน 3 วัน and สองสามวันนี้ begin today."""
    if tokens.kinds[-1] == "r" and tokens.values[-1] != 0:
        return None
    today = now.date()
    number = max(int(v) for k, v in zip(tokens.kinds, tokens.values, strict=True) if k in "ne")
    unit = "d" if tokens.kinds[-1] == "r" else _unit(tokens)
    return Day(today, shifted(today, unit, number), "range")


def holiday(tokens: Tokens, now: datetime) -> Item | None:
    today = now.date()
    key = tokens.values[tokens.kinds.index("L")]
    said = _year(tokens, today)
    if said is not None:
        days = festival(key, said)
    elif "2" in tokens.kinds or "3" in tokens.kinds:
        days = last_festival(key, today)
    else:
        days = next_festival(key, today)
    if days is None:
        return None
    return Day(days[0], days[1], "range") if days[0] != days[1] else Day(days[0])


def beside_holiday(tokens: Tokens, now: datetime) -> Item | None:
    """ก่อนสงกรานต์ is the day before it, หลังสงกรานต์ the day after."""
    today = now.date()
    key, way = tokens.values[tokens.kinds.index("K")]
    said = _year(tokens, today)
    days = next_festival(key, today) if said is None else festival(key, said)
    if days is None:
        return None
    return Day(days[0] - timedelta(1) if way < 0 else days[1] + timedelta(1))


def now_itself(tokens: Tokens, now: datetime) -> Item | None:
    return Moment(now, vague=True)


def _minutes(tokens: Tokens) -> int:
    """Of hours or minutes: สองชั่วโมงครึ่ง is 150."""
    kinds = tokens.kinds
    number = _value(tokens, "ne")
    half = "h" in kinds
    if number is None:
        number = 0 if half and kinds.index("h") < max(kinds.find("H"), kinds.find("N")) else 1
    unit = 60 if "H" in kinds else 1
    return number * unit + (unit // 2 if half else 0)


def shifted(day: date, unit: str, count: int) -> date:
    if unit == "d":
        return day + timedelta(count)
    if unit == "k":
        return day + timedelta(7 * count)
    return calendar.add_months(day, count * (12 if unit == "y" else 1))


def _unit(tokens: Tokens) -> str:
    return next(kind for kind in tokens.kinds if kind in "dkMyHN")


def counted(tokens: Tokens, now: datetime) -> Item | None:
    """อีก 3 วัน, อีกครึ่งชั่วโมง; 2 วันก่อน, ชั่วโมงที่แล้ว; อีกสองสามวัน."""
    back = any(kind in "236l" for kind in tokens.kinds)
    sign = -1 if back else 1
    unit = _unit(tokens)
    if unit in "HN":
        return Moment(now + timedelta(minutes=sign * _minutes(tokens)))
    numbers = [int(v) for k, v in zip(tokens.kinds, tokens.values, strict=True) if k in "ne"] or [1]
    days = [shifted(now.date(), unit, sign * number) for number in numbers]
    if back and unit in "My":
        first = days[0]
        if unit == "y":
            return Day(date(first.year, 1, 1), date(first.year, 12, 31), "year")
        return Day(*calendar.month_span(first.year, first.month), "month")
    if len(days) > 1:
        return Day(min(days), max(days), "range")
    return Day(days[0])


def span_from_now(tokens: Tokens, now: datetime) -> Item | None:
    """7 วันที่ผ่านมา ends yesterday, 3 วันข้างหน้า begins tomorrow: whole days. Hours end or begin now."""
    back = any(kind in "23" for kind in tokens.kinds)
    unit = _unit(tokens)
    if unit in "HN":
        other = now + timedelta(minutes=_minutes(tokens) * (-1 if back else 1))
        return Moment(min(now, other), max(now, other))
    number = _value(tokens, "ne") or 1
    today = now.date()
    one = timedelta(1)
    if back:
        return Day(shifted(today, unit, -number), today - one, "range")
    return Day(today + one, shifted(today, unit, number), "range")
