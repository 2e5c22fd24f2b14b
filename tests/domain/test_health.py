"""Health: signs of danger never pass for a question, groups are found by their words, every group has each level."""

from __future__ import annotations

from datetime import date

import pytest

from domain import health
from domain.health import HealthPlace


@pytest.mark.parametrize(
    "text",
    [
        "หอบมาก", "แม่หอบมากทำไงดี", "ลูกเล็บเขียว", "ปากเขียวแล้ว", "เจ็บหน้าอก", "เจ็บอกมาก", "แน่นหน้าอก", "แน่น หน้า อก",
        "หายใจไม่ออก", "หายใจไม่ทัน", "หันใจบ่ออก", "ยายหมดสติ", "พ่อเป็นลม", "ปลุกไม่ตื่น", "ไม่รู้สึกตัว",
        "I can't breathe", "I can’t breathe", "chest pain", "my chest tightens", "she fainted", "blue lips", "unconscious",
    ],
)  # fmt: skip
def test_signs_of_danger(text: str) -> None:
    assert health.is_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "วิ่งได้ไหม", "คนเป็นหอบหืดต้องระวังอะไร", "ฝุ่นเยอะไอ", "แสบตา", "เด็กหอบหืดไปโรงเรียนได้ไหม", "ชักชวนเพื่อนไปวิ่ง",
        "แม่เป็นลมชัก กินยาอยู่ ออกข้างนอกได้ไหม", "Is it safe to run?", "",
    ],
)  # fmt: skip
def test_what_is_no_danger(text: str) -> None:
    assert not health.is_danger(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("ลูกไปโรงเรียนได้ไหม", "school"),
        ("ลูกออกไปเล่นได้ไหม", "child"),
        ("ละอ่อนไปเล่นได้ก่อ", "child"),
        ("แม่อุ๊ยออกไปวัดได้ก่อ", "older"),
        ("คนท้องไปตลาดได้ไหม", "pregnant"),
        ("เด็กเป็นหอบหืด", "illness"),
        ("ทำงานก่อสร้างทั้งวัน", "worker"),
        ("ออกไปวิ่งตอนเช้าได้ไหมวันนี้", "exercise"),
        ("ซักผ้าตากนอกบ้านได้ไหม", "laundry"),
        ("ใส่แมสธรรมดากันฝุ่นได้รึเปล่า", "mask"),
        ("N95 เด็กใส่ได้กี่ขวบ", "mask"),
        ("ทำห้องปลอดฝุ่นเองยังไง", "room"),
        ("ต้องไปหาหมอไหม", "clinic"),
        ("ฝุ่นส้มอันตรายหรือยัง", ""),
        ("can my kids play outside", "child"),
        ("can I go running", "exercise"),
    ],
)
def test_whom_it_is_about(text: str, subject: str) -> None:
    assert health.subject_in(text) == subject


def test_every_subject_has_a_name_and_advice_for_each_level() -> None:
    named = {*health.GROUPS, *health.ACTIVITIES, *health.TOPICS}
    assert set(health.ADVICE) == set(health.SUBJECTS) == named
    assert all(set(advice) == set(range(6)) for advice in health.ADVICE.values())


@pytest.mark.parametrize("subject", [*health.GROUPS, *health.ACTIVITIES])
def test_worse_air_never_has_the_advice_of_better_air(subject: str) -> None:
    said = [health.ADVICE[subject][level] for level in (2, 3, 4, 5)]
    assert len(set(said)) == 4


def test_no_advice_names_a_dose() -> None:
    words = " ".join(text for advice in health.ADVICE.values() for text in advice.values())
    assert not any(unit in words for unit in (" mg", " puffs", " tablets"))


def place(area: str, name: str) -> HealthPlace:
    return HealthPlace(name, name, "health_station", area, date(2026, 11, 25), "a source")


def test_the_own_tambon_comes_first_and_no_place_of_elsewhere() -> None:
    own, same, whole, other = (
        place("520201", "own"), place("520205", "same"), place("52", "whole"), place("5207", "other"),
    )  # fmt: skip
    found = health.near((other, whole, same, own), "520201", "clinic")
    assert [one.name_en for one in found] == ["own", "same", "whole"]
