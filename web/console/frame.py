"""What every page of the console stands in: who may see it, the form token, headers, language, menu, template.

A page is one file beside this one, with `page = a_page("name")`, its template in templates/, a line for each route in
web/access.py and, if it stands in the menu, an `Entry`. The guard reads web/access.py: what is declared is what holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
)
from flask_wtf.csrf import CSRFError, CSRFProtect

from bot.cards import Look
from bot.language import LANGUAGES, language
from bot.language import Language as Tongue
from domain import lampang
from domain.official import Official
from domain.places import Area
from domain.words import N_, Moment
from intents.places import short_name
from store import clock, console, officials
from store.db import Database
from web.access import ACCESS, ANYONE

HERE = Path(__file__).parent
LOGIN = "/console/login"
MOST_FORMS, FORMS_WITHIN = 200, 600  # from one browser, in seconds
LONGEST_THEN = 400
LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
csrf = CSRFProtect()

NOT_YOURS = N_("This page is for people with another post.")
NOT_THERE = N_("There is nothing at this address, or it lies outside your area.")
STALE_FORM = N_(
    "The page was open for too long or in another window. Please go back and send again."
)
TOO_MANY = N_("Too many at once. Please wait a few minutes.")
NOT_POSSIBLE = N_("That cannot be done.")
TOO_BIG = N_("That file is too big: at most 8 MB, please. Smaller pictures are sent faster, too.")
SAID = {403: NOT_YOURS, 404: NOT_THERE, 400: NOT_POSSIBLE, 413: TOO_BIG, 429: TOO_MANY}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: shown to who may open `path`. `begins` a group: a rule stands before it on a desk."""

    label: str
    path: str
    begins: bool = False


def prepare(app: Flask) -> None:
    """Cookies and form tokens of the whole console."""
    secure = is_secure(app.config["SETTINGS"].public_url)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-khem-form" if secure else "khem-form",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,  # LINE and sensors have no forms; the guard asks for each page
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, and our pages send none
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    csrf.init_app(app)


def is_secure(public_url: str) -> bool:
    """Cookies go over https only; http is for one's own machine."""
    parts = urlsplit(public_url)
    return not (parts.scheme == "http" and parts.hostname in LOOPBACK)


def cookie_name() -> str:
    return "__Host-khem" if current_app.config["SESSION_COOKIE_SECURE"] else "khem"


def a_page(name: str) -> Blueprint:
    page = Blueprint(name, __name__, template_folder=str(HERE / "templates"))
    page.before_request(_guard)
    page.after_request(_close)
    page.register_error_handler(CSRFError, lambda _: _trouble(400, STALE_FORM))
    for status in SAID:
        page.register_error_handler(status, _on_error)
    return page


# Who is here


def database() -> Database:
    found: Database = current_app.config["DATABASE"]
    return found


def real_now() -> datetime:
    return datetime.now(UTC)


def official() -> Official:
    """Who uses the page; only behind the guard."""
    found: Official = g.official
    return found


def _guard() -> Response | None:
    g.official = None
    needed = ACCESS[str(request.url_rule)] if request.url_rule else ANYONE
    _recognise()
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        csrf.protect()
        _slow_down()
    if needed == ANYONE:
        return None
    if g.official is None:
        return _ask_to_log_in()
    if not g.official.has(needed):
        abort(403)
    return None


def _recognise() -> None:
    """The session by its cookie, and the posts as they are at this moment: a post that ended ends the session."""
    cookie, now = request.cookies.get(cookie_name(), ""), real_now()
    if not cookie:
        return
    with database().read() as reading:
        row = console.find_session(reading, cookie, now)
        g.shown_at = clock.now(reading, now)
        posts = officials.held_by(reading, row.line_id, g.shown_at) if row else ()
    if row is None:
        return
    if not posts:
        with database().write() as writing:
            console.end_session(writing, row.id, now)
        return
    g.official, g.session_id = Official(row.line_id, posts), row.id
    # A page that keeps itself fresh is nobody at work: twelve idle hours end it, too.
    if console.should_note(row, now) and not request.headers.get("X-Requested-With"):
        with database().write(durable=False) as writing:
            console.note_seen(writing, row.id, now)


