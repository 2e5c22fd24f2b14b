"""ประกาศเตือน: write, look at it as a phone shows it, have it approved, send, call off. Rules: domain/warnings.py.

Whoever may see it reads it; what they may do with it is asked at each press. Sending: bot/warning_post.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import Response, abort, current_app, redirect, request
from sqlalchemy.orm import Session

from bot import alarm, cards, wake, warning_desk, warning_post
from bot.warning_cap import Press
from domain import warnings
from domain.conversation import Show
from domain.official import OFFICER, Official
from domain.warning_desk import Reach, cannot_replace
from domain.warnings import Content, Notice, NotPossible, Standing
from domain.words import N_
from store import cap as cap_store
from store import officials
from store import warning_letters as letters
from store import warnings as store
from store.warnings import WarningRow
from web.console import frame, phone, warning_form

page = frame.a_page("console_warnings")
LIST = "/console/warnings"
LONGEST_NUMBER = 10  # digits
STILL_HERE = N_(
    "Somebody else changed this warning while you wrote. What you typed is still here, and above it what they wrote. "
    "Put together what holds, then keep it."
)


@page.get(LIST)
def every() -> Response:
    here = frame.official()
    with frame.database().read() as reading:
        rows = [row for row in store.listed(reading) if _is_seen(row, here)]
    waiting = [row for row in rows if _waits_for(row, here)]
    return frame.render("warnings.html", rows=rows, waiting=waiting, labels=warnings)


@page.get(f"{LIST}/new")
def new() -> Response:
    content = warning_form.blank(frame.shown_now(), frame.official(), request.args)
    return _form(content, replaces=_older(request.args.get("replaces", "")))


@page.post(f"{LIST}/new")
def make() -> Response:
    here, typed = frame.official(), warning_form.read(request.form, frame.shown_now())
    older = _older(request.form.get("replaces", ""))
    if typed.trouble or not here.may_all(typed.content.areas, OFFICER):
        trouble = typed.trouble or (warnings.NOT_YOUR_AREA,)
        return _form(typed.content, trouble=trouble, replaces=older, status=400)
    post = warning_desk.post_of(here, typed.content)
    with frame.database().write() as writing:
        row = store.make(
            writing,
            typed.content,
            here.line_id,
            post.id,
            frame.real_now(),
            replaces=older.id if older else 0,
            shown=frame.shown_now(),
        )
        warning_desk.note(_desk(writing), post, row, "warning written", after=typed.content)
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


@page.get(f"{LIST}/<number>")
def one(number: str) -> Response:
    return show(find(number))


@page.get(f"{LIST}/<number>/edit")
def edit(number: str) -> Response:
    row = find(number)
    if not warnings.may_write(row.standing, frame.official()):
        frame.refuse(warnings.NOT_NOW, 403)
    return _form(row.standing.content, row=row, replaces=_by_id(row.replaces))


@page.post(f"{LIST}/<number>/edit")
def write(number: str) -> Response:
    row, here = find(number), frame.official()
    typed, seen = warning_form.read(request.form, frame.shown_now()), seen_version()
    older = _by_id(row.replaces)
    if typed.trouble:
        return _form(
            typed.content, row=row, trouble=typed.trouble, replaces=older, status=400, seen=seen
        )
    kept = row.standing.content
    words = replace(
        typed.content,
        picture=kept.picture,
        picture_says=kept.picture_says,
        picture_says_en=kept.picture_says_en,
    )
    try:
        keep_words(row, warnings.write(row.standing, words, here), seen)
    except warning_desk.MovedOn:
        return _form(
            typed.content, row=find(number), trouble=(STILL_HERE,), replaces=older, status=409
        )
    except NotPossible as why:
        return _form(typed.content, row=row, trouble=(str(why),), status=403, seen=seen)
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<number>/step")
def step(number: str) -> Response:
    """One press: submit, approve, return, reject, cancel …; the version shows what the presser had before them."""
    row, name = find(number), request.form.get("step", "")
    reason = frame.plain(request.form.get("reason", "")).strip()[:1000]
    if name not in warnings.MOVES:
        abort(400)
    pressed = warning_desk.Step(name, number, seen_version(), reason)
    with frame.database().read() as reading:
        brief = warning_desk.counted(reading, pressed, frame.shown_now())
    pressed = replace(pressed, brief=brief)
    try:
        with frame.database().write() as writing:
            heard = warning_desk.take(_desk(writing), frame.official(), pressed)
    except NotPossible as why:
        status = 409 if isinstance(why, warning_desk.MovedOn) else 403
        return show(find(number), (str(why),), status)
    if name == "send alone":
        _raise_alarm(f"warning {number} was sent by one person alone")
    if name in ("approve", "send alone", "cancel"):
        _send_what_is_due()
    elif heard:
        wake.ring(frame.database())
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


@page.post(f"{LIST}/<number>/review")
def review(number: str) -> Response:
    row, here = find(number), frame.official()
    if not warnings.may_review(row.standing, here):
        frame.refuse(warnings.NOT_YOUR_OWN, 403)
    post = warning_desk.post_of(here, row.said)
    with frame.database().write() as writing:
        if store.note_review(writing, row.id, post.id, frame.real_now()):
            warning_desk.note(_desk(writing), post, row, "warning reviewed")
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


# What is shared by the pages


def _waits_for(row: WarningRow, here: Official) -> bool:
    """To be decided by them, or sent by somebody alone and not looked at since."""
    if row.state == warnings.SUBMITTED:
        return bool(warnings.steps_for(row.standing, here))
    return not row.reviewed_post and warnings.may_review(row.standing, here)


def _is_seen(row: WarningRow, here: Official) -> bool:
    return any(here.sees(area) for area in row.areas.split())


def find(number: str) -> WarningRow:
    with frame.database().read() as reading:
        row = store.find(reading, number)
    if row is None or not _is_seen(row, frame.official()):
        abort(404)
    return row


def _older(number: str) -> WarningRow | None:
    """The warning in force that a new one takes the place of: only where they may write one for all its areas."""
    with frame.database().read() as reading:
        row = store.find(reading, frame.plain(number)) if number else None
    if row is None or row.state not in store.OPEN_STATES:
        return None
    return row if frame.official().may_all(row.said.areas, OFFICER) else None


def _by_id(row_id: int) -> WarningRow | None:
    with frame.database().read() as reading:
        return store.get(reading, row_id)


def _desk(writing: Session) -> warning_desk.Desk:
    return warning_desk.Desk(writing, frame.look(), frame.real_now(), frame.shown_now())


def seen_version() -> int:
    """What whoever sends a form had before them; of none, one that is never the present one."""
    seen = request.form.get("version", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < LONGEST_NUMBER else -1


def keep_words(row: WarningRow, standing: Standing, seen: int) -> None:
    """New words (or another picture) of a draft; MovedOn where somebody changed it since it was seen."""
    if row.version != seen:
        raise warning_desk.MovedOn(warning_desk.MOVED_ON)
    told = {"before": row.standing.content, "after": standing.content}
    pressed = warning_desk.Step("write", row.number, row.version)
    with frame.database().write() as writing:
        warning_desk.keep(_desk(writing), frame.official(), row, standing, pressed, **told)


def _raise_alarm(text: str) -> None:
    settings = current_app.config["SETTINGS"]
    alarm.raise_alarm(frame.database(), settings.alarm_url, text)


def _send_what_is_due() -> None:
    """At once, not at the next minute; the job does the rest."""
    settings = current_app.config["SETTINGS"]
    press = Press(frame.look(), settings.cap_authority, settings.data_dir)
    office = warning_post.Office(frame.database(), press, frame.shown_now(), _raise_alarm)
    warning_post.work(office)
    wake.ring(frame.database())


def _form(
    content: Content,
    *,
    row: WarningRow | None = None,
    trouble: tuple[str, ...] = (),
    replaces: WarningRow | None = None,
    status: int = 200,
    seen: int | None = None,
) -> Response:
    """`seen`: the version that stays the form's own; without it that of `row`, as it stands now."""
    here = frame.official()
    choices = [area for top in here.areas(OFFICER) for area in frame.areas_of(top)]
    return frame.render(
        "warning_form.html",
        status,
        content=content,
        row=row,
        trouble=trouble,
        replaces=replaces,
        version=row.version if row and seen is None else seen,
        stands=warning_form.stands(row.standing.content, content) if row and status == 409 else (),
        choices=choices,
        clock_value=warning_form.clock_value,
        labels=warnings,
    )


