"""What a sentence tells of a burn besides place and time: how much land, what is burnt, a phone number to call.

Forms take these so that one sentence answers several questions. Places: intents/places/, times: intents/when/.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from intents.normalise import typed
from intents.words import finder

# Further on in a text (LINE's longest has 5,000) nobody says how much.
LONGEST = 1500
WA_PER_RAI = 400  # square wa; a wa is 2 m, so a rai is 1,600 m²
WA_PER_NGAN = 100
SQUARE_METRES_PER_WA = 4

_ONES = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@cache
def _words() -> dict[str, int]:
    found = dict(zip(_ONES, range(1, 10), strict=True))
    for tens in range(1, 10):
        heads = {1: ("สิบ",), 2: ("ยี่สิบ", "ซาว")}.get(tens, (f"{_ONES[tens - 1]}สิบ",))
        for head in heads:
            found[head] = tens * 10
            for one, word in enumerate(_ONES, start=1):
                found[head + ("เอ็ด" if one == 1 else word)] = tens * 10 + one
    for hundreds in range(1, 10):
        found[f"{_ONES[hundreds - 1]}ร้อย"] = hundreds * 100
    found |= {"ร้อย": 100, "นึง": 1}
    found.update(zip(_ENGLISH, range(1, 11), strict=True))
    return found


# หมู่ 3 ไร่อ้อย is village 3, and no area.
_NO_VILLAGE = "".join(f"(?<!{before})" for before in ("หมู่", "หมู่ ", "หมู่ที่", "หมู่ที่ ", r"ม\.", r"ม\. "))


@cache
def _area_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(_words(), key=len, reverse=True))
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?:\.\d{{1,3}})?|(?:{words})"
    unit = (
        r"(?P<rai>ไร่|ไฮ่|ไร(?![ก-๎])|rais?\b)|(?P<ngan>งาน|ngan\b)"
        r"|(?P<wa>ตารางวา|ตร\.?\s?ว(?:า|\.|(?![ก-๎]))|วา(?![ก-๎])|sq\.?\s?wah?\b)"
        r"|(?P<metre>ตารางเมตร|ตร\.?\s?ม(?:\.|(?![ก-๎]))|sq\.?\s?m\b|m2\b|square\smet(?:er|re)s?)"
        r"|(?P<hectare>เฮกตาร์|hectares?\b|ha\b)"
    )
    single = re.compile(
        rf"{_NO_VILLAGE}(?P<number>(?<![\d.,/\-]){number}|ครึ่ง|half\s(?:a\s)?)\s?(?P<half>ครึ่ง\s?)?(?:{unit})(?P<more>\s?ครึ่ง)?"
        r"|(?P<one>ไร่|งาน)\s?(?:(?P<and_half>ครึ่ง)|เดียว|นึง|หนึ่ง)"
    )
    triple = re.compile(
        r"(?<![\d\-/.])(\d{1,4})-([0-3])-(\d{1,2}(?:\.\d{1,2})?)(?![\d\-])\s?(?=ไร่|rai)"
    )
    return single, triple


# Every area has one of these, and most messages have none.
_UNIT = re.compile(r"ไร|ไฮ่|งาน|วา|ตร|ตาราง|rai|ngan|sq|m2|เฮก|ha\b|hectare")


def area_in(text: str) -> Decimal | None:
    """Square wa: "2 ไร่ 1 งาน 50 ตร.ว." is 950. None where the text names no area, or one of nothing."""
    text = typed(text[:LONGEST])
    if not _UNIT.search(text):
        return None
    single, triple = _area_patterns()
    written = triple.search(text)  # rai-ngan-wa, as on title deeds
    if written:
        rai, ngan, wa = (Decimal(each) for each in written.groups())
        return (rai * WA_PER_RAI + ngan * WA_PER_NGAN + wa) or None
    total, last_end, last_size = Decimal(0), -1, Decimal("Infinity")
    for found in single.finditer(text):
        size = _size_of(found)
        if last_end >= 0 and (text[last_end : found.start()].strip(" ,และ") or size >= last_size):
            break
        total += _quantity(found) * size
        last_end, last_size = found.end(), size
    return total or None


def _size_of(found: re.Match[str]) -> Decimal:
    if found["rai"] or found["one"] == "ไร่":
        return Decimal(WA_PER_RAI)
    if found["ngan"] or found["one"]:
        return Decimal(WA_PER_NGAN)
    if found["wa"]:
        return Decimal(1)
    square_metres = 10_000 if found["hectare"] else 1
    return Decimal(square_metres) / SQUARE_METRES_PER_WA


def _quantity(found: re.Match[str]) -> Decimal:
    if found["one"]:  # ไร่ครึ่ง, ไร่เดียว
        return Decimal("1.5") if found["and_half"] else Decimal(1)
    number = found["number"].replace(",", "").strip()
    half = Decimal("0.5")
    if number.startswith(("ครึ่ง", "half")):
        return half
    value = Decimal(_words()[number]) if number in _words() else Decimal(number)
    return value + half if found["half"] or (found["more"] or "").strip() == "ครึ่ง" else value


def rai_in(text: str) -> Decimal | None:
    """The same in rai, exactly."""
    area = area_in(text)
    return None if area is None else area / WA_PER_RAI


# Thai numbers have 9 digits (fixed lines) or 10 (mobile phones), the first a 0, or +66 in its place.
_PHONE = re.compile(r"(?<![\d.])(?:\+?66[\s\-.]?\(?0?\)?|0)(?:[\s\-.)]{0,2}\d){8,9}(?![\d])")
_PLACES_OF_LINES = "2-7"


def phone_in(text: str) -> str | None:
    """The first Thai phone number, as digits from its 0: "08 1234-5678" is "0812345678"."""
    text = typed(text[:LONGEST])
    if "0" not in text and "66" not in text:
        return None
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if digits.startswith("66"):
            digits = "0" + digits[2:].removeprefix("0")
        if re.fullmatch(rf"0[689]\d{{8}}|0[{_PLACES_OF_LINES}]\d{{7}}", digits):
            return digits
    return None


def without_phone(text: str) -> str:
    """The words without a number to call back, which says nothing of the wish; a number alone stays."""
    number = phone_in(text)
    if number is None:
        return text
    bare = _PHONE.sub(" ", text).strip()
    return bare or text


# Names of what is burnt, the finer before the coarser; the keys are what forms and the store keep.
BURNT: dict[str, tuple[str, ...]] = {
    "maize": ("ซังข้าวโพด", "ตอข้าวโพด", "ต้นข้าวโพด", "เปลือกข้าวโพด", "ไร่ข้าวโพด", "เศษข้าวโพด", "ตอซังข้าวโพด", "ข้าวโพด", "ข้าวโพ", "maize", "corn"),
    "sugarcane": ("ใบอ้อย", "ไร่อ้อย", "ไฮ่อ้อย", "ตออ้อย", "เผาอ้อย", "อ้อย", "sugarcane", "sugar cane", "cane"),
    "rice_straw": ("ตอซังข้าว", "ตอซัง", "ตอซั้ง", "ซังข้าว", "ฟางข้าว", "ฟาง", "เฟือง", "ตอข้าว", "เผานา", "แปลงนา", "นาข้าว", "ตอเฟือง", "stubble", "straw", "rice field*"),
    "cassava": ("มันสำปะหลัง", "ต้นมัน", "เหง้ามัน", "cassava"),
    "branches": ("กิ่งไม้", "กิ่งลำไย", "กิ่งลำใย", "กิ่งมะม่วง", "เศษไม้", "ตอไม้", "เศษกิ่ง", "กิ่งก้าน", "branch*", "twig*", "wood"),
    "leaves": ("ใบไม้", "เศษใบไม้", "ใบตองตึง", "ตองตึง", "ใบลำไย", "ใบลำใย", "ใบสัก", "ใบไผ่", "leaves", "leaf*"),
    "grass": ("หญ้า", "วัชพืช", "หญ้าแห้ง", "หญ้าคา", "grass", "weed*"),
    "rubbish": ("ขยะ", "ขยะพลาสติก", "พลาสติก", "ถุงพลาสติก", "ยางรถ", "ขี้เหยื้อ", "rubbish", "garbage", "trash", "waste"),
    "forest_litter": ("ชิงเผา", "เชื้อเพลิง", "แนวกันไฟ", "firebreak*", "prescribed burn*"),
}  # fmt: skip


@cache
def _burnt() -> tuple[dict[str, str], re.Pattern[str]]:
    keys = {name.rstrip("*"): key for key, names in BURNT.items() for name in names}
    return keys, finder(name for names in BURNT.values() for name in names)


def burnt_in(text: str) -> tuple[str, ...]:
    """The keys of BURNT that the text names, in its order."""
    keys, pattern = _burnt()
    text = typed(text[:LONGEST])
    return tuple(dict.fromkeys(keys[found[0]] for found in pattern.finditer(text)))
