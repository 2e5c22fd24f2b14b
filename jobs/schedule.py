"""Every scheduled job, how often it runs, and with what it is fed. The clock process asks each second what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from bot import alarm
from bot.cards import Look
from bot.language import BANGKOK, language
from bot.sending import Answer
from domain.duty_alarms import Pace
from domain.hotspot_checks import Rounds
from jobs import (
    ask_hotspot_checks,
    call_duty,
    check_air,
    count_groups,
    fetch_air4thai,
    fetch_air4thai_history,
    fetch_airgradient,
    fetch_dustboy,
    fetch_firms,
    fetch_gistda_pm25,
    fetch_open_meteo,
    fit_sensors,
    forget_old,
    judge_sensors,
    link_menus,
    loudspeaker,
    morning_summary,
    offer_buyers,
    permits_day,
    prune_readings,
    read_quota,
    send_warnings,
    watch,
    watch_fires,
    watch_missions,
    watch_sensors,
)
from settings import Settings
from sources import (
    air4thai,
    air4thai_history,
    airgradient,
    dustboy,
    firms,
    gistda_hotspots,
    gistda_pm25,
    open_meteo,
)
from store.db import Database

Run = Callable[[Database, datetime], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Job:
    """`every` divides the day from Bangkok's midnight on; `offset` shifts it (the feeds publish past the hour).

    `watches`: somebody's safety hangs on its minute; it asks no feed, and runs beside those that do.
    """

    name: str
    every: timedelta
    run: Run
    offset: timedelta = timedelta(0)
    watches: bool = False

    def slot(self, now: datetime) -> datetime:
        """The newest moment at or before `now` at which it is due."""
        midnight = now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
        since = now - midnight - self.offset
        return (midnight + self.offset + (since // self.every) * self.every).astimezone(UTC)


def jobs(settings: Settings, get: Callable[[str], tuple[int | None, dict[str, Any]]]) -> list[Job]:
    """`get` asks LINE's API (bot/line.py)."""
    urls, ca_file = settings.air4thai_urls, settings.extra_ca_file or None
    ten = timedelta(minutes=10)
    return [
        *_model_jobs(settings),
        *_fire_jobs(settings),
        *_hotspot_jobs(settings),
        *_sensor_jobs(settings),
        *_alert_jobs(settings),
        *_burn_jobs(settings),
        Job(
            "fetch_air4thai",
            ten,
            lambda database, now: fetch_air4thai.run(
                database, now, partial(air4thai.fetch, urls, ca_file=ca_file, now=now)
            ),
            offset=timedelta(minutes=2),
        ),
        Job(
            "fetch_air4thai_history",
            ten,
            lambda database, now: fetch_air4thai_history.run(
                database,
                now,
                lambda stations: air4thai_history.fetch(urls, stations, now=now, ca_file=ca_file),
            ),
            offset=timedelta(minutes=3),
        ),
        Job(
            "link_menus",
            ten,
            lambda database, now: link_menus.run(database, now, partial(_post, settings)),
            offset=timedelta(minutes=4),  # after the feeds
        ),
        Job(
            "read_quota",
            ten,
            # Our own pushes since then are added, and those carry real times whatever the demo's clock shows.
            lambda database, _: read_quota.run(database, datetime.now(UTC), get),
        ),
        Job(
            "count_groups",
            ten,
            lambda database, _: count_groups.run(database, datetime.now(UTC), get),
            offset=timedelta(minutes=6),
        ),
        Job(
            "watch",
            timedelta(minutes=1),
            lambda database, now: watch.run(
                database, now, partial(alarm.raise_alarm, database, settings.alarm_url)
            ),
            watches=True,
        ),
        Job(
            "send_warnings",
            timedelta(minutes=1),
            lambda database, now: send_warnings.run(
                database,
                now,
                settings.public_url,
                settings.cap_authority,
                partial(alarm.raise_alarm, database, settings.alarm_url),
            ),
            watches=True,
        ),
        Job(
            "forget_old",
            timedelta(days=1),
            # What is kept carries real times: a demo's clock that runs ahead must not make it old.
            lambda database, now: forget_old.run(database, min(now, datetime.now(UTC))),
            offset=timedelta(hours=3),
        ),
    ]


def _alert_jobs(settings: Settings) -> list[Job]:
    look = Look(settings.public_url, language("th"))
    minute = timedelta(minutes=1)
    return [
        Job(
            "check_air",
            minute,
            lambda database, now: check_air.run(database, now, look),
            watches=True,
        ),
        Job(
            "loudspeaker",
            timedelta(minutes=15),
            lambda database, now: loudspeaker.run(database, now, look),
        ),
        Job(
            "morning_summary",
            timedelta(minutes=15),
            lambda database, now: morning_summary.run(database, now, look),
        ),
    ]


def _burn_jobs(settings: Settings) -> list[Job]:
    look = Look(settings.public_url, language("th"))
    return [
        Job(
            "permits_day",
            timedelta(minutes=5),
            lambda database, now: permits_day.run(
                database, now, look, partial(alarm.raise_alarm, database, settings.alarm_url)
            ),
            watches=True,
        ),
        Job(
            "offer_buyers",
            timedelta(days=1),
            lambda database, now: offer_buyers.run(database, now, look),
            offset=timedelta(hours=7),
        ),
    ]


