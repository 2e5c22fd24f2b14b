"""Flex cards on the page, measured: sizes, weights, rows, gaps, wrapping, offsets, and what the font size changes.

The set is flex_cards.py. Measured are boxes and fonts in a browser, not pixels: those differ from one machine to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.simulator import flex_cards
from tests.simulator.page_stage import check_scripts_load_each_other

MEASURE = """() => {
  const found = {};
  const keep = (name, node, more = {}) => {
    const [box, look] = [node.getBoundingClientRect(), getComputedStyle(node)];
    found[name] = {x: box.x, y: box.y, width: box.width, height: box.height, font: parseFloat(look.fontSize),
      weight: look.fontWeight, colour: look.color, background: look.backgroundColor, style: look.fontStyle,
      line: look.textDecorationLine, align: look.textAlign, radius: look.borderRadius, border: look.borderTopWidth, ...more};
  };
  for (const words of document.querySelectorAll(".flex-message .fx-words")) {
    const name = words.textContent;
    const text = words.closest(".fx-text, .fx-tap");
    const range = document.createRange();
    range.selectNodeContents(words);
    const ink = range.getBoundingClientRect();
    keep(name, words, {ink: {x: ink.x, y: ink.y, width: ink.width, height: ink.height}, cut: words.scrollWidth > words.clientWidth});
    keep(name + " part", text);
    keep(name + " box", words.closest(".fx-box"));
    keep(name + " bubble", words.closest(".fx-bubble"));
    for (const span of words.children) keep(span.textContent, span);
  }
  document.querySelectorAll(".fx-frame").forEach((node, at) => keep("image " + at, node));
  document.querySelectorAll(".fx-icon").forEach((node, at) => keep("icon " + at, node));
  document.querySelectorAll(".fx-line").forEach((node, at) => keep("line " + at, node));
  document.querySelectorAll(".fx-video").forEach((node, at) => keep("video " + at, node));
  document.querySelectorAll(".play-mark").forEach((node, at) => keep("play " + at, node));
  return found;
}"""


@dataclass
class Drawn:
    normal: dict[str, Any]
    large: dict[str, Any]


@pytest.fixture(scope="module")
def drawn(running, chromium):
    """The whole set on one phone, with the usual and with the largest letters; None without a browser."""
    if chromium is None:
        return None
    user, sent = running.person(), flex_cards.messages()
    for first in range(0, len(sent), 5):
        running.push(user, *sent[first : first + 5])
    context = chromium.new_context(viewport={"width": 420, "height": 800})
    page = context.new_page()
    page.goto(f"{running.url}/?user={user}")
    page.locator("html[data-ready]").wait_for()
    normal = page.evaluate(MEASURE)
    page.evaluate("document.documentElement.style.setProperty('--font', 1.38)")
    page.wait_for_timeout(50)
    large = page.evaluate(MEASURE)
    context.close()
    return Drawn(normal, large)


@pytest.fixture
def at(drawn):
    if drawn is None:
        check_scripts_load_each_other()
        return None
    return drawn.normal


def end(one):
    return one["x"] + one["width"]


def foot(one):
    return one["y"] + one["height"]


def near(one, other, by=1.0):
    return abs(one - other) <= by


LETTERS = {
    "xxs": 11,
    "xs": 13,
    "sm": 14,
    "md": 16,
    "lg": 19,
    "xl": 22,
    "xxl": 29,
    "3xl": 35,
    "4xl": 48,
}


def test_letters_have_lines_sizes(at):
    if at:
        assert {size: at[f"f-{size}"]["font"] for size in LETTERS} == LETTERS
        assert at["f-px"]["font"] == 17
        assert at["w-bold"]["weight"] == "700"
        assert at["w-bold"]["colour"] == "rgb(179, 38, 30)"
        assert at["w-italic"]["style"] == "italic"
        assert (at["w-italic"]["line"], at["w-through"]["line"]) == ("underline", "line-through")


def test_the_readers_font_size_changes_only_what_scales(drawn, at):
    if at:
        assert near(drawn.large["f-scaled"]["font"], 16 * 1.38, 0.1)
        assert drawn.large["f-md"]["font"] == 16
        assert drawn.large["k-own part"]["height"] > at["k-own part"]["height"]
        assert drawn.large["k-second part"]["height"] == at["k-second part"]["height"]


def test_flex_shares_a_row(at):
    if at:
        one, two, three = (at[f"r-{number} part"] for number in (1, 2, 3))
        assert near(two["width"], one["width"] * 2)
        assert near(three["width"], one["width"] * 3)
        assert near(two["x"] - end(one), 8)
        assert near(at["d-a part"]["width"], at["d-b part"]["width"])
        assert at["z-own part"]["width"] < 60
        assert near(at["z-rest part"]["x"] - end(at["z-own part"]), 12)
        assert near(end(at["z-rest part"]), end(three))


def test_a_margin_is_in_place_of_the_spacing(at):
    if at:
        assert near(at["m-b part"]["x"] - end(at["m-a part"]), 20)
        assert near(at["d-a box"]["y"] - foot(at["r-1 box"]), 16)


def test_alignment_along_and_across_a_row(at):
    if at:
        left, middle, right = (at[f"b-{which}"] for which in "lcr")
        assert near(left["ink"]["x"], left["x"])
        assert near(
            middle["ink"]["x"] + middle["ink"]["width"] / 2, middle["x"] + middle["width"] / 2
        )
        assert near(end(right["ink"]), end(right))
        row = at["j-a box"]
        assert near(at["j-a part"]["x"], row["x"])
        assert near(end(at["j-b part"]), end(row))
        assert near(end(at["p-end part"]), end(at["p-end box"]))
        assert near(end(at["t-right part"]), end(at["t-left box"]))
        bottoms = [foot(at[f"g-{where}"]) for where in ("top", "mid", "low")]
        tall = at["g-box box"]
        assert near(at["g-top"]["y"], tall["y"])
        assert near(bottoms[2], foot(tall))
        assert bottoms[0] < bottoms[1] < bottoms[2]
        # Letters of two sizes stand on one line.
        assert foot(at["l-s"]) < foot(at["l-b"])
        assert at["l-s"]["y"] > at["l-b"]["y"]


def test_a_text_is_cut_or_wraps_or_shrinks(at):
    if at:
        cut, wrapped, two_lines, shrunk = (at[flex_cards.LONG + number] for number in "1234")
        assert cut["cut"]
        assert near(cut["height"], 16 * 1.4, 1)
        assert not wrapped["cut"]
        assert wrapped["height"] > 2 * cut["height"] - 2
        assert near(two_lines["height"], 2 * 16 * 1.4, 2)
        assert shrunk["font"] < 16
        assert near(at["one\ntwo"]["height"], 2 * (16 * 1.4 + 10), 2)


def test_spans_have_looks_of_their_own(at):
    if at:
        assert (at["s-red"]["colour"], at["s-red"]["weight"]) == ("rgb(179, 38, 30)", "700")
        assert (at["s-big"]["font"], at["s-line"]["font"]) == (22, 16)
        assert at["s-line"]["line"] == "line-through"


def test_an_icon_is_as_high_as_its_letters(at):
    if at:
        assert near(at["icon 0"]["height"], 22)
        assert near(at["i-word part"]["x"] - end(at["icon 0"]), 4)


def test_boxes_have_padding_corner_border_and_colour(at):
    if at:
        card = at["c-in box"]
        assert near(at["c-in"]["x"] - card["x"], 30 + 3)
        assert near(at["c-in"]["y"] - card["y"], 16 + 3)
        assert (card["radius"], card["border"], at["n-in box"]["border"]) == ("12px", "3px", "2px")
        assert card["background"] == "rgb(224, 242, 233)"


def test_what_is_placed_absolutely_or_shifted(at):
    if at:
        over, under = at["a-over box"], at["a-under box"]
        assert near(over["y"] - under["y"], 10)
        assert near(end(under) - end(over), 12)
        assert (over["width"], over["height"], under["height"]) == (60, 20, 60)
        assert near(at["o-shift part"]["x"] - at["x-80 box"]["x"], 20)


def test_boxes_of_a_fixed_size(at):
    if at:
        assert at["x-80 box"]["width"] == 80
        assert near(at["x-rest box"]["width"], 300 - 40 - 80)
        assert near(at["q-50 box"]["width"], 130)
        assert near(at["v-3 part"]["height"], 3 * at["v-1 part"]["height"])
        assert near(at["v-1 part"]["height"] + at["v-3 part"]["height"], 120)


def test_buttons(at):
    if at:
        tall, low = at["k-main part"], at["k-second part"]
        assert (tall["height"], low["height"]) == (52, 40)
        assert (tall["background"], low["background"]) == ("rgb(23, 201, 80)", "rgb(220, 223, 229)")
        assert at["k-own part"]["background"] == "rgb(179, 38, 30)"
        assert at["k-link"]["colour"] == "rgb(66, 101, 154)"
        assert near(at["k-half part"]["width"], at["k-other part"]["width"])
        assert near(low["y"] - foot(tall), 8)


def test_blocks_hero_and_pictures(at):
    if at:
        head, body, last = (at[f"e-{which} box"] for which in ("head", "body", "foot"))
        hero = at["image 3"]
        assert near(hero["width"], 300)
        assert near(hero["height"], 300 * 13 / 20)
        assert near(hero["y"], foot(head))
        assert near(body["y"], foot(hero))
        assert near(last["y"] - foot(body), 1)  # the separator above the footer
        assert near(at["e-body"]["x"] - body["x"], 20)
        assert near(at["e-foot"]["x"] - last["x"], 10)
        assert [round(at[f"image {number}"]["width"]) for number in range(3)] == [60, 80, 50]
        assert near(at["image 1"]["height"], 40)
        video, play = at["video 0"], at["play 0"]
        assert near(video["height"], 300 * 9 / 16)
        assert near(play["y"] + play["height"] / 2, video["y"] + video["height"] / 2)


def test_bubbles_have_lines_widths(at):
    if at:
        widths = {size: round(at[f"u-{size} bubble"]["width"]) for size in flex_cards.WIDTHS}
        assert widths == flex_cards.WIDTHS


def test_a_carousel_stands_in_a_row_with_bodies_of_one_height(at):
    if at:
        one, two = at["car-1 bubble"], at["car-2 bubble"]
        assert one["width"] == two["width"] == 260
        assert near(two["x"] - end(one), 8)
        assert one["height"] == two["height"]
        assert near(foot(at["car-go box"]), foot(one))


def test_parts_keep_their_order(at):
    if at:
        tops = [at[f"f-{size}"]["y"] for size in LETTERS]
        assert tops == sorted(tops)
        assert at["v-1 part"]["y"] < at["v-3 part"]["y"]
        assert at["r-1 part"]["x"] < at["r-2 part"]["x"] < at["r-3 part"]["x"]
