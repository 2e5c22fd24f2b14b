"""On the page, what is tapped: carousels, rich menus with their switch, camera and clipboard, disk, pickers."""

import pytest

from tests.simulator.page_stage import draw_png, from_bot
from tests.simulator.stage import until

PICTURE = "https://example.com/none.png"


def tell(word):
    return {"type": "message", "label": word, "text": f"เลือก {word}"}


def column(word):
    return {
        "title": word,
        "text": f"เรื่อง{word}",
        "thumbnailImageUrl": PICTURE,
        "actions": [tell(word)],
    }


def bubble(word):
    text = {"type": "text", "text": f"เรื่อง{word}", "wrap": True}
    button = {"type": "button", "action": tell(word)}
    return {
        "type": "bubble",
        "size": "kilo",
        "body": {"type": "box", "layout": "vertical", "contents": [text]},
        "footer": {"type": "box", "layout": "vertical", "contents": [button]},
    }


WORDS = ("ฝุ่น", "ไฟ", "เผา", "อาสา")
CAROUSELS = {
    "flex": {
        "type": "flex",
        "altText": "สี่เรื่อง",
        "contents": {"type": "carousel", "contents": [bubble(word) for word in WORDS]},
    },
    "template": {
        "type": "template",
        "altText": "สี่เรื่อง",
        "template": {"type": "carousel", "columns": [column(word) for word in WORDS]},
    },
    "images": {
        "type": "template",
        "altText": "สี่เรื่อง",
        "template": {
            "type": "image_carousel",
            "columns": [{"imageUrl": PICTURE, "action": tell(word)} for word in WORDS],
        },
    },
}


@pytest.mark.parametrize("message", CAROUSELS.values(), ids=CAROUSELS)
@pytest.mark.parametrize("font", ["normal", "extraLarge"])
def test_the_last_card_of_a_carousel_is_reached_and_tapped(running, open_phone, message, font):
    user = running.person()
    if page := open_phone(user, font):
        running.push(user, message)
        swipe = from_bot(page).locator(".swipe")
        cards = swipe.locator(".swipe-track > *")
        cards.nth(3).wait_for()
        log = page.locator(".log")
        assert log.evaluate("each => each.scrollWidth - each.clientWidth") == 0
        heights = cards.evaluate_all("all => all.map((each) => each.offsetHeight)")
        assert len(set(heights)) == 1
        last = cards.nth(3)
        tapped = last.get_by_role("button", name="อาสา")
        (tapped if tapped.count() else last).click()
        assert running.heard(user, "message")["message"]["text"] == "เลือก อาสา"


def test_the_arrow_of_a_carousel_goes_on_and_back(running, open_phone):
    user = running.person()
    if page := open_phone(user, width=1280):
        running.push(user, CAROUSELS["flex"])
        track = from_bot(page).locator(".swipe-track")
        track.wait_for()
        page.get_by_role("button", name="ถัดไป").click()
        page.get_by_role("button", name="ก่อนหน้า").wait_for()
        until(lambda: track.evaluate("each => each.scrollLeft") > 100)
        page.get_by_role("button", name="ก่อนหน้า").click()
        page.get_by_role("button", name="ก่อนหน้า").wait_for(state="hidden")


def quick(*actions):
    items = [{"type": "action", "action": each} for each in actions]
    return {"type": "text", "text": "เลือกค่ะ", "quickReply": {"items": items}}


CAMERA, ROLL = (
    {"type": kind, "label": label} for kind, label in (("camera", "ถ่ายรูป"), ("cameraRoll", "คลังรูป"))
)


