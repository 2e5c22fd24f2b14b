"""Photos are fetched in the background: whatever LINE or the file does, it costs that photo only."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

import handlers
from bot import content, photo_files
from bot.content import Fetcher
from bot.line import Line
from domain.conversation import Context, Effect, Event, Say
from domain.photos import FAILED, FULL, GONE, LARGEST, READY, SMALL, WAITING, Download, KeepPhoto
from jobs import forget_old
from store import forget, photos
from store.db import Database
from store.photos import PhotoRow
from tests.bot.pictures_of import PLACE, bomb, mp4, photo
from tests.bot.stage import all_events, bring, desk, event, person, until, work_all
from tests.simulator_server import TOKEN, Look

NOW = datetime.now(UTC)
Answers = Download | Callable[[], Download]


class PretendLine:
    """Gives what it was told for a message, the last of it for ever; counts how often it was asked."""

    def __init__(self, **told: list[Answers]) -> None:
        self.told = {name: list(answers) for name, answers in told.items()}
        self.asked: list[tuple[str, int]] = []
        self._lock = threading.Lock()

    def content(self, message_id: str, largest: int) -> Download:
        with self._lock:
            self.asked.append((message_id, largest))
            left = self.told.get(f"m{message_id}", [Download(200, photo())])
            answer = left.pop(0) if len(left) > 1 else left[0]
        return answer if isinstance(answer, Download) else answer()


def fetcher(database: Database, line: PretendLine, name: str = "w1") -> tuple[Fetcher, list[str]]:
    alarms: list[str] = []
    return Fetcher(database, line, name, alarms.append), alarms


def want(
    database: Database, message_id: str = "1", kind: str = "photo", sender: str = person()
) -> None:
    with database.write() as session:
        number = photos.add(session, KeepPhoto(message_id, kind, "report:1"), sender, NOW, NOW)
    assert number


def fetch_all(worker: Fetcher, rounds: int = 50) -> None:
    """As the thread does, but no wait is waited for."""
    for _ in range(rounds):
        while worker.fetch_one():
            pass
        with worker.database.write() as session:
            left = session.query(PhotoRow).filter_by(state=WAITING).count()
            session.execute(update(PhotoRow).where(PhotoRow.claim == "").values(not_before=NOW))
        if not left:
            return


def row(database: Database, message_id: str = "1") -> PhotoRow:
    with database.read() as session:
        return session.query(PhotoRow).filter_by(message_id=message_id).one()


def files(database: Database) -> list[Path]:
    return [one for one in (database.data_dir / "photos").rglob("*") if one.is_file()]


# What LINE gives


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ([Download(200, photo())], 1),
        ([Download(202), Download(202), Download(200, photo())], 3),
        ([Download(500), Download(None), Download(503), Download(200, photo())], 4),
        ([Download(429), Download(200, b""), Download(200, photo())], 3),
    ],
    ids=["at once", "prepared first", "failing first", "odd first"],
)
def test_it_comes_in_the_end(database: Database, answers: list[Answers], asked: int) -> None:
    want(database)
    line = PretendLine(m1=answers)
    worker, alarms = fetcher(database, line)
    fetch_all(worker)
    found = row(database)
    assert (found.state, found.why, found.tries, len(line.asked)) == (READY, "", asked, asked)
    assert (found.width, found.height, found.media_type) == (800, 600, "image/jpeg")
    assert line.asked[0] == ("1", LARGEST["photo"])
    assert found.size == sum(one.stat().st_size for one in files(database))
    assert len(files(database)) == 2
    assert alarms == []


@pytest.mark.parametrize(
    ("answer", "state", "why"),
    [
        (Download(404), GONE, "404"),
        (Download(410), GONE, "410"),
        (Download(400), FAILED, "400"),
        (Download(200, is_too_large=True), FAILED, "larger"),
        (Download(200, b"<html>not a photo</html>"), FAILED, "not a photo"),
        (Download(200, photo()[:3000]), FAILED, "not a readable photo"),
        (Download(200, bomb()), FAILED, "pixels"),
        (Download(200, mp4()), FAILED, "not a photo"),
    ],
    ids=["404", "410", "400", "too large", "html", "cut", "bomb", "video"],
)
def test_what_will_not_come_costs_only_itself(
    database: Database, answer: Download, state: str, why: str
) -> None:
    want(database, "1")
    want(database, "2")
    worker, alarms = fetcher(database, PretendLine(m1=[answer]))
    fetch_all(worker)
    lost, fine = row(database, "1"), row(database, "2")
    assert (lost.state, lost.tries, why in lost.why) == (state, 1, True)
    assert fine.state == READY
    assert all(fine.name in one.name for one in files(database))
    assert alarms == []


def test_a_day_of_silence_ends_it(database: Database) -> None:
    want(database)
    worker, _ = fetcher(database, PretendLine(m1=[Download(None, why="ReadTimeoutError")]))
    assert worker.fetch_one()
    assert not worker.fetch_one(), "it waits before it is tried again"
    later = row(database)
    assert (later.state, later.why) == (WAITING, "ReadTimeoutError")
    assert later.not_before > NOW + timedelta(seconds=4)
    with database.write() as session:
        session.execute(update(PhotoRow).values(added_at=NOW - timedelta(days=1), not_before=NOW))
    worker.fetch_one()
    assert (row(database).state, row(database).why) == (
        FAILED,
        "not within a day: ReadTimeoutError",
    )


def test_a_refused_token_alarms_the_operator_and_the_photo_waits(database: Database) -> None:
    want(database)
    worker, alarms = fetcher(database, PretendLine(m1=[Download(401)]))
    worker.fetch_one()
    assert row(database).state == WAITING
    assert ["401" in one for one in alarms] == [True]


def test_a_full_disk_is_told_and_nothing_is_fetched(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "LEAST_FREE", 2**62)
    want(database)
    line = PretendLine()
    worker, alarms = fetcher(database, line)
    worker.stop()
    assert not worker.fetch_one()
    assert ["disk" in one for one in alarms] == [True]
    assert (line.asked, row(database).state, row(database).tries) == ([], WAITING, 0)


def test_a_disk_that_fails_lets_it_wait(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    want(database)
    worker, _ = fetcher(database, PretendLine())
    with monkeypatch.context() as patched:
        patched.setattr(photo_files, "write", fails)
        worker.fetch_one()
    assert (row(database).state, row(database).why) == (WAITING, "not written (OSError)")
    fetch_all(worker)
    assert row(database).state == READY


# What is kept


def test_neither_place_nor_anything_else_of_the_file_is_kept(database: Database) -> None:
    sent = photo(900, 600, orientation=6, taken="2026:03:14 13:05:00")
    assert PLACE in sent
    want(database)
    worker, _ = fetcher(database, PretendLine(m1=[Download(200, sent)]))
    fetch_all(worker)
    found = row(database)
    assert (found.width, found.height) == (600, 900), "upright"
    assert found.taken_at == datetime(2026, 3, 14, 6, 5, tzinfo=UTC)
    for size in (FULL, SMALL):
        data = photo_files.file_of(database.data_dir, found.name, ".jpg", size).read_bytes()
        assert data.startswith(b"\xff\xd8")
        assert PLACE not in data
        assert b"Exif" not in data
    assert "1" not in {one.stem for one in files(database)}, "its name says nothing"


def test_a_camera_with_a_wrong_clock_is_not_believed(database: Database) -> None:
    want(database)
    told = [Download(200, photo(taken="2099:01:01 00:00:00"))]
    fetch_all(fetcher(database, PretendLine(m1=told))[0])
    assert (row(database).state, row(database).taken_at) == (READY, None)


@pytest.mark.parametrize(
    ("kind", "media_type", "suffix"),
    [("video", "video/mp4", ".mp4"), ("voice", "audio/mp4", ".m4a")],
)
def test_a_video_and_a_voice(database: Database, kind: str, media_type: str, suffix: str) -> None:
    want(database, "1", kind)
    line = PretendLine(m1=[Download(202), Download(200, mp4())])
    fetch_all(fetcher(database, line)[0])
    found = row(database)
    assert (found.state, found.media_type, found.size) == (READY, media_type, len(mp4()))
    assert line.asked[0] == ("1", LARGEST[kind])
    (file,) = files(database)
    assert file.name == f"{found.name}{suffix}"
    assert PLACE not in file.read_bytes()


@pytest.mark.parametrize("kind", ["video", "voice"])
def test_a_program_is_no_recording(database: Database, kind: str) -> None:
    want(database, "1", kind)
    fetch_all(fetcher(database, PretendLine(m1=[Download(200, b"MZ\x90" * 99)]))[0])
    assert (row(database).state, files(database)) == (FAILED, [])


# Several workers


def test_two_workers_fetch_each_photo_once(database: Database) -> None:
    for number in range(10):
        want(database, str(number))
    line = PretendLine()
    workers = [fetcher(database, line, name)[0] for name in ("w1", "w2")]
    for one in workers:
        one.start()
    until(lambda: all(row(database, str(number)).state == READY for number in range(10)))
    for one in workers:
        one.stop(30)
    assert sorted(message for message, _ in line.asked) == [str(number) for number in range(10)]


@pytest.fixture
def slow(database: Database) -> Iterator[tuple[Fetcher, threading.Event, threading.Thread]]:
    """A worker whose fetch of message 1 is out until the event is set."""
    out, go = threading.Event(), threading.Event()

    def answer() -> Download:
        out.set()
        assert go.wait(60)
        return Download(200, photo())

    want(database)
    worker, _ = fetcher(database, PretendLine(m1=[answer]))
    thread = threading.Thread(target=worker.fetch_one)
    thread.start()
    assert out.wait(60)
    yield worker, go, thread
    go.set()
    thread.join(60)


def test_taken_back_while_it_comes_leaves_no_file(
    database: Database, slow: tuple[Fetcher, threading.Event, threading.Thread]
) -> None:
    worker, go, thread = slow
    with database.write() as session:
        photos.forget_message(session, "1", NOW)
    assert photo_files.sweep(database) == 0, "not while it may be written"
    go.set()
    thread.join(60)
    assert (row(database).state, len(files(database))) == (GONE, 2)
    assert photo_files.sweep(database) == 1
    assert files(database) == []
    assert photo_files.sweep(database) == 0
    assert not worker.fetch_one()


def test_the_network_is_waited_for_without_a_lock(
    database: Database, slow: tuple[Fetcher, threading.Event, threading.Thread]
) -> None:
    want(database, "2")
    other, _ = fetcher(database, PretendLine(), "w2")
    assert other.fetch_one()
    assert not other.fetch_one()
    assert (row(database, "1").state, row(database, "2").state) == (WAITING, READY)


def test_it_ends_in_time(
    database: Database, slow: tuple[Fetcher, threading.Event, threading.Thread]
) -> None:
    worker, _, _ = slow
    began = datetime.now(UTC)
    worker.start()
    worker.stop()
    assert datetime.now(UTC) - began < timedelta(seconds=8)


def test_a_database_that_is_away_does_not_end_the_thread(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    real = photos.is_due

    def away_first(*how: object) -> bool:
        seen.append(1)
        if len(seen) == 1:
            raise ConnectionError
        return real(*how)  # type: ignore[arg-type]

    monkeypatch.setattr(photos, "is_due", away_first)
    want(database)
    worker, _ = fetcher(database, PretendLine())
    worker.threads = 1
    worker.start()
    worker.look()
    until(lambda: row(database).state == READY)
    worker.stop(30)


# From the chat, and out of it again


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler that keeps what comes, as those of features do."""

    def handle(event: Event, context: Context) -> list[Effect]:
        return [Say("ok"), KeepPhoto(event.message_id, event.kind, "report:12")]

    monkeypatch.setattr(handlers.HANDLERS["media"], "handle", handle)


