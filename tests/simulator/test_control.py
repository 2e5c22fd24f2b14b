"""What the page and other tests do through /_/, and what they are shown."""

import pytest

from simulator.control_books import ROUTES as BOOKS
from tests.simulator.stage import NOBODY, TEXT


def test_people_and_groups_are_listed(stage):
    user = stage.person("อาสา")
    group = stage.group([user])
    assert stage.control("people")["people"] == [
        {"userId": user, "name": "อาสา", "language": "th", "friend": True, "blocked": False}
    ]
    assert stage.control("groups")["groups"] == [
        {"groupId": group, "name": "หมู่บ้าน", "members": [user], "botInside": True}
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people", {}),
        ("people", {"name": " "}),
        ("people", {"name": "ก", "language": 1}),
        ("groups", {"name": "ก"}),
        ("groups", {"name": "ก", "members": [NOBODY]}),
        ("act", {"user": NOBODY, "kind": "text"}),
        ("settings", {"quota": "many"}),
        ("settings", {"secret": "x"}),
        ("settings", {"webhook_mode": "sleep"}),
        ("settings", {"redelivery_delays": [-1]}),
        ("clock", {"real_at": "soon"}),
        ("line-clock", {"advance": -1}),
        ("line-clock", {}),
        ("burst", {"events": 0}),
        ("burst", {"per_body": 101}),
        ("burst", {"people": "x"}),
        ("burst", {"texts": [1]}),
    ],
)
def test_mistakes_are_refused_with_a_reason(stage, path, body):
    answer = stage.tell(path, body)
    assert answer.status_code == 400
    assert answer.json["message"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dance"},
        {"chat": "C" + "0" * 32},
        {"kind": "image", "content": "%"},
        {"copies": "x"},
    ],
)
def test_an_impossible_act_is_refused(stage, wrong):
    body = {"user": stage.person(), "kind": "text", "text": "x"} | wrong
    assert stage.tell("act", body).status_code == 400


def test_who_is_not_in_a_group_cannot_speak_there(stage):
    group = stage.group([stage.person()])
    body = {"user": stage.person(), "chat": group, "kind": "text", "text": "x"}
    assert stage.tell("act", body).status_code == 400


def test_what_is_no_json_does_nothing(stage):
    assert stage.client.post("/_/people", data=b"{").status_code == 400


def test_a_chat_shows_what_both_sides_said_in_order(stage):
    user = stage.person()
    stage.act(user, "text", text="หนึ่ง")
    stage.push(
        user,
        [
            TEXT
            | {
                "quickReply": {
                    "items": [{"type": "action", "action": {"type": "location", "label": "ที่อยู่"}}]
                }
            }
        ],
    )
    stage.act(user, "postback", data="d", displayText="สอง")
    stage.act(user, "postback", data="silent")
    items = stage.items(user)
    assert [(each["from"] == user, each["kind"], each["message"]["text"]) for each in items] == [
        (True, "text", "หนึ่ง"),
        (False, "text", TEXT["text"]),
        (True, "text", "สอง"),
    ]
    assert items[1]["quickReply"]["items"]
    assert "quickReply" not in items[0]
    later = stage.control(f"timeline?user={user}&after={items[1]['seq']}")["items"]
    assert later == items[2:]


def test_tokens_of_the_bot_are_not_shown_in_the_chat(stage):
    user = stage.person()
    stage.act(user, "text", text="x")
    assert set(stage.items(user)[0]["message"]) == {"id", "type", "text"}


def test_an_unsent_message_is_emptied(stage):
    user = stage.person()
    sent = stage.act(user, "text", text="ลับ")["messageId"]
    stage.act(user, "unsend", messageId=sent)
    item = stage.items(user)[0]
    assert item["unsent"] is True
    assert item["message"] == {"id": sent}


def test_blocking_shows_in_the_timeline(stage):
    user = stage.person()
    stage.act(user, "unfollow")
    answer = stage.control(f"timeline?user={user}")
    assert answer["blocked"] is True
    assert answer["items"][-1]["kind"] == "unfollow"


def test_the_chats_of_a_person_are_the_bot_and_the_groups(stage):
    user = stage.person()
    group = stage.group([user])
    stage.group([stage.person()])
    stage.act(user, "text", text="x", chat=group)
    chats = stage.control(f"chats/{user}")["chats"]
    assert [(each["id"], each["kind"]) for each in chats] == [(user, "user"), (group, "group")]
    assert chats[0]["last"] is None
    assert chats[1]["lastSeq"] == chats[1]["last"]["seq"]


