"""The officials' console: one file a page, its template in templates/. The frame they stand in: frame.py."""

from __future__ import annotations

from flask import Flask

from domain.words import N_
from web.console import (
    air,
    fires,
    frame,
    history,
    login,
    map,
    messages,
    orders,
    overview,
    people,
    permits,
    points,
    sessions,
    settings,
    volunteers,
    warnings,
)
from web.console.frame import Entry

PAGES = (
    login,
    overview,
    warnings,
    people,
    history,
    sessions,
    fires,
    air,
    volunteers,
    permits,
    orders,
    map,
    messages,
    points,
    settings,
)
# In the order of the menu; each is shown to who may open it (web/access.py).
MENU = (
    Entry(N_("Overview"), "/console"),
    Entry(N_("Fires"), "/console/fires"),
    Entry(N_("Volunteers"), "/console/volunteers"),
    Entry(N_("Burn requests"), "/console/permits"),
    Entry(N_("Air"), "/console/air"),
    Entry(N_("Messages"), "/console/messages"),
    Entry(N_("Warnings"), "/console/warnings"),
    Entry(N_("People"), "/console/people"),
    Entry(N_("Settings"), "/console/settings"),
    Entry(N_("History"), "/console/history"),
)


def register(app: Flask) -> None:
    frame.prepare(app)
    for one in PAGES:
        app.register_blueprint(one.page)
