"""Feed to stored detections: the look-alike's passes, the same pixel from three services, and what a failure leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from domain.hotspots import Detection, Pixel
from domain.places import Point
from jobs import fetch_firms
from simulator import satellites
from simulator.day import march
from sources import firms
from sources.fetch import FeedError
from sources.firms import HotspotsRead
from store import feeds, hotspots, versions
from store.db import Database

AT = datetime(2026, 3, 13, 6, 36, tzinfo=UTC)  # 13.36 in Lampang
NOW = AT + timedelta(hours=3)
CHAE_SON = Point(18.853, 99.418)  # 521304


def pixel(source: str = "firms", **changes: object) -> Pixel:
    told = {"source": source, "at": AT, "point": CHAE_SON, "radius_m": 280, "satellite": "N20"}
    return Pixel(**{**told, **changes})  # type: ignore[arg-type]


def keep(database: Database, *pixels: Pixel, name: str = "firms") -> dict[str, int]:
    return fetch_firms.keep(database, name, NOW, HotspotsRead(pixels))


def known(database: Database) -> tuple[Detection, ...]:
    with database.read() as session:
        return hotspots.between(session, AT - timedelta(days=2), AT + timedelta(days=2))


def test_the_passes_of_the_haze_day_are_kept_once(database: Database) -> None:
    now = march(13, 18)
    area = satellites.read_area(firms.AREA)
    read = [
        firms.read(satellites.hotspots(source, area, firms.DAYS, now), now=now)
        for source in satellites.SATELLITES
    ]
    every = HotspotsRead(tuple(one for part in read for one in part.pixels))
    first = fetch_firms.keep(database, "firms", now, every)
    assert first["read"] > first["new"] > 20, "one of the told fires burns across the border"
    assert first["rejected"] == 0
    assert fetch_firms.keep(database, "firms", now, every)["new"] == 0
    with database.read() as session:
        found = hotspots.between(session, march(12, 0), march(14, 0))
        (feed,) = feeds.listed(session)
    assert len(found) == first["new"]
    assert all(one.area.startswith("52") and len(one.area) == 6 for one in found)
    assert {"5202", "5205", "5213"} <= {one.area[:4] for one in found}
    assert feed.newest_at == max(one.at for one in found)


@pytest.mark.parametrize("order", permutations(range(3)))
def test_one_pixel_from_three_services_is_one_detection(
    database: Database, order: tuple[int, ...]
) -> None:
    told = (
        pixel("firms", confidence="high"),
        pixel("gistda-hotspots", at=AT + timedelta(minutes=2), land="reserved", area="521304"),
        pixel("rfd-firemap", satellite="", point=Point(18.8531, 99.4181), land="conservation"),
    )
    for number in order:
        keep(database, told[number])
    (found,) = known(database)
    assert found.sources == ("firms", "gistda-hotspots", "rfd-firemap")
    assert (found.point, found.at, found.confidence) == (CHAE_SON, AT, "high")
    assert (found.satellite, found.land) == ("N20", "reserved")


def test_two_that_a_third_shows_to_be_one_become_one(database: Database) -> None:
    near = Point(18.8541, 99.418)  # 122 m
    far = Point(18.8552, 99.418)  # 122 m more
    keep(database, pixel("firms"), pixel("rfd-firemap", satellite="", point=far))
    assert len(known(database)) == 2
    keep(database, pixel("gistda-hotspots", point=near))
    assert len(known(database)) == 1


@pytest.mark.parametrize(
    "other",
    [
        pixel(point=Point(18.8564, 99.418)),  # the neighbour in the same pass
        pixel("gistda-hotspots", point=Point(18.8564, 99.418)),
        pixel("gistda-hotspots", satellite="N21"),
        pixel("gistda-hotspots", at=AT + timedelta(minutes=25)),
        pixel("gistda-hotspots", instrument="MODIS", satellite="N20"),
    ],
)
def test_neighbours_and_other_passes_stay_apart(database: Database, other: Pixel) -> None:
    keep(database, pixel(), other)
    assert len(known(database)) == 2


def test_what_lies_outside_the_province_is_read_and_not_kept(database: Database) -> None:
    chiang_mai, phrae = Point(18.79, 98.98), Point(18.14, 100.12)
    counts = keep(database, pixel(point=chiang_mai), pixel(point=phrae))
    assert counts == {"read": 2, "new": 0, "rejected": 0}
    assert known(database) == ()


def test_a_service_decides_between_two_tambons_and_nothing_else(database: Database) -> None:
    on_the_line = Point(18.702, 100.052)  # 520510 or 520508: the numbers leave both
    keep(
        database,
        pixel(point=on_the_line),
        pixel("gistda-hotspots", point=Point(18.702, 100.06), area="520508"),
        pixel("gistda-hotspots", area="520101"),
    )
    assert sorted(one.area for one in known(database)) == ["520508", "520510", "521304"]


def test_decisions_on_hotspots_read_anew_after_news_only(database: Database) -> None:
    keep(database, pixel())
    with database.read() as session:
        seen = versions.seen(session, "hotspots")
    keep(database, pixel())
    with database.read() as session:
        assert versions.seen(session, "hotspots") == seen > 0


def test_a_failure_is_noted_and_keeps_what_was(database: Database) -> None:
    def refused() -> HotspotsRead:
        raise FeedError("http", "FIRMS_MAP_KEY is refused: Invalid MAP_KEY.")

    keep(database, pixel())
    counts = fetch_firms.run(database, NOW + timedelta(minutes=15), refused)
    assert counts["failed"] == 1
    with database.read() as session:
        (feed,) = feeds.listed(session)
    assert "FIRMS_MAP_KEY" in feed.error
    assert feed.worked_at == NOW
    assert len(known(database)) == 1


def test_a_satellite_that_fails_is_said_and_costs_only_itself(database: Database) -> None:
    read = HotspotsRead((pixel(),), failures=(FeedError("http", "MODIS_NRT: answered 500"),))
    assert fetch_firms.keep(database, "firms", NOW, read)["new"] == 1
    with database.read() as session:
        (feed,) = feeds.listed(session)
    assert feed.error == "http: MODIS_NRT: answered 500"
    assert feed.worked_at == NOW