def test_the_camera_sends_a_picture_and_its_pill_stays_until_then(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        running.push(user, quick(CAMERA, ROLL))
        page.get_by_test_id("quick-reply").first.click()
        assert page.get_by_test_id("quick-reply").count() == 2
        page.get_by_test_id("sample-photo").click()
        message_id = running.heard(user, "message")["message"]["id"]
        page.get_by_test_id("quick-reply").first.wait_for(state="hidden")
        picture = page.locator("[data-from=me] img")
        page.wait_for_function("each => each.naturalWidth > 0", arg=picture.element_handle())
        assert message_id in picture.get_attribute("src")


def test_the_gallery_sends_a_file_from_the_disk(running, open_phone, tmp_path):
    user = running.person()
    file = tmp_path / "ควัน.png"
    file.write_bytes(draw_png())
    if page := open_phone(user):
        running.push(user, quick(ROLL))
        with page.expect_file_chooser() as chosen:
            page.get_by_test_id("quick-reply").click()
        chosen.value.set_files(file)
        assert running.heard(user, "message")["message"]["type"] == "image"
        picture = page.locator("[data-from=me] img")
        page.wait_for_function("each => each.naturalWidth === 800", arg=picture.element_handle())


def test_any_file_is_sent_with_its_name(running, open_phone, tmp_path):
    user = running.person()
    file = tmp_path / "แผน.pdf"
    file.write_bytes(b"%PDF" + b"x" * 300_000)
    if page := open_phone(user):
        page.get_by_role("button", name="แนบสิ่งอื่น").click()
        with page.expect_file_chooser() as chosen:
            page.get_by_role("button", name="ไฟล์").click()
        chosen.value.set_files(file)
        message = running.heard(user, "message")["message"]
        assert (message["fileName"], message["fileSize"]) == ("แผน.pdf", 300_004)


def test_a_voice_is_recorded_and_sent(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_role("button", name="ข้อความเสียง").click()
        page.get_by_test_id("record-voice").click()
        page.locator(".record-time").wait_for()
        page.get_by_test_id("record-send").click()
        heard = running.heard(user, "message")["message"]
        assert heard["type"] == "audio"
        assert 0 < heard["duration"] < 20_000
        page.locator("[data-from=me] .voice-bubble").wait_for()


def test_a_clipboard_button_copies(running, open_phone):
    user = running.person()
    copy = {"type": "clipboard", "label": "คัดลอกเลข", "clipboardText": "LP-0042"}
    if page := open_phone(user):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        running.push(user, quick(copy))
        page.get_by_test_id("quick-reply").click()
        page.locator(".toast").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "LP-0042"


@pytest.mark.parametrize(
    ("mode", "value"),
    [("date", "2026-03-01"), ("time", "18:40"), ("datetime", "2026-03-01T18:40")],
)
def test_a_picked_date_comes_as_line_writes_it(running, open_phone, mode, value):
    user = running.person()
    pick = {"type": "datetimepicker", "label": "วันเผา", "data": "do=day", "mode": mode}
    if page := open_phone(user):
        running.push(user, quick(pick))
        page.get_by_test_id("quick-reply").click()
        page.get_by_label("เลือกวันและเวลา").fill(value)
        page.get_by_role("button", name="ตกลง").click()
        assert running.heard(user, "postback")["postback"]["params"] == {mode: value}


def make_menu(running, alias, *actions):
    """A rich menu with one area beside another, each with its action; linked to nobody yet."""
    width = 800 // len(actions)
    areas = [
        {"bounds": {"x": at * width, "y": 0, "width": width, "height": 270}, "action": action}
        for at, action in enumerate(actions)
    ]
    size = {"width": 800, "height": 270}
    menu = {"size": size, "selected": True, "name": alias, "chatBarText": alias, "areas": areas}
    menu_id = running.ask("/v2/bot/richmenu", menu)["richMenuId"]
    running.ask(f"/v2/bot/richmenu/{menu_id}/content", draw_png(), "image/png")
    running.ask("/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id})
    return menu_id


def switch_to(alias, label):
    data = f"switched={alias}"
    return {"type": "richmenuswitch", "label": label, "richMenuAliasId": alias, "data": data}


def test_a_rich_menu_switches_to_another_and_back(running, open_phone):
    user = running.person()
    first = make_menu(running, "one", tell("แรก"), switch_to("two", "ไปหน้าสอง"))
    make_menu(running, "two", switch_to("one", "กลับหน้าแรก"), tell("สอง"))
    running.ask(f"/v2/bot/user/{user}/richmenu/{first}", {})
    if page := open_phone(user):
        menu = page.get_by_test_id("rich-menu")
        menu.get_by_role("button", name="ไปหน้าสอง").click()
        menu.get_by_role("button", name="กลับหน้าแรก").wait_for()
        heard = running.heard(user, "postback")["postback"]
        assert heard["data"] == "switched=two"
        assert heard["params"] == {"newRichMenuAliasId": "two", "status": "SUCCESS"}
        menu.get_by_role("button", name="สอง", exact=True).click()
        assert running.heard(user, "message")["message"]["text"] == "เลือก สอง"
        menu.get_by_role("button", name="กลับหน้าแรก").click()
        menu.get_by_role("button", name="แรก", exact=True).wait_for()


def test_a_tap_counts_where_the_area_lies_on_the_picture(running, open_phone):
    user = running.person()
    menu_id = make_menu(running, "thirds", tell("ซ้าย"), tell("กลาง"), tell("ขวา"))
    running.ask(f"/v2/bot/user/{user}/richmenu/{menu_id}", {})
    if page := open_phone(user):
        menu = page.get_by_test_id("rich-menu")
        menu.wait_for()
        page.wait_for_function(
            "each => each.naturalWidth === 800", arg=menu.locator("img").element_handle()
        )
        box = menu.bounding_box()
        assert round(box["width"] / box["height"], 1) == round(800 / 270, 1)
        page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
        assert running.heard(user, "message")["message"]["text"] == "เลือก กลาง"
