"""Evidence that people send: photos, videos, voices. What it may weigh, when LINE is asked again, how long it stays. Pure.

A handler returns KeepPhoto(...) and goes on; bot/content.py fetches it in the background, store/photos.py keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.conversation import Change

PHOTO, VIDEO, VOICE = KINDS = ("photo", "video", "voice")  # as Event.kind says it
WAITING, READY, FAILED, GONE = STATES = ("waiting", "ready", "failed", "gone")
FULL, SMALL = SIZES = ("full", "small")
# From where a state may be reached; any other move changes nothing. Gone is for ever.
BEFORE = {WAITING: (), READY: (WAITING,), FAILED: (WAITING,), GONE: (WAITING, READY, FAILED)}

MEGABYTE = 1024 * 1024
LARGEST = {PHOTO: 10 * MEGABYTE, VIDEO: 25 * MEGABYTE, VOICE: 25 * MEGABYTE}
# A phone of 50 megapixels passes. More is a picture made to fill the memory.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = {FULL: 1600, SMALL: 400}
MOST_OF_SUBJECT = 20
MOST_A_DAY = {PHOTO: 100, VIDEO: 20, VOICE: 20}  # of one sender, which may be a group

# LINE keeps content "a certain period" and promises nothing: often at first, and a day at most.
PREPARING_WAITS = (1, 2, 3, 5, 10, 30, 60)
WAITS = (5, 15, 60, 300, 900, 3600)
GIVE_UP_AFTER = timedelta(hours=24)
MOST_UNFINISHED = 3  # tries that ended with the worker: the file may be what ends it

KEPT = timedelta(days=730)
KEPT_LOOSE = timedelta(days=30)
LOOSE = "form:"  # of a question that is still open: "form:<session>", until it belongs to something
KEPT_GONE = timedelta(days=30)  # the row without any file: a later look says "taken back"

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True, slots=True)
class KeepPhoto(Change):
    """Fetch what this message carries and keep it with `subject`: "report:12", "permit:7", "mission:3".

    `kind` is that of the event: photo, video or voice. The same message again only changes its subject.
    """

    message_id: str
    kind: str
    subject: str

    @property
    def is_fetchable(self) -> bool:
        return self.kind in KINDS and ID.fullmatch(self.message_id) is not None


@dataclass(frozen=True, slots=True)
class Photo:
    """What is known of one photo, video or voice. `taken_at` is what the camera wrote, if it wrote anything sane."""

    id: int
    kind: str
    subject: str
    state: str
    sent_at: datetime
    taken_at: datetime | None = None
    width: int = 0
    height: int = 0
    size: int = 0
    media_type: str = ""

    @property
    def is_ready(self) -> bool:
        return self.state == READY


def kept_for(subject: str) -> timedelta:
    return KEPT_LOOSE if subject.startswith(LOOSE) else KEPT


@dataclass(frozen=True, slots=True)
class Download:
    """What LINE gave. `status` is None when it did not answer to the end; `why` then says how."""

    status: int | None
    data: bytes = b""
    why: str = ""
    is_too_large: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    data: bytes


@dataclass(frozen=True, slots=True)
class Later:
    wait: timedelta
    why: str
    is_unauthorized: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """It will not come any more: `state` is FAILED or GONE."""

    state: str
    why: str


def judge(found: Download, tries: int, age: timedelta) -> Got | Later | Lost:
    """What an answer means for something that was asked for `tries` times in `age`."""
    if found.is_too_large:
        return Lost(FAILED, "larger than we take")
    if found.status == 200 and found.data:
        return Got(found.data)
    if found.status in (404, 410):
        return Lost(GONE, f"LINE said {found.status}")
    if not _may_come(found.status):
        return Lost(FAILED, f"LINE said {found.status}")
    if age >= GIVE_UP_AFTER:
        return Lost(FAILED, f"not within a day: {_why(found)}")
    return Later(wait(found.status, tries), _why(found), found.status == 401)


def wait(status: int | None, tries: int) -> timedelta:
    waits = PREPARING_WAITS if status == 202 else WAITS
    return timedelta(seconds=waits[min(max(tries, 1), len(waits)) - 1])


def _may_come(status: int | None) -> bool:
    """401 is the operator's token, 3xx a proxy on the way: both pass."""
    return status is None or status < 400 or status >= 500 or status in (401, 408, 429)


def _why(found: Download) -> str:
    if found.status is None:
        return found.why or "no answer from LINE"
    return "LINE still prepares it" if found.status == 202 else f"LINE said {found.status}"


def is_camera_time(taken: datetime, sent: datetime) -> bool:
    """Whether what a camera wrote can be true: not after it was sent, and not from before such phones."""
    return taken <= sent + timedelta(hours=1) and taken.year >= 2005
