"""LINE slow, failing, hanging up, refusing, away: on demand, and over again."""

import time

import pytest

from simulator.faults import HungUp
from tests.simulator.stage import KEY, TEXT


def break_it(stage, **fault):
    stage.control("faults", fault)


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("rate", 429, "The API rate limit has been exceeded. Try again later."),
        ("monthly", 429, "You have reached your monthly limit."),
        ("unauthorized", 401, "Authentication failed due to the following reason: Simulated fault"),
        ("status", 503, "Simulated fault"),
    ],
)
def test_a_fault_answers_in_lines_place_and_nothing_is_sent(stage, kind, status, said):
    user = stage.person()
    break_it(stage, where="push", kind=kind, status=503)
    answer = stage.push(user)
    assert (answer.status_code, answer.json["message"]) == (status, said)
    assert stage.said_by_bot(user) == []
    assert stage.multicast([user]).status_code == 200
    stage.client.delete("/_/faults")
    assert stage.push(user).status_code == 200


def test_a_fault_may_hit_only_so_many_calls(stage):
    user = stage.person()
    break_it(stage, where="all", kind="status", count=2)
    assert [stage.push(user).status_code for _ in range(4)] == [500, 500, 200, 200]
    assert stage.control("faults") == {"faults": []}


def test_hanging_up_before_accepting_sends_nothing(stage):
    user = stage.person()
    break_it(stage, where="push", kind="hangup_before", count=1)
    with pytest.raises(HungUp):
        stage.push(user, key=KEY)
    assert stage.said_by_bot(user) == []
    assert stage.push(user, key=KEY).status_code == 200


def test_hanging_up_after_accepting_has_sent(stage):
    user = stage.person()
    break_it(stage, where="push", kind="hangup_after_accept", count=1)
    with pytest.raises(HungUp):
        stage.push(user, key=KEY)
    assert len(stage.said_by_bot(user)) == 1
    again = stage.push(user, key=KEY)
    assert again.status_code == 409
    assert len(again.json["sentMessages"]) == 1
    assert len(stage.said_by_bot(user)) == 1


def test_a_reply_lost_on_the_way_back_leaves_a_dead_token(stage):
    user = stage.person()
    token = stage.delivered_token(user)
    break_it(stage, where="reply", kind="hangup_after_accept", count=1)
    with pytest.raises(HungUp):
        stage.reply(token)
    assert stage.reply(token).json == {"message": "Invalid reply token"}
    assert stage.said_by_bot(user)[0]["text"] == TEXT["text"]


def test_slow_is_slow(stage):
    user = stage.person()
    break_it(stage, where="push", kind="slow", ms=60)
    started = time.monotonic()
    assert stage.push(user).status_code == 200
    assert time.monotonic() - started >= 0.06


def test_the_delay_of_every_call_can_be_set(stage):
    stage.control("settings", {"api_delay_ms": 60})
    started = time.monotonic()
    stage.get("info")
    assert time.monotonic() - started >= 0.06


def test_line_can_be_away_for_a_time(stage):
    user = stage.person()
    stage.control("away", {"seconds": 30})
    for call in (lambda: stage.push(user), lambda: stage.get("info")):
        with pytest.raises(HungUp):
            call()
    stage.world.clock.advance(31)
    assert stage.push(user).status_code == 200


@pytest.mark.parametrize(
    "fault",
    [{}, {"kind": "rain"}, {"kind": "slow", "ms": "much"}, {"kind": "status", "count": "x"}],
)
def test_a_fault_that_is_none_is_refused(stage, fault):
    assert stage.tell("faults", fault).status_code == 400


@pytest.mark.parametrize("seconds", [None, "x", -1, True])
def test_an_absence_is_a_number_of_seconds(stage, seconds):
    assert stage.tell("away", {"seconds": seconds}).status_code == 400


def test_what_hung_up_is_in_the_journal(stage):
    break_it(stage, where="info", kind="hangup_before")
    with pytest.raises(HungUp):
        stage.get("info")
    call = stage.control("calls")["calls"][-1]
    assert (call["path"], call["status"], call["note"]) == ("/v2/bot/info", 0, "hung up before")
