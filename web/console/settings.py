"""ตั้งค่า: what reaches everybody by itself. One administrator proposes a change, another agrees, then it holds.

Numbers behind warnings and their words are the province's; an emergency number belongs to its area. Rules:
domain/setting_changes.py. Table: store/setting_changes.py. Each step stands in the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Response, abort, redirect, request
from sqlalchemy.orm import Session

from domain import lampang
from domain import setting_changes as rules
from domain.alert_rules import BOUNDS, Rules
from domain.burn_days import day_at
from domain.official import ADMIN
from domain.posts import Post
from domain.setting_changes import CHAIN, CONTACT, NEW, NUMBER, TEXT, NotPossible, Setting
from domain.words import N_
from store import alert_texts, audit, contacts, officials, setting_changes
from store import rules as numbers
from store.setting_changes import SettingChange, contact_of, written
from web.console import chain_settings, frame, setting_words

page = frame.a_page("console_settings")
LIST = "/console/settings"
PROVINCE = lampang.PROVINCE.code
NOT_YOUR_AREA = N_("This needs an administrator of that area.")
HOW_CHECKED = N_("Please type how you checked it: whom you called, or where it stands.")
LONGEST_TYPED = 1000
FORBIDDEN = (rules.NOT_ALONE,)
TOO_LATE = (rules.DECIDED, rules.CHANGED_MEANWHILE, rules.PROPOSER_GONE, rules.HAS_OPEN)


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    here, now = frame.official(), frame.real_now()
    with frame.database().read() as reading:
        waiting = [one for one in setting_changes.waiting(reading, now) if here.sees(one.area, ADMIN)]  # fmt: skip
        decided = [one for one in setting_changes.decided(reading) if here.sees(one.area, ADMIN)]
        posts = officials.named(
            reading, [n for one in (*waiting, *decided) for n in (one.proposed_post, one.decided_post) if n]
        )  # fmt: skip
        holds = numbers.in_force(reading)
        texts = alert_texts.in_force(reading)
        to_call = contacts.numbered(reading)
        chains = setting_changes.chains(reading)
    return frame.render(
        "settings.html",
        status,
        waiting=waiting,
        decided=decided,
        posts=posts,
        words=setting_words,
        labels=_labels,
        chain_choices=chain_settings.choices(here),
        chain_rows=chain_settings.rows(chains, here),
        kinds=chain_settings.said,
        lines=_lines,
        dialled=_dialled,
        numbers=[(Setting(NUMBER, name), written(float(getattr(holds, name)))) for name in BOUNDS],
        texts=[
            (one, texts.get(one.language, {}).get(one.name, ""))
            for one in rules.names()
            if one.kind == TEXT
        ],
        contacts=to_call,
        topics=rules.TOPICS,
        may=lambda area: here.may(area, ADMIN),
        may_approve=lambda one: here.may(one.area, ADMIN) and one.proposed_by != here.line_id,
        province=PROVINCE,
        approved=rules.APPROVED,
        trouble=trouble,
    )


def _labels(setting: Setting) -> tuple[str, ...]:
    """Of a chain also where it holds."""
    where = chain_settings.area_of(setting) if setting.kind == CHAIN else ""
    return (*setting_words.labels(setting), *([frame.area_name(where)] if where else []))


def _dialled(change: SettingChange) -> str:
    """Which number it is about, also where that does not change."""
    one = contact_of(change.before or change.after) if change.kind == CONTACT else None
    return one.number if one else ""


def _lines(change: SettingChange) -> list[tuple[str, str, str]]:
    """What differs: the name of a field ("" where there is but one), before, after."""
    if change.kind != CONTACT:
        return [("", change.before, change.after)]
    found = rules.differences(contact_of(change.before), contact_of(change.after))
    return [(setting_words.FIELDS[name], before, after) for name, before, after in found]


@page.get(f"{LIST}/change")
def form() -> Response:
    """The form for one setting, filled with what holds; or with what held before, to undo a change."""
    undone = request.args.get("undo", "")
    if undone:
        return _undo_form(undone)
    setting = _setting(request.args)
    with frame.database().read() as reading:
        held = setting_changes.now_holds(reading, setting)
    return _form(setting, held, _filled(setting, held))


def _undo_form(number: str) -> Response:
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    with frame.database().read() as reading:
        change = setting_changes.find(reading, int(number)) if is_number else None
        if change is None or change.state != rules.APPROVED:
            frame.refuse(rules.NO_SUCH)
        if not frame.official().sees(change.area, ADMIN):
            abort(404)
        setting = change.setting
        held = setting_changes.now_holds(reading, setting)
        if setting.kind == CONTACT and not held:
            setting = Setting(CONTACT, NEW)  # it was taken out: it comes back as a new one
    return _form(setting, held, _filled(setting, change.before), is_added=not change.before)


def _setting(told: Mapping[str, str]) -> Setting:
    setting = Setting(told.get("kind", ""), told.get("name", ""), told.get("language", ""))
    is_row = setting.name.isascii() and setting.name.isdigit() and len(setting.name) < 10
    if setting.kind == CONTACT and not setting.language and (setting.name == NEW or is_row):
        return setting
    if setting.kind == CHAIN and not setting.language and chain_settings.area_of(setting):
        return setting
    if setting not in rules.names():
        frame.refuse(rules.NO_SUCH)
    return setting


def _filled(setting: Setting, value: str) -> dict[str, Any]:
    if setting.kind == CHAIN:
        return {"kinds": value.split()}
    if setting.kind != CONTACT:
        return {"value": value}
    one = contact_of(value)
    return {**asdict(one), "topics": list(one.topics)} if one else {"topics": [], "area": PROVINCE}


def _form(
    setting: Setting,
    held: str,
    filled: Mapping[str, Any],
    trouble: str = "",
    status: int = 200,
    is_added: bool = False,
) -> Response:
    here = frame.official()
    return frame.render(
        "setting.html",
        status,
        setting=setting,
        labels=_labels(setting),
        kinds=chain_settings.said,
        choices=chain_settings.CHOICES,
        fields=setting_words.FIELDS,
        held=held,
        current=contact_of(held) if setting.kind == CONTACT else None,
        filled=filled,
        bounds=BOUNDS.get(setting.name, (0, 0)) if setting.kind == NUMBER else None,
        default=written(float(getattr(Rules(), setting.name))) if setting.kind == NUMBER else "",
        topics=rules.TOPICS,
        areas=[area for top in here.areas(ADMIN) for area in frame.areas_of(top)],
        today=day_at(frame.shown_now()).isoformat(),
        is_added=is_added,
        trouble=trouble,
    )


@page.post(f"{LIST}/change")
def propose() -> Response:
    here, typed = frame.official(), _typed()
    setting = _setting(typed)
    with frame.database().read() as reading:
        held = setting_changes.now_holds(reading, setting)
        holds = numbers.in_force(reading)
        chains = setting_changes.chains(reading)
        posts = officials.listed(reading, frame.shown_now())
    if setting.kind == CONTACT and setting.name != NEW and not held:
        abort(404)
    area = _area_of(setting, held, typed)
    by = here.post_for(area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    try:
        change = SettingChange(
            kind=setting.kind,
            name=setting.name,
            language=setting.language,
            area=area,
            after=(
                rules.chain(setting.name, _kinds(), chains, posts)
                if setting.kind == CHAIN
                else _after(setting, typed, area, holds)
            ),
            why=rules.why(typed.get("why", "")),
            proposed_by=here.line_id,
            proposed_post=by.id,
        )
        with frame.database().write() as writing:
            setting_changes.propose(writing, change, frame.real_now())
            _note(writing, by, "setting proposed", change)
    except NotPossible as no:
        return _form(
            setting, held, {**typed, "topics": _topics(), "kinds": _kinds()}, str(no), _status(no)
        )
    return redirect(LIST, 303)  # type: ignore[return-value]


def _typed() -> dict[str, str]:
    return {name: frame.plain(value)[:LONGEST_TYPED] for name, value in request.form.items()}


def _topics() -> list[str]:
    return request.form.getlist("topics")


def _kinds() -> list[str]:
    return request.form.getlist("kinds")


def _area_of(setting: Setting, held: str, typed: Mapping[str, str]) -> str:
    """Numbers and words are the province's; who is called where, is that area's."""
    if setting.kind == CHAIN:
        return chain_settings.area_of(setting)
    if setting.kind != CONTACT:
        return PROVINCE
    one = contact_of(held)
    area = one.area if one else typed.get("area", "")
    if lampang.area(area) is None:
        abort(400)
    return area


def _after(setting: Setting, typed: Mapping[str, str], area: str, holds: Rules) -> str:
    value = typed.get("value", "")
    if setting.kind == NUMBER:
        return written(rules.number(setting.name, value, holds))
    if setting.kind == TEXT:
        return rules.text(setting, value)
    if typed.get("remove") and setting.name != NEW:
        return ""
    return written(rules.contact(typed, _topics(), area, day_at(frame.shown_now())))


def _status(no: NotPossible) -> int:
    return 403 if str(no) in FORBIDDEN else 409 if str(no) in TOO_LATE else 400


@page.post(f"{LIST}/<int:change_id>/decide")
def decide(change_id: int) -> Response:
    """Another administrator agrees; or one says no, also who proposed it."""
    here, now = frame.official(), frame.real_now()
    is_yes = request.form.get("decision") == "approve"
    try:
        with frame.database().write() as writing:
            change = setting_changes.find(writing, change_id)
            if change is None or not here.sees(change.area, ADMIN):
                abort(404)
            by = here.post_for(change.area, ADMIN)
            if by is None:
                frame.refuse(NOT_YOUR_AREA, 403)
            if is_yes:
                setting_changes.approve(writing, change, here.line_id, by.id, now)
            else:
                setting_changes.refuse(writing, change, by.id, now)
            _note(writing, by, "setting approved" if is_yes else "setting refused", change)
    except NotPossible as no:
        return _show(str(no), _status(no))
    return redirect(LIST, 303)  # type: ignore[return-value]


@page.post(f"{LIST}/contacts/<int:contact_id>/checked")
def checked(contact_id: int) -> Response:
    """Somebody made sure that it still answers: the day is told with the numbers. What is dialled stays as it was."""
    here, today = frame.official(), day_at(frame.shown_now())
    how = " ".join(frame.plain(request.form.get("source", "")).split())[: rules.LONGEST["source"]]
    with frame.database().read() as reading:
        found = contacts.find(reading, contact_id)
    if found is None or not here.sees(found.area, ADMIN):
        abort(404)
    by = here.post_for(found.area, ADMIN)
    if by is None:
        frame.refuse(NOT_YOUR_AREA, 403)
    if len(how) < rules.SHORTEST_WHY:
        return _show(HOW_CHECKED, 400)
    before = {"number": found.number, "checked on": found.checked_on, "source": found.source}
    after = {"number": found.number, "checked on": today, "source": how}
    with frame.database().write() as writing:
        # Only the number that was looked at: it may have been changed or taken out meanwhile.
        if contacts.find(writing, contact_id) != found:
            frame.refuse(rules.CHANGED_MEANWHILE, 409)
        contacts.note_checked(writing, contact_id, today, how)
        subject = f"contact:{contact_id}"
        audit.note(
            writing, by, "number checked", subject, found.area, frame.real_now(),
            before=before, after=after,
        )  # fmt: skip
    return redirect(LIST, 303)  # type: ignore[return-value]


def _note(writing: Session, by: Post, what: str, change: SettingChange) -> None:
    setting = " ".join(part for part in (change.kind, change.name, change.language) if part)
    told = _lines_for_the_book(change)
    audit.note(
        writing,
        by,
        what,
        f"setting:{change.id}",
        change.area,
        frame.real_now(),
        before={"setting": setting, **{name: before for name, before, _ in told}},
        after={**{name: after for name, _, after in told}, "why": change.why},
    )


def _lines_for_the_book(change: SettingChange) -> list[tuple[str, str, str]]:
    if change.kind != CONTACT:
        return [("value", change.before, change.after)]
    return list(rules.differences(contact_of(change.before), contact_of(change.after)))
