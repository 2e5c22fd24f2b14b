"""A warning from the first word to the phones and back: two people, the same words, only who should get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot import warning_post
from bot.cards import Look
from bot.language import language
from bot.warning_cap import Press
from domain import warnings as rules
from domain.official import Official
from store import audit, forget, outbox, people, quota, warning_reach, warnings
from store.db import Database
from store.outbox import Outgoing
from store.warnings import WarningRow
from tests.bot.stage import House, all_letters, messages_in, person
from tests.web.officials import Browser, appoint, log_in
from web.console import warning_form

WRITER, SECOND, PROVINCE, ADMIN = (person(n) for n in (11, 12, 13, 14))
FIELDS = {
    "mode": "real",
    "kind": "forest_fire",
    "level": "warning",
    "areas": ["5202"],
    "headline_th": "ไฟป่าใกล้บ้านเมาะหลวง",
    "text_th": "ปิดบ้าน เตรียมของจำเป็น\nฟังประกาศ",
    "headline_en": "Forest fire near Ban Mo Luang",
    "text_en": "Close the house. Listen to announcements.",
}


def hours(n: float) -> str:
    from bot.language import BANGKOK

    return (datetime.now(BANGKOK) + timedelta(hours=n)).strftime("%Y-%m-%dT%H:%M")


def fields(**changes: Any) -> dict[str, Any]:
    return {"starts": hours(-0.1), "ends": hours(10), **FIELDS, **changes}


@pytest.fixture
def town(database: Database) -> Database:
    """Residents of three districts, one who blocked us, a group; and what LINE still lets us send."""
    homes = {
        1: ("520204", "th"), 2: ("5202", ""), 3: ("520201", "en"), 4: ("5206", "th"), 5: ("", "th"), 6: ("5202", "th"),
    }  # fmt: skip
    now = datetime.now(UTC)
    with database.write() as session:
        for number, (area, code) in homes.items():
            people.remember(session, person(number), "user", now)
            people.change(session, person(number), area=area, language=code)
        people.change(session, person(6), blocked_at=now)
        people.remember(session, "C" + "9" * 32, "group", now)
        people.change(session, "C" + "9" * 32, area="5202")
        quota.note(session, 300, 40, now)
    return database


@pytest.fixture
def officials(house: House, town: Database) -> dict[str, Browser]:
    return {
        "writer": log_in(house, town, WRITER, "officer", "5202", title="ปลัดอำเภอแม่เมาะ"),
        "second": log_in(house, town, SECOND, "approver", "5202", title="นายอำเภอแม่เมาะ"),
        "province": log_in(house, town, PROVINCE, "approver", "52", title="หัวหน้า ปภ. จังหวัด"),
    }


@pytest.fixture
def written(officials: dict[str, Browser]) -> str:
    return write(officials["writer"])


def write(browser: Browser, **changes: Any) -> str:
    answer = browser.fill("/console/warnings/new", **fields(**changes))
    assert answer.status_code == 303, re.sub(r"<[^>]+>|\s+", " ", answer.text)
    return answer.headers["Location"].rpartition("/")[2]


def step(browser: Browser, number: str, name: str, reason: str = "", version: str = "") -> int:
    """Press it, also where the page offers no such button."""
    page = browser.get(f"/console/warnings/{number}")
    now = str(row(browser.database, number).version)
    told = {"step": name, "reason": reason, "version": version or now}
    return browser.send(f"/console/warnings/{number}/step", page, **told).status_code


def state(database: Database, number: str) -> str:
    return row(database, number).state


def row(database: Database, number: str) -> WarningRow:
    with database.read() as session:
        found = warnings.find(session, number)
    assert found is not None
    return found


def multicasts(database: Database) -> list[Outgoing]:
    return [one for one in all_letters(database) if one.method == "multicast"]


def recipients(letters: list[Outgoing]) -> list[str]:
    return sorted(one for letter in letters for one in orjson.loads(letter.recipients or b"[]"))


def end_letters(database: Database, as_state: str = outbox.SENT, **only: str) -> None:
    """What the sender would note."""
    with database.write() as session:
        for letter in session.scalars(select(Outgoing).where(Outgoing.state == outbox.WAITING)):
            if only.get("key", letter.key) == letter.key:
                letter.state, letter.ended_at = as_state, datetime.now(UTC)


def later(database: Database, ahead: float = 0, authority: str = "") -> dict[str, int]:
    """The job, some hours on."""
    press = Press(Look("https://khem.example", language("th")), authority, database.data_dir)
    now = datetime.now(UTC) + timedelta(hours=ahead)
    return warning_post.work(warning_post.Office(database, press, now, ALARMS.append))


ALARMS: list[str] = []


@pytest.fixture(autouse=True)
def _quiet() -> None:
    ALARMS.clear()


def test_two_people_and_it_goes_out(officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["writer"])
    year = datetime.now(UTC).year + 543
    assert number == f"W-{year}-0001"
    assert multicasts(town) == []
    assert step(officials["writer"], number, "submit") == 303
    assert step(officials["second"], number, "approve") == 303
    assert state(town, number) == rules.SENDING
    letters = multicasts(town)
    assert recipients(letters) == sorted([person(1), person(2), person(3)])
    assert {letter.urgency for letter in letters} == {2}
    said = {letter.key.split(":")[2]: messages_in(letter)[0] for letter in letters}
    assert "ไฟป่าใกล้บ้านเมาะหลวง" in said["th"]["altText"]
    assert "Forest fire near Ban Mo Luang" in said["en"]["altText"]
    end_letters(town)
    later(town)
    assert state(town, number) == rules.IN_FORCE
    later(town, ahead=11)
    assert state(town, number) == rules.OVER
    with town.read() as session:
        done = [one.what for one in audit.search(session, audit.Wanted())][::-1]
    assert [what for what in done if "warning" in what] == [
        "warning written",
        "warning: submit",
        "warning: approve",
    ]


def test_the_page_shows_what_is_sent_before_it_is(
    officials: dict[str, Browser], written: str, town: Database
) -> None:
    page = officials["second"].get(f"/console/warnings/{written}").text
    shown = re.sub(r"<br>", "\n", page)
    step(officials["writer"], written, "submit")
    page = officials["second"].get(f"/console/warnings/{written}").text
    assert "เหลือ 255" in page, "300 less 40 used, less two approvers told, less three people"
    step(officials["second"], written, "approve")
    for letter in multicasts(town):
        (message,) = messages_in(letter)
        for words in texts(message["contents"]):
            assert words in shown.replace("&#39;", "'"), words
        assert message["altText"] in shown


def texts(piece: Any) -> Iterator[str]:
    if isinstance(piece, dict):
        if piece.get("type") == "text":
            yield piece["text"]
        for value in piece.values():
            yield from texts(value)
    elif isinstance(piece, list):
        for one in piece:
            yield from texts(one)


def test_nobody_approves_their_own(house: House, town: Database) -> None:
    alone = log_in(house, town, SECOND, "approver", "52")
    number = write(alone)
    step(alone, number, "submit")
    assert step(alone, number, "approve") == 403
    assert state(town, number) == rules.SUBMITTED


def test_a_second_post_is_no_second_person(house: House, town: Database) -> None:
    alone = log_in(house, town, SECOND, "officer", "5202")
    number = write(alone)
    step(alone, number, "submit")
    appoint(town, SECOND, "approver", "52")
    assert step(alone, number, "approve") == 403


def test_who_last_changed_the_words_does_not_approve_them(
    house: House, officials: dict[str, Browser], town: Database, written: str
) -> None:
    step(officials["writer"], written, "submit")
    step(officials["second"], written, "return", "ใส่ชื่อหมู่บ้านด้วย")
    page = officials["second"].get(f"/console/warnings/{written}/edit")
    assert (
        officials["second"]
        .send(f"/console/warnings/{written}/edit", page, **fields(headline_th="ใหม่"))
        .status_code
        == 303
    )
    step(officials["writer"], written, "submit")
    assert step(officials["second"], written, "approve") == 403
    assert step(officials["province"], written, "approve") == 303


def test_who_changed_a_part_leaves_the_others_its_writers(
    officials: dict[str, Browser], town: Database
) -> None:
    """The district's approver wrote it, the officer changed one word: neither is the second person, also on the card."""
    number = write(officials["second"])
    edit = f"/console/warnings/{number}/edit"
    assert officials["writer"].fill(edit, **fields(headline_th="ใหม่")).status_code == 303
    assert step(officials["writer"], number, "submit") == 303
    told = [one.chat for one in all_letters(town) if one.key.startswith("warning-desk:")]
    assert told == [PROVINCE]
    assert step(officials["second"], number, "approve") == 403
    assert step(officials["province"], number, "approve") == 303


