"""What the page has besides LINE: the guide, the strip of the day, the map, a talk as a test."""

import re
from datetime import datetime

import pytest
import yaml

from simulator.app import create_app
from tests.simulator.page_stage import PAGE, open_menu
from tests.simulator.stage import TEXT, until

THAI_AND_ENGLISH = re.compile(
    r'\["[^"]*[ก-๛](?:[^"\\]|\\.)*",\s+"(?:[^"\\]|\\.)*[a-z](?:[^"\\]|\\.)*"\]'
)
REAL_DAY = {
    "real_at": "2026-03-20T10:00:00+07:00",
    "shown_at": "2026-03-20T10:00:00+07:00",
    "speed": 1,
}
TALK = """
- talk: ลองเล่นซ้ำ
  turns:
    - they: {follow: true}
      we: []
    - they: ฝุ่นงาว
"""
OUTLINE = {
    "type": "FeatureCollection",
    "attribution": "drawn for this test",
    "features": [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[99, 17.5], [100, 17.5], [99.6, 19.2], [99, 17.5]]],
            },
        }
    ],
}


def shown_speed(running):
    return running.ask("/_/clock")["speed"]


def test_the_guide_has_five_talks_in_both_languages():
    text = (PAGE / "guidesteps.js").read_text("utf-8")
    pairs = THAI_AND_ENGLISH.findall(text)
    assert text.count("    words: [") == 5
    assert len(pairs) == 5 * 4


@pytest.mark.parametrize("width", [360, 1280])
def test_the_guide_does_five_talks_on_the_phone(running, open_phone, width):
    user = running.person()
    if page := open_phone(user, width=width):
        if width == 360:
            page.get_by_test_id("head-guide").click()
        for _ in range(3):
            page.get_by_test_id("guide-do").click()
        page.locator(".guide-count", has_text="3/5").wait_for()
        page.get_by_test_id("guide-do").click()
        page.get_by_test_id("send-location").click()
        page.get_by_test_id("guide-do").click()
        until(lambda: shown_speed(running) == 60)
        page.locator(".guide-end").wait_for()
        said = [
            each["message"].get("text", each["message"]["type"])
            for each in running.bot.events
            if each["source"].get("userId") == user
        ]
        assert len(said) == 6
        assert said[4] == "location"


OWN_WORDS = {
    "ดูค่าฝุ่น": 0, "how bad is the smog": 0, "ไฟไหม้หลังวัด": 1, "there is a fire": 1, "แจ้งไฟไหม้": 1,
    "เผานาได้ไหม": 2, "may I burn rice straw": 2, "พื้นที่ของฉัน": 3, "แจ้งเตือนฝุ่น": 4, "alert me": 4,
    "สวัสดี": -1, "ดูเหตุไฟใกล้ฉัน": -1, "Fires near me": -1, "hair": -1,
}  # fmt: skip


def test_the_guide_counts_what_people_do_in_own_words(running, open_phone):
    user = running.person()
    if page := open_phone(user, width=1280):
        found = page.evaluate(
            "async (texts) => texts.map((await import('/page/guidesteps.js')).findOwnStep)",
            list(OWN_WORDS),
        )
        assert dict(zip(OWN_WORDS, found, strict=True)) == OWN_WORDS
        page.get_by_test_id("input").first.fill("ไฟไหม้หลังวัด")
        page.get_by_test_id("send").first.click()
        page.locator(".guide-count", has_text="1/5").wait_for()
        running.act(user, "postback", data="do=set_area", displayText="พื้นที่ของฉัน")
        page.locator(".guide-count", has_text="2/5").wait_for()


def test_the_slider_of_the_bar_changes_the_letters_of_all_phones(running, open_phone):
    if page := open_phone(running.person(), width=1280):
        slider = page.get_by_test_id("font-slider")
        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.locator(".font-word", has_text="ใหญ่มาก").wait_for()
        factor = "getComputedStyle(document.documentElement).getPropertyValue('--font')"
        assert page.evaluate(factor).strip() == "1.38"


def test_the_guide_goes_and_comes_back(running, open_phone):
    if page := open_phone(running.person(), width=1280):
        guide = page.locator("#guide")
        guide.get_by_role("button", name="ปิด").click()
        guide.wait_for(state="hidden")
        page.reload()
        page.locator("html[data-ready]").wait_for()
        assert guide.is_hidden()
        page.get_by_test_id("open-guide").click()
        page.get_by_test_id("guide-do").wait_for()


def test_the_guide_makes_friends_first(running, open_phone):
    user = running.person(friend=False)
    if page := open_phone(user, width=1280):
        page.get_by_test_id("guide-do").click()
        running.heard(user, "follow")
        running.heard(user, "message")


def test_the_strip_of_the_day_stops_and_speeds_time(running, open_phone):
    running.ask("/_/clock", REAL_DAY)
    if page := open_phone(running.person()):
        strip = page.locator("#day")
        open_menu(page, "menu-day")
        strip.wait_for()
        strip.locator("[data-speed='0']").click()
        strip.locator("[data-speed='0'][aria-pressed=true]").wait_for()
        before = running.ask("/_/clock")
        assert before["speed"] == 0
        strip.locator("[data-ahead='6']").click()
        until(lambda: running.ask("/_/clock")["now"] != before["now"])
        later = running.ask("/_/clock")
        assert hours_between(before["now"], later["now"]) == 6
        strip.locator("[data-speed='600']").click()
        until(lambda: shown_speed(running) == 600)


