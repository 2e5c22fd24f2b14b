"""Public pages: privacy in both languages, style and font from us, pictures, and the headers of every route."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from domain.air import Reading, Station
from domain.places import Point
from store import readings
from store.db import Database
from tests.bot.stage import House
from web.access import ACCESS

HOUR = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
PNG = b"\x89PNG\r\n\x1a\n"


def name(
    hour: datetime = HOUR, hours: str = "5", station: str = "40t", language: str = "th"
) -> str:
    return f"{station}-{hour:%Y%m%d%H}-{hours}-{language}.png"


@pytest.fixture
def measured(database: Database) -> Database:
    with database.write() as session:
        readings.keep_station(session, Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66)))
        hours = [HOUR - timedelta(hours=n) for n in range(5)] + [HOUR - timedelta(days=40)]
        readings.keep(session, [Reading("40t", at, 1, 60.0, "a feed") for at in hours], HOUR)
    return database


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("", "th", "ลบข้อมูล"),
        ("?language=th", "th", "ลบข้อมูล"),
        ("?language=en", "en", "delete my data"),
        ("?language=<script>", "th", "ลบข้อมูล"),
    ],
)
def test_privacy_in_the_reader_s_language(
    house: House, query: str, language: str, words: str
) -> None:
    answer = house.client.get(f"/privacy{query}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_load_nothing_from_elsewhere(house: House, language: str) -> None:
    page = house.client.get(f"/privacy?language={language}").text
    loaded = re.findall(r'<(?:link|img|script|iframe)[^>]*(?:href|src)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    for address in loaded:
        answer = house.client.get(address)
        assert answer.status_code == 200
        for inner in re.findall(r"url\(([^)]+)\)", answer.text):
            inner = inner.strip("'\"")
            assert "//" not in inner
            assert (
                house.client.get(inner if inner[0] == "/" else f"/style/{inner}").status_code == 200
            )


@pytest.mark.parametrize(
    "path",
    [
        "/style/../privacy.py",
        "/style/..%2f..%2f..%2fsettings.py",
        "/style/%2e%2e/%2e%2e/app.py",
        "/style//etc/passwd",
        "/style/nothing.css",
        "/style/nothing.ttf",
        "/style/../../../etc/hosts.ttf",
        "/pictures/day/../../app.py",
        "/pictures/day/..%2f..%2fnongkhem.db",
        f"/pictures/day/{name()}%00",
        f"/pictures/day/x/{name()}",
        "/pictures/day/",
        "/pictures/day/x.png",
        f"/pictures/day/{name(language='de')}",
        f"/pictures/day/{name(hours='555')}",
        f"/pictures/day/{name(station='..')}",
        "/pictures/day/40t-2026999999-5-th.png",
        "/pictures/day/40t-0000000000-5-th.png",
        f"/pictures/day/{name().replace('.png', '.svg')}",
        "/nothing",
    ],
)
def test_there_is_nothing_at_odd_addresses(house: House, measured: Database, path: str) -> None:
    answer = house.client.get(path)
    assert answer.status_code in (404, 308)
    assert "SECRET" not in answer.text


def test_a_picture_is_drawn_once_and_kept(
    house: House, measured: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.client.get(f"/pictures/day/{name()}")
    assert first.status_code == 200
    assert first.data.startswith(PNG)
    assert first.mimetype == "image/png"
    assert "immutable" in first.headers["Cache-Control"]
    folder = measured.data_dir / "pictures"
    assert [file.name for file in folder.iterdir()] == [name()], "no half-written file stays"
    monkeypatch.setattr(readings, "day_of", None)
    assert house.client.get(f"/pictures/day/{name()}").data == first.data
    assert house.client.get(f"/pictures/day/{name(language='en')}").status_code == 500


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (name(station="99t"), "no such station"),
        (name(HOUR - timedelta(days=3)), "nothing measured"),
        (name(HOUR - timedelta(days=40), "1"), "older than any link"),
        (name(hours="31"), "more hours than a card knows"),
        (name(hours="0"), "no hours"),
    ],
)
def test_only_pictures_that_we_link_to_are_drawn(
    house: House, measured: Database, picture: str, why: str
) -> None:
    """Else anybody could fill the disk with every number in a name."""
    assert house.client.get(f"/pictures/day/{picture}").status_code == 404, why
    assert not (measured.data_dir / "pictures").exists()


def test_a_link_made_before_a_late_hour_came_still_shows_a_picture(
    house: House, measured: Database
) -> None:
    assert house.client.get(f"/pictures/day/{name(hours='4')}").status_code == 200


EXAMPLES = {
    "/callback": "/callback",
    "/healthz": "/healthz",
    "/metrics": "/metrics",
    "/privacy": "/privacy",
    "/style/<path:name>": "/style/page.css",
    "/pictures/day/<name>": f"/pictures/day/{name()}",
    "/pictures/days/<name>": "/pictures/days/nothing.png",
    "/photos/<token>": "/photos/nothing",
}


@pytest.mark.parametrize("route", [*ACCESS, "/nothing"])
def test_every_answer_carries_the_security_headers(
    house: House, measured: Database, route: str
) -> None:
    answer = house.client.get(EXAMPLES.get(route, route))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    # Only the console knows who comes back.
    assert route.startswith("/console") or "Set-Cookie" not in answer.headers


def test_every_route_says_who_may_use_it(house: House) -> None:
    assert {rule.rule for rule in house.app.url_map.iter_rules()} == set(ACCESS)


def days_name(days: int = 7, hours: str = "6", station: str = "40t", ago: int = 0) -> str:
    last = (datetime.now(UTC) + timedelta(hours=7)).date() - timedelta(days=ago)
    return f"{station}-{last:%Y%m%d}-{days}-{hours}-th.png"


@pytest.fixture
def measured_days(database: Database) -> Database:
    """An hour each of the last six days, at noon in Lampang."""
    noon = (datetime.now(UTC) + timedelta(hours=7)).replace(
        hour=5, minute=0, second=0, microsecond=0
    )
    with database.write() as session:
        readings.keep_station(session, Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66)))
        hours = [noon - timedelta(days=n) for n in range(6)]
        readings.keep(session, [Reading("40t", at, 1, 60.0, "a feed") for at in hours], HOUR)
    return database


def test_a_picture_of_days_is_drawn_once_and_kept(house: House, measured_days: Database) -> None:
    first = house.client.get(f"/pictures/days/{days_name()}")
    assert first.status_code == 200
    assert first.data.startswith(PNG)
    assert (measured_days.data_dir / "pictures" / "days" / days_name()).is_file()
    assert house.client.get(f"/pictures/days/{days_name()}").data == first.data


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (days_name(station="99t"), "no such station"),
        (days_name(hours="7"), "more hours than there are"),
        (days_name(hours="0"), "no hours"),
        (days_name(1), "a day has its own picture"),
        (days_name(32), "longer than the chat looks back"),
        (days_name(ago=-1), "tomorrow"),
        (days_name(ago=70), "older than any link"),
        (days_name().replace("-th", "-de"), "no such language"),
        ("40t-20269999-7-6-th.png", "no such day"),
        ("40t-00010101-30-6-th.png", "before the first day"),
        ("../day/x-th.png", "elsewhere"),
    ],
)
def test_only_days_that_we_link_to_are_drawn(
    house: House, measured_days: Database, picture: str, why: str
) -> None:
    assert house.client.get(f"/pictures/days/{picture}").status_code in (404, 308), why
    assert not (measured_days.data_dir / "pictures").exists()
