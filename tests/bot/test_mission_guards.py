"""The write itself looks once more: an old decision lets nobody go, and two presses at once count once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.changes import missions as carried
from bot.changes.doing import DecideAgain, Doing
from domain import fires as rules
from domain.conversation import Context, Event
from domain.fires import Fire
from domain.mission_changes import CallPeople, ClearMissions, EndCall, MoveMission
from store import fires
from store.db import Database
from store.fires import FireRow
from tests.bot import stage
from tests.crew import HEAD, LOOK, STATION, Crew


@pytest.fixture
def crew(database: Database) -> Crew:
    made = Crew(database)
    for who in (1, 2):
        made.volunteer(who)
    made.burns()
    made.calls()
    for who in (1, 2):
        made.does(who, "ready")
    return made


def carry(crew: Crew, who: int, *effects: object) -> None:
    chat = stage.person(who)
    event = Event("button", chat, chat, datetime.now(UTC))
    with crew.database.write() as session:
        doing = Doing(session, event, Context(now=crew.at), datetime.now(UTC), LOOK)
        for effect in effects:
            carried.CARRIES[type(effect)](doing, effect)


def fire_of(crew: Crew, **changes: object) -> Fire:
    with crew.database.write() as session:
        row = session.get(FireRow, crew.fire)
        assert row is not None
        for name, value in changes.items():
            setattr(row, name, value)
        session.flush()
        return fires.as_fires(session, [row])[row.id]


@pytest.mark.parametrize(
    "changes",
    [
        {"owner": stage.person(STATION)},
        {"owner": ""},
        {"state": rules.OUT},
        {"state": rules.MERGED},
    ],
)
def test_who_does_not_lead_any_more_lets_nobody_go(crew: Crew, changes: dict[str, str]) -> None:
    decided_on = fire_of(crew)
    fire_of(crew, **changes)
    for effect in (
        ClearMissions(decided_on, crew.team()),
        CallPeople(decided_on, "cook"),
        EndCall(decided_on),
    ):
        with pytest.raises(DecideAgain):
            carry(crew, HEAD, effect)
    assert {one.state for one in crew.team()} == {"ready"}


def test_a_press_decided_on_an_old_state_is_decided_again(crew: Crew) -> None:
    fire, (one, two) = fire_of(crew), crew.team()
    carry(crew, 1, MoveMission(one, fire, "withdraw"))
    with pytest.raises(DecideAgain):
        carry(crew, 1, MoveMission(one, fire, "cannot"))
    with pytest.raises(
        DecideAgain
    ):  # and with it the whole: nobody is let go alone by half a press
        carry(crew, HEAD, ClearMissions(fire, (two, one)))
    assert crew.state(2) == "ready"


def test_the_commander_hears_nothing_twice_of_one_press(crew: Crew) -> None:
    fire, (one, _) = fire_of(crew), crew.team()
    carry(crew, HEAD, ClearMissions(fire, (one,)))
    before = len(crew.heard(1))
    with pytest.raises(DecideAgain):
        carry(crew, HEAD, ClearMissions(fire, (one,)))
    assert len(crew.heard(1)) == before
    assert replace(one, state="cleared").is_out
