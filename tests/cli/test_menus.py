"""flask menus sync, against the look-alike of LINE: once, again, after a crash, and within LINE's limits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.serving import make_server

from bot import menus as bot_menus
from bot.line import Line
from bot.menus import RichMenu, every_menu
from bot.sending import Answer
from domain.air import Reading, Station
from domain.menus import EVERY_KIND
from domain.places import Point
from simulator.app import Simulator
from simulator.app import create_app as create_simulator
from simulator.menus import Menu
from simulator.settings import Settings as Simulated
from store import menus, people, readings
from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import CHANNEL, NOBODY, Said, line_that_says

PICTURE = b"\x89PNG\r\n\x1a\n a picture"
ME = f"U{1:032x}"
Sync = Callable[..., Said]


@pytest.fixture
def line() -> Iterator[Simulator]:
    """LINE as it looks to us, with its limits of rate off."""
    told = Simulated(
        bot=NOBODY,
        secret=CHANNEL["LINE_CHANNEL_SECRET"],
        token=CHANNEL["LINE_CHANNEL_ACCESS_TOKEN"],
        rate_factor=0,
    )
    app = create_simulator(told)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app.config["URL"] = f"http://127.0.0.1:{server.server_port}"
    yield app
    server.shutdown()
    server.server_close()
    app.close_simulator()


@pytest.fixture
def sync(flask: Flask, line: Simulator, monkeypatch: pytest.MonkeyPatch) -> Sync:
    """Run it; the pictures are small ones, so that a test of 36 uploads does not draw for half a minute."""
    monkeypatch.setattr(RichMenu, "picture", lambda _: PICTURE)

    def run() -> Said:
        url = line.config["URL"]
        return flask("menus", "sync", LINE_API_URL=url, LINE_DATA_API_URL=url, **CHANNEL)

    return run


def counts(**some: int) -> dict[str, int]:
    names = ("kept", "created", "uploaded", "default_set", "linked", "deleted")
    return dict.fromkeys(names, 0) | some


FIRST = counts(created=36, uploaded=36, default_set=1)


def at_line(line: Simulator) -> dict[str, Menu]:
    """The menus by their names, each there once."""
    by_name = {one.shape["name"]: one for one in line.world.menus.menus.values()}
    assert len(by_name) == len(line.world.menus.menus)
    return by_name


def is_whole(line: Simulator) -> bool:
    """Exactly our 36, each with its picture, the grey one for all."""
    assert set(at_line(line)) == {one.shape["name"] for one in every_menu()}
    assert {one.image for one in at_line(line).values()} == {PICTURE}
    assert default(line) == every_menu()[0].shape["name"]
    return True


def default(line: Simulator) -> str:
    world = line.world.menus
    return str(world.menus[world.default].shape["name"])


def noted(database: Database) -> dict[str, str]:
    with database.read() as session:
        return menus.ids(session)


def forget_notes(database: Database, *keys: str) -> None:
    with database.write() as session:
        known = menus.ids(session)
        menus.keep_only(session, [menu for key, menu in known.items() if key not in keys])


def meet(line: Simulator, database: Database, area: str = "520204") -> str:
    """A person on both sides, whose district has red air. Returns their LINE id."""
    made = line.test_client().post("/_/people", json={"name": "ชาวบ้าน"}).get_json()
    user = str(made["userId"])
    now = datetime.now(UTC)
    with database.write() as session:
        people.remember(session, user, "user", now)
        people.change(session, user, area=area)
        point = Point(18.2826, 99.6598)
        readings.keep_station(session, Station("40t", "แม่เมาะ", "Mae Mo", point, tambon="520204"))
        both = [Reading("40t", now, hours, 190, "air4thai") for hours in (1, 24)]
        readings.keep(session, both, now)
    return user


def seen_by(line: Simulator, user: str) -> str:
    world = line.world.menus
    return str(world.menus[world.seen_by(user)].shape["name"])


# Once, and again


def test_line_gets_all_menus_and_the_default(sync: Sync, line: Simulator, sqlite: Database) -> None:
    said = sync()
    assert (said.status, said.line) == (0, FIRST)
    assert is_whole(line)
    ids = {one.shape["name"]: menu for menu, one in line.world.menus.menus.items()}
    assert noted(sqlite) == {one.key: ids[one.shape["name"]] for one in every_menu()}


def test_run_again_it_changes_nothing(sync: Sync, line: Simulator, sqlite: Database) -> None:
    sync()
    before, notes = dict(line.world.menus.menus), noted(sqlite)
    assert sync().line == counts(kept=36)
    assert line.world.menus.menus == before
    assert noted(sqlite) == notes
    assert is_whole(line)


def test_a_real_picture_is_taken_by_line(
    flask: Flask, line: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_menus, "every_menu", lambda: every_menu()[:1])
    url = line.config["URL"]
    said = flask("menus", "sync", LINE_API_URL=url, LINE_DATA_API_URL=url, **CHANNEL)
    assert said.line == counts(created=1, uploaded=1, default_set=1)
    (one,) = at_line(line).values()
    assert one.image == every_menu()[0].picture()


def test_people_get_their_menus_at_once(sync: Sync, line: Simulator, sqlite: Database) -> None:
    me, far = meet(line, sqlite), meet(line, sqlite, area="5203")
    assert sync().line == FIRST | {"linked": 2}
    assert " 5-resident-th " in seen_by(line, me)
    assert " 0-resident-th " in seen_by(line, far)


def test_changed_menus_take_the_place_of_the_old_ones(
    sync: Sync, line: Simulator, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = meet(line, sqlite)
    sync()
    old = set(at_line(line))
    every_menu.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(bot_menus, "CHAT_BAR", "Menu")
        assert sync().line == FIRST | {"linked": 1, "deleted": 36}
        assert is_whole(line)
        assert set(at_line(line)) & old == set()
        assert " 5-resident-th " in seen_by(line, me)
    every_menu.cache_clear()


def test_what_others_made_is_left_alone(sync: Sync, line: Simulator) -> None:
    theirs = Menu({**every_menu()[0].shape, "name": "Songkran"}, PICTURE, "image/png")
    old = Menu({**every_menu()[0].shape, "name": "nongkhem 9-mayor-th 0"}, PICTURE, "image/png")
    line.world.menus.menus |= {"richmenu-theirs": theirs, "richmenu-old": old}
    line.world.menus.default = "richmenu-theirs"
    assert sync().line == FIRST | {"deleted": 1}
    assert line.world.menus.menus.pop("richmenu-theirs") is theirs
    assert is_whole(line)


# After a crash


@pytest.mark.parametrize("at", [1, 5, 36])
@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_crash_in_the_middle_it_goes_on(
    sync: Sync, line: Simulator, monkeypatch: pytest.MonkeyPatch, at: int, when: str
) -> None:
    """Before the picture is at LINE, or after that and before we noted it."""
    upload, tries = Line.upload, iter(range(1, 100))

    def crash(self: Line, path: str, data: bytes, content_type: str) -> object:
        is_now = next(tries) == at
        if is_now and when == "before":
            raise RuntimeError("killed")
        answer = upload(self, path, data, content_type)
        if is_now:
            raise RuntimeError("killed")
        return answer

    with monkeypatch.context() as crashing:
        crashing.setattr(Line, "upload", crash)
        with pytest.raises(RuntimeError, match="killed"):
            sync()
    assert len(line.world.menus.menus) == at
    uploaded = 36 - at + (when == "before")
    said = sync()
    assert said.line == counts(kept=at - 1, created=36 - at, uploaded=uploaded, default_set=1)
    assert is_whole(line)


def test_a_menu_that_line_made_without_saying_so_is_found(
    sync: Sync, line: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Line.call

    def lose(self: Line, verb: str, path: str, *more: Any) -> Answer:
        answer = call(self, verb, path, *more)
        return Answer(None, "ReadTimeoutError") if path == "/v2/bot/richmenu" else answer

    with monkeypatch.context() as losing:
        losing.setattr(Line, "call", lose)
        said = sync()
    assert (said.status, said.line) == (1, counts())
    assert len(line.world.menus.menus) == 1
    assert sync().line == counts(created=35, uploaded=36, default_set=1)
    assert is_whole(line)


def test_with_a_lost_database_the_menus_at_line_are_found(
    sync: Sync, line: Simulator, sqlite: Database
) -> None:
    sync()
    forget_notes(sqlite, *(kind.key for kind in EVERY_KIND))
    assert noted(sqlite) == {}
    assert sync().line == counts()
    assert len(noted(sqlite)) == 36
    assert is_whole(line)


def test_a_menu_that_line_lost_is_made_again(sync: Sync, line: Simulator, sqlite: Database) -> None:
    me = meet(line, sqlite)
    sync()
    line.world.menus.delete(noted(sqlite)["5-resident-th"])
    assert sync().line == counts(kept=35, created=1, uploaded=1, linked=1)
    assert " 5-resident-th " in seen_by(line, me)
    line.world.menus.__init__()  # type: ignore[misc] # a channel of another account
    assert sync().line == FIRST | {"linked": 1}
    assert is_whole(line)


def test_a_menu_that_is_there_twice_goes_once(sync: Sync, line: Simulator) -> None:
    sync()
    first = every_menu()[0].shape
    line.world.menus.menus["richmenu-twice"] = Menu(dict(first), PICTURE, "image/png")
    assert sync().line == counts(kept=36, deleted=1)
    assert "richmenu-twice" not in line.world.menus.menus
    assert is_whole(line)


# Within LINE's limits


def test_at_the_hourly_limit_it_stops_with_a_sentence_and_goes_on_next_time(
    sync: Sync, line: Simulator, sqlite: Database
) -> None:
    me = meet(line, sqlite)
    line.world.settings.rate_factor = 0.2  # 20 creations an hour instead of 100
    said = sync()
    assert said.status == 1
    assert "100 rich menus an hour" in said.errors
    assert "Traceback" not in said.errors
    assert said.line == counts(created=20, uploaded=20, default_set=1, linked=1)
    # The red one is still to come: grey until then, not a colour that is not true.
    assert " 0-resident-th " in seen_by(line, me)

    line.world.settings.rate_factor = 0  # an hour later
    assert sync().line == counts(kept=20, created=16, uploaded=16, linked=1)
    assert " 5-resident-th " in seen_by(line, me)
    assert is_whole(line)


def test_while_new_ones_are_missing_no_old_one_is_deleted(
    sync: Sync, line: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync()
    every_menu.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(bot_menus, "CHAT_BAR", "Menu")
        line.world.settings.rate_factor = 0.2
        assert sync().line == counts(created=20, uploaded=20, default_set=1)
        assert len(at_line(line)) == 56
        line.world.settings.rate_factor = 0
        assert sync().line == counts(kept=20, created=16, uploaded=16, deleted=36)
        assert is_whole(line)
    every_menu.cache_clear()


def fault(line: Simulator, where: str, kind: str, **more: object) -> None:
    told = {"where": where, "kind": kind} | more
    answer = line.test_client().post("/_/faults", json=told)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("status", "(500)"),
        ("rate", "pause"),
        ("unauthorized", "token"),
        ("hangup_before", "does not answer"),
    ],
)
def test_what_line_refuses_is_said_and_done_the_next_time(
    sync: Sync, line: Simulator, kind: str, words: str
) -> None:
    fault(line, "richmenu", kind)
    said = sync()
    assert said.status == 1
    assert words in said.errors
    assert said.line == counts()
    line.test_client().delete("/_/faults")
    assert sync().line == FIRST
    assert is_whole(line)


def test_a_line_that_does_not_answer_is_told_so(flask: Flask) -> None:
    said = flask("menus", "sync", LINE_API_URL=NOBODY, LINE_DATA_API_URL=NOBODY, **CHANNEL)
    assert (said.status, said.line) == (1, counts())
    assert "does not answer" in said.errors


@pytest.mark.parametrize("told", [{}, {"richmenus": None}, {"richmenus": "none"}])
def test_a_list_that_is_none_deletes_and_makes_nothing(
    flask: Flask, sqlite: Database, told: dict[str, object]
) -> None:
    with sqlite.write() as session:
        menus.note(session, "0-resident-th", "richmenu-1", "hash", datetime.now(UTC))
    with line_that_says({"/v2/bot/richmenu/list": (200, told)}) as url:
        said = flask("menus", "sync", LINE_API_URL=url, **CHANNEL)
    assert (said.status, said.line) == (1, counts())
    assert noted(sqlite) == {"0-resident-th": "richmenu-1"}


def test_without_the_channel_it_is_refused(flask: Flask) -> None:
    assert flask("menus", "sync").refused("LINE_CHANNEL_ACCESS_TOKEN")
