"""Files of photos: DATA_DIR/photos/<two letters>/<random name>, written whole or not at all, deleted by their name."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import structlog

from domain.photos import FULL, SMALL
from store import photos
from store.db import Database

log = structlog.get_logger()
NAME = re.compile(r"[0-9a-f]{32}")
ENDS = {FULL: "", SMALL: "-small"}


def file_of(data_dir: Path, name: str, suffix: str, size: str = FULL) -> Path:
    return _folder(data_dir, name) / f"{name}{ENDS[size]}{suffix}"


def write(data_dir: Path, name: str, suffix: str, sizes: dict[str, bytes]) -> None:
    """Onto the disk before it is noted in the database; raises OSError."""
    folder = _folder(data_dir, name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for size, data in sizes.items():
        file = file_of(data_dir, name, suffix, size)
        half = file.with_name(file.name + ".half")
        with open(half, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        half.replace(file)
    opened_folder = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened_folder)  # the names too
    finally:
        os.close(opened_folder)


def delete(data_dir: Path, name: str) -> None:
    for file in _folder(data_dir, name).glob(f"{name}*"):
        file.unlink(missing_ok=True)


def sweep(database: Database, now: datetime | None = None) -> int:
    """Delete the files of photos that are gone; how many photos had some. What cannot be deleted is tried again."""
    now = now or datetime.now(UTC)
    with database.read() as session:
        names = photos.to_delete(session, now)
    if not names:
        return 0
    deleted = [id_ for id_, name in names.items() if _is_deleted(database.data_dir, id_, name)]
    if deleted:
        with database.write() as session:
            photos.note_deleted(session, deleted)
    return len(deleted)


def _is_deleted(data_dir: Path, photo_id: int, name: str) -> bool:
    try:
        delete(data_dir, name)
    except OSError:
        log.exception("photo not deleted", row=photo_id)
        return False
    return True


def _folder(data_dir: Path, name: str) -> Path:
    if NAME.fullmatch(name) is None:
        raise ValueError("not a name of ours")
    return data_dir / "photos" / name[:2]
