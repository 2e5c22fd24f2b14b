"""A photo as we keep it: upright, at most 1600 px, JPEG, a small one beside it, and nothing else of the file it was.

EXIF (where somebody stood), comments, colour profiles and previews inside do not get here: only pixels are taken over.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from PIL import ExifTags, Image

from domain.photos import FULL, LONGEST_SIDE, MOST_PIXELS

FORMATS = ("JPEG", "PNG", "GIF")
QUALITY = 82
# Of a progressive JPEG: each costs a walk over all pixels. Cameras write about ten; a picture inside has its own.
SCAN, MOST_SCANS = b"\xff\xda", 100
BANGKOK = timezone(timedelta(hours=7))
# We judge the size ourselves, before a pixel is read (see _open).
Image.MAX_IMAGE_PIXELS = None
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Refused(Exception):
    """Nothing that we keep; the text says why."""


@dataclass(frozen=True, slots=True)
class Reencoded:
    sizes: dict[str, bytes]
    width: int
    height: int
    taken_at: datetime | None


def reencode(data: bytes, sides: Mapping[str, int] = LONGEST_SIDE) -> Reencoded:
    """Raises Refused for what is no photo, or one made to fill the memory. `sides`: size → longest side."""
    opened = _open(data)
    turn, taken_at = _camera_said(opened)
    try:
        whole = _pixels(opened, sides[FULL])
        if turn is not None:
            whole = whole.transpose(turn)
        sizes = {size: _jpeg(whole, longest) for size, longest in sides.items()}
    except Exception as error:  # whatever a broken file makes the library raise
        raise Refused(f"not a readable photo ({type(error).__name__})") from error
    return Reencoded(sizes, *whole.size, taken_at)


def _open(data: bytes) -> Image.Image:
    """Reads the head of the file only."""
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except Exception as error:
        raise Refused("not a photo") from error
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise Refused(f"{width} × {height} pixels")
    if opened.format in ("JPEG", "MPO") and data.count(SCAN) > MOST_SCANS:
        raise Refused("made to be slow")
    return opened


def _camera_said(opened: Image.Image) -> tuple[Image.Transpose | None, datetime | None]:
    """Which way is up, and when it was taken; a broken EXIF says neither and costs nothing."""
    try:
        exif = opened.getexif()
        turn = TURNS.get(exif.get(ExifTags.Base.Orientation, 1))
        return turn, _time(exif.get_ifd(ExifTags.IFD.Exif))
    except Exception:
        return None, None


def _time(exif: dict[int, object]) -> datetime | None:
    """Cameras write their own clock; without a zone it is Thailand's."""
    written = str(exif.get(ExifTags.Base.DateTimeOriginal) or "").strip("\x00 ")
    zone = str(exif.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\x00 ")
    try:
        if zone:
            return datetime.strptime(written + zone, "%Y:%m:%d %H:%M:%S%z").astimezone(UTC)
        local = datetime.strptime(written, "%Y:%m:%d %H:%M:%S").replace(tzinfo=BANGKOK)
    except ValueError:
        return None
    return local.astimezone(UTC)


def _pixels(opened: Image.Image, longest: int) -> Image.Image:
    """A new picture of nothing but pixels, on white where it was clear."""
    opened.thumbnail(
        (longest, longest), Image.Resampling.LANCZOS
    )  # JPEG: read in that size already
    clear = opened.convert("RGBA") if _is_clear(opened) else None
    pixels = Image.new("RGB", opened.size, "white")
    pixels.paste(clear or opened.convert("RGB"), mask=clear)
    return pixels


def _is_clear(opened: Image.Image) -> bool:
    return opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info


def _jpeg(whole: Image.Image, longest: int) -> bytes:
    small = whole.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
