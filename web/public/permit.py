"""/permit/<public id>: whether a burn is permitted right now, without saying whose; and its slip as a picture and as PDF.

The id is random (store/permits.py): it stands in the QR code of the slip and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request, url_for

from domain import permits as rules
from domain.permits import Permit
from domain.words import N_
from store import clock, permits
from web.public.pictures import kept

if TYPE_CHECKING:
    from bot.cards import Look

HERE = Path(__file__).parent
page = Blueprint("permit", __name__, template_folder=str(HERE / "templates"))
ID = re.compile(r"[A-Za-z0-9_-]{16,40}")
NOT_FOUND = N_("No such permit")
TITLE = N_("Is this burn permitted?")
VALID = N_("Valid: it may burn now")
LATER = N_("Approved, but not for now: it must not burn yet")
NOT_VALID = N_("Not valid: it must not burn")
TO_PRINT = N_("Slip to print (PDF, A5)")
REPORT = N_("Smoke where or when it should not be? Report it: 199, or the LINE account.")


@page.get("/permit/<public_id>")
def show(public_id: str) -> Response:
    from bot.cards import Look, burn_words
    from bot.language import language

    code = "en" if request.args.get("language") == "en" else "th"
    look = Look(current_app.config["SETTINGS"].public_url, language(code))
    found, now = _find(public_id)
    if found is None:
        body = render_template(
            "permit.html", language=code, title=look.say(NOT_FOUND), says="", colour="grey",
            lines=[], report=look.say(REPORT), slip="", number="",
        )  # fmt: skip
        return _answer(body, 404)
    says, colour = _verdict(found, now)
    lines = [
        burn_words.where(found.tambon, "", look),
        burn_words.what(found.rai, found.residue, look),
        burn_words.when(found, look),
        look.say(rules.STATE_LABELS[found.state]),
    ]
    body = render_template(
        "permit.html", language=code, title=look.say(TITLE), says=look.say(says), colour=colour,
        lines=lines, report=look.say(REPORT), number=found.reference,
        slip=url_for("permit.slip", public_id=public_id, language=code) if _has_slip(found) else "",
        pdf=url_for("permit.slip_to_print", public_id=public_id, language=code),
        to_print=look.say(TO_PRINT),
    )  # fmt: skip
    return _answer(body, 200)


@page.get("/permit/<public_id>/slip.png")
def slip(public_id: str) -> Response | tuple[str, int]:
    from bot.pictures.permit_slip import permit_slip  # the drawing library only where it draws

    return _slip(public_id, permit_slip, "png", "image/png")


@page.get("/permit/<public_id>/slip.pdf")
def slip_to_print(public_id: str) -> Response | tuple[str, int]:
    from bot.pictures.permit_slip import permit_slip_pdf

    return _slip(public_id, permit_slip_pdf, "pdf", "application/pdf")


def _slip(
    public_id: str, draw: Callable[[Permit, Look], bytes], kind: str, mimetype: str
) -> Response | tuple[str, int]:
    """Drawn once (half a second of the machine) and kept by what it shows; whether it may be shown is asked each time."""
    from bot.cards import Look
    from bot.language import language
    from bot.pictures.permit_slip import permit_slip_svg

    found, _ = _find(public_id)
    if found is None or not _has_slip(found):
        return "no such slip", 404
    code = "en" if request.args.get("language") == "en" else "th"
    look = Look(current_app.config["SETTINGS"].public_url, language(code))
    shows = hashlib.sha256(permit_slip_svg(found, look).encode()).hexdigest()
    body = kept(f"slips/{shows}.{kind}", lambda: draw(found, look))
    response = Response(body, mimetype=mimetype)
    response.headers["Cache-Control"] = "private, max-age=300"
    if mimetype == "application/pdf":
        response.headers["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return response


def _find(public_id: str) -> tuple[Permit | None, datetime]:
    with current_app.config["DATABASE"].read() as session:
        now = clock.now(session)
        known = ID.fullmatch(public_id) is not None
        return (permits.public(session, public_id) if known else None), now


def _has_slip(permit: Permit) -> bool:
    return permit.state in (rules.APPROVED, rules.BURNING)


def _verdict(permit: Permit, now: datetime) -> tuple[str, str]:
    if not _has_slip(permit) or now > permit.ends:
        return NOT_VALID, "red"
    if now < permit.begins - rules.EARLY:
        return LATER, "orange"
    return VALID, "green"


def _answer(body: str, status: int) -> Response:
    """Nothing is kept by browsers or found by search engines: the state may turn at any minute."""
    response = Response(body, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