def sent(message_id: str, type_: str = "image") -> dict[str, object]:
    return event(message={"id": message_id, "type": type_, "contentProvider": {"type": "line"}})


@pytest.mark.usefixtures("keeping")
def test_what_a_handler_keeps_is_fetched_and_belongs_to_its_report(database: Database) -> None:
    bring(database, sent("71"), sent("72", "video"))
    bring(database, sent("71"))
    work_all(desk(database)[0])
    fetch_all(fetcher(database, PretendLine(m72=[Download(200, mp4())]))[0])
    with database.read() as session:
        found = photos.of_subject(session, "report:12")
    assert [(one.kind, one.is_ready) for one in found] == [("photo", True), ("video", True)]
    assert row(database, "71").sender == person()
    assert all(one.handled_at and not one.error for one in all_events(database))


@pytest.mark.usefixtures("keeping")
def test_unsend_makes_it_gone_and_deletes_its_files(database: Database) -> None:
    bring(database, sent("71"), sent("72"))
    worker = desk(database)[0]
    work_all(worker)
    fetch_all(fetcher(database, PretendLine())[0])
    assert len(files(database)) == 4
    bring(database, event("unsend", unsend={"messageId": "71"}, replyToken=...))
    work_all(worker)
    assert (row(database, "71").state, row(database, "72").state) == (GONE, READY)
    photo_files.sweep(database)
    assert all(row(database, "72").name in one.name for one in files(database))
    assert len(files(database)) == 2


