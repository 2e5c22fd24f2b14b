"""/metrics for Prometheus: read from the database at each scrape, so that any number of processes adds up."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from domain.quota import URGENCIES
from settings import Settings
from store import clock, feeds, heartbeats, inbox, outbox, people, quota
from store.db import Database

page = Blueprint("metrics", __name__)
LOOPBACK = ("127.0.0.1", "::1")


@page.get("/metrics")
def metrics() -> Response | tuple[str, int]:
    if not _may_read(current_app.config["SETTINGS"]):
        return "not for you", 403
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(current_app.config["DATABASE"]))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(settings: Settings) -> bool:
    if settings.metrics_token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(
            given.encode("utf-8", "replace"), settings.metrics_token.encode()
        )
    # Behind a proxy every caller looks like the proxy: without a token nobody may read.
    return settings.proxy_hops == 0 and request.remote_addr in LOOPBACK


class Numbers(Collector):
    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterator[Metric]:
        now = datetime.now(UTC)
        with self._database.read() as session:
            shown = clock.now(session, now)
            events, oldest = inbox.waiting(session)
            yield _one("nongkhem_inbox_waiting", "Events not handled yet", events)
            yield _one("nongkhem_inbox_oldest_seconds", "Age of the oldest", _age(oldest, now))
            yield _one("nongkhem_inbox_poison", "Events set aside", len(inbox.poison(session)))
            letters, oldest = outbox.waiting(session)
            yield _one("nongkhem_outbox_waiting", "Messages not sent yet", letters)
            yield _one("nongkhem_outbox_oldest_seconds", "Age of the oldest", _age(oldest, now))
            yield _letters(outbox.counts(session))
            known = quota.now_known(session)
            if known.left is not None:
                yield _one("nongkhem_quota_left", "Pushes left this month", known.left)
            yield _ages("nongkhem_seen_seconds", "process", heartbeats.last_seen(session), now)
            worked = {feed.name: feed.worked_at for feed in feeds.listed(session)}
            yield _ages("nongkhem_feed_age_seconds", "feed", worked, shown)
            yield _by("nongkhem_chats", "kind", people.counts(session))


def _one(name: str, help: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help, value=value)


def _age(at: datetime | None, now: datetime) -> float:
    return 0.0 if at is None else (now - at).total_seconds()


def _ages(
    name: str, label: str, times: dict[str, datetime | None] | dict[str, datetime], now: datetime
) -> Metric:
    ages = {key: _age(at, now) for key, at in times.items() if at is not None}
    return _by(name, label, ages)


def _by(name: str, label: str, values: dict[str, float] | dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, f"By {label}", labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _letters(counts: dict[tuple[str, str, int], int]) -> Metric:
    labels = ["state", "method", "urgency"]
    family = GaugeMetricFamily(
        "nongkhem_outbox_letters", "Letters of the last 30 days", labels=labels
    )
    for (state, method, urgency), n in counts.items():
        family.add_metric([state, method, URGENCIES[urgency]], n)
    return family
