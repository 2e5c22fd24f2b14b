"""Volunteers: who may be one, the states of their account, what they can do, and when they are on duty.

Whom a fire asks: domain/dispatch.py. What they do there: domain/missions.py. Effects: domain/volunteer_changes.py.
Table: store/volunteers.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.days import BANGKOK
from domain.posts import VILLAGE_HEAD, Post, of_place
from domain.words import N_

PENDING, APPROVED, REJECTED, SUSPENDED, RESIGNED = STATES = (
    "pending",
    "approved",
    "rejected",
    "suspended",
    "resigned",
)
NOBODY = ""  # no account yet
# Allowed moves: (state, what happens) → the next state. What is not here changes nothing and is explained.
MOVES: dict[tuple[str, str], str] = {
    (NOBODY, "apply"): PENDING,
    (REJECTED, "apply"): PENDING,
    (RESIGNED, "apply"): PENDING,
    (PENDING, "apply"): PENDING,  # told anew: the village head sees the newer one
    (PENDING, "approve"): APPROVED,
    (PENDING, "reject"): REJECTED,
    (APPROVED, "suspend"): SUSPENDED,
    (SUSPENDED, "restore"): APPROVED,
    (PENDING, "resign"): RESIGNED,
    (APPROVED, "resign"): RESIGNED,
    (SUSPENDED, "resign"): RESIGNED,
}
STATE_LABELS = {
    PENDING: N_("waiting for approval"),
    APPROVED: N_("approved"),
    REJECTED: N_("not approved"),
    SUSPENDED: N_("suspended"),
    RESIGNED: N_("resigned"),
}
KINDS = {
    "civil_defence": N_("Civil defence"),
    "village_guard": N_("Village guard"),
    "health": N_("Health volunteer"),
    "citizen": N_("Citizen volunteer"),
    "fire_hawk": N_("Fire Hawk crew"),
}
FIGHT, DRIVE, COOK, RADIO = "fight", "drive", "cook", "radio"
SKILLS = {
    FIGHT: N_("Fight fires"),
    DRIVE: N_("Drive"),
    COOK: N_("Cook"),
    RADIO: N_("Radio and phone"),
}
SKILL_WORDS = {
    FIGHT: ("ดับไฟ", "แนวกันไฟ", "fight", "fire break"),
    DRIVE: ("ขับรถ", "ขับ", "รถ", "drive", "driver"),
    COOK: ("ทำอาหาร", "ทำกับข้าว", "ยะกับข้าว", "ครัว", "เสบียง", "cook"),
    RADIO: ("สื่อสาร", "วิทยุ", "ประสานงาน", "radio", "phone"),
}
YOUNGEST, ADULT, OLDEST = (
    15,
    18,
    90,
)  # to sign up; to go to a fire at all; older is a slip of the pen
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
TITLES = re.compile(
    r"^(?:นางสาว|น\.ส\.|นาย|นาง|ด\.ช\.|ด\.ญ\.|คุณ|mr\.?|mrs\.?|ms\.?)\s*", re.IGNORECASE
)
NUMBERED = re.compile(r"(?:หมู่(?:ที่)?|ม\.|moo)\s*(\d+)", re.IGNORECASE)
EVENING, MORNING = 18, 6
LONGEST_DUTY = timedelta(hours=24)  # nobody stands by for ever because they forgot to say so


@dataclass(frozen=True, slots=True)
class Volunteer:
    """As the store knows them. Birth year, phone and the emergency contact are never shown to other volunteers."""

    id: int
    line_id: str
    name: str
    state: str
    birth_year: int = 0  # CE
    phone: str = ""
    home: str = ""  # DOPA code of a tambon
    village: str = ""
    kind: str = ""
    skills: tuple[str, ...] = ()
    kit: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    duty_until: datetime | None = None
    near: str = ""  # the tambon where they last said they are

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    def is_on_duty(self, now: datetime) -> bool:
        return self.state == APPROVED and self.duty_until is not None and self.duty_until > now

    def age(self, now: datetime) -> int:
        return age(self.birth_year, now)


def first_name(name: str) -> str:
    return TITLES.sub("", name.strip()).split(" ")[0]


def next_state(state: str, what: str) -> str | None:
    return MOVES.get((state, what))


def age(birth_year: int, now: datetime) -> int:
    """The age a person has at least: only the year is known."""
    return now.astimezone(BANGKOK).year - birth_year - 1


def age_at_most(birth_year: int, now: datetime) -> int:
    return now.astimezone(BANGKOK).year - birth_year


def birth_year_in(text: str, now: datetime) -> int | None:
    """A year of birth in พ.ศ. or ค.ศ., or from "อายุ 35"; None when no sane one is said."""
    plain = text.translate(THAI_DIGITS)
    this_year = now.astimezone(BANGKOK).year
    said_age = re.search(r"(?:อายุ|age|aged)\D{0,6}(\d{1,3})(?!\d)", plain, re.IGNORECASE)
    if said_age:
        year = this_year - int(said_age.group(1))
    else:
        found = re.search(r"(?<!\d)(\d{4})(?!\d)", plain)
        if found is None:
            return None
        year = int(found.group(1))
        year -= 543 if year > this_year + 100 else 0
    return year if 0 <= this_year - year <= OLDEST else None


def skills_in(text: str) -> tuple[str, ...]:
    plain = text.lower()
    return tuple(
        skill for skill, words in SKILL_WORDS.items() if any(one in plain for one in words)
    )


def may_decide(posts: Sequence[Post], volunteer: Volunteer, by: str) -> bool:
    """Their own village head, or another official whose post covers their tambon; nobody for themselves."""
    return by != volunteer.line_id and any(
        post.covers(volunteer.home) and _is_head_of(post, volunteer.village) for post in posts
    )


def _is_head_of(post: Post, village: str) -> bool:
    """By number where both say one, else by name; a head whose post has only a number knows their people."""
    if post.kind != VILLAGE_HEAD or not post.village:
        return True
    if _number(post.village) and _number(village):
        return _number(post.village) == _number(village)
    names = [one for one in re.split(r"[\s,/]+", NUMBERED.sub(" ", post.village)) if len(one) > 2]
    return not names or any(one in village for one in names)


def _number(village: str) -> str:
    found = NUMBERED.search(village.translate(THAI_DIGITS))
    return found.group(1) if found else ""


def deciders(posts: Sequence[Post], volunteer: Volunteer, most: int = 4) -> list[Post]:
    """Who is asked to approve: the village head, else whoever is nearest; one message a person."""
    able = [
        post
        for post in of_place(posts, volunteer.home)
        if may_decide([post], volunteer, post.holder)
    ]
    heads = [post for post in able if post.kind == VILLAGE_HEAD]
    nearest = max((len(post.area) for post in able), default=0)
    chosen = heads or [post for post in able if len(post.area) == nearest]
    return list({post.holder: post for post in chosen if post.holder}.values())[:most]


def duty_end(choice: str, now: datetime) -> datetime | None:
    """ "4h", "evening" (18.00, tomorrow's if that is past), "morning" (6.00 tomorrow)."""
    local = now.astimezone(BANGKOK)
    if choice == "4h":
        return now + timedelta(hours=4)
    hour = {"evening": EVENING, "morning": MORNING}.get(choice)
    if hour is None:
        return None
    end = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if end <= local or (
        choice == "morning" and local.hour < 4 and end - local < timedelta(hours=2)
    ):
        end += timedelta(days=1)
    return end


ON_WORDS = ("ขึ้นเวร", "เข้าเวร", "เข้าเวน", "พร้อมปฏิบัติ", "พร้อมออกเหตุ", "พร้อมรับงาน", "สแตนด์บาย", "standby", "on duty", "clocking in", "ready for dispatch", "start my duty", "available to help", "เปิดสถานะ", "พร้อมไปดับไฟ", "status to available", "reporting for duty", "รายงานตัวเข้า")  # fmt: skip
OFF_WORDS = ("ออกเวร", "ออกเวณ", "ลงเวร", "เลิกเวร", "พักเวร", "ลาเวร", "หยุดเวร", "ไม่ว่าง", "บ่ว่าง", "ไม่เข้าเวร", "ไม่พร้อม", "off duty", "off shift", "end of my duty", "unavailable", "not available", "ปิดสถานะ", "ไม่รับงาน", "ขอปิด")  # fmt: skip
HOURS = re.compile(r"(\d{1,2})\s*(?:ชั่วโมง|ชม|hours?|h\b)", re.IGNORECASE)


def duty_word(text: str) -> str:
    """Whether a text says "on" or "off"; empty when neither, or when it asks."""
    plain = text.lower()
    if re.search(
        r"ไหม|มั้ย|กี่|วันไหน|ใคร|ไผ|\?|หรือเปล่า|หรือยัง|ตาราง|ตี้ไหน|วันใด|when|what|who|which", plain
    ):
        return ""
    if any(word in plain for word in OFF_WORDS):
        return "off"
    return "on" if any(word in plain for word in ON_WORDS) else ""


def hours_in(text: str) -> int | None:
    """ "4 ชั่วโมง" as 4, within a day."""
    found = HOURS.search(text.translate(THAI_DIGITS))
    hours = int(found.group(1)) if found else 0
    return hours if 1 <= hours <= LONGEST_DUTY // timedelta(hours=1) else None
