"""คน: who holds which post; propose one for somebody, confirm what another admin proposed, hand over, end.

Raising rights takes two admins (store/proposals.py); taking them away takes one, and works at once.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from bot.language import BANGKOK
from domain import lampang
from domain.official import ADMIN, OFFICER, Official
from domain.posts import ROLES, Post
from domain.words import N_
from store import audit, console, invitations, officials, proposals
from store.proposals import CONFIRMED, REFUSED, Proposal
from web.console import frame, post_back

page = frame.a_page("console_people")
LIST = "/console/people"
ROLE_LABELS = {
    "officer": N_("officer"),
    "approver": N_("approver"),
    "admin": N_("administrator"),
}
LONGEST_TITLE = 80
ACTING_AT_MOST = timedelta(days=190)

NOT_YOUR_AREA = N_("This needs an administrator of that area.")
NOT_ALONE = N_("You proposed it yourself: another administrator must confirm it.")
NOT_YOURSELF = N_("It is your own post: another administrator must confirm it.")
NO_SUCH = N_("That proposal is decided or older than a week.")
ACTING_NEEDS_END = N_("Who acts for somebody does so until a day, at most half a year ahead.")
BAD_DAY = N_("The last day must be a day to come.")
NAME_POST = N_("Say which post it is: people read it.")


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(code: str = "", trouble: str = "", status: int = 200) -> Response:
    here, now = frame.official(), frame.shown_now()
    with frame.database().read() as reading:
        posts = [one for one in officials.listed(reading, now) if here.sees(one.area)]
        waiting = [one for one in proposals.waiting(reading, frame.real_now()) if here.sees(one.area, ADMIN)]  # fmt: skip
        ended = post_back.ended(reading) if here.has(ADMIN) else []
        proposers = officials.named(reading, [one.proposed_post for one in waiting])
    posts.sort(key=lambda one: (one.area, -ROLES.index(one.role), one.title))
    return frame.render(
        "people.html",
        status,
        posts=posts,
        ended=ended,
        waiting=waiting,
        proposers=proposers,
        roles=ROLE_LABELS,
        choices=[area for top in here.areas(ADMIN) for area in frame.areas_of(top)],
        is_admin=here.has(ADMIN),
        may_end=lambda post: _may_end(here, post),
        may_confirm=lambda one: here.line_id != one.proposed_by and here.may(one.area, ADMIN),
        code=code,
        trouble=trouble,
        october=next_october(frame.shown_now()),
    )


def next_october(now: datetime) -> str:
    """Posts rotate on 1 October: the usual last day of a new one is the 30th of September."""
    today = now.astimezone(BANGKOK).date()
    year = today.year if (today.month, today.day) <= (9, 30) else today.year + 1
    return f"{year}-09-30"


@page.post(f"{LIST}/propose")
def propose() -> Response:
    """Somebody new for an area; or, with `acting`, somebody for a time in another's place."""
    here, form = frame.official(), request.form
    role, area = form.get("role", ""), form.get("area", "")
    if role not in ROLES or lampang.area(area) is None:
        abort(400)
    by = here.post_for(area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    title = frame.plain(form.get("title", "")).strip()[:LONGEST_TITLE]
    until, trouble = _last_day(form.get("until", ""), is_acting=bool(form.get("acting")))
    if trouble or not title:
        return _show(trouble=trouble or NAME_POST, status=400)
    row = Proposal(
        role=role,
        area=area,
        village=frame.plain(form.get("village", "")).strip()[:LONGEST_TITLE],
        title=title,
        until=until,
        acting=bool(form.get("acting")),
        ends=0,
        proposed_by=here.line_id,
        proposed_post=by.id,
        proposed_at=frame.real_now(),
        decided_at=None,
    )
    _propose(row, by)
    return redirect(LIST, 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<int:holding>/hand-over")
def hand_over(holding: int) -> Response:
    """One step: the successor's code ends the predecessor's post in the moment it is used."""
    here = frame.official()
    post = _held(holding)
    by = post if post.holder == here.line_id else here.post_for(post.area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    until, trouble = _last_day(request.form.get("until", ""), is_acting=False)
    if trouble:
        return _show(trouble=trouble, status=400)
    row = Proposal(
        role=post.role,
        area=post.area,
        village=post.village,
        title=post.title,
        until=until,
        acting=False,
        ends=post.id,
        proposed_by=here.line_id,
        proposed_post=by.id,
        proposed_at=frame.real_now(),
        decided_at=None,
    )
    _propose(row, by)
    return redirect(LIST, 303)  # type: ignore[return-value]


def _propose(row: Proposal, by: Post) -> None:
    with frame.database().write() as writing:
        number = proposals.add(writing, row)
        audit.note(
            writing,
            by,
            "post proposed",
            f"proposal:{number}",
            row.area,
            frame.real_now(),
            after=_told(row),
        )


@page.post(f"{LIST}/proposals/<int:number>")
def decide(number: int) -> Response:
    """The second admin: yes makes the code, shown this once; no is no."""
    here, now = frame.official(), frame.real_now()
    with frame.database().read() as reading:
        row = proposals.find_open(reading, number, now)
    if row is None:
        return _show(trouble=NO_SUCH, status=409)
    by = here.post_for(row.area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    is_yes = request.form.get("decision") == "confirm"
    if is_yes and row.proposed_by == here.line_id:
        return _show(trouble=NOT_ALONE, status=403)
    code = ""
    with frame.database().write() as writing:
        state = CONFIRMED if is_yes else REFUSED
        if is_yes and row.gives_back and post_back.is_own(writing, row, here.line_id):
            frame.refuse(NOT_YOURSELF, 403)
        if proposals.decide(writing, row.id, state, by.id, now):
            code = _carry_out(writing, row, now) if is_yes else ""
            what = f"post {state}"
            audit.note(writing, by, what, f"proposal:{row.id}", row.area, now, after=_told(row))
    return _show(code=code) if code else redirect(LIST, 303)  # type: ignore[return-value]


def _carry_out(writing: Session, row: Proposal, now: datetime) -> str:
    """The code of a new post; a post that is given back needs none."""
    if not row.gives_back:
        return _make_code(writing, row, now)
    if not post_back.give_back(writing, row):
        frame.refuse(post_back.GONE, 409)
    return ""


def _make_code(writing: Session, row: Proposal, now: datetime) -> str:
    return invitations.make(
        writing,
        row.role,
        row.area,
        row.title,
        now,
        village=row.village,
        until=row.until,
        acting=row.acting,
        ends=row.ends,
    )


@page.post(f"{LIST}/<int:holding>/end")
def end(holding: int) -> Response:
    """One person is enough, and it works with the next press of whoever held it."""
    here, post, now = frame.official(), _held(holding), frame.real_now()
    if not _may_end(here, post):
        frame.refuse(NOT_YOUR_AREA, 403)
    by = here.post_for(post.area, ADMIN) or post
    with frame.database().write() as writing:
        shown = frame.shown_now()  # posts end by the clock that people see
        if officials.end(writing, post.id, shown):
            if not officials.held_by(writing, post.holder, shown):
                console.end_all(writing, post.holder, now)
            subject = f"post:{post.id}"
            audit.note(writing, by, "post ended", subject, post.area, now, before=_held_as(post))
    return redirect(LIST, 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<int:holding>/log-out")
def log_out(holding: int) -> Response:
    """A lost phone or a computer left open: every browser of that person, at once; the post stays."""
    here, post, now = frame.official(), _held(holding), frame.real_now()
    if not _may_end(here, post):
        frame.refuse(NOT_YOUR_AREA, 403)
    by = here.post_for(post.area, ADMIN) or post
    with frame.database().write() as writing:
        n = console.end_all(writing, post.holder, now)
        subject = f"post:{post.id}"
        audit.note(
            writing, by, "logged out by an admin", subject, post.area, now, before={"sessions": n}
        )
    return redirect(LIST, 303)  # type: ignore[return-value]


def _held(holding: int) -> Post:
    """A post that is held now and that the reader may see."""
    with frame.database().read() as reading:
        found = [one for one in officials.listed(reading, frame.shown_now()) if one.id == holding]
    if not found or not frame.official().sees(found[0].area, OFFICER):
        abort(404)
    return found[0]


def _may_end(here: Official, post: Post) -> bool:
    return post.holder == here.line_id or here.may(post.area, ADMIN)


def _last_day(text: str, *, is_acting: bool) -> tuple[datetime | None, str]:
    """Until the end of that day in Lampang; empty is without an end, which acting holders cannot have."""
    if not text:
        return None, ACTING_NEEDS_END if is_acting else ""
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return None, BAD_DAY
    until = datetime.combine(day, time.max, BANGKOK).replace(microsecond=0)
    now = frame.shown_now()
    if until <= now or until > now + timedelta(days=3660):
        return None, BAD_DAY
    if is_acting and until > now + ACTING_AT_MOST:
        return None, ACTING_NEEDS_END
    return until, ""


def _told(row: Proposal) -> dict[str, object]:
    return {
        "role": row.role,
        "area": row.area,
        "village": row.village,
        "title": row.title,
        "until": row.until,
        "acting": row.acting,
        "takes over": row.ends,
        "gives back": row.gives_back,
    }


def _held_as(post: Post) -> dict[str, object]:
    return {"role": post.role, "area": post.area, "title": post.title, "until": post.until}