def show(
    row: WarningRow,
    trouble: tuple[str, ...] = (),
    status: int = 200,
    says: tuple[str, str] | None = None,
) -> Response:
    """`says`: what was typed about a picture that was not kept."""
    here, content, now = frame.official(), row.said, frame.shown_now()
    with frame.database().read() as reading:
        steps = store.steps_of(reading, row.id)
        posts = officials.named(reading, [one.post for one in steps])
        brief = warning_desk.brief_of(reading, content, now)
        figures = letters.figures(reading, row.id)
        published = cap_store.of_warning(reading, row.id)
        notice = store.notice(reading, row)
    return frame.render(
        "warning.html",
        status,
        row=row,
        content=content,
        steps=steps,
        posts=posts,
        brief=brief,
        reach=brief.reach,
        figures=figures,
        published=published,
        replaces=notice.replaces,
        picture=notice.picture,
        says=says or (content.picture_says, content.picture_says_en),
        fetched=_fetched(notice, brief.reach),
        phones=_phones(notice),
        script=warnings.spoken(content),
        can=warnings.steps_for(row.standing, here),
        may_write=warnings.may_write(row.standing, here),
        may_review=warnings.may_review(row.standing, here) and not row.reviewed_post,
        may_replace=here.may_all(content.areas, OFFICER),
        problems=_problems(row, now) if row.state in (warnings.DRAFT, warnings.RETURNED) else [],
        trouble=trouble,
        labels=warnings,
    )


def _problems(row: WarningRow, now: datetime) -> list[str]:
    older = _by_id(row.replaces)
    is_open = older is not None and older.state in store.OPEN_STATES
    place = cannot_replace(row.said, older.said) if older and is_open else ""
    return [*warnings.problems(row.said, now), *([place] if place else [])]


def _fetched(notice: Notice, reach: Reach) -> int:
    """Bytes, when each phone that gets it loads the picture once."""
    is_sent = notice.picture and notice.content.mode != warnings.TRAINING
    return notice.picture.size * (reach.people + reach.members) if notice.picture and is_sent else 0


def _phones(notice: Notice) -> list[tuple[str, str, object]]:
    """Language, notification and picture of what goes out, from the very JSON that is sent."""
    if notice.content.kind not in warnings.KINDS or notice.content.level not in warnings.LEVELS:
        return []
    drawn = []
    for code in ("th", "en"):
        (message,) = cards.render([Show("warning", notice)], frame.look().in_language(code))
        drawn.append((code, message["altText"], phone.draw(message)))
    return drawn
