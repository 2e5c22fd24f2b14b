"""What burns, danger, direction, accusation: read from one sentence."""

from __future__ import annotations

import pytest

from intents.fire_words import fire_words


@pytest.mark.parametrize(
    ("text", "kind", "danger"),
    [
        ("ไฟไหม้ป่าหลังดอยพระบาท ลามมาทางบ้านแล้ว", "forest", "houses"),
        ("ไฟไหม้บ้านป้าสมใจ", "building", ""),
        ("ไฟไหม้หญ้าข้างทาง ควันเยอะมาก", "grass", ""),
        ("ไฟไหม้หญ้าแห้งลามเร็วมากครับ ลมพัดเข้าหา", "grass", "spreading"),
        ("เห็นควันขึ้นไกลๆ", "smoke", ""),
        ("กวันขึ้นหลังวัดเจ้า", "smoke", ""),
        ("มีคนเผาตอซังข้าวกลางทุ่งนา", "field", ""),
        ("เผาขยะควันเข้าบ้าน", "rubbish", "houses"),
        ("ไฟไหม้ใกล้สายไฟแรงสูง", "", "power"),
        ("ไฟป่าล้อมไว้ ออกไม่ได้", "forest", "trapped"),
        ("มีคนเจ็บ ไฟลวก", "", "hurt"),
        ("ควันบังถนนใหญ่มองไม่เห็นทาง", "smoke", "road"),
        ("There is a wildfire on the hill close to our village", "forest", "houses"),
        ("grass fire along the road", "grass", ""),
        ("my neighbour's house is on fire", "building", ""),
        ("สวัสดีค่ะ", "", ""),
    ],
)
def test_what_burns_and_what_is_in_danger(text: str, kind: str, danger: str) -> None:
    found = fire_words(text)
    assert (found.kind, found.danger) == (kind, danger)


@pytest.mark.parametrize(
    ("text", "accuses"),
    [
        ("ลุงดำแอบเผาป่าทุกคืน", True),
        ("เพื่อนบ้านเผาขยะทุกเย็น ควันเข้าบ้าน", True),
        ("เห็นคนจุดไฟเผาป่าแล้วขี่รถหนี", True),
        ("มีคนลอบเผาป่าหลังหมู่บ้าน", True),
        ("ผู้ใหญ่บ้านเป็นคนเผาเอง", True),
        ("ขอแจ้งเบาะแสคนเผาป่า", True),
        ("someone is lighting fires in the forest", True),
        ("ไฟไหม้บ้านลุงดำ", False),
        ("ไฟไหม้ป่าหลังบ้านผู้ใหญ่", False),
        ("ไฟกำลังลามมาทางบ้านแม่", False),
        ("ขอเผานาตัวเองได้ไหม", False),
    ],
)
def test_an_accusation_is_told_from_a_fire(text: str, accuses: bool) -> None:
    assert fire_words(text).accuses is accuses


@pytest.mark.parametrize(
    ("text", "bearing", "far_km", "is_afar"),
    [
        ("เห็นควันบนดอยทางทิศตะวันตกเฉียงเหนือ ห่างไปสัก 3 กิโล", "nw", 3.0, True),
        ("ทางเหนือ ประมาณ 500 เมตร", "n", 0.5, False),
        ("อยู่ทางทิศตะวันออก", "e", None, False),
        ("smoke on the hill to the south-west about 2 km", "sw", 2.0, True),
        ("ภาคเหนือฝุ่นเยอะ", "", None, False),
    ],
)
def test_from_how_far_and_where(
    text: str, bearing: str, far_km: float | None, is_afar: bool
) -> None:
    found = fire_words(text)
    assert (found.bearing, found.far_km, found.is_afar) == (bearing, far_km, is_afar)


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("ดับแล้วครับ", "out"),
        ("ยังไหม้อยู่เลย", "still"),
        ("ไฟยังบ่ดับเจ้า", "still"),
        ("ขอโทษค่ะ แจ้งผิด", "mistake"),
        ("it is still burning", "still"),
        ("ไฟไหม้ป่า", ""),
    ],
)
def test_news_of_a_fire(text: str, news: str) -> None:
    assert fire_words(text).news == news
