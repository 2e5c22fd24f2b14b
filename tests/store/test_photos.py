"""Photos in the store: wanted once, leased to one, moved, taken back, forgotten; limits; both databases."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest

from domain import photos as plan
from domain.photos import FAILED, GONE, KEPT, KEPT_LOOSE, READY, WAITING, KeepPhoto
from store import forget, photos, unsent
from store.db import Database
from store.photos import LEASE, Claimed, Made, PhotoRow
from tests.store.given import DAY, NOW, SECOND

ANN, BOB = "U" + "1" * 32, "U" + "2" * 32
MADE = Made(".jpg", "image/jpeg", 1234, 1600, 1200, NOW - DAY)


def want(
    database: Database,
    message_id: str = "1",
    subject: str = "report:1",
    *,
    kind: str = "photo",
    sender: str = ANN,
    now: datetime = NOW,
) -> int | None:
    with database.write() as session:
        return photos.add(session, KeepPhoto(message_id, kind, subject), sender, now, now)


def take(database: Database, now: datetime = NOW, worker: str = "w1") -> Claimed | None:
    with database.write() as session:
        return photos.claim(session, now, worker)


def taken(database: Database, now: datetime = NOW, worker: str = "w1") -> Claimed:
    claimed = take(database, now, worker)
    assert claimed is not None
    return claimed


def make_ready(database: Database, now: datetime = NOW) -> Claimed:
    claimed = taken(database, now)
    with database.write() as session:
        assert photos.note_ready(session, claimed, MADE)
    return claimed


def rows(database: Database) -> list[PhotoRow]:
    with database.read() as session:
        return list(session.query(PhotoRow).order_by(PhotoRow.id))


def states(database: Database) -> list[str]:
    return [row.state for row in rows(database)]


def test_from_wanted_to_ready(database: Database) -> None:
    number = want(database)
    with database.read() as session:
        assert photos.is_due(session, NOW)
        assert photos.of_subject(session, "report:1") == ()
        (waiting,) = photos.of_subject(session, "report:1", only_ready=False)
    assert (waiting.id, waiting.state, waiting.is_ready) == (number, WAITING, False)
    claimed = make_ready(database)
    assert (claimed.message_id, claimed.kind, claimed.tries) == ("1", "photo", 1)
    with database.read() as session:
        assert not photos.is_due(session, NOW + 400 * DAY)
        (ready,) = photos.of_subject(session, "report:1")
        place = photos.find(session, ready.id)
    assert (ready.state, ready.width, ready.height, ready.size) == (READY, 1600, 1200, 1234)
    assert (ready.sent_at, ready.taken_at) == (NOW, NOW - DAY)
    assert place is not None
    assert (place.photo, place.name, place.suffix) == (ready, claimed.name, ".jpg")


def test_the_same_message_twice_is_one_photo_with_the_newer_subject(database: Database) -> None:
    first = want(database, "1", "form:7")
    make_ready(database)
    assert want(database, "1", "report:12") == first
    (row,) = rows(database)
    assert (row.subject, row.state, row.expires) == ("report:12", READY, NOW + KEPT)


def test_what_a_form_gathered_moves_to_what_it_became(database: Database) -> None:
    for message in "123":
        want(database, message, "form:7" if message != "3" else "form:8")
    with database.write() as session:
        assert photos.move(session, "form:7", "report:12", NOW) == 2
    found = [(row.subject, row.expires - NOW) for row in rows(database)]
    assert found == [("report:12", KEPT), ("report:12", KEPT), ("form:8", KEPT_LOOSE)]


def test_many_subjects_at_once_in_the_order_they_were_sent(database: Database) -> None:
    want(database, "1", "report:1", now=NOW + SECOND)
    want(database, "2", "report:1")
    want(database, "3", "report:2")
    for _ in range(3):
        make_ready(database, NOW + DAY)
    with database.read() as session:
        found = photos.of_subjects(session, ["report:1", "report:2", "report:3"])
        ids = {subject: [one.id for one in held] for subject, held in found.items()}
    assert ids == {"report:1": [2, 1], "report:2": [3]}


@pytest.mark.parametrize(
    ("message_id", "kind"), [("../x", "photo"), ("", "photo"), ("1", "file"), ("1", "sticker")]
)
def test_what_cannot_be_fetched_is_not_wanted(
    database: Database, message_id: str, kind: str
) -> None:
    assert want(database, message_id, kind=kind) is None
    assert rows(database) == []


def test_what_was_taken_back_before_is_not_wanted(database: Database) -> None:
    with database.write() as session:
        unsent.note(session, "1", NOW)
    assert want(database) is None


def test_a_subject_has_room_for_so_many(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "MOST_OF_SUBJECT", 2)
    assert [want(database, one) is not None for one in "123"] == [True, True, False]
    assert want(database, "2") == 2, "what is there already may be said again"
    assert want(database, "4", "report:2") is not None
    with database.write() as session:
        photos.forget_message(session, "1", NOW)
    assert want(database, "5") is not None, "what was taken back makes room"


def test_a_sender_has_so_many_a_day(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plan.MOST_A_DAY, "photo", 2)
    sent = [want(database, str(one), f"report:{one}") is not None for one in range(3)]
    assert sent == [True, True, False]
    assert want(database, "7", "report:7", kind="video") is not None, "each kind by itself"
    assert want(database, "8", "report:8", sender=BOB) is not None
    assert want(database, "9", "report:9", now=NOW + DAY) is not None


# Leases


def test_what_is_leased_is_nobody_else_s_until_the_lease_ends(database: Database) -> None:
    want(database)
    first = taken(database, worker="w1")
    assert take(database, worker="w2") is None
    assert take(database, NOW + LEASE - SECOND, "w2") is None
    second = taken(database, NOW + LEASE, "w2")
    assert (second.id, second.tries) == (first.id, 2)
    with database.write() as session:
        assert not photos.note_ready(session, first, MADE), "the lease was lost"
        assert photos.note_ready(session, second, MADE)
    assert states(database) == [READY]


def test_many_workers_at_once_take_each_photo_once(database: Database) -> None:
    for number in range(12):
        want(database, str(number), f"report:{number}")
    got: list[int] = []

    def work(name: str) -> None:
        while (claimed := take(database, worker=name)) is not None:
            got.append(claimed.id)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == list(range(1, 13))


def test_what_comes_later_waits(database: Database) -> None:
    want(database)
    claimed = taken(database)
    with database.write() as session:
        assert photos.note_later(session, claimed, NOW + 5 * SECOND, "LINE said 500")
    assert take(database, NOW + 4 * SECOND) is None
    again = taken(database, NOW + 5 * SECOND)
    assert again.tries == 2
    assert rows(database)[0].why == "LINE said 500"


def test_what_ends_its_worker_again_and_again_is_set_aside(database: Database) -> None:
    want(database, "1")
    now = NOW
    for _ in range(plan.MOST_UNFINISHED):
        assert taken(database, now).message_id == "1"
        now += LEASE
    want(database, "2", now=now)
    assert taken(database, now).message_id == "2", "the next one is not kept waiting"
    assert states(database) == [FAILED, WAITING]


def test_failures_of_line_do_not_count_as_ends_of_the_worker(database: Database) -> None:
    want(database)
    for number in range(10):
        claimed = taken(database, NOW + number * DAY)
        with database.write() as session:
            photos.note_later(session, claimed, NOW + (number + 1) * DAY, "LINE said 500")
    assert states(database) == [WAITING]


@pytest.mark.parametrize("state", [FAILED, GONE])
def test_what_is_lost_is_not_tried_again(database: Database, state: str) -> None:
    want(database)
    claimed = taken(database)
    with database.write() as session:
        assert photos.note_lost(session, claimed, state, "LINE said 410", NOW)
    assert take(database, NOW + 100 * DAY) is None
    with database.read() as session:
        assert photos.of_subject(session, "report:1") == ()
        (shown,) = photos.of_subject(session, "report:1", only_ready=False)
    assert shown.state == state


# Going


def to_delete(database: Database, now: datetime = NOW) -> list[int]:
    with database.read() as session:
        return list(photos.to_delete(session, now))


def test_taken_back_is_gone_at_once_and_its_files_are_named_for_deletion(
    database: Database,
) -> None:
    want(database, "1")
    want(database, "2")
    make_ready(database)
    with database.write() as session:
        photos.forget_message(session, "1", NOW)
        photos.forget_message(session, "unknown", NOW)
    assert states(database) == [GONE, WAITING]
    assert rows(database)[0].sender == ""
    assert to_delete(database) == [1]
    with database.write() as session:
        photos.note_deleted(session, [1, 2])
    assert to_delete(database) == []
    assert [bool(row.name) for row in rows(database)] == [False, True]
    assert want(database, "1") is None, "it does not come back"


def test_taken_back_while_it_is_fetched_wins(database: Database) -> None:
    want(database)
    claimed = taken(database)
    with database.write() as session:
        photos.forget_message(session, "1", NOW)
    assert to_delete(database) == [], "its worker may be writing the files this moment"
    assert to_delete(database, NOW + LEASE) == [1], "a worker that died does not keep them"
    with database.write() as session:
        assert not photos.note_ready(session, claimed, MADE)
    assert states(database) == [GONE]
    assert to_delete(database) == [1]


def test_who_is_forgotten_leaves_pictures_without_a_name_and_no_voice(database: Database) -> None:
    want(database, "1", "report:1")
    want(database, "2", "report:1", kind="voice")
    want(database, "3", "form:9")
    want(database, "4", "report:2", sender=BOB)
    want(database, "5", "report:2", sender=BOB, kind="voice")
    for _ in range(5):
        make_ready(database)
    with database.write() as session:
        forget.person(session, ANN)
    found = [(row.message_id, row.state, row.sender) for row in rows(database)]
    assert found == [
        ("1", READY, ""),
        ("2", GONE, ""),
        ("3", GONE, ""),
        ("4", READY, BOB),
        ("5", READY, BOB),
    ]


def test_what_it_belonged_to_was_deleted(database: Database) -> None:
    want(database, "1", "permit:1")
    want(database, "2", "permit:11")
    with database.write() as session:
        photos.forget_subject(session, "permit:1", NOW)
    assert states(database) == [GONE, WAITING]


@pytest.mark.parametrize(
    ("subject", "kept", "state"),
    [("report:1", KEPT, READY), ("report:1", -SECOND, GONE), ("form:1", KEPT_LOOSE, GONE)],
)
def test_after_its_time_it_goes(
    database: Database, subject: str, kept: timedelta, state: str
) -> None:
    want(database, subject=subject)
    make_ready(database)
    at = NOW + (kept - SECOND if state == READY else KEPT if kept < SECOND else kept)
    with database.write() as session:
        counts = forget.what_is_old(session, at)
    assert counts["photos"] == (state == GONE)
    assert states(database) == [state]


def test_the_row_goes_when_its_files_are_deleted(database: Database) -> None:
    want(database)
    make_ready(database)
    late = NOW + KEPT
    with database.write() as session:
        assert photos.forget_old(session, late) == 1
        assert photos.forget_old(session, late + 99 * DAY) == 0
    assert states(database) == [GONE], "the files are still there"
    with database.write() as session:
        photos.note_deleted(session, [1])
        photos.forget_old(session, late + plan.KEPT_GONE - SECOND)
    assert states(database) == [GONE]
    with database.write() as session:
        photos.forget_old(session, late + plan.KEPT_GONE)
    assert rows(database) == []
