"""What identifies a person goes: on request, after a block, and when its time is over. Nobody else's goes with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, String, select

from domain.conversation import FormState
from store import (
    alarms,
    forget,
    forms,
    group_offers,
    heartbeats,
    inbox,
    outbox,
    people,
    slots,
    unsent,
)
from store.db import Database
from store.everything import METADATA
from store.forget import AFTER_BLOCK, KEPT
from tests.store.given import (
    DAY,
    NOW,
    SECOND,
    add,
    arrival,
    claim,
    finish,
    keep,
    lease,
    letter,
    letters,
)

GOES, STAYS = "U" + "1" * 32, "U" + "2" * 32
FORM = FormState("set_area", "which", "1", {"place": "ที่บ้าน"})


def live(database: Database, user: str) -> None:
    """A person with all that the store may hold of them: a handled, a poisonous and a waiting event …"""
    group = f"C{user}"
    with database.write() as session:
        people.remember(session, user, "user", NOW)
        people.change(session, user, area="520204", post="station head", language="en")
        forms.put(session, user, user, FORM, NOW)
        forms.put(session, group, user, FORM, NOW)
    keep(database, arrival(f"done {user}", chat=user, place=1))
    keep(database, arrival(f"bad {user}", chat=user, place=2))
    keep(database, arrival(f"waits {user}", chat=user, place=3))
    with database.write() as session:
        (row,) = inbox.claim(session, NOW, "w", most=1)
        inbox.finish_all(session, [row], "w", NOW)
        (row,) = inbox.claim(session, NOW, "w", most=1)
        inbox.set_aside(session, row.id, "w", 1, NOW, f"KeyError: {user}")
    add(database, letter(f"sent {user}", chat=user, urgency=0))
    (sent,) = lease(database, most=1)
    with database.write() as session:
        outbox.end(session, sent, outbox.SENT, NOW)
    add(
        database,
        letter(f"waits {user}", chat=user),
        letter(f"rides {user}", chat=user, riding=True),
    )
    claim(database)  # so that the next life's claims find their own events only


def everything(database: Database) -> dict[str, str]:
    """All that each table holds, as one text a table."""
    with database.read() as session:
        return {
            table.name: " ".join(repr(tuple(row)) for row in session.execute(select(table)))
            for table in METADATA.sorted_tables
        }


def test_who_asks_is_forgotten_but_for_what_still_goes_out(database: Database) -> None:
    live(database, GOES)
    with database.write() as session:
        forget.person(session, GOES)
    told = everything(database)
    assert GOES not in told["people"]
    assert GOES not in told["forms"]
    with database.read() as session:
        rows = list(session.scalars(select(inbox.Received).order_by(inbox.Received.id)))
    done, bad, waits = rows
    assert (done.chat, bad.chat, bad.body, bad.error, bad.reply_token) == ("", "", None, "", "")
    assert waits.chat == GOES  # the event that asked for it is being handled this moment
    assert set(letters(database)) == {f"waits {GOES}", f"rides {GOES}"}


def test_after_30_days_nothing_is_left_of_who_asked(database: Database) -> None:
    live(database, GOES)
    with database.write() as session:
        forget.person(session, GOES)
    late = NOW + timedelta(hours=1)
    (row,) = claim(database, now=late)
    assert finish(database, row)
    with database.write() as session:
        outbox.drop_late(session, late)
    with database.write() as session:
        forget.what_is_old(session, late + KEPT + SECOND)
    assert [name for name, held in everything(database).items() if GOES in held] == []


def test_nobody_else_is_forgotten(database: Database) -> None:
    live(database, STAYS)
    before = everything(database)
    live(database, GOES)
    with database.write() as session:
        forget.person(session, GOES)
    after = everything(database)
    for name in ("people", "forms"):
        assert after[name] == before[name]
    for name in ("inbox", "outbox"):
        assert after[name].count(STAYS) == before[name].count(STAYS)


@pytest.mark.parametrize(
    ("blocked_for", "is_gone"), [(AFTER_BLOCK - SECOND, False), (AFTER_BLOCK + SECOND, True)]
)
def test_who_blocked_us_is_forgotten_after_90_days(
    database: Database, blocked_for: timedelta, is_gone: bool
) -> None:
    live(database, GOES)
    live(database, STAYS)
    with database.write() as session:
        people.change_follow(session, GOES, NOW, blocked=True)
        counts = forget.what_is_old(session, NOW + blocked_for)
        assert (people.find(session, GOES) is None) is is_gone
        assert people.find(session, STAYS) is not None
    assert counts["people"] == int(is_gone)


def test_who_came_back_is_not_forgotten(database: Database) -> None:
    live(database, GOES)
    with database.write() as session:
        people.change_follow(session, GOES, NOW, blocked=True)
        people.change_follow(session, GOES, NOW + DAY, blocked=False)
        forget.what_is_old(session, NOW + 2 * AFTER_BLOCK)
        assert people.find(session, GOES) is not None


def old_things(database: Database) -> None:
    live(database, STAYS)
    with database.write() as session:
        unsent.note(session, "m1", NOW)
        group_offers.note(session, "C1", "5202", NOW)
        heartbeats.beat(session, "worker", "1-a", NOW)
        alarms.note(session, "a feed is silent", NOW, timedelta(minutes=10))
        slots.take(session, "watch", NOW, NOW)
        outbox.drop_late(session, NOW + timedelta(minutes=11))


def test_what_has_had_its_time_goes_and_is_counted(database: Database) -> None:
    old_things(database)
    with database.write() as session:
        counts = forget.what_is_old(session, NOW + KEPT + timedelta(hours=1))
    assert counts == {
        "people": 0,
        "alert outcomes": 0,
        "inbox": 2,
        "outbox": 3,
        "fire reports": 0,
        "missions": 0,
        "mission notices": 0,
        "warning pictures": 0,
        "volunteers": 0,
        "unsent": 1,
        "group offers": 1,
        "forms": 2,
        "photos": 0,
        "notes": 0,
        "duty": 0,
        "duty alarms": 0,
        "logins": 0,
        "burn requests": 0,
        "slots": 1,
        "alarms": 1,
        "heartbeats": 1,
    }
    told = everything(database)
    assert [told[name] for name in ("outbox", "unsent", "forms", "job_slots")] == [""] * 4
    assert f"waits {STAYS}" in told["inbox"]  # what was never handled is not lost
    assert STAYS in told["people"]


def test_before_its_time_nothing_goes(database: Database) -> None:
    old_things(database)
    before = everything(database)
    with database.write() as session:
        counts = forget.what_is_old(session, NOW + KEPT - SECOND)
    assert set(counts.values()) == {0}
    assert everything(database) == before


def test_every_text_and_blob_is_named_as_personal_or_not() -> None:
    """A new column with a person in it must say in store/forget.py how it goes."""
    columns = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | LargeBinary)
    }
    named = {**forget.PERSONAL, **forget.NOT_PERSONAL}
    assert columns - set(named) == set()
    assert set(named) - columns == set()  # what is no longer there is not named
    assert set(forget.PERSONAL) & set(forget.NOT_PERSONAL) == set()
    assert all(named.values())
