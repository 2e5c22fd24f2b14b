"""What volunteers on a mission type instead of pressing: short words in Thai, Northern Thai and English. Pure."""

from __future__ import annotations

import re

# Whole messages, spaces and polite endings aside: "ถึงแล้วครับ". The first that fits decides.
WORDS: dict[str, tuple[str, ...]] = {
    "home": (
        "กลับถึงแล้ว", "กลับถึงบ้านแล้ว", "กลับถึงบ้าน", "ถึงบ้านแล้ว", "กลับบ้านแล้ว", "กลับมาแล้ว", "กลับถึงบ้านปลอดภัย", "กลับถึงบ้านปลอดภัยแล้ว", "กลับถึงบ้านแล้วปลอดภัยดี",
        "อยู่บ้านแล้ว", "ลงมาแล้ว", "ลงดอยแล้ว", "ปิ๊กแล้ว", "ปิ๊กถึงบ้านแล้ว", "ปิ๊กเถิงเฮือนแล้ว", "ปิ๊กเถิงเฮือนแล้วปลอดภัยดี", "ปิ๊กฮอดเฮือนแล้ว", "ปิ๊กบ้านแล้ว",
        "back home", "i am home", "i'm home", "im home", "home safe", "home", "back safe", "i'm back",
    ),
    "all_home": (
        "กลับครบแล้ว", "กลับครบทุกคน", "กลับครบทุกคนแล้ว", "กลับครบทุกนายแล้ว", "ทีมกลับถึงครบแล้ว", "ครบทุกคนแล้ว", "ลงมาครบแล้ว", "ลงมาครบทุกคนแล้ว",
        "ปิ๊กครบแล้ว", "ปิ๊กมาครบแล้ว", "ปิ๊กครบกู้คนแล้ว", "all home", "everyone is home", "everybody is home", "all back", "everyone is back", "everybody is back safe",
    ),
    "arrived": (
        "ถึงแล้ว", "ถึงหน้างานแล้ว", "ถึงจุดแล้ว", "ถึงที่เกิดเหตุแล้ว", "ถึงไฟแล้ว", "ฮอดแล้ว", "ฮอดจุดแล้ว", "เถิงแล้ว", "arrived", "i have arrived", "we arrived", "we are here", "on site",
        "at the fire",
    ),
    "left": (
        "ออกแล้ว", "ออกไปแล้ว", "ออกเดินทางแล้ว", "กำลังไป", "กำลังเดินทาง", "ไปแล้ว", "ออกจากบ้านแล้ว", "กำลังออกเดินทาง", "ออกละ",
        "on my way", "on our way", "left", "leaving now", "we left", "going now",
    ),
    "cannot": (
        "ไปไม่ได้", "ไม่ไป", "ไปบ่ได้", "บ่ได้ไป", "บ่ไป", "ไม่สะดวก", "ไม่สะดวกไป", "ติดธุระ", "ปฏิเสธงาน", "ปฏิเสธงานนี้", "cannot", "can't go", "cannot go", "i can't", "not able to go",
    ),
    "ready": (
        "พร้อม", "พร้อมไป", "พร้อมแล้ว", "ฉันขอไป", "ผมไป", "ไปได้", "รับงาน", "รับงานแล้ว", "พร้อมไปได้", "เฮาไป", "เฮาพร้อม", "ไปได้เจ้า", "ready", "i'm ready", "i am ready", "i can go",
        "i will go", "accept", "accept the job",
    ),
    "controlled": (
        "ควบคุมได้", "ควบคุมได้แล้ว", "คุมได้แล้ว", "คุมไฟได้แล้ว", "เอาอยู่แล้ว", "ควบคุมไฟได้แล้ว", "under control", "fire under control", "it is under control", "controlled",
    ),
    "out": ("ดับไฟหมดแล้ว", "ดับไฟได้แล้ว", "ดับไฟแล้ว", "ดับไฟได้หมดแล้ว", "ดับไฟสนิทแล้ว", "ไฟดับหมดแล้ว", "ไฟมอดแล้ว", "ดับไฟเสร็จแล้ว", "ดับสนิท", "ดับสนิทแล้ว", "ไฟดับสนิทแล้ว", "ดับหมดแล้ว", "ดับแล้ว", "ไฟดับแล้ว", "มอดแล้ว", "the fire is out", "fire is out", "it is out"),
    "more": ("ขอกำลังเพิ่ม", "ขอคนเพิ่ม", "ต้องการคนเพิ่ม", "คนไม่พอ", "คนบ่พอ", "ขอคนแหม", "ขอคนเพิ่มหน่อย", "need more people", "more people", "send more people", "need backup"),
    "gear": ("ขออุปกรณ์", "ขออุปกรณ์เพิ่ม", "ขอน้ำ", "น้ำหมด", "ขอน้ำมัน", "น้ำมันหมด", "เครื่องเสีย", "need gear", "need water", "send gear"),
    "withdraw": (
        "ถอนตัว", "ขอถอนตัว", "ถอนตัวจากงานนี้", "ขอถอนตัวจากงานนี้", "ขอกลับก่อน", "ไม่ไหวแล้ว", "บ่ไหวแล้ว", "กำลังกลับ", "กำลังลง", "ปิ๊กก่อน", "withdraw", "i withdraw", "going back", "heading back", "on my way back",
    ),
    "later": ("กลับช้า", "กลับช้าหน่อย", "ขออีกชั่วโมง", "ขออีก 1 ชั่วโมง", "ขออีก1ชั่วโมง", "ยังไม่กลับ", "บ่าเดี่ยวปิ๊ก", "one more hour", "back later", "need more time"),
}  # fmt: skip
ENDS = ("out", "controlled")
# With such a word behind it nobody has said that a fire is over.
DOUBT = re.compile(r"ยัง|ไม่|บ่|อีก|แหม|ใหม่|ไหม|มั้ย|หรือ|ก่|\?|\bnot\b|again|still", re.IGNORECASE)
ENDINGS = re.compile(r"(?:ครับผม|ครับ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|เจ้า|เน้อ|นะ|น้อ|หนา|ละ|แล้วนะ|please|now)+$")
NOISE = re.compile(r"[\s.,!?…~ๆ\-()]+")
_KNOWN = {NOISE.sub("", word): what for what, words in WORDS.items() for word in words}
# Cries that no button must be found for, beside those of the topic "hurt".
CRIES = re.compile(
    r"ช่วยด้วย|ช่วยที|จ้วยโตย|จ้วยกำ|ขาหัก|แขนหัก|ข้อเท้า|ตกเขา|ตกเหว|ตกหน้าผา|ไฟล้อม|ล้อมแล้ว|ติดอยู่|ออกไม่ได้|หนีไม่ทัน|หลงป่า|หลงทาง|หลงอยู่"
    r"|บาดเจ็บ|เจ็บ|เลือด|หมดสติ|สลบ|เป็นลม|หายใจไม่|หายใจบ่|งูกัด|ไฟลวก|ไฟคลอก|ฮีทสโตรก|โตยไฟ"
    r"|\bhelp\b|\bhurt\b|injured|broken (?:leg|arm|ankle)|trapped|\blost\b|surrounded|unconscious|can'?t breathe|snake",
    re.IGNORECASE,
)
# What sounds like a cry and is none, of somebody at work.
NO_CRY = re.compile(
    r"ไม่(?:มี(?:ใคร|คน))?\s*(?:บาด)?เจ็บ|บ่มีไผเจ็บ|ไม่หลง|nobody (?:is )?hurt|no one (?:is )?hurt|not lost",
    re.IGNORECASE,
)


def word_of(text: str) -> str:
    """What a short message of somebody on a mission says; empty when it is something else."""
    if len(text) > 60:
        return ""
    plain = text.lower().strip()
    for _ in range(2):
        found = _KNOWN.get(NOISE.sub("", plain))
        if found:
            return found
        plain = ENDINGS.sub("", NOISE.sub("", plain))
    return ""


def fire_word(text: str) -> str:
    """ "out" or "controlled" of somebody who leads a fire, with more behind it: "ดับไฟหมดแล้ว กลับบ้านได้"."""
    said = word_of(text)
    if said or len(text) > 80 or DOUBT.search(text) or is_cry(text):
        return said if said in ENDS else ""
    first = word_of(re.split(r"[\s,.!]", text.strip(), maxsplit=1)[0])
    return first if first in ENDS else ""


def is_cry(text: str, topic: str = "") -> bool:
    """`topic` as intents/topics.py names it: "hurt" is one too, unless it is said that nobody is."""
    is_denied = NO_CRY.search(text[:500]) is not None
    cried = CRIES.search(NO_CRY.sub("", text[:500])) is not None
    return cried or (topic == "hurt" and not is_denied)
