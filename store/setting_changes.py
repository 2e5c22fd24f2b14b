"""Proposed and decided changes of what reaches everybody by itself; what two persons agreed on is written through.

Numbers go to store/rules.py, words to store/alert_texts.py, emergency numbers to store/contacts.py. Who proposed is kept
as a LINE id, so that nobody agrees to their own by another post of theirs. What may stand: domain/setting_changes.py.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import burn_chains
from domain import setting_changes as rules_of
from domain.contacts import Contact
from domain.setting_changes import (
    APPROVED,
    CHAIN,
    CONTACT,
    LAPSED,
    LIVES,
    NEW,
    NUMBER,
    OPEN,
    REFUSED,
    NotPossible,
    Setting,
)
from store import alert_texts, contacts, officials, rules, versions
from store.db import Table, core, run

PERMITS = "permits"  # what decisions about burns rest on (store/permits.py)


class SettingChange(Table):
    """`before` and `after` as written(): of a contact "" is one that is not there. Posts: ids of holdings."""

    __tablename__ = "setting_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    area: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str]
    state: Mapped[str] = mapped_column(default=OPEN)
    proposed_by: Mapped[str]
    proposed_post: Mapped[int]
    proposed_at: Mapped[datetime]
    decided_post: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[datetime | None]

    @property
    def setting(self) -> Setting:
        return Setting(self.kind, self.name, self.language)


_OPEN = SettingChange.state == OPEN
_changes = core(SettingChange)
_CHAINS = (
    select(_changes.c.name, _changes.c.after)
    .where(_changes.c.kind == CHAIN, _changes.c.state == APPROVED)
    .order_by(_changes.c.decided_at, _changes.c.id)
)


def written(value: float | str | Contact | None) -> str:
    """A value as it is kept and compared."""
    match value:
        case None:
            return ""
        case Contact():
            return orjson.dumps(asdict(value), option=orjson.OPT_SORT_KEYS).decode()
        case float() | int():
            return f"{value:g}"
        case _:
            return str(value)


def contact_of(text: str) -> Contact | None:
    """Reads what written() wrote of a contact."""
    if not text:
        return None
    told = orjson.loads(text)
    day = date.fromisoformat(told.pop("checked_on"))
    return Contact(**{**told, "topics": tuple(told["topics"]), "checked_on": day})


def now_holds(session: Session, setting: Setting) -> str:
    """What holds at this moment, as written()."""
    match setting.kind:
        case rules_of.NUMBER:
            return written(float(getattr(rules.in_force(session), setting.name)))
        case rules_of.TEXT:
            return alert_texts.in_force(session).get(setting.language, {}).get(setting.name, "")
        case rules_of.CHAIN:
            stage, area = burn_chains.read_name(setting.name) or ("", "")
            return " ".join(burn_chains.holds(chains(session), stage, area)) if stage else ""
        case _:
            is_known = setting.name.isascii() and setting.name.isdigit()
            return written(contacts.find(session, int(setting.name)) if is_known else None)


def chains(session: Session) -> burn_chains.Chains:
    """Who decides on burns at which stage, where two persons agreed on it; the last word of each counts."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in run(session, _CHAINS):
        key = burn_chains.read_name(row.name)
        if key is not None and row.after:
            found[key] = tuple(row.after.split())
    return found


def waiting(session: Session, now: datetime) -> list[SettingChange]:
    rows = select(SettingChange).where(_OPEN, SettingChange.proposed_at > now - LIVES)
    return list(session.scalars(rows.order_by(SettingChange.id)))


def decided(session: Session, most: int = 50) -> list[SettingChange]:
    """What was agreed on or refused, the newest first."""
    rows = select(SettingChange).where(SettingChange.state.in_((APPROVED, REFUSED)))
    return list(session.scalars(rows.order_by(SettingChange.decided_at.desc()).limit(most)))


def find(session: Session, change_id: int) -> SettingChange | None:
    return session.get(SettingChange, change_id)


def propose(session: Session, change: SettingChange, now: datetime) -> int:
    """Keeps it with what holds now as its `before`; NotPossible says why it cannot be proposed."""
    change.before = now_holds(session, change.setting)
    if change.before == change.after:
        raise NotPossible(rules_of.SAME)
    same = [one for one in waiting(session, now) if one.setting == change.setting]
    if same and change.name != NEW:
        raise NotPossible(rules_of.HAS_OPEN)
    _check(session, change, now)
    change.proposed_at, change.decided_at, change.state = now, None, OPEN
    session.add(change)
    session.flush()
    return change.id


def refuse(session: Session, change: SettingChange, post: int, now: datetime) -> None:
    _decide(session, change, REFUSED, post, now)


def approve(session: Session, change: SettingChange, by: str, post: int, now: datetime) -> None:
    """Holds from this commit on. NotPossible: nothing was changed."""
    rules_of.may_approve(change.proposed_by, by)
    if now_holds(session, change.setting) != change.before:
        raise NotPossible(rules_of.CHANGED_MEANWHILE)
    _check(session, change, now)
    _decide(session, change, APPROVED, post, now)
    _write(session, change, post, now)


def _decide(session: Session, change: SettingChange, state: str, post: int, now: datetime) -> None:
    done = session.execute(
        update(SettingChange)
        .where(SettingChange.id == change.id, _OPEN, SettingChange.proposed_at > now - LIVES)
        .values(state=state, decided_post=post, decided_at=now)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise NotPossible(rules_of.DECIDED)


def _check(session: Session, change: SettingChange, now: datetime) -> None:
    """Beside everything else that holds now: it may have changed since it was typed."""
    if change.kind == NUMBER:
        rules_of.number(change.name, change.after, rules.in_force(session))
    elif change.kind == CONTACT:
        every = dict(contacts.numbered(session))
        then = {key: one for key, one in every.items() if str(key) != change.name}
        after = contact_of(change.after)
        rules_of.check_contacts(list(every.values()), [*then.values(), *([after] if after else [])])
    elif change.kind == CHAIN:
        held = officials.listed(session, now)
        rules_of.chain(change.name, change.after.split(), chains(session), held)
    else:
        rules_of.text(change.setting, change.after)


def _write(session: Session, change: SettingChange, post: int, now: datetime) -> None:
    """Into the table that is read by who warns and answers, with both posts."""
    by = change.proposed_post
    if change.kind == CHAIN:  # what was agreed on is itself what is read: chains()
        versions.touch(session, PERMITS)
        return
    if change.kind == NUMBER:
        row = rules.propose(session, change.name, float(change.after), by, now)
        is_done = rules.approve(session, row, post, now)
    elif change.kind == CONTACT:
        number = int(change.name) if change.name != NEW else None
        kept = contacts.put(session, number, contact_of(change.after))
        change.name, is_done = str(kept or change.name), True
    else:
        row = alert_texts.propose(session, change.name, change.language, change.after, by, now)
        is_done = alert_texts.approve(session, row, post, now)
    if not is_done:
        raise NotPossible(rules_of.NOT_ALONE)


def forget(session: Session, line_id: str) -> None:
    """What they proposed and nobody agreed to goes with them; what holds stays, by its posts."""
    mine = SettingChange.proposed_by == line_id
    session.execute(update(SettingChange).where(mine, _OPEN).values(state=LAPSED))
    session.execute(update(SettingChange).where(mine).values(proposed_by=""))
