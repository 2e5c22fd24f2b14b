"""Versions of shared facts: who decided on an old one must read and decide again.

A decision that rests on shared facts names its subjects ("fires", "invitation:…"); the commit bumps each from the
number that was read. Two workers that both saw "no open fire" cannot both go on.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, core, insert, run


class Version(Table):
    __tablename__ = "versions"

    subject: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(default=0)


_SEEN = select(Version.n).where(Version.subject == bindparam("subject"))


_versions = core(Version)
_BUMP = (
    update(_versions)
    .where(_versions.c.subject == bindparam("of"), _versions.c.n == bindparam("was"))
    .values(n=_versions.c.n + 1)
)


def seen(session: Session, subject: str) -> int:
    """The number to give to `bump`; read it before the facts themselves."""
    return run(session, _SEEN, {"subject": subject}).scalar() or 0


def touch(session: Session, subject: str) -> None:
    """The facts changed, whoever reads them next shall know; for writers that rest on nothing they read."""
    statement = insert(session, Version).values(subject=subject, n=1)
    session.execute(
        statement.on_conflict_do_update(index_elements=["subject"], set_={"n": Version.n + 1})
    )


def bump(session: Session, subject: str, n: int) -> bool:
    """False when another writer was first."""
    if n == 0:
        statement = insert(session, Version).on_conflict_do_nothing(index_elements=["subject"])
        session.execute(statement.values(subject=subject, n=0))
    return bool(run(session, _BUMP, {"of": subject, "was": n}).rowcount)
