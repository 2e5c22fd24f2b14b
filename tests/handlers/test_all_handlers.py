"""Every intent and every other thing people do has a handler, and every wish on a button leads to one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from bot.facts import READS
from bot.language import language
from domain.wishes import LABELS
from handlers import HANDLERS, INTENTS, OTHERS, greeting, media, offered
from intents import match

FACTS = set(READS)
MISSIONS = ("mission_buttons", "mission_going", "mission_leading", "mission_plan")


def test_the_intents_are_those_that_are_understood():
    assert set(INTENTS) == set(match.INTENTS)
    assert len(INTENTS) == 33


def test_every_file_is_a_handler_or_shared_by_some():
    files = {file.stem for file in Path(offered.__file__).parent.glob("*.py")}
    assert files == {
        *INTENTS,
        *OTHERS,
        "__init__",
        "offered",
        "somewhere",
        "fire_asking",
        "fire_permitted",
        "writing",
        *MISSIONS,
    }


@pytest.mark.parametrize("name", HANDLERS)
def test_a_handler_asks_only_for_facts_that_exist(name):
    assert callable(HANDLERS[name].handle)
    assert getattr(HANDLERS[name], "NEEDS", frozenset()) <= FACTS


@pytest.mark.parametrize("button", [*greeting.WISHES, *media.BUTTONS, offered.HAZE])
def test_a_button_leads_somewhere(button):
    assert dict(parse_qsl(button.value))["do"] in HANDLERS


@pytest.mark.parametrize("code", ["th", "en"])
@pytest.mark.parametrize("wish", LABELS)
def test_a_wish_fits_on_every_button(wish, code):
    assert wish in INTENTS
    assert 0 < len(language(code).say(LABELS[wish])) <= 20
