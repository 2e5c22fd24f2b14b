"""Volunteers: what they told when they signed up, the state of their account, and until when they are on duty.

Rules: domain/volunteers.py. Their missions: store/missions.py. What others may know of them: docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import volunteers as rules
from domain.volunteers import Volunteer
from store import people, versions
from store.db import Table

NEAR_LASTS = timedelta(hours=12)
KEPT_AFTER_LEAVING = timedelta(days=730)
# What nobody needs of somebody who is no volunteer any more.
EMPTIED = {
    "phone": "",
    "birth_year": 0,
    "village": "",
    "kit": "",
    "contact_name": "",
    "contact_phone": "",
    "duty_until": None,
    "near": "",
    "near_at": None,
}


class VolunteerRow(Table):
    __tablename__ = "volunteers"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    birth_year: Mapped[int]
    phone: Mapped[str] = mapped_column(default="")
    home: Mapped[str] = mapped_column(default="")
    village: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    skills: Mapped[str] = mapped_column(default="")
    kit: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    asked_at: Mapped[datetime]  # consent was given then
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    duty_until: Mapped[datetime | None]
    near: Mapped[str] = mapped_column(default="")
    near_at: Mapped[datetime | None]


Index("volunteers_duty", VolunteerRow.duty_until)
Index("volunteers_home", VolunteerRow.state, VolunteerRow.home)


def find(session: Session, line_id: str) -> Volunteer | None:
    """The newest account of a person, whatever its state."""
    if not line_id:
        return None
    row = session.scalar(
        select(VolunteerRow)
        .where(VolunteerRow.line_id == line_id)
        .order_by(VolunteerRow.id.desc())
        .limit(1)
    )
    return None if row is None else _volunteer(row)


def numbered(session: Session, volunteer_id: int) -> Volunteer | None:
    row = session.get(VolunteerRow, volunteer_id)
    return None if row is None or not row.line_id else _volunteer(row)


def waiting(session: Session, areas: Sequence[str], most: int = 20) -> tuple[Volunteer, ...]:
    """Who waits for approval in these areas (codes of province, districts or tambons), oldest first."""
    if not areas:
        return ()
    rows = session.scalars(
        select(VolunteerRow)
        .where(
            VolunteerRow.state == rules.PENDING,
            VolunteerRow.line_id != "",
            or_(*(VolunteerRow.home.startswith(area) for area in areas)),
        )
        .order_by(VolunteerRow.asked_at, VolunteerRow.id)
        .limit(most)
    )
    return tuple(_volunteer(row) for row in rows)


def in_areas(
    session: Session, areas: Sequence[str], states: Sequence[str], most: int = 500
) -> tuple[Volunteer, ...]:
    """The accounts of these areas in these states, by tambon and name."""
    if not areas:
        return ()
    rows = session.scalars(
        select(VolunteerRow)
        .where(
            VolunteerRow.state.in_(states),
            VolunteerRow.line_id != "",
            or_(*(VolunteerRow.home.startswith(area) for area in areas)),
        )
        .order_by(VolunteerRow.home, VolunteerRow.name, VolunteerRow.id)
        .limit(most)
    )
    return tuple(_volunteer(row) for row in rows)


def apply(
    session: Session, line_id: str, told: Mapping[str, object], now: datetime
) -> Volunteer | None:
    """A new application, or the newer words of one that waits; a rejected or resigned account begins anew.

    None when the account was approved or suspended meanwhile.
    """
    known = find(session, line_id)
    if rules.next_state(known.state if known else rules.NOBODY, "apply") is None:
        return None
    row = session.get(VolunteerRow, known.id) if known else None
    if row is None:
        row = VolunteerRow(line_id=line_id, decided_by="")
        session.add(row)
    home = told.get("home")
    place: Mapping[str, object] = home if isinstance(home, Mapping) else {}
    contact = told.get("contact")
    other: Mapping[str, object] = contact if isinstance(contact, Mapping) else {}
    skills = told.get("skills")
    row.name, row.phone = str(told["name"]), str(told["phone"])
    row.birth_year = int(str(told["born"]))
    row.home, row.village = str(place.get("code", "")), str(place.get("village", ""))
    row.kind = str(told["kind"])
    row.skills = ",".join(str(one) for one in skills) if isinstance(skills, list | tuple) else ""
    row.kit = str(told.get("kit") or "")
    row.contact_name, row.contact_phone = str(other.get("name", "")), str(other.get("phone", ""))
    row.state, row.asked_at, row.decided_at = rules.PENDING, now, None
    session.flush()
    versions.touch(session, f"volunteer:{row.id}")
    return _volunteer(row)


def move(session: Session, volunteer: Volunteer, what: str, by: str, now: datetime) -> bool:
    """False when the account is not in that state any more."""
    state = rules.next_state(volunteer.state, what)
    if state is None:
        return False
    values: dict[str, object] = {"state": state, "decided_at": now, "decided_by": by}
    if state != rules.APPROVED:
        values["duty_until"] = None
    if state in (rules.RESIGNED, rules.REJECTED):
        values |= EMPTIED
    done = session.execute(
        update(VolunteerRow)
        .where(VolunteerRow.id == volunteer.id, VolunteerRow.state == volunteer.state)
        .values(**values)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    versions.touch(session, f"volunteer:{volunteer.id}")
    _show_role(session, volunteer.line_id)
    return True


def set_duty(session: Session, line_id: str, until: datetime | None) -> None:
    values: dict[str, object] = {"duty_until": until}
    if until is None:
        values |= {"near": "", "near_at": None}
    session.execute(
        update(VolunteerRow)
        .where(VolunteerRow.line_id == line_id, VolunteerRow.state == rules.APPROVED)
        .values(**values)
    )


def note_near(session: Session, line_id: str, area: str, now: datetime) -> None:
    session.execute(
        update(VolunteerRow)
        .where(VolunteerRow.line_id == line_id, VolunteerRow.state == rules.APPROVED)
        .values(near=area, near_at=now)
    )


def on_duty(session: Session, now: datetime) -> Sequence[VolunteerRow]:
    return session.scalars(
        select(VolunteerRow).where(
            VolunteerRow.state == rules.APPROVED, VolunteerRow.duty_until > now
        )
    ).all()


def where_now(row: VolunteerRow, now: datetime) -> str:
    """The tambon where they last said they are, while that is fresh; else their home."""
    fresh = row.near and row.near_at is not None and now - row.near_at < NEAR_LASTS
    return row.near if fresh else row.home


def resting_role(session: Session, line_id: str) -> str:
    """The role of a person who holds no post."""
    known = find(session, line_id)
    return "volunteer" if known is not None and known.state == rules.APPROVED else "resident"


def counts(session: Session, now: datetime) -> dict[str, int]:
    """Accounts by state, and how many are on duty: figures without persons."""
    grouped = select(VolunteerRow.state, func.count()).where(VolunteerRow.line_id != "")
    found = {state: n for state, n in session.execute(grouped.group_by(VolunteerRow.state))}
    return found | {"on_duty": len(on_duty(session, now))}


def _show_role(session: Session, line_id: str) -> None:
    """A post's role stands above a volunteer's; menus and words go by it (store/officials.py)."""
    known = people.find(session, line_id)
    if known is not None and known.role in ("resident", "volunteer"):
        people.change(session, line_id, role=resting_role(session, line_id))


def _volunteer(row: VolunteerRow) -> Volunteer:
    return Volunteer(
        id=row.id,
        line_id=row.line_id,
        name=row.name,
        state=row.state,
        birth_year=row.birth_year,
        phone=row.phone,
        home=row.home,
        village=row.village,
        kind=row.kind,
        skills=tuple(one for one in row.skills.split(",") if one),
        kit=row.kit,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        duty_until=row.duty_until,
        near=row.near,
    )


def forget(session: Session, line_id: str) -> None:
    session.execute(delete(VolunteerRow).where(VolunteerRow.line_id == line_id))
    session.execute(
        update(VolunteerRow).where(VolunteerRow.decided_by == line_id).values(decided_by="")
    )


def forget_old(session: Session, now: datetime) -> int:
    """Who was not approved, or left, two years ago; and places that say nothing any more."""
    session.execute(
        update(VolunteerRow)
        .where(VolunteerRow.near_at < now - NEAR_LASTS)
        .values(near="", near_at=None)
    )
    gone = session.execute(
        delete(VolunteerRow).where(
            VolunteerRow.state.in_((rules.REJECTED, rules.RESIGNED)),
            VolunteerRow.decided_at < now - KEPT_AFTER_LEAVING,
        )
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
