"""Every message type and limit: just within passes, just beyond is refused where it is wrong."""

import pytest

from simulator.messages import check_messages

PICTURE = "https://example.org/a.png"
MESSAGE = {"type": "message", "label": "ดูฝุ่น", "text": "ดูฝุ่น"}
URI = {"type": "uri", "label": "โทร", "uri": "tel:191"}
PICKER = {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date"}
AREA = {"x": 0, "y": 0, "width": 10, "height": 10}

TEXT = {"type": "text", "text": "ก"}
TEXT_V2 = {"type": "textV2", "text": "ก"}
STICKER = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
IMAGE = {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE}
VIDEO = IMAGE | {"type": "video"}
AUDIO = {"type": "audio", "originalContentUrl": "https://example.org/a.m4a", "duration": 1000}
LOCATION = {"type": "location", "title": "ก", "address": "ข", "latitude": 18.2, "longitude": 99.5}
IMAGEMAP = {
    "type": "imagemap",
    "baseUrl": "https://example.org/map",
    "altText": "แผนที่",
    "baseSize": {"width": 1040, "height": 700},
    "actions": [{"type": "message", "text": "ก", "area": AREA}],
}
BUTTONS = {"type": "buttons", "text": "ก", "actions": [MESSAGE]}
CONFIRM = {"type": "confirm", "text": "ก", "actions": [MESSAGE, URI]}
COLUMN_ = {"text": "ก", "actions": [MESSAGE]}
CAROUSEL = {"type": "carousel", "columns": [COLUMN_]}
IMAGES = {"type": "image_carousel", "columns": [{"imageUrl": PICTURE, "action": MESSAGE}]}
COUPON = {"type": "coupon", "couponId": "01"}
FLEX = {
    "type": "flex",
    "altText": "ก",
    "contents": {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}},
}


def template(shape, alt_text="ก"):
    return {"type": "template", "altText": alt_text, "template": shape}


def with_quick_reply(*actions, **more):
    items = [{"type": "action", "action": each} | more for each in actions]
    return TEXT | {"quickReply": {"items": items}}


def on_the_map(**fields):
    return IMAGEMAP | {"actions": [{"area": AREA} | fields]}


def postback(**fields):
    action = {"type": "postback", "label": "ก", "data": "d"} | fields
    return template(BUTTONS | {"actions": [action]})


def button(action):
    return template(BUTTONS | {"actions": [action]})


GOOD = [
    TEXT,
    TEXT | {"text": "ก" * 5000},
    TEXT | {"text": "😀" * 2500},
    TEXT | {"text": "$ ก", "emojis": [{"index": 0, "productId": "p", "emojiId": "1"}]},
    TEXT | {"text": "😀$", "emojis": [{"index": 2, "productId": "p", "emojiId": "1"}]},
    TEXT | {"quoteToken": "q"},
    TEXT | {"sender": {"name": "น้องเข้ม", "iconUrl": PICTURE}},
    TEXT_V2 | {"text": "{{วงเล็บ}}"},
    TEXT_V2
    | {"text": "{x}", "substitution": {"x": {"type": "emoji", "productId": "p", "emojiId": "1"}}},
    STICKER,
    STICKER | {"packageId": "11537"},
    IMAGE,
    IMAGE | {"originalContentUrl": "http://127.0.0.1:8000/a.png"},
    IMAGE | {"originalContentUrl": "http://localhost/a.png"},
    IMAGE | {"originalContentUrl": "https://example.org/" + "a" * 1980},
    VIDEO,
    VIDEO | {"trackingId": "a" * 100},
    AUDIO,
    LOCATION,
    LOCATION | {"title": "ก" * 100, "address": "ก" * 100, "latitude": -90, "longitude": 180},
    IMAGEMAP,
    IMAGEMAP | {"altText": "ก" * 1500, "actions": []},
    on_the_map(type="uri", linkUri="https://example.org", label="ก" * 100),
    on_the_map(type="message", text="ก" * 400),
    on_the_map(type="clipboard", clipboardText="ก" * 1000),
    template(BUTTONS | {"text": "ก" * 160}),
    template(BUTTONS | {"title": "ก" * 40, "text": "ก" * 60, "thumbnailImageUrl": PICTURE}),
    template(BUTTONS | {"actions": [MESSAGE] * 4}, "ก" * 1500),
    template(CONFIRM | {"text": "ก" * 240}),
    template(CAROUSEL | {"columns": [COLUMN_ | {"text": "ก" * 120}] * 10}),
    template({"type": "carousel", "columns": [COLUMN_ | {"title": "ก" * 40, "text": "ก" * 60}]}),
    template(IMAGES),
    template({"type": "image_carousel", "columns": IMAGES["columns"] * 10}),
    COUPON,
    COUPON | {"deliveryTag": "a" * 30},
    FLEX,
    FLEX | {"altText": "😀" * 750},
    with_quick_reply(*[MESSAGE] * 13),
    with_quick_reply(MESSAGE, imageUrl=PICTURE),
    with_quick_reply(
        {"type": "camera", "label": "ถ่าย"},
        {"type": "cameraRoll", "label": "เลือก"},
        {"type": "location", "label": "ที่อยู่"},
    ),
    button(MESSAGE | {"label": "ก" * 20}),
    button(MESSAGE | {"label": "😀" * 20}),
    button(MESSAGE | {"text": "😀" * 300}),
    button(URI | {"uri": "https://line.me/R/nv/location/"}),
    button(URI | {"uri": "http://example.org"}),
    button(URI | {"uri": "line://app/1"}),
    button(URI | {"altUri": {"desktop": "https://example.org"}}),
    button(PICKER | {"initial": "2026-03-01", "min": "1900-01-01", "max": "2100-12-31"}),
    button(PICKER | {"mode": "time", "initial": "23:59", "min": "00:00"}),
    button(PICKER | {"mode": "datetime", "initial": "2026-03-01T06:00"}),
    button({"type": "clipboard", "label": "ก", "clipboardText": "ก" * 1000}),
    postback(data="ก" * 300, displayText="ก" * 300),
    postback(inputOption="openKeyboard", fillInText="ก" * 300),
    postback(inputOption="openVoice"),
    # Outside of Flex LINE passes over what it does not know, and takes null for absent.
    TEXT | {"unheard_of": 1, "sender": None},
]

