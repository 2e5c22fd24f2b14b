"""The page of the simulator: its files always, and its talks in a real browser where there is one.

Where no Chromium is found the browser tests say so and look at the files they depend on instead.
"""

import re
from xml.etree import ElementTree

import pytest

from tests.simulator.page_stage import (
    ARGUMENTS,
    PAGE,
    SCRIPTS,
    check_scripts_load_each_other,
    draw_png,
    find_chromium,
    from_bot,
)
from tests.simulator.stage import NOBODY

__all__ = ["ARGUMENTS", "find_chromium"]
# The only addresses of others that the page may name: XML's names, a map to open, LINE's own scheme.
FOREIGN = ("http://www.w3.org/", "https://www.openstreetmap.org/")

LOCATION = {"type": "location", "label": "ส่งตำแหน่งไฟ"}
DUST = {"type": "message", "label": "ค่าฝุ่น", "text": "ค่าฝุ่นวันนี้"}
ASKING = {
    "type": "text",
    "text": "โทร 1669 ก่อนค่ะ แล้วบอกน้องเข้มว่าอยู่ตรงไหน",
    "quickReply": {"items": [{"type": "action", "action": each} for each in (LOCATION, DUST)]},
}


def card(*texts, button=None):
    contents = [{"type": "text", "wrap": True, "scaling": True} | text for text in texts]
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": contents}}
    if button:
        tap = {"type": "button", "scaling": True, "action": button}
        bubble["footer"] = {"type": "box", "layout": "vertical", "contents": [tap]}
    return {"type": "flex", "altText": "ฝุ่นแม่เมาะสีส้ม 61.7", "contents": bubble}


CALL = {"type": "uri", "label": "โทรสายด่วน 1362", "uri": "tel:1362"}
PLACE = {"type": "uri", "label": "ส่งตำแหน่งไฟ", "uri": "https://line.me/R/nv/location/"}


def test_every_script_finds_the_others():
    assert len(SCRIPTS) > 10
    check_scripts_load_each_other()


def test_every_name_imported_is_exported():
    for script in SCRIPTS:
        found = re.findall(r'import \{([^}]+)\} from "\./([^"]+)"', script.read_text())
        for names, other in found:
            text = (PAGE / other).read_text()
            for name in (each.strip().split(" as ")[0] for each in names.split(",")):
                wanted = rf"export (async )?(function|const) {name}\b"
                assert re.search(wanted, text), f"{script.name}: {name} is not in {other}"


def test_the_page_has_no_inline_script_and_all_its_files():
    text = (PAGE / "index.html").read_text()
    assert re.search(r"<script(?![^>]*\bsrc=)", text) is None
    assert re.search(r"\son\w+=", text) is None
    for name in re.findall(r'"/page/([^"]+)"', text):
        assert (PAGE / name).is_file(), name


@pytest.mark.parametrize("path", sorted(PAGE.iterdir()), ids=lambda path: path.name)
def test_a_file_is_small_and_asks_nothing_of_strangers(path):
    text = path.read_text()
    assert len(text.splitlines()) < 300
    for address in re.findall(r"https?://[\w.]+/", text):
        assert address.startswith(FOREIGN), address
    if path.suffix == ".svg":
        assert ElementTree.fromstring(text).tag.endswith("svg")


def test_every_word_is_there_in_both_languages():
    text = (PAGE / "words.js").read_text()
    named = set(re.findall(r"^  (\w+): \[", text, re.M))
    both = r'^  (\w+): \["[^"]*[ก-๛][^"]*", "[^"]*[a-zA-Z][^"]*"\],$'
    assert named == set(re.findall(both, text, re.M))
    used = {name for each in SCRIPTS for name in re.findall(r'\bsay\("(\w+)"\)', each.read_text())}
    assert used <= named, used - named


