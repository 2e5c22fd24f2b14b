"""The control API's books: calls, refusals, webhook tries, the quota, and bursts of events.

All routes are described in control.py.
"""

from __future__ import annotations

from flask import Response

from .desk import Desk, Route, read_fields, read_number, reply, wrong
from .start_burst import start_burst


def calls(desk: Desk) -> Response:
    return reply({"calls": desk.world.calls.after(read_number("after"))})


def refused(desk: Desk) -> Response:
    return reply({"refused": desk.world.refused.after(read_number("after"))})


def webhooks(desk: Desk) -> Response:
    tries = desk.world.webhooks.after(read_number("after"))
    return reply({"webhooks": tries, "waiting": desk.webhooks.waiting()})


def quota(desk: Desk) -> Response:
    world = desk.world
    return reply({"used": world.quota.used(world.now()), "limit": world.settings.quota})


def begin_burst(desk: Desk) -> Response:
    begun = start_burst(desk.world, desk.webhooks, read_fields())
    if not begun.name:
        return wrong(begun.mistake)
    return reply({"burst": begun.name, **({"held": begun.held} if begun.held else {})})


def burst(desk: Desk, name: str) -> Response:
    report = desk.world.bursts.report(name)
    if report is None:
        return wrong("no such burst", 404)
    waiting = desk.webhooks.waiting()
    return reply(report | {"waiting_deliveries": sum(waiting.values())})


def reset(desk: Desk) -> Response:
    desk.webhooks.drop_waiting()
    desk.world.forget()
    return reply({})


ROUTES: list[Route] = [
    ("GET", "/calls", calls),
    ("GET", "/refused", refused),
    ("GET", "/webhooks", webhooks),
    ("GET", "/quota", quota),
    ("POST", "/burst", begin_burst),
    ("GET", "/burst/<name>", burst),
    ("POST", "/reset", reset),
]
