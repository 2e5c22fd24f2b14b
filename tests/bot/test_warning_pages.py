"""Letters of a warning: page by page, on from where a killed process stopped, each person once; groups, heads, villages."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot import warning_pages, warning_post
from bot.cards import Look
from bot.language import language
from bot.warning_cap import Press
from domain import warnings as rules
from domain.official import Official
from domain.posts import Post
from domain.warnings import Content
from store import officials, outbox, people, quota, warning_reach, warnings
from store.db import Database
from store.outbox import Outgoing
from tests.bot.stage import all_letters, group, messages_in, person

ANN, BOB = (Official(n, (Post(n, "admin", "other", "52"),)) for n in ("Ann", "Bob"))
ALARMS: list[str] = []


class Killed(BaseException):
    """The process ends here: nothing of the open commit is left."""


def content(**changes: Any) -> Content:
    now = datetime.now(UTC)
    made: dict[str, Any] = {
        "kind": "forest_fire",
        "level": "critical",
        "mode": "real",
        "areas": ("5202",),
        "headline_th": "ไฟป่า",
        "text_th": "ปิดบ้าน",
        "starts": now - timedelta(minutes=1),
        "ends": now + timedelta(hours=10),
    }
    return Content(**(made | changes))


def approved(database: Database, **changes: Any) -> int:
    now = datetime.now(UTC)
    with database.write() as session:
        quota.note(session, None, 0, now)
        row = warnings.make(session, content(**changes), "Ann", 0, now)
    for step, by in (("submit", ANN), ("approve", BOB)):
        with database.write() as session:
            fresh = warnings.get(session, row.id)
            assert fresh is not None
            standing = rules.take(step, fresh.standing, by, now)
            assert warnings.keep(session, fresh, standing, step, 0, now)
    return row.id


def settle(database: Database, *numbers: int, **home: Any) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        for number in numbers:
            people.remember(session, person(number), "user", now)
            people.change(session, person(number), **({"area": "520204"} | home))


def work(database: Database) -> dict[str, int]:
    press = Press(Look("https://khem.example", language("th")), "", database.data_dir)
    office = warning_post.Office(database, press, datetime.now(UTC), ALARMS.append)
    return warning_post.work(office)


def reached(database: Database) -> list[str]:
    many = [
        one
        for one in all_letters(database)
        if one.method == "multicast" and one.key.startswith("warning:")
    ]
    return [one for letter in many for one in orjson.loads(letter.recipients or b"[]")]


def state(database: Database, row_id: int) -> tuple[str, str]:
    with database.read() as session:
        row = warnings.get(session, row_id)
        assert row is not None
        return row.state, row.cursor


@pytest.mark.parametrize("seed", range(3))
def test_killed_anywhere_it_goes_on_and_nobody_hears_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The process ends before or after any commit; meanwhile people change their language and new ones come."""
    dice = random.Random(seed)
    monkeypatch.setattr(warning_pages, "MOST", 7)
    monkeypatch.setattr(warning_pages, "MOST_SINGLE", 2)
    settle(database, *range(1, 41))
    with database.write() as session:
        for n in range(1, 6):
            people.remember(session, group(n), "group", datetime.now(UTC))
            people.change(session, group(n), area="5202", members=3)
    row_id = approved(database, groups=True)
    queue, ring = warning_pages.letters.queue, warning_pages.wake.ring
    steps = {"left": 0}

    def dies(*words: Any) -> Any:
        steps["left"] -= 1
        if steps["left"] < 0:
            raise Killed
        return queue(*words)

    def dies_after(database: Database) -> None:
        steps["left"] -= 1
        if steps["left"] < 0:
            raise Killed
        ring(database)

    monkeypatch.setattr(warning_pages.letters, "queue", dies)
    monkeypatch.setattr(warning_pages.wake, "ring", dies_after)
    tries = 0
    while state(database, row_id)[1] != "end":
        steps["left"] = dice.randint(0, 4)
        tries += 1
        try:
            work(database)
        except Killed:
            settle(database, dice.randint(1, 40), language=dice.choice(["th", "en"]))
            settle(database, 100 + tries)
    every = reached(database)
    assert len(every) == len(set(every))
    assert {person(n) for n in range(1, 41)} <= set(every)
    assert sorted(one.chat for one in all_letters(database) if one.method == "push") == [group(n) for n in range(1, 6)]  # fmt: skip
    assert tries > 3


def test_called_off_in_the_middle_only_who_got_it_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warning_pages, "MOST", 5)
    settle(database, *range(1, 13))
    row_id, now = approved(database), datetime.now(UTC)
    write, pages = warning_pages._write, []

    def one_page(*words: Any) -> int:
        if pages:
            with database.write() as session:  # meanwhile, in the console
                row = warnings.get(session, row_id)
                assert row is not None
                standing = rules.take("cancel", row.standing, BOB, now, "ไฟดับแล้ว")
                warnings.keep(session, row, standing, "cancel", 0, now, "ไฟดับแล้ว")
                for letter in session.scalars(select(Outgoing)):
                    letter.state, letter.ended_at = outbox.SENT, now
        pages.append(write(*words))
        return pages[-1]

    monkeypatch.setattr(warning_pages, "_write", one_page)
    work(database)
    assert pages == [5, 0]
    assert sorted(reached(database)) == [person(n) for n in range(1, 6)]
    work(database)
    (correction,) = [one for one in all_letters(database) if one.key.startswith("correction")]
    assert sorted(orjson.loads(correction.recipients or b"")) == [person(n) for n in range(1, 6)]


