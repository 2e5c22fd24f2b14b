"""When the bot does not answer well: again after a while, what LINE notes, doubles, order."""

import socket
import time

from simulator.webhooks import Delivery, Lines
from tests.simulator.stage import Stage, until


def tries(stage):
    return stage.control("webhooks")["webhooks"]


def test_a_failure_is_delivered_again_marked_and_otherwise_equal(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("settings", {"redelivery_delays": [10, 20]})
    bot.statuses += [500, 503]
    user = stage.person()
    token = stage.act(user, "text", text="x")["replyToken"]
    until(lambda: stage.webhooks.waiting() == {"now": 0, "later": 1})
    stage.world.clock.advance(9)
    assert len(bot.events) == 1
    stage.world.clock.advance(2)
    until(lambda: len(tries(stage)) == 2)
    stage.world.clock.advance(60)
    until(lambda: len(tries(stage)) == 3)
    first, second, third = bot.events
    assert [each["deliveryContext"]["isRedelivery"] for each in bot.events] == [False, True, True]
    for again in (second, third):
        assert again | {"deliveryContext": None} == first | {"deliveryContext": None}
    assert [(each["status"], each["try"]) for each in tries(stage)] == [
        (500, 1),
        (503, 2),
        (200, 3),
    ]
    # 71 s after the event, but the third delivery gave the token a minute of its own.
    assert stage.reply(token).status_code == 200
    assert stage.webhooks.waiting() == {"now": 0, "later": 0}


def test_after_the_last_delay_line_gives_up(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("settings", {"redelivery_delays": [1]})
    bot.statuses += [500] * 3
    stage.act(stage.person(), "text", text="x")
    until(lambda: stage.webhooks.waiting()["later"] == 1)
    stage.world.clock.advance(2)
    until(lambda: len(tries(stage)) == 2)
    until(lambda: stage.webhooks.waiting() == {"now": 0, "later": 0})
    assert len(bot.events) == 2


def test_nobody_there_is_told_as_could_not_connect(stage):
    stage.act(stage.person(), "text", text="x")
    tried = until(lambda: tries(stage))[0]
    assert (tried["status"], tried["reason"]) == (0, "COULD_NOT_CONNECT")


def test_a_slow_bot_is_a_time_out(stage_with_bot, bot):
    stage_with_bot.control("settings", {"webhook_timeout": 0.05})
    bot.delay = 0.5
    stage_with_bot.act(stage_with_bot.person(), "text", text="x")
    assert until(lambda: tries(stage_with_bot))[0]["reason"] == "REQUEST_TIMEOUT"


def test_a_bot_that_closes_the_connection_is_unclassified():
    with socket.create_server(("127.0.0.1", 0)) as server:
        stage = Stage(f"http://127.0.0.1:{server.getsockname()[1]}/")
        stage.act(stage.person(), "text", text="x")
        connection, _ = server.accept()
        connection.recv(100)
        connection.close()
        assert until(lambda: tries(stage))[0]["reason"] == "UNCLASSIFIED"
        stage.close()


def test_a_kept_connection_that_the_bot_closed_is_replaced(bot):
    """The first delivery after a pause must not fail on a connection that is no more."""
    stage = Stage(bot.url, delivery_threads=1)
    bot.hangs_up = True
    user = stage.person()
    for count in range(1, 4):
        stage.act(user, "text", text="x")
        until(lambda count=count: len(tries(stage)) == count)
        time.sleep(0.05)
    assert [each["status"] for each in tries(stage)] == [200] * 3
    stage.close()


def test_copies_are_equal_and_unmarked_redeliveries_are_marked(stage_with_bot, bot):
    user = stage_with_bot.person()
    stage_with_bot.act(user, "text", text="x", copies=3)
    until(lambda: len(bot.events) == 3)
    assert bot.events[0] == bot.events[1] == bot.events[2]
    stage_with_bot.act(user, "text", text="y", redeliver=2)
    until(lambda: len(bot.events) == 6)
    marks = [each["deliveryContext"]["isRedelivery"] for each in bot.events[3:]]
    assert marks == [False, True, True]
    assert len({each["webhookEventId"] for each in bot.events}) == 2


def test_one_persons_messages_arrive_in_order_even_from_many_threads(stage_with_bot, bot):
    users = [stage_with_bot.person() for _ in range(4)]
    for number in range(40):
        stage_with_bot.act(users[number % 4], "text", text=str(number))
    until(lambda: len(bot.events) == 40)
    for user in users:
        own = [
            int(each["message"]["text"]) for each in bot.events if each["source"]["userId"] == user
        ]
        assert own == sorted(own)


def test_a_slow_talk_does_not_hold_up_another():
    lines = Lines()
    one, two, both, after = (Delivery([], frozenset(chats)) for chats in ("a", "b", "ab", "b"))
    assert [lines.join(each) for each in (one, two, both, after)] == [True, True, False, False]
    assert lines.leave(two) == []
    assert lines.leave(one) == [both]
    assert lines.leave(both) == [after]
    assert lines.leave(after) == []
    assert lines.waiting == {}