@pytest.mark.usefixtures("keeping")
def test_taken_back_before_it_was_read_is_never_fetched(database: Database) -> None:
    bring(database, event("unsend", unsend={"messageId": "71"}, replyToken=...))
    worker = desk(database)[0]
    work_all(worker)
    bring(database, sent("71"))
    work_all(worker)
    with database.read() as session:
        assert session.query(PhotoRow).count() == 0


@pytest.mark.usefixtures("keeping")
def test_an_odd_id_does_not_fail_the_event(database: Database) -> None:
    bring(database, sent("../../v2/bot/info"), sent(""))
    work_all(desk(database)[0])
    assert all(one.handled_at and not one.error for one in all_events(database))
    with database.read() as session:
        assert session.query(PhotoRow).count() == 0


def test_who_is_forgotten_takes_the_voice_along(database: Database) -> None:
    want(database, "1")
    want(database, "2", "voice")
    fetch_all(fetcher(database, PretendLine(m2=[Download(200, mp4())]))[0])
    with database.write() as session:
        forget.person(session, person())
    photo_files.sweep(database)
    assert len(files(database)) == 2
    assert all(row(database, "1").name in one.name for one in files(database))


@pytest.mark.parametrize(("days", "left"), [(729, 2), (731, 0)])
def test_after_two_years_the_files_go(database: Database, days: int, left: int) -> None:
    want(database)
    fetch_all(fetcher(database, PretendLine())[0])
    counts = forget_old.run(database, NOW + timedelta(days=days))
    assert (counts["photos"], len(files(database))) == (not left, left)


