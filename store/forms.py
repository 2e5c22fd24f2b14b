"""Open forms, one for each person in each chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson
from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.conversation import FormState
from store.db import Table, insert, run


class OpenForm(Table):
    __tablename__ = "forms"

    chat: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    step: Mapped[str]
    session: Mapped[str]
    answers: Mapped[bytes]
    changed_at: Mapped[datetime]


def find(session: Session, chat: str, user: str) -> FormState | None:
    row = session.scalar(select(OpenForm).where(OpenForm.chat == chat, OpenForm.user == user))
    if row is None:
        return None
    return FormState(row.name, row.step, row.session, orjson.loads(row.answers))


_FORMS = select(
    OpenForm.chat, OpenForm.user, OpenForm.name, OpenForm.step, OpenForm.session, OpenForm.answers
).where(OpenForm.chat.in_(bindparam("chats", expanding=True)))


def find_all(session: Session, chats: Sequence[str]) -> dict[tuple[str, str], FormState]:
    """The open forms in these chats, by chat and person."""
    rows = run(session, _FORMS, {"chats": list(chats)})
    return {
        (row.chat, row.user): FormState(row.name, row.step, row.session, orjson.loads(row.answers))
        for row in rows
    }


def put(session: Session, chat: str, user: str, state: FormState | None, now: datetime) -> None:
    """Open or move a form; None closes it."""
    if state is None:
        session.execute(delete(OpenForm).where(OpenForm.chat == chat, OpenForm.user == user))
        return
    row = {
        "name": state.name,
        "step": state.step,
        "session": state.session,
        "answers": orjson.dumps(dict(state.answers)),
        "changed_at": now,
    }
    statement = insert(session, OpenForm).values(chat=chat, user=user, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["chat", "user"], set_=row))
