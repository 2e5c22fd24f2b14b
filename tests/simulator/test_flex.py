"""Flex: every component and limit, and that LINE refuses what it does not know."""

import orjson
import pytest

from simulator.messages import check_messages

TEXT = {"type": "text", "text": "ก"}
MESSAGE = {"type": "message", "label": "ก", "text": "ก"}
PICTURE = "https://example.org/a.png"
IMAGE = {"type": "image", "url": PICTURE}
VIDEO = {"type": "video", "url": PICTURE, "previewUrl": PICTURE, "altContent": IMAGE}
GRADIENT = {
    "type": "linearGradient",
    "angle": "90deg",
    "startColor": "#FFFFFF",
    "endColor": "#00000080",
}


def box(*contents, layout="vertical", **more):
    return {"type": "box", "layout": layout, "contents": list(contents)} | more


def bubble(*contents, **more):
    return {"type": "bubble", "body": box(*contents)} | more


def carousel(*bubbles):
    return {"type": "carousel", "contents": list(bubbles)}


def flex(contents):
    return [{"type": "flex", "altText": "ก", "contents": contents}]


def of_bytes(size):
    """A bubble whose JSON has just so many bytes."""
    empty = len(orjson.dumps(bubble(TEXT | {"text": ""})))
    return bubble(TEXT | {"text": "a" * (size - empty)})


