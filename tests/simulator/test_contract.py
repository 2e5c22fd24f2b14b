"""Each endpoint with what LINE answers when all is well and for each mistake, in one table; and each endpoint's rate.

Words and statuses are those of LINE's Messaging API reference; a table without one of the endpoints does not pass.
Limits of messages: test_messages.py, test_flex.py, test_richmenus.py; tokens, keys and quota: test_limits.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from simulator.api import OPERATIONS, find
from tests.simulator.page_stage import draw_png
from tests.simulator.stage import KEY, NOBODY, TEXT

GROUP, ROOM = "C" + "0" * 32, "R" + "0" * 32
NOT_FOUND, TOO_MANY = "Not found", "Size must be between 1 and 500"
NO_MENU = "richmenu alias not found"
NO_PICTURE = "must upload richmenu image before applying it to user"
MENU = {
    "size": {"width": 800, "height": 270},
    "selected": False,
    "name": "m",
    "chatBarText": "เมนู",
    "areas": [],
}
DAY = "20260311"
SAY: dict[str, Any] = {"messages": [TEXT]}


def property_(name: str) -> str:
    return f"The property, {name}, in the request body is invalid (line: -, column: -)"


def parameter(name: str) -> str:
    return f"The value for the '{name}' parameter is invalid"


# (method, pattern) → calls: (what stands for each *, body, status, what the answer must contain).
# Words in braces are put in from the stage.
TABLE: dict[tuple[str, str], list[tuple[tuple[str, ...], Any, int, str]]] = {
    ("POST", "message/reply"): [
        ((), {"replyToken": "{token}"} | SAY, 200, "sentMessages"),
        ((), {"replyToken": "{token}"} | SAY, 400, "Invalid reply token"),
        ((), {"replyToken": "0" * 32} | SAY, 400, "Invalid reply token"),
        ((), SAY, 400, "May not be empty"),
        ((), {"replyToken": "x", "messages": []}, 400, "Size must be between 1 and 5"),
    ],
    ("POST", "message/push"): [
        ((), {"to": "{user}"} | SAY, 200, "quoteToken"),
        ((), {"to": "{group}"} | SAY, 200, "sentMessages"),
        ((), {"to": NOBODY} | SAY, 400, "Failed to send messages"),
        ((), {"to": "somebody"} | SAY, 400, property_("to")),
        ((), SAY, 400, "May not be empty"),
        ((), {"to": "{user}", "messages": [TEXT] * 6}, 400, "Size must be between 1 and 5"),
    ],
    ("POST", "message/multicast"): [
        ((), {"to": ["{user}", NOBODY]} | SAY, 200, "{}"),
        ((), {"to": ["{user}", "x"]} | SAY, 400, property_("to[1]")),
        ((), {"to": []} | SAY, 400, TOO_MANY),
        ((), {"to": [NOBODY] * 501} | SAY, 400, TOO_MANY),
        ((), {"to": ["{group}"]} | SAY, 400, property_("to[0]")),
    ],
    ("POST", "message/broadcast"): [
        ((), SAY, 200, "{}"),
        ((), {}, 400, "Size must be between 1 and 5"),
    ],
    **{
        ("POST", f"message/validate/{way}"): [
            ((), SAY, 200, "{}"),
            ((), {"messages": [{"type": "text", "text": ""}]}, 400, "May not be empty"),
        ]
        for way in ("reply", "push", "multicast", "broadcast")
    },
    **{
        ("GET", f"message/delivery/{way}?date={DAY}"): [((), None, 200, "ready")]
        for way in ("reply", "push", "multicast", "broadcast")
    },
    ("GET", "message/delivery/push?date=today"): [((), None, 400, parameter("date"))],
    ("GET", "message/quota"): [((), None, 200, "limited")],
    ("GET", "message/quota/consumption"): [((), None, 200, "totalUsage")],
    ("GET", "followers/ids"): [((), None, 403, "not available for your account")],
    ("GET", "info"): [((), None, 200, "basicId")],
    ("POST", "chat/loading/start"): [
        ((), {"chatId": "{user}"}, 202, "{}"),
        ((), {"chatId": "{user}", "loadingSeconds": 7}, 400, "loadingSeconds"),
        ((), {"chatId": "{user}", "loadingSeconds": 65}, 400, "loadingSeconds"),
        ((), {"chatId": "{group}"}, 400, property_("chatId")),
    ],
    ("POST", "chat/markAsRead"): [
        ((), {"markAsReadToken": "{mark}"}, 200, "{}"),
        ((), {"markAsReadToken": "x"}, 400, property_("markAsReadToken")),
        ((), {}, 400, "May not be empty"),
    ],
    ("GET", "channel/webhook/endpoint"): [((), None, 200, "active")],
    ("PUT", "channel/webhook/endpoint"): [
        ((), {"endpoint": "https://example.org/callback"}, 200, "{}"),
        ((), {"endpoint": "http://example.org/callback"}, 400, "Invalid webhook endpoint URL"),
        ((), {"endpoint": "https://e.org/" + "x" * 500}, 400, "Invalid webhook endpoint URL"),
    ],
    ("POST", "channel/webhook/test"): [
        ((), {"endpoint": "http://127.0.0.1:9/x"}, 200, "COULD_NOT_CONNECT"),
        ((), {"endpoint": "ftp://x"}, 400, "Invalid webhook endpoint URL"),
    ],
    ("GET", "message/*/content"): [
        (("{picture}",), None, 200, "hello"),
        (("{unsent}",), None, 410, "gone"),
        (("1",), None, 404, NOT_FOUND),
    ],
    ("GET", "message/*/content/preview"): [
        (("{picture}",), None, 200, "hello"),
        (("{unsent}",), None, 410, "gone"),
        (("1",), None, 404, NOT_FOUND),
    ],
    ("GET", "message/*/content/transcoding"): [
        (("{picture}",), None, 200, "succeeded"),
        (("1",), None, 404, NOT_FOUND),
    ],
    ("GET", "profile/*"): [
        (("{user}",), None, 200, "displayName"),
        ((NOBODY,), None, 404, NOT_FOUND),
        (("x",), None, 400, parameter("userId")),
    ],
    ("GET", "group/*/summary"): [
        (("{group}",), None, 200, "groupName"),
        ((GROUP,), None, 404, NOT_FOUND),
    ],
    ("GET", "group/*/members/count"): [
        (("{group}",), None, 200, "count"),
        ((GROUP,), None, 404, NOT_FOUND),
    ],
    ("GET", "room/*/members/count"): [
        (("{room}",), None, 200, "count"),
        ((ROOM,), None, 404, NOT_FOUND),
    ],
    ("GET", "group/*/members/ids"): [(("{group}",), None, 403, "not available")],
    ("GET", "room/*/members/ids"): [(("{room}",), None, 403, "not available")],
    ("GET", "group/*/member/*"): [
        (("{group}", "{user}"), None, 200, "displayName"),
        (("{group}", NOBODY), None, 404, NOT_FOUND),
    ],
    ("GET", "room/*/member/*"): [
        (("{room}", "{user}"), None, 200, "displayName"),
        (("{room}", NOBODY), None, 404, NOT_FOUND),
    ],
    ("POST", "group/*/leave"): [
        (("{group}",), None, 200, "{}"),
        (("{group}",), None, 404, NOT_FOUND),
    ],
    ("POST", "room/*/leave"): [(("{room}",), None, 200, "{}"), ((ROOM,), None, 404, NOT_FOUND)],
    ("POST", "richmenu"): [((), MENU, 200, "richMenuId"), ((), {}, 400, "size")],
    ("POST", "richmenu/validate"): [((), MENU, 200, "{}"), ((), {}, 400, "chatBarText")],
    ("GET", "richmenu/list"): [((), None, 200, "richmenus")],
    ("GET", "richmenu/*"): [(("{menu}",), None, 200, "size"), (("x",), None, 404, NOT_FOUND)],
    ("DELETE", "richmenu/*"): [(("{menu}",), None, 200, "{}"), (("x",), None, 404, NOT_FOUND)],
    ("GET", "richmenu/*/content"): [
        (("{menu}",), None, 200, "PNG"),
        (("{bare}",), None, 404, NOT_FOUND),
    ],
    ("POST", "richmenu/*/content"): [
        (("{bare}",), draw_png(), 200, "{}"),
        (("{menu}",), draw_png(), 400, "already been uploaded"),
        (("x",), draw_png(), 404, NOT_FOUND),
    ],
    ("POST", "user/all/richmenu/*"): [
        (("{menu}",), None, 200, "{}"),
        (("{bare}",), None, 400, NO_PICTURE),
        (("x",), None, 404, NOT_FOUND),
    ],
    ("GET", "user/all/richmenu"): [((), None, 404, NOT_FOUND)],
    ("DELETE", "user/all/richmenu"): [((), None, 200, "{}")],
    ("POST", "user/*/richmenu/*"): [
        (("{user}", "{menu}"), None, 200, "{}"),
        (("{user}", "{bare}"), None, 400, NO_PICTURE),
        (("{user}", "x"), None, 404, NOT_FOUND),
        (("x", "{menu}"), None, 400, parameter("userId")),
    ],
    ("GET", "user/*/richmenu"): [
        (("{user}",), None, 404, NOT_FOUND),
        (("x",), None, 400, parameter("userId")),
    ],
    ("DELETE", "user/*/richmenu"): [
        (("{user}",), None, 200, "{}"),
        (("x",), None, 400, parameter("userId")),
    ],
    ("POST", "richmenu/bulk/link"): [
        ((), {"richMenuId": "{menu}", "userIds": ["{user}"]}, 202, "{}"),
        ((), {"richMenuId": "{menu}", "userIds": ["x"]}, 400, property_("userIds[0]")),
        ((), {"richMenuId": "{menu}", "userIds": [NOBODY] * 501}, 400, TOO_MANY),
        ((), {"userIds": ["{user}"]}, 400, "May not be empty"),
    ],
    ("POST", "richmenu/bulk/unlink"): [
        ((), {"userIds": ["{user}"]}, 202, "{}"),
        ((), {"userIds": []}, 400, TOO_MANY),
    ],
    ("POST", "richmenu/alias"): [
        ((), {"richMenuAliasId": "new", "richMenuId": "{menu}"}, 200, "{}"),
        ((), {"richMenuAliasId": "one", "richMenuId": "{menu}"}, 400, "conflict"),
        ((), {"richMenuAliasId": "New", "richMenuId": "{menu}"}, 400, property_("richMenuAliasId")),
        ((), {"richMenuAliasId": "x" * 33, "richMenuId": "{menu}"}, 400, "richMenuAliasId"),
        ((), {"richMenuAliasId": "new", "richMenuId": "x"}, 400, "richmenu not found"),
    ],
    ("GET", "richmenu/alias/list"): [((), None, 200, "aliases")],
    ("GET", "richmenu/alias/*"): [(("one",), None, 200, "{menu}"), (("x",), None, 404, NO_MENU)],
    ("POST", "richmenu/alias/*"): [
        (("one",), {"richMenuId": "{menu}"}, 200, "{}"),
        (("x",), {"richMenuId": "{menu}"}, 404, NO_MENU),
    ],
    ("DELETE", "richmenu/alias/*"): [(("one",), None, 200, "{}"), (("x",), None, 404, NO_MENU)],
}


@pytest.fixture
def names(stage):
    """Somebody, a group, a room, things said, and menus with and without a picture."""
    user = stage.person()
    menu, bare = (stage.post("richmenu", MENU).json["richMenuId"] for _ in range(2))
    stage.post(f"richmenu/{menu}/content", data=draw_png(), content_type="image/png")
    stage.post("richmenu/alias", {"richMenuAliasId": "one", "richMenuId": menu})
    said = [
        stage.act(user, "image", content="aGVsbG8=", contentType="image/jpeg")["messageId"]
        for _ in range(2)
    ]
    stage.act(user, "unsend", messageId=said[1])
    token = stage.delivered_token(user)
    return {
        "user": user,
        "group": stage.group([user]),
        "room": stage.control("groups", {"name": "", "members": [user], "room": True})["groupId"],
        "menu": menu,
        "bare": bare,
        "picture": said[0],
        "unsent": said[1],
        "token": token,
        "mark": next(iter(stage.world.mark_as_read_tokens)),
    }


def put_in(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, known in names.items():
            value = value.replace("{" + name + "}", known)
        return value
    if isinstance(value, list):
        return [put_in(each, names) for each in value]
    if isinstance(value, dict):
        return {key: put_in(each, names) for key, each in value.items()}
    return value


@pytest.mark.parametrize("endpoint", TABLE, ids=" ".join)
def test_an_endpoint_answers_as_line_does(stage, names, endpoint):
    method, pattern = endpoint
    for ids, body, status, words in TABLE[endpoint]:
        path = pattern
        for each in ids:
            path = path.replace("*", put_in(each, names), 1)
        if isinstance(body, bytes):
            answer = stage.call(method, path, data=body, content_type="image/png")
        else:
            answer = stage.call(method, path, None if body is None else put_in(body, names))
        told = answer.get_data().decode("utf-8", "replace")
        assert answer.status_code == status, (path, told)
        assert put_in(words, names) in told, (path, told)
        assert answer.headers["x-line-request-id"]


def test_the_table_has_every_endpoint():
    assert {(method, path.partition("?")[0]) for method, path in TABLE} == set(OPERATIONS)


def test_every_endpoint_wants_the_token_and_most_no_retry_key(stage):
    for method, pattern in OPERATIONS:
        path = pattern.replace("*", "x")
        for token, why in ((None, "header required"), ("old", "Invalid access token")):
            refused = stage.call(method, path, token=token)
            assert refused.status_code == 401
            assert why in refused.json["message"]
        given = stage.call(method, path, key=KEY)
        takes = pattern in ("message/push", "message/multicast", "message/broadcast")
        assert (b"X-Line-Retry-Key" in given.data) is not takes, (method, pattern)


# LINE's rates: so many calls in so many seconds; 2,000 a second where nothing else is said.
RATES = {
    ("POST", "message/multicast"): (200, 1),
    ("POST", "message/broadcast"): (60, 3600),
    ("POST", "chat/loading/start"): (100, 1),
    ("GET", "channel/webhook/endpoint"): (1000, 60),
    ("PUT", "channel/webhook/endpoint"): (1000, 60),
    ("POST", "channel/webhook/test"): (60, 3600),
    ("POST", "richmenu"): (100, 3600),
    ("DELETE", "richmenu/*"): (100, 3600),
}


def test_rates_are_lines():
    for (method, pattern), rate in RATES.items():
        found = find(method, "/v2/bot/" + pattern.replace("*", "x"))
        assert (found.operation.calls, found.operation.period) == rate, pattern
