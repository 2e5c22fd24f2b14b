"""What an emergency is about, by its words, the most pressing first: it chooses which number is shown first."""

from __future__ import annotations

# Order is urgency: a person who is hurt comes before the house that burns.
TOPICS = (
    (
        "hurt",
        (
            "เจ็บ", "หายใจไม่", "หายใจบ่", "หอบ", "หมดสติ", "สลบ", "เลือด", "ขาหัก", "แขนหัก", "ไฟลวก", "ไฟคลอก",
            "แน่นหน้าอก", "เล็บเขียว", "ปากเขียว", "รถพยาบาล", "กู้ชีพ", "1669", "ช่วยด้วย",
            "hurt", "injured", "can't breathe", "cannot breathe", "ambulance", "chest pain", "unconscious",
        ),
    ),
    (
        "power",
        ("สายไฟ", "เสาไฟ", "หม้อแปลง", "ไฟฟ้าแรงสูง", "สายส่ง", "1129", "power line", "transformer"),
    ),
    (
        "house_fire",
        (
            "ไฟไหม้บ้าน", "ไหม้บ้าน", "ลามมาทางบ้าน", "ลามเข้าบ้าน", "ไฟไหม้ตึก", "ไฟไหม้ร้าน", "ไฟไหม้โรง",
            "ไฟไหม้รถ", "ไฟไหม้เฮือน", "เพลิงไหม้", "ดับเพลิง", "199", "house fire", "house is on fire",
            "building", "fire brigade", "fire department",
        ),
    ),
    (
        "police",
        (
            "ลอบเผา", "ลักลอบ", "คนเผา", "คนจุด", "มีคนมาเผา", "จุดไฟเผา", "วางเพลิง", "ตำรวจ", "191",
            "police", "arson", "setting fire",
        ),
    ),
    (
        "highway",
        ("ทางหลวง", "ควันบังถนน", "มองไม่เห็นทาง", "1193", "highway", "on the road"),
    ),
    (
        "forest_fire",
        (
            "ไฟป่า", "ไหม้ป่า", "ดอย", "ภูเขา", "บนเขา", "ป่า", "1362", "forest", "wildfire", "mountain",
        ),
    ),
)  # fmt: skip


def topic_of(text: str) -> str:
    """house_fire, forest_fire, hurt, police, power, highway; empty when the words do not say."""
    words = text.lower()
    for topic, marks in TOPICS:
        if any(mark in words for mark in marks):
            return topic
    return ""
