"""Warnings of the officials and the way into their page, for the tests that look at every card."""

from __future__ import annotations

from domain.conversation import Show
from tests.announced import OFFER, notice

SHOWN = {
    "login": Show("console_login", OFFER),
    "warning": Show("warning", notice()),
    "danger": Show("warning", notice(kind="evacuation", level="critical", issuer="นายอำเภอแม่เมาะ")),
    "information of many places": Show(
        "warning",
        notice(level="info", areas=[f"52{n:02d}" for n in range(1, 14)], villages="หมู่ 1 ถึง 9"),
    ),
    "drill": Show("warning", notice(mode="drill", replaces="W-2569-0007")),
    "in Thai only": Show("warning", notice(headline_en="", text_en="")),
    "the longest": Show("warning", notice(headline="ก" * 80, text_th="ข" * 700, text_en="x" * 700)),
    "two lines": Show("warning", notice(headline="บรรทัด\nสอง")),
    "called off": Show("warning", notice(correction="ไฟดับแล้ว กลับบ้านได้\nขอบคุณค่ะ")),
    "a drill called off": Show("warning", notice(mode="drill", correction="จบการซ้อมแล้ว")),
}
