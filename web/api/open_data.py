"""GET /api/v1/…: the open files, for anybody's program and any page (CORS), and an index that names them all.

What is in them: domain/open_data.py. A page for people: web/public/data.py. Posting readings: web/api/readings.py.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from flask.sansio.blueprints import BlueprintSetupState

from domain import open_values as values
from domain.open_data import FILES, READINGS, File
from domain.open_values import BadRequest
from store import clock, history
from store.db import Database
from store.open_data import Asked
from web.api import open_forms, open_measures
from web.api.limits import Limiter
from web.api.open_rows import ROWS, Wanted

page = Blueprint("open_data", __name__)
LARGEST_PIECE = 5000  # rows
LAST_ROW = 1_000_000
# A gentle bound: a page that loads every file, then two a second. Phones of a whole network share one address.
AT_ONCE, A_SECOND = 120, 2.0
MOST_ADDRESSES = 10_000
# Other days mean reading another year of hours.
MEASURES, MEASURES_WEIGH = "/api/v1/measures.json", 10
# How long an answer may be shown again, in seconds.
FRESH = {"air": 60, "fires": 60, "warnings": 30, "readings": 300, "hotspots": 300}
USUALLY = 600
PARAMETERS = {"since", "until", "limit", "offset"}


@page.record
def _set_limits(state: BlueprintSetupState) -> None:
    state.app.extensions["reader_limits"] = Limiter(AT_ONCE, A_SECOND, most_names=MOST_ADDRESSES)
    state.app.extensions["open_measures"] = open_measures.Kept()


@page.before_request
def _slow_down() -> Response | None:
    limits: Limiter = current_app.extensions["reader_limits"]
    weight = MEASURES_WEIGH if request.path == MEASURES else 1
    wait = limits.take(_address(request.remote_addr or ""), weight)
    if not wait:
        return None
    response = _refused(429, f"too many at once: try again in {wait} seconds")
    response.headers["Retry-After"] = str(wait)
    return response


def _address(text: str) -> str:
    """Of IPv6 the network: a household has many addresses."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return text


@page.after_request
def _for_every_page(response: Response) -> Response:
    """Read by the script of any page; no cookie and no token is looked at here, so nothing is given away."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


@page.errorhandler(BadRequest)
def _bad(error: BadRequest) -> Response:
    return _refused(400, str(error))


@page.get("/api/v1/")
def index() -> Response:
    address = current_app.config["SETTINGS"].public_url
    found = {
        "about": "Open data of Nong Khem: haze and forest fire in Lampang, Thailand",
        "page": f"{address}/data",
        "files": [_described(file, address) for file in FILES.values()],
        "measures": f"{address}{MEASURES}",
        "warnings_cap": f"{address}/cap/",
        "parameters": {
            "since": "first day or time (Thai time where no zone is written)",
            "until": "last day or time; a day counts whole",
            "limit": f"rows in one answer, at most {LARGEST_PIECE}",
            "offset": "rows to pass over; `next` and the Link header have the address of the next piece",
            "station": "readings only: one station",
        },
    }
    return _answer(open_forms.dump(found), "json", USUALLY)


def _described(file: File, address: str) -> dict[str, object]:
    return {
        "name": file.name,
        "about": file.says,
        "urls": {form: f"{address}/api/v1/{file.name}.{form}" for form in file.forms},
        "fields": {column.name: column.says for column in file.columns},
        "credits": open_forms.credits_of(file),
        "most_days": file.most_days or None,
    }


@page.get("/api/v1/<file>.<form>")
def give(file: str, form: str) -> Response:
    if (file, form) == ("measures", "json"):
        return _measures()
    known = FILES.get(file)
    if known is None or form not in known.forms:
        return _refused(404, "no such file: /api/v1/ names those that there are")
    return _file(known, form)


@page.get("/api/v1/readings")
def readings() -> Response:
    """The address to which sensors post gives what they measured."""
    return _file(READINGS, "json")


def _file(file: File, form: str) -> Response:
    _check_names(_names(file))
    database: Database = current_app.config["DATABASE"]
    limit, skipped = _number("limit", LARGEST_PIECE, 1), _number("offset", LAST_ROW, 0)
    limit = limit or LARGEST_PIECE
    with database.read() as session:
        now = clock.now(session)
        since, until = values.span(file, _asked("since"), _asked("until"), now)
        station = _asked("station")
        if station and station not in {one.id for one in history.stations(session)}:
            return _refused(
                404, "no such station: /api/v1/stations.json names those that there are"
            )
        # One more than is given: whether there is a next piece.
        asked = Asked(since, until, limit + 1, skipped or 0)
        rows = ROWS[file.name](session, Wanted(now, asked, station))
    has_next = bool(file.most_days) and len(rows) > limit
    following = _next(limit, (skipped or 0) + limit) if has_next else ""
    rows = rows[:limit] if has_next else rows
    response = _answer(
        open_forms.write(file, form, rows, following), form, FRESH.get(file.name, USUALLY)
    )
    _link(response, following)
    if form == "csv":
        response.headers["Content-Disposition"] = f"inline; filename=nongkhem-{file.name}.csv"
    return response


def _names(file: File) -> set[str]:
    of_days = PARAMETERS if file.most_days else set()
    return of_days | ({"station"} if file is READINGS else set())


def _measures() -> Response:
    _check_names({"since", "until"})
    kept: open_measures.Kept = current_app.extensions["open_measures"]
    found = kept.of(current_app.config["DATABASE"], _asked("since"), _asked("until"))
    return _answer(open_forms.dump(open_measures.told(found)), "json", USUALLY)


def _check_names(known: set[str]) -> None:
    """A slip in a name must not quietly give other data than was meant; `_` is what scripts add against caches."""
    if unknown := sorted(set(request.args) - known - {"_"}):
        names = ", ".join(sorted(known)) or "none"
        raise BadRequest(f"unknown: {', '.join(unknown)[:100]}; this file knows: {names}")


def _asked(name: str) -> str:
    return request.args.get(name, "")


def _number(name: str, highest: int, lowest: int) -> int | None:
    text = _asked(name)
    if not text:
        return None
    if not (
        text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest
    ):
        raise BadRequest(f"{name} must be a whole number from {lowest} to {highest}")
    return int(text)


def _next(limit: int, offset: int) -> str:
    asked = {
        name: value for name, value in request.args.items() if name in (*PARAMETERS, "station")
    }
    query = urlencode({**asked, "limit": limit, "offset": offset})
    return f"{current_app.config['SETTINGS'].public_url}{request.path}?{query}"


def _link(response: Response, following: str) -> None:
    address = current_app.config["SETTINGS"].public_url
    links = [f'<{address}/data>; rel="license"']
    if following:
        links.append(f'<{following}>; rel="next"')
    response.headers["Link"] = ", ".join(links)


def _answer(body: str, form: str, fresh: int) -> Response:
    response = Response(body, content_type=open_forms.TYPES[form])
    response.add_etag()
    response.headers["Cache-Control"] = f"public, max-age={fresh}"
    response.make_conditional(request)
    return response


def _refused(status: int, text: str) -> Response:
    response = Response(
        open_forms.dump({"error": text}), status, content_type=open_forms.TYPES["json"]
    )
    response.headers["Cache-Control"] = "no-store"
    return response
