"""What to do for one's health, by group and by the level of the air: the sense of the Pollution Control Department's
announcement on the air quality index, B.E. 2566, in plainer words. The level itself: domain/air.py.

Signs of danger come before anything else. No doses and no diagnoses: those are a doctor's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.words import N_

# As people write them, without blanks: signs of which a minute counts.
DANGER = (
    "หอบมาก", "หอบหนัก", "หอบจน", "หอบแรง", "หอบแฮก", "เล็บเขียว", "ปากเขียว", "ตัวเขียว", "หน้าเขียว", "เขียวคล้ำ",
    "เจ็บหน้าอก", "เจ็บอก", "แน่นหน้าอก", "แน่นอก", "หายใจไม่ออก", "หายใจไม่ค่อยออก", "หายใจแทบไม่", "หายใจไม่ได้", "หายใจไม่ทัน", "หายใจไม่ไหว",
    "หายใจบ่ออก", "หันใจบ่ออก", "หันใจ๋บ่ออก", "หันใจบ่ได้", "หมดสติ", "สลบ", "เป็นลม", "ไม่รู้สึกตัว", "ปลุกไม่ตื่น", "ชักเกร็ง", "ชักกระตุก", "ตัวชัก",
    "can'tbreathe", "cannotbreathe", "cantbreathe", "chestpain", "chesttight", "bluelips", "bluenails", "turningblue",
    "unconscious", "passedout", "fainted", "notbreathing",
)  # fmt: skip
# The same letters, another word: what kind of wind it is.
NO_DANGER = (
    "เป็นลมพัด",
    "เป็นลมตะวัน",
    "เป็นลมเหนือ",
    "เป็นลมใต้",
    "เป็นลมแรง",
    "เป็นลมอ่อน",
    "เป็นลมร้อน",
    "เป็นลมหนาว",
    "เป็นลมชัก",
)

GROUPS = ("child", "older", "pregnant", "illness", "worker", "school")
ACTIVITIES = ("exercise", "laundry")
TOPICS = ("mask", "room", "clinic")
# What a sentence is about; the first that fits counts, so the narrower ones come first.
_WORDS = (
    ("clinic", ("คลินิก", "พบหมอ", "หาหมอ", "โรงพยาบาล", "อนามัย", "clinic", "doctor", "hospital")),
    ("room", ("ห้องปลอดฝุ่น", "เครื่องฟอก", "เปิดหน้าต่าง", "ปิดหน้าต่าง", "เปิดแอร์", "ควันเข้าบ้าน", "cleanroom", "window", "purifier")),
    ("mask", ("หน้ากาก", "แมส", "n95", "kf94", "mask")),
    ("laundry", ("ตากผ้า", "ซักผ้า", "ผ้าตาก", "laundry", "washing")),
    ("school", ("โรงเรียน", "โฮงเฮียน", "หน้าเสาธง", "กีฬาสี", "นักเรียน", "ครู", "ศูนย์เด็ก", "school", "kindergarten")),
    ("pregnant", ("คนท้อง", "ตั้งครรภ์", "ตั้งท้อง", "ท้องอ่อน", "มีครรภ์", "คนมาน", "pregnan")),
    ("illness", ("หอบหืด", "ภูมิแพ้", "โรคหัวใจ", "ถุงลม", "โรคปอด", "ความดัน", "โรคประจำตัว", "copd", "asthma", "heartdisease", "allerg")),
    ("child", ("ลูก", "เด็ก", "หลาน", "ทารก", "ละอ่อน", "child", "kid", "baby", "toddler")),
    ("older", ("ผู้สูงอายุ", "คนแก่", "คนเฒ่า", "แม่เฒ่า", "พ่อเฒ่า", "ตายาย", "ยาย", "แม่อุ๊ย", "พ่ออุ๊ย", "ปู่", "elder", "oldpeople", "grandm", "grandf", "grandpa")),
    ("worker", ("ก่อสร้าง", "กลางแจ้งทั้งวัน", "คนงาน", "ทำไร่", "ทำนา", "เกี่ยวข้าว", "ไรเดอร์", "ขี่มอไซค์ส่ง", "ตัดหญ้า", "worker", "construction", "ridermyjob")),
    ("exercise", ("วิ่ง", "ออกกำลัง", "เตะบอล", "ฟุตบอล", "ปั่นจักรยาน", "เดินเร็ว", "ฟิตเนส", "แอโรบิก", "running", "jog", "exercise", "workout", "cycling", "football")),
)  # fmt: skip


PLACE_KINDS = ("health_station", "clinic", "room", "masks")
# What is asked → the kinds of places that answer it.
PLACES_FOR = {"clinic": ("health_station", "clinic"), "room": ("room",), "mask": ("masks",)}
WHERE = ("ไหน", "where")


@dataclass(frozen=True, slots=True)
class HealthPlace:
    """A place to go to (bot/facts/health_places.py). `kind`: of PLACE_KINDS; `area`: a DOPA code."""

    name_th: str
    name_en: str
    kind: str
    area: str
    checked_on: date
    source: str
    phone: str = ""


def is_danger(text: str) -> bool:
    words = _bare(text)
    for other in NO_DANGER:
        words = words.replace(other, "")
    return any(sign in words for sign in DANGER)


def subject_in(text: str) -> str:
    """A group, an activity or a topic; empty when the words name none."""
    words = _bare(text)
    return next((subject for subject, marks in _WORDS if any(mark in words for mark in marks)), "")


def _bare(text: str) -> str:
    return "".join(text.lower().replace("’", "'").split())


def is_where(text: str, subject: str) -> bool:
    """Whether they ask for a place to go to, not only for what to do."""
    asked = any(one in text.lower() for one in WHERE)
    return subject == "clinic" or (subject in PLACES_FOR and asked)


def near(places: tuple[HealthPlace, ...], area: str, subject: str) -> tuple[HealthPlace, ...]:
    """Those of the person's tambon first, then of the district, then of the whole province; none of elsewhere."""
    kinds = PLACES_FOR.get(subject, ())
    here = [one for one in places if area.startswith(one.area) or one.area[:4] == area[:4]]
    fitting = [one for one in here if one.kind in kinds]
    return tuple(sorted(fitting, key=lambda one: (one.area != area, -len(one.area))))


