"""The way in: a link from the chat, or its code on another computer; only a pressed button logs in.

LINE and mail programs fetch links to show previews, so a GET changes nothing. The code belongs to the browser that
typed it. Rules and limits: domain/console.py. Table: store/console.py.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Response, abort, g, make_response, redirect, request, send_from_directory, session
from sqlalchemy.orm import Session

from bot.language import LANGUAGES
from domain.console import (
    MOST_TRIES,
    MOST_TRIES_ADDRESS,
    MOST_TRIES_ALL,
    SESSION_LIVES,
    TRIES_WITHIN,
)
from domain.official import Official
from domain.words import N_
from store import audit, clock, console, officials
from store.console import LoginLink
from web.console import frame

page = frame.a_page("console_login")
SCRIPTS = Path(__file__).parent / "script"
WRONG = N_("That code is not valid (any more). Ask น้องเข้ม for a new one: type เข้าระบบ.")
GONE = N_(
    "This link was used or is older than five minutes. Ask น้องเข้ม for a new one: type เข้าระบบ."
)
BROWSERS = ("Line", "Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


@page.get("/console/login")
def ask() -> Response:
    if frame.g.official is not None:
        return redirect("/console", 303)  # type: ignore[return-value]
    session.setdefault("browser", secrets.token_urlsafe(24))
    return frame.render("login.html", text="")


@page.post("/console/login")
def take_code() -> Response:
    """Counted before it is looked at: from this browser, from this address, from everywhere."""
    browser, now = session.get("browser", ""), frame.real_now()
    if not browser:
        abort(400)
    limits = (
        (f"code in {browser}", MOST_TRIES),
        (f"code from {request.remote_addr}", MOST_TRIES_ADDRESS),
        ("code", MOST_TRIES_ALL),
    )
    with frame.database().write() as writing:
        counts = [console.count_try(writing, who, now, TRIES_WITHIN) for who, _ in limits]
    if any(n > most for n, (_, most) in zip(counts, limits, strict=True)):
        abort(429)
    with frame.database().write() as writing:
        is_good = console.claim_code(writing, request.form.get("code", ""), browser, now)
    if not is_good:
        return frame.render("login.html", 403, text=WRONG)
    return redirect("/console/confirm", 303)  # type: ignore[return-value]


@page.route("/console/confirm", methods=["GET", "POST"])
def confirm() -> Response:
    browser = session.get("browser", "")
    with frame.database().read() as reading:
        link = console.claimed_by(reading, browser, frame.real_now()) if browser else None
    return _confirm(link)


@page.route("/console/enter/<token>", methods=["GET", "POST"])
def enter(token: str) -> Response:
    with frame.database().read() as reading:
        link = console.find_link(reading, token, frame.real_now())
    return _confirm(link)


def _confirm(link: LoginLink | None) -> Response:
    """Who would be logged in, with a button; the button logs in."""
    who = _who(link) if link else None
    if link is None or who is None:
        return frame.render("login.html", 410, text=GONE)
    if g.official is not None and g.official.line_id == link.line_id and request.method == "GET":
        return redirect(frame.own_path(link.then), 303)  # type: ignore[return-value]
    if request.method != "POST":
        return frame.render("confirm.html", who=who)
    return _log_in(link, who)


def _who(link: LoginLink) -> Official | None:
    with frame.database().read() as reading:
        posts = officials.held_by(reading, link.line_id, clock.now(reading))
    return Official(link.line_id, posts) if posts else None


def _log_in(link: LoginLink, who: Official) -> Response:
    now, cookie = frame.real_now(), ""
    with frame.database().write() as writing:
        if console.use(writing, link, now):
            _end_old(writing)
            cookie = console.begin(writing, link.line_id, browser_named(), now)
            post = who.posts[0]
            after = {"browser": browser_named()}
            audit.note(writing, post, "logged in", "sessions", post.area, now, after=after)
    if not cookie:
        return frame.render("login.html", 410, text=GONE)
    then = link.then or session.get("then", "")
    kept = session.get("language", "th")
    session.clear()  # nothing from before the login is trusted after it
    session["language"] = kept if kept in LANGUAGES else "th"
    response = make_response(redirect(frame.own_path(then), 303))
    response.set_cookie(
        frame.cookie_name(),
        cookie,
        max_age=int(SESSION_LIVES.total_seconds()),
        secure=frame.current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def _end_old(writing: Session) -> None:
    """Whoever was logged in in this browser is not any more."""
    if g.official is not None:
        console.end_session(writing, g.session_id, frame.real_now())


@page.post("/console/logout")
def log_out() -> Response:
    if g.official is not None:
        now, post = frame.real_now(), g.official.posts[0]
        with frame.database().write() as writing:
            console.end_session(writing, g.session_id, now)
            audit.note(writing, post, "logged out", "sessions", post.area, now)
    session.clear()
    response = make_response(redirect(frame.LOGIN, 303))
    response.delete_cookie(
        frame.cookie_name(), secure=frame.current_app.config["SESSION_COOKIE_SECURE"]
    )
    return response


@page.get("/console/script/<name>")
def script(name: str) -> Response:
    response = send_from_directory(SCRIPTS, name, max_age=3600)
    response.headers["Cache-Control"] = "max-age=3600"
    return response


def browser_named() -> str:
    """Enough to tell one's own phone from a stranger's computer, and no more."""
    told = request.headers.get("User-Agent", "")
    browser = next((one for one in BROWSERS if f"{one}/" in told), "?")
    system = next((one for one in SYSTEMS if one in told), "?")
    return f"{browser} · {system}"