def test_what_is_typed_reaches_the_bot_and_its_answer_the_phone(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_test_id("input").fill("ฝุ่นแม่เมาะ\nวันนี้เท่าไหร่")
        page.get_by_test_id("input").press("Enter")
        event = running.heard(user, "message")
        assert event["message"]["text"] == "ฝุ่นแม่เมาะ\nวันนี้เท่าไหร่"
        page.locator("[data-testid=message][data-from=me]").wait_for()
        running.push(user, card({"text": "แม่เมาะ 61.7"}, button=CALL))
        from_bot(page).get_by_text("แม่เมาะ 61.7").wait_for()
        page.get_by_role("button", name="โทรสายด่วน 1362").click()
        assert page.locator(".call-number").inner_text() == "1362"


def test_a_quick_reply_for_the_place_stays_until_it_is_sent(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        running.push(user, ASKING)
        page.get_by_test_id("quick-reply").first.click()
        assert page.get_by_test_id("quick-reply").count() == 2
        page.get_by_test_id("place-search").fill("งาว")
        page.get_by_test_id("send-location").click()
        message = running.heard(user, "message")["message"]
        assert (message["latitude"], message["longitude"]) == (18.7568, 99.9781)
        page.get_by_test_id("quick-reply").first.wait_for(state="hidden")


def test_a_quick_reply_with_words_vanishes_at_once(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        running.push(user, ASKING)
        page.get_by_test_id("quick-reply").last.click()
        page.get_by_test_id("quick-reply").first.wait_for(state="hidden")
        assert running.heard(user, "message")["message"]["text"] == "ค่าฝุ่นวันนี้"


def test_a_button_with_lines_location_address_opens_the_places(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        running.push(user, card({"text": "ไฟอยู่ตรงไหนคะ"}, button=PLACE))
        page.get_by_role("button", name="ส่งตำแหน่งไฟ").click()
        page.get_by_test_id("send-location").wait_for()
        page.keyboard.press("Escape")
        page.get_by_test_id("send-location").wait_for(state="detached")


def test_somebody_new_adds_the_account_first(running, open_phone):
    user = running.person(friend=False)
    if page := open_phone(user):
        assert not page.get_by_test_id("input").is_visible()
        page.get_by_test_id("add-friend").click()
        running.heard(user, "follow")
        page.get_by_test_id("input").wait_for()


def test_an_unsent_message_goes_from_the_phone(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_test_id("input").fill("ผิดห้อง")
        page.get_by_test_id("send").click()
        page.locator("[data-testid=message][data-from=me]").click(button="right")
        page.get_by_test_id("unsend").click()
        running.heard(user, "unsend")
        page.get_by_text("ผิดห้อง").wait_for(state="detached")


@pytest.mark.parametrize("font", ["normal", "extraLarge"])
def test_nothing_sticks_out_at_360_pixels(running, open_phone, font):
    user = running.person()
    if page := open_phone(user, font):
        long = {"text": "ใส่หน้ากากก่อนออกบ้าน เด็ก ผู้สูงอายุ งดออกแรงกลางแจ้งนะคะ", "size": "xl"}
        running.push(user, card({"text": "61.7", "size": "5xl"}, long, button=CALL), ASKING)
        page.get_by_test_id("quick-reply").first.wait_for()
        wider = page.evaluate(
            "[document.documentElement, document.querySelector('.log'), ...document"
            ".querySelectorAll('.fx-bubble')].map((each) => each.scrollWidth - each.clientWidth)"
        )
        assert wider == [0, 0, 0]


def test_a_tap_on_the_rich_menu_speaks_to_the_bot(running, open_phone):
    user = running.person()
    bounds = {"x": 0, "y": 0, "width": 800, "height": 270}
    area = {"bounds": bounds, "action": {"type": "message", "label": "ฝุ่น", "text": "ขอดูฝุ่น"}}
    size = {"width": 800, "height": 270}
    menu = {"size": size, "selected": True, "name": "m", "chatBarText": "เมนู", "areas": [area]}
    menu_id = running.ask("/v2/bot/richmenu", menu)["richMenuId"]
    running.ask(f"/v2/bot/richmenu/{menu_id}/content", draw_png(), "image/png")
    if page := open_phone(user):
        running.ask(f"/v2/bot/user/{user}/richmenu/{menu_id}", {})
        page.get_by_test_id("rich-menu").get_by_role("button", name="ฝุ่น").click()
        assert running.heard(user, "message")["message"]["text"] == "ขอดูฝุ่น"
        page.get_by_role("button", name="เมนู", exact=True).click()
        page.get_by_test_id("rich-menu").wait_for(state="hidden")


def test_the_menu_gives_way_to_what_is_said_where_both_do_not_fit(running, open_phone):
    user = running.person()
    area = {
        "bounds": {"x": 0, "y": 0, "width": 800, "height": 540},
        "action": {"type": "message", "text": "ฝุ่น"},
    }
    menu = {
        "size": {"width": 800, "height": 540},
        "selected": True,
        "name": "m",
        "chatBarText": "เมนู",
        "areas": [area],
    }
    menu_id = running.ask("/v2/bot/richmenu", menu)["richMenuId"]
    running.ask(f"/v2/bot/richmenu/{menu_id}/content", draw_png(), "image/png")
    running.ask(f"/v2/bot/user/{user}/richmenu/{menu_id}", {})
    for height, stays in ((640, False), (900, True)):
        if page := open_phone(user, height=height):
            panel = page.get_by_test_id("rich-menu")
            if stays:
                panel.wait_for()
            running.push(user, card({"text": "61.7", "size": "5xl"}, button=CALL))
            from_bot(page).last.wait_for()
            assert panel.is_visible() is stays


def test_the_drawer_shows_webhooks_and_calls(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        running.push(user, ASKING)
        running.ask("/_/act", {"user": user, "kind": "text", "text": "ข้อความในลิ้นชัก"})
        page.get_by_role("button", name="เมนูของหน้านี้").click()
        page.get_by_test_id("open-drawer").click()
        page.locator(".drawer summary").first.click()
        page.locator(".drawer pre").get_by_text("ข้อความในลิ้นชัก").first.wait_for()
        page.locator(".drawer [data-tab=calls]").click()
        page.locator(".drawer summary").get_by_text("/v2/bot/message/push").first.wait_for()


STRANGE = [
    None,
    7,
    "text",
    {},
    {"type": "carousel", "contents": None},
    {"type": "bubble", "body": {"type": "hologram"}},
    {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": [None, 3, [], "x"]},
    },
    {"type": "bubble", "size": "toString", "hero": {"type": "image", "url": "javascript:alert(1)"}},
    {"type": "bubble", "body": {"type": "text", "contents": [None, {"type": "span"}]}},
    {"type": "bubble", "footer": {"type": "button"}},
]


def test_strange_cards_are_drawn_somehow(running, open_phone):
    if page := open_phone(running.person()):
        for contents in STRANGE:
            shown = page.evaluate(
                """async (contents) => {
                  const { drawFlexMessage } = await import("/page/flex.js");
                  const node = drawFlexMessage({ type: "flex", contents }, () => {});
                  return [node.children.length, node.querySelectorAll("[src^='javascript']").length];
                }""",
                contents,
            )
            assert shown == [1, 0], contents


def test_a_stranger_in_the_address_gives_the_first_person(running, open_phone):
    running.person()
    if page := open_phone(NOBODY):
        assert page.locator(".phone").first.get_attribute("data-user") != NOBODY
