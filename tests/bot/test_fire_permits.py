"""Smoke at a permitted plot, on a real database: a fire at once, its holder asked beside it, ended by an official's press only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.cards import Look
from bot.language import language
from domain.burn_days import at_hour
from domain.fires import Fire
from domain.places import Point
from jobs import watch_fires
from store import clock, fires, forms, officials, people, permits
from store.db import Database
from tests.bot.stage import all_letters, bring, button, desk, person, text, work_all
from tests.burning import permit

DAY = date(2026, 3, 12)
FARMER, HEAD, REPORTER = person(1), person(2), person(9)
LOOK = Look("https://khem.example", language("th"))
IN_PLOT, OUTSIDE = "ไฟไหม้ 18.2503, 99.7500", "ไฟไหม้ 18.2560, 99.7500"


@pytest.fixture(autouse=True)
def _plot(database: Database) -> None:
    morning = at_hour(DAY, 9)
    with database.write() as session:
        for line_id in (FARMER, HEAD, REPORTER):
            people.remember(session, line_id, "user", morning)
        officials.give(session, HEAD, "officer", "520205", morning, title="ผู้ใหญ่บ้าน")
        officials.introduce(session, HEAD, "ผู้ใหญ่สม", "")
        burn = permit(holder=FARMER, state="burning", day=DAY, point=Point(18.25, 99.75))
        permits.file(session, burn, morning)
    at(database, 15.5)


def at(database: Database, hour: float) -> datetime:
    moment = at_hour(DAY, hour)
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), moment, 0.0)
    return moment


def say(database: Database, who: str, words: str) -> None:
    source = {"type": "user", "userId": who}
    bring(database, button(words, source=source) if "=" in words else text(words, source=source))
    work_all(desk(database)[0])


def said_to(database: Database, who: str) -> str:
    return "\n".join((one.body or b"").decode() for one in all_letters(database) if one.chat == who)


def the_fire(database: Database, hour: float = 15.6) -> tuple[Fire, list[str]]:
    with database.read() as session:
        (fire,) = fires.lately(session, at_hour(DAY, hour)).values()
        return fire, [what for _, _, what, _ in fires.timeline(session, fire.id)]


def watch(database: Database, hour: float) -> None:
    at(database, hour)
    watch_fires.run(database, at_hour(DAY, hour), LOOK, lambda _: None)


def test_the_holder_says_under_control_and_the_head_ends_it_in_one_press(
    database: Database,
) -> None:
    say(database, REPORTER, IN_PLOT)
    fire, told = the_fire(database)
    assert (fire.state, told[:2]) == ("reported", ["reported", "permit near"])
    assert "B-2569-0001 ถามเจ้าของแปลงเมื่อ" in said_to(database, HEAD)  # on the first card already
    assert "แปลงที่ได้รับอนุญาตเผา" in said_to(database, REPORTER)
    assert "B-2569" not in said_to(database, REPORTER)
    assert "คุมอยู่ไหม" in said_to(database, FARMER)
    press = f"do=fire_work&fire={fire.id}&act=permitted"
    say(database, HEAD, press)  # before the holder's word
    assert the_fire(database)[0].state == "reported"
    assert "ต้องให้เจ้าของแปลงตอบว่าคุมอยู่ก่อน" in said_to(database, HEAD)
    say(database, FARMER, "do=permit_day&permit=1&act=under")
    assert the_fire(database)[0].state == "reported"  # the holder's word alone ends nothing
    assert "เจ้าของแปลงที่ได้รับอนุญาตตอบว่าคุมอยู่" in said_to(database, HEAD)
    say(database, REPORTER, press)  # who holds no post
    assert the_fire(database)[0].state == "reported"
    say(database, HEAD, press)
    fire, told = the_fire(database)
    assert (fire.state, fire.owner_name, told[-2:]) == ("permitted", "ผู้ใหญ่สม", ["permit under", "permitted"])  # fmt: skip
    assert "ผู้ใหญ่สม ยืนยันแล้ว" in said_to(database, REPORTER)
    say(database, REPORTER, f"do=fire_status&fire={fire.id}&act=still")
    assert the_fire(database)[0].state == "reported"


def test_ten_minutes_of_silence_are_told_once_and_nothing_can_be_ended(database: Database) -> None:
    say(database, REPORTER, IN_PLOT)
    fire, _ = the_fire(database)
    watch(database, 15.6)
    assert the_fire(database)[1].count("permit silent") == 0
    watch(database, 15.7)
    watch(database, 15.72)
    fire, told = the_fire(database)
    assert (fire.state, told.count("permit silent")) == ("reported", 1)
    assert "ไม่ตอบครบ 10 นาที" in said_to(database, HEAD)
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=permitted")
    assert the_fire(database)[0].state == "reported"


def test_it_spreads_is_told_to_who_has_the_fire(database: Database) -> None:
    say(database, REPORTER, IN_PLOT)
    fire, _ = the_fire(database)
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=take")
    say(database, FARMER, "do=permit_day&permit=1&act=under")
    say(database, FARMER, "do=permit_day&permit=1&act=spread")
    fire, told = the_fire(database)
    assert (fire.state, fire.danger, fire.reports) == ("taken", "spreading", 2)
    assert "permit spread" in told
    assert "เจ้าของแปลงที่ได้รับอนุญาตแจ้งว่าไฟลาม" in said_to(database, HEAD)
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=permitted")
    assert the_fire(database)[0].state == "taken"


def test_a_spreading_plot_is_a_fire_whose_first_card_names_it(database: Database) -> None:
    say(database, FARMER, "do=permit_day&permit=1&act=spread")
    fire, told = the_fire(database)
    assert (fire.state, fire.danger) == ("reported", "spreading")
    assert [what for what in told if what.startswith("permit")] == ["permit near", "permit spread"]
    assert "B-2569-0001 เจ้าของแปลงบอกเมื่อ" in said_to(database, HEAD)
    assert "คุมอยู่ไหม" not in said_to(database, FARMER)  # who says that it spreads is asked nothing


@pytest.mark.parametrize(("hour", "words"), [(15.5, OUTSIDE), (17.1, IN_PLOT), (14.4, IN_PLOT)])
def test_outside_the_plot_or_its_hour_nobody_is_asked(
    database: Database, hour: float, words: str
) -> None:
    at(database, hour)
    say(database, REPORTER, words)
    fire, told = the_fire(database, hour)
    assert (fire.state, "permit near" in told) == ("reported", False)
    assert said_to(database, FARMER) == ""


def test_a_surer_report_outside_the_plot_takes_the_word_back(database: Database) -> None:
    say(database, REPORTER, IN_PLOT)
    fire, _ = the_fire(database)
    say(database, FARMER, "do=permit_day&permit=1&act=under")
    with database.write() as session:
        row = session.get_one(fires.FireRow, fire.id)
        row.lat, row.radius_m = 18.2560, 30
        for report in fires.reports_of(session, fire.id):
            report.est_lat, report.est_radius_m = 18.2560, 30
    say(database, person(8), OUTSIDE)
    _, told = the_fire(database)
    assert told[-1] == "permit outside"
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=permitted")
    assert the_fire(database)[0].state == "reported"


def test_after_the_hour_the_holders_word_ends_nothing_until_it_is_out(database: Database) -> None:
    say(database, REPORTER, IN_PLOT)
    fire, _ = the_fire(database)
    say(database, FARMER, "do=permit_day&permit=1&act=under")
    at(database, 17.1)
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=permitted")
    assert the_fire(database, 17.1)[0].state == "reported"
    say(database, FARMER, "do=permit_day&permit=1&act=out")
    say(database, FARMER, "2")
    with database.read() as session:
        form = forms.find(session, FARMER, FARMER)
    assert form is not None
    say(database, FARMER, f"do=permit_day&form={form.session}&pick=")
    _, told = the_fire(database, 17.2)
    assert told[-1] == "permit out"
    say(database, HEAD, f"do=fire_work&fire={fire.id}&act=permitted")
    assert the_fire(database, 17.2)[0].state == "permitted"
