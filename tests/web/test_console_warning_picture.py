"""The picture of a warning: cleaned when it comes, on the preview, on the phones, on the page, and in CAP with its digest."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from domain import cap_rules
from domain.warning_desk import Reach
from store import warning_pictures, warning_reach, warnings
from store.db import Database
from store.warning_pictures import WarningPicture
from tests.bot.stage import House, messages_in
from tests.web.officials import Browser
from tests.web.test_console_warnings import multicasts, officials, row, step, town, write

__all__ = ["officials", "town"]  # fixtures
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def photo(width: int = 1600, height: int = 1200) -> bytes:
    """With the place it was taken at in its EXIF."""
    image, out, exif = Image.new("RGB", (width, height), "orange"), io.BytesIO(), Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def put(
    browser: Browser, number: str, data: bytes | None, says: str = "แผนที่ทางออก", **more: str
) -> TestResponse:
    fields: dict[str, Any] = {"says": says, **more}
    if data is not None:
        fields["picture"] = (io.BytesIO(data), "map.jpg")
    return browser.send(
        f"/console/warnings/{number}/picture", browser.get(f"/console/warnings/{number}"), **fields
    )


def test_from_the_upload_to_the_phone_the_page_and_cap(
    officials: dict[str, Browser], town: Database, house: House
) -> None:
    number = write(officials["writer"])
    assert put(officials["writer"], number, photo()).status_code == 303
    name = row(town, number).said.picture
    path = f"/pictures/warnings/{name}.jpg"
    page = officials["second"].get(f"/console/warnings/{number}").text
    assert page.count(path) >= 3, "beside the words, and on the phones in both languages"
    assert 'alt="แผนที่ทางออก"' in page
    answer = house.client.get(path)
    assert answer.mimetype == "image/jpeg"
    assert b"SECRET" not in answer.data
    assert max(Image.open(io.BytesIO(answer.data)).size) == 1024
    before = officials["writer"].get(f"/console/warnings/{number}/edit")
    changed = {**_fields(), "headline_th": "หัวข้อใหม่"}
    officials["writer"].send(f"/console/warnings/{number}/edit", before, **changed)
    assert row(town, number).said.picture == name, "new words keep the picture"
    step(officials["writer"], number, "submit")
    assert put(officials["writer"], number, photo()).status_code == 403, "submitted is submitted"
    step(officials["second"], number, "approve")
    (message,) = messages_in(multicasts(town)[0])
    assert message["contents"]["hero"]["url"] == f"https://khem.example{path}"
    assert "แผนที่ทางออก" in str(message["contents"]["body"])
    home = house.client.get("/").text
    assert f'src="{path}"' in home
    assert 'alt="แผนที่ทางออก"' in home
    feed = ElementTree.fromstring(house.client.get("/cap/").text)
    (link,) = feed.iterfind("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link")
    root = ElementTree.fromstring(
        house.client.get(link.attrib["href"].removeprefix("https://khem.example")).text
    )
    assert cap_rules.faults(root) == []
    for resource in root.iter(f"{CAP}resource"):
        told = {one.tag.removeprefix(CAP): one.text for one in resource}
        assert told == {
            "resourceDesc": "แผนที่ทางออก",
            "mimeType": "image/jpeg",
            "size": str(len(answer.data)),
            "uri": f"https://khem.example{path}",
            "digest": hashlib.sha1(answer.data, usedforsecurity=False).hexdigest(),
        }
    assert len(list(root.iter(f"{CAP}resource"))) == 2, "in each language"


def _fields() -> dict[str, Any]:
    from tests.web.test_console_warnings import fields

    return fields()


def test_an_old_page_changes_no_picture_and_keeps_the_words_about_it(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"])
    assert put(officials["second"], number, photo(40, 30)).status_code == 303
    before = row(town, number).said
    answer = put(officials["writer"], number, photo(50, 30), "อีกแผนที่หนึ่ง", version="1")
    assert answer.status_code == 409
    assert "เลือกรูปอีกครั้ง" in answer.text
    assert 'value="อีกแผนที่หนึ่ง"' in answer.text
    assert put(officials["writer"], number, None, remove="1", version="1").status_code == 409
    assert row(town, number).said == before
    with town.read() as session:
        assert len(list(session.scalars(select(WarningPicture.name)))) == 1, (
            "nor is it kept for nothing"
        )


def test_thousands_of_phones_ask_no_database(
    officials: dict[str, Browser], town: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = write(officials["writer"])
    put(officials["writer"], number, photo(40, 30))
    path = f"/pictures/warnings/{row(town, number).said.picture}.jpg"
    first = house.client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in first.headers
    assert "Vary" not in first.headers
    monkeypatch.setattr(Database, "read", None)
    assert house.client.get(path).data == first.data
    again = house.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("people", "size", "said"),
    [
        (12_000, 100_000, "ประมาณ 1.2 GB ถ้าส่งถึง 12,000 คน"),
        (1, 2_000, "ประมาณ 2.0 kB ถ้าส่งถึง 1 คน"),
        (0, 100_000, ""),
    ],
)
def test_the_page_says_what_the_phones_will_fetch(
    officials: dict[str, Browser], town: Database, monkeypatch: pytest.MonkeyPatch,
    people: int, size: int, said: str,
) -> None:  # fmt: skip
    number = write(officials["writer"])
    put(officials["writer"], number, photo(40, 30))
    monkeypatch.setattr(warning_reach, "count", lambda *_: Reach(people=people))
    with town.write() as session:
        session.execute(update(WarningPicture).values(size=size))
    page = officials["writer"].get(f"/console/warnings/{number}").text
    assert said in page
    assert ("ถ้าส่งถึง" in page) is bool(said)
    assert ("พร็อกซีแคช" in page) is (people * size > 1_000_000_000)


@pytest.mark.parametrize(
    ("data", "says", "said"),
    [
        (b"no picture at all", "แผนที่", "เปิดรูปนี้ไม่ได้"),
        (b"", "แผนที่", "เลือกรูปก่อน"),
        (photo(20, 20), " ", "บอกสั้น ๆ"),
    ],
)
def test_what_is_no_picture_is_told(
    officials: dict[str, Browser], town: Database, data: bytes, says: str, said: str
) -> None:
    number = write(officials["writer"])
    answer = put(officials["writer"], number, data, says)
    assert answer.status_code == 400
    assert said in answer.text
    assert row(town, number).said.picture == ""


def test_too_big_a_file_is_told(officials: dict[str, Browser]) -> None:
    number = write(officials["writer"])
    answer = put(officials["writer"], number, b"\xff" * (9 * 1024 * 1024))
    assert answer.status_code == 413
    assert "8 MB" in answer.text


def test_taken_out_it_is_forgotten_after_a_day(
    officials: dict[str, Browser], town: Database, house: House
) -> None:
    number = write(officials["writer"])
    put(officials["writer"], number, photo(40, 30))
    name = row(town, number).said.picture
    page = officials["writer"].get(f"/console/warnings/{number}")
    officials["writer"].send(f"/console/warnings/{number}/picture", page, remove="1")
    assert row(town, number).said.picture == ""
    put(officials["writer"], number, photo(40, 31), "อีกรูป")
    kept = row(town, number).said.picture
    with town.write() as session:
        later = datetime.now(UTC) + timedelta(days=2)
        assert warnings.drop_unused_pictures(session, later) == 1
        assert warning_pictures.find(session, name) is None
        assert warning_pictures.find(session, kept) is not None
    assert house.client.get(f"/pictures/warnings/{name}.jpg").status_code == 404
    assert house.client.get("/pictures/warnings/..%2f.jpg").status_code == 404
