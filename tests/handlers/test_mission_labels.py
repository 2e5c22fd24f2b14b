"""Labels that are chosen from tables fit on every button of LINE, in both languages."""

from __future__ import annotations

import pytest

from bot.language import language
from domain import missions, volunteers
from domain.conversation import Button
from domain.missions import Mission
from handlers import mission_leading, volunteer_signup, volunteer_status, volunteer_work
from handlers.mission_buttons import buttons
from handlers.mission_plan import PLAN

LONGEST = 20
MISSIONS = [Mission(1, 1, "U1", state) for state in missions.STATES]
ONES = [volunteers.Volunteer(1, "U1", "ใจ", state) for state in volunteers.STATES]
BUTTONS = [
    *(one for mission in MISSIONS for one in buttons(mission)),
    *(one for volunteer in ONES for one in volunteer_work.buttons(volunteer)),
    *(one for step in (*PLAN.steps, *volunteer_signup.FORM.steps) for one in step.buttons),
    *volunteer_status.UNTIL,
    *volunteer_signup._changes("1"),
]
TABLES = (
    volunteers.KINDS,
    volunteers.SKILLS,
    missions.GEAR,
    missions.SIGNALS,
    mission_leading.TASKS,
)


@pytest.mark.parametrize("code", ["th", "en"])
def test_labels_fit(code: str) -> None:
    assert len(BUTTONS) > 40
    every = {one.label for one in BUTTONS} | {label for table in TABLES for label in table.values()}
    said = {language(code).say(label) for label in every}
    assert [one for one in said if len(one) > LONGEST] == []


@pytest.mark.parametrize("mission", MISSIONS, ids=missions.STATES)
def test_a_mission_has_no_more_quick_replies_than_line_shows(mission: Mission) -> None:
    assert len(buttons(mission)) <= 13
    assert len({one.value for one in buttons(mission)}) == len(buttons(mission))


def test_who_is_out_always_has_home_and_help_at_hand() -> None:
    for mission in MISSIONS:
        if mission.state in (missions.LEFT, missions.ARRIVED, missions.RETURNING):
            stay = [one.value for one in buttons(mission)[:3]]
            assert any("act=home" in one for one in stay)
            assert any("act=help" in one for one in stay)


def test_every_button_is_a_press_not_a_word() -> None:
    presses: list[Button] = [one for mission in MISSIONS for one in buttons(mission)]
    assert {one.kind for one in presses} == {"do"}
