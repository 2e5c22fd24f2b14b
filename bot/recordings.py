"""Videos and voices as we keep them: the bytes as they came, if they begin like one, without the place inside.

Phones write where they were into MP4 files too ("udta", "meta", XMP in "uuid"): those boxes are blanked, at the same
length, so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.reencode import Refused
from domain.photos import VIDEO

MP4 = b"ftyp"
HOLDS_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"edts"}
TELLS = {b"udta", b"meta", b"uuid"}
DEEPEST = 8
# What voices begin with, besides MP4: media type and suffix.
VOICES = (
    (b"ID3", "audio/mpeg", ".mp3"),
    (b"\xff\xfb", "audio/mpeg", ".mp3"),
    (b"\xff\xf3", "audio/mpeg", ".mp3"),
    (b"\xff\xf2", "audio/mpeg", ".mp3"),
    (b"\xff\xf1", "audio/aac", ".aac"),
    (b"\xff\xf9", "audio/aac", ".aac"),
    (b"OggS", "audio/ogg", ".ogg"),
    (b"#!AMR", "audio/amr", ".amr"),
)


def check(kind: str, data: bytes) -> tuple[str, str]:
    """Media type and suffix by the first bytes; raises Refused for anything else."""
    if data[4:8] == MP4:
        return ("video/mp4", ".mp4") if kind == VIDEO else ("audio/mp4", ".m4a")
    if kind == VIDEO:
        raise Refused("not a video")
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav", ".wav"
    for start, media_type, suffix in VOICES:
        if data.startswith(start):
            return media_type, suffix
    raise Refused("not a voice")


def without_place(data: bytes) -> bytes:
    """An MP4 with its telling boxes blanked; other bytes as they are. Raises Refused for a hostile one."""
    if data[4:8] != MP4:
        return data
    cleaned = bytearray(data)
    _blank(cleaned, 0, len(cleaned))
    return bytes(cleaned)


def _blank(data: bytearray, start: int, end: int, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Refused("boxes in boxes")
    for kind, begins, content, stops in _boxes(data, start, end):
        if kind in TELLS:
            data[begins + 4 : begins + 8] = b"free"
            data[content:stops] = bytes(stops - content)
        elif kind in HOLDS_BOXES:
            _blank(data, content, stops, depth + 1)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(kind, where it begins, where its content does, where it stops); ends at the first box that makes no sense."""
    while start + 8 <= end:
        size, content = int.from_bytes(data[start : start + 4], "big"), start + 8
        kind = bytes(data[start + 4 : start + 8])
        if size == 1:
            size, content = int.from_bytes(data[start + 8 : start + 16], "big"), start + 16
        elif size == 0:
            size = end - start
        if size < content - start or start + size > end:
            return
        yield kind, start, content, start + size
        start += size