BAD = [
    ("ก", "messages[0]"),
    ({}, "messages[0].type"),
    ({"type": "ball"}, "messages[0].type"),
    ({"type": "text"}, "messages[0].text"),
    (TEXT | {"text": ""}, "messages[0].text"),
    (TEXT | {"text": None}, "messages[0].text"),
    (TEXT | {"text": 7}, "messages[0].text"),
    (TEXT | {"text": "ก" * 5001}, "messages[0].text"),
    (TEXT | {"text": "😀" * 2501}, "messages[0].text"),
    (
        TEXT | {"text": "ก$", "emojis": [{"index": 0, "productId": "p", "emojiId": "1"}]},
        "messages[0].emojis[0].index",
    ),
    (
        TEXT | {"text": "$", "emojis": [{"index": 0, "productId": "p", "emojiId": "1"}] * 21},
        "messages[0].emojis",
    ),
    (TEXT | {"sender": {"name": "ก" * 21}}, "messages[0].sender.name"),
    (TEXT | {"sender": {"name": "LINE"}}, "messages[0].sender.name"),
    (TEXT | {"sender": {"iconUrl": "http://example.org/a.png"}}, "messages[0].sender.iconUrl"),
    (TEXT_V2 | {"text": "{x}"}, "messages[0].text"),
    (TEXT_V2 | {"text": "a } b"}, "messages[0].text"),
    (
        TEXT_V2 | {"substitution": {"a-b": {"type": "emoji", "productId": "p", "emojiId": "1"}}},
        "messages[0].substitution.a-b",
    ),
    (STICKER | {"packageId": "1"}, "messages[0].packageId"),
    (STICKER | {"stickerId": "a"}, "messages[0].stickerId"),
    (IMAGE | {"originalContentUrl": "http://example.org/a.png"}, "messages[0].originalContentUrl"),
    (IMAGE | {"originalContentUrl": "https:///a.png"}, "messages[0].originalContentUrl"),
    (IMAGE | {"originalContentUrl": "https://a b.org"}, "messages[0].originalContentUrl"),
    (IMAGE | {"originalContentUrl": "https://[x/"}, "messages[0].originalContentUrl"),
    (IMAGE | {"originalContentUrl": "ftp://localhost/a"}, "messages[0].originalContentUrl"),
    (
        IMAGE | {"originalContentUrl": "https://example.org/" + "a" * 1981},
        "messages[0].originalContentUrl",
    ),
    ({"type": "video", "originalContentUrl": PICTURE}, "messages[0].previewImageUrl"),
    (VIDEO | {"trackingId": "a" * 101}, "messages[0].trackingId"),
    (AUDIO | {"duration": 0}, "messages[0].duration"),
    (AUDIO | {"duration": "1000"}, "messages[0].duration"),
    (AUDIO | {"duration": True}, "messages[0].duration"),
    (LOCATION | {"title": ""}, "messages[0].title"),
    (LOCATION | {"title": "ก" * 101}, "messages[0].title"),
    (LOCATION | {"address": "ก" * 101}, "messages[0].address"),
    (LOCATION | {"latitude": 90.1}, "messages[0].latitude"),
    (LOCATION | {"longitude": "99"}, "messages[0].longitude"),
    (IMAGEMAP | {"altText": "ก" * 1501}, "messages[0].altText"),
    (IMAGEMAP | {"baseSize": {"width": 1039, "height": 1}}, "messages[0].baseSize.width"),
    (IMAGEMAP | {"actions": IMAGEMAP["actions"] * 51}, "messages[0].actions"),
    (on_the_map(type="message", text="ก" * 401), "messages[0].actions[0].text"),
    (on_the_map(type="message", text="ก", label="ก" * 101), "messages[0].actions[0].label"),
    (on_the_map(type="uri", linkUri="mailto:a@b.c"), "messages[0].actions[0].linkUri"),
    (on_the_map(type="postback", data="x"), "messages[0].actions[0].type"),
    (template(BUTTONS, "ก" * 1501), "messages[0].altText"),
    (template(BUTTONS, ""), "messages[0].altText"),
    (template({"type": "ball"}), "messages[0].template.type"),
    (template(BUTTONS | {"text": "ก" * 161}), "messages[0].template.text"),
    (template(BUTTONS | {"text": "ก" * 61, "title": "ก"}), "messages[0].template.text"),
    (template(BUTTONS | {"title": "ก" * 41}), "messages[0].template.title"),
    (template(BUTTONS | {"actions": [MESSAGE] * 5}), "messages[0].template.actions"),
    (template(BUTTONS | {"actions": []}), "messages[0].template.actions"),
    (template(BUTTONS | {"imageSize": "huge"}), "messages[0].template.imageSize"),
    (template(CONFIRM | {"text": "ก" * 241}), "messages[0].template.text"),
    (template(CONFIRM | {"actions": [MESSAGE]}), "messages[0].template.actions"),
    (template(CAROUSEL | {"columns": [COLUMN_] * 11}), "messages[0].template.columns"),
    (
        template(CAROUSEL | {"columns": [COLUMN_ | {"text": "ก" * 121}]}),
        "messages[0].template.columns[0].text",
    ),
    (
        template(CAROUSEL | {"columns": [COLUMN_ | {"actions": [MESSAGE] * 4}]}),
        "messages[0].template.columns[0].actions",
    ),
    (
        template(CAROUSEL | {"columns": [COLUMN_, COLUMN_ | {"actions": [MESSAGE] * 2}]}),
        "messages[0].template.columns",
    ),
    (
        template(CAROUSEL | {"columns": [COLUMN_, COLUMN_ | {"title": "ก"}]}),
        "messages[0].template.columns",
    ),
    (
        template({"type": "image_carousel", "columns": IMAGES["columns"] * 11}),
        "messages[0].template.columns",
    ),
    (
        template(
            {
                "type": "image_carousel",
                "columns": [{"imageUrl": PICTURE, "action": MESSAGE | {"label": "ก" * 13}}],
            }
        ),
        "messages[0].template.columns[0].action.label",
    ),
    (COUPON | {"deliveryTag": "a" * 31}, "messages[0].deliveryTag"),
    ({"type": "coupon"}, "messages[0].couponId"),
    (FLEX | {"altText": "ก" * 1501}, "messages[0].altText"),
    (FLEX | {"altText": ""}, "messages[0].altText"),
    ({"type": "flex", "altText": "ก"}, "messages[0].contents"),
    (with_quick_reply(*[MESSAGE] * 14), "messages[0].quickReply.items"),
    (TEXT | {"quickReply": {"items": []}}, "messages[0].quickReply.items"),
    (
        with_quick_reply(MESSAGE | {"label": "ก" * 21}),
        "messages[0].quickReply.items[0].action.label",
    ),
    (
        with_quick_reply({"type": "message", "text": "ก"}),
        "messages[0].quickReply.items[0].action.label",
    ),
    (
        with_quick_reply({"type": "richmenuswitch", "richMenuAliasId": "a", "data": "d"}),
        "messages[0].quickReply.items[0].action.type",
    ),
    (
        with_quick_reply(MESSAGE, imageUrl="http://example.org/a.png"),
        "messages[0].quickReply.items[0].imageUrl",
    ),
    (button({"type": "camera", "label": "ก"}), "messages[0].template.actions[0].type"),
    (button({"type": "location", "label": "ก"}), "messages[0].template.actions[0].type"),
    (button(MESSAGE | {"label": "ก" * 21}), "messages[0].template.actions[0].label"),
    # A Thai phone label of 17 clusters but 22 code points: refused by LINE.
    (button(MESSAGE | {"label": "เบอร์โทรฉุกเฉินทั้งหมด"}), "messages[0].template.actions[0].label"),
    (button(MESSAGE | {"text": "ก" * 301}), "messages[0].template.actions[0].text"),
    (button(URI | {"uri": "mailto:a@b.c"}), "messages[0].template.actions[0].uri"),
    (button(URI | {"uri": "tel:"}), "messages[0].template.actions[0].uri"),
    (button(URI | {"uri": "https://a.b/" + "c" * 989}), "messages[0].template.actions[0].uri"),
    (button(PICKER | {"mode": "year"}), "messages[0].template.actions[0].mode"),
    (button(PICKER | {"initial": "2026-13-01"}), "messages[0].template.actions[0].initial"),
    (button(PICKER | {"min": "1899-12-31"}), "messages[0].template.actions[0].min"),
    (button(PICKER | {"max": "2101-01-01"}), "messages[0].template.actions[0].max"),
    (
        button(PICKER | {"min": "2026-03-02", "max": "2026-03-01"}),
        "messages[0].template.actions[0].min",
    ),
    (postback(data=""), "messages[0].template.actions[0].data"),
    (postback(data="ก" * 301), "messages[0].template.actions[0].data"),
    (postback(displayText="ก" * 301), "messages[0].template.actions[0].displayText"),
    (postback(displayText="ก", text="ก"), "messages[0].template.actions[0].text"),
    (postback(inputOption="shout"), "messages[0].template.actions[0].inputOption"),
    (postback(fillInText="ก"), "messages[0].template.actions[0].fillInText"),
    (
        button({"type": "clipboard", "label": "ก", "clipboardText": "ก" * 1001}),
        "messages[0].template.actions[0].clipboardText",
    ),
]


