"""The desk: poison, lost claims, order in a chat, facts that change under it, and what it does not say."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text as sql

from bot import dispatch, facts, perform
from bot import inbox as desk_of
from domain.conversation import Event
from handlers import accept_invitation
from store import inbox, invitations, people
from store.db import Database
from tests.bot.stage import (
    all_events,
    all_letters,
    bring,
    desk,
    messages_in,
    of_group,
    person,
    skip_waits,
    text,
    until,
    words_in,
    work_all,
)


def user(number: int) -> dict[str, str]:
    return {"type": "user", "userId": person(number)}


def raising(monkeypatch: pytest.MonkeyPatch, word: str, error: Exception) -> None:
    """Deciding a text that holds `word` fails from now on."""
    real = dispatch.decide

    def decide(one: Event, context: object) -> object:
        if word in one.text:
            raise error
        return real(one, context)  # type: ignore[arg-type]

    monkeypatch.setattr(dispatch, "decide", decide)


def known(database: Database, line_id: str) -> people.Known | None:
    with database.read() as session:
        return people.find(session, line_id)


def test_an_event_that_always_fails_is_set_aside_and_the_operator_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(monkeypatch, "ยาพิษ", ValueError("odd \x00 letters \udfff"))
    worker, alarms = desk(database)
    bring(database, text("ยาพิษ"), text("สวัสดี"))
    work_all(worker)
    poison, after = all_events(database)
    assert poison.tries == inbox.MOST_TRIES
    assert "ValueError: odd" in poison.error
    assert poison.body, "the operator may look at it"
    assert after.error == ""
    assert after.handled_at
    assert len(alarms) == 1
    assert f"event {poison.id}" in alarms[0]
    assert person() not in alarms[0]


def test_the_person_gets_one_apology_and_the_chat_goes_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(monkeypatch, "ยาพิษ", ValueError("it fails"))
    worker, _ = desk(database)
    bring(database, text("ยาพิษ"), text("สวัสดี"))
    work_all(worker)
    apology, greeting = all_letters(database)
    assert messages_in(apology) == [{"type": "text", "text": worker.look.say(desk_of.SORRY)}]
    assert apology.method == "reply"
    assert greeting.method == "reply"
    with database.write() as session:
        inbox.retry(session, all_events(database)[0].id)
    work_all(worker)
    assert len(all_letters(database)) == 2, "no second apology for the same event"


def test_an_event_that_works_again_after_its_apology_is_still_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, _ = desk(database)
    bring(database, text("ยาพิษ"))
    with monkeypatch.context() as broken:
        raising(broken, "ยาพิษ", ValueError("it fails"))
        work_all(worker)
    with database.write() as session:
        inbox.retry(session, all_events(database)[0].id)
    work_all(worker)
    assert len(all_letters(database)) == 2


@pytest.mark.parametrize(
    "raw",
    [
        text("ยาพิษ", source=of_group(1, person())),
        text("ยาพิษ", mode="standby"),
        text("ยาพิษ", replyToken=...),
        text("ยาพิษ", source=None),
    ],
    ids=["not called in a group", "standby", "no token", "nobody"],
)
def test_nobody_who_did_not_wait_for_an_answer_gets_an_apology(
    database: Database, monkeypatch: pytest.MonkeyPatch, raw: dict[str, object]
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("it fails")

    monkeypatch.setattr(facts, "gather", fails)
    worker, alarms = desk(database)
    bring(database, raw)
    work_all(worker)
    assert (len(alarms), all_letters(database)) == (1, [])


def test_what_fails_once_is_worked_again_and_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = dispatch.decide, [ValueError("once")]

    def decide(one: Event, context: object) -> object:
        if failures:
            raise failures.pop()
        return real(one, context)  # type: ignore[arg-type]

    monkeypatch.setattr(dispatch, "decide", decide)
    worker, alarms = desk(database)
    bring(database, text())
    assert len(worker.work()[1]) == 0
    assert worker.work() == (0, []), "it waits a little first"
    skip_waits(database)
    assert len(worker.work()[1]) == 1
    assert alarms == []


@pytest.mark.parametrize("where", ["deciding", "writing"])
def test_an_exception_in_one_event_does_not_cost_the_others_of_the_claim(
    database: Database, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Also when the exception is the database's own, which ends PostgreSQL's transaction."""
    module, name = (facts, "gather") if where == "deciding" else (perform, "change")
    real = getattr(module, name)

    def fails(first, *rest):  # type: ignore[no-untyped-def]
        event = getattr(first, "event", None) or rest[1]
        if event.text == "ยาพิษ":
            getattr(first, "session", first).execute(sql("SELECT no_such_column FROM people"))
        return real(first, *rest)

    monkeypatch.setattr(module, name, fails)
    worker, alarms = desk(database)
    bring(database, text("ยาพิษ", source=user(2)), *[text(source=user(n)) for n in (1, 3, 4)])
    claimed, leased = worker.work()
    assert (claimed, len(leased)) == (4, 3)
    rows = {row.chat: row for row in all_events(database)}
    assert rows.pop(person(2)).handled_at is None
    assert all(row.handled_at for row in rows.values())
    work_all(worker)
    assert len(alarms) == 1


def test_desks_on_one_inbox_never_answer_twice(database: Database) -> None:
    bring(database, *[text(f"{n}", source=user(n % 12)) for n in range(60)])
    desks = [desk(database, f"worker {number}")[0] for number in range(4)]
    ready = threading.Barrier(4)
    failures: list[Exception] = []

    def work(worker: desk_of.Desk) -> None:
        ready.wait(30)
        try:
            while True:
                worker.work()
                with database.read() as session:
                    if not inbox.waiting(session)[0]:
                        return
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(one,)) for one in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(all_letters(database)) == 60
    assert [row.tries for row in all_events(database)] == [1] * 60


