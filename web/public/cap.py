"""/cap/: warnings in force as an Atom feed, and each CAP 1.2 message for ever at its address.

What a message holds: bot/warning_cap.py. Which were published: store/cap.py. The feed's form: OASIS, "Example Practices:
CAP Feeds". Until the province names an authority every message has status Test, and the feed says so.
"""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from flask import Blueprint, Response, current_app, request

from bot.cards import Look, warning
from bot.language import language
from bot.warning_cap import A_TEST, NOBODY_YET
from domain import cap
from domain.warnings import DRILL_MARK
from domain.words import N_
from store import cap as cap_store
from store import clock, warnings
from store.cap import CapMessage
from store.db import Database
from store.warnings import WarningRow

page = Blueprint("cap", __name__)
ATOM = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"
TITLE = N_("Warnings in force in Lampang")
LONGEST_NAME = 200


@page.get("/cap/")
def feed() -> Response:
    settings = current_app.config["SETTINGS"]
    database: Database = current_app.config["DATABASE"]
    look = Look(settings.public_url, language("th"))
    with database.read() as session:
        now = clock.now(session)
        entries = [
            (row, message)
            for notice in warnings.in_force(session, "", now)
            if (row := warnings.find(session, notice.number))
            and (message := _newest(cap_store.of_warning(session, row.id)))
        ]
        changed = cap_store.newest(session)
    body = _feed(look, entries, changed or datetime(2026, 1, 1, tzinfo=UTC), settings.cap_authority)
    return _answer(body, "application/atom+xml", changed)


def _newest(messages: list[CapMessage]) -> CapMessage | None:
    return messages[-1] if messages else None


def _feed(
    look: Look, entries: list[tuple[WarningRow, CapMessage]], changed: datetime, authority: str
) -> str:
    root = ElementTree.Element("feed", xmlns=ATOM)
    _add(root, "id", look.url("/cap/"))
    _add(root, "title", look.say(TITLE))
    if not authority:
        _add(root, "subtitle", look.say(A_TEST))
    _add(root, "updated", cap.written(changed))
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", authority or look.say(NOBODY_YET))
    _link(root, "self", "application/atom+xml", look.url("/cap/"))
    for row, message in entries:
        _entry(root, look, row, message)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _entry(root: ElementTree.Element, look: Look, row: WarningRow, message: CapMessage) -> None:
    content, address = row.said, look.url(f"/cap/{message.identifier}.xml")
    mark = f"{DRILL_MARK} " if content.is_exercise else ""
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", mark + warning.headline_of(content, look))
    _add(entry, "updated", cap.written(message.sent_at))
    _add(entry, "summary", mark + " ".join(warning.text_of(content, look)))
    _link(entry, "alternate", CAP_TYPE, address)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = cap.printable(text)


def _link(parent: ElementTree.Element, rel: str, kind: str, address: str) -> None:
    ElementTree.SubElement(parent, "link", rel=rel, type=kind, href=address)


@page.get("/cap/<identifier>.xml")
def message(identifier: str) -> Response:
    database: Database = current_app.config["DATABASE"]
    if len(identifier) > LONGEST_NAME or not identifier.isprintable():
        return Response("no such message", 404)
    with database.read() as session:
        found = cap_store.find(session, identifier)
    if found is None:
        return Response("no such message", 404)
    response = _answer(found.xml, CAP_TYPE, found.sent_at)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _answer(body: str, kind: str, changed: datetime | None) -> Response:
    response = Response(body, content_type=f"{kind}; charset=utf-8")
    response.add_etag()
    response.last_modified = changed
    response.headers["Cache-Control"] = "public, max-age=30"
    response.make_conditional(request)
    return response
