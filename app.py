"""The web process: settings in, Flask app out. The only place where its parts are put together."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import cli
import settings as environment
import web
from bot import webhook
from bot.logs import write_json
from settings import Settings
from store.db import connect


def create_app(settings: Settings) -> Flask:
    """Every route is registered with who may use it (web/access.py)."""
    app = Flask(__name__, static_folder=None)
    database = connect(settings.database_url, settings.data_dir)
    app.config.update(
        SETTINGS=settings,
        DATABASE=database,
        KEEPER=webhook.Keeper(database),
        STARTED_AT=datetime.now(UTC),
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=webhook.LARGEST_BODY,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.register_blueprint(webhook.door)
    web.register(app)
    cli.register(app)
    return app


def __getattr__(name: str) -> Flask:
    """`app:app` for gunicorn and `flask`: made when asked for, so that importing this module needs no settings."""
    if name != "app":
        raise AttributeError(name)
    write_json()
    try:
        settings = environment.load()
        if not cli.is_command_line():
            settings.require_line()
    except environment.BadSetting as error:
        sys.exit(f"web: {error}")
    made = globals()["app"] = create_app(settings)
    return made