def test_who_lost_the_claim_writes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker stands still while deciding; its lease runs out; the second one answers."""
    real, second = perform.messages_of, desk(database, "the second")[0]
    asleep = []

    def messages_of(*words: object) -> object:
        if not asleep:
            asleep.append("the first")
            with database.write() as session:
                for row in inbox.listed(session):
                    row.claimed_until = datetime.now(UTC) - timedelta(seconds=1)
            assert len(second.work()[1]) == 1
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(perform, "messages_of", messages_of)
    bring(database, text("ภาษาอังกฤษ"))
    first = desk(database, "the first")[0]
    assert first.work() == (1, [])
    assert len(all_letters(database)) == 1
    assert all_events(database)[0].tries == 2


def test_the_same_worker_that_lost_its_claim_and_got_it_again_writes_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, worker = perform.messages_of, desk(database)[0]
    asleep = []

    def messages_of(*words: object) -> object:
        if not asleep:
            asleep.append("once")
            with database.write() as session:
                for row in inbox.listed(session):
                    row.claimed_until = datetime.now(UTC) - timedelta(seconds=1)
            assert len(worker.work()[1]) == 1
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(perform, "messages_of", messages_of)
    bring(database, text())
    assert worker.work() == (1, [])
    assert len(all_letters(database)) == 1


def code(database: Database, role: str = "officer") -> str:
    with database.write() as session:
        return invitations.make(session, role, "5202", "", datetime.now(UTC))


def roles(database: Database, *numbers: int) -> list[str]:
    rows = [known(database, person(number)) for number in numbers]
    return sorted(row.role if row else "resident" for row in rows)


def test_one_code_sent_by_two_at_once_makes_one_official_and_the_other_is_told(
    database: Database,
) -> None:
    given = code(database)
    worker, alarms = desk(database)
    bring(database, text(given, source=user(1)), text(given, source=user(2)))
    assert len(worker.work()[1]) == 2, (
        "both were decided on the same fact: one decides again at once"
    )
    work_all(worker)
    assert roles(database, 1, 2) == ["officer", "resident"]
    said = sorted(words_in(one) for one in all_letters(database))
    assert worker.look.say(accept_invitation.UNKNOWN) in said
    assert len(said) == 2
    assert alarms == []
    assert all(row.tries == 1 for row in all_events(database)), "deciding again costs no try"


def test_what_must_always_be_decided_again_comes_to_an_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours: it never can be written. Twenty rounds cost a try; then as with any poison."""
    rounds: list[int] = []

    def never(*_: object) -> None:
        rounds.append(1)
        raise perform.DecideAgain

    monkeypatch.setattr(perform, "bump_versions", never)
    worker, alarms = desk(database)
    bring(database, text(code(database)))
    tries: list[int] = []
    for _ in range(100):
        skip_waits(database)
        if not worker.work()[0]:
            break
        tries.append(all_events(database)[0].tries)
    assert tries == [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5]
    assert len(rounds) == 20 * inbox.MOST_TRIES
    (poison,) = all_events(database)
    assert poison.error == "decided again and again"
    assert poison.body
    assert len(alarms) == 1
    assert [words_in(one) for one in all_letters(database)] == [worker.look.say(desk_of.SORRY)]


def test_deciding_again_waits_a_little_longer_each_time_but_not_at_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise perform.DecideAgain

    monkeypatch.setattr(perform, "bump_versions", never)
    worker, _ = desk(database)
    bring(database, text(code(database)))
    for pauses in range(3):
        began = datetime.now(UTC)
        skip_waits(database)
        assert worker.work()[0] == 1
        until_then = all_events(database)[0].claimed_until
        assert until_then is not None
        assert until_then <= datetime.now(UTC) + pauses * desk_of.PAUSE
        assert until_then >= began + pauses * desk_of.PAUSE


def test_one_code_sent_to_two_workers_at_once_makes_one_official(database: Database) -> None:
    given = code(database)
    bring(database, *[text(given, source=user(number)) for number in range(1, 7)])
    ready = threading.Barrier(3)

    def work(number: int) -> None:
        worker = desk(database, f"worker {number}")[0]
        ready.wait(30)
        until(lambda: not worker.work()[0] and nothing_waits(database))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert roles(database, *range(1, 7)) == ["officer"] + ["resident"] * 5
    assert len(all_letters(database)) == 6


def nothing_waits(database: Database) -> bool:
    with database.read() as session:
        return inbox.waiting(session)[0] == 0


def test_a_code_whose_day_is_over_is_told_so_whatever_the_demo_clock_shows(
    database: Database,
) -> None:
    from store import clock

    now = datetime.now(UTC)
    with database.write() as session:
        old = invitations.make(session, "officer", "52", "", now - timedelta(hours=25))
        clock.set_demo(session, now, now - timedelta(days=200), 1.0)
    worker, _ = desk(database)
    bring(database, text(old))
    work_all(worker)
    assert roles(database, 1) == ["resident"]
    assert len(all_letters(database)) == 1


def test_a_code_in_a_group_is_not_used_up(database: Database) -> None:
    given = code(database)
    worker, _ = desk(database)
    bring(database, text(f"น้องเข้ม {given}", source=of_group(1, person(2))))
    work_all(worker)
    bring(database, text(given, source=user(1)))
    work_all(worker)
    assert roles(database, 1, 2) == ["officer", "resident"]
