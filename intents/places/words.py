"""Everyday words of messages to the bot, to be passed over when a misspelt place name is looked for (guessing.py),
and at which a name may end (scanning.py)."""

from __future__ import annotations

import re

from intents.places.folding import fold

EVERYDAY = """
สวัสดี วันนี้ พรุ่งนี้ มะรืน เมื่อวาน เมื่อวานนี้ เมื่อเช้า เมื่อคืน ตอนนี้ เดี๋ยวนี้ บ่าเดี่ยวนี้ ตอนเช้า ตอนเย็น ตอนบ่าย ตอนกลางคืน คืนนี้ เช้านี้ เย็นนี้ บ่ายนี้ สัปดาห์นี้ อาทิตย์นี้ เดือนนี้ ปีนี้
วันพูก วันฮือ ตะวา ชั่วโมง นาที ขณะนี้ ปัจจุบัน ล่าสุด
เท่าไหร่ เท่าไร เท่าไหร เต้าใด เต้าได กี่ไมครอน ไมครอน ไมโครกรัม กี่จุด เป็นไง เป็นยังไง เป็นอย่างไร เป๋นจะใด จะใด ยังไง อย่างไร ยังงัย อะไร อะหยัง ที่ไหน ตี้ไหน เมื่อไหร่ มั้ย หรือไม่ หรือยัง หรือเปล่า รึเปล่า รึยัง ก่อ
ฝุ่น ฝุ้น ค่าฝุ่น พีเอ็ม คุณภาพอากาศ สภาพอากาศ อากาศ หมอกควัน หมอก ควันไฟ ควัน ละออง มลพิษ ค่า ระดับ สถานการณ์ จุดความร้อน ฮอตสปอต
ไฟไหม้ ไฟไหม้ป่า ไฟป่า ไฟลาม ลุกลาม ลุกไหม้ ไหม้ เผาป่า เผา จุดไฟ จุ๊ดไฟ ทุ่งนา ไร่นา ป่าสงวน ภูเขา ข้างทาง ริมถนน ตอซัง ฟางข้าว ใบไม้ กลิ่นไหม้ กลิ่น เหม็น แจ้งเหตุ แจ้งไฟ แจ้งเตือน แจ้ง รายงาน พบ เห็น หัน
ขออนุญาต ขอทราบ ขอดู ขอสอบถาม ขอถาม ขอเช็ค ขอค่า ขอ ดู เช็ค เช็ก ผ่อ สอบถาม ถาม บอก ส่ง รับ หน่อย ช่วย จ้วย ที รบกวน กรุณา อยาก ต้องการ เปลี่ยน ย้าย ตั้งค่า ตั้ง กำหนด พื้นที่ ท้องที่ สมัครรับ ข่าว
ข้อความ ประกาศ ประชาชน ชาวบ้าน เรื่อง ทุกตำบล เจ้าหน้าที่ อาสา ผู้ใหญ่บ้าน กำนัน
แถวๆ แถว แถบ ย่าน บริเวณ โซน ใกล้ๆ ใกล้ ที่ ตี้ อยู่ อาศัย บ้านเรา บ้านผม บ้านฉัน บ้านเฮา บ้านหนู เฮือนเฮา ผม ฉัน หนู เรา เฮา ของ จาก เขต หมู่ที่ หมู่บ้าน หมู่ ชุมชน ตำบล อำเภอ จังหวัด เทศบาล โรงพยาบาล โรงเรียน
เป็น เปน ได้ มาก นัก แต๊ กำลัง แล้ว แล้วกา ด้วย ตวย โตย ไม่ บ่ มี ว่า ให้ หื้อ และ กับ หรือ เพราะ แต่ ครับ คับ ค่ะ คะ นะคะ นะครับ จ้า เจ้า เน้อ นะ ดีไหม ดี สูง แย่ หนัก เยอะ หายใจ ออกกำลังกาย
"""

# Syllables that begin many names of places here; a chunk is also read from each of them.
STARTS = (
    "แม่ เมือง บ้าน วัง เวียง ทุ่ง เสริม เกาะ ห้าง แจ้ สบ เถิน ปง นา หลวง บ่อ ลำปาง วัด เขื่อน ดอย โรงไฟฟ้า หนอง หัว"
)

# Said after a name as well, but too short to cut a message at.
_SHORT = (
    "ไหม ไม๊ มั้ย นะ น่ะ คะ จ้ะ จ๊ะ จ้า เจ้า เน้อ ที ดู มี ว่า บ่ ก่ ก็ ดี จะ อ จ น. นี้ นั้น นี่ มา ไป ให้ ใน ตั้ง กี่ ยัง ทั้ง ทุก ฝั่ง ด้าน โดย เลย "
    "น่า หนา กัน กับ ก่อน หลัง ตอน เวลา ใคร ต้อง ควร ต่อ ลม ไฟ ควัน ปิด เปิด ถึง จาก จุด ลาม ลุก ดับ วัน บ้าง กำลัง เป็น แล้ว วะ นี่ หรือ เพราะ ครับ คับ ค่ะ"
)


def _pattern(words: list[str]) -> str:
    """A regular expression for any of the words that looks at each letter once."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = by_letter.pop("", None) is not None
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in by_letter.items()]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def _folded(words: list[str]) -> list[str]:
    return sorted({fold(word) for word in words})


LONG_EVERYDAY = re.compile(_pattern([word for word in _folded(EVERYDAY.split()) if len(word) >= 3]))
_AFTER = re.compile(rf"[^ก-๎]|{_pattern(_folded(f'{EVERYDAY} {_SHORT}'.split()))}")


def ends_well(folded: str, at: int) -> bool:
    """A word may end here: nothing, a sign or an everyday word follows."""
    return at >= len(folded) or _AFTER.match(folded, at) is not None
