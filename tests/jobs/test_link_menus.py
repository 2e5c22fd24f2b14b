"""Each person's menu follows the air of their district; only those who need another one are linked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sending import Answer
from domain.air import FRESH_FOR, Reading, Station
from domain.menus import EVERY_KIND
from domain.places import Point
from jobs import link_menus
from store import forget, menus, people, readings
from store.db import Database
from store.menus import MenuLink

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
MAE_MO, SOP_PAT, HANG_CHAT = "520204", "520205", "521201"


class PretendLine:
    """Remembers what was asked, and keeps each person's menu as LINE would; `says` comes first while there is one."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.says: list[int | None] = []
        self.menus: dict[str, str] = {}

    def post(self, path: str, body: dict[str, Any]) -> Answer:
        self.asked.append((path, body))
        status = self.says.pop(0) if self.says else 202
        if status == 202:
            for user in body["userIds"]:
                self.menus[user] = body.get("richMenuId", "")
        return Answer(status)

    def sizes(self) -> list[int]:
        return [len(body["userIds"]) for _, body in self.asked]


@pytest.fixture
def line() -> PretendLine:
    return PretendLine()


def person(number: int) -> str:
    return f"U{number:032x}"


def upload(database: Database, *keys: str) -> None:
    with database.write() as session:
        for key in keys or [kind.key for kind in EVERY_KIND]:
            menus.note(session, key, f"richmenu-{key}", "hash", NOW)


def meet(database: Database, number: int = 1, *, kind: str = "user", **known: str) -> str:
    with database.write() as session:
        people.remember(session, person(number), kind, NOW)
        people.change(session, person(number), **{"language": "th", "area": MAE_MO} | known)
    return person(number)


def measure(database: Database, tambon: str, pm25: float, at: datetime = NOW) -> None:
    with database.write() as session:
        point = Point(18.2826, 99.6598)
        readings.keep_station(session, Station(tambon, "ก", "A", point, tambon=tambon))
        both = [Reading(tambon, at, hours, pm25, "air4thai") for hours in (1, 24)]
        readings.keep(session, both, at)


def run(database: Database, line: PretendLine, now: datetime = NOW) -> dict[str, int]:
    line.asked.clear()
    return link_menus.run(database, now, line.post)


def counts(*, linked: int = 0, unlinked: int = 0, waiting: int = 0) -> dict[str, int]:
    return {"menus": 36, "linked": linked, "unlinked": unlinked, "waiting": waiting}


def test_before_the_menus_are_at_line_nothing_is_done(
    database: Database, line: PretendLine
) -> None:
    meet(database)
    assert run(database, line) == {"menus": 0}
    assert line.asked == []


def test_everyone_gets_the_menu_of_district_role_and_language(
    database: Database, line: PretendLine
) -> None:
    upload(database)
    measure(database, MAE_MO, 20)
    measure(database, SOP_PAT, 61.7)  # the worst tambon of the district
    wanted = {
        meet(database, 1): "richmenu-4-resident-th",
        meet(database, 2, area="5202", language="en"): "richmenu-4-resident-en",
        meet(database, 3, role="volunteer"): "richmenu-4-volunteer-th",
        meet(database, 4, role="approver", area=SOP_PAT): "richmenu-4-official-th",
        meet(database, 5, area=HANG_CHAT): "richmenu-0-resident-th",
        meet(database, 6, area="", language=""): "richmenu-0-resident-th",
    }
    assert run(database, line) == counts(linked=6)
    assert line.menus == wanted


def test_only_those_whose_menu_changes_are_linked(database: Database, line: PretendLine) -> None:
    upload(database)
    measure(database, MAE_MO, 20)
    near, far = meet(database, 1), meet(database, 2, area=HANG_CHAT)
    assert run(database, line) == counts(linked=2)
    assert run(database, line) == counts()
    assert line.asked == []

    later = NOW + timedelta(hours=1)
    measure(database, MAE_MO, 80, later)
    assert run(database, line, later) == counts(linked=1)
    assert line.menus == {near: "richmenu-5-resident-th", far: "richmenu-0-resident-th"}

    with database.write() as session:
        people.change(session, far, area=MAE_MO, language="en")
    assert run(database, line, later) == counts(linked=1)
    assert line.menus[far] == "richmenu-5-resident-en"


def test_when_the_data_die_the_menu_turns_grey(database: Database, line: PretendLine) -> None:
    upload(database)
    measure(database, MAE_MO, 20)
    me = meet(database)
    run(database, line, NOW + FRESH_FOR)
    assert line.menus[me] == "richmenu-2-resident-th"
    assert run(database, line, NOW + FRESH_FOR + timedelta(minutes=1)) == counts(linked=1)
    assert line.menus[me] == "richmenu-0-resident-th"


