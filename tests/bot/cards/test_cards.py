"""All other cards, with the most and the least they can hold, in both languages."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from bot.cards import CARDS, render
from bot.cards.look import Look
from bot.language import language
from domain import lampang
from domain.cards import Choice, Menu, Numbers, ProvinceAir
from domain.contacts import Contact
from domain.conversation import Button, Say, Show
from tests.bot.cards.reading import PUBLIC, all_words, faults, looks, pieces
from tests.domain.test_air import NOW, air

THAI = Look(PUBLIC, language("th"))
MANY = tuple(
    Contact(str(1000 + n), f"หน่วยงาน {n}", f"Office {n}", ("hurt",), date(2026, 1, 1 + n), "")
    for n in range(12)
)
FAR_TAMBON = lampang.area("520803")
BUTTONS = tuple(
    Button(label, "do", "do=help") for label in ("Yes, delete", "No, keep", "Warn me", "Open data")
)
SHOWN = {
    "districts": Show("choose_area", Choice("Which district?", lampang.DISTRICTS, "set_area")),
    **{
        f"tambons of {district.name_en}": Show(
            "choose_area",
            Choice("Which tambon?", tuple(lampang.tambons_of(district.code)), "set_area"),
            (Button("The whole district", "do", "do=set_area&whole=1&area=5201"),),
        )
        for district in lampang.DISTRICTS
    },
    "two of several": Show(
        "choose_area",
        Choice(
            "Which one do you mean?", (lampang.area("520201"), lampang.area("5203")), "set_area"
        ),
    ),
    "numbers": Show("emergency_contact", Numbers(MANY, "Emergency numbers: tap one to call.")),
    "one number": Show("emergency_contact", Numbers(MANY[:1], "Keep your distance and call 191.")),
    "no numbers": Show("emergency_contact", Numbers((), "Keep your distance and call 191.")),
    "help": Show("help", Menu("Here is what I can do. Tap one, or just type what you need.")),
    "province": Show("pm25_province", ProvinceAir((air(1, mean=61.7, hours=[64.0]), air(2)), NOW)),
    "no stations": Show("pm25_province", ProvinceAir((), NOW)),
    "welcome": Show("welcome"),
    "words": Say("Which tambon?"),
    "words with buttons": Say("Which tambon?", buttons=BUTTONS),
    "words with a place": Say("Which tambon?", buttons=(Button("Send location", "location"),)),
}
# A feature's own cards: tests/bot/cards/shown_<feature>.py, each with its SHOWN.
for _file in sorted(Path(__file__).parent.glob("shown_*.py")):
    SHOWN |= import_module(f"tests.bot.cards.{_file.stem}").SHOWN


@pytest.mark.parametrize("what", SHOWN)
def test_line_takes_it_and_nobody_stumbles_over_it(what):
    for look in looks():
        assert faults(render([SHOWN[what]], look), look) == []


def test_every_card_is_looked_at():
    """Here, in a test of its own beside this one, or in a talk: all of them read each message for faults."""
    here = {show.card for show in SHOWN.values() if isinstance(show, Show)}
    beside = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    talks = Path(__file__).parents[2] / "talks"
    told = {
        one
        for file in talks.glob("*.yaml")
        for talk in yaml.load(file.read_bytes(), yaml.CSafeLoader)
        for turn in talk["turns"]
        for one in turn["we"]
    }
    assert set(CARDS) - here - told - {card for card in CARDS if f'"{card}"' in beside} == set()


def test_only_the_last_message_keeps_its_quick_replies():
    first, last = render([SHOWN["words with a place"], SHOWN["welcome"]], THAI)
    assert "quickReply" not in first
    assert last["quickReply"]["items"][0]["action"]["type"] == "location"


def test_the_first_number_is_huge_and_every_number_dials():
    (message,) = render([SHOWN["numbers"]], THAI)
    found = list(pieces(message["contents"]))
    assert [one["text"] for one in found if one.get("size") == "5xl"] == ["1000"]
    dialled = {one["action"]["uri"] for one in found if "action" in one}
    assert dialled == {f"tel:{1000 + n}" for n in range(7)}


def test_the_oldest_check_of_the_numbers_is_the_one_told():
    assert "ตรวจเบอร์เมื่อ พฤ. 1 ม.ค." in all_words(render([SHOWN["numbers"]], THAI))


def test_what_to_do_is_told_before_the_rest():
    lead = "A fire outside Lampang: call 1362, or 199 for a house.\nI only look after Lampang."
    (message,) = render([Show("emergency_contact", Numbers(MANY[:1], lead))], THAI)
    assert message["altText"].startswith("ไฟนอกลำปาง โทร 1362 หรือไฟไหม้บ้านโทร 199 ค่ะ 1000 ")
    header = [one["text"] for one in pieces(message["contents"]["header"]) if one["type"] == "text"]
    assert header[0] == "☎ ไฟนอกลำปาง โทร 1362 หรือไฟไหม้บ้านโทร 199 ค่ะ"
    assert len(header) == 2


def test_names_that_stand_in_several_districts_come_with_theirs():
    words = all_words(render([SHOWN["two of several"]], THAI))
    assert "ต.บ้านดง อ.แม่เมาะ" in words
    assert "อ.เกาะคา" in words


def test_every_area_can_be_tapped():
    (message,) = render([SHOWN["tambons of Mueang Lampang"]], THAI)
    pressed = {
        one["action"]["data"] for one in pieces(message["contents"]) if one["type"] == "button"
    }
    for tambon in lampang.tambons_of("5201"):
        assert f"do=set_area&area={tambon.code}" in pressed


def test_all_buttons_stay_many_of_them_two_a_line():
    (message,) = render([SHOWN["words with buttons"]], THAI)
    rows = message["contents"]["footer"]["contents"]
    assert [len(row["contents"]) for row in rows] == [2, 2]
    assert "quickReply" not in message


def test_the_province_shows_each_station_with_its_own_worse_value():
    stations = (
        air(1, mean=19, hours=[190.0]),
        air(2, mean=12, name="Clean"),
        air(3, name="Mute", mean=None),
    )
    (message,) = render([Show("pm25_province", ProvinceAir(stations, NOW))], THAI)
    big = [one["text"] for one in pieces(message["contents"]) if one.get("size") == "xxl"]
    assert big == ["190", "12", "–"]
    assert "ดีมาก" not in all_words([message])


def test_both_languages_stand_on_the_first_card():
    for look in looks():
        words = all_words(render([SHOWN["welcome"]], look))
        assert "ภาษาไทย" in words
        assert "English" in words
