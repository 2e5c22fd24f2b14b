"""flask jobs list, run"""

from __future__ import annotations

import pytest

from store import quota, slots, unsent
from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import CHANNEL, NOBODY, Answers, line_that_says
from tests.store.given import NOW, SECOND


def test_every_job_is_listed_with_its_last_run(flask: Flask, sqlite: Database) -> None:
    with sqlite.write() as session:
        slots.take(session, "watch", NOW, NOW)
        slots.finish(session, "watch", NOW, NOW + SECOND, {"alarms": 2}, "")
        slots.take(session, "forget_old", NOW, NOW)
        slots.finish(session, "forget_old", NOW, NOW, {}, "KeyError: 'x'")
    listed = {line["job"]: line for line in flask("jobs", "list").lines}
    assert {"fetch_air4thai", "fetch_air4thai_history", "read_quota"} <= set(listed)
    assert listed["watch"] == {
        "job": "watch",
        "every_minutes": 1.0,
        "last_slot": "2026-03-14T08:00:00+00:00",
        "done_at": "2026-03-14T08:00:01+00:00",
        "counts": {"alarms": 2},
        "error": None,
    }
    assert listed["forget_old"]["error"] == "KeyError: 'x'"
    assert listed["read_quota"]["last_slot"] is None


def test_a_job_runs_as_if_it_were_then_and_prints_its_counts(
    flask: Flask, sqlite: Database
) -> None:
    with sqlite.write() as session:
        unsent.note(session, "m1", NOW)
    early = flask("jobs", "run", "forget_old", "--now", "2026-04-13T14:59:00+07:00")
    late = flask("jobs", "run", "forget_old", "--now", "2026-04-13T15:01:00+07:00")
    assert (early.line["unsent"], late.line["unsent"]) == (0, 1)
    assert late.status == 0


def test_a_job_runs_now_without_a_time(flask: Flask) -> None:
    assert flask("jobs", "run", "watch").line == {"alarms": 0}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["no_such_job"], "no_such_job"),
        (["watch", "--now", "yesterday"], "yesterday"),
        (["watch", "--now", "2026-03-14T08:00:00"], "zone"),
        (["watch", "--now", "2026-02-30T08:00:00+07:00"], "2026-02-30"),
        ([], "NAME"),
    ],
)
def test_what_cannot_be_run_is_refused(flask: Flask, arguments: list[str], why: str) -> None:
    assert flask("jobs", "run", *arguments).refused(why)


def test_a_job_that_asks_line_needs_the_channel(flask: Flask) -> None:
    assert flask("jobs", "run", "read_quota").refused("LINE_CHANNEL_ACCESS_TOKEN", ".env.example")


def test_the_quota_is_read_from_line(flask: Flask, sqlite: Database) -> None:
    answers: Answers = {
        "/v2/bot/message/quota": (200, {"type": "limited", "value": 300}),
        "/v2/bot/message/quota/consumption": (200, {"totalUsage": 12}),
    }
    with line_that_says(answers) as url:
        said = flask("jobs", "run", "read_quota", LINE_API_URL=url, **CHANNEL)
    assert said.line == {"limit": 300, "used": 12}
    with sqlite.read() as session:
        assert quota.now_known(session).left == 288


def test_a_feed_that_does_not_answer_is_counted(flask: Flask) -> None:
    said = flask("jobs", "run", "fetch_air4thai", AIR4THAI_URLS=NOBODY)
    assert said.line["failed"] == 1