def test_groups_and_odd_ids_are_left_alone(database: Database, line: PretendLine) -> None:
    upload(database)
    meet(database, 1, kind="group")
    with database.write() as session:
        people.remember(session, "Uodd", "user", NOW)
    assert run(database, line) == counts()
    assert line.asked == []


def test_who_blocked_us_is_skipped_and_has_a_menu_again_after_coming_back(
    database: Database, line: PretendLine
) -> None:
    upload(database)
    me = meet(database)
    run(database, line)
    with database.write() as session:
        people.change_follow(session, me, NOW, blocked=True)
    measure(database, MAE_MO, 80)
    assert run(database, line) == counts()
    with database.write() as session:
        people.change_follow(session, me, NOW + timedelta(minutes=1), blocked=False)
    assert run(database, line) == counts(linked=1)
    assert line.menus[me] == "richmenu-5-resident-th"


def test_at_most_500_a_call_the_worst_air_first(database: Database, line: PretendLine) -> None:
    upload(database)
    measure(database, MAE_MO, 80)
    with database.write() as session:
        for number in range(1203):
            people.remember(session, person(number), "user", NOW)
            if number % 3 == 0:
                people.change(session, person(number), area=MAE_MO)
    assert run(database, line) == counts(linked=1203)
    assert line.sizes() == [401, 500, 302]
    assert line.asked[0][1]["richMenuId"] == "richmenu-5-resident-th"
    linked = [user for _, body in line.asked for user in body["userIds"]]
    assert len(set(linked)) == len(linked) == 1203


@pytest.mark.parametrize(
    ("says", "calls", "linked"),
    [
        ([None], 1, 0),  # away: the rest would fare no better
        ([202, 500], 2, 500),
        ([429], 1, 0),
        ([401], 1, 0),
        ([202, 400], 3, 700),  # one call is refused, the others go on
    ],
)
def test_what_line_does_not_take_waits_for_the_next_run(
    database: Database, line: PretendLine, says: list[int | None], calls: int, linked: int
) -> None:
    upload(database)
    with database.write() as session:
        for number in range(1200):
            people.remember(session, person(number), "user", NOW)
    line.says = list(says)
    assert run(database, line) == counts(linked=linked, waiting=1200 - linked)
    assert len(line.asked) == calls
    assert run(database, line) == counts(linked=1200 - linked)
    assert len(line.menus) == 1200


def test_a_menu_that_is_not_uploaded_yet_is_grey_never_the_old_one(
    database: Database, line: PretendLine
) -> None:
    """A green menu must not stay because the red one is missing."""
    upload(database, "0-resident-th", "0-volunteer-th", "2-resident-th", "2-resident-en")
    measure(database, MAE_MO, 20)
    users = [meet(database, 1), meet(database, 2, language="en"), meet(database, 3, role="admin")]
    run(database, line)
    assert [line.menus[user] for user in users] == [
        "richmenu-2-resident-th",
        "richmenu-2-resident-en",
        "richmenu-0-resident-th",
    ]
    later = NOW + timedelta(hours=1)
    measure(database, MAE_MO, 80, later)
    run(database, line, later)
    assert {line.menus[user] for user in users} == {"richmenu-0-resident-th"}


def test_a_new_upload_is_linked_in_place_of_the_old_one(
    database: Database, line: PretendLine
) -> None:
    upload(database)
    me = meet(database)
    run(database, line)
    with database.write() as session:
        menus.note(session, "0-resident-th", "richmenu-new", "other hash", NOW)
    assert run(database, line) == counts(linked=1)
    assert line.menus[me] == "richmenu-new"


def test_who_is_forgotten_gets_the_default_again_and_leaves_no_trace(
    database: Database, line: PretendLine
) -> None:
    """A menu that nobody updates would call the air good for ever."""
    upload(database)
    measure(database, MAE_MO, 20)
    me, other = meet(database, 1), meet(database, 2)
    run(database, line)
    with database.write() as session:
        forget.person(session, me)
    line.says = [None]
    assert run(database, line) == counts(waiting=1)
    assert run(database, line) == counts(unlinked=1)
    assert line.menus == {me: "", other: "richmenu-2-resident-th"}
    with database.read() as session:
        assert [row.line_id for row in session.query(MenuLink)] == [other]
    assert run(database, line) == counts()
