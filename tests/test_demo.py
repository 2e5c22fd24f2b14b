"""A stranger's path: `flask demo`, the chat in a browser, a question in Thai, the card that answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.simulator.test_page import ARGUMENTS, find_chromium
from tests.town import ROOT, free_port, wait_until

QUESTION = "ฝุ่นแม่เมาะวันนี้"
PLACE = "แม่เมาะ"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that the command prints."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    command = [sys.executable, "-m", "flask", "--app", "app", "demo", "--port", str(port)]
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "DATA_DIR": str(folder)}, stdout=out, stderr=out
        )
    try:
        wait_until(lambda: process.poll() is not None or f":{port}/" in said.read_text("utf-8"))
        assert process.poll() is None, said.read_text("utf-8")
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_the_chat_answers_in_the_browser(demo: str, tmp_path: Path) -> None:
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium here: asked over HTTP instead")
        assert PLACE in asked_over_http(demo)
        return
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(demo)
        page.get_by_test_id("input").first.fill(QUESTION)
        page.get_by_test_id("send").first.click()
        card = page.get_by_test_id("flex").first
        expect(card).to_contain_text(PLACE, timeout=60_000)
        expect(card).to_contain_text("เฉลี่ย 24 ชม.")
        picture = card.locator("img").first
        expect(picture).to_be_visible(timeout=60_000)
        # The chart is drawn by the bot's own web process; a broken one has no size.
        page.wait_for_function("image => image.naturalWidth > 0", arg=picture.element_handle())
        page.screenshot(path=tmp_path / "chat.png")
        assert (tmp_path / "chat.png").stat().st_size > 10_000
        browser.close()


def test_nothing_that_the_bot_sends_is_refused(demo: str) -> None:
    for words in ("สวัสดีค่ะ", "แจ้งไฟไหม้", "เลือกอำเภอ", "วันนี้เผาได้ไหม", "ฝุ่นลำปาง", "English"):
        assert asked_over_http(demo, words)
    assert requests.get(f"{demo}/_/refused", timeout=30).json()["refused"] == []


def asked_over_http(demo: str, words: str = QUESTION) -> str:
    """The JSON of what the bot answers to a new person."""
    person = requests.post(f"{demo}/_/people", json={"name": "a resident"}, timeout=30).json()
    act = {"user": person["userId"], "kind": "text", "text": words}
    requests.post(f"{demo}/_/act", json=act, timeout=30).raise_for_status()
    timeline = f"{demo}/_/timeline?user={person['userId']}&after=0"

    def answers() -> list[str]:
        items = requests.get(timeline, timeout=30).json()["items"]
        return [str(one["message"]) for one in items if one["from"] == "bot"]

    return " ".join(wait_until(answers))