def _fire_jobs(settings: Settings) -> list[Job]:
    """Nobody's report waits for ever, and what is out is looked at twice."""
    look = Look(settings.public_url, language("th"))
    pace = Pace(
        next_after=timedelta(minutes=settings.alarm_next_after_minutes),
        back_after=timedelta(minutes=settings.alarm_back_after_minutes),
    )
    return [
        Job(
            "watch_fires",
            timedelta(minutes=1),
            lambda database, now: watch_fires.run(
                database, now, look, partial(alarm.raise_alarm, database, settings.alarm_url)
            ),
            watches=True,
        ),
        Job(
            "watch_missions",
            timedelta(minutes=1),
            lambda database, now: watch_missions.run(
                database, now, look, partial(alarm.raise_alarm, database, settings.alarm_url), pace
            ),
            watches=True,
        ),
        _duty_job(settings, look, pace),
    ]


def _duty_job(settings: Settings, look: Look, pace: Pace) -> Job:
    """After the circles of fires and missions: whoever is on duty is called, then the next."""
    return Job(
        "call_duty",
        timedelta(minutes=1),
        lambda database, now: call_duty.run(
            database, now, look, partial(alarm.raise_alarm, database, settings.alarm_url), pace
        ),
        watches=True,
    )


def _hotspot_jobs(settings: Settings) -> list[Job]:
    """What satellites saw, if there is a key; and the daily check of it by people who live there."""
    look = Look(settings.public_url, language("th"))
    rounds = Rounds(
        settings.hotspot_check_times, timedelta(minutes=settings.hotspot_next_after_minutes)
    )
    ca_file = settings.extra_ca_file or None
    quarter = timedelta(minutes=15)
    nasa = partial(firms.fetch, settings.firms_map_key, settings.firms_url, ca_file=ca_file)
    gistda = partial(
        gistda_hotspots.fetch,
        settings.gistda_api_key,
        settings.gistda_hotspots_url,
        ca_file=ca_file,
    )
    ask = Job(
        "ask_hotspot_checks",
        timedelta(minutes=5),
        lambda database, now: ask_hotspot_checks.run(database, now, look, rounds),
    )
    fetch_nasa = Job(
        "fetch_firms",
        quarter,
        lambda database, now: fetch_firms.run(database, now, partial(nasa, now=now)),
        offset=timedelta(minutes=8),
    )
    fetch_gistda = Job(
        "fetch_gistda_hotspots",
        timedelta(minutes=30),
        lambda database, now: fetch_firms.run(
            database, now, partial(gistda, now=now), gistda_hotspots.GISTDA
        ),
        offset=timedelta(minutes=9),
    )
    nasa_jobs = [fetch_nasa] if settings.firms_map_key else []
    return [*nasa_jobs, *([fetch_gistda] if settings.gistda_api_key else []), ask]


def _model_jobs(settings: Settings) -> list[Job]:
    """What models say. None has a key; each run of Open-Meteo costs 26 of its 10,000 calls a day."""
    ca_file = settings.extra_ca_file or None
    gistda = partial(gistda_pm25.fetch, settings.gistda_pm25_url, ca_file=ca_file)
    meteo = partial(
        open_meteo.fetch, settings.open_meteo_air_url, settings.open_meteo_url, ca_file=ca_file
    )
    return [
        Job(
            "fetch_gistda_pm25",
            timedelta(minutes=30),
            lambda database, now: fetch_gistda_pm25.run(database, now, partial(gistda, now=now)),
            offset=timedelta(minutes=6),
        ),
        Job(
            "fetch_open_meteo",
            timedelta(hours=1),
            lambda database, now: fetch_open_meteo.run(database, now, partial(meteo, now=now)),
            offset=timedelta(minutes=7),
        ),
    ]


def _sensor_jobs(settings: Settings) -> list[Job]:
    """Low-cost sensors: their feeds, what is thought of their hours, and who is told when one falls silent."""
    ca_file = settings.extra_ca_file or None
    look = Look(settings.public_url, language("th"))
    day = timedelta(days=1)
    key = settings.dustboy_api_key
    boys = partial(dustboy.fetch, key, ca_file=ca_file)
    return [
        Job("judge_sensors", timedelta(minutes=1), judge_sensors.run, watches=True),
        Job(
            "fetch_airgradient",
            timedelta(minutes=10),
            lambda database, now: fetch_airgradient.run(
                database, now, partial(airgradient.fetch, now=now, ca_file=ca_file)
            ),
            offset=timedelta(minutes=5),
        ),
        Job(
            "watch_sensors",
            timedelta(hours=1),
            lambda database, now: watch_sensors.run(database, now, look),
            offset=timedelta(minutes=20),
        ),
        Job("prune_readings", day, prune_readings.run, offset=timedelta(hours=3, minutes=20)),
        Job("fit_sensors", day, fit_sensors.run, offset=timedelta(hours=3, minutes=30)),
        Job(
            "fetch_dustboy",
            timedelta(minutes=30),
            lambda database, now: fetch_dustboy.run(
                database, now, partial(boys, now=now) if key else None
            ),
            offset=timedelta(minutes=18),  # hour H is there at H.13 to H.17
        ),
    ]


@cache
def _post_to(token: str, api_url: str) -> Callable[[str, dict[str, Any]], Answer]:
    from bot.line import Line  # the SDK takes a second to load: not for a list of the jobs

    return partial(Line(token, api_url, connections=2).call, "POST")


def _post(settings: Settings, path: str, body: dict[str, Any]) -> Answer:
    return _post_to(settings.line_channel_access_token, settings.line_api_url)(path, body)
