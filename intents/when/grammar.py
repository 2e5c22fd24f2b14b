"""Which tokens in a row say a time, and who reads them: `find_items(scan("พรุ่งนี้ 7 โมง"), now)`.

The rules are regular expressions over the kinds of tokens (one letter each, see words.py and scanning.py); where two
fit, the first listed wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intents.when import days
from intents.when.clocks import clock
from intents.when.items import Every, Item, Part
from intents.when.scanning import Tokens
from intents.when.words import SUNDAY, WEEKDAYS

# Repetitions without a day or clock of their own: ทุกเสาร์อาทิตย์, weekdays, ทุกเดือน.
_HOW_OFTEN = {
    "E": "weekly:SAT-SUN",
    "U": "weekly:MON-FRI",
    "k": "weekly",
    "M": "monthly",
    "y": "yearly",
    "H": "hourly",
}
Reader = Callable[[Tokens, datetime], Item | None]


@dataclass(frozen=True, slots=True)
class Found:
    """An item and the tokens it was read from."""

    item: Item
    start: int
    end: int


def _part(tokens: Tokens, now: datetime) -> Item | None:
    name = next(v for k, v in zip(tokens.kinds, tokens.values, strict=True) if k in "apA")
    if tokens.kinds[0] == "l":
        return Part(name, "last")
    return Part(name, "this" if "0" in tokens.kinds or tokens.kinds[0] == "g" else "")


def _every(tokens: Tokens, now: datetime) -> Item | None:
    kinds, values = tokens.kinds, tokens.values
    said = list(zip(kinds, values, strict=True))
    weekdays = [WEEKDAYS[value] for kind, value in said if kind in "Ww"]
    if weekdays:  # ทุกวันจันทร์, ทุกวันจันทร์ถึงศุกร์
        return Every("weekly:" + "-".join(weekdays))
    if kinds == "Vk":  # ทุกวันอาทิตย์
        return Every(f"weekly:{WEEKDAYS[SUNDAY]}")
    if kinds == "V&n":
        return Every(f"monthly:{values[-1]}")
    part = next((value for kind, value in said if kind in "ap"), "")
    return Every(_HOW_OFTEN.get(kinds[-1], ""), part)


def _sunday(tokens: Tokens, now: datetime) -> Item | None:
    """อาทิตย์ is a week, but a Sunday beside another weekday."""
    return days.weekday(Tokens("w", (SUNDAY,)), now)


def _sunday_the(tokens: Tokens, now: datetime) -> Item | None:
    """อาทิตย์ที่ 22 is a Sunday, สัปดาห์ที่ 2 no day at all."""
    if tokens.values[0] != SUNDAY:
        return None
    return days.day_of_month(Tokens("w&n", tokens.values), now)


def _greeting(tokens: Tokens, now: datetime) -> Item | None:
    """สวัสดีตอนเช้า says no time."""
    return None


def _clock(tokens: Tokens, now: datetime) -> Item | None:
    return clock(tokens)


_YEAR = "(?:y?B?[Ge]|[yB]B?n|y[012])"
_MINUTES = "(?:h|u|[ne]N|n(?![*dkMyHotimqJ~]))?"
_UNIT = "[dkMyHN]"
_PART_BEHIND = "(?:[ap](?![0rWwap]))?"
_CORE = (
    rf"(?:Pn(?:p|a(?![0rWwap]))?|c?[ap][CTF]|[CT]{_PART_BEHIND}|in{_MINUTES}|[ap]?n(?:h)?o{_PART_BEHIND}{_MINUTES}{_PART_BEHIND}"
    rf"|[ap]o{_MINUTES}|oa|[ap]?nt{_MINUTES}|t[hu]|tn|nb{_MINUTES}|c?j{_MINUTES}|c?z{_MINUTES}|an(?![*dkMyHtimqJ~]){_MINUTES}|np)"
)
_WHOLE = r"^{}$"

_RULES: tuple[tuple[str, Reader], ...] = (
    (r"!(?:c?[apA]|c?L|[Ww])", _greeting),
    (r"(?:vd?|V)[Ww]~[Ww]|V&n|vd?[Ww]|V(?:[Ww]|k(?![0-35]))?|vd?[EU]|vd|v[kMyH]|v[ap]|v(?=[ap]?n[ot]|[CTijz@])", _every),
    (r"g[x](?:y|M0?)", days.since_beginning),
    (r"I[ne][dkM]|nnr(?=[^~]|$)", days.within),
    (rf"[ne]{_UNIT}3|33?[ne]{_UNIT}|2[ne]{_UNIT}|3[dkMy]", days.span_from_now),
    (rf"f?[ne]{_UNIT}4|44?f?[ne]{_UNIT}|1[ne]{_UNIT}", days.span_from_now),
    (r"f?h[HN][26]?|l?[ne][dkMyHN]h?(?:6|2(?![jCinzL]))|l[ne][dkMyHN]h?3?|l?H[26]", days.counted),
    (rf"fnn{_UNIT}|f[ne]{_UNIT}h?|f[HdkMy]n?h?(?![ot])", days.counted),
    (r"#?n~#?n(?:M[0-35]|M?[mqJQ]" + _YEAR + r"?)|#n~#?n(?![ot])|[JQ]n~n,?G?", days.days_of_month),
    (rf"l?(?:[Ww][&,]?)?[#&]?[ne]M?[mqJQ]{_YEAR}?|(?:[Ww],?)?[JQ]n(?![*ot])(?:,?G)?", days.day_and_month),
    (r"(?:[Ww]&?)?#?D", days.full_date),
    (r"l?(?:[Ww]&?)?#[ne](?:Mn|M[0-35]|[023])?|l?[Ww]&n(?![*dkMyHNot])", days.day_of_month),
    (r"#?S", days.slashed_day),
    (r"r", days.relative),
    (r"O", days.tonight),
    (r"[0-35]?E(?:k?[0-35])?", days.weekend),
    (r"k[0-35][Ww]|[Ww][0-35]?k[0-35]|[Ww][0-35]k", days.weekday),
    (r"[xXZ]?k[0-35]|[xXZ]?[0-35]k|[xXZ]k", days.week),
    (
        rf"y[012]M?[mqJ]|[xXZY]?M?[mJ](?:{_YEAR})?[0-35]?|[xXZY]?M[qQ](?:{_YEAR})?[0-35]?|q{_YEAR}|[xXZY]?Mn(?![*dkMHNot])(?:{_YEAR})?"
        rf"|[xXZY]M[0-35]?|M[0-35]|[xXZY][qQ](?![ne])|[xXZY]?[0-35][MJ]",
        days.month,
    ),
    (r"[xXZY]?y[0-35]|[xXZY]?[0-35]y|[xXZY]y|[xXZY]?[yB]B?[Gen](?![*d])|fG", days.year),
    (rf"c?K(?:{_YEAR})?", days.beside_holiday),
    (rf"c?L(?:{_YEAR}|[0-35])?", days.holiday),
    (rf"l?@?c?(?:c?[ap]?[nF]~)?{_CORE}|l?c?@F|(?<=[rWwD])F(?!\*)|F~F|@?n~(?:@?n)p|(?:[nF]~)F(?=$)|@n(?![*{_UNIT[1:-1]}mqJ~])(?:p|c?a)?", _clock),
    (_WHOLE.format("F"), _clock),
    (r"l?W(?:[01345]|2(?![jCinzL]))?|[0-35][Ww]|lw|w(?:[01345]|2(?![jCinzL]))", days.weekday),
    (r"k&n(?![*dkMyHNot])", _sunday_the),
    (r"w(?=[~acipjCT@])|w(?=n(?:~n)?[ot])|(?<=~)w|^w$", days.weekday),
    (r"k(?=~[wW])|(?<=[wW]~)k", _sunday),
    (r"l[ap]{1,2}0?|c?[ap]{1,3}0|0[ap]|g[ap]|c?p(?:p|a)?|c[aA]{1,2}|(?<=[rWwDSmJqG01235e])a{1,2}|(?<=[rWw])A|(?<=[#mqJ]n)a|a(?=[rWwcpl0#DS]|n[mqJ])|^a$", _part),
    (r"R", days.now_itself),
)  # fmt: skip
_GRAMMAR = re.compile("|".join(f"(?P<r{at}>{rule})" for at, (rule, _) in enumerate(_RULES)))


def find_items(tokens: Tokens, now: datetime) -> list[Found]:
    found = []
    for match in _GRAMMAR.finditer(tokens.kinds):
        start, end = match.span()
        reader = _RULES[int((match.lastgroup or "r0")[1:])][1]
        item = reader(Tokens(match[0], tokens.values[start:end]), now)
        if item is not None:
            found.append(Found(item, start, end))
    return found
