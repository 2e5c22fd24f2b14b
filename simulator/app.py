"""Puts the simulator together: LINE's API in front, and the page, control and feeds behind it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, send_file, send_from_directory

from . import control, control_books, control_chats, control_faults, control_talks, feeds
from .api import LineApi
from .clock import Clock
from .desk import Desk, blueprint
from .door import Door
from .push import Pusher, read_file
from .settings import Settings
from .state import World
from .webhooks import Webhooks

PAGE = Path(__file__).parent / "page"
PAGE_FILES = {".html", ".js", ".css", ".svg", ".png", ".jpg", ".json", ".webmanifest", ".m4a"}
# Leaflet comes from a package of files only; the package itself is never imported.
LEAFLET_PACKAGE = "js_lib_leaflet"
LEAFLET_FILES = frozenset({"leaflet.js", "leaflet.css"})
LEAFLET_SECONDS = 365 * 24 * 3600  # the page asks with the version in the address
# The bot's own pictures come from the same machine or over https.
_THEIRS = "http://localhost:* http://127.0.0.1:* https:"
POLICY = (
    f"default-src 'self'; img-src 'self' data: blob: {_THEIRS}; media-src 'self' data: blob: "
    f"{_THEIRS}; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)


class Simulator(Flask):
    """Flask with the world in reach, for tests and for the worker that ends it."""

    world: World
    webhooks: Webhooks
    pusher: Pusher | None = None

    def close_simulator(self) -> None:
        if self.pusher is not None:
            self.pusher.close()
        self.world.hub.closed = True
        self.webhooks.close()


def create_app(
    settings: Settings | None = None,
    clock: Clock | None = None,
    outline: Path | None = None,
    sensors: Path | None = None,
) -> Simulator:
    """`outline`: a GeoJSON file to draw on the map of the location screen. `sensors`: whom they send to (push.py)."""
    app = Simulator(__name__, static_folder=None)
    app.world = world = World(settings or Settings(), clock)
    app.webhooks = webhooks = Webhooks(world)
    if sensors is not None:
        app.pusher = read_file(sensors, world.business_clock.now)
        app.pusher.start()
    routes = [
        each
        for part in (control, control_chats, control_books, control_faults, control_talks)
        for each in part.ROUTES
    ]
    app.register_blueprint(blueprint(Desk(world, webhooks), routes))
    app.register_blueprint(feeds.routes(world))
    app.add_url_rule("/", view_func=_index)
    app.add_url_rule("/page/<path:name>", view_func=_page_file)
    app.add_url_rule("/vendor/leaflet/<name>", view_func=_leaflet_file)
    app.add_url_rule("/outline.json", "outline", lambda: _outline_file(outline))
    app.after_request(_add_headers)
    app.wsgi_app = Door(app.wsgi_app, LineApi(world))  # type: ignore[method-assign]
    return app


def _index() -> Response:
    return send_from_directory(PAGE, "index.html")


def _page_file(name: str) -> Response:
    if Path(name).suffix not in PAGE_FILES:
        return Response("", 404)
    return send_from_directory(PAGE, name)


def _leaflet_file(name: str) -> Response:
    package = find_spec(LEAFLET_PACKAGE)
    if package is None or package.origin is None or name not in LEAFLET_FILES:
        return Response("", 404)
    folder = Path(package.origin).parent / "static" / LEAFLET_PACKAGE
    return send_from_directory(folder, name, max_age=LEAFLET_SECONDS)


def _outline_file(outline: Path | None) -> Response:
    """Without a file there is nothing to draw, which is no mistake."""
    if outline is None or not outline.is_file():
        return Response("", 204)
    return send_file(outline.resolve(), mimetype="application/geo+json")


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
