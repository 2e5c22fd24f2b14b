"""What an answer of LINE means for a photo, how long it is asked for, and which moves of its state there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import photos
from domain.photos import (
    BEFORE,
    FAILED,
    GONE,
    KINDS,
    LARGEST,
    READY,
    STATES,
    WAITING,
    Download,
    Got,
    KeepPhoto,
    Later,
    Lost,
    judge,
)

DAY = timedelta(days=1)
YOUNG = timedelta(seconds=3)


@pytest.mark.parametrize(
    ("found", "tries", "age", "verdict"),
    [
        (Download(200, b"x"), 1, YOUNG, Got(b"x")),
        (Download(200, b"x"), 40, DAY, Got(b"x")),
        (Download(202), 1, YOUNG, Later(timedelta(seconds=1), "LINE still prepares it")),
        (Download(202), 4, YOUNG, Later(timedelta(seconds=5), "LINE still prepares it")),
        (Download(202), 99, YOUNG, Later(timedelta(seconds=60), "LINE still prepares it")),
        (Download(202), 99, DAY, Lost(FAILED, "not within a day: LINE still prepares it")),
        (Download(404), 1, YOUNG, Lost(GONE, "LINE said 404")),
        (Download(410), 1, DAY, Lost(GONE, "LINE said 410")),
        (Download(500), 1, YOUNG, Later(timedelta(seconds=5), "LINE said 500")),
        (Download(503), 3, YOUNG, Later(timedelta(seconds=60), "LINE said 503")),
        (Download(429), 50, YOUNG, Later(timedelta(hours=1), "LINE said 429")),
        (Download(500), 9, DAY, Lost(FAILED, "not within a day: LINE said 500")),
        (Download(401), 1, YOUNG, Later(timedelta(seconds=5), "LINE said 401", True)),
        (Download(302), 1, YOUNG, Later(timedelta(seconds=5), "LINE said 302")),
        (Download(400), 1, YOUNG, Lost(FAILED, "LINE said 400")),
        (Download(403), 1, YOUNG, Lost(FAILED, "LINE said 403")),
        (Download(None), 1, YOUNG, Later(timedelta(seconds=5), "no answer from LINE")),
        (Download(None, why="it dripped"), 2, YOUNG, Later(timedelta(seconds=15), "it dripped")),
        (Download(None), 9, DAY, Lost(FAILED, "not within a day: no answer from LINE")),
        (Download(200, b""), 1, YOUNG, Later(timedelta(seconds=5), "LINE said 200")),
        (Download(200, is_too_large=True), 1, YOUNG, Lost(FAILED, "larger than we take")),
    ],
    ids=str,
)
def test_what_an_answer_means(
    found: Download, tries: int, age: timedelta, verdict: Got | Later | Lost
) -> None:
    assert judge(found, tries, age) == verdict


def test_a_day_of_failures_is_asked_for_often_at_first_and_not_more_than_forty_times() -> None:
    age, tries = timedelta(), 0
    while isinstance(judged := judge(Download(503), tries + 1, age), Later):
        tries, age = tries + 1, age + judged.wait
    assert judged == Lost(FAILED, "not within a day: LINE said 503")
    assert 10 < tries < 40
    assert DAY <= age < DAY + timedelta(hours=1)


@pytest.mark.parametrize("state", STATES)
def test_gone_is_for_ever_and_nothing_becomes_waiting_again(state: str) -> None:
    assert GONE not in BEFORE[state]
    assert state not in BEFORE[state]
    assert BEFORE[WAITING] == ()
    assert (READY in BEFORE[state]) is (state == GONE)


def test_every_kind_has_its_limit() -> None:
    assert {kind: size // photos.MEGABYTE for kind, size in LARGEST.items()} == {
        "photo": 10,
        "video": 25,
        "voice": 25,
    }
    assert set(LARGEST) == set(KINDS)


@pytest.mark.parametrize(
    ("message_id", "kind", "fetchable"),
    [
        ("612345678901234567", "photo", True),
        ("1", "video", True),
        ("1", "voice", True),
        ("1", "file", False),
        ("1", "", False),
        ("", "photo", False),
        ("../../v2/bot/info", "photo", False),
        ("1/content", "photo", False),
        ("1?x=1", "photo", False),
        ("1\n", "photo", False),
        ("9" * 65, "photo", False),
    ],
)
def test_only_what_can_be_fetched_is_asked_for(message_id: str, kind: str, fetchable: bool) -> None:
    assert KeepPhoto(message_id, kind, "report:1").is_fetchable is fetchable


@pytest.mark.parametrize(
    ("subject", "days"), [("report:12", 730), ("permit:7", 730), ("form:99", 30)]
)
def test_how_long_it_stays(subject: str, days: int) -> None:
    assert photos.kept_for(subject) == timedelta(days=days)


SENT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taken", "is_true"),
    [
        (SENT, True),
        (SENT - timedelta(days=700), True),
        (SENT + timedelta(minutes=59), True),
        (SENT + timedelta(hours=2), False),
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(2000, 1, 1, tzinfo=UTC), False),
    ],
)
def test_what_a_camera_says_of_the_time(taken: datetime, is_true: bool) -> None:
    assert photos.is_camera_time(taken, SENT) is is_true
