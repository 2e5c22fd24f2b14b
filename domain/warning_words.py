"""What a warning says: its words, kinds, levels, areas and times, and what makes it good enough to be submitted. Pure.

What may be done with it: domain/warnings.py, which hands these names on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import quota
from domain.villages import village_keys
from domain.words import N_

KINDS = {
    "haze": N_("Haze"),
    "forest_fire": N_("Forest fire"),
    "burn_ban": N_("Burn ban"),
    "road_smoke": N_("Smoke on the road"),
    "shelter": N_("Shelter open"),
    "evacuation": N_("Evacuation"),
    "other": N_("Announcement"),
}
INFO, WARNING, CRITICAL = "info", "warning", "critical"
LEVELS = {INFO: N_("Information"), WARNING: N_("Warning"), CRITICAL: N_("Danger to life")}
# What goes to the phones, what goes out as an exercise, and what never leaves the console.
REAL, DRILL, TRAINING = "real", "drill", "training"
MODES = {
    REAL: N_("Real"),
    DRILL: N_("Drill: is sent, begins with [ซ้อม]"),
    TRAINING: N_("Practice: is never sent to a phone"),
}
DRILL_MARK = "[ซ้อม]"
SPOKEN_DRILL = "นี่คือการซ้อม ไม่ใช่เหตุจริง"
URGENCY = {CRITICAL: quota.LIFE_SAFETY, WARNING: quota.RED_AIR, INFO: quota.STATUS}
FOR_LIVES = ("forest_fire", "evacuation", "shelter", "road_smoke")
EVACUATION = "evacuation"
# Who may lawfully order people out of their houses (ม. 28 พ.ร.บ. ป้องกันและบรรเทาสาธารณภัย พ.ศ. 2550), as people write it.
ISSUERS = (
    "นายอำเภอ", "ผู้ว่า", "ผู้อำนวยการ", "นายก", "ผู้บัญชาการ", "district chief", "governor", "director", "mayor",
)  # fmt: skip
# Of a tambon, when villages are named: everybody; those who named one of them and those who named none; only the former.
TO_ALL, OR_UNNAMED, ONLY_NAMED = REACHES = ("all", "or_unnamed", "only_named")
REACH_LABELS = {
    TO_ALL: N_("Everybody of the tambon gets it, the text names the villages"),
    OR_UNNAMED: N_(
        "Who named one of these villages, and who named none; where life is in danger all who may live there"
    ),
    ONLY_NAMED: N_("Only who named one of these villages"),
}

LONGEST_HEADLINE, LONGEST_TEXT, LONGEST_OTHER = 80, 700, 1500
# About fourteen letters a second are read out so that people understand: half a minute.
LONGEST_SCRIPT = 420
LONGEST_PICTURE_WORDS = 120
SHORTEST_REASON, SHORTEST_REASON_ALONE = 5, 20
USUAL_LENGTH = timedelta(hours=22, minutes=30)
LONGEST = {"burn_ban": timedelta(days=150), "other": timedelta(days=30)}
LONGEST_OF_ALL = timedelta(days=7)
FARTHEST_START = timedelta(days=30)
TAMBON = 6  # digits of its code


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, to whom, from when to when. `script`: to be read over the loudspeakers of a village.

    `related`: the announcement of ปภ. it belongs to, so that it stays in step with Cell Broadcast. `reach`: whom of
    the tambons where `villages` are named; `groups`: also LINE groups of these areas. `picture`: its name
    (store/warning_pictures.py), and in words what it shows.
    """

    kind: str
    level: str
    mode: str
    areas: tuple[str, ...]
    headline_th: str
    text_th: str
    starts: datetime
    ends: datetime
    headline_en: str = ""
    text_en: str = ""
    villages: str = ""
    issuer: str = ""
    script: str = ""
    related: str = ""
    reach: str = TO_ALL
    groups: bool = False
    picture: str = ""
    picture_says: str = ""
    picture_says_en: str = ""

    @property
    def is_exercise(self) -> bool:
        return self.mode != REAL


