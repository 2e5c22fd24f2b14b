"""A post that was ended by mistake: for a week one administrator proposes to give it back, and another confirms.

Taking rights away takes one person and works at once; giving them back takes two, like giving them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Response, abort, redirect
from sqlalchemy.orm import Session

from bot.telling import tell
from domain import lampang, quota
from domain.conversation import Say
from domain.official import ADMIN
from domain.posts import Post
from domain.words import N_
from store import audit, officials, proposals
from store.proposals import OPEN, Proposal
from web.console import frame

page = frame.a_page("console_post_back")
WITHIN = timedelta(days=7)
LIVES = timedelta(hours=12)
NOT_YOUR_AREA = N_("This needs an administrator of that area.")
WAITS_ALREADY = N_("That waits for a second administrator already.")
GONE = N_("That post cannot be given back any more: it ran out, or its holder is not known any more.")  # fmt: skip
GIVEN_BACK = N_("Your post is yours again: %(title)s, %(area)s.")


def ended(reading: Session) -> list[tuple[Post, datetime]]:
    """What the reader may propose to give back, the newest first."""
    here, now = frame.official(), frame.shown_now()
    found = officials.ended_since(reading, now - WITHIN, now)
    return [one for one in found if here.may(one[0].area, ADMIN)]


@page.post("/console/people/<int:holding>/give-back")
def propose(holding: int) -> Response:
    here, now = frame.official(), frame.real_now()
    with frame.database().read() as reading:
        found = {post.id: post for post, _ in _endings(reading)}
        waits = [one.gives_back for one in proposals.waiting(reading, now)]
    post = found.get(holding)
    if post is None or not here.sees(post.area):
        abort(404)
    by = here.post_for(post.area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    if holding in waits:
        frame.refuse(WAITS_ALREADY, 409)
    row = Proposal(
        role=post.role, area=post.area, village=post.village, title=post.title, until=post.until,
        acting=post.acting, ends=0, gives_back=post.id, state=OPEN, proposed_by=here.line_id,
        proposed_post=by.id, proposed_at=now, decided_at=None,
    )  # fmt: skip
    with frame.database().write() as writing:
        number = proposals.add(writing, row)
        subject, told = f"proposal:{number}", {"gives back": post.id, "title": post.title}
        audit.note(writing, by, "post proposed", subject, post.area, now, after=told)
    return redirect("/console/people", 303)  # type: ignore[return-value]


def _endings(reading: Session) -> list[tuple[Post, datetime]]:
    now = frame.shown_now()
    return officials.ended_since(reading, now - WITHIN, now)


def is_own(writing: Session, row: Proposal, line_id: str) -> bool:
    """Nobody confirms that a post comes back to themselves."""
    post = officials.find(writing, row.gives_back)
    return post is not None and post.holder == line_id


def give_back(writing: Session, row: Proposal) -> bool:
    """The same holding, by the same person, at once; they are told. False when it cannot be any more."""
    post = officials.find(writing, row.gives_back)
    if post is None or not officials.give_back(writing, post.id, frame.shown_now()):
        return False
    area = lampang.area(post.area) or lampang.PROVINCE
    tell(
        writing, frame.look(), post.holder, [Say(GIVEN_BACK, {"title": post.title, "area": area})],
        key=f"post:{post.id}:back:{row.id}", urgency=quota.STATUS, now=frame.real_now(), lives=LIVES,
    )  # fmt: skip
    return True
