"""Which place a question about the air means, and what is shown for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain import lampang
from domain.conversation import (
    Context,
    Event,
    Facts,
    FormState,
    Meaning,
    Person,
    Say,
    SetForm,
    Show,
)
from domain.places import PlaceFound, Point
from handlers import pm25_lookup

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
MAE_MO, NGAO, TOWN = (lampang.area(code) for code in ("5202", "5205", "520105"))
HERE = Point(18.3, 99.5)
NAMED = Meaning(place=PlaceFound(MAE_MO))


def asked(**what):
    return Event(kind="text", chat="c", user="u", at=NOW, **what)


def known(home=None, near=None, form=None):
    return Context(now=NOW, person=Person(area=home), facts=Facts(near=near), form=form)


@pytest.mark.parametrize(
    ("event", "context", "area"),
    [
        (asked(), known(), None),
        (asked(), known(home=NGAO), NGAO),
        (asked(meaning=NAMED), known(home=NGAO), MAE_MO),
        (asked(data={"area": "520105"}, meaning=NAMED), known(home=NGAO), TOWN),
        (asked(data={"area": "no code"}), known(home=NGAO), NGAO),
        (asked(data={"area": "no code"}), known(), None),
        (asked(point=HERE, meaning=NAMED), known(home=NGAO, near=PlaceFound(TOWN)), TOWN),
    ],
    ids=["none", "home", "named", "pressed", "bad press at home", "bad press", "shared"],
)
def test_what_was_said_last_and_closest_is_the_place(event, context, area):
    found = pm25_lookup.place_of(event, context)
    assert (found.area if found else None) == area


def test_a_shared_point_is_kept_even_where_nobody_knows_the_tambon():
    found = pm25_lookup.place_of(asked(point=HERE), known())
    assert found == PlaceFound(point=HERE)


def test_a_point_whose_tambon_is_unsure_shows_the_air_of_the_point_itself():
    near = PlaceFound(candidates=(TOWN, MAE_MO))
    (show,) = pm25_lookup.handle(asked(point=HERE), known(near=near))
    assert (show.card, show.about.area) == ("pm25_lookup", TOWN)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (PlaceFound(MAE_MO), "pm25_lookup"),
        (PlaceFound(lampang.PROVINCE), "pm25_province"),
        (PlaceFound(candidates=(MAE_MO, NGAO)), "choose_area"),
        (PlaceFound(outside=True, name="เชียงใหม่"), pm25_lookup.OUTSIDE),
        (PlaceFound(outside=True, point=Point(13.7, 100.5)), pm25_lookup.OUTSIDE),
    ],
)
def test_what_is_shown_for_a_place(found, says):
    (effect,) = pm25_lookup.show(found, known())
    assert (effect.card if isinstance(effect, Show) else effect.text) == says


def test_an_answered_question_is_closed_and_an_unanswered_one_stays():
    context = known(form=FormState("pm25_lookup", "where", ""))
    assert SetForm(None) in pm25_lookup.answer(asked(meaning=NAMED), context)
    assert pm25_lookup.answer(asked(), context) is None


def test_without_a_place_it_asks_with_two_ways_to_answer():
    form, question = pm25_lookup.handle(asked(), known())
    assert form.state.name == "pm25_lookup"
    assert isinstance(question, Say)
    assert [button.kind for button in question.buttons] == ["location", "do"]
