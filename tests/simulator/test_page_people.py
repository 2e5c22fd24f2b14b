"""On the page, people among each other: groups and mentions, edits, unread marks, several windows, a new start."""

from tests.simulator.page_stage import from_bot, open_menu
from tests.simulator.stage import TEXT, until

BOT = "น้องเข้ม"


def open_chat(page, chat):
    page.get_by_role("button", name="กลับไปหน้าแชท").click()
    page.locator(f"[data-chat='{chat}']").click()
    page.locator(f"[data-chat='{chat}']").wait_for(state="detached")


def mine(page):
    return page.locator("[data-testid=message][data-from=me]")


def test_an_at_sign_in_a_group_offers_the_bot_and_calls_it(running, open_phone):
    user = running.person()
    group = running.group(user)
    if page := open_phone(user):
        open_chat(page, group)
        page.get_by_test_id("input").fill("สวัสดี @น้อ")
        page.get_by_test_id("mention").click()
        page.keyboard.type("ฝุ่นวันนี้")
        page.keyboard.press("Enter")
        message = running.heard(user, "message")["message"]
        assert message["text"] == f"สวัสดี @{BOT} ฝุ่นวันนี้"
        (mentioned,) = message["mention"]["mentionees"]
        assert (mentioned["index"], mentioned["length"]) == (7, len(BOT) + 1)
        assert mine(page).locator(".mention").inner_text() == f"@{BOT}"


def test_a_tap_on_the_bots_picture_in_a_group_calls_it(running, open_phone):
    user = running.person()
    group = running.group(user)
    running.push(group, TEXT)
    if page := open_phone(user):
        open_chat(page, group)
        from_bot(page).get_by_role("button", name="เรียกน้องเข้มในข้อความนี้").click()
        assert page.get_by_test_id("input").input_value() == f"@{BOT} "


def test_nobody_is_offered_in_the_talk_with_the_bot_alone(running, open_phone):
    if page := open_phone(running.person()):
        page.get_by_test_id("input").fill("@น้อ")
        assert page.get_by_test_id("mention").is_hidden()


def test_the_bot_is_sent_away_from_a_group_and_comes_again(running, open_phone):
    user = running.person()
    group = running.group(user)
    if page := open_phone(user):
        open_chat(page, group)
        open_menu(page, "leave-group")
        page.get_by_text("ออกจากกลุ่มแล้ว").wait_for()
        open_menu(page, "join-group")
        page.get_by_text("เข้าร่วมกลุ่มแล้ว").wait_for()
        kinds = ["leave", "join"]
        until(
            lambda: (
                [e["type"] for e in running.bot.events if e["source"].get("groupId") == group]
                == kinds
            )
        )


def test_a_message_is_edited_and_says_so_on_every_phone(running, open_phone):
    user, other = running.person(), running.person()
    group = running.group(user, other)
    if page := open_phone(user):
        second = open_phone(other)
        for each in (page, second):
            open_chat(each, group)
        page.get_by_test_id("input").fill("ไฟที่แม่ทา")
        page.keyboard.press("Enter")
        mine(page).click(button="right")
        page.get_by_test_id("edit").click()
        page.get_by_test_id("edit-text").fill("ไฟที่แม่ทะ")
        page.get_by_role("button", name="ตกลง").click()
        for each in (page, second):
            row = each.locator("[data-testid=message]", has_text="ไฟที่แม่ทะ")
            row.get_by_text("แก้ไขแล้ว").wait_for()
        assert running.heard(user, "messageEdited")["message"]["text"] == "ไฟที่แม่ทะ"


def test_what_is_not_seen_is_counted_in_the_list_and_beside_the_way_back(running, open_phone):
    user = running.person()
    group = running.group(user)
    if page := open_phone(user):
        running.push(group, TEXT, TEXT)
        page.locator(".head-unread", has_text="2").wait_for()
        running.push(group, TEXT)
        page.locator(".head-unread", has_text="3").wait_for()
        page.reload()
        page.locator(".head-unread", has_text="3").wait_for()
        page.get_by_role("button", name="กลับไปหน้าแชท").click()
        entry = page.locator(f"[data-chat='{group}']")
        entry.locator(".unread", has_text="3").wait_for()
        running.push(group, TEXT)
        entry.locator(".unread", has_text="4").wait_for()
        entry.click()
        page.get_by_role("button", name="กลับไปหน้าแชท").click()
        entry.wait_for()
        assert entry.locator(".unread").count() == 0
        page.reload()
        page.locator("html[data-ready]").wait_for()
        assert page.locator(".head-unread").is_hidden()


def test_two_windows_show_the_same_person_at_once(running, open_phone):
    user = running.person(friend=False)
    if page := open_phone(user):
        second = open_phone(user)
        page.get_by_test_id("add-friend").click()
        second.get_by_test_id("input").fill("จากหน้าต่างที่สอง")
        second.keyboard.press("Enter")
        mine(page).get_by_text("จากหน้าต่างที่สอง").wait_for()
        running.push(user, TEXT)
        for each in (page, second):
            from_bot(each).get_by_text(TEXT["text"]).wait_for()
        open_menu(page, "block")
        second.get_by_text("คุณบล็อกบัญชีนี้อยู่").wait_for()


def test_a_group_made_in_one_window_is_in_the_list_of_the_other(running, open_phone):
    user = running.person()
    if page := open_phone(user):
        page.get_by_role("button", name="กลับไปหน้าแชท").click()
        page.get_by_test_id("new-group").wait_for()
        group = running.group(user)
        page.locator(f"[data-chat='{group}']").wait_for()


def test_many_windows_of_one_browser_with_several_phones_each_all_hear(running, open_phone):
    """A browser opens six lines to one server: one for each phone would not be enough."""
    people = [running.person() for _ in range(4)]
    if page := open_phone("&user=".join(people), width=1280):
        pages = [page, *(page.context.new_page() for _ in range(3))]
        for each in pages[1:]:
            each.goto(page.url)
            each.locator("html[data-ready]").wait_for()
        assert page.locator(".phone").count() == 4
        for user in people:
            running.push(user, TEXT)
        for each in pages:
            until(lambda each=each: from_bot(each).count() == 4)


def test_the_page_comes_back_by_itself_after_a_break_and_begins_anew_with_a_new_simulator(
    running, open_phone
):
    user = running.person()
    if page := open_phone(user):
        running.close()
        page.locator(".toast").wait_for()
        running.start()
        new = running.ask("/_/people")["people"][0]["userId"]
        page.locator(f".phone[data-user='{new}']").wait_for()
        page.locator("html[data-ready]").wait_for()
        running.push(new, TEXT)
        from_bot(page).get_by_text(TEXT["text"]).wait_for()
    else:
        assert running.answers()
