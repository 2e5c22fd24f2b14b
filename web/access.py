"""Who may use each route: a test fails for a route that is not named here."""

from __future__ import annotations

# For the console: an official with that role or a higher one, somewhere; the page itself looks at the area.
OFFICER, APPROVER, ADMIN = "officer", "approver", "admin"
ANYONE, LINE, MONITOR = "anyone", "LINE by its signature", "monitoring by token or from loopback"
HOLDER = "whoever holds a signed link, for some days"

SENSOR = "a sensor by its token"
READER_OR_SENSOR = "anyone reads what was measured; a sensor posts by its token"

ACCESS = {
    "/api/v1/": ANYONE,
    "/api/v1/<file>.<form>": ANYONE,
    "/api/v1/readings": READER_OR_SENSOR,
    "/api/v1/readings/sensor-community": SENSOR,
    "/callback": LINE,
    "/": ANYONE,
    "/cap/": ANYONE,
    "/cap/<identifier>.xml": ANYONE,
    "/data": ANYONE,
    "/healthz": ANYONE,
    "/metrics": MONITOR,
    "/privacy": ANYONE,
    "/style/<path:name>": ANYONE,
    "/pictures/day/<name>": ANYONE,
    "/pictures/days/<name>": ANYONE,
    "/photos/<token>": HOLDER,
    "/permit/<public_id>": ANYONE,
    "/permit/<public_id>/slip.png": ANYONE,
    "/console": OFFICER,
    "/console/login": ANYONE,
    "/console/enter/<token>": ANYONE,
    "/console/confirm": ANYONE,
    "/console/logout": ANYONE,
    "/console/script/<name>": ANYONE,
    "/console/now": OFFICER,
    "/console/people": OFFICER,
    "/console/people/propose": ADMIN,
    "/console/people/proposals/<int:number>": ADMIN,
    "/console/people/<int:holding>/hand-over": OFFICER,
    "/console/people/<int:holding>/end": OFFICER,
    "/console/people/<int:holding>/log-out": OFFICER,
    "/console/history": ADMIN,
    "/console/history.csv": ADMIN,
    "/console/sessions": OFFICER,
    "/console/sessions/<int:number>/end": OFFICER,
    "/console/sessions/end-all": OFFICER,
    "/console/fires": OFFICER,
    "/console/fires/<int:fire_id>": OFFICER,
    "/console/fires/<int:fire_id>/step": OFFICER,
    "/console/fires/<int:fire_id>/join": OFFICER,
    "/console/fires/<int:fire_id>/reporters": OFFICER,
    "/console/air": OFFICER,
    "/console/air/<sensor>": OFFICER,
    "/console/air/<sensor>/key": OFFICER,
    "/console/air/<sensor>/restore": OFFICER,
    "/console/air/<sensor>/retire": OFFICER,
    "/console/air/stops": APPROVER,
    "/console/air/stops/<int:stop_id>/end": OFFICER,
    "/console/leaflet/<file>": OFFICER,
    "/console/outlines.json": OFFICER,
    "/console/warnings": OFFICER,
    "/console/warnings/new": OFFICER,
    "/console/warnings/<number>": OFFICER,
    "/console/warnings/<number>/edit": OFFICER,
    "/console/warnings/<number>/step": OFFICER,
    "/console/warnings/<number>/review": APPROVER,
}
