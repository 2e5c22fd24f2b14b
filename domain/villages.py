"""What people call their village, so that the same village is found by the same key: without "บ้าน", blanks and Thai digits. Pure."""

from __future__ import annotations

import re

from domain.places import village_alone

LONGEST = 60
NUMBER = "หมู่"  # what a key by number begins with
_NUMBERED = r"(?:หมู่ที่|หมู่บ้านที่|หมู่|ม\.|moo)\s*"
_MOO = re.compile(rf"{_NUMBERED}(\d{{1,2}})")
_SPAN = re.compile(rf"{_NUMBERED}(\d{{1,2}})\s*(?:ถึง|to|-|–)\s*(?:{_NUMBERED})?(\d{{1,2}})")
_NUMBER = re.compile(r"\s*(\d{1,2})\s*")
_BETWEEN = re.compile(r"[,;\n/·]|และ(?=\s*(?:บ้าน|หมู่|\d))|\band\b")
_BEFORE = re.compile(r"^(?:หมู่บ้าน|บ้าน|บ\.|ชุมชน|ban\s)\s*")
_NOT_A_NAME = re.compile(r"[^0-9a-zก-๙]+")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def is_number(key: str) -> bool:
    """Whether a key is a number ("หมู่3"), which is sure within a tambon; names are not."""
    return key.removeprefix(NUMBER).isdigit() and key != key.removeprefix(NUMBER)


def village_keys(words: str) -> tuple[str, ...]:
    """Of "บ้านทุ่งฮั้ว หมู่ ๓, บ้านใหม่": ทุ่งฮั้ว, หมู่3, ใหม่. Each once, in order; empty when nothing is named."""
    found: list[str] = []
    plain = _SPAN.sub(_each, words.lower().translate(_DIGITS))
    for part in _BETWEEN.split(plain):
        if only := _NUMBER.fullmatch(part):  # "หมู่ 1, 2"
            found.append(f"{NUMBER}{int(only[1])}")
            continue
        numbers = [f"{NUMBER}{int(n)}" for n in _MOO.findall(part)]
        name = _NOT_A_NAME.sub("", _BEFORE.sub("", _MOO.sub(" ", part).strip()))
        found += [*([name] if len(name) > 1 else []), *numbers]
    return tuple(dict.fromkeys(found))


def _each(span: re.Match[str]) -> str:
    first, last = int(span[1]), int(span[2])
    return ", ".join(f"หมู่ {n}" for n in range(first, last + 1)) or span[0]


def kept(words: str) -> str:
    """As it is kept with a home: the keys with blanks between."""
    return " ".join(village_keys(words[:LONGEST]))


_HOME = re.compile(
    r"(?:(?:อยู่|พัก|มาจาก)(?:ที่)?\s*)?((?:หมู่บ้าน|บ้าน|หมู่ที่|หมู่|ม\.|ชุมชน|ban\s|moo\s).*)",
    re.DOTALL | re.IGNORECASE,
)
# "บ้านผมอยู่…", "บ้านอยู่…" is somebody's house and no name.
_OWN_HOUSE = re.compile(
    r"(?:หมู่)?บ้าน\s*(?:ฉัน|ผม|เรา|หนู|ข้า|อยู่|ของ|เลขที่|พัก|เฮา|กู|แม่ผม|พ่อผม|ยาย|ป้า|ลุง|คุณ|พี่|อ้าย|แฟน|ญาติ|เพื่อน|เช่า|ใกล้|ติด|กับ)|(?!หมู่บ้าน).+บ้าน",
    re.DOTALL,
)
LONGEST_NAME = 30


def of_home(said: str, area_name: str) -> str:
    """The village in "บ้านหัวฝาย ต.บ้านดง" as it is kept; empty where only the tambon is named, or nothing is sure."""
    alone = village_alone(said)
    found = _HOME.fullmatch(" ".join(alone.split()).strip())
    if found is None or len(found[1]) > LONGEST_NAME:
        return ""
    words = found[1]
    if _OWN_HOUSE.match(_MOO.sub("", words).strip()):
        return ""
    keys = village_keys(words)
    is_tambon_named = alone != said.strip()
    own = village_keys(area_name)
    return " ".join(one for one in keys if is_tambon_named or one not in own)
