"""Pictures and recordings as phones make them, for the tests of photos."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import ExifTags, Image, PngImagePlugin

PLACE = b"N18-LAMPANG-99E"  # what must not be found in any file of ours
RED, BLUE = (220, 20, 20), (20, 20, 220)


def photo(
    width: int = 800,
    height: int = 600,
    *,
    orientation: int = 0,
    taken: str = "",
    zone: str = "",
    format_: str = "JPEG",
    mode: str = "RGB",
) -> bytes:
    """Red above, blue below, with a place, a comment and more in its metadata."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    out = io.BytesIO()
    exif = exif_of(orientation, taken, zone)
    if format_ == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Location", PLACE.decode())
        image.convert(mode).save(out, "PNG", exif=exif, pnginfo=info)
    elif format_ == "GIF":
        image.save(out, "GIF", comment=PLACE)
    else:
        picture = image.convert(mode)
        picture.save(out, format_, quality=90, exif=exif, comment=PLACE, xmp=b"<x>" + PLACE)
    return out.getvalue()


def exif_of(orientation: int, taken: str, zone: str) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = PLACE.decode()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
    gps[ExifTags.GPS.GPSLatitude] = (18.0, 17.0, 24.0)
    gps[ExifTags.GPS.GPSLongitude] = (99.0, 29.0, 33.0)
    inside = exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        inside[ExifTags.Base.DateTimeOriginal] = taken
    if zone:
        inside[ExifTags.Base.OffsetTimeOriginal] = zone
    return exif


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of 900 megapixels: its head says so, and the little that follows would unpack to all of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def mp4() -> bytes:
    """The boxes of a phone's video, with where it was taken in four places."""
    keys = box(b"meta", b"com.apple.quicktime.location.ISO6709" + PLACE)
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", keys), box(b"udta", PLACE))
    place = box(b"udta", box(b"\xa9xyz", PLACE))
    film = box(b"moov", box(b"mvhd", bytes(100)), track, place)
    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41")
        + film
        + box(b"uuid", PLACE)
        + box(b"mdat", b"pictures that move " * 50)
    )
