"""Emergency numbers, seeded from data/contacts.yaml and changed by officials."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.contacts import Contact
from store.db import Table


class ContactRow(Table):
    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    number: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str]
    topics: Mapped[str]
    area: Mapped[str]
    note_th: Mapped[str]
    note_en: Mapped[str]
    checked_on: Mapped[date]
    source: Mapped[str]


def seed(session: Session, contacts: list[Contact]) -> int:
    """Only into an empty table: an official's change is never overwritten."""
    if session.scalar(select(exists().where(ContactRow.id > 0))):
        return 0
    session.add_all(_row(place, contact) for place, contact in enumerate(contacts))
    return len(contacts)


def listed(session: Session) -> tuple[Contact, ...]:
    rows = session.scalars(select(ContactRow).order_by(ContactRow.place, ContactRow.id))
    return tuple(_contact(row) for row in rows)


def numbered(session: Session) -> list[tuple[int, Contact]]:
    """With the number of each row, for those who change them."""
    rows = session.scalars(select(ContactRow).order_by(ContactRow.place, ContactRow.id))
    return [(row.id, _contact(row)) for row in rows]


def find(session: Session, contact_id: int) -> Contact | None:
    row = session.get(ContactRow, contact_id)
    return _contact(row) if row else None


def put(session: Session, contact_id: int | None, contact: Contact | None) -> int | None:
    """Changes it in its place, or takes it out (`contact` None), or adds it at the end. Returns its number."""
    row = session.get(ContactRow, contact_id) if contact_id is not None else None
    if contact is None:
        if row is not None:
            session.delete(row)
            session.flush()
        return None
    last = session.scalar(select(func.max(ContactRow.place))) or 0
    made = _row(row.place if row else last + 1, contact)
    if row is not None:
        made.id = row.id
    kept = session.merge(made)
    session.flush()
    return kept.id


def note_checked(session: Session, contact_id: int, day: date, source: str) -> bool:
    """Somebody made sure that the number still answers."""
    row = session.get(ContactRow, contact_id)
    if row is None:
        return False
    row.checked_on, row.source = day, source
    return True


def _row(place: int, contact: Contact) -> ContactRow:
    return ContactRow(
        place=place,
        number=contact.number,
        name_th=contact.name_th,
        name_en=contact.name_en,
        topics=" ".join(contact.topics),
        area=contact.area,
        note_th=contact.note_th,
        note_en=contact.note_en,
        checked_on=contact.checked_on,
        source=contact.source,
    )


def _contact(row: ContactRow) -> Contact:
    return Contact(
        number=row.number,
        name_th=row.name_th,
        name_en=row.name_en,
        topics=tuple(row.topics.split()),
        checked_on=row.checked_on,
        source=row.source,
        area=row.area,
        note_th=row.note_th,
        note_en=row.note_en,
    )
