"""Home, and the area of a group: what is taken for it and what is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain import lampang
from domain.conversation import Context, Event, Facts, FormState, Meaning, SetArea, SetForm, Show
from domain.places import PlaceFound, Point
from handlers import set_area

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
MAE_MO, NGAO, TOWN = (lampang.area(code) for code in ("5202", "5205", "520105"))
OPEN = FormState("set_area", "where", "")


def did(intent="", place=None, **what):
    meaning = Meaning(intent=intent, place=place)
    what = {"chat": "c", "user": "u", "at": NOW, "meaning": meaning, **what}
    return Event(kind="text", **what)


def known(near=None, form=None):
    return Context(now=NOW, facts=Facts(near=near), form=form)


def saved(effects):
    return [effect.area for effect in effects if isinstance(effect, SetArea)]


@pytest.mark.parametrize(
    ("event", "near", "area"),
    [
        (did(place=PlaceFound(MAE_MO)), None, MAE_MO),
        (did(place=PlaceFound(TOWN)), None, TOWN),
        (did(data={"area": "520105"}), None, TOWN),
        (did(data={"area": "5202", "whole": "1"}), None, MAE_MO),
        (did(point=Point(18.3, 99.5)), PlaceFound(TOWN), TOWN),
    ],
    ids=["district said", "tambon said", "tambon pressed", "district pressed", "location"],
)
def test_a_sure_area_is_kept(event, near, area):
    assert saved(set_area.handle(event, known(near))) == [area]


@pytest.mark.parametrize(
    ("event", "near", "areas"),
    [
        (did(data={"area": "5202"}), None, tuple(lampang.tambons_of("5202"))),
        (did(data={"list": "pm25_lookup"}), None, lampang.DISTRICTS),
        (did(place=PlaceFound(lampang.PROVINCE)), None, lampang.DISTRICTS),
        (did(place=PlaceFound(candidates=(MAE_MO, NGAO))), None, (MAE_MO, NGAO)),
        (did(point=Point(18.3, 99.5)), PlaceFound(candidates=(TOWN,)), (TOWN,)),
    ],
    ids=["district pressed", "list", "province", "two places", "near a border"],
)
def test_what_is_not_sure_is_asked_with_buttons(event, near, areas):
    (show,) = set_area.handle(event, known(near))
    assert isinstance(show, Show)
    assert show.about.areas == areas
    assert show.about.do == (
        "pm25_lookup" if event.data.get("list") == "pm25_lookup" else "set_area"
    )


@pytest.mark.parametrize("data", [{}, {"area": "9999"}, {"area": "'; drop"}])
def test_without_an_area_it_asks_where_home_is(data):
    form, question = set_area.handle(did(data=data), known())
    assert (form.state.name, question.text) == ("set_area", set_area.ASK)


def test_outside_of_the_province_nothing_is_kept_and_the_question_stays():
    effects = set_area.handle(did(place=PlaceFound(outside=True)), known(form=OPEN))
    assert [effect.text for effect in effects] == [set_area.OUTSIDE]


@pytest.mark.parametrize("form", [None, OPEN])
def test_an_open_question_is_closed_by_its_answer(form):
    effects = set_area.handle(did(place=PlaceFound(TOWN)), known(form=form))
    assert (SetForm(None) in effects) is (form is not None)


@pytest.mark.parametrize(
    ("intent", "is_answer"),
    [("", True), ("out_of_scope", True), ("set_area", True), ("burn_rules", True)]
    + [(intent, False) for intent in set_area.ABOUT_THE_AIR],
)
def test_a_place_in_a_question_about_the_air_is_not_home(intent, is_answer):
    answered = set_area.answer(did(intent, PlaceFound(TOWN)), known(form=OPEN))
    assert (answered is not None) is is_answer


def test_a_group_has_no_home_and_no_location_of_its_own():
    _, question = set_area.handle(did(chat_kind="group"), known())
    assert question.text == set_area.ASK_GROUP
    assert [button.kind for button in question.buttons] == ["do"]