@pytest.mark.parametrize("message", GOOD, ids=range(len(GOOD)))
def test_line_takes_this(message):
    assert check_messages([message]) == []


@pytest.mark.parametrize(("message", "property_"), BAD, ids=range(len(BAD)))
def test_line_refuses_this_and_says_where(message, property_):
    assert [each["property"] for each in check_messages([message])] == [property_]


@pytest.mark.parametrize("messages", [[], [TEXT] * 6, None, {}, "ก"])
def test_a_call_has_one_to_five_messages(messages):
    assert check_messages(messages)[0]["property"] == "messages"


def mention(kind):
    return TEXT_V2 | {
        "text": "{x}",
        "substitution": {"x": {"type": "mention", "mentionee": kind}},
    }


@pytest.mark.parametrize("to", ["group", "room"])
@pytest.mark.parametrize("kind", [{"type": "all"}, {"type": "user", "userId": "U" + "0" * 32}])
def test_people_are_mentioned_only_in_groups(to, kind):
    assert check_messages([mention(kind)], to=to) == []
    for elsewhere in ("user", "multicast", "broadcast"):
        assert check_messages([mention(kind)], to=elsewhere) != []


def test_there_are_at_most_twenty_mentions_in_a_hundred_substitutions():
    one = {"type": "mention", "mentionee": {"type": "all"}}
    emoji = {"type": "emoji", "productId": "p", "emojiId": "1"}

    def swaps(count, each):
        return [TEXT_V2 | {"substitution": {f"k{number}": each for number in range(count)}}]

    assert check_messages(swaps(20, one), to="group") == []
    assert check_messages(swaps(21, one), to="group") != []
    assert check_messages(swaps(21, emoji), to="group") != []


def test_a_tracked_video_does_not_go_to_a_group():
    assert check_messages([VIDEO | {"trackingId": "a"}], to="group") != []