SUBJECTS = {
    "child": N_("Children"),
    "older": N_("Older people"),
    "pregnant": N_("Pregnant women"),
    "illness": N_("Asthma or heart"),
    "worker": N_("Work outside"),
    "school": N_("School"),
    "exercise": N_("Exercise"),
    "laundry": N_("Drying laundry"),
    "mask": N_("Masks"),
    "room": N_("Clean room at home"),
    "clinic": N_("Where to go"),
}
SIGNS = N_("Breathing very hard, blue lips or nails, chest pain, fainting: call 1669 at once.")

# Level 0: the air is not known.
_UNKNOWN = N_("If you see or smell smoke, stay inside with the windows closed.")
ADVICE: dict[str, dict[int, str]] = {
    "child": {
        0: _UNKNOWN,
        1: N_("They can play outside as usual."),
        2: N_("They can play outside. Let them rest if they cough or breathe hard."),
        3: N_("Shorter and calmer play outside, with a PM2.5 mask if they can wear one."),
        4: N_("No running or sport outside. A PM2.5 mask each time they go out. Unwell? See a doctor."),
        5: N_("Keep them inside with the windows closed. Unwell? See a doctor quickly."),
    },
    "older": {
        0: _UNKNOWN,
        1: N_("They can go out as usual."),
        2: N_("They can go out. Rest if the chest feels tight, the heart races or they feel dizzy."),
        3: N_("A PM2.5 mask outside, and less heavy work there. Unwell? See a doctor."),
        4: N_("Stay inside as far as you can; a PM2.5 mask outside, no heavy work. Unwell? See a doctor."),
        5: N_("Stay in a room with clean air, medicine at hand, and do just as the doctor says."),
    },
    "pregnant": {
        0: _UNKNOWN,
        1: N_("You can go out as usual."),
        2: N_("You can go out. Rest if you breathe hard or feel dizzy."),
        3: N_("A PM2.5 mask outside, and no heavy work there. Unwell? See a doctor."),
        4: N_("Go out only if you must, with a PM2.5 mask. Keep your check-ups. Unwell? See a doctor."),
        5: N_("Stay in a room with clean air. Unwell, or the baby moves less? See a doctor quickly."),
    },
    "illness": {
        0: N_("If you see or smell smoke, stay inside and keep your medicine at hand."),
        1: N_("Go out as usual. Take your medicine as the doctor says."),
        2: N_("You can go out. Watch for coughing, wheezing, a tight chest or a racing heart."),
        3: N_("A PM2.5 mask outside, no heavy work there, medicine with you. Unwell? See a doctor."),
        4: N_("Stay inside as far as you can, medicine at hand. Unwell? See a doctor quickly."),
        5: N_("Stay in a room with clean air, medicine at hand, and do just as your doctor says."),
    },
    "worker": {
        0: N_("If there is smoke, wear a PM2.5 mask and take breaks away from it."),
        1: N_("Work as usual."),
        2: N_("Work as usual. Take a break if you cough or breathe hard."),
        3: N_("Shorten the heaviest work and take more breaks. At risk? Wear a PM2.5 mask."),
        4: N_("A PM2.5 mask all the time, short shifts, breaks inside. Coughing or sore eyes? Stop."),
        5: N_("Put it off if you can. If you must: a PM2.5 mask all the time, and short shifts."),
    },
    "school": {
        0: N_("If there is smoke around the school, keep the children inside with the windows closed."),
        1: N_("Lessons and sport outside as usual."),
        2: N_("Outside as usual. Watch children with asthma or allergies."),
        3: N_("Shorter sport outside. Children at risk: masks, and calm games."),
        4: N_("Assembly and sport inside. Masks outside, windows closed, watch children at risk."),
        5: N_("Nothing outside. Windows closed, a clean room for children at risk. The school decides on closing."),
    },
    "exercise": {
        0: N_("The air is not known just now: exercise inside to be safe."),
        1: N_("Go ahead, the air suits it."),
        2: N_("Go ahead. At risk? Stop if you cough, wheeze or your chest feels tight."),
        3: N_("Shorter and slower than usual. At risk: exercise inside today."),
        4: N_("Better inside today. At risk: not outside at all."),
        5: N_("Not outside today, for anybody. Move a little at home with the windows closed."),
    },
    "laundry": {
        0: N_("If you see ash or smell smoke, dry it inside."),
        1: N_("Hang it out."),
        2: N_("Hang it out."),
        3: N_("You can hang it out. Shake it well; at risk, do it with a mask on."),
        4: N_("Better inside or under a roof: dust and smell stay in the cloth."),
        5: N_("Dry it inside today: dust and ash stay in the cloth."),
    },
    "mask": dict.fromkeys(
        range(6),
        N_("A PM2.5 mask or N95 that fits without gaps keeps fine dust out; cloth and thin masks let most of it through. Damp, dirty or hard to breathe through? Take a new one."),
    ),
    "room": dict.fromkeys(
        range(6),
        N_("One room: close windows and gaps, wipe with a damp cloth instead of sweeping, no incense or cooking smoke, an air cleaner of the right size if you have one. Open up again when the air is better."),
    ),
    "clinic": dict.fromkeys(
        range(6),
        N_("Coughing, wheezing, sore eyes or a rash that stays: the health station of your tambon or your hospital. Keep to the doses your doctor gave you."),
    ),
}  # fmt: skip
