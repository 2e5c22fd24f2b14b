"""Whatever a bot sends, LINE's stand-in answers; it never falls over."""

import copy

import orjson
import pytest

from simulator.api import OPERATIONS
from simulator.messages import check_messages, explain, find_problems
from tests.simulator.stage import NOBODY, TEXT
from tests.simulator.test_flex import GOOD as CONTAINERS
from tests.simulator.test_flex import flex
from tests.simulator.test_messages import GOOD as MESSAGES
from tests.simulator.test_richmenus import MENU

ODD = [None, True, 7, 1.5, "", "ก", "x" * 6000, [], {}, [None], [[]], {"type": []}, {"type": {}}]
SAMPLES = [[each] for each in MESSAGES] + [flex(each) for each in CONTAINERS]


def paths(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else []
    children = enumerate(value) if isinstance(value, list) else children
    for name, child in children:
        yield from paths(child, (*path, name))


def replaced(value, path, odd):
    if not path:
        return odd
    value = copy.copy(value)
    value[path[0]] = replaced(value[path[0]], path[1:], odd)
    return value


@pytest.mark.parametrize("sample", SAMPLES, ids=range(len(SAMPLES)))
def test_any_part_may_be_anything_and_the_check_still_answers(sample):
    small = [
        path
        for path in paths(sample)
        if all(each in (0, 1) or isinstance(each, str) for each in path)
    ]
    for path in small:
        for odd in ODD:
            problems = find_problems(replaced(sample, path, odd))
            assert all(isinstance(each.message, str) for each in problems)
            if problems:
                assert orjson.dumps(explain(problems))


def test_a_message_nested_too_deeply_is_refused():
    inner = {"type": "box", "layout": "vertical", "contents": []}
    for _ in range(400):
        inner = {"type": "box", "layout": "vertical", "contents": [inner]}
    said = check_messages(flex({"type": "bubble", "body": inner}))
    assert any("nested" in each["message"] or "30 KB" in each["message"] for each in said)


BODIES = [
    {"to": NOBODY, "messages": [TEXT], "notificationDisabled": True},
    {"to": [NOBODY], "messages": [TEXT], "customAggregationUnits": ["a"]},
    {"replyToken": "a", "messages": [TEXT]},
    {"chatId": NOBODY, "loadingSeconds": 5},
    {"markAsReadToken": "a"},
    {"endpoint": "https://example.org/"},
    {"richMenuId": "a", "userIds": [NOBODY], "richMenuAliasId": "a"},
    MENU,
]


@pytest.mark.parametrize(("method", "path"), [each for each in OPERATIONS if each[0] != "GET"])
def test_every_endpoint_answers_any_body(stage, method, path):
    stage.world.endpoint = ""  # else the webhook test would go out
    path = path.replace("*", NOBODY)
    for body in BODIES:
        for name in body:
            for odd in ODD:
                answer = stage.call(method, path, body | {name: odd})
                assert answer.status_code < 500
                assert "x-line-request-id" in answer.headers


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "sticker", "keywords": 7},
        {"kind": "postback", "params": "x"},
        {"kind": "memberJoined", "members": ["x"]},
        {"kind": "memberJoined", "members": 7},
        {"kind": "image", "contentProvider": "x"},
        {"kind": "text", "chat": ["x"]},
        {"kind": []},
    ],
)
def test_an_odd_act_is_refused(stage, fields):
    assert stage.tell("act", {"user": stage.person()} | fields).status_code == 400


def test_an_odd_event_does_not_stop_the_next(stage_with_bot, bot, monkeypatch):
    from tests.simulator.stage import until

    stage = stage_with_bot
    user = stage.person()
    post = stage.webhooks._deliver
    broken = [True]

    def deliver(*given):
        if broken:
            broken.pop()
            raise ValueError("odd")
        return post(*given)

    monkeypatch.setattr(stage.webhooks, "_deliver", deliver)
    for words in ("lost", "heard"):
        stage.act(user, "text", text=words)
    until(lambda: bot.events)
    assert [each["message"]["text"] for each in bot.events] == ["heard"]
    until(lambda: stage.webhooks.waiting() == {"now": 0, "later": 0})
