"""What the browser tests of the page share: a running simulator, a Chromium, a phone opened in it.

Where no Chromium is found the tests look at the files that they depend on instead.
"""

import json
import re
import shutil
import socket
import struct
import subprocess
import sys
import urllib.request
import zlib
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.simulator.stage import SECRET, TOKEN, Bot, until

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "simulator" / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
# The microphone is one that hums.
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    *MICROPHONE,
]


def find_chromium():
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Running:
    """The simulator as people start it, with a bot that only listens."""

    def __init__(self, bot):
        self.bot, self.port = bot, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        words = ["--port", str(self.port), "--bot", self.bot.url, "--secret", SECRET]
        more = ["--token", TOKEN, "--rate-factor", "0"]
        command = [sys.executable, "-m", "simulator", *words, *more]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        until(self.answers, 30)

    def answers(self):
        try:
            return self.ask("/_/people")
        except OSError:
            return None

    def ask(self, path, body=None, kind="application/json"):
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.url + path, data, headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)

    def person(self, **more):
        return self.ask("/_/people", {"name": "ชาวบ้าน"} | more)["userId"]

    def group(self, *members, name="หมู่บ้าน"):
        return self.ask("/_/groups", {"name": name, "members": list(members)})["groupId"]

    def act(self, user, kind, **fields):
        return self.ask("/_/act", {"user": user, "kind": kind} | fields)

    def push(self, user, *messages):
        self.ask("/v2/bot/message/push", {"to": user, "messages": list(messages)})

    def heard(self, user, kind):
        """The first event of this kind from this person that reached the bot."""
        return until(
            lambda: next(
                (
                    each
                    for each in self.bot.events
                    if each["source"].get("userId") == user and each["type"] == kind
                ),
                None,
            )
        )

    def close(self):
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def running():
    bot = Bot()
    running = Running(bot)
    yield running
    running.close()
    bot.close()


@pytest.fixture(scope="module")
def chromium():
    path = find_chromium()
    if path is None:
        print("no Chromium here: the browser part could not run, only the files are looked at")
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_phone(running, chromium):
    """Opens one person's phone, at 360 × 640 unless told; None where there is no browser."""
    mistakes = []
    with ExitStack() as stack:

        def open_it(user, font="normal", width=360, height=640):
            if chromium is None:
                check_scripts_load_each_other()
                return None
            context = chromium.new_context(viewport={"width": width, "height": height})
            stack.callback(context.close)
            context.add_init_script(f"localStorage.setItem('font-size', '{font}')")
            page = context.new_page()
            page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
            page.on("console", lambda said: note_refused(said.text, mistakes))
            page.goto(f"{running.url}/?user={user}")
            page.locator("html[data-ready]").wait_for()
            return page

        yield open_it
    assert mistakes == []


def note_refused(said, mistakes):
    """What the page's own policy forbids is told on the console only."""
    if "Content Security Policy" in said:
        mistakes.append(said)


def open_menu(page, entry):
    page.get_by_role("button", name="เมนูของหน้านี้").first.click()
    page.get_by_test_id(entry).click()


def from_bot(page):
    return page.locator("[data-testid=message][data-from=bot]")


def check_scripts_load_each_other():
    for script in SCRIPTS:
        for name in re.findall(r'from "\./([^"]+)"', script.read_text()):
            assert (PAGE / name).is_file(), f"{script.name} wants {name}"


def draw_png():
    """A blank picture of a rich menu's smallest usual shape."""
    width, height = 800, 270
    rows = zlib.compress((b"\0" + b"\x0f\x7a\x43" * width) * height)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", rows)]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in [*parts, (b"IEND", b"")]
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
