"""Photos as they are kept: upright, small enough, nothing of the file but its pixels; what is no photo is refused."""

from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.reencode import SCAN, Refused, reencode
from domain.photos import FULL, SMALL
from tests.bot.pictures_of import BLUE, PLACE, RED, bomb, photo


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF"])
def test_nothing_of_where_it_was_taken_is_left(format_: str) -> None:
    sent = photo(2400, 1800, taken="2026:03:14 13:05:00", format_=format_)
    assert PLACE in sent, "it was there"
    if format_ != "GIF":
        assert opened(sent).getexif().get_ifd(0x8825), "so was the GPS"
    for size, data in reencode(sent).sizes.items():
        image = opened(data)
        assert image.format == "JPEG"
        assert PLACE not in data, size
        assert b"Exif" not in data
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("given", "full", "small"),
    [
        ((4000, 3000), (1600, 1200), (400, 300)),
        ((3000, 4000), (1200, 1600), (300, 400)),
        ((800, 600), (800, 600), (400, 300)),
        ((300, 200), (300, 200), (300, 200)),
        ((1, 1), (1, 1), (1, 1)),
        ((5000, 3), (1600, 1), (400, 1)),
    ],
)
def test_sizes(given: tuple[int, int], full: tuple[int, int], small: tuple[int, int]) -> None:
    made = reencode(photo(*given))
    assert opened(made.sizes[FULL]).size == full == (made.width, made.height)
    assert opened(made.sizes[SMALL]).size == small


@pytest.mark.parametrize(
    ("orientation", "is_turned", "top", "bottom"),
    [
        (0, False, RED, BLUE),
        (1, False, RED, BLUE),
        (2, False, RED, BLUE),
        (3, False, BLUE, RED),
        (4, False, BLUE, RED),
        (9, False, RED, BLUE),
    ],
)
def test_upright_as_the_camera_was_held(
    orientation: int, is_turned: bool, top: tuple[int, int, int], bottom: tuple[int, int, int]
) -> None:
    image = opened(reencode(photo(900, 600, orientation=orientation)).sizes[FULL])
    assert image.size == (900, 600)
    assert is_near(image.getpixel((450, 30)), top)
    assert is_near(image.getpixel((450, 570)), bottom)


@pytest.mark.parametrize(
    ("orientation", "left", "right"),
    [(5, RED, BLUE), (6, BLUE, RED), (7, BLUE, RED), (8, RED, BLUE)],
)
def test_upright_when_it_was_held_sideways(
    orientation: int, left: tuple[int, int, int], right: tuple[int, int, int]
) -> None:
    made = reencode(photo(900, 600, orientation=orientation))
    image = opened(made.sizes[FULL])
    assert image.size == (600, 900) == (made.width, made.height)
    assert is_near(image.getpixel((30, 450)), left)
    assert is_near(image.getpixel((570, 450)), right)


@pytest.mark.parametrize(
    ("taken", "zone", "found"),
    [
        ("2026:03:14 13:05:00", "", datetime(2026, 3, 14, 6, 5, tzinfo=UTC)),
        ("2026:03:14 13:05:00", "+07:00", datetime(2026, 3, 14, 6, 5, tzinfo=UTC)),
        ("2026:03:14 13:05:00", "+00:00", datetime(2026, 3, 14, 13, 5, tzinfo=UTC)),
        ("", "", None),
        ("yesterday", "", None),
        ("0000:00:00 00:00:00", "", None),
        ("2026:03:14 13:05:00", "Bangkok", None),
        ("0001:01:01 00:00:00", "+07:00", None),
    ],
)
def test_when_the_camera_says_it_was(taken: str, zone: str, found: datetime | None) -> None:
    assert reencode(photo(taken=taken, zone=zone)).taken_at == found


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colours_of_jpeg(mode: str) -> None:
    assert opened(reencode(photo(mode=mode)).sizes[FULL]).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_other_colours_of_png(mode: str) -> None:
    image = opened(reencode(photo(mode=mode, format_="PNG")).sizes[FULL])
    assert (image.mode, image.size) == ("RGB", (800, 600))


def test_what_is_clear_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    image = opened(reencode(out.getvalue()).sizes[FULL])
    assert is_near(image.getpixel((25, 25)), (255, 255, 255))


def test_a_broken_exif_costs_nothing() -> None:
    sent = photo(orientation=3, taken="2026:03:14 13:05:00")
    at = sent.index(b"Exif\x00\x00") + 6
    broken = sent[:at] + b"\xff" * 40 + sent[at + 40 :]
    made = reencode(broken)
    assert (made.width, made.height, made.taken_at) == (800, 600, None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"<html><body>504 Gateway Timeout</body></html>",
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff" + b"\x00" * 500,
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        photo()[:5000],
        photo(format_="PNG")[:100],
        photo(format_="TIFF"),
        photo(format_="BMP"),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        reencode(data)
    assert len(str(refused.value)) < 100


def test_a_bomb_is_refused_before_it_takes_memory() -> None:
    tracemalloc.start()
    with pytest.raises(Refused, match="pixels"):
        reencode(bomb())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_picture_of_many_scans_is_refused() -> None:
    with pytest.raises(Refused, match="slow"):
        reencode(photo() + SCAN * 200)


def test_a_camera_of_fifty_megapixels_passes_and_more_does_not() -> None:
    with pytest.raises(Refused, match="not a readable"):
        reencode(bomb(8160, 6120))  # its size passes; its pixels are cut off
    with pytest.raises(Refused, match="pixels"):
        reencode(bomb(8192, 8192))
