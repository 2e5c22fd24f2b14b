"""What a sentence tells of a fire besides its place: what burns, danger, from how far it is seen, who is accused.

Used by handlers/fire_report.py through event.meaning.fire; tests: tests/intents/test_fire_words.py.
"""

from __future__ import annotations

import re

from domain.conversation import FireWords

LONGEST = 1500
# The first kind whose words are found; smoke only when nothing says what burns.
KINDS = (
    (
        "building",
        r"ไหม้(?:บ้าน|เฮือน|เรือน|ตึก|อาคาร|ร้าน|โรง|วัด|โกดัง|ตลาด|รถ|กุฏิ|ศาลา|ห้อง)|(?:บ้าน|ตึก|อาคาร|โรงเรียน|โรงงาน|โกดัง)\S{0,12}ไฟไหม้"
        r"|house\s?(?:is\s)?(?:on\s)?fire|building|house is burning",
    ),
    ("rubbish", r"ขยะ|กองใบไม้|เผาใบไม้|rubbish|garbage|trash|landfill|dump"),
    (
        "grass",
        r"หญ้า|ข้างทาง|ริมทาง|ริมถนน|ข้างถนน|ไหล่ทาง|ทุ่ง(?!นา)|grass|road\s?side|along the road|by the road",
    ),
    (
        "field",
        r"(?:เผา|ไหม้|ลาม)(?:เข้า|ใน)?(?:นา|ไร่|สวน|ตอซัง|ฟาง|อ้อย|ข้าวโพด|ซัง)|กลางนา|กลางทุ่งนา|ทุ่งนา|ในนา|ในไร่|ในสวน|ตอซัง|ใบอ้อย"
        r"|field|orchard|farm|stubble|sugar\s?cane",
    ),
    (
        "forest",
        r"ไฟป่า|ไหม้ป่า|ป่า|ดอย|ม่อน|ภูเขา|บนเขา|หลังเขา|ตีนเขา|เชิงเขา|สันเขา|อุทยาน|forest|wild\s?fire|mountain|hill|woods|jungle",
    ),
    ("smoke", r"ควัน|กวัน|smoke"),
)
_KINDS = tuple((kind, re.compile(words)) for kind, words in KINDS)
# Most pressing first.
DANGERS = (
    (
        "hurt",
        r"บาดเจ็บ|เจ็บ(?!ใจ)|ไฟลวก|ไฟคลอก|หมดสติ|สลบ|หายใจ(?:ไม่|บ่)|หอบ|ขาหัก|แขนหัก|สำลักควัน|hurt|injured|burned|burnt|unconscious|can'?t breathe",
    ),
    (
        "trapped",
        r"คนติด(?:อยู่|ใน)?|ติดอยู่(?:ใน|ข้างใน)|หนีไม่(?:ทัน|ได้|ออก)|ออกไม่ได้|ล้อมไว้|ไฟล้อม|trapped|can'?t get out|surrounded",
    ),
    (
        "houses",
        r"(?:ลาม|ใกล้|จะถึง|เข้า|มาถึง|ประชิด|จวน|ติด)(?:มา|เข้า|ไป|จะ|ถึง|ทาง|ใกล้|หา|แถว)*\s?(?:บ้าน|หมู่บ้าน|ชุมชน|เฮือน|เรือน|โรงเรียน|วัด)"
        r"|(?:towards?|near|close to|reaching|next to|approaching) (?:my |our |the |some )?(?:house|home|village|school)",
    ),
    ("power", r"สายไฟ|เสาไฟ|หม้อแปลง|สายส่ง|ไฟฟ้าแรงสูง|power line|transformer"),
    ("road", r"ควันบัง|มองไม่เห็น(?:ทาง|ถนน)|บังถนน|ทางหลวง|ถนนใหญ่|can'?t see the road|highway"),
    (
        "spreading",
        r"ลาม|ลุก(?:แรง|โชน|ไหม้|ใหญ่)|ไฟแรง|แรงมาก|ใหญ่มาก|คุมไม่(?:อยู่|ได้)|spreading|out of control|huge",
    ),
)
# Smoke over a forest is smoke until somebody sees what burns.
_BURNS = re.compile(r"ไฟ(?!ฟ้า)|เผา|ไหม้|แสงสีส้ม|แสงไฟ|fire|burn|flame")
_SMOKE = re.compile(r"ควัน|กวัน|smoke")
_DANGERS = tuple((danger, re.compile(words)) for danger, words in DANGERS)
_AFAR = re.compile(
    r"(?:เห็น|มองเห็น|หัน|ผ่อ)\S{0,16}(?:ควัน|กวัน|ไฟ|แสง)\S{0,12}(?:ไกล|โน่น|ปู๊น|ลิบ|บนดอย|บนเขา|หลังดอย|หลังเขา|ยอดดอย|สันเขา|ฝั่ง)"
    r"|ไกล ?ๆ|ไกลๆ|อยู่ไกล|จากบ้าน(?:เห็น|มอง)|far away|in the distance|from (?:here|my house|afar)|on the (?:mountain|hill|ridge)",
)
_FAR_KM = re.compile(
    r"(?:ประมาณ|ราว|สัก|ห่าง(?:ไป)?|about|around)?\s?(\d{1,3}(?:\.\d)?)\s?(กิโล|กม|km|kilo|โล(?![ก-๙]))",
)
_FAR_M = re.compile(r"(\d{2,4})\s?(?:เมตร|ม\.|metres?|meters?|m\b)")
# "ทางทิศตะวันตกเฉียงเหนือ", "ทางเหนือ", "to the north-east"; the two-part ones first.
BEARINGS = (
    ("ne", r"ตะวันออกเฉียงเหนือ|อีสานของ|north[\s-]?east"),
    ("se", r"ตะวันออกเฉียงใต้|south[\s-]?east"),
    ("nw", r"ตะวันตกเฉียงเหนือ|พายัพ|north[\s-]?west"),
    ("sw", r"ตะวันตกเฉียงใต้|หรดี|south[\s-]?west"),
    ("e", r"(?:ทิศ|ทาง|ฝั่ง|ด้าน)\s?ตะวันออก|(?:to the|in the) east"),
    ("w", r"(?:ทิศ|ทาง|ฝั่ง|ด้าน)\s?ตะวันตก|(?:to the|in the) west"),
    ("n", r"(?:ทิศ|ทาง(?:ทิศ)?|ฝั่ง|ด้าน)\s?เหนือ|(?:to the|in the) north"),
    ("s", r"(?:ทิศ|ทาง(?:ทิศ)?|ฝั่ง|ด้าน)\s?ใต้|(?:to the|in the) south"),
)
_BEARINGS = tuple((name, re.compile(words)) for name, words in BEARINGS)
# Somebody is said to have lit it, by name, kinship or as a neighbour; "ไฟไหม้บ้านลุง" accuses nobody.
_ACCUSES = re.compile(
    r"(?:ลุง|ป้า|น้า|อา|ตา|ยาย|พ่อ|แม่|นาย|นาง(?:สาว)?|คุณ|ผู้ใหญ่|กำนัน|พี่|ไอ้|อี|บัก|เจ้าของ(?:นา|สวน|ไร่|ที่)|เพื่อนบ้าน|ข้างบ้าน|บ้านข้าง(?:ๆ|เคียง)?|คนข้างบ้าน|ชาวบ้าน|นายทุน)"
    r"[ก-๙ ]{0,20}?(?:แอบ|ลอบ|ลักลอบ|มา|เป็นคน|กำลัง|ชอบ|อู้)?(?:จุดไฟ|เผา|จุดเผา)"
    r"|(?:คน|ใคร|ผู้ชาย|ผู้หญิง|วัยรุ่น|พวก)[ก-๙ ]{0,14}?(?:แอบ|ลอบ|ลักลอบ|มา)?(?:จุดไฟ(?:เผา)?|ลอบเผา|เผาป่า|วางเพลิง)"
    r"|แจ้งเบาะแส|รู้ตัวคนเผา|รู้ว่าใครเผา|เห็นคนเผา|ทะเบียนรถ"
    r"|(?:neighbou?r|man|somebody|someone|people|he|she|guy|farmer)\s(?:is|are|was|were|keeps?)?\s?(?:lighting|setting|burning|lit|starting)",
)
_HABIT = re.compile(
    r"ทุก(?:วัน|คืน|เย็น|เช้า|ปี|ครั้ง|อาทิตย์)|เมื่อวาน|เมื่อคืน|อาทิตย์ที่แล้ว|เดือนที่แล้ว|ปีที่แล้ว|ชอบ|ประจำ|เป็นคน|เบาะแส|รู้ว่าใคร|รู้ตัว"
    r"|every|always|yesterday|last (?:night|week)",
)
_OUT = re.compile(
    r"ดับ(?:สนิท|หมด|เรียบร้อย|ได้)?แล้ว|ดับสนิท(?!ไหม|หรือ)|ไฟมอด|มอดแล้ว|ไม่มีไฟแล้ว|ไฟสงบ|fire is out|it'?s out|is out now"
)
_STILL = re.compile(
    r"ยัง(?:ไหม้|ลุก|มีไฟ|มีควัน|บ่ดับ|ไม่ดับ|ติดไฟ|คุ)|ไหม้อีก|ลุกอีก|ปะทุ|ติดขึ้นมาอีก|still (?:burning|on fire|smoking)|burning again",
)
_MISTAKE = re.compile(r"แจ้งผิด|เข้าใจผิด|ไม่ใช่ไฟ|ไม่มีไฟ(?!ฟ้า)|กดผิด|wrong report|by mistake|no fire")


