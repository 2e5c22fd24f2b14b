"""Rich menus that LINE holds for us, and whose phone shows which, as LINE last confirmed.

Which menu a person is due: domain/menus.py. Uploading: cli/menus.py. Linking: jobs/link_menus.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert, run
from store.people import Known


class MenuAtLine(Table):
    """A menu with its picture at LINE. `key` is ours, `content` the hash of all that is seen and done in it."""

    __tablename__ = "menus"

    key: Mapped[str] = mapped_column(primary_key=True)
    rich_menu_id: Mapped[str]
    content: Mapped[str]
    uploaded_at: Mapped[datetime]


class MenuLink(Table):
    """`follow_changed_at` is the person's when it was linked: who left and came back is linked anew."""

    __tablename__ = "menu_links"

    line_id: Mapped[str] = mapped_column(primary_key=True)
    rich_menu_id: Mapped[str]
    follow_changed_at: Mapped[datetime | None]
    noted_at: Mapped[datetime]


def note(session: Session, key: str, rich_menu_id: str, content: str, now: datetime) -> None:
    row = {"rich_menu_id": rich_menu_id, "content": content, "uploaded_at": now}
    statement = insert(session, MenuAtLine).values(key=key, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=row))


def keep_only(session: Session, rich_menu_ids: Sequence[str]) -> None:
    """What is not among them is no longer at LINE, or no longer used."""
    session.execute(delete(MenuAtLine).where(MenuAtLine.rich_menu_id.not_in(rich_menu_ids)))


def ids(session: Session) -> dict[str, str]:
    """LINE's id by our key."""
    return {
        key: menu for key, menu in session.execute(select(MenuAtLine.key, MenuAtLine.rich_menu_id))
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A person who has not blocked us; `rich_menu_id` is the menu on their phone, empty for the default."""

    line_id: str
    area: str
    role: str
    language: str
    follow_changed_at: datetime | None
    rich_menu_id: str


_SHOWN = (
    select(
        Known.line_id,
        Known.area,
        Known.role,
        Known.language,
        Known.follow_changed_at,
        MenuLink.rich_menu_id,
        MenuLink.follow_changed_at.label("then"),
    )
    .join(MenuLink, MenuLink.line_id == Known.line_id, isouter=True)
    .where(Known.kind == "user", Known.blocked_at.is_(None))
    .order_by(Known.id)
)


def shown(session: Session) -> Iterator[Shown]:
    for row in run(session, _SHOWN):
        is_sure = row.rich_menu_id is not None and row.then == row.follow_changed_at
        yield Shown(
            row.line_id,
            row.area,
            row.role,
            row.language,
            row.follow_changed_at,
            row.rich_menu_id if is_sure else "",
        )


def note_links(session: Session, people: Sequence[Shown], rich_menu_id: str, now: datetime) -> None:
    statement = insert(session, MenuLink)
    session.execute(
        statement.values(
            line_id=bindparam("id"),
            rich_menu_id=rich_menu_id,
            follow_changed_at=bindparam("then"),
            noted_at=now,
        ).on_conflict_do_update(
            index_elements=["line_id"],
            set_={
                "rich_menu_id": statement.excluded.rich_menu_id,
                "follow_changed_at": statement.excluded.follow_changed_at,
                "noted_at": statement.excluded.noted_at,
            },
        ),
        [{"id": one.line_id, "then": one.follow_changed_at} for one in people],
    )


_LEFT = select(MenuLink.line_id).where(
    ~select(Known).where(Known.line_id == MenuLink.line_id).exists()
)


def note_forgotten(session: Session, line_id: str, now: datetime) -> None:
    """From now on its days are counted."""
    session.execute(update(MenuLink).where(MenuLink.line_id == line_id).values(noted_at=now))


def forgotten(session: Session) -> list[str]:
    """Whom store/forget.py has forgotten: their menu still has to be taken off, or it would say its level for ever."""
    return list(session.scalars(_LEFT.order_by(MenuLink.line_id)))


def drop_links(session: Session, line_ids: Sequence[str]) -> None:
    session.execute(delete(MenuLink).where(MenuLink.line_id.in_(line_ids)))


def drop_old_links(session: Session, before: datetime) -> None:
    """Of the forgotten whose menu could not be taken off in all that time."""
    session.execute(delete(MenuLink).where(MenuLink.noted_at < before, MenuLink.line_id.in_(_LEFT)))
