"""A village with volunteers and a fire that somebody leads: for tests of missions. The clock is ours: it is `at`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cards import Look
from bot.language import language
from domain import fires as rules
from domain import missions as mission_rules
from jobs import watch_missions
from store import clock, fires, missions, people, volunteers
from store.fires import FireRow
from store.volunteers import VolunteerRow
from tests.bot import stage
from tests.village import Village

HOME = "520204"  # Mae Mo, the tambon
AFTERNOON = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)  # 13.00 in Lampang
NIGHT = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)  # 21.00
LOOK = Look("https://khem.example", language("th"))
HEAD, STATION, PROVINCE = 50, 51, 52


@dataclass
class Crew(Village):
    """Persons 1 … are volunteers on duty; 50 is the village head, 51 the station, 52 the province."""

    at: datetime = AFTERNOON
    fire: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.set_clock(self.at)
        self.official(HEAD, HOME, "ผู้ใหญ่บ้าน", "ผู้ใหญ่สม", phone="0811111150")
        self.official(STATION, "5202", "สถานีควบคุมไฟป่า", "หัวหน้าไพร", phone="0811111151")
        self.official(PROVINCE, "52", "เวรจังหวัด", "เวรดา", role="approver", phone="0811111152")

    def set_clock(self, at: datetime) -> None:
        """Business time stands at `at`; letters keep real time."""
        self.at = at
        with self.database.write() as session:
            clock.set_demo(session, datetime.now(UTC), at, 0)

    def volunteer(self, who: int, name: str = "", **more: Any) -> None:
        """Approved and on duty until tomorrow unless `more` says otherwise."""
        chat = stage.person(who)
        told = {
            "name": name or f"อาสา{who} ใจดี",
            "birth_year": 1990,
            "phone": f"08000000{who:02d}",
            "home": HOME,
            "village": "บ้านเวียงสวรรค์ หมู่ 1",
            "kind": "citizen",
            "skills": "fight,drive",
            "kit": "",
            "contact_name": f"ญาติ{who}",
            "contact_phone": f"08900000{who:02d}",
            "state": "approved",
            "duty_until": self.at + timedelta(hours=20),
        } | more
        with self.database.write() as session:
            people.remember(session, chat, "user", datetime.now(UTC))
            people.change(session, chat, role="volunteer")
            session.add(
                VolunteerRow(line_id=chat, asked_at=self.at, decided_by="", near="", **told)
            )

    def burns(self, kind: str = "forest", owner: int = HEAD, **more: Any) -> int:
        """A fire that `owner` has taken (0: nobody)."""
        names = {HEAD: "ผู้ใหญ่สม", STATION: "หัวหน้าไพร", PROVINCE: "เวรดา"}
        told = {
            "year": 2569,
            "state": rules.TAKEN if owner else rules.REPORTED,
            "kind": kind,
            "area": HOME,
            "lat": 18.33,
            "lon": 99.73,
            "radius_m": 500,
            "name": "ดอยพระบาท",
            "opened_at": self.at,
            "active_at": self.at,
            "owner": stage.person(owner) if owner else "",
            "owner_name": names.get(owner, ""),
            "owner_phone": f"08111111{owner}" if owner else "",
        } | more
        with self.database.write() as session:
            number = fires.next_number(session, 2569)
            row = FireRow(number=number, **told)
            session.add(row)
            session.flush()
            self.fire = row.id
        return self.fire

    def calls(self, who: int = HEAD, task: str = "fight") -> str:
        return self.post(who, f"do=mission&act=call&fire={self.fire}&v={task}")

    def minutes(self, number: int, step: int = 1) -> None:
        """The clock goes on; the job runs each `step` minutes of it."""
        for _ in range(0, number, step):
            self.set_clock(self.at + timedelta(minutes=step))
            counts = watch_missions.run(self.database, self.at, LOOK, self.alarms.append)
            for name, count in counts.items():
                self.counts[name] = self.counts.get(name, 0) + count

    def team(self) -> tuple[mission_rules.Mission, ...]:
        with self.database.read() as session:
            return missions.team(session, self.fire)

    def mission(self, who: int) -> mission_rules.Mission:
        return next(one for one in self.team() if one.line_id == stage.person(who))

    def state(self, who: int) -> str:
        return self.mission(who).state

    def does(self, who: int, act: str, value: str = "") -> str:
        """A press on their own mission's card, whether it is still to be seen or not."""
        more = f"&v={value}" if value else ""
        return self.post(who, f"do=mission&act={act}&m={self.mission(who).id}{more}")

    def clears(self, by: int, *who: int) -> str:
        if not who:
            return self.post(by, f"do=mission&act=clear_all&fire={self.fire}")
        return "\n".join(
            self.post(by, f"do=mission&act=clear&m={self.mission(one).id}") for one in who
        )

    def out(self) -> int:
        with self.database.read() as session:
            return missions.people_out(session, self.fire)

    def account(self, who: int) -> volunteers.Volunteer | None:
        with self.database.read() as session:
            return volunteers.find(session, stage.person(who))