def test_a_forgotten_writer_is_no_name_in_it(town: Database) -> None:
    content = warning_form.blank(datetime.now(UTC), Official("U", ()), {})
    with town.write() as session:
        row_id = warnings.make(session, content, WRITER, 1, datetime.now(UTC)).id
        made = session.get(WarningRow, row_id)
        assert made is not None
        made.writers = f"{WRITER} {SECOND} {PROVINCE}"
    with town.write() as session:
        forget.person(session, SECOND)
        forget.person(session, WRITER)
    with town.read() as session:
        kept = warnings.get(session, row_id)
        assert kept is not None
        assert (kept.writers, kept.written_by) == (PROVINCE, "")


def test_two_who_change_it_at_once_lose_nothing(
    officials: dict[str, Browser], town: Database, written: str
) -> None:
    path, times = f"/console/warnings/{written}/edit", {"starts": hours(0), "ends": hours(9)}
    old = officials["second"].get(path)
    first = fields(headline_th="หัวข้อของคนแรก", areas=["520204"], level="info", **times)
    assert officials["writer"].fill(path, **first).status_code == 303
    mine = fields(headline_th="หัวข้อของคนที่สอง", text_th="เขียนมาทั้งคืน", **times)
    answer = officials["second"].send(path, old, **mine)
    assert answer.status_code == 409
    assert row(town, written).said.headline_th == "หัวข้อของคนแรก"
    shown = answer.text.partition("</dl>")
    stands = shown[0].partition("<dl>")[2]
    for theirs in ("หัวข้อของคนแรก", "ปิดบ้าน เตรียมของจำเป็น", "แจ้งให้ทราบ"):
        assert theirs in stands, theirs
    assert stands.count("<dt>") == 4, "headline, text, level and area: what differs, no more"
    for typed in ('value="หัวข้อของคนที่สอง"', "เขียนมาทั้งคืน</textarea>"):
        assert typed in shown[2]
    assert officials["second"].send(path, answer, **mine).status_code == 303, "seen, so it holds"
    assert row(town, written).said.headline_th == "หัวข้อของคนที่สอง"
    now = officials["writer"].get(path)
    bad = officials["writer"].send(path, now, **{**mine, "ends": ""}, version="2")
    assert (bad.status_code, 'name="version" value="2"' in bad.text) == (400, True), (
        "as old as it was"
    )
    for version in ("2", "", "²", "9" * 99):
        assert officials["writer"].send(path, now, **mine, version=version).status_code == 409


