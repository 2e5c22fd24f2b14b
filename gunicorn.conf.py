"""gunicorn for the web process: two workers with threads, which is what group commit was measured with."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import settings as environment


def on_starting(_server: object) -> None:
    """A bad setting stops the start here: a worker that ends would only be started again and again."""
    try:
        environment.load().require_line()
    except environment.BadSetting as error:
        sys.exit(f"web: {error}")


bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 8
keepalive = 30
backlog = 2048
control_socket_disable = True  # gunicorn's remote control: nobody here uses it
