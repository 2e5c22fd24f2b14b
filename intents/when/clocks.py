"""Clocks as Thais tell them: ตีห้า, เจ็ดโมงเช้า, เที่ยงครึ่ง, บ่ายสาม, สองทุ่ม, 14.00 น., 3 pm.

grammar.py calls these with the tokens of one phrase.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intents.when.items import Clock, Impossible, Item
from intents.when.scanning import IMPOSSIBLE, Tokens, minutes_of

_NOON = 12 * 60
_MIDNIGHT = 24 * 60


def clock(tokens: Tokens) -> Item | None:
    if "~" in tokens.kinds:
        return _span(tokens, tokens.kinds.index("~"))
    found = _clock(tokens)
    if tokens.kinds.startswith("l") and isinstance(found, Clock):
        return replace(found, past=True)
    return found


def _span(tokens: Tokens, at: int) -> Item | None:
    """9-11 โมง, บ่าย 2-4 โมง, 14.00-16.00 น."""
    rest = Tokens(tokens.kinds[at + 1 :], tokens.values[at + 1 :])
    if tokens.kinds[0] in "ap":
        rest = Tokens("a" + rest.kinds, (tokens.values[0], *rest.values))
    told = _clock(rest)
    if not isinstance(told, Clock):
        return told
    first = tokens.values[at - 1]
    if tokens.kinds[at - 1] != "F":
        first = _opening(rest, told, first)
    return replace(told, first=first)


def _opening(rest: Tokens, told: Clock, hour: int) -> int:
    """The hour before the dash in the terms of the one behind it: 9-11 โมง, 1-3 ทุ่ม, 4-6 pm."""
    if "C" in rest.kinds or "F" in rest.kinds:
        return hour % 25 * 60
    numbers = [v for k, v in zip(rest.kinds, rest.values, strict=True) if k in "ne"]
    until = numbers[0] if numbers else (told.minutes // 60 - 1) % 12 + 1
    hours = until - hour if hour < until else until + 12 - hour
    return (told.minutes // 60 - hours) * 60 % _MIDNIGHT


def _clock(tokens: Tokens) -> Item | None:
    kinds = tokens.kinds
    said = list(zip(kinds, tokens.values, strict=True))
    part = next((value for kind, value in said if kind in "ap"), "")
    numbers = [value for kind, value in said if kind in "ne"]
    if "P" in kinds:
        numbers.append(tokens.values[kinds.index("P")])
    reader = next((read for kind, read in _READERS.items() if kind in kinds), None)
    if reader:
        return reader(kinds, numbers, part)
    for kind, value in said:
        if kind in "CTF":
            return _written(value, part, halved=kind != "T")
    return _bare_hour(kinds, numbers, part)


def _written(minutes: int, part: str, *, halved: bool) -> Item:
    if minutes == IMPOSSIBLE:
        return Impossible()
    if not halved:
        return Clock(minutes, part)
    return Clock(shift(minutes, part), part, halved=60 <= minutes < _NOON)


def shift(minutes: int, part: str) -> int:
    """Half past two in the afternoon is 14:30; eight at night is 20:00."""
    if minutes < _NOON and (
        part in ("afternoon", "evening") or (part == "night" and minutes >= 360)
    ):
        return minutes + _NOON
    return minutes


def _of_mong(kinds: str, numbers: list[int], part: str) -> Item | None:
    """โมง counts 6 to 11 in the morning, and 1 to 6 again after noon or (older) from 7 in the morning on."""
    if kinds.find("o") == 0 or kinds[kinds.find("o") - 1] not in "ne":  # บ่ายโมง, โมงเช้า
        hour = {"afternoon": 13, "morning": 7}.get(part)
        return None if hour is None else _with_minutes(hour, kinds, numbers, part)
    hour, rest = numbers[0], numbers[1:]
    if not 1 <= hour <= 23 or (part == "afternoon" and 6 < hour < 12):
        return Impossible()
    if hour <= 5:
        hour += 6 if part == "morning" else 12
    elif hour < 12:
        hour = shift(hour * 60, part) // 60
    halved = not part and 6 <= hour < 12
    return _with_minutes(hour, kinds, rest, part, halved=halved)


def _of_thum(kinds: str, numbers: list[int], part: str) -> Item | None:
    """ทุ่ม counts from 19:00."""
    if kinds.find("t") and kinds[kinds.find("t") - 1] in "ne":
        hour, rest = numbers[0], numbers[1:]
    elif numbers and numbers[0] != 1:  # ทุ่ม 15 is no clock
        return None
    else:
        hour, rest = 1, []
    if not 1 <= hour <= 6:
        return Impossible()
    return _with_minutes(18 + hour, kinds, rest, part)


def _of_midnight(kinds: str, numbers: list[int], part: str) -> Item | None:
    return _with_minutes(24, kinds, numbers, part)


def _of_noon(kinds: str, numbers: list[int], part: str) -> Item | None:
    return _with_minutes(12, kinds, numbers, "noon")


def _of_nalika(kinds: str, numbers: list[int], part: str) -> Item | None:
    return _written(minutes_of(numbers[0], [*numbers[1:], 0][0]), part, halved=False)


def _of_ti(kinds: str, numbers: list[int], part: str) -> Item | None:
    """ตี counts from 1 at night to 5, some say to 6."""
    hour, rest = _hour_and_minutes(numbers)
    return _with_minutes(hour, kinds, rest, "") if 1 <= hour <= 6 else Impossible()


def _past_the_hour(kinds: str, numbers: list[int], part: str) -> Item | None:
    """Half past two, quarter to seven: after noon where nothing is said and the hour is small."""
    hour, minutes = numbers
    if not part and 1 <= hour <= 5:
        hour += 12
    return Clock(shift(hour * 60, part) + minutes, part, halved=6 <= hour < 12)


def _bare_hour(kinds: str, numbers: list[int], part: str) -> Item | None:
    """บ่ายสาม; at 6, every morning at 7. An hour up to 5 with nothing else is after noon."""
    if not numbers:
        return None
    hour, rest = _hour_and_minutes(numbers)
    if "@" in kinds or "p" in kinds:
        if hour > 24:
            return None
        minutes = hour * 60
        if not part and 1 <= hour <= 5:
            minutes += _NOON
        return Clock(shift(minutes, part), part, halved=6 <= hour < 12)
    if part != "afternoon" or not 1 <= hour <= 6:
        return None
    return _with_minutes(hour + 12, kinds, rest, part)


def _hour_and_minutes(numbers: list[int]) -> tuple[int, list[int]]:
    """ตีสามสิบห้า is read as 35 and means 3:15."""
    if 31 <= numbers[0] <= 59:
        return numbers[0] // 10, [10 + numbers[0] % 10]
    return numbers[0], numbers[1:]


def _with_minutes(
    hour: int, kinds: str, numbers: list[int], part: str, *, halved: bool = False
) -> Item:
    minute = numbers[0] if numbers else 30 if "h" in kinds else 0
    if minute > 59:
        return Impossible()
    return Clock(hour * 60 + minute, part, halved=halved)


_READERS: dict[str, Callable[[str, list[int], str], Item | None]] = {
    "P": _past_the_hour,
    "z": _of_midnight,
    "b": _of_nalika,
    "j": _of_noon,
    "o": _of_mong,
    "t": _of_thum,
    "i": _of_ti,
}
