"""Officials for the tests of the console: a post, a browser with its own cookies, a login as people do it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from werkzeug.test import TestResponse

from store import console, officials, people
from store.db import Database
from tests.bot.stage import House

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(-?\d+)"')


def appoint(database: Database, user: str, role: str, area: str, **more: Any) -> int:
    """Make the person an official; returns the number of the holding."""
    now = datetime.now(UTC)
    with database.write() as session:
        people.remember(session, user, "user", now)
        return officials.give(session, user, role, area, now, **more)


class Browser:
    """One browser: its own cookies, over https, as the settings of the tests say."""

    def __init__(self, house: House, agent: str = "", address: str = "127.0.0.1") -> None:
        self.client = house.app.test_client()
        self.database: Database = house.app.config["DATABASE"]
        public = house.app.config["SETTINGS"].public_url
        self._ask = {
            "base_url": "https://localhost" if public.startswith("https") else "http://localhost",
            "headers": {"User-Agent": agent},
            "environ_overrides": {"REMOTE_ADDR": address},
        }

    def get(self, path: str, **more: Any) -> TestResponse:
        asked = {
            **self._ask,
            **more,
            "headers": {**self._ask["headers"], **more.get("headers", {})},
        }
        return self.client.get(path, **asked)

    def send(self, path: str, page: TestResponse, **fields: Any) -> TestResponse:
        """A form of `page` with these fields."""
        found = TOKEN.search(page.text)
        seen = VERSION.search(page.text)
        hidden = {"version": seen.group(1)} if seen else {}
        data = {"csrf_token": found.group(1) if found else "", **hidden, **fields}
        return self.client.post(path, data=data, **self._ask)

    def fill(self, path: str, **fields: Any) -> TestResponse:
        """Open the page and send its form."""
        return self.send(path, self.get(path), **fields)

    def press(self, path: str, expect: int = 200) -> TestResponse:
        page = self.get(path)
        assert page.status_code == expect, page.text
        return self.send(path, page) if expect == 200 else page


def log_in(
    house: House, database: Database, user: str, role: str = "", area: str = "", **more: Any
) -> Browser:
    """A browser in which the person is logged in; with a role they are appointed first."""
    if role:
        appoint(database, user, role, area, **more)
    now, browser = datetime.now(UTC), Browser(house)
    offer = console.make_offer(now)
    with database.write() as session:
        console.open_link(session, user, offer, now)
    answer = browser.press(f"/console/enter/{offer.token}")
    assert answer.status_code == 303, answer.text
    return browser
