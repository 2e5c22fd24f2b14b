"""/photos: shown to whoever holds a link that is good, and to nobody else; gone is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import photo_files, photo_links
from domain.photos import FAILED, FULL, GONE, SMALL, KeepPhoto
from store import photos
from store.db import Database
from store.photos import Made
from tests.bot.stage import House

KEY = "a key for tests"
NOW = datetime.now(UTC)
DATA = {FULL: b"the large one", SMALL: b"the small one"}


def waiting(database: Database, kind: str = "photo") -> int:
    with database.write() as session:
        number = photos.add(session, KeepPhoto("1", kind, "report:1"), "U1", NOW, NOW)
    assert number is not None
    return number


def ready(database: Database, kind: str = "photo") -> int:
    number = waiting(database, kind)
    suffix, media_type = {"photo": (".jpg", "image/jpeg"), "video": (".mp4", "video/mp4")}[kind]
    sizes = DATA if kind == "photo" else {FULL: DATA[FULL]}
    with database.write() as session:
        row = photos.claim(session, NOW, "w1")
        assert row is not None
        photo_files.write(database.data_dir, row.name, suffix, sizes)
        photos.note_ready(session, row, Made(suffix, media_type, 13))
    return number


@pytest.mark.parametrize("size", [FULL, SMALL])
def test_a_good_link_shows_the_photo(house: House, database: Database, size: str) -> None:
    answer = house.client.get(photo_links.path(KEY, ready(database), size))
    assert (answer.status_code, answer.data) == (200, DATA[size])
    assert answer.mimetype == "image/jpeg"
    headers = answer.headers
    assert headers["Cache-Control"] == "private, max-age=600"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "inline; filename=photo-1.jpg"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_video_comes_in_pieces(house: House, database: Database) -> None:
    link = photo_links.path(KEY, ready(database, "video"))
    answer = house.client.get(link, headers={"Range": "bytes=4-8"})
    assert (answer.status_code, answer.data, answer.mimetype) == (206, b"large", "video/mp4")
    assert house.client.get(link).data == DATA[FULL]
    small = photo_links.path(KEY, 1, SMALL)
    assert house.client.get(small).status_code == 404


@pytest.mark.parametrize("spoil", ["/photos/x", "/photos/", "/photos/../settings.py", "/photos/1"])
def test_without_a_link_there_is_nothing(house: House, database: Database, spoil: str) -> None:
    ready(database)
    answer = house.client.get(spoil)
    assert answer.status_code == 404
    assert DATA[FULL] not in answer.data


def test_a_changed_link_shows_nothing(house: House, database: Database) -> None:
    link = photo_links.path(KEY, ready(database), SMALL)
    other = photo_links.path("another key", 1, FULL)
    for wrong in (link[:-2] + "xx", other):
        answer = house.client.get(wrong)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_an_old_link_is_gone(house: House, database: Database) -> None:
    link = photo_links.path(KEY, ready(database), life=timedelta(seconds=-1))
    answer = house.client.get(link)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-store")


def test_what_is_taken_back_is_gone_before_its_file_is(house: House, database: Database) -> None:
    link = photo_links.path(KEY, ready(database))
    with database.write() as session:
        photos.forget_message(session, "1", NOW)
    assert house.client.get(link).status_code == 410
    assert photo_files.sweep(database) == 1
    assert list((database.data_dir / "photos").rglob("*.*")) == []
    assert house.client.get(link).status_code == 410


def test_a_row_that_was_deleted_is_gone(house: House) -> None:
    assert house.client.get(photo_links.path(KEY, 99)).status_code == 410


@pytest.mark.parametrize(("state", "status"), [("", 404), (FAILED, 410), (GONE, 410)])
def test_what_never_came(house: House, database: Database, state: str, status: int) -> None:
    number = waiting(database)
    if state:
        with database.write() as session:
            row = photos.claim(session, NOW, "w1")
            assert row is not None
            photos.note_lost(session, row, state, "LINE said 400", NOW)
    assert house.client.get(photo_links.path(KEY, number)).status_code == status


def test_a_file_that_is_missing_is_not_there(house: House, database: Database) -> None:
    number = ready(database)
    with database.read() as session:
        place = photos.find(session, number)
    assert place is not None
    photo_files.delete(database.data_dir, place.name)
    assert house.client.get(photo_links.path(KEY, number)).status_code == 404


def test_without_a_secret_key_no_link_opens(database: Database) -> None:
    opened = House(database, SECRET_KEY="")
    try:
        ready(database)
        assert opened.client.get(photo_links.path(KEY, 1)).status_code == 404
    finally:
        opened.close()
