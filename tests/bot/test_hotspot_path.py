"""Passes of a satellite to the war room's text, through the real inbox and store: lists, presses, fires, photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cards import Look, hotspot_summary
from bot.language import language
from domain import hotspot_counts
from domain.days import today
from domain.hotspot_checks import Rounds
from domain.hotspots import Detection, Pixel
from domain.places import Point
from jobs import ask_hotspot_checks, fetch_firms
from sources.firms import HotspotsRead
from store import clock, fires, hotspots, permits, photos
from store.db import Database
from store.fires import FireRow, ReportRow
from store.hotspot_checks import CheckRow
from tests.village import Village

CHAE_SON = "521304"  # a tambon of Mueang Pan
HERE = Point(18.853, 99.418)
PASS = datetime(2026, 3, 13, 6, 36, tzinfo=UTC)  # 13.36 in Lampang
ROUND = datetime(2026, 3, 13, 9, 10, tzinfo=UTC)  # 16.10
LOOK = Look("https://khem.example", language("th"))
HEAD, STATION, PROVINCE, ELSEWHERE, RESIDENT = 50, 51, 52, 53, 1


@dataclass
class Watch(Village):
    """A tambon with a village head, a station of its district, and the province on duty."""

    at: datetime = ROUND

    def __post_init__(self) -> None:
        super().__post_init__()
        self.official(HEAD, CHAE_SON, "ผู้ใหญ่บ้าน", "ผู้ใหญ่สม")
        self.official(STATION, "5213", "สถานีควบคุมไฟป่า", "หัวหน้าไพร")
        self.official(PROVINCE, "52", "เวรจังหวัด", "เวรดา", role="approver")
        self.official(ELSEWHERE, "520301", "ผู้ใหญ่บ้าน", "ผู้ใหญ่ไกล")
        self.set_clock(self.at)

    def press(self, who: int, label: str) -> str:
        """Letters of the job are looked at first."""
        self.heard(who)
        return super().press(who, label)

    def set_clock(self, at: datetime) -> None:
        self.at = at
        with self.database.write() as session:
            clock.set_demo(session, datetime.now(UTC), at, 0)

    def passes(self, *places: Point, at: datetime = PASS, source: str = "firms") -> None:
        pixels = tuple(Pixel(source, at, place, 280, satellite="N20") for place in places)
        fetch_firms.keep(self.database, source, self.at, HotspotsRead(pixels))

    def job(self, at: datetime | None = None) -> dict[str, int]:
        if at is not None:
            self.set_clock(at)
        return ask_hotspot_checks.run(self.database, self.at, LOOK, Rounds())

    def checks(self) -> list[CheckRow]:
        with self.database.read() as session:
            return list(session.scalars(select(CheckRow).order_by(CheckRow.id)))

    def fires(self) -> list[FireRow]:
        with self.database.read() as session:
            return list(session.scalars(select(FireRow).order_by(FireRow.id)))

    def spots(self) -> tuple[Detection, ...]:
        with self.database.read() as session:
            return hotspots.between(session, PASS - timedelta(days=3), PASS + timedelta(days=3))

    def warroom(self) -> str:
        told = hotspot_counts.summary(today(self.at), self.spots(), is_official=True)
        return hotspot_summary.words(told, LOOK)


@pytest.fixture
def watch(database: Database) -> Watch:
    return Watch(database)


def north(metres: float) -> Point:
    return Point(HERE.lat + metres / 111_195, HERE.lon)


def test_pass_list_press_fire_warroom(watch: Watch) -> None:
    watch.passes(HERE, north(380), north(4000))
    assert watch.job() == {"explained": 0, "checks": 2, "letters": 1}
    (said,) = watch.heard(HEAD)
    assert "แจ้ซ้อน" in said
    assert "2 จุดติดกัน" in said
    assert "47Q" in said
    assert "ไม่ไปคนเดียว" in said
    assert watch.heard(STATION) == watch.heard(ELSEWHERE) == []
    assert "ยังไม่ได้ตรวจ 3" in watch.warroom()

    answer = watch.press(HEAD, "แห่งที่ 1: ไฟจริง")
    assert "F-2569-0001" in answer
    assert "ยังไม่มีคนรับ" in answer
    (fire,) = watch.fires()
    assert (fire.state, fire.area, fire.kind) == ("reported", CHAE_SON, "")
    assert 280 <= (fire.radius_m or 0) <= 600
    assert abs((fire.lat or 0) - north(190).lat) < 0.0005
    assert "เก็บรูปไว้" in watch.sends(HEAD)
    with watch.database.read() as session:
        (kept,) = photos.of_subject(session, "hotspot:1", only_ready=False)
    assert kept.kind == "photo"
    assert "คุณรับเรื่อง" in watch.press(HEAD, "รับเรื่องนี้")

    assert "ไม่พบไฟ" in watch.press(HEAD, "แห่งที่ 2: ไม่พบ")
    assert "ไม่ต้องมีรูป" in watch.press(HEAD, "ข้าม")
    assert [check.state for check in watch.checks()] == ["fire", "none"]
    text = watch.warroom()
    assert "เมืองปาน: เช้า 0 บ่าย 3 รวม 3" in text
    assert "ไฟจริง 2, ไม่พบ 1\n" in text
    assert "13 มี.ค. 2569" in text
    assert "แจ้ซ้อน" not in text, "no tambon is told"
    assert "ตรวจหรือทราบสาเหตุแล้ว 3 จาก 3" in text
    assert watch.says(PROVINCE, "สรุปจุดความร้อน").startswith("สรุปจุดความร้อน จังหวัดลำปาง")
    assert "ไฟจริง" not in watch.says(RESIDENT, "สรุปจุดความร้อน")
    assert "เมืองปาน: เช้า 0 บ่าย 3" in watch.says(RESIDENT, "วันนี้มีจุดความร้อนกี่จุด")


def test_nobody_is_asked_outside_the_hours_and_nobody_twice(watch: Watch) -> None:
    watch.passes(HERE)
    assert watch.job(PASS + timedelta(hours=1)) == {"explained": 0, "checks": 0, "letters": 0}
    watch.job(ROUND)
    watch.job(ROUND + timedelta(minutes=5))
    watch.job(ROUND + timedelta(minutes=40))
    assert len(watch.heard(HEAD)) == 1


def test_what_comes_late_is_asked_together_half_an_hour_after(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.passes(north(4000))
    watch.job(ROUND + timedelta(minutes=10))
    assert len(watch.heard(HEAD)) == 1
    watch.job(ROUND + timedelta(minutes=31))
    assert len(watch.heard(HEAD)) == 2


def test_a_neighbour_pixel_of_a_later_pass_joins_the_open_question(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.passes(north(300), at=PASS + timedelta(minutes=26))
    watch.job(ROUND + timedelta(minutes=31))
    assert len(watch.checks()) == 1
    watch.press(HEAD, "ไม่พบ")
    assert {spot.outcome for spot in watch.spots()} == {"none"}


def test_unanswered_ones_go_to_the_next_circle_and_end_there(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.job(ROUND + timedelta(minutes=89))
    assert watch.heard(STATION) == []
    watch.job(ROUND + timedelta(minutes=90))
    (said,) = watch.heard(STATION)
    assert "ยังไม่มีใครตอบ" in said
    assert watch.heard(PROVINCE) == []
    next_morning = datetime(2026, 3, 14, 2, 5, tzinfo=UTC)
    watch.job(next_morning)
    assert len(watch.heard(PROVINCE)) == 1
    watch.press(STATION, "เข้าไม่ถึง")
    assert [check.state for check in watch.checks()] == ["unreachable"]
    watch.job(next_morning + timedelta(hours=2))
    assert len(watch.heard(PROVINCE)) == 1


def test_without_an_answer_it_stays_unchecked_and_cannot_be_answered_later(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.job(PASS + timedelta(hours=49))
    assert [check.state for check in watch.checks()] == ["missed"]
    assert "เกินสองวัน" in watch.press(HEAD, "ไม่พบ")
    assert {spot.outcome for spot in watch.spots()} == {"to_check"}


def test_a_tambon_without_posts_is_asked_of_its_district(watch: Watch) -> None:
    watch.passes(Point(18.79402, 99.43187))  # Mueang Pan's own tambon
    watch.job()
    assert len(watch.heard(STATION)) == 1
    assert watch.heard(HEAD) == []


def test_a_known_fire_explains_it_whichever_came_first(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.set_clock(ROUND + timedelta(minutes=6))
    watch.says(RESIDENT, "ไฟไหม้ป่า")
    watch.pins(RESIDENT, HERE.lat, HERE.lon)
    watch.press(RESIDENT, "ไฟอยู่ตรงหมุด")
    assert watch.job(ROUND + timedelta(minutes=10))["explained"] == 1
    assert [check.state for check in watch.checks()] == ["known"]
    assert "ไม่ต้องตรวจ" in watch.press(HEAD, "ไฟจริง")
    assert len(watch.fires()) == 1
    watch.passes(north(200), at=PASS + timedelta(minutes=26))
    assert watch.job(ROUND + timedelta(minutes=60))["explained"] == 1
    assert {spot.outcome for spot in watch.spots()} == {"known"}
    assert "ไฟจริง 2" in watch.warroom()


def test_real_fire_at_a_known_one_joins_it(watch: Watch) -> None:
    """An open fire that was last heard of long ago is still that fire, and not a second one."""
    with watch.database.write() as session:
        long_ago = PASS - timedelta(hours=9)
        session.add(
            FireRow(
                year=2569, number=7, state="taken", kind="forest", area=CHAE_SON, lat=HERE.lat,
                lon=HERE.lon, radius_m=300, opened_at=long_ago, active_at=long_ago, owner="U" + "9" * 32,
                owner_name="หัวหน้าไพร",
            )
        )  # fmt: skip
    watch.passes(north(300))
    watch.job()
    assert "ใกล้ F-2569-0007" in watch.heard(HEAD)[0]
    answer = watch.press(HEAD, "ไฟจริง")
    assert "F-2569-0007" in answer
    assert "หัวหน้าไพร" in answer
    assert len(watch.fires()) == 1
    with watch.database.read() as session:
        assert len(list(session.scalars(select(ReportRow)))) == 1


def test_a_permitted_plot_explains_it_also_after_it_burnt_out(watch: Watch) -> None:
    plot = burning(watch.database)
    watch.passes(HERE)
    assert watch.job()["explained"] == 1
    assert watch.heard(HEAD) == []
    assert "มีใบอนุญาต 1" in watch.warroom()
    assert plot


def burning(database: Database) -> int:
    """A plot of three rai that burnt from 13.00 to 14.00 there."""
    with database.write() as session:
        row = permits.PermitRow(
            year=2569, number=1, state="out", holder="", tambon=CHAE_SON, lat=HERE.lat, lon=HERE.lon,
            rai=3.0, residue="rice", day=today(PASS), hour=13.0, hours=2.0, filed_at=PASS, changed_at=PASS,
            started_at=PASS - timedelta(minutes=36), ended_at=PASS + timedelta(minutes=24),
            public_id="a-public-id",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def test_presses_are_checked_for_post_area_and_state(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    for who in (RESIDENT, ELSEWHERE):
        assert "นอกพื้นที่" in watch.post(who, "do=hotspot_check&check=1&a=fire")
    assert watch.fires() == []
    assert "ไม่เจอ" in watch.post(HEAD, "do=hotspot_check&check=99&a=fire")
    assert "ไม่เจอ" in watch.post(HEAD, "do=hotspot_check&check=1&a=burn")
    watch.press(HEAD, "มีใบอนุญาต")
    assert "จดไว้แบบนั้นแล้ว" in watch.press(HEAD, "มีใบอนุญาต")
    assert "ผู้ใหญ่สม ตอบไว้แล้วว่า มีใบอนุญาต" in watch.post(STATION, "do=hotspot_check&check=1&a=fire")
    assert watch.fires() == []
    assert "F-2569-0001" in watch.press(STATION, "เปลี่ยนคำตอบ")
    assert "เป็นเรื่องไฟ F-2569-0001" in watch.press(HEAD, "ไม่พบ")
    assert len(watch.fires()) == 1


def test_a_fire_that_was_none_is_no_fire_in_the_count(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.press(HEAD, "ไฟจริง")
    watch.press(HEAD, "รับเรื่องนี้")
    watch.press(HEAD, "ไม่พบไฟ")
    watch.says(HEAD, "เป็นไอร้อนจากโรงสี")
    watch.pins(HEAD, HERE.lat, HERE.lon)
    assert [fire.state for fire in watch.fires()] == ["false"]
    watch.job(ROUND + timedelta(minutes=20))
    assert "   ไม่พบ 1\n" in watch.warroom()


def test_words_that_are_no_photo_close_the_question(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.press(HEAD, "ไม่พบ")
    assert "มีคนรับ" not in watch.says(HEAD, "ฝุ่นวันนี้เท่าไหร่")
    assert "ใช่ไฟหรือควัน" in watch.sends(HEAD), "a later photo is not the check's any more"


def test_a_place_where_nothing_was_found_before_says_so(watch: Watch) -> None:
    watch.passes(HERE, north(300))
    watch.job()
    watch.press(HEAD, "ไม่พบ")
    watch.passes(HERE, at=PASS + timedelta(hours=12))
    watch.job(datetime(2026, 3, 14, 2, 5, tzinfo=UTC))
    assert "ไม่พบไฟ 1 ครั้ง" in watch.heard(HEAD)[-1]


def test_many_places_go_in_one_letter_and_the_rest_later(watch: Watch) -> None:
    watch.passes(*(Point(18.83 + n * 0.0075, 99.43) for n in range(14)))
    assert watch.job()["checks"] == 14
    said = watch.heard(HEAD)
    assert len(said) == 3
    assert "ยังมีอีก 2 แห่ง" in said[-1]
    watch.job(ROUND + timedelta(minutes=31))
    assert len(watch.heard(HEAD)) == 4


def test_who_answered_is_kept_as_a_post_only(watch: Watch) -> None:
    watch.passes(HERE)
    watch.job()
    watch.press(HEAD, "ไฟจริง")
    with watch.database.write() as session:
        fires.forget(session, "U" + f"{HEAD:032x}")
        rows = [str(vars(row)) for row in session.scalars(select(CheckRow))]
    assert f"{HEAD:032x}" not in "".join(rows)
