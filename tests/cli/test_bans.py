"""flask bans add, list, end"""

from __future__ import annotations

import pytest

from store import clock
from store.db import Database
from tests.cli.conftest import Flask
from tests.store.given import NOW

ORDER = ("--order", "ห้ามเผาในที่โล่งทุกกรณี")


@pytest.fixture(autouse=True)
def _in_march(sqlite: Database) -> None:
    with sqlite.write() as session:
        clock.set_demo(session, NOW, NOW, 0.0)


def add(flask: Flask, *more: str, area: str = "ลำปาง", start: str = "2026-03-01", end: str = "30/4/2569"):  # fmt: skip
    return flask("bans", "add", "--area", area, "--from", start, "--to", end, *ORDER, *more)


def test_an_order_is_entered_listed_and_ended(flask: Flask) -> None:
    said = add(flask, "--number", "12/2569", "--issuer", "จังหวัดลำปาง", "--link", "https://lampang.go.th/1", "--except", "fuel_plan", "--by", "ปลัดเวร").line  # fmt: skip
    assert (said["id"], said["code"], said["area"]) == (1, "52", "ลำปาง")
    assert (said["from"], said["to"]) == ("2026-03-01", "2026-04-30")
    assert (said["number"], said["except"], said["entered_by"]) == ("12/2569", ["fuel_plan"], "ปลัดเวร")  # fmt: skip
    assert add(flask, area="เถิน", start="1 พ.ค. 2569", end="2026-05-15").line["code"] == "5208"
    assert add(flask, area="ต.สบป้าด", start="1/1/2569", end="2/1/2569").line["code"] == "520205"
    states = {one["id"]: one["state"] for one in flask("bans", "list").lines}
    assert states == {1: "in force", 2: "coming", 3: "over"}
    assert flask("bans", "end", "1").line["ended_on"] == "2026-03-14"
    states = {one["id"]: one["state"] for one in flask("bans", "list").lines}
    assert states[1] == "ended"
    assert flask("bans", "end", "2", "--on", "2569-05-05").line["ended_on"] == "2026-05-05"


def test_nothing_entered_lists_nothing(flask: Flask) -> None:
    assert flask("bans", "list").lines == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"area": "เชียงใหม่"}, "เชียงใหม่"),
        ({"area": ""}, "no such area"),
        ({"start": "พรุ่งนี้"}, "--from is no date"),
        ({"end": "31/2/2569"}, "--to is no date"),
        ({"end": "2026-02-01"}, "before it begins"),
        ({"end": "2569-03-01", "start": "2568-01-01"}, "more than a year"),
        ({"start": "2026-03-01", "end": "30/4/69"}, "--to is no date"),
    ],
)
def test_what_makes_no_sense_is_refused(flask: Flask, changes: dict[str, str], why: str) -> None:
    assert add(flask, **changes).refused(why)
    assert flask("bans", "list").lines == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--link", "lampang.go.th"], "not a web address"),
        (["--except", "everything"], "everything"),
    ],
)
def test_options_are_checked(flask: Flask, arguments: list[str], why: str) -> None:
    assert add(flask, *arguments).refused(why)


def test_an_order_without_words_is_refused(flask: Flask) -> None:
    said = flask("bans", "add", "--area", "งาว", "--from", "2026-03-01", "--to", "2026-03-02", "--order", " ")  # fmt: skip
    assert said.refused("text")


def test_the_same_order_twice_is_refused(flask: Flask) -> None:
    add(flask)
    assert add(flask).refused("entered already, as 1")
    assert add(flask, "--number", "13/2569").status == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["7"], "no such order"),
        (["1", "--on", "2026-03-01"], "past"),
        (["x"], "x"),
        (["99999999999999"], "99999999999999"),
        (["1", "--on", "soon"], "--on is no date"),
    ],
)
def test_only_an_order_that_binds_can_be_ended(flask: Flask, arguments: list[str], why: str) -> None:  # fmt: skip
    add(flask)
    assert flask("bans", "end", *arguments).refused(why)


def test_an_order_is_ended_once(flask: Flask) -> None:
    add(flask)
    assert flask("bans", "end", "1").status == 0
    assert flask("bans", "end", "1").refused("over already")
