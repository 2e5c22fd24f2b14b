"""A talk copied from a phone as YAML, and such a text played again by somebody new."""

import pytest
import yaml

from simulator.control_talks import ROUTES
from simulator.replay import find_button
from simulator.talks import NotATalk, read_talks, write_talk
from tests.simulator.stage import NOBODY, TEXT, until

STRANGE = [
    "- a: b",
    "#",
    "",
    "yes",
    "1362",
    "{x}",
    "a\nb",
    "\u2028\x85",
    "'\"",
    "🔥 ไฟ",
    " x ",
    ", ]",
]


def item(by, kind, message, **more):
    return {"from": by, "kind": kind, "message": message} | more


def written(*items, is_group=False):
    text = write_talk(items, name="ลอง", bot="น้องเข้ม", is_group=is_group)
    (talk,) = yaml.safe_load(text)
    return talk, text


@pytest.mark.parametrize("words", STRANGE)
def test_any_words_come_back_as_they_were(words):
    talk, _ = written(
        item("U1", "text", {"type": "text", "text": words}),
        item("bot", "flex", {"type": "flex", "altText": words}),
    )
    assert talk["turns"] == [{"they": words, "we": [words]}]


@pytest.mark.parametrize(
    ("given", "they"),
    [
        (item("U1", "image", {"type": "image"}), {"photo": True}),
        (item("U1", "audio", {"type": "audio"}), {"voice": True}),
        (item("U1", "sticker", {"type": "sticker"}), {"sticker": True}),
        (item("U1", "follow", {}), {"follow": True}),
        (item("U1", "location", {"latitude": 18.5, "longitude": 99}), {"location": [18.5, 99]}),
        (item("U1", "text", {"id": "7"}, unsent=True), {"unsend": "7"}),
        (item("U1", "postback", {}, postback={"data": "do=x&y=1"}), {"press": "do=x&y=1"}),
        (
            item("U1", "postback", {}, postback={"data": "d", "params": {"date": "2026-03-01"}}),
            {"press": "d", "params": {"date": "2026-03-01"}},
        ),
    ],
)
def test_what_was_done_is_written_in_our_format(given, they):
    talk, text = written(given)
    assert talk["turns"] == [{"they": they, "we": []}]
    assert len(read_talks(text)[0].turns) == 1


def test_what_the_bot_said_stands_in_words_and_as_a_comment_with_its_kind():
    talk, text = written(
        item("bot", "text", {"type": "text", "text": "ก่อนใคร"}),
        item("U1", "text", {"type": "text", "text": "ฝุ่น"}),
        item("bot", "flex", {"type": "flex", "altText": "แม่เมาะ 61.7"}),
        item("bot", "leave", {}),
    )
    assert talk["turns"] == [{"they": "ฝุ่น", "we": ["แม่เมาะ 61.7"]}]
    assert "# flex: แม่เมาะ 61.7" in text
    assert "# text: ก่อนใคร" in text


def test_in_a_group_only_what_names_the_bot_is_called():
    talk, _ = written(
        item("U1", "text", {"text": "ไปวัดไหม"}),
        item("U1", "text", {"text": "น้องเข้ม ฝุ่น"}),
        item("U1", "text", {"text": "@x", "mention": {}}),
        item("U1", "image", {}),
        is_group=True,
    )
    assert talk["facts"] == {"chat": "group"}
    assert [turn.get("called", True) for turn in talk["turns"]] == [False, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "{",
        "- talk: x",
        "- turns: [{they: {dance: true}}]",
        "- turns: [{they: {location: [1]}}]",
        "- turns: [{they: {location: [91, 0]}}]",
        "- turns: [{we: []}]",
        "- turns: [{they: []}]",
        "x" * 100_001,
        "[" * 90_000,
    ],
)
def test_what_is_no_talk_is_said_to_be_none(stage, text):
    with pytest.raises(NotATalk):
        read_talks(text)
    answer = stage.tell("replay", {"yaml": text})
    assert (answer.status_code, bool(answer.json["message"])) == (400, True)


def test_a_copied_talk_can_be_played_again_by_somebody_new(stage_with_bot, bot):
    stage = stage_with_bot
    user = stage.person("ชาวบ้าน")
    stage.act(user, "text", text="ฝุ่นแม่เมาะ")
    stage.push(user, [TEXT])
    stage.act(user, "postback", data="do=a&s=1")
    stage.act(user, "location", latitude=18.3, longitude=99.5)
    text = stage.control(f"talk?user={user}")["yaml"]
    (played,) = stage.control("replay", {"yaml": text.replace("we: [สวัสดีค่ะ]", "we: []")})["people"]

    def heard():
        return [each for each in bot.events if each["source"]["userId"] == played["userId"]]

    until(lambda: len(heard()) == 3)
    assert [each["type"] for each in heard()] == ["message", "postback", "message"]
    assert heard()[1]["postback"]["data"] == "do=a&s=1"
    assert heard()[2]["message"]["latitude"] == 18.3


def test_a_group_is_made_for_a_talk_of_a_group_and_the_bot_is_called_in_it(stage_with_bot, bot):
    text = (
        "- talk: ในกลุ่ม\n  facts: {chat: group}\n  turns: [{they: ฝุ่น}, {they: ไปวัด, called: false}]"
    )
    (played,) = stage_with_bot.control("replay", {"yaml": text})["people"]
    until(lambda: len(bot.events) == 2)
    assert {each["source"]["groupId"] for each in bot.events} == {played["chat"]}
    assert ["mention" in each["message"] for each in bot.events] == [True, False]


def test_one_who_follows_first_is_no_friend_yet(stage):
    (played,) = stage.control("replay", {"yaml": "- turns: [{they: {follow: true}}]"})["people"]
    until(lambda: stage.items(played["userId"]))
    assert stage.items(played["userId"])[0]["kind"] == "follow"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("do=b&s=9", "do=b&s=2"),
        ("do=b&s=1", "do=b&s=1"),
        ("do=z", "do=z"),
        ("do=c&s=9&to=th", "do=c&s=9&to=th"),
    ],
)
def test_a_button_is_found_again_by_its_name_when_its_session_is_another(wanted, found):
    old, new = ({"type": "postback", "data": f"do=b&s={each}"} for each in (1, 2))
    answers = [
        item("bot", "flex", {"contents": {"footer": [{"action": old}]}}),
        item("bot", "text", {"quickReply": {"items": [{"action": new}]}}),
    ]
    assert find_button(wanted, answers) == found


def test_nobody_has_no_talk(stage):
    assert {path for _, path, _ in ROUTES} == {"/talk", "/replay"}
    assert stage.client.get(f"/_/talk?user={NOBODY}").status_code == 404
    assert stage.tell("replay", {}).status_code == 400
