"""Fires beside which a permitted burn lies, as their timelines say. What that means: domain/fire_permits.py."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import fire_permits as rules
from domain import fires
from store.fires import FireEvent, FireRow


def open_near(session: Session, number: str = "") -> Sequence[FireRow]:
    """Open fires near a permitted burn; near the one with this number, where it is named."""
    noted = select(FireEvent.fire_id).where(FireEvent.what == rules.NEAR)
    if number:
        noted = noted.where(FireEvent.who_name == number)
    found = select(FireRow).where(
        FireRow.ended_at.is_(None), FireRow.state.in_(fires.OPEN), FireRow.id.in_(noted)
    )
    return session.scalars(found.order_by(FireRow.id)).all()