def test_what_is_over_or_not_real_queues_no_page(database: Database) -> None:
    settle(database, 1, 2)
    row_id = approved(database)
    press = Press(Look("https://khem.example", language("th")), "", database.data_dir)
    work(database)
    with database.write() as session:
        row = warnings.get(session, row_id)
        assert row is not None
        row.cursor = "people 0"  # as if it had stopped there
    late = datetime.now(UTC) + timedelta(hours=11)
    office = warning_post.Office(database, press, late, ALARMS.append)
    assert warning_pages.spread(office, row_id) == 0
    assert len(reached(database)) == 2


VILLAGERS = {1: "ทุ่งฮั้ว", 2: "ทุ่งฮั้ว หมู่3", 3: "ใหม่", 4: "", 5: "หมู่3", 6: "ทุ่งฮั้วใต้", 7: "หมู่13"}


@pytest.mark.parametrize(
    ("villages", "reach", "level", "who"),
    [
        ("", "all", "warning", [1, 2, 3, 4, 5, 6, 7]),
        ("บ้านทุ่งฮั้ว", "all", "warning", [1, 2, 3, 4, 5, 6, 7]),
        ("บ้านทุ่งฮั้ว", "only_named", "warning", [1, 2]),
        ("บ้านทุ่งฮั้ว", "or_unnamed", "warning", [1, 2, 4]),
        ("หมู่ ๓", "only_named", "warning", [2, 5]),
        ("บ้านทุ่งฮั้ว, หมู่ 3, บ้านใหม่", "or_unnamed", "warning", [1, 2, 3, 4, 5]),
        ("100%", "only_named", "warning", []),
        # Danger to life: who said "หมู่ 13" may well live in ทุ่งฮั้ว; only another number is surely elsewhere.
        ("บ้านทุ่งฮั้ว", "or_unnamed", "critical", [1, 2, 3, 4, 5, 6, 7]),
        ("หมู่ 3", "or_unnamed", "critical", [1, 2, 3, 4, 5, 6]),
        ("หมู่ 1 ถึง 9, 13", "or_unnamed", "critical", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_list_of_villages(
    database: Database, villages: str, reach: str, level: str, who: list[int]
) -> None:
    for number, village in VILLAGERS.items():
        settle(database, number, area="520701", village=village)
    settle(database, 8, area="520702", village="ทุ่งฮั้ว")  # the same name in another tambon
    said = content(areas=("520701",), villages=villages, reach=reach, level=level)
    with database.read() as session:
        found = warning_reach.people(session, said, 0, 100)
        counted = warning_reach.count(session, said, datetime.now(UTC))
    assert [one.line_id for one in found] == [person(n) for n in who]
    assert counted.people == len(who)
    assert counted.unnamed == (1 if villages else 0)


@pytest.mark.parametrize(("level", "who"), [("warning", [1]), ("critical", [1, 2])])
def test_danger_to_life_in_a_tambon_also_reaches_who_named_only_its_district(
    database: Database, level: str, who: list[int]
) -> None:
    for number, area in ((1, "520701"), (2, "5207"), (3, "5206"), (4, ""), (5, "520702")):
        settle(database, number, area=area)
    said = content(areas=("520701",), level=level)
    with database.read() as session:
        found = warning_reach.people(session, said, 0, 100)
        counted = warning_reach.count(session, said, datetime.now(UTC))
    assert [one.line_id for one in found] == [person(n) for n in who]
    assert (counted.people, counted.unplaced) == (len(who), len(who) - 1)


def test_groups_and_village_heads_are_counted_and_written_to(database: Database) -> None:
    """A group costs a message for each member; the head gets half a minute to read out, and its correction."""
    now = datetime.now(UTC)
    settle(database, 1, 2)
    settle(database, 7, area="520101")
    with database.write() as session:
        for n, area, members in ((1, "520204", 12), (2, "5202", 0), (3, "5206", 9), (4, "", 9)):
            people.remember(session, group(n), "group", now)
            people.change(session, group(n), area=area, members=members)
        officials.give(session, person(7), "officer", "520204", now, title="ผู้ใหญ่บ้าน")
        counted = warning_reach.count(session, content(groups=True), now)
        without = warning_reach.count(session, content(), now)
    assert (counted.people, counted.groups, counted.members, counted.heads) == (2, 2, 62, 1)
    assert counted.messages == 65
    assert without.messages == 3
    row_id = approved(database, groups=True)
    work(database)
    pushed = {one.chat: one for one in all_letters(database) if one.method == "push"}
    assert {chat: one.people for chat, one in pushed.items()} == {group(1): 12, group(2): 50, person(7): 1}  # fmt: skip
    (script,) = messages_in(pushed[person(7)])
    assert "ประกาศ ประกาศ" in script["text"]
    assert "ปิดบ้าน" in script["text"]
    with database.write() as session:
        for letter in session.scalars(select(Outgoing)):
            letter.state, letter.ended_at = outbox.SENT, now
        row = warnings.get(session, row_id)
        assert row is not None
        standing = rules.take("cancel", row.standing, BOB, now, "ไฟดับแล้ว กลับบ้านได้")
        warnings.keep(session, row, standing, "cancel", 0, now, "ไฟดับแล้ว กลับบ้านได้")
    work(database)
    after = [one for one in all_letters(database) if one.key.startswith("correction")]
    assert {one.chat for one in after if one.method == "push"} == {group(1), group(2), person(7)}
    read_out = next(one for one in after if one.chat == person(7))
    assert "ขอยกเลิกประกาศเรื่อง ไฟป่า" in messages_in(read_out)[0]["text"]


def test_the_whole_province_is_also_who_named_no_area(database: Database) -> None:
    settle(database, 1, area="")
    with database.write() as session:
        people.remember(session, group(4), "group", datetime.now(UTC))
        counted = warning_reach.count(
            session, content(areas=("52",), groups=True), datetime.now(UTC)
        )
    assert (counted.people, counted.groups) == (1, 1)
