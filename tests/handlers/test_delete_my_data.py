"""Deletion is asked for once and confirmed by the button of that very question, or by a yes to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.conversation import Context, Event, ForgetPerson, FormState, Meaning, Say, SetForm
from handlers import delete_my_data

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
OPEN = FormState("delete_my_data", "sure", "this one")
OTHER = FormState("set_area", "where", "this one")


def pressed(**data):
    return Event("button", "c", "u", NOW, data=data)


@pytest.mark.parametrize(
    ("data", "form", "is_deleted"),
    [
        ({"sure": "yes", "s": "this one"}, OPEN, True),
        ({"sure": "yes", "s": "an old one"}, OPEN, False),
        ({"sure": "yes"}, OPEN, False),
        ({"sure": "yes", "s": "this one"}, None, False),
        ({"sure": "yes", "s": "this one"}, OTHER, False),
        ({"sure": "perhaps", "s": "this one"}, OPEN, False),
        ({}, OPEN, False),
    ],
)
def test_only_the_yes_of_the_open_question_deletes(data, form, is_deleted):
    effects = delete_my_data.handle(pressed(**data), Context(now=NOW, session="new", form=form))
    assert (ForgetPerson() in effects) is is_deleted
    if not is_deleted:  # it is asked anew, with buttons of the new question
        asked, say = effects
        assert asked.state.session == "new"
        assert say.buttons[0].value.endswith("&s=new")


@pytest.mark.parametrize(("form", "closes"), [(OPEN, True), (OTHER, False), (None, False)])
def test_no_keeps_everything_and_closes_only_its_own_question(form, closes):
    effects = delete_my_data.handle(pressed(sure="no"), Context(now=NOW, form=form))
    assert effects == [*([SetForm(None)] if closes else []), Say(delete_my_data.KEPT)]


@pytest.mark.parametrize(
    ("intent", "effect"),
    [("affirm", ForgetPerson), ("deny", SetForm), ("pm25_lookup", None), ("", None)],
)
def test_words_answer_the_question(intent, effect):
    event = Event("text", "c", "u", NOW, meaning=Meaning(intent=intent))
    effects = delete_my_data.answer(event, Context(now=NOW, form=OPEN))
    assert (effects is None) if effect is None else any(isinstance(one, effect) for one in effects)


@pytest.mark.parametrize("chat_kind", ["group", "room"])
def test_never_in_a_group(chat_kind):
    event = Event(
        "button", "c", "u", NOW, chat_kind=chat_kind, data={"sure": "yes", "s": "this one"}
    )
    (say,) = delete_my_data.handle(event, Context(now=NOW, form=OPEN))
    assert say.text == delete_my_data.PRIVATE
