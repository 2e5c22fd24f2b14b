"""Reply, push, multicast, broadcast: what LINE accepts, what it refuses and in which words."""

import pytest

from tests.simulator.stage import NOBODY, TEXT

WAYS = ("reply", "push", "multicast", "broadcast")


def body_for(way, user, messages=(TEXT,)):
    to = {"reply": {"replyToken": "x"}, "push": {"to": user}, "multicast": {"to": [user]}}
    return to.get(way, {}) | {"messages": list(messages)}


def test_a_reply_appears_in_the_chat_and_is_told_its_ids(stage):
    user = stage.person()
    answer = stage.reply(
        stage.delivered_token(user),
        [TEXT, {"type": "audio", "duration": 1, "originalContentUrl": "https://example.org/a.m4a"}],
    )
    assert answer.status_code == 200
    text, audio = answer.json["sentMessages"]
    assert text["id"].isdigit()
    assert "quoteToken" in text
    assert "quoteToken" not in audio
    assert [each["id"] for each in stage.said_by_bot(user)] == [text["id"], audio["id"]]


def test_a_reply_costs_nothing(stage):
    user = stage.person()
    stage.reply(stage.delivered_token(user))
    assert stage.used() == 0


def test_a_reply_in_a_group_is_seen_by_its_members(stage):
    one, two = stage.person(), stage.person()
    group = stage.group([one, two])
    stage.reply(stage.delivered_token(one, chat=group))
    assert stage.said_by_bot(two, group)[0]["text"] == TEXT["text"]
    assert stage.said_by_bot(two) == []


def test_a_push_appears_and_costs_one_person_however_many_messages(stage):
    user = stage.person()
    assert stage.push(user, [TEXT] * 5).status_code == 200
    assert len(stage.said_by_bot(user)) == 5
    assert stage.used() == 1


def test_a_push_to_a_group_costs_one_per_member(stage):
    group = stage.group([stage.person() for _ in range(7)])
    stage.push(group)
    assert stage.used() == 7


def test_a_blocked_person_costs_nothing_and_sees_nothing_though_line_says_yes(stage):
    user = stage.person()
    stage.act(user, "unfollow")
    assert stage.push(user).status_code == 200
    assert stage.multicast([user]).status_code == 200
    assert stage.said_by_bot(user) == []
    assert stage.used() == 0


@pytest.mark.parametrize("to", [NOBODY, "C" + "1" * 32, "R" + "1" * 32])
def test_a_push_to_someone_unknown_fails(stage, to):
    assert stage.push(to).json == {"message": "Failed to send messages"}


def test_a_push_to_a_group_the_bot_has_left_fails(stage):
    group = stage.group([stage.person()])
    assert stage.post(f"group/{group}/leave").status_code == 200
    assert stage.push(group).json == {"message": "Failed to send messages"}


def test_one_who_is_no_friend_is_reached_for_seven_days_after_writing(stage):
    user = stage.person(friend=False)
    stage.push(user)
    stage.act(user, "text", text="สวัสดี")
    stage.push(user)
    stage.world.clock.advance(7 * 24 * 3600 + 1)
    stage.push(user)
    assert len(stage.said_by_bot(user)) == 1


@pytest.mark.parametrize(
    ("to", "property_"),
    [("", None), ("someone", "to"), ("U123", "to"), ("u" + "0" * 32, "to"), (7, "to")],
)
def test_a_push_to_a_malformed_id_is_refused(stage, to, property_):
    answer = stage.push(to)
    assert answer.status_code == 400
    if property_:
        wanted = f"The property, {property_}, in the request body is invalid (line: -, column: -)"
        assert answer.json == {"message": wanted}


def test_one_malformed_id_fails_the_whole_multicast(stage):
    user = stage.person()
    answer = stage.multicast([user, "nobody"])
    assert answer.status_code == 400
    assert answer.json["message"].startswith("The property, to[1], in the request body is invalid")
    assert stage.said_by_bot(user) == []


def test_a_multicast_passes_over_unknown_ids_and_counts_each_person_once(stage):
    user = stage.person()
    answer = stage.multicast([user, NOBODY, user])
    assert (answer.status_code, answer.json) == (200, {})
    assert len(stage.said_by_bot(user)) == 1
    assert stage.used() == 1


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 200), (500, 200), (501, 400)])
def test_a_multicast_takes_one_to_five_hundred(stage, count, status):
    users = [f"U{number:032x}" for number in range(count)]
    assert stage.multicast(users).status_code == status