def test_a_file_that_cannot_be_deleted_stops_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for message in "12":
        want(database, message)
    fetch_all(fetcher(database, PretendLine())[0])
    with database.write() as session:
        for message in "12":
            photos.forget_message(session, message, NOW)
    stuck, real = row(database, "1").name, photo_files.delete

    def delete(folder: Path, name: str) -> None:
        if name == stuck:
            raise PermissionError
        real(folder, name)

    with monkeypatch.context() as patched:
        patched.setattr(photo_files, "delete", delete)
        assert photo_files.sweep(database) == 1
        assert photo_files.sweep(database) == 0
    assert photo_files.sweep(database) == 1
    assert files(database) == []


# Through the look-alike of LINE, over HTTP


def test_a_photo_of_a_phone_through_the_look_alike(look: Look, database: Database) -> None:
    look.ask("POST", "settings", content_preparing_seconds=100)
    user = look.person()
    body = base64.b64encode(photo(2400, 1800, orientation=8)).decode()
    told = look.ask("POST", "act", user=user, kind="image", content=body, contentType="image/jpeg")
    want(database, told["messageId"], sender=user)
    worker, alarms = fetcher(database, Line(TOKEN, look.url, data_url=look.url))  # type: ignore[arg-type]
    look.fault("content", "status", status=503, count=1)
    assert worker.fetch_one()
    assert row(database, told["messageId"]).why == "LINE said 503"
    soon = update(PhotoRow).values(not_before=NOW)
    with database.write() as session:
        session.execute(soon)
    assert worker.fetch_one()
    assert row(database, told["messageId"]).why == "LINE still prepares it"
    look.ask("POST", "line-clock", advance=101)
    fetch_all(worker)
    found = row(database, told["messageId"])
    assert (found.state, found.width, found.height, found.tries) == (READY, 1200, 1600, 3)
    assert alarms == []
    look.ask("POST", "act", user=user, kind="unsend", messageId=told["messageId"])
    with database.write() as session:
        session.execute(update(PhotoRow).values(state=WAITING, not_before=NOW))
    assert worker.fetch_one()
    assert row(database, told["messageId"]).why == "LINE said 410"
    want(database, "404404", sender=user)
    assert worker.fetch_one()
    assert row(database, "404404").why == "LINE said 404"
