"""ประวัติ: the book of what officials did, to be searched and taken along as CSV. Table: store/audit.py."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from flask import Response, request, stream_with_context

from bot.language import BANGKOK
from domain.official import ADMIN
from domain.posts import Post
from domain.warnings import STEP_LABELS
from domain.words import N_
from store import audit, officials
from store.audit import A_PAGE, AuditLine, Wanted
from web.console import book_words, frame

page = frame.a_page("console_history")
COLUMNS = ("number", "at", "post", "role", "what", "subject", "area", "before", "after")
A_WARNING = N_("warning")
DONE = {
    "logged in": N_("logged in"),
    "logged out": N_("logged out"),
    "logged out everywhere": N_("logged out everywhere"),
    "logged out by an admin": N_("logged out by an administrator"),
    "session ended": N_("ended a login"),
    "post proposed": N_("proposed a post"),
    "post confirmed": N_("confirmed a post"),
    "post refused": N_("refused a post"),
    "post taken up": N_("took up a post"),
    "post ended": N_("ended a post"),
    "warning written": N_("wrote a warning"),
    "warning reviewed": N_("reviewed a warning"),
    "duty begun": N_("went on duty"),
    "duty ended": N_("went off duty"),
    "duty planned": N_("put somebody on duty"),
    "duty taken out": N_("took a shift out of the roster"),
    "duty exchanged": N_("exchanged shifts"),
    "duty note left": N_("left a note for the next on duty"),
    "duty taken over": N_("took over duty"),
    "alarm taken": N_("took an alarm"),
    "call list added to": N_("added to a call list"),
    "call list changed": N_("changed a call list"),
    "fire take": N_("took a fire"),
    "fire controlled": N_("fire under control"),
    "fire out": N_("fire out"),
    "fire false": N_("no fire there"),
    "fire again": N_("fire burns again"),
    "fire close": N_("closed a fire"),
    "fire hand": N_("handed a fire over"),
    "fire permitted": N_("found a fire to be a permitted burn"),
    "fire drill": N_("began a drill"),
    "fire placed": N_("put a fire on the map"),
    "note answered": N_("answered a resident"),
    "fire joined": N_("joined fires or kept them apart"),
    "fire reporters seen": N_("looked up numbers of who reported"),
    "volunteer approve": N_("approved a volunteer"),
    "volunteer reject": N_("did not approve a volunteer"),
    "volunteer suspend": N_("suspended a volunteer"),
    "volunteer restore": N_("opened a volunteer's account again"),
    "permit yes": N_("passed a burn request on, or approved it"),
    "permit no": N_("refused a burn request"),
    "permit day": N_("offered another day for a burn"),
    "burn day closed": N_("closed a day for burning"),
    "burn day opened": N_("opened a day for burning"),
    "burn limit set": N_("set how much may burn in a day"),
    "burn order entered": N_("entered an order against burning"),
    "burn order ended": N_("ended an order against burning"),
    "burn law entered": N_("entered what burning costs"),
    "burn law ended": N_("ended a law about burning"),
    "sensor taken out of use": N_("took a sensor out of use"),
    "sensor put back": N_("put a sensor back into use"),
    "sensor token renewed": N_("gave a sensor a new token"),
    "setting proposed": N_("proposed a setting"),
    "setting approved": N_("agreed to a setting"),
    "setting refused": N_("refused a setting"),
    "number checked": N_("checked an emergency number"),
    "loudspeaker hours": N_("chose when to read out over the loudspeaker"),
    "air warnings stopped": N_("stopped air warnings of an area"),
    "air warnings go on": N_("let air warnings of an area go on"),
}
# What a spreadsheet would run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@page.get("/console/history")
def every() -> Response:
    wanted = _wanted()
    number = min(max(request.args.get("page", 0, type=int), 0), 100_000)
    with frame.database().read() as reading:
        lines = audit.search(reading, wanted, number)
        posts = officials.named(reading, [one.who for one in lines])
    return frame.render(
        "history.html",
        lines=lines,
        posts=posts,
        asked={key: request.args.get(key, "") for key in ("text", "since", "until")},
        number=number,
        is_full=len(lines) == A_PAGE,
        done=_done,
        told=book_words.told,
        about=book_words.about,
    )


def _done(what: str) -> str:
    """The book keeps short English words; what is known is said in the reader's language."""
    say = frame.tongue().say
    thing, _, step = what.partition(": ")
    if thing == "warning" and step in STEP_LABELS:
        return f"{say(A_WARNING)}: {say(STEP_LABELS[step])}"
    return say(DONE.get(what, "")) or what


@page.get("/console/history.csv")
def as_csv() -> Response:
    """UTF-8 with a mark, so that a spreadsheet reads Thai."""
    response = Response(stream_with_context(_rows(_wanted())), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=history.csv"
    return response


def _wanted() -> Wanted:
    since, until = _day("since"), _day("until")
    return Wanted(
        text=frame.plain(request.args.get("text", "")).strip()[:100],
        since=since,
        until=until + timedelta(days=1) if until else None,
        areas=frame.official().areas(ADMIN),
    )


def _day(name: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(request.args.get(name, "")), time.min, BANGKOK)
    except ValueError:
        return None


def _rows(wanted: Wanted) -> Iterator[str]:
    yield "\ufeff" + _row(COLUMNS)
    with frame.database().read() as reading:
        posts: dict[int, Post] = {}
        for line in audit.all_lines(reading, wanted):
            if line.who not in posts:
                posts |= officials.named(reading, [line.who])
            yield _row(_cells(line, posts.get(line.who)))


def _cells(line: AuditLine, post: Post | None) -> tuple[str, ...]:
    at = line.at.astimezone(BANGKOK).isoformat(timespec="seconds")
    who = f"{line.who} {post.title}".strip() if post else str(line.who)
    return (str(line.id), at, who, line.role, line.what, line.subject, line.area, line.before, line.after)  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(f"'{one}" if one.startswith(FORMULA) else one for one in cells)
    return out.getvalue()
