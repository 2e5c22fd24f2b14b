"""The pictures of docs/simulator.md, made anew: `python -m tests.simulator.draw_pictures` (a minute; needs Chromium).

It lives through the minutes in which the smoke comes, in a demo of its own, and draws the set of Flex cards.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import requests
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.simulator import flex_cards
from tests.simulator.page_stage import ARGUMENTS, find_chromium, free_port, open_menu
from tests.town import ROOT, wait_until

PICTURES = ROOT / "docs" / "pictures"
BEFORE_THE_SMOKE = "2026-03-12T19:50"
GAP, COLUMNS, SKY = 12, 4, "#8cabd8"
TOKEN = "pictures"
QUALITY = 82
SHOW_HEADS = """() => document.querySelectorAll(".log").forEach((log) => {
  const card = [...log.querySelectorAll(".flex-message")].at(-1);
  log.scrollTop += card.getBoundingClientRect().top - log.getBoundingClientRect().top - 30;
})"""


def main() -> None:
    path = find_chromium()
    if path is None:
        sys.exit("no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        draw_flex(browser)
        draw_day(browser)
        browser.close()


@contextmanager
def running(words: list[str], address: str, **more: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, env={**os.environ, **more}, stdout=subprocess.PIPE
    )
    try:
        wait_until(lambda: requests.get(f"{address}/_/people", timeout=2).ok, 60)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def draw_flex(browser: Browser) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    words = ["simulator", "--port", str(port), "--token", TOKEN, "--rate-factor", "0"]
    with running(words, address):
        user = ids(address)["ชาวบ้าน"]
        sent = [with_picture(message, address) for message in flex_cards.messages()]
        for first in range(0, len(sent), 5):
            requests.post(
                f"{address}/v2/bot/message/push",
                json={"to": user, "messages": sent[first : first + 5]},
                headers={"Authorization": f"Bearer {TOKEN}"},
                timeout=10,
            ).raise_for_status()
        page = open_page(browser, f"{address}/?user={user}", 420, 900)
        page.wait_for_timeout(1000)
        cards = page.locator(".flex-message")
        side_by_side([shot(cards.nth(number)) for number in range(cards.count())], "flex")


def with_picture(message: flex_cards.Part, address: str) -> flex_cards.Part:
    """The set names a picture that is nowhere; here it is the page's own."""

    def put_in(value: object) -> object:
        if isinstance(value, dict):
            return {name: put_in(each) for name, each in value.items()}
        if isinstance(value, list):
            return [put_in(each) for each in value]
        return f"{address}/page/icon.svg" if value == flex_cards.PICTURE else value

    told = put_in(message)
    assert isinstance(told, dict)
    return told


def draw_day(browser: Browser) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    words = ["flask", "--app", "app", "demo", "--port", str(port), "--from", BEFORE_THE_SMOKE]
    with tempfile.TemporaryDirectory() as folder, running(words, address, DATA_DIR=folder):
        people = wait_until(lambda: len(ids(address)) == 7 and ids(address), 60)
        resident, neighbour = people["ชาวบ้านแม่เมาะ"], people["ชาวบ้านบ้านดง"]
        desk = open_page(
            browser, f"{address}/?user={resident}&user={neighbour}", 1280, 860, guide=True
        )
        wait_until(lambda: has_own_menu(address, resident), 120, 1)
        wait_until(lambda: all(warned(phone) for phone in desk.locator(".phone").all()), 180, 1)
        wait_until(lambda: desk.locator(".phone").nth(1).get_by_text("สีแดง").count(), 180, 1)
        desk.wait_for_timeout(1500)
        desk.evaluate(SHOW_HEADS)
        keep(desk, "page")
        ask(desk)
        desk.get_by_test_id("toggle-drawer").click()
        open_menu(desk, "copy-test")
        desk.wait_for_timeout(4000)
        desk.locator(".drawer-list summary").first.click()
        keep(desk, "behind")
        phone = open_page(browser, f"{address}/?user={resident}", 360, 844)
        keep(phone, "phone")
        phone.get_by_test_id("open-location").click()
        phone.wait_for_timeout(1500)
        keep(phone, "map")


def warned(phone: Locator) -> bool:
    return phone.locator(".flex-message").count() > 0


def ask(page: Page) -> None:
    page.get_by_test_id("input").first.fill("ฝุ่นบ้านดงตอนนี้")
    page.get_by_test_id("send").first.click()
    page.wait_for_timeout(6000)


def ids(address: str) -> dict[str, str]:
    people = requests.get(f"{address}/_/people", timeout=10).json()["people"]
    return {each["name"]: each["userId"] for each in people}


def has_own_menu(address: str, user: str) -> bool:
    """One that tells the colour of the air, not the grey one for all."""
    told = requests.get(f"{address}/_/richmenu?user={user}", timeout=10).text
    return "สี" in told


def open_page(
    browser: Browser, address: str, width: int, height: int, *, guide: bool = False
) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height})
    if not guide:
        context.add_init_script("localStorage.setItem('guide-closed', '1')")
    page = context.new_page()
    page.goto(address)
    page.locator("html[data-ready]").wait_for()
    return page


def shot(part: Page | Locator) -> Image.Image:
    return Image.open(BytesIO(part.screenshot())).convert("RGB")


def keep(page: Page, name: str) -> None:
    save(shot(page), name)


def save(picture: Image.Image, name: str) -> None:
    file = PICTURES / f"{name}.webp"
    picture.save(file, "WEBP", quality=QUALITY, method=6)
    print(
        f"{file.relative_to(ROOT)}: {picture.width} × {picture.height}, {file.stat().st_size // 1024} KB"
    )


def side_by_side(cards: list[Image.Image], name: str) -> None:
    """Each card under the shortest column so far."""
    width = max(card.width for card in cards) + GAP
    heights = [GAP] * COLUMNS
    places = []
    for card in cards:
        column = heights.index(min(heights))
        places.append((GAP + column * width, heights[column]))
        heights[column] += card.height + GAP
    sheet = Image.new("RGB", (GAP + COLUMNS * width, max(heights)), SKY)
    for card, place in zip(cards, places, strict=True):
        sheet.paste(card, place)
    save(sheet, name)


if __name__ == "__main__":
    main()
