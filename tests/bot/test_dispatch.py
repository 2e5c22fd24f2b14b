"""Which handler takes an event, in groups too, and that urgent wishes get through an open form."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import dispatch
from bot.facts import READS
from domain.contacts import Contact
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
from domain.places import Point
from handlers import HANDLERS, INTENTS
from tests.bot.stage import group, person

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
CALM = Context(now=NOW, session="5", person=Person(language="th"))
OPEN = replace(CALM, form=FormState("set_area", "where", ""))
SURE = replace(CALM, form=FormState("delete_my_data", "sure", "3"))


def private(kind="text", intent="", **more):
    meaning = more.pop("meaning", Meaning(intent=intent))
    return Event(kind, person(), person(), NOW, meaning=meaning, **more)


def in_group(kind="text", intent="", **more):
    made = private(kind, intent, **more)
    return replace(made, chat=group(), chat_kind="group")


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (private(intent="pm25_lookup"), "pm25_lookup"),
        (private(intent=""), "not_understood"),
        (private(intent="sometime new"), "not_understood"),
        (private(text="KHEM-ABCDEFGH23"), "accept_invitation"),
        (private("location", point=Point(18.2, 99.5)), "location"),
        (private("photo"), "media"),
        (private("voice"), "media"),
        (private("sticker"), "sticker"),
        (private("unclear"), "not_understood"),
        (private("follow"), "follow"),
        (private("unfollow"), "unfollow"),
        (private("unsend"), "unsend"),
        (private("edited"), ""),
        (private("other"), ""),
        (private("member_joined"), ""),
        (private("button", data={"do": "help"}), "help"),
        (private("button", data={"do": "a handler of last year"}), "not_understood"),
        (private("button", data={}), "not_understood"),
        # What LINE's events mean cannot be pressed.
        (private("button", data={"do": "media"}), "not_understood"),
        (private("button", data={"do": "unfollow"}), "not_understood"),
        # In groups: only when called, pressed, invited, sent away, or when something was taken back.
        (in_group(intent="pm25_lookup"), ""),
        (in_group(intent="fire_report"), ""),
        (in_group(intent="pm25_lookup", called=True), "pm25_lookup"),
        (in_group("button", data={"do": "help"}), "help"),
        (in_group("join"), "join"),
        (in_group("leave"), "unfollow"),
        (in_group("unsend"), "unsend"),
        (in_group("sticker"), ""),
        (in_group("photo"), ""),
        (in_group("location", point=Point(18.2, 99.5)), ""),
        (in_group("unclear"), ""),
        (in_group("member_joined"), ""),
    ],
    ids=lambda value: f"{value.kind} {value.chat_kind}" if isinstance(value, Event) else value,
)
def test_who_takes_an_event(event, name):
    assert dispatch.choose(event, CALM) == name


@pytest.mark.parametrize("kind", ["text", "location", "sticker"])
def test_in_a_group_an_open_form_of_that_person_listens(kind):
    event = in_group(kind, intent="pm25_lookup", point=Point(18.2, 99.5))
    assert dispatch.choose(event, CALM) == ""
    assert dispatch.choose(event, OPEN) != ""


@pytest.mark.parametrize("intent", ["fire_report", "emergency_contact", "help"])
@pytest.mark.parametrize("context", [OPEN, SURE], ids=["set_area", "delete_my_data"])
def test_an_urgent_wish_gets_through_an_open_form_and_keeps_it(intent, context):
    contact = Contact("1669", "กู้ชีพ", "Ambulance", ("hurt",), NOW.date(), "")
    context = replace(context, facts=Facts(contacts=(contact,)))
    effects = dispatch.decide(private(intent=intent), context)
    assert any(isinstance(effect, Say | Show) for effect in effects)
    forms = [effect.state for effect in effects if isinstance(effect, SetForm)]
    # Only the question that deletes does not outlive other talk: a yes much later must not answer it.
    is_left = context.form == SURE.form
    assert (None in forms) is is_left
    if intent == "fire_report":  # asks for itself; what was open before comes back afterwards
        before = forms[-1].answers.get("before")
        assert before == (
            None if is_left else [OPEN.form.name, OPEN.form.step, OPEN.form.session, {}]
        )
    else:
        assert forms == ([None] if is_left else [])


@pytest.mark.parametrize("context", [OPEN, SURE], ids=["set_area", "delete_my_data"])
def test_cancel_gets_through_an_open_form_and_closes_it(context):
    effects = dispatch.decide(private(intent="cancel"), context)
    assert SetForm(None) in effects


def test_an_answer_to_the_open_form_goes_to_the_form():
    assert SetForm(None) in dispatch.decide(private(intent="deny"), SURE)


def test_what_is_no_answer_to_the_open_form_is_answered_as_usual():
    assert dispatch.decide(private(intent="thanks"), OPEN) == dispatch.decide(
        private(intent="thanks"), CALM
    )


def test_in_a_group_talk_that_is_no_answer_to_our_question_is_left_alone():
    assert dispatch.decide(in_group(intent="thanks"), OPEN) == []
    assert dispatch.decide(in_group(intent="thanks", called=True), OPEN)


def test_an_open_form_of_a_feature_that_is_gone_stops_nobody():
    gone = replace(CALM, form=FormState("a form of last year", "where", ""))
    assert dispatch.decide(private(intent="thanks"), gone)
    assert dispatch.needs(private(intent="thanks"), gone) == frozenset()


@pytest.mark.parametrize("data", [{}, {"do": "gone"}, {"do": "follow"}, {"x": "y"}])
@pytest.mark.parametrize("make", [private, in_group])
def test_an_old_button_gets_a_kind_answer(make, data):
    effects = dispatch.decide(make("button", data=data), CALM)
    assert any(isinstance(effect, Say) and effect.buttons for effect in effects)


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_an_answer_by_word_and_by_button(intent):
    for event in (private(intent=intent), private("button", data={"do": intent})):
        effects = dispatch.decide(event, CALM)
        assert any(isinstance(effect, Say | Show) for effect in effects)


def test_a_handler_asks_only_for_facts_that_exist():
    for name, handler in HANDLERS.items():
        assert getattr(handler, "NEEDS", frozenset()) <= set(READS), name
