"""What a button of an unsure answer carries, and what is counted of a press."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from domain.choices import NoteChoice, carried, choice_of
from domain.wishes import LABELS

THREE = ("fire_report", "open_data", "set_area")


def test_a_button_carries_what_was_offered() -> None:
    for chosen in THREE:
        data = dict(parse_qsl(carried(chosen, THREE)))
        assert data["do"] == chosen
        assert choice_of(data) == NoteChoice(THREE, chosen)


def test_the_longest_names_fit_a_button() -> None:
    longest = sorted(LABELS, key=len)[-3:]
    assert len(carried(longest[0], longest)) <= 300  # LINE's limit of a postback


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "fire_report"},
        {"do": "fire_report", "over": "fire_report"},
        {"do": "fire_report", "from": "unsure"},
        {"do": "fire_report", "from": "unsure", "over": ""},
        {"do": "help", "from": "unsure", "over": "fire_report,set_area"},
        {"do": "fire_report", "from": "unsure", "over": "fire_report,my name"},
        {"do": "fire_report", "from": "unsure", "over": "fire_report,fire_report"},
        {"do": "fire_report", "from": "unsure", "over": "fire_report,help,set_area,open_data"},
        {"do": "", "from": "unsure", "over": ",fire_report"},
    ],
)
def test_a_press_proves_nothing_and_only_our_own_names_are_counted(data: dict[str, str]) -> None:
    assert choice_of(data) is None
