"""The way into the console: one-use links and codes, sessions of browsers, and how often somebody tries.

Only hashes of links, codes and cookies are kept. What a session may do is not here: it is read from the posts
(store/officials.py) at each request. All times are real time.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.console import (
    IDLE,
    LINK_LIVES,
    LINKS_WITHIN,
    MOST_LINKS,
    SESSION_LIVES,
)
from domain.login import LoginOffer
from store.db import Table, insert
from store.invitations import LETTERS

CODE_LENGTH = 8
SEEN_EVERY = timedelta(minutes=1)  # a page is no reason to write to the disk each ten seconds
TRACES_KEPT = timedelta(days=90)


class LoginLink(Table):
    __tablename__ = "console_links"

    hash: Mapped[str] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    line_id: Mapped[str] = mapped_column(index=True)
    then: Mapped[str] = mapped_column(default="")
    browser: Mapped[str] = mapped_column(default="")  # hash of the one that typed the code
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ConsoleSession(Table):
    """One browser that is (or was) logged in."""

    __tablename__ = "console_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    line_id: Mapped[str] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Tries(Table):
    """How often something was tried since `since`, by whom: a hash of the address or the browser."""

    __tablename__ = "console_tries"

    who: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    n: Mapped[int] = mapped_column(default=1)


def fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make_offer(now: datetime) -> LoginOffer:
    """Not yet kept: the chat says it and `open_link` keeps it, in one commit."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return LoginOffer(secrets.token_urlsafe(32), code, now + LINK_LIVES)


def may_offer(session: Session, line_id: str, now: datetime) -> bool:
    made = select(func.count()).where(
        LoginLink.line_id == line_id, LoginLink.made_at > now - LINKS_WITHIN
    )
    return (session.scalar(made) or 0) < MOST_LINKS


def open_link(
    session: Session, line_id: str, offer: LoginOffer, now: datetime, then: str = ""
) -> None:
    """A new offer ends the older ones of the same person."""
    session.execute(
        update(LoginLink)
        .where(LoginLink.line_id == line_id, LoginLink.used_at.is_(None))
        .values(used_at=now)
    )
    session.add(
        LoginLink(
            hash=fingerprint(offer.token),
            code_hash=fingerprint(offer.code),
            line_id=line_id,
            then=then,
            browser="",
            made_at=now,
            expires_at=offer.until,
            used_at=None,
        )
    )


def find_link(session: Session, token: str, now: datetime) -> LoginLink | None:
    """Looking uses nothing up: LINE fetches links for previews."""
    wanted = (LoginLink.hash == fingerprint(token)) & (LoginLink.browser == "")
    return session.scalar(_usable(wanted, now))


def plain_code(typed: str) -> str:
    """As people type it: small letters, blanks, a hyphen."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:40]


def claim_code(session: Session, typed: str, browser: str, now: datetime) -> bool:
    """Tie the code to the browser that types it: from then on it is worth nothing in another, nor is its link."""
    done = session.execute(
        update(LoginLink)
        .where(
            LoginLink.code_hash == fingerprint(plain_code(typed)),
            LoginLink.browser == "",
            LoginLink.used_at.is_(None),
            LoginLink.expires_at >= now,
        )
        .values(browser=fingerprint(browser))
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def claimed_by(session: Session, browser: str, now: datetime) -> LoginLink | None:
    wanted = LoginLink.browser == fingerprint(browser)
    return session.scalars(_usable(wanted, now).order_by(LoginLink.made_at.desc())).first()


def _usable(wanted: ColumnElement[bool], now: datetime) -> Select[LoginLink]:
    return select(LoginLink).where(wanted, LoginLink.used_at.is_(None), LoginLink.expires_at >= now)


def use(session: Session, link: LoginLink, now: datetime) -> bool:
    """False when somebody was first."""
    done = session.execute(
        update(LoginLink)
        .where(
            LoginLink.hash == link.hash, LoginLink.used_at.is_(None), LoginLink.expires_at >= now
        )
        .values(used_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def begin(session: Session, line_id: str, browser: str, now: datetime) -> str:
    """A new session; its cookie's value is told once."""
    cookie = secrets.token_urlsafe(32)
    session.add(
        ConsoleSession(
            hash=fingerprint(cookie),
            line_id=line_id,
            browser=browser[:60],
            made_at=now,
            seen_at=now,
            ended_at=None,
        )
    )
    return cookie


def lives(row: ConsoleSession, now: datetime) -> bool:
    return (
        row.ended_at is None
        and now - row.seen_at < IDLE
        and now - row.made_at < SESSION_LIVES
        and bool(row.line_id)
    )


def find_session(session: Session, cookie: str, now: datetime) -> ConsoleSession | None:
    row = session.scalar(select(ConsoleSession).where(ConsoleSession.hash == fingerprint(cookie)))
    return row if row is not None and lives(row, now) else None


def should_note(row: ConsoleSession, now: datetime) -> bool:
    return now - row.seen_at > SEEN_EVERY


def note_seen(session: Session, row_id: int, now: datetime) -> None:
    session.execute(
        update(ConsoleSession)
        .where(ConsoleSession.id == row_id, ConsoleSession.ended_at.is_(None))
        .values(seen_at=now)
    )


def sessions_of(session: Session, line_ids: Sequence[str], now: datetime) -> list[ConsoleSession]:
    """The browsers of these people that are logged in now, newest first."""
    rows = select(ConsoleSession).where(
        ConsoleSession.line_id.in_([one for one in line_ids if one]),
        ConsoleSession.ended_at.is_(None),
    )
    found = session.scalars(rows.order_by(ConsoleSession.seen_at.desc()))
    return [row for row in found if lives(row, now)]


def end_session(session: Session, row_id: int, now: datetime) -> bool:
    done = session.execute(
        update(ConsoleSession)
        .where(ConsoleSession.id == row_id, ConsoleSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def end_all(session: Session, line_id: str, now: datetime) -> int:
    """Every browser of this person, and links they have not used."""
    session.execute(
        update(LoginLink)
        .where(LoginLink.line_id == line_id, LoginLink.used_at.is_(None))
        .values(used_at=now)
    )
    done = session.execute(
        update(ConsoleSession)
        .where(ConsoleSession.line_id == line_id, ConsoleSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def count_try(session: Session, who: str, now: datetime, within: timedelta) -> int:
    """Note one more try and return how many there were since the first within this time."""
    key = fingerprint(who)
    row = session.get(Tries, key)
    if row is not None and now - row.since > within:
        session.delete(row)
        session.flush()
    statement = insert(session, Tries).values(who=key, since=now, n=1)
    session.execute(
        statement.on_conflict_do_update(index_elements=["who"], set_={"n": Tries.n + 1})
    )
    return session.scalar(select(Tries.n).where(Tries.who == key)) or 1


def forget(session: Session, line_id: str) -> None:
    session.execute(delete(LoginLink).where(LoginLink.line_id == line_id))
    session.execute(delete(ConsoleSession).where(ConsoleSession.line_id == line_id))


def drop_old(session: Session, now: datetime) -> int:
    """Links after a day, sessions 90 days after their last page, tries after a day."""
    day = now - timedelta(days=1)
    gone = 0
    for statement in (
        delete(LoginLink).where(LoginLink.made_at < day),
        delete(ConsoleSession).where(ConsoleSession.seen_at < now - TRACES_KEPT),
        delete(Tries).where(Tries.since < day),
    ):
        gone += int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
    return gone
