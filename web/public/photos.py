"""/photos/<token>: a photo, video or voice for whoever holds a signed link (bot/photo_links.py). No link, no photo."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, send_file

from bot import photo_files, photo_links
from domain.photos import PHOTO, SMALL, WAITING
from store import photos

page = Blueprint("photos", __name__)
# Ten minutes: what is taken back is soon seen nowhere.
CACHE = "private, max-age=600"
POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@page.get("/photos/<token>")
def photo(token: str) -> Response:
    settings = current_app.config["SETTINGS"]
    try:
        asked = photo_links.read(settings.secret_key, token)
    except photo_links.BadLink:
        return _nothing("no such photo", 404)
    except photo_links.ExpiredLink:
        return _nothing("this link was good for a few days only", 410)
    with current_app.config["DATABASE"].read() as session:
        place = photos.find(session, asked.photo_id)
    if place is None or not (place.photo.is_ready or place.photo.state == WAITING):
        return _nothing("this photo is gone", 410)
    if not place.photo.is_ready:
        return _nothing("this photo is not here yet", 404)
    if asked.size == SMALL and place.photo.kind != PHOTO:
        return _nothing("there is no small one of this", 404)
    return _shown(settings.data_dir, place, asked)


def _shown(data_dir: Path, place: photos.Place, asked: photo_links.Asked) -> Response:
    file = photo_files.file_of(data_dir, place.name, place.suffix, asked.size)
    if not file.is_file():
        current_app.logger.error("photo %s has no file", place.photo.id)
        return _nothing("no such photo", 404)
    # Answers ranges too: phones ask for videos piece by piece.
    response = send_file(
        file,
        mimetype=place.photo.media_type,
        conditional=True,
        download_name=f"{place.photo.kind}-{place.photo.id}{place.suffix}",
    )
    response.headers["Cache-Control"] = CACHE
    return _guarded(response)


def _nothing(words: str, status: int) -> Response:
    response = Response(words, status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return _guarded(response)


def _guarded(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Security-Policy"] = POLICY
    return response