def hours_between(one, other):
    return (
        round((datetime.fromisoformat(other) - datetime.fromisoformat(one)).total_seconds() / 36)
        / 100
    )


def test_the_strip_is_not_there_while_the_day_is_the_real_one(running, open_phone):
    running.ask("/_/clock", REAL_DAY)
    if page := open_phone(running.person()):
        strip = page.locator("#day")
        assert strip.is_hidden()
        running.ask("/_/clock", REAL_DAY | {"speed": 60})
        strip.wait_for()


def test_messages_show_the_hour_of_the_simulated_day(running, open_phone):
    user = running.person()
    running.ask(
        "/_/clock", {"real_at": "2026-03-20T10:00", "shown_at": "2026-03-12T04:56", "speed": 0}
    )
    running.push(user, TEXT)
    if page := open_phone(user):
        page.locator(".marks time", has_text="04.56").wait_for()
        page.locator(".day", has_text="วันนี้").wait_for()


def test_a_place_is_tapped_on_the_map(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_test_id("open-location").click()
        place = page.locator("[data-testid=map][data-ready]")
        place.locator(".map-name", has_text="วังเหนือ").click()
        page.get_by_test_id("chosen-place").get_by_text("วังเหนือ").wait_for()
        box = place.bounding_box()
        place.click(position={"x": 20, "y": box["height"] - 20})
        page.get_by_test_id("chosen-place").get_by_text("ใกล้").wait_for()
        page.get_by_test_id("send-location").click()
        message = running.heard(user, "message")["message"]
        assert 16 < message["latitude"] < 18.3
        assert 97 < message["longitude"] < 99.5


def test_a_tambon_is_found_by_name_and_lies_in_the_middle_of_the_map(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_test_id("open-location").click()
        page.locator("[data-testid=map][data-ready]").wait_for()
        page.get_by_test_id("place-search").fill("ต.สบป้าด")
        page.locator(".map-name-tambon", has_text="สบป้าด").wait_for()
        page.keyboard.press("Enter")
        message = running.heard(user, "message")["message"]
        assert (message["latitude"], message["longitude"]) == (18.2469, 99.7579)
        assert message["title"] == "ต.สบป้าด อ.แม่เมาะ"


def test_enter_takes_what_was_found_before_it_sends(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_test_id("open-location").click()
        search = page.get_by_test_id("place-search")
        search.fill("เมือง")
        search.press("Enter")
        first = page.get_by_test_id("chosen-place").inner_text()
        assert "เมือง" in first
        search.press("Enter")
        assert running.heard(user, "message")["message"]["title"] in first


def test_an_outline_is_drawn_with_the_name_of_its_makers(running, open_phone):
    if page := open_phone(running.person()):
        page.route("**/outline.json", lambda route: route.fulfill(json=OUTLINE))
        page.get_by_test_id("open-location").click()
        page.locator(".map-outline").wait_for(state="attached")
        page.get_by_text("drawn for this test").wait_for()
        assert page.locator(".map-disc").count() == 0


def test_without_leaflet_the_names_are_still_there(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.route("**/vendor/**", lambda route: route.fulfill(status=404))
        page.get_by_test_id("open-location").click()
        page.get_by_text("แผนที่ไม่ขึ้น").wait_for()
        page.get_by_test_id("place-search").fill("เถิน")
        page.get_by_test_id("send-location").click()
        assert running.heard(user, "message")["message"]["latitude"] == 17.6129


def test_leaflet_is_given_with_a_long_life_and_nothing_else_of_its_package(stage):
    for name, kind in (("leaflet.js", "javascript"), ("leaflet.css", "css")):
        answer = stage.client.get(f"/vendor/leaflet/{name}")
        assert answer.status_code == 200
        assert kind in answer.mimetype
        assert answer.cache_control.max_age > 10_000_000
    for name in ("apps.py", "__init__.py", "leaflet-src.js", "../leaflet.js"):
        assert stage.client.get(f"/vendor/leaflet/{name}").status_code == 404
    assert stage.client.get("/outline.json").status_code == 204


def test_a_talk_is_copied_as_a_test(running, open_phone):
    user = running.person()
    running.act(user, "text", text="ฝุ่นงาว")
    running.push(user, TEXT)
    if page := open_phone(user):
        open_menu(page, "copy-test")
        (talk,) = yaml.safe_load(page.get_by_test_id("talk-yaml").input_value())
        assert talk["turns"] == [{"they": "ฝุ่นงาว", "we": [TEXT["text"]]}]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pasted_talk_is_played_by_somebody_new(running, open_phone, width):
    user = running.person()
    if page := open_phone(user, width=width):
        open_menu(page, "replay")
        page.get_by_test_id("replay-yaml").fill("nonsense")
        page.get_by_test_id("replay-start").click()
        page.locator(".sheet-wrong").get_by_text("list of talks").wait_for()
        page.get_by_test_id("replay-yaml").fill(TALK)
        page.get_by_test_id("replay-start").click()
        new = page.locator(f".phone:not([data-user='{user}'])")
        new.locator("[data-from=me]", has_text="ฝุ่นงาว").wait_for()
        assert page.locator(".phone").count() == (2 if width == 1280 else 1)


def test_an_outline_from_a_file_is_given_to_the_page(tmp_path):
    file = tmp_path / "outline.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}')
    for given, status in ((file, 200), (tmp_path / "none", 204)):
        app = create_app(outline=given)
        answer = app.test_client().get("/outline.json")
        app.close_simulator()
        assert (answer.status_code, answer.get_data() == file.read_bytes()) == (
            status,
            status == 200,
        )
