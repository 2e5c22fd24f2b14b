"""What the views of the control API share: the world at hand, and how they read and answer JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import orjson
from flask import Blueprint, Response, request

from .state import World
from .webhooks import Webhooks

Fields = dict[str, Any]


class Desk(NamedTuple):
    world: World
    webhooks: Webhooks


Route = tuple[str, str, Callable[..., Response]]


def reply(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, mimetype="application/json")


def wrong(message: str, status: int = 400) -> Response:
    return reply({"message": message}, status)


def read_fields() -> Fields:
    try:
        fields = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}


def read_number(name: str) -> int:
    return request.args.get(name, 0, type=int)


def blueprint(desk: Desk, routes: Iterable[Route]) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/_")
    for method, path, view in routes:
        control.add_url_rule(
            path, f"{method} {path}".replace(".", " "), _at(desk, view), methods=[method]
        )
    return control


def _at(desk: Desk, view: Callable[..., Response]) -> Callable[..., Response]:
    def seen(**names: str) -> Response:
        return view(desk, **names)

    return seen
