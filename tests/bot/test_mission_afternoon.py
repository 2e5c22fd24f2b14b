"""A simulated afternoon: volunteers who accept, ignore, withdraw or lose signal, four fires, commanders who sleep.

Nobody goes uphill without a commander's press, and at the end nobody is unaccounted for: home, or officials alarmed.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import lampang, missions
from store import missions as kept
from store.db import Database
from store.fires import FireEvent, FireRow
from store.missions import MissionRow
from tests.bot import stage
from tests.crew import HEAD, PROVINCE, STATION, Crew

PEOPLE = range(100, 130)  # all eighty: tests/proof/test_mission_afternoon.py
# What somebody does when they are asked, let go, and out.
WAYS = ("goes", "goes", "goes", "goes quietly", "ignores", "ignores", "cannot", "withdraws", "loses signal", "cries")  # fmt: skip


class Afternoon(Crew):
    """Everybody acts by their way once every ten minutes of the clock."""

    def people_come(self, seed: int, people: range) -> None:
        self.people, chance = people, random.Random(seed)
        tambons = [one.code for one in lampang.tambons_of("5202")]
        self.ways: dict[int, str] = {}
        for who in people:
            self.volunteer(
                who,
                birth_year=chance.randint(1955, 2010),
                home=chance.choice(tambons),
                skills=chance.choice(("fight", "fight,drive", "fight,cook")),
            )
            self.ways[who] = chance.choice(WAYS)

    def rows(self) -> list[MissionRow]:
        with self.database.read() as session:
            return list(session.scalars(select(MissionRow).order_by(MissionRow.id)))

    def known(self, mission_id: int) -> missions.Mission:
        with self.database.read() as session:
            found = kept.find(session, mission_id)
        assert found is not None
        return found

    def acts(self, chance: random.Random) -> None:
        """Presses in any order, some of them twice."""
        names = {stage.person(who): who for who in self.people}
        rows = self.rows()
        chance.shuffle(rows)
        for row in rows:
            act = _next(row, self.ways[names[row.line_id]])
            if act and chance.random() < 0.8:
                for _ in range(chance.choice((1, 1, 1, 2))):
                    self.post(names[row.line_id], f"do=mission&act={act}&m={row.id}")


# (state, way) → the next press; "" stands for every other way, and what is not here is silence.
PRESSES = {
    (missions.ASKED, ""): "ready",
    (missions.ASKED, "ignores"): "",
    (missions.ASKED, "cannot"): "cannot",
    (missions.READY, "withdraws"): "withdraw",
    (missions.CLEARED, ""): "left",
    (missions.CLEARED, "goes quietly"): "",  # goes, and never says so
    (missions.LEFT, "withdraws"): "withdraw",
    (missions.LEFT, "cries"): "help",
    (missions.LEFT, "goes"): "arrived",
    (missions.ARRIVED, ""): "home",
    (missions.RETURNING, ""): "home",
}


def _next(row: MissionRow, way: str) -> str:
    if way == "withdraws" and row.state == missions.READY and row.id % 2:
        return ""  # waits, and turns back later
    return PRESSES.get((row.state, way), PRESSES.get((row.state, ""), ""))


@pytest.fixture
def afternoon(database: Database) -> Afternoon:
    made = Afternoon(database)
    made.people_come(seed=1, people=PEOPLE)
    return made


def test_nobody_goes_by_themselves_and_nobody_is_unaccounted_for(afternoon: Afternoon) -> None:
    everybody_goes_and_comes_back(afternoon)


def everybody_goes_and_comes_back(crew: Afternoon) -> None:
    chance = random.Random(1)
    awake = {crew.burns(owner=HEAD), crew.burns(owner=STATION, lat=18.45, lon=99.93)}
    sleeping = {crew.burns(owner=PROVINCE, kind="smoke", lat=18.25, lon=99.76)}
    grass = crew.burns(owner=STATION, kind="grass")
    owners = {one: _owner(crew, one) for one in (*awake, *sleeping, grass)}
    for fire, owner in owners.items():
        crew.post(owner, f"do=mission&act=call&fire={fire}&v=fight")
    for _ in range(16):  # into the dark
        crew.minutes(20, 10)
        crew.acts(chance)
        for fire in awake:
            crew.post(owners[fire], f"do=mission&act=clear_all&fire={fire}")
        _nobody_went_without_a_press(crew, owners, grass)
    _everybody_is_accounted_for(crew)
    _who_slept_sent_nobody(crew, sleeping)
    went = Counter(row.state for row in crew.rows())
    assert went[missions.HOME] > 3, went


def _owner(crew: Crew, fire_id: int) -> int:
    with crew.database.read() as session:
        row = session.get(FireRow, fire_id)
    assert row is not None
    return next(who for who in (HEAD, STATION, PROVINCE) if stage.person(who) == row.owner)


def _nobody_went_without_a_press(crew: Afternoon, owners: dict[int, int], grass: int) -> None:
    for row in crew.rows():
        if row.cleared_at is None:
            assert row.state not in (*missions.OUT, missions.HOME), row.id
        elif row.fire_id != grass:
            assert row.cleared_by == stage.person(owners[row.fire_id]), row.id


def _everybody_is_accounted_for(crew: Afternoon) -> None:
    """Who is not home by now is known to officials, by an alarm that names them."""
    told = "\n".join(crew.heard(STATION) + crew.heard(PROVINCE))
    grace = missions.RULES.grace + 4 * missions.RULES.step
    late: list[str] = []
    for row in crew.rows():
        assert row.state not in (missions.ASKED, missions.READY) or (
            crew.at - (row.answered_at or row.asked_at) < missions.RULES.ready_for
        )
        if row.state not in missions.OUT:
            continue
        known = crew.known(row.id)
        if crew.at > missions.due_back(known) + grace:
            late.append(known.name)
    assert late
    for name in late:
        assert f"คุณ{name} ยังไม่กลับ" in told, name


def _who_slept_sent_nobody(crew: Afternoon, sleeping: set[int]) -> None:
    """Nobody went, and the next posts heard that people wait."""
    rows = [row for row in crew.rows() if row.fire_id in sleeping]
    assert rows
    assert not any(row.cleared_at for row in rows)
    if any(row.answered_at for row in rows):
        assert any("พร้อมรออยู่" in one for who in (STATION, PROVINCE) for one in crew.heard(who))


def test_a_fire_does_not_close_while_somebody_is_out(afternoon: Afternoon) -> None:
    crew = afternoon
    fire = crew.burns()
    crew.calls()
    for who in PEOPLE:
        if any(row.line_id == stage.person(who) for row in crew.rows()):
            crew.does(who, "ready")
    crew.clears(HEAD)
    assert crew.out() >= 2
    with crew.database.read() as session:
        words = set(session.scalars(select(FireEvent.what).where(FireEvent.fire_id == fire)))
    assert {"called", "asked", "cleared"} <= words
    crew.set_clock(crew.at + timedelta(hours=1))
    assert crew.post(HEAD, f"do=mission&act=all_home&fire={fire}")
    assert crew.out() == 0
