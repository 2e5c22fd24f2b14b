"""Warnings of the officials and the way into their page, for the tests that look at every card."""

from __future__ import annotations

from dataclasses import replace

from domain.conversation import Show
from domain.warning_desk import AsSent, DeskNote
from domain.warnings import Picture
from tests.announced import OFFER, asked, brief, notice

PICTURE = Picture("0" * 32, 1024, 768, 123456, "0" * 40)
TALL = Picture("0" * 32, 200, 1024, 123456, "0" * 40)
FULL = notice(
    areas=["520701", "520702"], headline="ก" * 80, text_th="ข" * 700, text_en="x" * 700, headline_en="y" * 80,
    level="critical", kind="evacuation", issuer="นายอำเภอวังเหนือ", villages="บ้านทุ่งฮั้ว, หมู่ 3", reach="or_unnamed",
).content  # fmt: skip

LONGEST = notice(
    areas=[f"52{n:02d}" for n in range(1, 14)], headline="ก" * 80, mode="drill"
).content

SHOWN = {
    "login": Show("console_login", OFFER),
    "warning": Show("warning", notice()),
    "danger": Show("warning", notice(kind="evacuation", level="critical", issuer="นายอำเภอแม่เมาะ")),
    "information of many places": Show(
        "warning",
        notice(level="info", areas=[f"52{n:02d}" for n in range(1, 14)], villages="หมู่ 1 ถึง 9"),
    ),
    "of a district": Show("warning", notice(office="5202", office_kind="district")),
    "of the police of a tambon": Show("warning", notice(office="520204", office_kind="police")),
    "of the province": Show("warning", notice(office="52", office_kind="duty")),
    "with a picture": Show(
        "warning",
        replace(notice(picture="0" * 32, picture_says="แผนที่ทางออกจากหมู่บ้าน"), picture=PICTURE),
    ),
    "with a tall picture": Show(
        "warning", replace(notice(picture="0" * 32, picture_says="ก" * 120), picture=TALL)
    ),
    "as it is sent": Show("warning_as_sent", AsSent(notice(), "en")),
    "waits with everything": Show(
        "warning_desk",
        DeskNote(
            "waits",
            "W-2569-0001",
            FULL,
            "",
            3,
            brief(left=1000, groups=12, members=600, heads=44, named=7, unnamed=900),
        ),
    ),
    "waits, looked at by its writer": Show(
        "warning_desk", asked({}).note("waits", may_decide=False)
    ),
    "waits, a practice": Show("warning_desk", asked({"mode": "training"}).note("waits")),
    "waits, no limit": Show("warning_desk", asked({"left": None}).note("waits")),
    "to be sure": Show("warning_desk", asked({"left": 5000}).note("confirm")),
    "a practice to be sure": Show("warning_desk", asked({"mode": "training"}).note("confirm")),
    "waits for approval": Show("warning_desk", DeskNote("waits", "W-2569-0001", notice().content)),
    "approved": Show("warning_desk", DeskNote("approved", "W-2569-0001", notice().content)),
    "sent back": Show("warning_desk", DeskNote("returned", "W-2569-0001", LONGEST, "ข" * 1000)),
    "rejected": Show(
        "warning_desk", DeskNote("rejected", "W-2569-0001", notice().content, "พื้นที่กว้างไป")
    ),
    "drill": Show("warning", notice(mode="drill", replaces="W-2569-0007")),
    "in Thai only": Show("warning", notice(headline_en="", text_en="")),
    "the longest": Show("warning", notice(headline="ก" * 80, text_th="ข" * 700, text_en="x" * 700)),
    "two lines": Show("warning", notice(headline="บรรทัด\nสอง")),
    "called off": Show("warning", notice(correction="ไฟดับแล้ว กลับบ้านได้\nขอบคุณค่ะ")),
    "a drill called off": Show("warning", notice(mode="drill", correction="จบการซ้อมแล้ว")),
}
