"""Profiles, groups, the bot itself, typing and read marks, and what people sent."""

import base64

import pytest

from tests.simulator.stage import NOBODY, until

PICTURE = base64.b64encode(b"\xff\xd8\xff picture").decode()
NOT_FOUND = {"message": "Not found"}


def test_a_profile_has_name_and_language(stage):
    user = stage.person("อาสา", language="en")
    answer = stage.get(f"profile/{user}")
    assert answer.json == {"userId": user, "displayName": "อาสา", "language": "en"}


def test_a_profile_of_one_who_blocked_is_unknown_or_never_met_is_not_found(stage):
    blocked, stranger = stage.person(), stage.person(friend=False)
    stage.act(blocked, "unfollow")
    for user in (blocked, stranger, NOBODY):
        answer = stage.get(f"profile/{user}")
        assert (answer.status_code, answer.json) == (404, NOT_FOUND)
    stage.act(blocked, "follow")
    assert stage.get(f"profile/{blocked}").status_code == 200


@pytest.mark.parametrize("path", ["profile/someone", "user/someone/richmenu"])
def test_a_malformed_user_id_is_an_invalid_parameter(stage, path):
    answer = stage.get(path)
    assert answer.status_code == 400
    assert answer.json == {"message": "The value for the 'userId' parameter is invalid"}


def test_a_group_tells_its_name_its_count_and_its_members(stage):
    member = stage.person("อาสา", friend=False)
    group = stage.group([member, stage.person()])
    assert stage.get(f"group/{group}/summary").json == {"groupId": group, "groupName": "หมู่บ้าน"}
    assert stage.get(f"group/{group}/members/count").json == {"count": 2}
    profile = stage.get(f"group/{group}/member/{member}")
    assert profile.json == {"userId": member, "displayName": "อาสา"}
    assert stage.get(f"group/{group}/member/{NOBODY}").json == NOT_FOUND


def test_a_room_has_no_summary_but_members(stage):
    room = stage.group([stage.person()], kind="room")
    assert room.startswith("R")
    assert stage.get(f"room/{room}/members/count").json == {"count": 1}
    assert stage.get(f"room/{room}/summary").status_code == 404


def test_member_lists_are_not_for_this_account(stage):
    group = stage.group([stage.person()])
    for path in ("followers/ids", f"group/{group}/members/ids"):
        answer = stage.get(path)
        assert answer.status_code == 403
        assert answer.json["message"] == "Access to this API is not available for your account"


def test_a_group_that_was_left_is_not_found(stage):
    group = stage.group([stage.person()])
    assert stage.post(f"group/{group}/leave").json == {}
    for path in ("summary", "members/count"):
        assert stage.get(f"group/{group}/{path}").status_code == 404
    assert stage.post(f"group/{group}/leave").status_code == 404


def test_the_bot_knows_itself(stage):
    info = stage.get("info").json
    assert info["userId"] == stage.world.bot_id
    assert (info["chatMode"], info["markAsReadMode"]) == ("chat", "manual")


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(None, 202), (5, 202), (60, 202), (7, 400), (65, 400), (0, 400), ("5", 400)],
)
def test_typing_shows_for_a_multiple_of_five_seconds(stage, seconds, status):
    user = stage.person()
    body = {"chatId": user} | ({"loadingSeconds": seconds} if seconds is not None else {})
    answer = stage.post("chat/loading/start", body)
    assert answer.status_code == status
    assert stage.control(f"timeline?user={user}")["typing"] is (status == 202)


def test_typing_ends_with_the_next_message_or_its_time(stage):
    user = stage.person()
    stage.post("chat/loading/start", {"chatId": user, "loadingSeconds": 10})
    stage.push(user)
    assert stage.control(f"timeline?user={user}")["typing"] is False
    stage.post("chat/loading/start", {"chatId": user, "loadingSeconds": 10})
    stage.world.clock.advance(11)
    assert stage.control(f"timeline?user={user}")["typing"] is False


def test_typing_is_only_for_talks_of_two(stage):
    group = stage.group([stage.person()])
    assert stage.post("chat/loading/start", {"chatId": group}).status_code == 400


def test_reading_marks_all_earlier_messages_too(stage_with_bot, bot):
    stage, user = stage_with_bot, stage_with_bot.person()
    for words in ("หนึ่ง", "สอง", "สาม"):
        stage.act(user, "text", text=words)
    until(lambda: len(bot.events) == 3)
    token = bot.events[1]["message"]["markAsReadToken"]
    assert stage.post("chat/markAsRead", {"markAsReadToken": token}).json == {}
    assert [each.get("read", False) for each in stage.items(user)] == [True, True, False]


@pytest.mark.parametrize(
    "body", [{}, {"markAsReadToken": ""}, {"markAsReadToken": "x"}, {"markAsReadToken": 1}]
)
def test_a_wrong_read_token_is_refused(stage, body):
    assert stage.post("chat/markAsRead", body).status_code == 400


def test_a_picture_can_be_fetched_as_it_was_sent(stage):
    sent = stage.act(stage.person(), "image", content=PICTURE, contentType="image/png")
    for path in ("content", "content/preview"):
        answer = stage.get(f"message/{sent['messageId']}/{path}")
        assert answer.status_code == 200
        assert answer.data == b"\xff\xd8\xff picture"
        assert answer.content_type == "image/png"
    assert stage.client.get(f"/_/content/{sent['messageId']}").data == b"\xff\xd8\xff picture"


def test_a_data_url_is_content_too(stage):
    sent = stage.act(stage.person(), "image", content=f"data:image/png;base64,{PICTURE}")
    assert stage.get(f"message/{sent['messageId']}/content").data == b"\xff\xd8\xff picture"


def test_content_that_is_being_prepared_says_202(stage):
    stage.world.settings.content_preparing_seconds = 5
    sent = stage.act(stage.person(), "video", content=PICTURE)["messageId"]
    assert stage.get(f"message/{sent}/content").status_code == 202
    assert stage.get(f"message/{sent}/content/transcoding").json == {"status": "processing"}
    stage.world.clock.advance(5)
    assert stage.get(f"message/{sent}/content").status_code == 200
    assert stage.get(f"message/{sent}/content/transcoding").json == {"status": "succeeded"}


def test_content_that_was_unsent_is_gone(stage):
    user = stage.person()
    sent = stage.act(user, "image", content=PICTURE)["messageId"]
    stage.act(user, "unsend", messageId=sent)
    answer = stage.get(f"message/{sent}/content")
    assert (answer.status_code, answer.json) == (410, {"message": "The content is gone"})
    assert stage.client.get(f"/_/content/{sent}").status_code == 404


def test_a_text_has_no_content_and_a_recording_no_preview(stage):
    user = stage.person()
    words = stage.act(user, "text", text="สวัสดี")["messageId"]
    voice = stage.act(user, "audio", content=PICTURE, duration=1000)["messageId"]
    for path in (f"{words}/content", "1/content", f"{voice}/content/preview"):
        answer = stage.get(f"message/{path}")
        assert (answer.status_code, answer.json) == (404, NOT_FOUND)
