"""Puts the simulator together: LINE's API in front, and the page, control and feeds behind it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, send_from_directory

from . import control, control_books, control_chats, control_faults, feeds
from .api import LineApi
from .clock import Clock
from .desk import Desk, blueprint
from .door import Door
from .settings import Settings
from .state import World
from .webhooks import Webhooks

PAGE = Path(__file__).parent / "page"
PAGE_FILES = {".html", ".js", ".css", ".svg", ".png", ".jpg", ".json", ".webmanifest", ".m4a"}
# The bot's own pictures come from the same machine or over https.
_THEIRS = "http://localhost:* http://127.0.0.1:* https:"
POLICY = (
    f"default-src 'self'; img-src 'self' data: blob: {_THEIRS}; media-src 'self' data: blob: "
    f"{_THEIRS}; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)


class Simulator(Flask):
    """Flask with the world in reach, for tests and for the worker that ends it."""

    world: World
    webhooks: Webhooks

    def close_simulator(self) -> None:
        self.world.hub.closed = True
        self.webhooks.close()


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Simulator:
    app = Simulator(__name__, static_folder=None)
    app.world = world = World(settings or Settings(), clock)
    app.webhooks = webhooks = Webhooks(world)
    routes = [
        each
        for part in (control, control_chats, control_books, control_faults)
        for each in part.ROUTES
    ]
    app.register_blueprint(blueprint(Desk(world, webhooks), routes))
    app.register_blueprint(feeds.routes(world))
    app.add_url_rule("/", view_func=_index)
    app.add_url_rule("/page/<path:name>", view_func=_page_file)
    app.after_request(_add_headers)
    app.wsgi_app = Door(app.wsgi_app, LineApi(world))  # type: ignore[method-assign]
    return app


def _index() -> Response:
    return send_from_directory(PAGE, "index.html")


def _page_file(name: str) -> Response:
    if Path(name).suffix not in PAGE_FILES:
        return Response("", 404)
    return send_from_directory(PAGE, name)


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