def test_a_broadcast_reaches_all_friends_and_nobody_else(stage):
    friend, stranger, blocked = stage.person(), stage.person(friend=False), stage.person()
    stage.act(blocked, "unfollow")
    assert stage.post("message/broadcast", {"messages": [TEXT]}).json == {}
    assert len(stage.said_by_bot(friend)) == 1
    assert stage.said_by_bot(stranger) == stage.said_by_bot(blocked) == []
    assert stage.used() == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("count", [0, 6])
def test_there_must_be_one_to_five_messages(stage, way, count):
    for path in (f"message/{way}", f"message/validate/{way}"):
        answer = stage.post(path, body_for(way, stage.person(), [TEXT] * count))
        assert answer.status_code == 400
        assert answer.json == {
            "message": "The request body has 1 error(s)",
            "details": [{"message": "Size must be between 1 and 5", "property": "messages"}],
        }


@pytest.mark.parametrize("way", WAYS)
def test_validation_sends_nothing(stage, way):
    user = stage.person()
    answer = stage.post(f"message/validate/{way}", body_for(way, user))
    assert (answer.status_code, answer.json) == (200, {})
    assert stage.said_by_bot(user) == []
    assert stage.used() == 0


def test_several_mistakes_are_counted_and_named(stage):
    answer = stage.push(stage.person(), [{"type": "text"}, {"type": "image"}, {"type": "ball"}])
    assert answer.json["message"] == "The request body has 4 error(s)"
    assert [each["property"] for each in answer.json["details"]] == [
        "messages[0].text",
        "messages[1].originalContentUrl",
        "messages[1].previewImageUrl",
        "messages[2].type",
    ]


def test_a_mistake_in_flex_is_told_as_a_pointer_into_the_container(stage):
    flex = {
        "type": "flex",
        "altText": "x",
        "contents": {"type": "bubble", "hero": {"type": "image"}},
    }
    answer = stage.push(stage.person(), [TEXT, flex])
    assert answer.json == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "must be specified", "property": "/hero/url"}],
    }


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (
            b"{",
            "application/json",
            "The request body could not be parsed as JSON (line: 1, column: 2)",
        ),
        (
            b"[]",
            "application/json",
            "The request body could not be parsed as JSON (line: 1, column: 1)",
        ),
        (b"{}", "text/plain", "The content type, text/plain, is not supported"),
        (b"{}", None, "The content type, null, is not supported"),
    ],
)
def test_what_is_not_json_is_refused(stage, data, kind, said):
    answer = stage.post("message/push", data=data, content_type=kind)
    assert (answer.status_code, answer.json["message"]) == (400, said)


def test_a_request_over_two_megabytes_is_too_large(stage):
    data = b'{"to":"' + b"x" * (2 * 1024 * 1024) + b'"}'
    answer = stage.post("message/push", data=data, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"notificationDisabled": True}, 200),
        ({"notificationDisabled": "yes"}, 400),
        ({"customAggregationUnits": ["haze_1"]}, 200),
        ({"customAggregationUnits": ["a", "b"]}, 400),
        ({"customAggregationUnits": ["a-b"]}, 400),
        ({"customAggregationUnits": ["a" * 31]}, 400),
    ],
)
def test_options_of_a_push_are_checked(stage, options, status):
    body = {"to": stage.person(), "messages": [TEXT]} | options
    assert stage.post("message/push", body).status_code == status


@pytest.mark.parametrize("token", ["", "another"])
def test_without_the_right_token_nothing_is_done(stage, token):
    user = stage.person()
    answer = stage.push(user, token=token)
    assert answer.status_code == 401
    assert answer.json["message"].startswith("Authentication failed due to the following reason: ")
    assert stage.said_by_bot(user) == []


def test_every_answer_has_its_own_request_id(stage):
    answers = [
        stage.push(stage.person()),
        stage.push("x"),
        stage.get("nowhere"),
        stage.get("info", token=""),
    ]
    ids = {each.headers["x-line-request-id"] for each in answers}
    assert len(ids) == 4


def test_an_unknown_path_is_not_found(stage):
    answer = stage.get("nowhere")
    assert (answer.status_code, answer.json) == (404, {"message": "Not found"})
