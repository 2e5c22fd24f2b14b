"""The right number first, for every kind of danger; none is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from domain import fires
from domain.contacts import Contact
from domain.conversation import Context, Event, Facts, Meaning
from handlers import emergency_contact, not_understood, out_of_scope

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data" / "contacts.yaml"
CONTACTS = tuple(
    Contact(one["number"], one["name_th"], one["name_en"], tuple(one["topics"]), NOW.date(), "")
    for one in yaml.safe_load(DATA.read_text("utf-8"))
)
RIGHT = {
    "": ["1669", "199", "1362", "1784", "191"],
    "hurt": ["1669", "199"],
    "house_fire": ["199", "1669"],
    "forest_fire": ["1362", "1669", "199"],
    "fire": ["199", "1362", "1669"],
    "police": ["191", "1669"],
    "power": ["1129", "1669"],
    "highway": ["1193", "1669"],
    "never heard of": ["1669", "199"],
}


def numbers(contacts):
    return [contact.number for contact in contacts]


def said(topic, handler):
    event = Event("text", "c", "u", NOW, meaning=Meaning(topic=topic))
    return handler.handle(event, Context(now=NOW, facts=Facts(contacts=CONTACTS)))


@pytest.mark.parametrize(("topic", "first"), RIGHT.items())
def test_the_right_number_comes_first_and_none_is_lost(topic, first):
    found = numbers(emergency_contact.ranked(CONTACTS, topic))
    assert found[: len(first)] == first
    assert sorted(found) == sorted(numbers(CONTACTS))


def test_the_order_does_not_hang_on_the_order_of_the_data():
    turned = emergency_contact.ranked(CONTACTS[::-1], "house_fire")
    assert numbers(turned)[:3] == ["199", "1669", "1362"]


def test_a_nearer_office_of_the_same_topic_keeps_its_place_in_the_data():
    near = Contact("054000000", "อบต.", "Office", ("forest_fire",), date(2026, 1, 1), "", "5202")
    assert numbers(emergency_contact.ranked((near, *CONTACTS), "forest_fire"))[0] == "054000000"


@pytest.mark.parametrize(
    "topic", ["", "hurt", "house_fire", "police", "power", "highway", "forest_fire", "smoke"]
)
def test_the_number_in_the_first_line_is_the_number_shown_first(topic):
    (show,) = said(topic, emergency_contact)
    act = show.about.lead.partition("\n")[0]
    called = [number for number in numbers(CONTACTS) if number in act]
    assert not called or show.about.contacts[0].number == min(called, key=act.index)
    assert called or topic in ("", "smoke")


@pytest.mark.parametrize("danger", ["", *fires.TOPIC_OF_DANGER])
@pytest.mark.parametrize("kind", fires.TOPIC_OF_KIND)
def test_a_report_says_first_whom_to_call_and_shows_that_number_first(kind, danger):
    topic = fires.topic_of(fires.Report(kind=kind, danger=danger))
    act = fires.ACT[topic]
    shown = emergency_contact.ranked(CONTACTS, fires.NUMBERS_OF.get(topic, topic))[0].number
    called = [number for number in numbers(CONTACTS) if number in act]
    assert shown == min(called, key=act.index)
    assert "coming" not in act


@pytest.mark.parametrize("handler", [not_understood, out_of_scope])
@pytest.mark.parametrize("topic", ["hurt", "house_fire"])
def test_a_cry_for_help_that_nobody_understood_gets_the_numbers(handler, topic):
    (show,) = said(topic, handler)
    assert show.card == "emergency_contact"
    assert "contacts" in handler.NEEDS
