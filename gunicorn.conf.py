"""gunicorn for the web process: two workers with threads, which is what group commit was measured with."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 8
keepalive = 30
backlog = 2048
