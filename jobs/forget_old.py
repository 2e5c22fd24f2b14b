"""Every night: what was kept long enough goes (store/forget.py) with its files, and pictures nobody is shown any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot import photo_files
from store import forget
from store.db import Database

PICTURES_KEPT = timedelta(days=7)


def run(database: Database, now: datetime) -> dict[str, int]:
    with database.write() as session:
        counts = forget.what_is_old(session, now)
    while photo_files.sweep(database):
        pass
    return {**counts, "pictures": _delete_pictures(database.data_dir / "pictures", now)}


def _delete_pictures(folder: Path, now: datetime) -> int:
    """They are drawn again when somebody scrolls back to them."""
    oldest = (now - PICTURES_KEPT).timestamp()
    old = [file for file in folder.rglob("*") if file.is_file() and file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
