"""One fire that breaks stops no other, nor what the operator is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain import fires as rules
from jobs import watch_fires
from store import people
from store.db import Database
from tests.bot import stage
from tests.crew import HEAD, LOOK, Crew


@pytest.mark.parametrize(
    ("name", "given", "trouble"),
    [
        ("_is_lost", {}, "owner not looked at"),
        ("_give_back", {}, "owner not looked at"),
        ("_watch", {"state": rules.OUT}, "owner not asked"),
        ("_ask_the_crowd", {}, "neighbours not asked"),
    ],
)
def test_a_fire_that_breaks(
    sqlite: Database,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    given: dict[str, Any],
    trouble: str,
) -> None:
    crew = Crew(sqlite)
    if "state" in given:
        given = {**given, "ended_at": crew.at - timedelta(hours=7)}
    broken, sound = crew.burns(**given), crew.burns(**given)
    begun = crew.at - timedelta(minutes=50)
    waits = crew.burns(owner=0, opened_at=begun, active_at=begun, told_circle=3)
    with sqlite.write() as session:
        people.change(session, stage.person(HEAD), blocked_at=crew.at)
    real, done = getattr(watch_fires, name), list[int]()

    def breaks(*told: Any) -> Any:
        number = next(one if isinstance(one, int) else one.id for one in told[1:] if hasattr(one, "id") or isinstance(one, int))  # fmt: skip
        if number == broken:
            raise RuntimeError("broken")
        found = real(*told)
        done.append(number)
        return found

    monkeypatch.setattr(watch_fires, name, breaks)
    monkeypatch.setattr(rules, "ask_the_crowd", lambda fire, now: name == "_ask_the_crowd")
    watch_fires.run(sqlite, crew.at, LOOK, crew.alarms.append)
    assert sound in done
    assert f"fire row {broken}: {trouble}: RuntimeError" in crew.alarms
    assert sum("nobody has taken it" in one for one in crew.alarms) == 1, waits
