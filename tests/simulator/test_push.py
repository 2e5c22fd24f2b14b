"""The sensors send by themselves: each hour once, late ones in batches, again when nobody heard them."""

from datetime import timedelta

import orjson
import pytest

from simulator.day import march
from simulator.haze import HOUR
from simulator.push import Pusher, due, post
from simulator.sensors import LONGEST_HISTORY, SENSORS

QUARTER = timedelta(minutes=15)
NOW = march(12, 8) + QUARTER
BY_NAME = {each.sensor_id: each for each in SENSORS}
HONEST, SLOW, DEAD = BY_NAME["LP01"], BY_NAME["LP05"], BY_NAME["LP07"]


class PretendBot:
    def __init__(self):
        self.status = 202
        self.heard = {}
        self.now = NOW

    def send(self, token, body):
        if self.status == 202:
            self.heard.setdefault(token, []).append(orjson.loads(body))
        return self.status

    def pusher(self):
        return Pusher(lambda: self.now, {name: f"token {name}" for name in BY_NAME}, self.send)


@pytest.fixture
def bot():
    return PretendBot()


def test_the_first_time_all_that_is_known_is_sent():
    hours = due(HONEST, NOW, None)
    assert hours[-1] == march(12, 8)
    assert len(hours) == LONGEST_HISTORY
    assert hours == sorted(hours)


@pytest.mark.parametrize(
    ("sensor", "sent", "hours"),
    [
        (HONEST, march(12, 8), []),
        (HONEST, march(12, 7), [8]),
        (HONEST, march(12, 5), [6, 7, 8]),
        (SLOW, march(12, 5), []),
        (SLOW, march(12, 4), [5, 6, 7, 8]),
        (DEAD, march(11, 16), []),
    ],
)
def test_what_is_new_is_sent_once_and_by_some_in_batches(sensor, sent, hours):
    assert [each.hour for each in due(sensor, NOW, sent)] == hours


def test_a_day_that_was_turned_back_is_sent_again():
    assert due(HONEST, NOW, march(13, 8))[-1] == march(12, 8)


def test_all_ten_send_with_their_own_tokens_and_then_wait(bot):
    pusher = bot.pusher()
    assert pusher.push_all() == 10
    assert pusher.push_all() == 0
    assert set(bot.heard) == {f"token {name}" for name in BY_NAME}
    (batch,) = bot.heard["token LP07"]
    assert batch[-1]["time"] == "2026-03-11T16:00:00+07:00"
    assert set(batch[0]) == {"time", "sensor", "pm25", "humidity", "temperature"}
    bot.now += HOUR
    assert pusher.push_all() == 8, "all but the dead and the slow one"


def test_what_nobody_heard_is_sent_again(bot):
    pusher = bot.pusher()
    bot.status = 0
    assert pusher.push_all() == 0
    bot.status = 202
    assert pusher.push_all() == 10


def test_a_bot_that_is_not_there_is_no_answer():
    assert post("http://127.0.0.1:9/api/v1/readings", "t", b"[]") == 0