# Without any of these a text says nothing of a fire, and costs nothing here.
_SAYS_SOMETHING = re.compile(
    r"ไฟ|ควัน|กวัน|เผา|ไหม้|ลาม|ดับ|มอด|เจ็บ|หัก|สลบ|หมดสติ|หายใจ|หอบ|ติดอยู่|ทิศ|ตะวัน|ทาง|ฝั่ง|ด้าน|กม|กิโล|เมตร|โล|ป่า|ดอย|ขยะ|หญ้า|ไร่|นา|บ้าน|แจ้ง|ผิด|fire|smoke|burn|out|hurt|trap|km|north|south|east|west|mistake",
)
_NOTHING = FireWords()


def fire_words(text: str) -> FireWords:
    said = text[:LONGEST].lower()
    if not _SAYS_SOMETHING.search(said):
        return _NOTHING
    burns = bool(_BURNS.search(said))
    only_smoke = not burns and bool(_SMOKE.search(said))
    return FireWords(
        kind="smoke" if only_smoke else _first(_KINDS, said),
        burns=burns or only_smoke,
        danger=_first(_DANGERS, said),
        is_afar=bool(_AFAR.search(said)),
        bearing=_first(_BEARINGS, said),
        far_km=_far(said),
        accuses=bool(_ACCUSES.search(said)),
        is_habit=bool(_HABIT.search(said)),
        news="out"
        if _OUT.search(said)
        else "still"
        if _STILL.search(said)
        else "mistake"
        if _MISTAKE.search(said)
        else "",
    )


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], said: str) -> str:
    return next((name for name, words in table if words.search(said)), "")


def _far(said: str) -> float | None:
    if found := _FAR_KM.search(said):
        return float(found.group(1))
    found = _FAR_M.search(said)
    return float(found.group(1)) / 1000 if found else None