BUTTON = {"type": "button", "action": MESSAGE | {"label": "ก" * 40}}
GOOD = [
    bubble(),
    bubble(TEXT),
    bubble(TEXT | {"wrap": True, "size": "xxl", "color": "#FF0000AA", "weight": "bold", "flex": 0}),
    bubble(TEXT | {"size": "18px", "lineSpacing": "20px", "maxLines": 2, "scaling": True}),
    bubble({"type": "text", "contents": [{"type": "span", "text": "ก", "size": "lg"}]}),
    bubble(BUTTON | {"style": "primary", "height": "sm", "adjustMode": "shrink-to-fit"}),
    bubble(IMAGE | {"size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}),
    bubble(IMAGE | {"size": "50%", "aspectRatio": "1:3", "animated": True, "action": MESSAGE}),
    bubble(box({"type": "icon", "url": PICTURE}, TEXT, layout="baseline")),
    bubble({"type": "separator", "margin": "md", "color": "#000000"}, {"type": "filler"}),
    bubble(box(TEXT, paddingAll="10%", borderWidth="semi-bold", cornerRadius="xl", width="50px")),
    bubble(box(TEXT, position="absolute", offsetTop="-4px", background=GRADIENT, maxHeight="9px")),
    bubble(box(TEXT, layout="horizontal", justifyContent="space-evenly", alignItems="flex-end")),
    bubble(box(TEXT, action={"type": "postback", "data": "d"})),
    bubble(TEXT, size="giga", direction="rtl", styles={"footer": {"separator": True}}),
    bubble(TEXT, hero=VIDEO, size="kilo"),
    bubble(TEXT, hero=VIDEO),
    bubble(TEXT, hero=box(IMAGE), header=box(TEXT), footer=box(BUTTON)),
    of_bytes(30_000),
    carousel(*[bubble(TEXT)] * 12),
    carousel(bubble(TEXT, size="mega"), bubble(TEXT)),
    carousel(of_bytes(24_000), of_bytes(24_000)),
]
BAD = [
    ({"type": "ball"}, ""),
    ({}, "/type"),
    ({"type": "bubble"}, "/"),
    (bubble(TEXT, colour="#000000"), "/colour"),
    (bubble(TEXT, footer=None), "/footer"),
    (bubble(TEXT, size="tera"), "/size"),
    (bubble(TEXT, styles={"type": 1}), "/styles/type"),
    (bubble(TEXT, styles={"body": {"separator": "yes"}}), "/styles/body/separator"),
    (bubble(TEXT, hero=TEXT), "/hero"),
    (bubble(TEXT, hero={"type": "image"}), "/hero/url"),
    (bubble(TEXT, header=IMAGE), "/header"),
    (bubble(TEXT, hero=VIDEO, size="micro"), "/size"),
    (
        bubble(TEXT, hero={key: VIDEO[key] for key in ("type", "url", "altContent")}),
        "/hero/previewUrl",
    ),
    (bubble(VIDEO), "/body/contents/0"),
    (bubble(None), "/body/contents"),
    (bubble("ก"), "/body/contents/0"),
    ({"type": "bubble", "body": {"type": "box", "contents": []}}, "/body/layout"),
    ({"type": "bubble", "body": {"type": "box", "layout": "vertical"}}, "/body/contents"),
    (bubble(box(layout="diagonal")), "/body/contents/0/layout"),
    (bubble(TEXT | {"text": ""}), "/body/contents/0/text"),
    (bubble({"type": "text"}), "/body/contents/0/text"),
    (bubble(TEXT | {"colour": "#000000"}), "/body/contents/0/colour"),
    (bubble(TEXT | {"color": "red"}), "/body/contents/0/color"),
    (bubble(TEXT | {"color": "#12345"}), "/body/contents/0/color"),
    (bubble(TEXT | {"color": None}), "/body/contents/0/color"),
    (bubble(TEXT | {"size": "huge"}), "/body/contents/0/size"),
    (bubble(TEXT | {"size": "full"}), "/body/contents/0/size"),
    (bubble(TEXT | {"wrap": "true"}), "/body/contents/0/wrap"),
    (bubble(TEXT | {"flex": -1}), "/body/contents/0/flex"),
    (bubble(TEXT | {"flex": 1.5}), "/body/contents/0/flex"),
    (bubble(TEXT | {"margin": "10%"}), "/body/contents/0/margin"),
    (bubble(TEXT | {"maxLines": "2"}), "/body/contents/0/maxLines"),
    (bubble({"type": "text", "contents": [TEXT]}), "/body/contents/0/contents/0"),
    (bubble({"type": "span", "text": "ก"}), "/body/contents/0"),
    (bubble({"type": "icon", "url": PICTURE}), "/body/contents/0"),
    (bubble(box(BUTTON, layout="baseline")), "/body/contents/0/contents/0"),
    (bubble(box(box(), layout="baseline")), "/body/contents/0/contents/0"),
    (bubble({"type": "button"}), "/body/contents/0/action"),
    (
        bubble(BUTTON | {"action": {"type": "message", "text": "ก"}}),
        "/body/contents/0/action/label",
    ),
    (bubble(BUTTON | {"action": MESSAGE | {"label": "ก" * 41}}), "/body/contents/0/action/label"),
    (bubble(BUTTON | {"action": MESSAGE | {"sort": 1}}), "/body/contents/0/action/sort"),
    (bubble(BUTTON | {"action": {"type": "camera", "label": "ก"}}), "/body/contents/0/action"),
    (bubble(BUTTON | {"height": "lg"}), "/body/contents/0/height"),
    (bubble(BUTTON | {"style": "danger"}), "/body/contents/0/style"),
    (bubble(IMAGE | {"url": "http://example.org/a.png"}), "/body/contents/0/url"),
    (bubble(IMAGE | {"aspectRatio": "1:4"}), "/body/contents/0/aspectRatio"),
    (bubble(IMAGE | {"aspectRatio": "wide"}), "/body/contents/0/aspectRatio"),
    (bubble(IMAGE | {"aspectMode": "stretch"}), "/body/contents/0/aspectMode"),
    (bubble(box(background=GRADIENT | {"angle": "361deg"})), "/body/contents/0/background/angle"),
    (
        bubble(
            box(background={"type": "linearGradient", "angle": "0deg", "startColor": "#000000"})
        ),
        "/body/contents/0/background/endColor",
    ),
    (bubble(box(paddingAll="wide")), "/body/contents/0/paddingAll"),
    (bubble(box(width="50")), "/body/contents/0/width"),
    (bubble(box(borderWidth="thick")), "/body/contents/0/borderWidth"),
    (of_bytes(30_001), "/"),
    (carousel(), "/contents"),
    (carousel(*[bubble(TEXT)] * 13), "/contents"),
    (carousel(bubble(TEXT), bubble(TEXT, size="kilo")), "/contents"),
    (carousel(bubble(TEXT, hero=VIDEO)), "/contents/0/hero"),
    (carousel(TEXT), "/contents/0"),
    (carousel(of_bytes(25_000), of_bytes(25_000)), "/"),
    (
        carousel(bubble(TEXT, footer=box(BUTTON | {"action": None}))),
        "/contents/0/footer/contents/0/action",
    ),
]


@pytest.mark.parametrize("contents", GOOD, ids=range(len(GOOD)))
def test_line_takes_this_flex(contents):
    assert check_messages(flex(contents)) == []


@pytest.mark.parametrize(("contents", "property_"), BAD, ids=range(len(BAD)))
def test_line_refuses_this_flex_and_points_at_it(contents, property_):
    assert [each["property"] for each in check_messages(flex(contents))] == [property_]


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (bubble(TEXT, hero={"type": "image"}), "must be specified"),
        (bubble(TEXT, styles={"type": 1}), "unknown field"),
        (bubble(None), "cannot contain null elements"),
        (
            bubble(BUTTON | {"action": MESSAGE | {"label": "ก" * 41}}),
            "label must not be longer than 40 characters",
        ),
        (bubble(VIDEO), "invalid property"),
    ],
)
def test_the_words_are_those_that_line_has_been_seen_to_use(contents, said):
    assert check_messages(flex(contents))[0]["message"] == said
