"""The way into the console: one link, one code, one press; nobody without a post, nothing twice, nothing in another browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from store import audit, console, officials, people
from store.console import ConsoleSession, LoginLink
from store.db import Database
from tests.bot.stage import House, all_letters, bring, desk, messages_in, person, text, work_all
from tests.web.officials import Browser, appoint, log_in

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36 Line/14.2.0"


def say(database: Database, words: str, user: str = "", **event: object) -> str:
    """All that the bot answers to these words, as JSON."""
    source = {"type": "user", "userId": user or person()}
    bring(database, text(words, source=source, **event))
    before = {letter.id for letter in all_letters(database)}
    work_all(desk(database)[0])
    fresh = [letter for letter in all_letters(database) if letter.id not in before]
    return str([messages_in(letter) for letter in fresh])


def link_in(said: str) -> str:
    return re.findall(r"https://khem\.example(/console/enter/[\w-]+)", said)[0]


def code_in(said: str) -> str:
    return re.findall(r"'text': '([A-Z0-9]{4}-[A-Z0-9]{4})'", said)[0]


@pytest.fixture
def asked(database: Database) -> str:
    appoint(database, person(), "officer", "5202", title="ปลัดอำเภอ")
    return say(database, "เข้าระบบ")


def grow_old(database: Database, model: type, age: timedelta, *columns: str) -> None:
    with database.write() as session:
        for row in session.scalars(select(model)):
            for column in columns:
                setattr(row, column, getattr(row, column) - age)


def sessions(database: Database) -> list[ConsoleSession]:
    with database.read() as session:
        return list(session.scalars(select(ConsoleSession)))


@pytest.mark.parametrize(
    "words", ["เข้าระบบ", "คอนโซล", "หน้าเจ้าหน้าที่", "log in", "Login", "ขอเข้าระบบหน่อยค่ะ"]
)
def test_an_official_gets_a_link_and_a_code(database: Database, words: str) -> None:
    appoint(database, person(), "officer", "5202")
    said = say(database, words)
    assert link_in(said)
    assert len(code_in(said)) == 9


@pytest.mark.parametrize("role", ["", "volunteer"])
def test_nobody_else_gets_one(database: Database, role: str) -> None:
    with database.write() as session:
        people.remember(session, person(), "user", datetime.now(UTC))
        people.change(session, person(), role=role or "resident")
    assert "/console/enter" not in say(database, "เข้าระบบ")
    with database.read() as session:
        assert session.scalars(select(LoginLink)).all() == []


@pytest.mark.parametrize("how", ["ended", "over"])
def test_who_held_a_post_gets_none(database: Database, how: str) -> None:
    over = datetime.now(UTC) - timedelta(minutes=1)
    holding = appoint(database, person(), "admin", "52", until=over if how == "over" else None)
    if how == "ended":
        with database.write() as session:
            officials.end(session, holding, datetime.now(UTC))
    assert "/console/enter" not in say(database, "เข้าระบบ")


def test_a_group_sees_no_link(database: Database) -> None:
    appoint(database, person(), "officer", "5202")
    source = {"type": "group", "groupId": "C" + "1" * 32, "userId": person()}
    bring(
        database,
        text(
            "น้องเข้ม เข้าระบบ",
            source=source,
            message={
                "mention": {
                    "mentionees": [{"isSelf": True, "type": "user", "index": 0, "length": 9}]
                }
            },
        ),
    )
    work_all(desk(database)[0])
    assert "/console/enter" not in str([messages_in(letter) for letter in all_letters(database)])
    with database.read() as session:
        assert session.scalars(select(LoginLink)).all() == []


def test_the_database_keeps_hashes_only(database: Database, asked: str) -> None:
    with database.read() as session:
        row = session.scalars(select(LoginLink)).one()
    kept = " ".join(map(str, vars(row).values()))
    assert link_in(asked).rpartition("/")[2] not in kept
    assert code_in(asked).replace("-", "") not in kept


def test_asking_again_ends_the_older_link(house: House, database: Database, asked: str) -> None:
    say(database, "เข้าระบบ")
    assert house.client.get(link_in(asked)).status_code == 410


def test_a_phone_that_asks_all_day_gets_no_more_links(database: Database) -> None:
    appoint(database, person(), "officer", "5202")
    said = [say(database, "เข้าระบบ") for _ in range(7)]
    assert ["/console/enter" in one for one in said] == [True] * 6 + [False]


def test_looking_at_the_link_logs_nobody_in(house: House, database: Database, asked: str) -> None:
    """LINE fetches links to show a preview."""
    for _ in range(3):
        answer = house.client.get(
            link_in(asked), headers={"User-Agent": "facebookexternalhit/1.1;line-poker/1.0"}
        )
        assert answer.status_code == 200
        assert "ปลัดอำเภอ" in answer.text
        assert "khem=" not in str(answer.headers.getlist("Set-Cookie"))
        house.client.head(link_in(asked))
    assert sessions(database) == []
    assert house.client.get("/console").status_code == 303


def test_the_button_logs_in_once(house: House, database: Database, asked: str) -> None:
    browser = Browser(house, agent=PHONE)
    answer = browser.press(link_in(asked))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console")
    cookie = next(
        one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-khem=")
    )
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert browser.get("/console").status_code == 200
    (row,) = sessions(database)
    assert row.browser == "Line · Android"
    assert cookie.partition("=")[2].partition(";")[0] not in " ".join(map(str, vars(row).values()))
    other = Browser(house)
    assert other.get(link_in(asked)).status_code == 410
    with database.read() as session:
        assert [one.what for one in audit.search(session, audit.Wanted())] == ["logged in"]


def test_the_link_is_good_for_five_minutes(house: House, database: Database, asked: str) -> None:
    browser = Browser(house)
    page = browser.get(link_in(asked))
    grow_old(database, LoginLink, timedelta(minutes=5, seconds=1), "expires_at")
    assert browser.send(link_in(asked), page).status_code == 410
    assert sessions(database) == []


def test_a_press_without_the_page_s_token_is_refused(
    house: House, database: Database, asked: str
) -> None:
    """Another browser, or a page elsewhere that sends our form."""
    one, other = Browser(house), Browser(house)
    page = one.get(link_in(asked))
    assert other.client.post(link_in(asked)).status_code == 400
    assert other.send(link_in(asked), page).status_code == 400
    assert sessions(database) == []


def test_two_presses_at_once_make_one_session(house: House, database: Database, asked: str) -> None:
    one, other = Browser(house), Browser(house)
    pages = one.get(link_in(asked)), other.get(link_in(asked))
    answers = [one.send(link_in(asked), pages[0]), other.send(link_in(asked), pages[1])]
    assert [answer.status_code for answer in answers] == [303, 410]
    assert len(sessions(database)) == 1


def test_a_code_logs_in_another_computer(house: House, database: Database, asked: str) -> None:
    desk_computer = Browser(house)
    typed = code_in(asked).lower().replace("-", " ")
    answer = desk_computer.fill("/console/login", code=typed)
    assert answer.headers["Location"] == "/console/confirm"
    assert "ปลัดอำเภอ" in desk_computer.get("/console/confirm").text
    assert sessions(database) == []
    assert desk_computer.press("/console/confirm").headers["Location"] == "/console"
    assert desk_computer.get("/console").status_code == 200
    assert desk_computer.press("/console/confirm", expect=410).status_code == 410


def test_a_code_belongs_to_the_browser_that_typed_it(
    house: House, database: Database, asked: str
) -> None:
    mine, theirs = Browser(house), Browser(house)
    mine.fill("/console/login", code=code_in(asked))
    assert theirs.fill("/console/login", code=code_in(asked)).status_code == 403
    assert theirs.get("/console/confirm").status_code == 410
    assert theirs.get(link_in(asked)).status_code == 410
    assert mine.press("/console/confirm").status_code == 303


def test_guessing_ends_after_five(house: House, database: Database, asked: str) -> None:
    browser = Browser(house)
    wrong = [browser.fill("/console/login", code=f"AAAA-AAA{n}").status_code for n in range(2, 7)]
    assert wrong == [403] * 5
    assert browser.fill("/console/login", code=code_in(asked)).status_code == 429


def test_new_browsers_of_one_address_are_counted_together(
    house: House, database: Database, asked: str
) -> None:
    codes = [
        Browser(house).fill("/console/login", code=f"BBBB-BB{n}").status_code for n in range(20)
    ]
    assert codes == [403] * 20
    assert Browser(house).fill("/console/login", code=code_in(asked)).status_code == 429
    elsewhere = Browser(house, address="192.0.2.9")
    assert elsewhere.fill("/console/login", code=code_in(asked)).status_code == 303


def test_the_wait_ends(house: House, database: Database, asked: str) -> None:
    browser = Browser(house)
    for n in range(6):
        browser.fill("/console/login", code=f"CCCC-CCC{n}")
    grow_old(database, console.Tries, timedelta(minutes=11), "since")
    assert browser.fill("/console/login", code=code_in(asked)).status_code == 303


def test_a_cookie_from_before_the_login_is_worth_nothing(
    house: House, database: Database, asked: str
) -> None:
    """Fixation: an attacker plants a cookie and waits for the victim to log in."""
    browser = Browser(house)
    browser.client.set_cookie("__Host-khem", "planted", domain="localhost", secure=True)
    browser.press(link_in(asked))
    attacker = Browser(house)
    attacker.client.set_cookie("__Host-khem", "planted", domain="localhost", secure=True)
    assert attacker.get("/console").status_code == 303
    assert browser.get("/console").status_code == 200


def test_a_second_login_in_a_browser_ends_the_first(house: House, database: Database) -> None:
    browser = Browser(house)
    for number in (1, 2):
        appoint(database, person(number), "officer", "5202")
        browser.press(link_in(say(database, "เข้าระบบ", person(number))))
    first, second = sessions(database)
    assert first.ended_at is not None
    assert second.ended_at is None


@pytest.mark.parametrize(
    ("age", "column"), [(timedelta(hours=12, seconds=1), "seen_at"), (timedelta(days=7), "made_at")]
)
def test_a_session_ends_by_itself(
    house: House, database: Database, age: timedelta, column: str
) -> None:
    browser = log_in(house, database, person(), "officer", "5202")
    grow_old(database, ConsoleSession, age, column)
    assert browser.get("/console").status_code == 303


def test_a_page_keeps_the_session_alive(house: House, database: Database) -> None:
    browser = log_in(house, database, person(), "officer", "5202")
    for _ in range(3):
        grow_old(database, ConsoleSession, timedelta(hours=11), "seen_at")
        assert browser.get("/console").status_code == 200


def test_a_page_that_keeps_itself_fresh_keeps_nobody_logged_in(
    house: House, database: Database
) -> None:
    browser = log_in(house, database, person(), "officer", "5202")
    for _ in range(2):
        grow_old(database, ConsoleSession, timedelta(hours=5), "seen_at")
        fresh = {"X-Requested-With": "fresh"}
        assert browser.get("/console/now", headers=fresh).status_code == 200
    grow_old(database, ConsoleSession, timedelta(hours=3), "seen_at")
    assert browser.get("/console/now", headers={"X-Requested-With": "fresh"}).status_code == 401


def test_the_fresh_part_comes_only_when_it_changed(house: House, database: Database) -> None:
    from store import quota

    browser = log_in(house, database, person(), "officer", "5202")
    page = browser.get("/console").text
    (tag,) = re.findall(r'data-tag="([^"]+)"', page.replace("&#34;", "'"))
    tag = tag.replace("'", '"')
    assert browser.get("/console/now", headers={"If-None-Match": tag}).status_code == 304
    with database.write() as session:
        quota.note(session, 300, 40, datetime.now(UTC))
    answer = browser.get("/console/now", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "260 / 300" in answer.text
    assert answer.headers["ETag"] != tag


def test_a_long_address_is_not_carried_through_the_login(
    house: House, database: Database, asked: str
) -> None:
    browser = Browser(house)
    browser.get(f"/console/warnings/new?text={'ก' * 700}")
    browser.fill("/console/login", code=code_in(asked))
    assert browser.press("/console/confirm").headers["Location"] == "/console"


def test_a_post_that_ends_ends_its_holder_s_pages_at_once(house: House, database: Database) -> None:
    holding = appoint(database, person(), "admin", "52")
    browser = log_in(house, database, person())
    assert browser.get("/console").status_code == 200
    with database.write() as session:
        officials.end(session, holding, datetime.now(UTC))
    assert browser.get("/console").status_code == 303
    assert sessions(database)[0].ended_at is not None


def test_the_chat_logs_out_everywhere(house: House, database: Database) -> None:
    browser = log_in(house, database, person(), "officer", "5202")
    from tests.bot.stage import button

    bring(database, button("do=console_login&end=all"))
    work_all(desk(database)[0])
    assert browser.get("/console").status_code == 303


def test_logging_out_needs_the_form_and_works(house: House, database: Database) -> None:
    browser = log_in(house, database, person(), "officer", "5202")
    assert browser.client.post("/console/logout").status_code == 400
    assert browser.get("/console").status_code == 200
    browser.send("/console/logout", browser.get("/console"))
    assert browser.get("/console").status_code == 303


def test_one_comes_back_to_the_page_that_was_asked_for(
    house: House, database: Database, asked: str
) -> None:
    browser = Browser(house)
    assert browser.get("/console?x=1").headers["Location"] == "/console/login"
    browser.fill("/console/login", code=code_in(asked))
    assert browser.press("/console/confirm").headers["Location"] == "/console?x=1"


@pytest.mark.parametrize(
    "then",
    ["https://evil.example/console", "//evil.example", "/console//x", "/privacy", "/console\\x"],
)
def test_nobody_is_led_elsewhere_after_the_login(
    house: House, database: Database, asked: str, then: str
) -> None:
    with database.write() as session:
        session.execute(update(LoginLink).values(then=then))
    assert Browser(house).press(link_in(asked)).headers["Location"] == "/console"


def test_on_one_s_own_machine_http_will_do(database: Database) -> None:
    house = House(database, PUBLIC_URL="http://localhost:8000")
    appoint(database, person(), "officer", "5202")
    said = say(database, "เข้าระบบ")
    path = "/console/enter/" + re.findall(r"/console/enter/([\w-]+)", said)[0]
    answer = Browser(house).press(path)
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("khem="))
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    house.close()


def test_the_language_is_kept_through_the_login(
    house: House, database: Database, asked: str
) -> None:
    browser = Browser(house)
    page = browser.get(f"{link_in(asked)}?language=en")
    assert "Yes, log in here" in page.text
    browser.send(link_in(asked), page)
    assert "Overview" in browser.get("/console").text


def test_no_page_of_the_console_is_kept_or_framed(house: House, database: Database) -> None:
    answer = log_in(house, database, person(), "officer", "5202").get("/console")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"]
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|\son\w+=|style=", answer.text)
