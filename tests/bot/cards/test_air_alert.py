"""The card of a warning in every case and both languages: within LINE's limits, and told at first sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import render
from domain.air import BY_FIT, BY_TYPE, RAW, Reading, StationAir
from domain.alert_rules import Rules
from domain.alert_words import card
from domain.alerts import DOWN, RISE, UP, Alert
from domain.conversation import Show
from tests.bot.cards.reading import AT_FIRST_SIGHT, all_words, faults, looks
from tests.jobs.haze import APART, LOW, MAE_MO, TOWN
from tests.warned import texts

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
NOW = AT + timedelta(minutes=20)
ALERT = Alert(
    "", "5202", ("520204",), UP, 5, 1, 81.4, 92.0, AT, AT - timedelta(hours=2), ("40t",), NOW
)


def air(station: object, mean: float, hour: float) -> StationAir:
    name = station.id  # type: ignore[attr-defined]
    return StationAir(station, Reading(name, AT, 24, mean), (Reading(name, AT, 1, hour),))  # type: ignore[arg-type]


AROUND = (air(MAE_MO, 81.4, 92), air(TOWN, 20, 18), air(LOW, 80, 80), air(APART, 82, 81))


@pytest.mark.parametrize(
    ("alert", "thai", "not_thai"),
    [
        (ALERT, ["เป็นสีแดงแล้วค่ะ", "81.4", "เฉลี่ย 24 ชม.", "92", "ตั้งแต่ พฤ. 12 มี.ค. 14.00 น.", "เครื่องวัดทางการ", "อากาศดีกว่า", "หยุดเตือน", "1669"], []),
        (replace(ALERT, level=4, mean=40, hour=38), ["เป็นสีส้มแล้วค่ะ", "40", "ใส่หน้ากากก่อนออกบ้าน"], ["ปิดหน้าต่าง"]),
        (replace(ALERT, level=4, mean=40, hour=190), ["เป็นสีแดงแล้วค่ะ", "190", "40", "ปิดหน้าต่าง"], []),
        (replace(ALERT, level=3, mean=30, hour=None), ["เป็นสีเหลืองแล้วค่ะ", "30"], []),
        (replace(ALERT, kind=RISE, mean=24, hour=120), ["ควันกำลังมาแรงที่แม่เมาะค่ะ", "120", "24"], []),
        (replace(ALERT, kind=RISE, mean=None, hour=120, stations=("s01", "s03")), ["เครื่องวัดขนาดเล็ก 2 เครื่องวัดได้ตรงกัน"], ["ทางการ แม่เมาะ"]),
        (replace(ALERT, kind=DOWN, level=2, before=5, mean=20, hour=18), ["กลับมาดีแล้วค่ะ", "20"], ["อยู่ในบ้าน ปิดหน้าต่าง", "อากาศดีกว่า"]),
        (replace(ALERT, kind=DOWN, level=2, before=5, mean=20, hour=None), ["เบาลงแล้วค่ะ"], ["กลับมาดี"]),
        (replace(ALERT, kind=DOWN, level=4, before=5, mean=50, hour=48), ["เบาลงแล้วค่ะ เหลือสีส้ม"], ["กลับมาดี"]),
        (replace(ALERT, areas=("5202", "520204", "520205")), ["ฝุ่นแม่เมาะเป็นสีแดง"], []),
    ],
)  # fmt: skip
def test_every_case(alert: Alert, thai: list[str], not_thai: list[str]) -> None:
    about = card(alert, AROUND, texts(), Rules(), NOW)
    for number, look in enumerate(looks()):
        messages = render([Show("air_alert", about)], look)
        assert faults(messages, look, "multicast") == []
        alt = messages[0]["altText"]
        assert alt.index(": ") < AT_FIRST_SIGHT
        if number == 0:
            words = all_words(messages)
            assert [one for one in thai if one not in words] == []
            assert [one for one in not_thai if one in words] == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (RAW, BY_FIT, "ค่าดิบจากเครื่อง ยังไม่ได้ปรับ"),
        (BY_TYPE, BY_FIT, "ปรับค่าตามชนิดเครื่องแล้ว"),
        (BY_FIT, BY_FIT, "ปรับค่าเทียบกับเครื่องทางการ"),
    ],
)
def test_numbers_of_sensors_say_what_was_done_to_them(one: str, other: str, told: str) -> None:
    around = [
        StationAir(replace(station, source="dustboy"), None, (Reading(station.id, AT, 1, 90.0, how),))
        for station, how in ((LOW, one), (APART, other))
    ]  # fmt: skip
    alert = replace(ALERT, stations=("s01", "s03"), areas=("520702",), district="5207")
    shown = Show("air_alert", card(alert, around, texts(), Rules(), NOW))
    messages = render([shown], looks()[0])
    assert told in all_words(messages)
    assert "CCDC CMU" in all_words(messages)


def test_nobody_is_sent_into_air_that_is_only_half_known_or_worse() -> None:
    half = (air(MAE_MO, 81, 92), replace(air(TOWN, 20, 18), hourly=()))
    worse = (air(MAE_MO, 81, 92), air(TOWN, 20, 90))
    for around in (half, worse):
        assert card(ALERT, around, texts(), Rules(), NOW).better is None
