"""My logins: every browser in which I am logged in, each with a button that ends it."""

from __future__ import annotations

from flask import Response, abort, g, redirect

from store import audit, console
from web.console import frame

page = frame.a_page("console_sessions")


@page.get("/console/sessions")
def every() -> Response:
    here = frame.official()
    with frame.database().read() as reading:
        rows = console.sessions_of(reading, [here.line_id], frame.real_now())
    return frame.render("sessions.html", rows=rows, this=g.session_id)


@page.post("/console/sessions/<int:number>/end")
def end(number: int) -> Response:
    here, now = frame.official(), frame.real_now()
    with frame.database().write() as writing:
        mine = {row.id for row in console.sessions_of(writing, [here.line_id], now)}
        if number not in mine:
            abort(404)
        console.end_session(writing, number, now)
        post = here.posts[0]
        audit.note(writing, post, "session ended", f"session:{number}", post.area, now)
    return redirect("/console/sessions", 303)  # type: ignore[return-value]


@page.post("/console/sessions/end-all")
def end_all() -> Response:
    here, now = frame.official(), frame.real_now()
    with frame.database().write() as writing:
        n = console.end_all(writing, here.line_id, now)
        post = here.posts[0]
        audit.note(
            writing,
            post,
            "logged out everywhere",
            "sessions",
            post.area,
            now,
            before={"sessions": n},
        )
    return redirect(frame.LOGIN, 303)  # type: ignore[return-value]
