"""flask bans penalties list, add, end; flask bans limit, limits"""

from __future__ import annotations

import pytest

from store import clock, permits
from store.db import Database
from tests.cli.conftest import Flask
from tests.store.given import NOW

LAW = ("--law", "ประกาศเทศบาล", "--says", "เผาหญ้าข้างทาง", "--penalty", "ปรับ 500 บาท", "--source", "เทศบาล 14 มี.ค. 2569")  # fmt: skip
SEASON = ("--kind", "support", "--from", "1/2/2570", "--to", "31 มี.ค. 2570")


@pytest.fixture(autouse=True)
def _in_march(sqlite: Database) -> None:
    with sqlite.write() as session:
        clock.set_demo(session, NOW, NOW, 0.0)


def add(flask: Flask, *more: str):
    return flask("bans", "penalties", "add", *LAW, *more)


def test_a_law_is_entered_listed_and_ended(flask: Flask) -> None:
    said = add(flask, "--section", "9", "--area", "สบป้าด", "--land", "farm", "--link", "https://x.go.th", "--by", "ปลัด").line  # fmt: skip
    assert (said["id"], said["code"], said["land"], said["section"]) == (1, "520205", ["farm"], "9")
    assert (said["kind"], said["from"], said["to"]) == ("penalty", None, None)
    assert (said["checked_on"], said["entered_by"]) == ("2026-03-14", "ปลัด")
    assert add(flask, *SEASON).line["to"] == "2027-03-31"
    states = {one["id"]: one["state"] for one in flask("bans", "penalties", "list").lines}
    assert states == {1: "in force", 2: "coming"}
    assert flask("bans", "penalties", "end", "1").line["ended_on"] == "2026-03-14"
    assert flask("bans", "penalties", "list").lines[0]["state"] == "ended"
    assert flask("bans", "penalties", "end", "1").refused("over already")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--kind", "support"], "one season"),
        (["--kind", "support", "--from", "1/2/2569", "--to", "31/3/2571"], "more than a year"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "before it begins"),
        (["--from", "soon"], "--from is no date"),
        (["--link", "x.go.th"], "https://"),
        (["--land", "moon"], "moon"),
        (["--area", "เชียงใหม่"], "no such area"),
        (["--source", " "], "source"),
    ],
)
def test_what_makes_no_sense_is_refused(flask: Flask, more: list[str], why: str) -> None:
    assert add(flask, *more).refused(why)
    assert flask("bans", "penalties", "list").lines == []


def test_twice_the_same_and_ends_that_do_not_fit_are_refused(flask: Flask) -> None:
    add(flask)
    assert add(flask).refused("entered already, as 1")
    assert flask("bans", "penalties", "end", "7").refused("no such row")
    assert flask("bans", "penalties", "end", "1", "--on", "2026-03-01").refused("past")


def test_plots_and_rai_of_a_day_are_set_and_listed(flask: Flask, sqlite: Database) -> None:
    assert [one["code"] for one in flask("bans", "limits").lines] == ["52"]  # the usual one
    said = flask("bans", "limit", "--area", "แม่เมาะ", "--plots", "4", "--rai", "12.5").line
    assert (said["code"], said["plots"], said["rai"], said["set_by"]) == ("5202", 4, 12.5, "command line")  # fmt: skip
    flask("bans", "limit", "--area", "แม่เมาะ", "--plots", "3", "--rai", "0")
    listed = [(one["code"], one["plots"], one["rai"]) for one in flask("bans", "limits").lines]
    assert listed == [("52", 5, 20.0), ("5202", 3, 0.0)]
    with sqlite.read() as session:
        assert [one.area for one in permits.limits(session)] == ["5202"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--plots", "-1", "--rai", "2"], "-1"),
        (["--plots", "2", "--rai", "nan"], "no number"),
        (["--plots", "2", "--rai", "many"], "many"),
        (["--plots", "2.5", "--rai", "2"], "2.5"),
        (["--plots", "2"], "--rai"),
    ],
)
def test_a_limit_is_two_sound_numbers(flask: Flask, more: list[str], why: str) -> None:
    assert flask("bans", "limit", "--area", "แม่เมาะ", *more).refused(why)
