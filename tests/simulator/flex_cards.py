"""A set of Flex cards with everything a card may hold, drawn by the page's test and in docs/pictures.

Texts are short names by which the drawn parts are found again (test_page_flex.py).
"""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]
PICTURE = "https://example.com/picture.png"  # docs/pictures put one there that can be reached
LONG = "น้องเข้มบอกค่าฝุ่นควันของอำเภอแม่เมาะให้ทุกเช้าก่อนออกจากบ้าน"
FONTS = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl")


def text(words: str, **more: Any) -> Part:
    return {"type": "text", "text": words, **more}


def box(layout: str, *contents: Part, **more: Any) -> Part:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def image(**more: Any) -> Part:
    return {"type": "image", "url": PICTURE, **more}


def button(label: str, **more: Any) -> Part:
    action = {"type": "message", "label": label, "text": label}
    return {"type": "button", "action": action, **more}


def bubble(*contents: Part, size: str = "mega", **more: Any) -> Part:
    return {"type": "bubble", "size": size, "body": box("vertical", *contents), **more}


def row(*contents: Part, **more: Any) -> Part:
    return box("horizontal", *contents, **more)


SIZES = bubble(
    *(text(f"f-{size}", size=size) for size in FONTS),
    text("f-px", size="17px"),
    text("f-scaled", size="md", scaling=True),
    text("w-bold", weight="bold", color="#B3261E"),
    text("w-italic", style="italic", decoration="underline"),
    text("w-through", decoration="line-through"),
)
ROWS = bubble(
    row(
        text("r-1", flex=1),
        text("r-2", flex=2),
        text("r-3", flex=3),
        spacing="md",
    ),
    row(text("d-a"), text("d-b"), margin="xl"),
    row(text("z-own", flex=0), text("z-rest"), spacing="lg", margin="md"),
    row(text("m-a", flex=0), text("m-b", flex=0, margin="xxl"), spacing="xs", margin="md"),
    {"type": "separator", "margin": "lg", "color": "#FF0000"},
    row(
        text("b-l", align="start"),
        {"type": "separator"},
        text("b-c", align="center"),
        text("b-r", align="end"),
        margin="lg",
    ),
    box("baseline", text("l-s", size="xs", flex=0), text("l-b", size="xxl", flex=0), margin="lg"),
    row(
        text("j-a", flex=0), text("j-b", flex=0), justifyContent="space-between", margin="lg"
    ),
    row({"type": "filler"}, text("p-end", flex=0), margin="lg"),
    row(text("t-left", flex=0), text("t-right", flex=0), justifyContent="flex-end", margin="lg"),
)  # fmt: skip
WORDS = bubble(
    text(LONG + "1"),
    text(LONG + "2", wrap=True),
    text(LONG + "3", wrap=True, maxLines=2),
    text(LONG + "4", adjustMode="shrink-to-fit"),
    text("one\ntwo", wrap=True, lineSpacing="10px"),
    {
        "type": "text",
        "wrap": True,
        "contents": [
            {"type": "span", "text": "s-red", "color": "#B3261E", "weight": "bold"},
            {"type": "span", "text": "s-big", "size": "xl"},
            {"type": "span", "text": "s-line", "decoration": "line-through"},
        ],
    },
    box(
        "baseline",
        {"type": "icon", "url": PICTURE, "size": "xl"},
        text("i-word", margin="sm", flex=0),
        margin="md",
    ),
)
BOXES = bubble(
    box(
        "vertical",
        text("c-in"),
        paddingAll="16px",
        paddingStart="30px",
        cornerRadius="lg",
        backgroundColor="#E0F2E9",
        borderWidth="semi-bold",
        borderColor="#0B6B34",
    ),
    box("vertical", text("n-in"), borderWidth="medium", borderColor="#0B6B34", margin="md"),
    box(
        "vertical",
        text("a-under"),
        box(
            "vertical",
            text("a-over"),
            position="absolute",
            offsetTop="10px",
            offsetEnd="12px",
            width="60px",
            height="20px",
            backgroundColor="#FFD257",
        ),
        height="60px",
        backgroundColor="#E9EDF3",
        margin="md",
    ),
    row(
        text("g-top", gravity="top"),
        text("g-mid", gravity="center"),
        text("g-low", gravity="bottom"),
        box("vertical", text("g-box"), height="60px"),
        margin="md",
    ),
    row(
        box("vertical", text("x-80"), width="80px", backgroundColor="#D6DFEC"),
        box("vertical", text("x-rest"), backgroundColor="#F4DADA"),
        margin="md",
    ),
    box("vertical", text("q-50", size="xs"), width="50%", margin="md", backgroundColor="#D6DFEC"),
    box(
        "vertical",
        text("v-1", flex=1),
        text("v-3", flex=3),
        height="120px",
        margin="md",
        background={
            "type": "linearGradient",
            "angle": "90deg",
            "startColor": "#FFFFFF",
            "endColor": "#F4DADA",
        },
    ),
    text("o-shift", offsetStart="20px", offsetTop="5px"),
)
BUTTONS = bubble(
    button("k-link"),
    button("k-main", style="primary"),
    button("k-second", style="secondary", height="sm", margin="md"),
    button("k-own", style="primary", color="#B3261E", height="sm", margin="md", scaling=True),
    row(
        button("k-half", style="primary", height="sm"),
        button("k-other", style="secondary", height="sm"),
        spacing="sm",
        margin="md",
    ),
    row(
        image(size="xs"),
        image(size="sm", aspectRatio="2:1"),
        image(size="50px", flex=0),
        margin="md",
    ),
)
PARTS = bubble(
    text("e-body"),
    header=box("vertical", text("e-head", weight="bold")),
    hero=image(size="full", aspectRatio="20:13", aspectMode="cover"),
    footer=box("vertical", text("e-foot")),
    styles={
        "header": {"backgroundColor": "#F4DADA"},
        "footer": {"separator": True, "separatorColor": "#FF0000", "backgroundColor": "#E0F2E9"},
    },
)
FILM = bubble(
    text("y-body"),
    hero={
        "type": "video",
        "url": "https://example.com/a.mp4",
        "previewUrl": PICTURE,
        "altContent": image(size="full", aspectRatio="16:9", aspectMode="cover"),
        "aspectRatio": "16:9",
    },
)
CAROUSEL = {
    "type": "carousel",
    "contents": [
        bubble(text("car-1"), size="kilo", footer=box("vertical", button("car-go"))),
        bubble(*(text(f"car-{number}") for number in (2, 3, 4, 5)), size="kilo"),
    ],
}
WIDTHS = {"nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 300}
CARDS = {
    "sizes": SIZES,
    "rows": ROWS,
    "words": WORDS,
    "boxes": BOXES,
    "buttons": BUTTONS,
    "parts": PARTS,
    "film": FILM,
    "carousel": CAROUSEL,
    **{f"width {size}": bubble(text(f"u-{size}"), size=size) for size in WIDTHS},
}


def messages() -> list[Part]:
    return [{"type": "flex", "altText": name, "contents": card} for name, card in CARDS.items()]
