"""The public page of a permit: validity by the hour, never the person; its slip leads back to it."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.cards import Look
from bot.language import language
from bot.pictures import permit_slip as drawing
from bot.pictures.permit_slip import permit_slip_svg
from domain.burn_days import at_hour
from domain.permits import Permit
from jobs import forget_old
from store import clock, permits
from store.db import Database
from tests.bot.stage import House
from tests.burning import permit

DAY = date(2026, 3, 13)


@pytest.fixture
def house(sqlite: Database) -> Iterator[House]:
    opened = House(sqlite)
    yield opened
    opened.close()


def filed(database: Database, hour: float, **changes: object) -> Permit:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), at_hour(DAY, hour), 0.0)
        one = permit(**{"name": "ป้าคำ", "village": "หมู่ 3", "state": "approved", **changes})
        return permits.file(session, one, at_hour(DAY, 8))


@pytest.mark.parametrize(
    ("hour", "changes", "says"),
    [
        (16, {}, "Valid: it may burn now"),
        (14.5, {}, "Valid: it may burn now"),
        (14, {}, "Approved, but not for now"),
        (17.5, {}, "Not valid"),
        (16, {"state": "burning"}, "Valid: it may burn now"),
        (16, {"state": "district"}, "Not valid"),
        (16, {"state": "offered"}, "Not valid"),
        (16, {"state": "cancelled"}, "Not valid"),
        (16, {"state": "spread"}, "Not valid"),
        (16, {"day": "2026-03-14"}, "Approved, but not for now"),
    ],
)
def test_it_says_whether_it_may_burn_now(house, sqlite, hour, changes, says):
    one = filed(sqlite, hour, **changes)
    answer = house.client.get(f"/permit/{one.public_id}?language=en")
    words = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert says in words
    assert "B-2569-0001" in words
    for private in ("ป้าคำ", "0811111111", "somebody", "หมู่ 3"):
        assert private not in words
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("slip.png" in words) == (changes.get("state", "approved") in ("approved", "burning"))


def test_thai_is_the_first_language(house, sqlite):
    one = filed(sqlite, 16)
    assert "ใช้ได้" in house.client.get(f"/permit/{one.public_id}").get_data(as_text=True)


@pytest.mark.parametrize(
    "name", ["1", "B-2569-0001", "x" * 22, "..%2f..%2fetc", "%00" * 20, "a" * 300]
)
def test_nobody_finds_one_by_guessing(house, sqlite, name):
    filed(sqlite, 16)
    assert house.client.get(f"/permit/{name}").status_code == 404
    assert house.client.get(f"/permit/{name}/slip.png").status_code == 404


def test_the_slip_is_a_picture_as_long_as_it_is_good_for_anything(house, sqlite):
    one = filed(sqlite, 16)
    answer = house.client.get(f"/permit/{one.public_id}/slip.png")
    assert answer.status_code == 200
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", answer.data[16:24]) == (1040, 1470)
    with sqlite.write() as session:
        permits.move(session, one, "offered", {}, at_hour(DAY, 16))
    assert house.client.get(f"/permit/{one.public_id}/slip.png").status_code == 404
    assert house.client.get(f"/permit/{one.public_id}/slip.pdf").status_code == 404


def test_the_slip_to_print_is_one_page_of_a5_without_the_person(house, sqlite):
    one = filed(sqlite, 16)
    assert "slip.pdf" in house.client.get(f"/permit/{one.public_id}").get_data(as_text=True)
    answer = house.client.get(f"/permit/{one.public_id}/slip.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    left, bottom, width, height = re.findall(rb"MediaBox *\[([^]]*)\]", answer.data)[0].split()
    assert (float(left), float(bottom)) == (0, 0)
    assert float(width) == pytest.approx(420, abs=2)  # A5 in points
    assert float(height) == pytest.approx(595, abs=3)
    assert answer.data.count(b"/MediaBox") == 1
    assert len(answer.data) < 1_000_000


@pytest.mark.parametrize("name", ["slip.png", "slip.pdf"])
def test_it_is_drawn_once_for_what_it_shows(house, sqlite, monkeypatch, name):
    """Whoever has the link may ask as often as they like: a file is read, until what it shows is another thing."""
    drawn: list[str] = []

    def to_png(svg: str) -> bytes:
        drawn.append(svg)
        out, colour = BytesIO(), hashlib.sha256(svg.encode()).digest()
        Image.new("RGB", (4, 6), (colour[0], colour[1], colour[2])).save(out, "PNG")
        return out.getvalue()

    monkeypatch.setattr(drawing, "to_png", to_png)
    one = filed(sqlite, 16)
    path = f"/permit/{one.public_id}/{name}"
    first = house.client.get(path)
    assert [house.client.get(path).data == first.data for _ in range(3)] == [True] * 3
    assert len(drawn) == 1
    assert house.client.get(f"{path}?language=en").data != first.data
    assert len(drawn) == 2
    with sqlite.write() as session:
        one = permits.move(session, one, "approved", {"day": date(2026, 3, 14)}, at_hour(DAY, 16))
    assert house.client.get(path).data != first.data
    assert len(drawn) == 3
    kept = sqlite.data_dir / "pictures" / "slips"
    files = list(kept.iterdir())
    assert len(files) == 3
    assert not any(one.public_id in file.name or one.reference in file.name for file in files)
    assert house.client.get(f"/pictures/slips/{files[0].name}").status_code == 404, (
        "only by its permit"
    )
    week = timedelta(days=8)
    assert forget_old.run(sqlite, datetime.now(UTC) + week)["pictures"] == 3
    assert list(kept.iterdir()) == []
    with sqlite.write() as session:
        permits.move(session, one, "cancelled", {}, at_hour(DAY, 16))
    assert house.client.get(path).status_code == 404


@pytest.mark.parametrize("code", ["th", "en"])
def test_the_drawing_has_what_is_needed_and_no_name(code):
    one = permit(name="ป้าคำ", number=12, rai=2.25)
    svg = permit_slip_svg(one, Look("https://khem.example", language(code)))
    assert "B-2569-0012" in svg
    assert ("2 ไร่ 1 งาน" if code == "th" else "2 rai 1 ngan") in svg
    assert ("2569" if code == "th" else "2026") in svg
    assert "ป้าคำ" not in svg
    assert "0811111111" not in svg
    assert svg.count("M") > 100  # the code's dark runs
