"""Festivals by name: `next_festival("songkran", today)` is the one that is on or lies ahead.

Lunar days follow the Thai calendar of 2568-2575 (extra months in 2569, 2572 and 2574, extra days in 2568 and 2575),
counted from Loy Krathong of 5 November 2025 and checked against computed full moons.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]

_FIXED = {
    "new_year": (1, 1), "valentine": (2, 14), "teachers": (1, 16), "chakri": (4, 6), "labour": (5, 1),
    "coronation": (5, 4), "queen": (6, 3), "king": (7, 28), "mothers": (8, 12), "rama9": (10, 13),
    "chulalongkorn": (10, 23), "fathers": (12, 5), "constitution": (12, 10), "christmas": (12, 25),
    "new_years_eve": (12, 31),
}  # fmt: skip
_LUNAR = {
    "makha": "2025-02-12 2026-03-03 2027-02-21 2028-02-10 2029-02-27 2030-02-17 2031-03-07 2032-02-25",
    "visakha": "2025-05-11 2026-05-31 2027-05-20 2028-05-08 2029-05-27 2030-05-16 2031-06-04 2032-05-23",
    "asalha": "2025-07-10 2026-07-29 2027-07-18 2028-07-06 2029-07-25 2030-07-14 2031-08-02 2032-07-22",
    "lent": "2025-07-11 2026-07-30 2027-07-19 2028-07-07 2029-07-26 2030-07-15 2031-08-03 2032-07-23",
    "lent_ends": "2025-10-07 2026-10-26 2027-10-15 2028-10-03 2029-10-22 2030-10-11 2031-10-30 2032-10-19",
    "krathong": "2025-11-05 2026-11-24 2027-11-13 2028-11-01 2029-11-20 2030-11-09 2031-11-28 2032-11-17",
    "chinese_new_year": "2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11",
}
_LUNAR_DAYS = {
    (key, int(day[:4])): date.fromisoformat(day) for key, days in _LUNAR.items() for day in days.split()
}  # fmt: skip

NAMES = {
    name.replace("~", " "): key
    for key, names in {
        "songkran": "สงกรานต์ สงกราน สงกานต์ สงกานต วันสงกรานต์ เทศกาลสงกรานต์ ปี๋ใหม่เมือง ปีใหม่เมือง ปีใหม่ไทย songkran",
        "new_year": "ปีใหม่ วันปีใหม่ วันขึ้นปีใหม่ ขึ้นปีใหม่ ปี๋ใหม่ new~year new~year's~day",
        "new_years_eve": "วันสิ้นปี new~year's~eve",
        "krathong": "ลอยกระทง วันลอยกระทง ลอยกะทง ยี่เป็ง ยี่เป๋ง loy~krathong loi~krathong yi~peng",
        "makha": "มาฆบูชา วันมาฆบูชา มาฆะบูชา วันมาฆะ makha~bucha",
        "visakha": "วิสาขบูชา วันวิสาขบูชา วิสาขะบูชา วันวิสาขะ visakha~bucha",
        "asalha": "อาสาฬหบูชา วันอาสาฬหบูชา อาสาฬหะ",
        "lent": "เข้าพรรษา วันเข้าพรรษา เข้าพันษา",
        "lent_ends": "ออกพรรษา วันออกพรรษา ออกพันษา",
        "mothers": "วันแม่ วันแม่แห่งชาติ mother's~day",
        "fathers": "วันพ่อ วันพ่อแห่งชาติ father's~day",
        "children": "วันเด็ก วันเด็กแห่งชาติ วันเดก children's~day",
        "teachers": "วันครู",
        "valentine": "วาเลนไทน์ วันวาเลนไทน์ valentine's~day",
        "chakri": "วันจักรี",
        "labour": "วันแรงงาน",
        "coronation": "วันฉัตรมงคล ฉัตรมงคล",
        "queen": "วันเฉลิมราชินี",
        "king": "วันเฉลิมพระชนมพรรษา วันเฉลิม",
        "rama9": "วันนวมินทร์ วันนวมินทรมหาราช",
        "chulalongkorn": "วันปิยะ วันปิยมหาราช",
        "constitution": "วันรัฐธรรมนูญ",
        "christmas": "คริสต์มาส คริสมาส คริสต์มาต christmas",
        "chinese_new_year": "ตรุษจีน วันตรุษจีน chinese~new~year",
    }.items()
    for name in names.split()
}  # fmt: skip


def festival(key: str, year: int) -> Days | None:
    """First and last day in that year; None for a lunar day beyond the list."""
    if key in _SPECIAL:
        return _SPECIAL[key](year)
    if key in _FIXED:
        day = date(year, *_FIXED[key])
    elif (key, year) in _LUNAR_DAYS:
        day = _LUNAR_DAYS[key, year]
    else:
        return None
    return day, day


def next_festival(key: str, today: date) -> Days | None:
    for year in (today.year, today.year + 1):
        days = festival(key, year)
        if days and days[1] >= today:
            return days
    return None


def last_festival(key: str, today: date) -> Days | None:
    for year in (today.year, today.year - 1):
        days = festival(key, year)
        if days and days[1] < today:
            return days
    return None


def _songkran(year: int) -> Days:
    return date(year, 4, 13), date(year, 4, 15)


def _children(year: int) -> Days:
    """The second Saturday of January."""
    first = date(year, 1, 1)
    day = first + timedelta((5 - first.weekday()) % 7 + 7)
    return day, day


_SPECIAL: dict[str, Callable[[int], Days]] = {"songkran": _songkran, "children": _children}
