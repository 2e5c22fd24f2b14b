"""Whatever officials press and whenever the clock looks: no letter without two people (save the one path that is named),
none of a practice, none before its hour or after its end, none of what was replaced or called off, nobody twice."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from bot import warning_desk, warning_pages, warning_post
from bot.cards import Look
from bot.language import language
from bot.warning_cap import Press
from domain import warnings as rules
from domain.official import Official
from domain.warnings import Content, NotPossible
from store import officials, people, quota, warnings
from store.db import Database
from store.outbox import Outgoing
from store.warnings import WarningRow
from tests.bot.stage import all_letters, person

LOOK = Look("https://khem.example", language("th"))
CAST = {
    21: ("officer", "5202"),
    22: ("approver", "5202"),
    23: ("approver", "52"),
    24: ("admin", "52"),
}
REASONS = ("", "สั้น", "พื้นที่ไม่ตรงกับเหตุ", "ตีสองแล้ว ไม่มีใครรับสาย ไฟถึงหมู่บ้าน")


class Walk:
    """`now` is business time; the letters themselves carry real time."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database, self.dice = database, random.Random(seed)
        self.now, self.seen, self.pressed = datetime.now(UTC), 0, 0
        with database.write() as session:
            for n in range(1, 8):
                people.remember(session, person(n), "user", self.now)
                people.change(session, person(n), area=self.dice.choice(["520204", "5202", "5206"]))
            for n, (role, area) in CAST.items():
                people.remember(session, person(n), "user", self.now)
                officials.give(session, person(n), role, area, self.now)
            quota.note(session, None, 0, self.now)

    def write(self, replaces: int = 0) -> int:
        pick = self.dice.choice
        starts = self.now + timedelta(hours=pick([-1, 0, 1]))
        content = Content(
            pick(["forest_fire", "haze", "evacuation"]), pick(list(rules.LEVELS)), pick(list(rules.MODES)),
            pick([("5202",), ("52",), ("520204",)]), "ไฟป่า", "ปิดบ้าน", starts, starts + timedelta(hours=pick([2, 8])),
            issuer=pick(["", "นายอำเภอแม่เมาะ", "นายอำเภอแม่เมาะ"]),
        )  # fmt: skip
        with self.database.write() as session:
            return warnings.make(
                session, content, person(pick(list(CAST))), 1, self.now, replaces, self.now
            ).id

    def press(self, row_id: int) -> None:
        """Mostly what a page offers to somebody, now and then anything, by anybody, on an old page."""
        with self.database.read() as session:
            row = warnings.get(session, row_id)
            assert row is not None
            held = {n: officials.held_by(session, person(n), self.now) for n in CAST}
        choices = [
            (who, step)
            for who in CAST
            for step in rules.steps_for(row.standing, Official(person(who), held[who]))
            for _ in range(4 if step in ("submit", "approve", "send alone") else 1)
        ]
        if not choices or self.dice.random() < 0.2:
            choices = [(who, step) for who in CAST for step in rules.MOVES]
        who, step = self.dice.choice(choices)
        version = row.version - (self.dice.random() < 0.1)
        pressed = warning_desk.Step(
            step, row.number, version, self.dice.choice((*REASONS, REASONS[-1], REASONS[-1]))
        )
        try:
            with self.database.write() as session:
                desk = warning_desk.Desk(session, LOOK, datetime.now(UTC), self.now)
                warning_desk.take(desk, Official(person(who), held[who]), pressed)
                self.pressed += 1
                assert version == row.version
        except NotPossible:
            return

    def work(self) -> None:
        press = Press(LOOK, "", self.database.data_dir)
        warning_post.work(warning_post.Office(self.database, press, self.now, lambda _: None))

    def new_letters(self) -> list[tuple[Outgoing, WarningRow]]:
        found = []
        for letter in all_letters(self.database):
            if letter.id <= self.seen:
                continue
            self.seen = letter.id
            kind, _, rest = letter.key.partition(":")
            if kind == "warning":
                with self.database.read() as session:
                    row = warnings.get(session, int(rest.split(":")[0]))
                assert row is not None
                found.append((letter, row))
        return found


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_no_path_leads_around_the_rules(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(warning_pages, "MOST", 3)
    walk = Walk(sqlite, seed)
    made = [walk.write()]
    got: dict[int, list[Any]] = {}
    for _ in range(80):
        what = walk.dice.random()
        if what < 0.1:
            made.append(walk.write(walk.dice.choice([0, *made])))
        elif what < 0.75:
            walk.press(walk.dice.choice(made[-4:]))
        else:
            walk.now += timedelta(minutes=walk.dice.choice([1, 20, 90]))
            walk.work()
        for letter, row in walk.new_letters():
            judge(letter, row, walk.now)
            got.setdefault(row.id, []).extend(orjson.loads(letter.recipients or b"[]"))
    assert walk.pressed > 8
    assert got, "a walk that sends nothing shows nothing"
    for ids in got.values():
        assert len(ids) == len(set(ids))
    superseded(sqlite, got)


def judge(letter: Outgoing, row: WarningRow, now: datetime) -> None:
    standing, said = row.standing, row.said
    assert standing.state == rules.SENDING, "looked at in the moment it was queued"
    assert said.mode != rules.TRAINING
    assert said.starts <= now < said.ends
    assert letter.not_after <= datetime.now(UTC) + (said.ends - now) + timedelta(seconds=5)
    if standing.alone:
        assert (said.level, said.mode) == ("critical", "real")
    else:
        assert standing.approved_by not in {"", *standing.authors}
    if said.kind == "evacuation":
        assert said.level == "critical"
        assert said.issuer


def superseded(database: Database, got: dict[int, list[Any]]) -> None:
    """What had its place taken before its hour reached nobody."""
    with database.read() as session:
        for row in warnings.listed(session):
            steps = [one.step for one in warnings.steps_of(session, row.id)]
            if "end" in steps and "begin" not in steps:
                assert row.id not in got
