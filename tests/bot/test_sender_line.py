"""The sender, LINE's own client and the look-alike over HTTP: hang-ups, delays, refusals and limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from bot.line import Line
from bot.sender import Sender
from domain import quota as plan
from store import outbox
from store.db import Database
from tests.bot.sending_desk import unlimited
from tests.bot.stage import all_letters, letter, queue, until
from tests.simulator_server import TOKEN, Look

# Pushes may need the second and third of their waits; a machine under load some more.
PATIENCE = 90.0


@pytest.fixture
def alarms() -> list[str]:
    return []


@pytest.fixture
def sender(look: Look, sqlite: Database, alarms: list[str]) -> Iterator[Sender]:
    unlimited(sqlite)
    line = Line(TOKEN, look.url)
    made = Sender(sqlite, line, "a worker", alarms.append, threads=4)
    made.start()
    yield made
    made.stop()


def send(sender: Sender, *letters: outbox.Letter) -> list[outbox.Outgoing]:
    queue(sender.database, *letters)
    sender.look()
    return rest(sender)


def rest(sender: Sender) -> list[outbox.Outgoing]:
    def idle() -> bool:
        with sender.database.read() as session:
            return outbox.waiting(session)[0] == 0

    until(idle, PATIENCE)
    return all_letters(sender.database)


def reply_to(look: Look, user: str) -> outbox.Letter:
    return letter(user, reply_token=look.token_of(user), token_at=datetime.now(UTC))


def push_to(user: str, **more: object) -> outbox.Letter:
    return letter(user, method="push", **more)


def test_a_reply_and_a_push_arrive(look: Look, sender: Sender) -> None:
    one, two = look.person(), look.person()
    rows = send(sender, reply_to(look, one), push_to(two))
    assert [row.state for row in rows] == [outbox.SENT, outbox.SENT]
    assert [len(look.heard(each)) for each in (one, two)] == [1, 1]
    keys = {call["path"].rsplit("/", 1)[-1]: call["retryKey"] for call in look.calls()}
    assert keys["push"] == rows[1].retry_key
    assert not keys["reply"], "LINE refuses a reply that carries one"


@pytest.mark.parametrize("make", [reply_to, lambda _, user: push_to(user)], ids=["reply", "push"])
@pytest.mark.parametrize("hang_ups", [1, 2])
def test_a_hang_up_after_accepting_doubles_nothing(
    look: Look, sender: Sender, make: object, hang_ups: int
) -> None:
    user = look.person()
    look.fault("all", "hangup_after_accept", count=hang_ups)
    (row,) = send(sender, make(look, user))  # type: ignore[operator]
    assert (row.state, row.attempts) == (outbox.SENT, hang_ups + 1)
    assert len(look.heard(user)) == 1


@pytest.mark.parametrize("make", [reply_to, lambda _, user: push_to(user)], ids=["reply", "push"])
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "hangup_before"},
        {"kind": "status", "status": 500},
        {"kind": "status", "status": 503},
        {"kind": "rate"},
        {"kind": "unauthorized"},
        {"kind": "slow", "ms": 1500},
    ],
    ids=lambda fault: f"{fault['kind']} {fault.get('status', '')}",
)
def test_every_trouble_ends_in_one_message(
    look: Look, sender: Sender, make: object, fault: dict[str, object]
) -> None:
    user = look.person()
    asked = make(look, user)  # type: ignore[operator]
    look.ask("POST", "faults", where="all", count=1, **fault)
    (row,) = send(sender, asked)
    assert row.state == outbox.SENT
    assert len(look.heard(user)) == 1


def test_the_monthly_limit_stops_what_is_not_urgent_and_is_told_once(
    look: Look, sender: Sender, alarms: list[str]
) -> None:
    look.ask("POST", "settings", quota=0)
    users = [look.person() for _ in range(3)]
    rows = send(sender, *[push_to(user, urgency=plan.STATUS) for user in users])
    assert [row.state for row in rows] == [outbox.RIDING] * 3
    assert len(until(lambda: alarms)) == 1
    queue(sender.database, push_to(users[0], urgency=plan.LIFE_SAFETY))
    sender.look()
    last = until(lambda: [row for row in all_letters(sender.database) if row.note and row.attempts])
    assert last[0].state == outbox.WAITING, "lives are tried again"
    assert last[0].not_before > datetime.now(UTC)
    assert len(until(lambda: alarms)) == 1


def test_a_used_up_token_becomes_a_push_if_allowed_and_rides_if_not(
    look: Look, sender: Sender
) -> None:
    one, two = look.person(), look.person()
    first, second = reply_to(look, one), reply_to(look, two)
    look.ask("POST", "line-clock", advance=61)
    second = letter(two, reply_token=second.reply_token, token_at=datetime.now(UTC), may_push=False)
    rows = send(sender, first, second)
    assert [row.state for row in rows] == [outbox.SENT, outbox.RIDING]
    assert [len(look.heard(each)) for each in (one, two)] == [1, 0]
    assert look.ask("GET", "quota")["used"] == 1


def test_a_blocked_person_costs_nothing_and_is_no_trouble(look: Look, sender: Sender) -> None:
    user = look.person()
    look.ask("POST", "act", user=user, kind="unfollow")
    (row,) = send(sender, push_to(user))
    assert row.state == outbox.SENT, "LINE says yes"
    assert look.heard(user) == []


def test_an_unknown_person_is_given_up(look: Look, sender: Sender, alarms: list[str]) -> None:
    (row,) = send(sender, push_to("U" + "0" * 32))
    assert (row.state, row.attempts) == (outbox.FAILED, 1)
    assert len(until(lambda: alarms)) == 1


def test_a_multicast_reaches_each_once_though_line_hangs_up(look: Look, sender: Sender) -> None:
    users = [look.person() for _ in range(5)]
    look.fault("multicast", "hangup_after_accept", count=1)
    (row,) = send(
        sender,
        letter(
            "many",
            method="multicast",
            recipients=orjson.dumps(users),
            people=5,
            urgency=plan.RED_AIR,
        ),
    )
    assert (row.state, row.attempts) == (outbox.SENT, 2)
    assert [len(look.heard(user)) for user in users] == [1] * 5


def test_a_chat_keeps_its_order_through_trouble(look: Look, sender: Sender) -> None:
    user = look.person()
    look.fault("push", "status", status=500, count=2)
    send(sender, *[push_to(user, messages=said(n)) for n in range(4)])
    assert [one["text"] for one in look.heard(user)] == ["0", "1", "2", "3"]


def said(number: int) -> bytes:
    return orjson.dumps([{"type": "text", "text": f"{number}"}])


def test_what_is_late_when_line_is_back_is_not_sent(look: Look, sender: Sender) -> None:
    user = look.person()
    look.ask("POST", "away", seconds=4)
    soon = datetime.now(UTC) + timedelta(seconds=1)
    rows = send(sender, push_to(user, not_after=soon))
    assert [row.state for row in rows] == [outbox.DROPPED]
    assert look.heard(user) == []
