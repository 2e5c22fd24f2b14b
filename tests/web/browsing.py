"""The console in a real browser, for who holds which post; where no Chromium is found its files are looked at instead."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.serving import make_server

from domain.air import Reading, Station
from domain.hotspots import FIRMS, Pixel
from domain.places import Point
from store import hotspots, permits, quota, readings, sensors
from store.db import Database
from tests.bot.stage import House, person
from tests.burning import permit
from tests.crew import HEAD, HOME, Crew
from tests.simulator.page_stage import ARGUMENTS, find_chromium
from tests.town import free_port
from tests.web.officials import Browser, log_in

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@dataclass
class Seen:
    """What a browser shows of the console of this house to people who are logged in."""

    chromium: Any
    house: House
    address: str
    browsers: dict[int, Browser] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, path: str, size: dict[str, int], who: int = HEAD) -> Iterator[Any]:
        official = self.browsers.get(who)
        if official is None:
            database = self.house.app.config["DATABASE"]
            official = self.browsers[who] = log_in(self.house, database, person(who))
        context = self.chromium.new_context(viewport=size)
        context.add_cookies(
            [
                {"name": one.key, "value": one.value, "url": self.address}
                for one in official.client._cookies.values()
            ]
        )
        page = context.new_page()
        page.on("pageerror", lambda mistake: self.mistakes.append(str(mistake)))
        page.on("console", lambda said: self._note(said.text))
        page.goto(f"{self.address}/console{path}")
        yield page
        context.close()

    def _note(self, said: str) -> None:
        if "Content Security Policy" in said:
            self.mistakes.append(said)


@pytest.fixture
def full(sqlite: Database) -> Database:
    """A village where everything happens at once."""
    crew = Crew(sqlite)
    crew.volunteer(1, "สมชาย ใจดี", state="pending", duty_until=None)
    crew.volunteer(2, "มานี มีนา")
    crew.burns(owner=0)
    now = crew.at
    station = Station("40t", "สบป้าด", "", Point(18.25, 99.76), "official", "520205", "air4thai")
    sensor = Station("LP01", "โรงเรียนบ้านดง", "", Point(18.4, 99.7), "sensor", HOME, "sensor")
    with sqlite.write() as session:
        readings.keep_station(session, station)
        readings.keep(session, [Reading("40t", now, 24, 80.4)], now)
        sensors.add(session, sensor, "pms5003", now)
        seen = Pixel(FIRMS, now - timedelta(hours=2), Point(18.6, 99.8), 190)
        hotspots.keep(session, [seen], now)
        told = {"holder": person(3), "tambon": HOME}
        permits.file(session, permit(**told), now)
        today = {"day": "2026-03-12", "state": "approved", "point": [18.3, 99.7]}
        permits.file(session, permit(**told, **today), now)
        quota.note(session, 300, 120, now)
    return sqlite


@pytest.fixture
def seen(full: Database) -> Iterator[Seen | None]:
    path = find_chromium()
    port = free_port()
    house = House(full, PUBLIC_URL=f"http://localhost:{port}")
    if path is None:
        official = log_in(house, full, person(HEAD))
        print("no Chromium here: the browser part could not run, only the files are looked at")
        for name in re.findall(r'src="([^"]+)"', official.get("/console").text):
            assert official.get(name).status_code == 200
        yield None
        return
    server = make_server("127.0.0.1", port, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        shown = Seen(chromium, house, f"http://localhost:{port}")
        yield shown
        chromium.close()
    server.shutdown()
    thread.join()
    assert shown.mistakes == []