def test_calls_are_kept_with_question_and_answer(stage):
    user = stage.person()
    stage.push(user)
    stage.push("x")
    calls = stage.control("calls")["calls"]
    assert [(each["method"], each["path"], each["status"]) for each in calls] == [
        ("POST", "/v2/bot/message/push", 200),
        ("POST", "/v2/bot/message/push", 400),
    ]
    assert calls[0]["request"]["to"] == user
    assert "sentMessages" in calls[0]["response"]
    refused = stage.control("refused")["refused"]
    assert len(refused) == 1
    assert "The property, to" in refused[0]["why"]
    assert stage.control(f"calls?after={calls[0]['seq']}")["calls"] == calls[1:]


def test_what_was_refused_says_where_the_mistake_is(stage):
    stage.push(stage.person(), [{"type": "text", "text": ""}])
    why = stage.control("refused")["refused"][0]["why"]
    assert why == "The request body has 1 error(s); messages[0].text: May not be empty"


def test_the_quota_is_shown(stage):
    stage.push(stage.person())
    assert stage.control("quota") == {"used": 1, "limit": 300}


def test_settings_change_at_once_and_wrong_ones_are_named(stage):
    assert stage.control("settings", {"quota": None})["quota"] is None
    answer = stage.tell("settings", {"reply_token_life": True})
    assert "reply_token_life" in answer.json["message"]
    assert "secret" not in stage.control("settings")


def test_the_business_clock_runs_at_its_speed(stage):
    clock = {"real_at": "2026-03-20T10:00:00+07:00", "shown_at": "2026-03-01T06:00:00", "speed": 0}
    shown = stage.control("clock", clock)
    assert shown["now"] == "2026-03-01T06:00:00+07:00"
    assert stage.control("clock")["speed"] == 0


def test_the_business_clock_is_paused_hurried_and_moved_one_by_one(stage):
    stage.control("clock", {"shown_at": "2026-03-12T05:00:00+07:00", "speed": 0})
    hurried = stage.control("clock", {"speed": 60})
    assert (hurried["speed"], hurried["shown_at"]) == (60, "2026-03-12T05:00:00+07:00")
    moved = stage.control("clock", {"shown_at": "2026-03-12T20:15:00+07:00"})
    assert moved["speed"] == 60
    assert moved["now"] >= "2026-03-12T20:15:00"
    paused = stage.control("clock", {"speed": 0})
    assert "2026-03-12T20:15" <= paused["now"] == paused["shown_at"] < "2026-03-13"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"real_at": "2026-03-12T05:00"},
        {"speed": -1},
        {"speed": True},
        {"speed": 1e300},
        {"shown_at": 7},
        {"shown_at": "0001-01-01"},
        {"shown_at": "9999-12-31T23:59"},
        {"shown_at": "2026-03-12", "real_at": "1990-01-01", "speed": 3600},
    ],
)
def test_a_wrong_time_is_refused_and_the_clock_runs_on(stage, wrong):
    before = stage.control("clock", {"shown_at": "2026-03-12T05:00:00", "speed": 0})
    assert stage.tell("clock", wrong).status_code == 400
    assert stage.control("clock") == before


def test_a_reset_forgets_people_calls_and_quota_but_not_settings(stage):
    user = stage.person()
    stage.control("settings", {"quota": 7})
    stage.push(user)
    stage.control("faults", {"kind": "rate"})
    stage.control("reset", {})
    assert stage.control("people") == {"people": []}
    assert stage.control("calls") == {"calls": []}
    assert stage.control("faults") == {"faults": []}
    assert stage.control("quota") == {"used": 0, "limit": 7}
    assert stage.push(user).json == {"message": "Failed to send messages"}


def test_the_page_may_load_only_what_is_ours(stage):
    answer = stage.client.get("/_/people")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/../app.py", "/page/%2e%2e/app.py", "/page/secret.py", "/page/none.js"]
)
def test_only_files_of_the_page_are_given(stage, path):
    assert stage.client.get(path).status_code == 404


def test_unknown_bursts_and_contents_are_not_found(stage):
    assert [path for _, path, _ in BOOKS if path.startswith("/burst")]
    for path in ("burst/9", "content/1", "richmenu/x/image"):
        assert stage.client.get(f"/_/{path}").status_code == 404
