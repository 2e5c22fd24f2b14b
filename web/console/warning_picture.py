"""The picture of a warning: put in or taken out while it is a draft. Whoever does so is its author, as with words."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.datastructures import FileStorage

from bot.reencode import Reencoded, Refused, reencode
from bot.warning_desk import MOVED_ON, MovedOn
from domain import warnings
from domain.photos import FULL
from domain.warning_words import LONGEST_PICTURE_WORDS
from domain.warnings import NotPossible
from domain.words import N_
from store import warning_pictures
from web.console import frame
from web.console.warnings import LIST, find, keep_words, seen_version, show

page = frame.a_page("console_warning_picture")
SIDES = {FULL: 1024}  # LINE shows none longer
NO_PHOTO = N_("That is no picture I can read: JPEG, PNG or GIF, please.")
NO_FILE = N_("Choose a picture first.")
CHOOSE_AGAIN = N_(
    "Somebody else changed this warning while you wrote. Look at it, then choose the picture once more. "
    "What you typed about it is still here."
)
NO_WORDS = N_("Say in a few words what the picture shows: not everybody can see it.")


@page.post(f"{LIST}/<number>/picture")
def picture(number: str) -> Response:
    row, here = find(number), frame.official()
    if not warnings.may_write(row.standing, here):
        frame.refuse(warnings.NOT_NOW, 403)
    says, says_en = (
        frame.plain(request.form.get(name, "")).strip()[:LONGEST_PICTURE_WORDS]
        for name in ("says", "says_en")
    )
    removes, seen = request.form.get("remove") == "1", seen_version()
    trouble, name, typed = "", "", None if removes else (says, says_en)
    again = MOVED_ON if removes else CHOOSE_AGAIN
    if row.version != seen:
        return show(row, (again,), 409, typed)
    if not removes:
        name, trouble = _kept(request.files.get("picture"), says, row.standing.content.picture)
    if trouble:
        return show(row, (trouble,), 400, typed)
    told = {"picture": name, "picture_says": says, "picture_says_en": says_en}
    content = replace(row.standing.content, **told if name else dict.fromkeys(told, ""))
    try:
        keep_words(row, warnings.write(row.standing, content, here), seen)
    except MovedOn:
        return show(find(number), (again,), 409, typed)
    except NotPossible as why:
        return show(row, (str(why),), 403, typed)
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


def _kept(sent: FileStorage | None, says: str, before: str) -> tuple[str, str]:
    """The name of the picture, and what is wrong with it; without a file the words of the old one change."""
    if not says:
        return "", NO_WORDS
    data = sent.read() if sent else b""
    if not data:
        return before, "" if before else NO_FILE
    try:
        made: Reencoded = reencode(data, SIDES)
    except Refused:
        return "", NO_PHOTO
    with frame.database().write() as writing:
        jpeg = made.sizes[FULL]
        kept = warning_pictures.add(writing, jpeg, made.width, made.height, frame.real_now())
    return kept.name, ""
