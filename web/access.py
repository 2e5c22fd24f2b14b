"""Who may use each route: a test fails for a route that is not named here."""

from __future__ import annotations

ANYONE, LINE, MONITOR = "anyone", "LINE by its signature", "monitoring by token or from loopback"

ACCESS = {
    "/callback": LINE,
    "/healthz": ANYONE,
    "/metrics": MONITOR,
    "/privacy": ANYONE,
    "/style/<path:name>": ANYONE,
    "/pictures/day/<name>": ANYONE,
}
