"""ประกาศเตือน: write, look at it as a phone shows it, have it approved, send, call off. Rules: domain/warnings.py.

Whoever may see it reads it; what they may do with it is asked at each press. Sending: bot/warning_post.py.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from flask import Response, abort, current_app, redirect, request
from sqlalchemy.orm import Session

from bot import alarm, cards, telling, wake, warning_desk, warning_post
from bot.warning_cap import Press
from domain import quota, warnings
from domain.conversation import Say, Show
from domain.official import APPROVER, OFFICER, Official
from domain.posts import Post
from domain.warning_desk import ASKED_AT, cannot_replace
from domain.warnings import Content, Notice, NotPossible, Standing
from domain.words import N_
from store import audit, officials
from store import cap as cap_store
from store import quota as quota_store
from store import warning_letters as letters
from store import warnings as store
from store.warnings import WarningRow
from web.console import frame, phone, warning_form

page = frame.a_page("console_warnings")
LIST = "/console/warnings"
MOVED_ON = N_("Somebody else changed this warning a moment ago. Please look again.")
ALARM = N_(
    "%(who)s sent warning %(number)s alone, without a second person: %(headline)s. Please review it in the console."
)
ALARM_LIVES = timedelta(hours=12)


@page.get(LIST)
def every() -> Response:
    here = frame.official()
    with frame.database().read() as reading:
        rows = [row for row in store.listed(reading) if _is_seen(row, here)]
    waiting = [row for row in rows if warnings.steps_for(row.standing, here) and row.state == warnings.SUBMITTED]  # fmt: skip
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
    post = _post(here, typed.content)
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
        _note(writing, post, row, "warning written", after=typed.content)
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


@page.get(f"{LIST}/<number>")
def one(number: str) -> Response:
    return _show(_find(number))


@page.get(f"{LIST}/<number>/edit")
def edit(number: str) -> Response:
    row = _find(number)
    if not warnings.may_write(row.standing, frame.official()):
        frame.refuse(warnings.NOT_NOW, 403)
    return _form(row.standing.content, row=row, replaces=_by_id(row.replaces))


@page.post(f"{LIST}/<number>/edit")
def write(number: str) -> Response:
    row, here = _find(number), frame.official()
    typed = warning_form.read(request.form, frame.shown_now())
    if typed.trouble:
        older = _by_id(row.replaces)
        return _form(typed.content, row=row, trouble=typed.trouble, replaces=older, status=400)
    try:
        standing = warnings.write(row.standing, typed.content, here)
    except NotPossible as why:
        return _form(typed.content, row=row, trouble=(str(why),), status=403)
    return _keep(row, standing, "write", "", before=row.standing.content, after=typed.content)


@page.post(f"{LIST}/<number>/step")
def step(number: str) -> Response:
    """One press: submit, approve, return, reject, cancel …; the version shows what the presser had before them."""
    row, here = _find(number), frame.official()
    name, reason = (
        request.form.get("step", ""),
        frame.plain(request.form.get("reason", "")).strip()[:1000],
    )
    if name not in warnings.MOVES:
        abort(400)
    if request.form.get("version") != str(row.version):
        return _show(row, (MOVED_ON,), 409)
    try:
        standing = warnings.take(name, row.standing, here, frame.shown_now(), reason)
        place = _keeps_its_place(row, None if name == "submit" else here)
        if place and name in ASKED_AT:
            raise NotPossible(place)
    except NotPossible as why:
        return _show(row, (str(why),), 403)
    kept = _keep(row, standing, name, reason, before=row.state, after=standing.state)
    if kept.status_code == 303 and name in ("approve", "send alone", "cancel"):
        _send_what_is_due()
    if kept.status_code == 303 and name == "send alone":
        _alarm_approvers(row, here)
    return kept


@page.post(f"{LIST}/<number>/review")
def review(number: str) -> Response:
    row, here = _find(number), frame.official()
    if not warnings.may_review(row.standing, here):
        frame.refuse(warnings.NOT_YOUR_OWN, 403)
    post = _post(here, row.said)
    with frame.database().write() as writing:
        if store.note_review(writing, row.id, post.id, frame.real_now()):
            _note(writing, post, row, "warning reviewed")
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


# What is shared by the pages


def _is_seen(row: WarningRow, here: Official) -> bool:
    return any(here.sees(area) for area in row.areas.split())


def _find(number: str) -> WarningRow:
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


def _keeps_its_place(row: WarningRow, by: Official | None) -> str:
    """Why the older warning cannot be over for this one, as a source text; "" where it can, or there is none."""
    older = _by_id(row.replaces)
    if older is None or older.state not in store.OPEN_STATES:
        return ""
    return cannot_replace(row.said, older.said, by)


def _by_id(row_id: int) -> WarningRow | None:
    with frame.database().read() as reading:
        return store.get(reading, row_id)


def _post(here: Official, content: Content) -> Post:
    """By which post they do it: the one that covers the first area, else their highest."""
    return here.post_for(content.areas[0], APPROVER) or here.post_for(content.areas[0]) or here.posts[0]  # fmt: skip


def _note(writing: Session, post: Post, row: WarningRow, what: str, **told: object) -> None:
    values = {key: asdict(v) if isinstance(v, Content) else v for key, v in told.items()}
    area = (row.areas.split() or [post.area])[0]
    audit.note(writing, post, what, row.number, area, frame.real_now(), **values)


def _keep(row: WarningRow, standing: Standing, name: str, reason: str, **told: object) -> Response:
    here, now, heard = frame.official(), frame.real_now(), 0
    post = _post(here, row.said)
    with frame.database().write() as writing:
        is_kept = store.keep(writing, row, standing, name, post.id, now, reason)
        if is_kept:
            _note(writing, post, row, f"warning: {name}", **told)
            step = warning_desk.Step(name, row.number, row.version + 1, here.line_id, reason)
            desk = warning_desk.Desk(writing, frame.look(), now, frame.shown_now())
            heard = warning_desk.tell(desk, step, standing)
    if not is_kept:
        return _show(_find(row.number), (MOVED_ON,), 409)
    if heard:
        wake.ring(frame.database())
    return redirect(f"{LIST}/{row.number}", 303)  # type: ignore[return-value]


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


def _alarm_approvers(row: WarningRow, here: Official) -> None:
    """Everybody who could have been the second person hears of it, on their phone."""
    by = _post(here, row.said)
    values = {
        "who": by.name or by.title or frame.area_name(by.area),
        "number": row.number,
        "headline": row.said.headline_th,
    }
    with frame.database().write() as writing:
        posts = officials.listed(writing, frame.shown_now())
        others = {p.holder for p in posts if Official(p.holder, (p,)).has(APPROVER)} - {here.line_id}  # fmt: skip
        for holder in sorted(others):
            telling.tell(
                writing,
                frame.look(),
                holder,
                [Say(ALARM, values)],
                key=f"alone:{row.id}:{holder}",
                urgency=quota.LIFE_SAFETY,
                now=frame.real_now(),
                lives=ALARM_LIVES,
            )
    _raise_alarm(f"warning {row.number} was sent by one person alone")
    wake.ring(frame.database())


def _form(
    content: Content,
    *,
    row: WarningRow | None = None,
    trouble: tuple[str, ...] = (),
    replaces: WarningRow | None = None,
    status: int = 200,
) -> Response:
    here = frame.official()
    choices = [area for top in here.areas(OFFICER) for area in frame.areas_of(top)]
    return frame.render(
        "warning_form.html",
        status,
        content=content,
        row=row,
        trouble=trouble,
        replaces=replaces,
        choices=choices,
        clock_value=warning_form.clock_value,
        labels=warnings,
    )


def _show(row: WarningRow, trouble: tuple[str, ...] = (), status: int = 200) -> Response:
    here, content, now = frame.official(), row.said, frame.shown_now()
    with frame.database().read() as reading:
        steps = store.steps_of(reading, row.id)
        posts = officials.named(reading, [one.post for one in steps])
        people = {area: letters.count_people(reading, [area]) for area in content.areas}
        total = letters.count_people(reading, content.areas)
        figures = letters.figures(reading, row.id)
        known = quota_store.now_known(reading)
        published = cap_store.of_warning(reading, row.id)
        notice = store.notice(reading, row)
    return frame.render(
        "warning.html",
        status,
        row=row,
        content=content,
        steps=steps,
        posts=posts,
        people=people,
        total=total,
        figures=figures,
        quota=_spending(known, content, total),
        published=published,
        replaces=notice.replaces,
        phones=_phones(notice),
        script=warning_form.spoken(content),
        can=warnings.steps_for(row.standing, here),
        may_write=warnings.may_write(row.standing, here),
        may_review=warnings.may_review(row.standing, here) and not row.reviewed_post,
        may_replace=here.may_all(content.areas, OFFICER),
        problems=_problems(row, now) if row.state in (warnings.DRAFT, warnings.RETURNED) else [],
        trouble=trouble,
        labels=warnings,
    )


def _problems(row: WarningRow, now: datetime) -> list[str]:
    place = _keeps_its_place(row, None)
    return [*warnings.problems(row.said, now), *([place] if place else [])]


def _spending(known: quota.Quota, content: Content, total: int) -> dict[str, object]:
    """What it costs of the month's messages; a practice costs nothing."""
    costs = 0 if content.mode == warnings.TRAINING else total
    urgency = warnings.urgency_of(content) if content.level in warnings.LEVELS else quota.DIGEST
    return {
        "known": known.known,
        "left": known.left,
        "after": None if known.left is None else known.left - costs,
        "fits": quota.may_push(urgency, costs, known),
    }


def _phones(notice: Notice) -> list[tuple[str, str, object]]:
    """Language, notification and picture of what goes out, from the very JSON that is sent."""
    if notice.content.kind not in warnings.KINDS or notice.content.level not in warnings.LEVELS:
        return []
    drawn = []
    for code in ("th", "en"):
        (message,) = cards.render([Show("warning", notice)], frame.look().in_language(code))
        drawn.append((code, message["altText"], phone.draw(message)))
    return drawn
