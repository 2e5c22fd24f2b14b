"""/privacy: what is kept, how long, how to delete it. Thai first, English at ?language=en."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_from_directory

HERE = Path(__file__).parent
page = Blueprint("privacy", __name__, template_folder=str(HERE / "templates"))


@page.get("/privacy")
def privacy() -> str:
    language = "en" if request.args.get("language") == "en" else "th"
    return render_template(f"privacy.{language}.html", language=language)


@page.get("/style/<path:name>")
def style(name: str) -> Response:
    """Style sheet and the Sarabun font (from its package, OFL)."""
    if name.endswith(".ttf"):
        import fontpkg_sarabun

        return send_from_directory(_fonts(fontpkg_sarabun.__file__), name, max_age=31536000)
    return send_from_directory(HERE / "style", name, max_age=3600)


def _fonts(module: str | None) -> Path:
    folder = Path(module or "").parent
    return next(folder.rglob("*.ttf")).parent
