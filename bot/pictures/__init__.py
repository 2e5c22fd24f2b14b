"""Pictures: an SVG template each, drawn to PNG with Sarabun (png.py), so that Thai marks stand where they belong."""
