"""A warning as people live it: log in from the chat, write, a second person approves in a browser, a villager's phone rings."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests

from store import invitations
from store.db import connect
from tests.simulator.page_stage import ARGUMENTS, find_chromium
from tests.town import ROOT, free_port, wait_until

HEADLINE = "ไฟป่าใกล้บ้านเมาะหลวง"


@dataclass(frozen=True)
class Demo:
    address: str
    folder: Path

    def person(self, name: str) -> str:
        made = requests.post(f"{self.address}/_/people", json={"name": name}, timeout=30).json()
        user: str = made["userId"]
        return user

    def says(self, user: str, words: str) -> None:
        act = {"user": user, "kind": "text", "text": words}
        requests.post(f"{self.address}/_/act", json=act, timeout=30).raise_for_status()

    def heard(self, user: str, part: str) -> str:
        """What the bot has told this phone, once it holds these words."""
        path = f"{self.address}/_/timeline?user={user}&after=0"

        def told() -> str:
            items = requests.get(path, timeout=30).json()["items"]
            said = str([one["message"] for one in items if one["from"] == "bot"])
            return said if part in said else ""

        heard: str = wait_until(told)
        return heard

    def official(self, name: str, role: str, area: str, post: str) -> str:
        """By a code, a name and no telephone, as everybody becomes one."""
        database = connect(f"sqlite:///{self.folder}/demo/nongkhem.db", self.folder / "demo")
        with database.write() as session:
            code = invitations.make(session, role, area, post, datetime.now(UTC))
        database.close()
        user = self.person(name)
        self.says(user, code)
        self.heard(user, "ชื่อ")
        self.says(user, name)
        self.heard(user, "เบอร์")
        self.says(user, "081-234 5678")
        self.heard(user, "ขอบคุณ")
        return user

    def link(self, user: str) -> str:
        self.says(user, "เข้าระบบ")
        (found,) = set(
            re.findall(
                r"http://localhost:\d+/console/enter/[\w-]+", self.heard(user, "/console/enter/")
            )
        )
        return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    command = [
        sys.executable,
        "-m",
        "flask",
        "--app",
        "app",
        "demo",
        "--port",
        str(port),
        "--speed",
        "0",
    ]
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "DATA_DIR": str(folder)}, stdout=out, stderr=out
        )
    try:
        wait_until(lambda: process.poll() is not None or "Ctrl-C" in said.read_text("utf-8"))
        assert process.poll() is None, said.read_text("utf-8")
        yield Demo(f"http://localhost:{port}", folder)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_from_the_first_word_to_the_phone(demo: Demo, tmp_path: Path) -> None:
    resident = demo.person("ชาวบ้านแม่เมาะ")
    demo.says(resident, "บ้านอยู่แม่เมาะ")
    demo.heard(resident, "แม่เมาะ")
    writer = demo.official("สมชาย ใจดี", "officer", "5202", "ปลัดอำเภอแม่เมาะ")
    approver = demo.official("วิไล รักษ์ป่า", "approver", "52", "ปภ. จังหวัดลำปาง")
    demo.says(resident, "เข้าระบบ")
    assert "/console/enter/" not in demo.heard(resident, "เจ้าหน้าที่")
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium here: only the login page is asked for")
        assert requests.get(demo.link(writer), timeout=30).status_code == 200
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        phone, desk = _page(browser, 360, 740), _page(browser, 1280, 900)
        _log_in(phone, demo.link(writer))
        number = _write(phone)
        _keeps_its_width(phone)
        _log_in(desk, demo.link(approver))
        _approve(desk, number)
        told = demo.heard(resident, HEADLINE)
        assert number in told
        phone.screenshot(path=tmp_path / "phone.png", full_page=True)
        desk.screenshot(path=tmp_path / "desk.png", full_page=True)
        browser.close()
    demo.says(resident, "เขาว่าจะอพยพจริงไหม")
    assert "ยังไม่มีประกาศอพยพ" in demo.heard(resident, "ยังไม่มีประกาศอพยพ")


def _page(browser: Any, width: int, height: int) -> Any:
    """Nothing that the policy of the page forbids may be tried."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.on("pageerror", partial(_fail, "a mistake in the script"))
    page.on(
        "console",
        lambda said: _fail("console", said.text) if "Content Security" in said.text else None,
    )
    return page


def _fail(what: str, said: object) -> None:
    raise AssertionError(f"{what}: {said}")


def _log_in(page: Any, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="ใช่ เข้าระบบในเครื่องนี้").click()
    page.get_by_role("heading", name="ภาพรวม").wait_for()


def _write(page: Any) -> str:
    """By keyboard where it matters: the first Tab leads to the page itself."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("details.menu summary").click()  # on a phone the pages are behind it
    page.get_by_role("link", name="ประกาศเตือน").click()
    page.get_by_role("link", name="เขียนประกาศใหม่").click()
    page.get_by_label("เรื่อง", exact=True).select_option("forest_fire")
    page.locator("#headline_th").fill(HEADLINE)
    page.locator("#text_th").fill("ปิดบ้าน เตรียมของจำเป็น")
    page.get_by_role("button", name="บันทึกแล้วดูตัวอย่าง").click()
    page.get_by_role("button", name="เสนอขออนุมัติ").click()
    heading = page.get_by_role("heading", level=1)
    heading.get_by_text("รอคนที่สองอนุมัติ").wait_for()
    assert page.get_by_role("button", name="อนุมัติและส่ง").count() == 0
    number: str = heading.inner_text().split(" ")[0]
    return number


def _keeps_its_width(page: Any) -> None:
    for path in ("/console", "/console/warnings", "/console/people", "/console/sessions", "/"):
        page.goto(page.url.split("/console")[0] + path if "/console" in page.url else path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{path} is {wide} wide"
        page.go_back()


def _approve(page: Any, number: str) -> None:
    page.get_by_role("link", name=number).click()
    assert HEADLINE in page.locator(".phone").first.inner_text()
    page.get_by_role("button", name="อนุมัติและส่ง").click()
    page.get_by_role("heading", level=1).get_by_text(re.compile("กำลังส่ง|มีผลอยู่")).wait_for()
