"""SVG to PNG with Sarabun. One look for every picture; the templates stand beside this file."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import resvg_py

FAMILY = "Sarabun"
# From the package fontpkg-sarabun (SIL Open Font License); the machine's own fonts are left out, so that a picture is
# the same everywhere.
FONT_FILES = [
    str(files("fontpkg_sarabun") / "files" / f"Sarabun-{weight}.ttf")
    for weight in ("Regular", "SemiBold", "Bold")
]


def to_png(svg: str) -> bytes:
    picture: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=FONT_FILES,
        font_family=FAMILY,
        skip_system_fonts=True,
        languages=["th", "en"],
    )
    return picture


def picture_key(svg: str) -> str:
    """A file name for the picture: the same drawing has the same key, whoever draws it and when."""
    return sha256(svg.encode()).hexdigest()[:32]
