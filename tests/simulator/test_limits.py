"""LINE's books: reply tokens and their minute, retry keys, the month's quota, rates, day counts."""

import pytest

from simulator.limits import ReplyToken, day_of
from tests.simulator.stage import KEY, Stage
from tests.simulator.test_sending import body_for


def test_a_reply_token_works_once(stage):
    token = stage.delivered_token(stage.person())
    assert stage.reply(token).status_code == 200
    again = stage.reply(token)
    assert (again.status_code, again.json) == (400, {"message": "Invalid reply token"})


def test_a_refused_message_does_not_use_up_the_token(stage):
    token = stage.delivered_token(stage.person())
    assert stage.reply(token, [{"type": "text", "text": ""}]).status_code == 400
    assert stage.reply(token).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (61, 400)])
def test_a_reply_token_lives_a_minute_from_its_delivery(stage, seconds, status):
    token = stage.delivered_token(stage.person())
    stage.world.clock.advance(seconds)
    assert stage.reply(token).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 400)])
def test_a_redelivery_renews_the_token_until_twenty_minutes_after_the_event(stage, minutes, status):
    token = stage.delivered_token(stage.person())
    stage.world.clock.advance(minutes * 60)
    stage.world.tokens.deliver(token, stage.world.now(), 60)
    assert stage.reply(token).status_code == status


def test_a_redelivery_does_not_bring_back_a_used_token(stage):
    token = stage.delivered_token(stage.person())
    stage.reply(token)
    stage.world.tokens.deliver(token, stage.world.now(), 60)
    assert stage.reply(token).status_code == 400


def test_a_token_that_no_webhook_carried_is_invalid(stage):
    user = stage.person()
    stage.world.tokens.add("early", ReplyToken(user, user, stage.world.now(), "an-event"))
    for token in ("early", "f" * 32):
        assert stage.reply(token).json == {"message": "Invalid reply token"}
    whys = [each["why"] for each in stage.control("refused")["refused"]]
    assert "not delivered yet" in whys[0]
    assert "unknown" in whys[1]


def test_a_retry_key_on_a_reply_is_refused_and_the_token_still_good(stage):
    token = stage.delivered_token(stage.person())
    assert stage.reply(token, key=KEY).status_code == 400
    assert stage.reply(token).status_code == 200


@pytest.mark.parametrize("path", ["message/validate/push", "chat/loading/start", "richmenu"])
def test_a_retry_key_is_refused_wherever_it_means_nothing(stage, path):
    assert stage.post(path, {}, key=KEY).json["message"].startswith("X-Line-Retry-Key")


def test_the_month_ends_with_its_quota(stage):
    stage.world.settings.quota = 2
    one, two, three = (stage.person() for _ in range(3))
    assert stage.get("message/quota").json == {"type": "limited", "value": 2}
    assert stage.push(one).status_code == 200
    full = stage.multicast([two, three])
    assert (full.status_code, full.json) == (
        429,
        {"message": "You have reached your monthly limit."},
    )
    assert stage.said_by_bot(two) == []
    assert stage.push(two).status_code == 200
    assert stage.push(one).status_code == 429
    assert stage.reply(stage.delivered_token(one)).status_code == 200
    stage.world.clock.advance(31 * 24 * 3600)
    assert stage.push(one).status_code == 200
    assert stage.used() == 1


def test_without_a_limit_the_quota_says_none(stage):
    stage.world.settings.quota = None
    assert stage.get("message/quota").json == {"type": "none"}


@pytest.mark.parametrize("way", ["push", "multicast", "broadcast"])
def test_the_same_retry_key_sends_once(stage, way):
    user = stage.person()
    first = stage.post(f"message/{way}", body_for(way, user), key=KEY)
    again = stage.post(f"message/{way}", body_for(way, user), key=KEY.upper())
    assert (first.status_code, again.status_code) == (200, 409)
    assert again.json["message"] == "The retry key is already accepted"
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert again.json.get("sentMessages") == first.json.get("sentMessages")
    assert len(stage.said_by_bot(user)) == 1
    assert stage.used() == 1


def test_a_retry_key_is_forgotten_after_a_day(stage):
    user = stage.person()
    stage.push(user, key=KEY)
    stage.world.clock.advance(24 * 3600 - 1)
    assert stage.push(user, key=KEY).status_code == 409
    stage.world.clock.advance(2)
    assert stage.push(user, key=KEY).status_code == 200


def test_a_refused_call_does_not_use_up_its_retry_key(stage):
    user = stage.person()
    stage.world.settings.quota = 0
    assert stage.push(user, key=KEY).status_code == 429
    stage.world.settings.quota = 1
    assert stage.push(user, key=KEY).status_code == 200


@pytest.mark.parametrize("key", ["", "123", KEY.replace("-", ""), KEY + "0", "g" + KEY[1:]])
def test_a_retry_key_must_be_a_uuid(stage, key):
    assert stage.push(stage.person(), key=key).status_code == 400


def test_deliveries_are_counted_by_day_in_japanese_time(stage):
    user = stage.person()
    stage.push(user)
    stage.multicast([user])
    day = day_of(stage.world.now())
    assert stage.get(f"message/delivery/push?date={day}").json == {"status": "unready"}
    stage.world.clock.advance(24 * 3600)
    for way, count in (("push", 1), ("multicast", 1), ("broadcast", 0), ("reply", 0)):
        answer = stage.get(f"message/delivery/{way}?date={day}")
        assert answer.json == {"status": "ready", "success": count}
    assert stage.get("message/delivery/push?date=today").status_code == 400


@pytest.mark.parametrize(
    ("path", "calls"),
    [("message/multicast", 200), ("message/push", 2000), ("message/broadcast", 60)],
)
def test_each_endpoint_has_a_bucket_of_its_own(path, calls):
    stage = Stage(rate_factor=1, quota=None)
    user = stage.person()
    body = body_for(path.rpartition("/")[2], user, [{"type": "text", "text": "x"}])
    statuses = [stage.post(path, body).status_code for _ in range(calls + 1)]
    assert statuses == [200] * calls + [429]
    refused = stage.post(path, body)
    assert refused.json == {"message": "The API rate limit has been exceeded. Try again later."}
    assert stage.get("info").status_code == 200
    stage.world.clock.advance(61)
    assert stage.post(path, body).status_code == 200
    stage.close()


def test_rates_and_bursts_can_be_set():
    stage = Stage(rate_factor=0.01, burst_factor=0.5)
    user = stage.person()
    assert [stage.push(user).status_code for _ in range(11)] == [200] * 10 + [429]
    stage.world.settings.rate_factor = 0
    assert stage.push(user).status_code == 200
    stage.close()
