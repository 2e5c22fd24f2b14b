"""Menus at LINE, and whose phone shows which."""

from __future__ import annotations

from datetime import timedelta

from store import forget, menus, people
from store.db import Database
from store.forget import KEPT
from store.menus import MenuLink, Shown
from tests.store.given import DAY, NOW, SECOND

ANNE, BEN = "U" + "1" * 32, "U" + "2" * 32


def meet(database: Database, *line_ids: str, kind: str = "user") -> None:
    with database.write() as session:
        for line_id in line_ids:
            people.remember(session, line_id, kind, NOW)


def shown(database: Database) -> dict[str, str]:
    with database.read() as session:
        return {one.line_id: one.rich_menu_id for one in menus.shown(session)}


def link(database: Database, menu: str, *line_ids: str) -> None:
    with database.read() as session:
        some = [one for one in menus.shown(session) if one.line_id in line_ids]
    with database.write(durable=False) as session:
        menus.note_links(session, some, menu, NOW)


def held(database: Database) -> dict[str, str]:
    with database.read() as session:
        return menus.ids(session)


def test_menus_are_noted_by_our_key_the_last_one_counts(database: Database) -> None:
    with database.write() as session:
        menus.note(session, "0-resident-th", "richmenu-1", "a", NOW)
        menus.note(session, "5-resident-th", "richmenu-2", "b", NOW)
        menus.note(session, "0-resident-th", "richmenu-3", "c", NOW)
    assert held(database) == {"0-resident-th": "richmenu-3", "5-resident-th": "richmenu-2"}


def test_what_line_no_longer_has_is_forgotten(database: Database) -> None:
    with database.write() as session:
        menus.note(session, "0-resident-th", "richmenu-1", "a", NOW)
        menus.note(session, "5-resident-th", "richmenu-2", "b", NOW)
        menus.keep_only(session, ["richmenu-2", "richmenu-9"])
    assert held(database) == {"5-resident-th": "richmenu-2"}
    with database.write() as session:
        menus.keep_only(session, [])
    assert held(database) == {}


def test_each_person_with_the_menu_they_see(database: Database) -> None:
    meet(database, ANNE, BEN)
    link(database, "richmenu-1", ANNE)
    assert shown(database) == {ANNE: "richmenu-1", BEN: ""}
    link(database, "richmenu-2", ANNE, BEN)
    assert shown(database) == {ANNE: "richmenu-2", BEN: "richmenu-2"}


def test_what_choosing_a_menu_needs_is_told(database: Database) -> None:
    meet(database, ANNE)
    with database.write() as session:
        people.change(session, ANNE, area="520204", role="officer", language="en")
    with database.read() as session:
        assert list(menus.shown(session)) == [Shown(ANNE, "520204", "officer", "en", None, "")]


def test_groups_and_those_who_blocked_us_are_left_out(database: Database) -> None:
    meet(database, ANNE, BEN)
    meet(database, "C1", kind="group")
    meet(database, "R1", kind="room")
    with database.write() as session:
        people.change_follow(session, BEN, NOW, blocked=True)
    assert set(shown(database)) == {ANNE}


def test_who_left_and_came_back_has_no_menu_for_sure(database: Database) -> None:
    meet(database, ANNE)
    link(database, "richmenu-1", ANNE)
    with database.write() as session:
        people.change_follow(session, ANNE, NOW, blocked=True)
        people.change_follow(session, ANNE, NOW + SECOND, blocked=False)
    assert shown(database) == {ANNE: ""}
    link(database, "richmenu-1", ANNE)
    assert shown(database) == {ANNE: "richmenu-1"}


def test_many_links_at_once(database: Database) -> None:
    ids = [f"U{number:032x}" for number in range(500)]
    meet(database, *ids)
    link(database, "richmenu-1", *ids)
    link(database, "richmenu-2", *ids[:250])
    assert sorted(shown(database).values()) == ["richmenu-1"] * 250 + ["richmenu-2"] * 250


# Forgotten persons


def forgotten(database: Database) -> list[str]:
    with database.read() as session:
        return menus.forgotten(session)


def test_of_the_forgotten_only_the_menu_to_take_off_is_left(database: Database) -> None:
    meet(database, ANNE, BEN)
    link(database, "richmenu-1", ANNE, BEN)
    assert forgotten(database) == []
    with database.write() as session:
        forget.person(session, ANNE)
    assert forgotten(database) == [ANNE]
    assert shown(database) == {BEN: "richmenu-1"}
    with database.write() as session:
        menus.drop_links(session, [ANNE])
    assert forgotten(database) == []
    assert shown(database) == {BEN: "richmenu-1"}


def test_a_menu_that_cannot_be_taken_off_is_given_up_after_30_days(database: Database) -> None:
    meet(database, ANNE, BEN)
    link(database, "richmenu-1", ANNE, BEN)
    with database.write() as session:
        forget.person(session, ANNE)
        menus.note_forgotten(session, ANNE, NOW + DAY)
    for late, left in ((timedelta(0), [ANNE]), (2 * SECOND, [])):
        with database.write() as session:
            forget.what_is_old(session, NOW + DAY + KEPT - SECOND + late)
        assert forgotten(database) == left
    assert shown(database) == {BEN: "richmenu-1"}  # an old link of somebody we know stays


def test_the_days_of_a_forgotten_one_begin_when_forgotten(database: Database) -> None:
    meet(database, ANNE)
    link(database, "richmenu-1", ANNE)
    with database.write() as session:
        forget.person(session, ANNE)
    with database.read() as session:
        (row,) = session.query(MenuLink)
    assert row.noted_at > NOW + DAY  # as of the real clock, not when it was linked