@dataclass(frozen=True, slots=True)
class Picture:
    """As it is sent and published: a JPEG of ours. `sha1` is what CAP wants as its digest."""

    name: str
    width: int
    height: int
    size: int
    sha1: str

    @property
    def path(self) -> str:
        return f"/pictures/warnings/{self.name}.jpg"


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning as people get it: approved words with their number."""

    number: str
    content: Content
    correction: str = ""  # says why it is called off
    replaces: str = ""
    office: str = ""  # DOPA code of the office whose post wrote it; never a person
    office_kind: str = ""  # of domain/posts.KINDS
    picture: Picture | None = None


def problems(content: Content, now: datetime) -> list[str]:
    """What keeps a warning from being submitted: source texts, all at once."""
    found = [*_of_words(content), *_of_times(content, now), *_of_reach(content)]
    if not content.areas:
        found.append(N_("Choose at least one area."))
    if content.kind not in KINDS or content.level not in LEVELS or content.mode not in MODES:
        found.append(N_("Choose a kind, a level and how it is meant."))
    return [*found, *_of_evacuation(content)]


def _of_evacuation(content: Content) -> list[str]:
    if content.kind != EVACUATION:
        return []
    found = []
    if content.level != CRITICAL:
        found.append(
            N_(
                "An evacuation is always danger to life. Choose that level; if nobody has to leave yet, choose another kind."
            )
        )
    if not any(office in content.issuer.lower() for office in ISSUERS):
        found.append(
            N_(
                "Evacuation only with the name of who lawfully orders it: "
                "district chief, governor or the local director."
            )
        )
    return found


def _of_reach(content: Content) -> list[str]:
    if content.reach not in REACHES:
        return [N_("Choose whom of the tambon it reaches.")]
    if content.reach == TO_ALL:
        return []
    if not village_keys(content.villages) or any(len(one) != TAMBON for one in content.areas):
        return [N_("Single villages: name them, and choose only tambons as the area.")]
    if content.reach == ONLY_NAMED and content.level == CRITICAL:
        return [
            N_(
                "Danger to life also goes to those who named no village: nobody knows that they do not live there."
            )
        ]
    return []


def _of_words(content: Content) -> list[str]:
    found = []
    if not content.headline_th.strip() or not content.text_th.strip():
        found.append(N_("Headline and text in Thai are needed."))
    if bool(content.headline_en.strip()) != bool(content.text_en.strip()):
        found.append(N_("English: headline and text, or neither."))
    if max(len(content.headline_th), len(content.headline_en)) > LONGEST_HEADLINE:
        found.append(N_("A headline has at most 80 letters."))
    if max(len(content.text_th), len(content.text_en)) > LONGEST_TEXT:
        found.append(N_("A text has at most 700 letters."))
    others = (content.villages, content.issuer, content.script, content.related)
    if max(map(len, others)) > LONGEST_OTHER:
        found.append(N_("One of the other fields is too long."))
    if len(content.script) > LONGEST_SCRIPT:
        found.append(
            N_(
                "The script for the loudspeakers takes longer than 30 seconds: at most 420 letters, please."
            )
        )
    if content.picture and not 0 < len(content.picture_says.strip()) <= LONGEST_PICTURE_WORDS:
        found.append(N_("Say in a few words what the picture shows: not everybody can see it."))
    return found


def _of_times(content: Content, now: datetime) -> list[str]:
    found = []
    if content.ends <= content.starts:
        found.append(N_("The end must come after the start."))
    if content.ends <= now:
        found.append(N_("The end is already past."))
    if content.ends - max(content.starts, now) > LONGEST.get(content.kind, LONGEST_OF_ALL):
        found.append(
            N_("That is too long. Renew it instead: a warning nobody ends is believed by nobody.")
        )
    if content.starts > now + FARTHEST_START:
        found.append(N_("The start lies more than 30 days ahead."))
    return found


def urgency_of(content: Content) -> int:
    """A drill never spends what is kept for lives."""
    return quota.STATUS if content.is_exercise else URGENCY[content.level]


def touches(content: Content, area: str) -> bool:
    """Whether it concerns the area: it, a part of it, or what it lies in. "" is everywhere."""
    return any(one.startswith(area) or area.startswith(one) for one in content.areas)


def in_a_drill(script: str) -> str:
    """A village hears only what is read out: that it is a drill is said first and last, whatever somebody typed."""
    said = script.strip()
    return said if SPOKEN_DRILL in said else f"{SPOKEN_DRILL}\n{said}\n{SPOKEN_DRILL}"


def spoken(content: Content) -> str:
    """What is read out over the loudspeakers in half a minute: the typed script, else whole lines of the text, the headline twice."""
    if content.script:
        return in_a_drill(content.script) if content.is_exercise else content.script
    mark = f"{SPOKEN_DRILL} " if content.is_exercise else ""
    headline = " ".join(content.headline_th.split())
    if not headline:
        return ""
    opening, closing = f"ประกาศ ประกาศ\n{mark}{headline}", f"ขอย้ำอีกครั้ง {mark}{headline}"
    room = LONGEST_SCRIPT - len(opening) - len(closing) - 2
    return "\n".join([opening, *_that_fits(content.text_th, room), closing])


def _that_fits(text: str, room: int) -> list[str]:
    """Whole lines, then whole phrases (Thai parts them by blanks) of the next one: never half a word."""
    kept: list[str] = []
    for line in (one.strip() for one in text.splitlines() if one.strip()):
        if len(line) + 1 <= room:
            kept.append(line)
            room -= len(line) + 1
            continue
        phrases = ""
        for phrase in line.split(" "):
            if len(phrases) + len(phrase) + 2 > room:
                break
            phrases = f"{phrases} {phrase}".strip()
        return [*kept, phrases] if phrases else kept
    return kept