def test_nobody_waits_while_people_are_counted(
    officials: dict[str, Browser], town: Database, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand rows take a second: counted for the card before the write begins."""
    writing, counted, write_it, count = [False], [], Database.write, warning_reach.count

    @contextmanager
    def watched(self: Database, **how: bool) -> Iterator[Any]:
        with write_it(self, **how) as session:
            writing[0] = True
            try:
                yield session
            finally:
                writing[0] = False

    def looked_at(*asked: Any) -> Any:
        counted.append(writing[0])
        return count(*asked)

    monkeypatch.setattr(Database, "write", watched)
    monkeypatch.setattr(warning_reach, "count", looked_at)
    assert step(officials["writer"], written, "submit") == 303
    assert counted[-1:] == [False]
    assert not any(counted)
    (card,) = [one for one in all_letters(town) if one.chat == SECOND]
    assert "3 คน" in str(messages_in(card))


def test_danger_to_life_needs_the_province(officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["writer"], level="critical")
    step(officials["writer"], number, "submit")
    assert step(officials["second"], number, "approve") == 403
    assert step(officials["province"], number, "approve") == 303
    assert {letter.urgency for letter in multicasts(town)} == {0}


@pytest.mark.parametrize("name", ["return", "reject"])
def test_a_no_says_why(
    officials: dict[str, Browser], written: str, town: Database, name: str
) -> None:
    step(officials["writer"], written, "submit")
    assert step(officials["second"], written, name) == 403
    assert step(officials["second"], written, name, "พื้นที่กว้างเกินไป") == 303
    assert "พื้นที่กว้างเกินไป" in officials["writer"].get(f"/console/warnings/{written}").text
    assert state(town, written) in (rules.RETURNED, rules.REJECTED)


def test_what_was_approved_is_what_goes_out_even_if_people_move(
    officials: dict[str, Browser], written: str, town: Database
) -> None:
    step(officials["writer"], written, "submit")
    before = officials["writer"].get("/console/warnings/new")
    answer = officials["writer"].send(
        f"/console/warnings/{written}/edit", before, **fields(headline_th="อย่างอื่น")
    )
    assert answer.status_code == 403
    step(officials["second"], written, "approve")
    assert "อย่างอื่น" not in str([messages_in(one) for one in multicasts(town)])


def test_an_old_page_moves_nothing(
    officials: dict[str, Browser], written: str, town: Database
) -> None:
    """The approver saw version 1; the writer took it back, changed it and submitted again."""
    step(officials["writer"], written, "submit")
    seen = "".join(
        re.findall(
            r'name="version" value="(\d+)"',
            officials["second"].get(f"/console/warnings/{written}").text,
        )[:1]
    )
    step(officials["writer"], written, "take back")
    page = officials["writer"].get(f"/console/warnings/{written}/edit")
    officials["writer"].send(
        f"/console/warnings/{written}/edit", page, **fields(headline_th="เปลี่ยนแล้ว")
    )
    step(officials["writer"], written, "submit")
    assert step(officials["second"], written, "approve", version=seen) == 409
    assert state(town, written) == rules.SUBMITTED


def test_alone_for_lives_only_with_a_reason_and_an_alarm(
    officials: dict[str, Browser], town: Database
) -> None:
    second = officials["second"]
    mild = write(second)
    assert step(second, mild, "send alone", "ตีสอง ไม่มีใครรับสาย ไฟถึงหมู่บ้านแล้ว") == 403
    number = write(second, level="critical")
    assert step(second, number, "send alone", "ด่วน") == 403
    assert step(second, number, "send alone", "ตีสอง ไม่มีใครรับสาย ไฟถึงหมู่บ้านแล้ว") == 303
    assert recipients(multicasts(town)) == sorted([person(1), person(2), person(3)])
    told = [one for one in all_letters(town) if one.method == "push"]
    assert [one.chat for one in told] == [PROVINCE]
    assert number in str(messages_in(told[0]))
    assert "ยังไม่มีคนตรวจย้อนหลัง" in officials["province"].get(f"/console/warnings/{number}").text
    page = second.get(f"/console/warnings/{number}")
    assert second.send(f"/console/warnings/{number}/review", page).status_code == 403
    page = officials["province"].get(f"/console/warnings/{number}")
    assert officials["province"].send(f"/console/warnings/{number}/review", page).status_code == 303
    assert row(town, number).reviewed_post > 0


def test_an_officer_never_sends_alone(officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["writer"], level="critical")
    assert step(officials["writer"], number, "send alone", "ตีสอง ไม่มีใครรับสาย ไฟถึงหมู่บ้านแล้ว") == 403
    assert multicasts(town) == []


def test_a_practice_reaches_no_phone_and_no_feed(
    house: House, officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"], mode="training")
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    for ahead in (0, 1, 11):
        later(town, ahead=ahead)
        assert multicasts(town) == []
    assert "ไฟป่าใกล้บ้านเมาะหลวง" not in house.client.get("/").text
    assert "<entry>" not in house.client.get("/cap/").text


def test_a_drill_says_so_first(house: House, officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["writer"], mode="drill", level="critical")
    step(officials["writer"], number, "submit")
    step(officials["province"], number, "approve")
    letters = multicasts(town)
    assert letters
    for letter in letters:
        (message,) = messages_in(letter)
        assert message["altText"].startswith("[ซ้อม] ")
        assert next(texts(message["contents"]["header"])).startswith("[ซ้อม] ")
        assert letter.urgency == 5, "a drill never spends what is kept for lives"
    assert "[ซ้อม]" in house.client.get("/").text


def test_what_is_over_before_its_hour_never_goes_out(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"], starts=hours(2), ends=hours(3))
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    assert state(town, number) == rules.APPROVED
    later(town, ahead=4)
    assert multicasts(town) == []
    assert state(town, number) == rules.OVER


def test_it_waits_for_its_hour_and_then_goes_once(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"], starts=hours(2), ends=hours(5))
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    later(town)
    assert multicasts(town) == []
    for _ in range(3):
        later(town, ahead=3)
    assert recipients(multicasts(town)) == sorted([person(1), person(2), person(3)])


def test_called_off_before_its_hour_nobody_hears_anything(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"], starts=hours(2), ends=hours(5))
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    assert step(officials["second"], number, "cancel", "ไฟดับแล้ว") == 303
    later(town, ahead=3)
    assert multicasts(town) == []


def test_a_correction_goes_to_exactly_who_got_it(
    officials: dict[str, Browser], town: Database
) -> None:
    """The Thai letter arrived, the English one still waits: it is taken back and nobody of it is told."""
    number = write(officials["writer"])
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    thai = next(one for one in multicasts(town) if ":th:" in one.key)
    end_letters(town, key=thai.key)
    with town.write() as session:  # moved in since: never heard of it
        people.remember(session, person(50), "user", datetime.now(UTC))
        people.change(session, person(50), area="5202")
    assert step(officials["second"], number, "cancel", "ไฟดับแล้ว กลับบ้านได้") == 303
    corrections = [one for one in multicasts(town) if one.key.startswith("correction:")]
    assert recipients(corrections) == sorted([person(1), person(2)])
    assert "ไฟดับแล้ว กลับบ้านได้" in messages_in(corrections[0])[0]["altText"]
    english = next(
        one for one in multicasts(town) if one.key.startswith("warning:") and ":en:" in one.key
    )
    assert english.state == outbox.DROPPED
    end_letters(town)
    for _ in range(3):
        assert later(town)["corrected"] == 0
    assert len([one for one in multicasts(town) if one.key.startswith("correction:")]) == 1


def test_a_letter_in_doubt_is_waited_for(officials: dict[str, Browser], town: Database) -> None:
    """LINE was asked and did not answer: it may have been delivered, so its fate decides about the correction."""
    number = write(officials["writer"])
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    with town.write() as session:
        for letter in session.scalars(select(Outgoing)):
            letter.attempts, letter.answered = 1, 0
    step(officials["second"], number, "cancel", "ไฟดับแล้ว")
    assert [one for one in multicasts(town) if one.key.startswith("correction:")] == []
    assert {one.state for one in multicasts(town)} == {outbox.WAITING}
    end_letters(town)
    later(town)
    assert recipients(
        [one for one in multicasts(town) if one.key.startswith("correction:")]
    ) == sorted([person(1), person(2), person(3)])


def test_a_newer_one_ends_the_older_and_takes_back_what_waits(
    house: House, officials: dict[str, Browser], town: Database
) -> None:
    first = write(officials["writer"])
    step(officials["writer"], first, "submit")
    step(officials["second"], first, "approve")
    second = write(officials["writer"], replaces=first, headline_th="ไฟถึงบ้านเมาะหลวงแล้ว")
    step(officials["writer"], second, "submit")
    step(officials["second"], second, "approve")
    assert state(town, first) == rules.OVER
    older = [
        one for one in multicasts(town) if one.key.startswith(f"warning:{row(town, first).id}:")
    ]
    assert {one.state for one in older} == {outbox.DROPPED}
    newer = [
        one for one in multicasts(town) if one.key.startswith(f"warning:{row(town, second).id}:")
    ]
    assert first in str(messages_in(newer[0])[0])
    feed = house.client.get("/cap/").text
    assert "ไฟถึงบ้านเมาะหลวงแล้ว" in feed
    assert "ไฟป่าใกล้บ้านเมาะหลวง" not in feed


def test_a_warning_that_cannot_be_worked_stops_none_of_the_others(
    officials: dict[str, Browser], town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [write(officials["writer"], starts=hours(1)) for _ in range(2)]
    for number in numbers:
        step(officials["writer"], number, "submit")
        step(officials["second"], number, "approve")
    broken, good = numbers
    real = warnings.notice

    def fails(session: Any, one: WarningRow) -> Any:
        if one.number == broken:
            raise ValueError("a broken row")
        return real(session, one)

    monkeypatch.setattr(warnings, "notice", fails)
    assert later(town, 2)["begun"] == 1
    assert [state(town, number) for number in (broken, good)] == ["approved", "sending"]
    (alarm,) = ALARMS
    assert alarm == f"1 warnings could not be worked: {broken}"


def test_too_few_messages_hold_it_back_and_say_so(
    officials: dict[str, Browser], town: Database
) -> None:
    with town.write() as session:
        quota.note(session, 300, 299, datetime.now(UTC))
    number = write(officials["writer"], level="info")
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    assert multicasts(town) == []
    assert row(town, number).held
    later(town)
    assert ALARMS == [], "the console raised it already"
    with town.write() as session:
        quota.note(session, 300, 0, datetime.now(UTC))
    later(town)
    assert len(recipients(multicasts(town))) == 3
    assert row(town, number).held == ""


def test_a_thousand_people_in_letters_of_five_hundred(
    officials: dict[str, Browser], town: Database
) -> None:
    with town.write() as session:
        for n in range(1000, 2001):
            people.remember(session, person(n), "user", datetime.now(UTC))
            people.change(session, person(n), area="520204")
        quota.note(session, None, 0, datetime.now(UTC))
    number = write(officials["writer"], level="critical")
    step(officials["writer"], number, "submit")
    step(officials["province"], number, "approve")
    thai = [one for one in multicasts(town) if ":th:" in one.key]
    assert sorted(one.people for one in thai) == [4, 499, 500], (
        "a page of 500 holds one English reader"
    )
    assert len({one.chat for one in thai}) == 3, "no chunk waits for another"
    assert len(set(recipients(thai))) == 1003


def test_the_whole_province_is_everybody(officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["province"], areas=["52"])
    with town.write() as session:
        people.change(session, SECOND, language="th")
    step(officials["province"], number, "submit")
    assert step(officials["second"], number, "approve") == 403
    assert step(officials["writer"], number, "approve") == 403


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "evacuation"}, "ผู้มีอำนาจสั่ง"),
        ({"ends": hours(-1)}, "ผ่านไปแล้ว"),
        ({"starts": hours(5), "ends": hours(4)}, "หลังเวลาเริ่ม"),
        ({"ends": hours(24 * 9)}, "นานเกินไป"),
        ({"starts": hours(24 * 31), "ends": hours(24 * 31 + 1)}, "30 วัน"),
        ({"headline_th": " "}, "ต้องมีหัวข้อ"),
        ({"text_en": ""}, "ภาษาอังกฤษ"),
        ({"headline_th": "ก" * 81}, "80"),
        ({"text_th": "ก" * 701}, "700"),
        ({"level": "panic"}, "เลือกเรื่อง"),
    ],
)
def test_what_is_not_good_enough_cannot_be_submitted(
    officials: dict[str, Browser], town: Database, changes: dict[str, Any], said: str
) -> None:
    number = write(officials["writer"], **changes)
    assert said in officials["writer"].get(f"/console/warnings/{number}").text
    assert step(officials["writer"], number, "submit", version="1") == 403
    assert state(town, number) == rules.DRAFT


@pytest.mark.parametrize(
    "changes",
    [
        {"ends": ""},
        {"ends": "soon"},
        {"starts": "now", "ends": hours(2)},
        {"areas": ["5206"]},
        {"areas": []},
        {"areas": ["52"]},
    ],
)
def test_what_cannot_be_read_keeps_what_was_typed(
    officials: dict[str, Browser], changes: dict[str, Any]
) -> None:
    answer = officials["writer"].fill("/console/warnings/new", **fields(**changes))
    assert answer.status_code == 400
    assert "ไฟป่าใกล้บ้านเมาะหลวง" in answer.text


def test_an_evacuation_with_its_issuer(officials: dict[str, Browser], town: Database) -> None:
    number = write(
        officials["writer"], kind="evacuation", level="critical", issuer="นายอำเภอแม่เมาะ"
    )
    assert step(officials["writer"], number, "submit") == 303
    assert step(officials["province"], number, "approve") == 303
    assert "นายอำเภอแม่เมาะ" in str(messages_in(multicasts(town)[0]))


def test_words_are_never_markup(officials: dict[str, Browser], house: House) -> None:
    number = write(
        officials["writer"],
        headline_th="<script>alert(1)</script>",
        text_th="<b>&amp;",
        headline_en="",
        text_en="",
    )
    step(officials["writer"], number, "submit")
    page = officials["second"].get(f"/console/warnings/{number}").text
    assert "<script>alert" not in page
    step(officials["second"], number, "approve")
    assert "<script>alert" not in house.client.get("/").text
    assert "<script>alert" not in house.client.get("/cap/").text


def test_a_draft_from_the_chat_is_in_the_form(officials: dict[str, Browser]) -> None:
    page = officials["writer"].get("/console/warnings/new?text=ไฟมาแล้ว&area=520204").text
    assert "ไฟมาแล้ว</textarea>" in page
    assert '<option value="520204" selected>' in page
    assert '<option value="5206"' not in page


def test_the_job_and_the_console_at_once_send_once(
    officials: dict[str, Browser], town: Database
) -> None:
    """Every minute the job looks, at the moment of approval the console does; two clocks may run by mistake."""
    number = write(officials["writer"], starts=hours(1), ends=hours(9))
    step(officials["writer"], number, "submit")
    step(officials["second"], number, "approve")
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: later(town, ahead=2)["begun"], range(6)))
    assert sum(done) == 1
    assert recipients(multicasts(town)) == sorted([person(1), person(2), person(3)])
    with town.read() as session:
        steps = [one.step for one in warnings.steps_of(session, row(town, number).id)]
    assert steps == ["make", "submit", "approve", "begin"]


def test_two_approvers_at_once_approve_once(
    officials: dict[str, Browser], town: Database, written: str
) -> None:
    step(officials["writer"], written, "submit")
    seen = str(row(town, written).version)
    pages = {
        name: officials[name].get(f"/console/warnings/{written}") for name in ("second", "province")
    }

    def press(name: str) -> int:
        told = {"step": "approve", "reason": "", "version": seen}
        return (
            officials[name]
            .send(f"/console/warnings/{written}/step", pages[name], **told)
            .status_code
        )

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(press, pages))
    assert codes[0] == 303
    assert codes[1] in (403, 409)
    assert len(recipients(multicasts(town))) == 3


def test_numbers_are_given_once(town: Database) -> None:
    content = warning_form.blank(datetime.now(UTC), Official("U", ()), {})

    def make(_: int) -> str:
        with town.write() as session:
            return warnings.make(session, content, "U", 1, datetime.now(UTC)).number

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(make, range(12)))
    assert len(set(numbers)) == 12
