"""Never the same sentence twice running, and always three wishes to tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import lampang
from domain.conversation import Context, Event, Meaning, NoteAnswer, Person, Say
from domain.places import PlaceFound
from domain.wishes import LABELS
from handlers import not_understood, out_of_scope

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
HANDLERS = {"not_understood": not_understood, "out_of_scope": out_of_scope}


def heard(last, handler, likely=()):
    event = Event("text", "c", "u", NOW, text="?", meaning=Meaning(likely=likely))
    note, say = handler.handle(event, Context(now=NOW, person=Person(last_answer=last)))
    assert isinstance(note, NoteAnswer)
    assert isinstance(say, Say)
    return note.answer, say


@given(st.lists(st.sampled_from(sorted(HANDLERS)), min_size=2, max_size=12))
def test_no_sentence_is_said_twice_running(order):
    last, before = "", ""
    for name in order:
        last, say = heard(last, HANDLERS[name])
        assert say.text != before
        before = say.text


def test_a_remembered_answer_of_an_older_version_does_no_harm():
    assert heard("a sentence of last year", not_understood)[0] == "unsure"


@pytest.mark.parametrize(
    ("likely", "wishes"),
    [
        ((), ["pm25_lookup", "fire_report", "burn_rules"]),
        (("help",), ["help", "pm25_lookup", "fire_report"]),
        (
            ("fire_report", "open_data", "set_area", "help"),
            ["fire_report", "open_data", "set_area"],
        ),
        (("greeting", "affirm", "no wish"), ["pm25_lookup", "fire_report", "burn_rules"]),
        (("pm25_lookup", "pm25_lookup"), ["pm25_lookup", "fire_report", "burn_rules"]),
    ],
)
def test_the_three_likeliest_wishes_that_have_a_name(likely, wishes):
    say = heard("", not_understood, likely)[1]
    carried = f"&from=unsure&over={','.join(wishes)}" if likely else ""
    assert [button.value for button in say.buttons] == [f"do={wish}{carried}" for wish in wishes]
    assert [button.label for button in say.buttons] == [LABELS[wish] for wish in wishes]


MAE_MO = PlaceFound(lampang.area("5202"))
CHIANG_MAI = PlaceFound(outside=True, name="เชียงใหม่")


@pytest.mark.parametrize(
    ("text", "place", "is_air"),
    [
        ("แม่เมาะ", MAE_MO, True),
        ("อ.แม่เมาะ", MAE_MO, True),
        ("MAE MO", MAE_MO, True),
        ("at Mae Mo", MAE_MO, True),
        ("ร้านอาหารอร่อยที่แม่เมาะ", MAE_MO, False),
        ("ฝุ่นเชียงใหม่", CHIANG_MAI, True),
        ("เชียงใหม่", CHIANG_MAI, True),
        ("โรงแรมที่เชียงใหม่", CHIANG_MAI, False),
        ("เลขเด็ด", None, False),
        ("แม่เมาะแม่ทะ", PlaceFound(candidates=(lampang.area("5202"), lampang.area("5210"))), False),
    ],
)
def test_a_bare_place_asks_for_its_air_and_other_talk_does_not(text, place, is_air):
    event = Event("text", "c", "u", NOW, text=text, meaning=Meaning(place=place))
    effects = out_of_scope.handle(event, Context(now=NOW))
    assert any(isinstance(effect, NoteAnswer) for effect in effects) is not is_air


def test_what_is_said_to_a_stranger_is_said_to_everybody():
    event = Event("unclear", "c", "u", NOW)
    officer = Context(now=NOW, person=replace(Person(), role="officer"))
    assert not_understood.handle(event, officer) == not_understood.handle(event, Context(now=NOW))