def _slow_down() -> None:
    who = f"forms of {g.session_id}" if g.official else f"forms from {request.remote_addr}"
    with database().write(durable=False) as writing:
        n = console.count_try(writing, who, real_now(), timedelta(seconds=FORMS_WITHIN))
    if n > MOST_FORMS:
        abort(429)


def _ask_to_log_in() -> Response:
    if request.method != "GET" or request.headers.get("X-Requested-With"):
        return Response("log in", 401)
    path = request.full_path.rstrip("?")
    if len(path) <= LONGEST_THEN:  # it goes into a cookie
        session["then"] = path
    return redirect(LOGIN, 303)  # type: ignore[return-value]


def own_path(path: str) -> str:
    """Where to go after the login: only a page of the console, never somewhere else."""
    return (
        path
        if path.startswith("/console") and "\\" not in path and "//" not in path
        else "/console"
    )


def plain(text: str) -> str:
    """What somebody typed or pasted, without letters that neither a database nor a phone can hold."""
    return "".join(
        one for one in text if one == "\n" or one.isprintable() or one in "\u200b\u200d\u00a0"
    )


# What the page looks like


def tongue() -> Tongue:
    asked = request.args.get("language", "")
    if asked in LANGUAGES and session.get("language", "th") != asked:
        session["language"] = asked
    return language(session.get("language", "th"))


def shown_now() -> datetime:
    """Business time: what warnings begin and end by."""
    if "shown_at" not in g:
        with database().read() as reading:
            g.shown_at = clock.now(reading, real_now())
    shown: datetime = g.shown_at
    return shown


def as_shown(at: datetime | None) -> datetime | None:
    """A real moment on the clock that people see: the same, but for the demo's clock as it runs now."""
    if at is None:
        return None
    with database().read() as reading:
        return clock.now(reading, at)


def is_demo_clock() -> bool:
    return abs(shown_now() - real_now()) > timedelta(minutes=1)


def look() -> Look:
    return Look(current_app.config["SETTINGS"].public_url, tongue())


def render(template: str, status: int = 200, **values: Any) -> Response:
    """The template with `_()` for its texts, and what the frame shows."""
    from web.console import MENU  # the pages import this file

    said = tongue()
    here = g.get("official")
    entries = [one for one in MENU if here and here.has(ACCESS[one.path])]
    body = render_template(
        template,
        _=lambda text, **filled: said.say(text, filled),
        say=said,
        written=said.value,
        moment=lambda at: said.value(Moment(at)) if at else "–",
        area_name=area_name,
        menu=entries,
        me=here,
        path=request.path,
        demo_clock=shown_now() if here and is_demo_clock() else None,
        **values,
    )
    return Response(body, status, mimetype="text/html")


def area_name(code: str, village: str = "") -> str:
    area = lampang.area(code)
    name = short_name(area, tongue().code) if area else code
    return f"{village} {name}".strip()


def areas_of(code: str) -> list[Area]:
    """The area with everything in it, for lists to choose from."""
    every = (lampang.PROVINCE, *lampang.DISTRICTS, *lampang.TAMBONS)
    return sorted((one for one in every if one.code.startswith(code)), key=lambda one: one.code)


def _trouble(status: int, text: str) -> Response:
    return render("trouble.html", status, text=text)


def _on_error(error: Any) -> Response:
    return _trouble(
        error.code, error.description if error.description in TOLD else SAID[error.code]
    )


# Sentences that a page may hand to abort() for the reader; anything else stays with us.
TOLD: set[str] = set()


def refuse(text: str, status: int = 400) -> NoReturn:
    """End the request with a sentence (a source text) for the reader."""
    TOLD.add(text)
    abort(status, description=text)


def _close(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
