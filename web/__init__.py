"""Everything in a browser: health and metrics, public pages, pictures; later the API and the officials' console."""

from __future__ import annotations

from flask import Flask, Response

from web import console, health, metrics
from web.api import open_data, readings
from web.public import cap, data, home, missing, permit, photos, pictures, privacy


def register(app: Flask) -> None:
    for page in (
        home.page,
        cap.page,
        health.page,
        metrics.page,
        privacy.page,
        pictures.page,
        photos.page,
        permit.page,
        readings.page,
        open_data.page,
        data.page,
    ):
        app.register_blueprint(page)
    console.register(app)
    missing.register(app)
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    return response
