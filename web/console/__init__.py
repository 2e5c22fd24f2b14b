"""The officials' console: one file a page, its template in templates/. The frame they stand in: frame.py."""

from __future__ import annotations

from flask import Flask

from domain.words import N_
from web.console import (
    air,
    duty,
    fire_places,
    fires,
    frame,
    history,
    hotspots,
    login,
    map,
    messages,
    notes,
    orders,
    overview,
    penalties,
    people,
    permits,
    points,
    post_back,
    sessions,
    settings,
    volunteers,
    warning_picture,
    warnings,
)
from web.console.frame import Entry

PAGES = (
    login,
    overview,
    warnings,
    warning_picture,
    people,
    post_back,
    history,
    sessions,
    duty,
    fires,
    fire_places,
    hotspots,
    air,
    volunteers,
    permits,
    orders,
    penalties,
    map,
    messages,
    notes,
    points,
    settings,
)
# In the order of the menu; each is shown to who may open it (web/access.py).
MENU = (
    Entry(N_("Overview"), "/console"),
    Entry(N_("Duty"), "/console/duty"),
    Entry(N_("Fires"), "/console/fires", begins=True),
    Entry(N_("Hotspots"), "/console/hotspots"),
    Entry(N_("Volunteers"), "/console/volunteers"),
    Entry(N_("Burn requests"), "/console/permits"),
    Entry(N_("Air"), "/console/air"),
    Entry(N_("Warnings"), "/console/warnings", begins=True),
    Entry(N_("From residents"), "/console/notes"),
    Entry(N_("Messages"), "/console/messages"),
    Entry(N_("People"), "/console/people", begins=True),
    Entry(N_("Settings"), "/console/settings"),
    Entry(N_("History"), "/console/history"),
)


def register(app: Flask) -> None:
    frame.prepare(app)
    for one in PAGES:
        app.register_blueprint(one.page)
