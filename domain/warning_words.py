"""What a warning says: its words, kinds, levels, areas and times, and what makes it good enough to be submitted. Pure.

What may be done with it: domain/warnings.py, which hands these names on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import quota
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
URGENCY = {CRITICAL: quota.LIFE_SAFETY, WARNING: quota.RED_AIR, INFO: quota.STATUS}
FOR_LIVES = ("forest_fire", "evacuation", "shelter", "road_smoke")

LONGEST_HEADLINE, LONGEST_TEXT, LONGEST_OTHER = 80, 700, 1500
SHORTEST_REASON, SHORTEST_REASON_ALONE = 5, 20
USUAL_LENGTH = timedelta(hours=22, minutes=30)
LONGEST = {"burn_ban": timedelta(days=150), "other": timedelta(days=30)}
LONGEST_OF_ALL = timedelta(days=7)
FARTHEST_START = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, to whom, from when to when. `script`: to be read over the loudspeakers of a village.

    `related`: the announcement of ปภ. it belongs to, so that it stays in step with Cell Broadcast.
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

    @property
    def is_exercise(self) -> bool:
        return self.mode != REAL


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning as people get it: approved words with their number."""

    number: str
    content: Content
    correction: str = ""  # says why it is called off
    replaces: str = ""
    office: str = ""  # DOPA code of the office whose post wrote it; never a person
    office_kind: str = ""  # of domain/posts.KINDS


def problems(content: Content, now: datetime) -> list[str]:
    """What keeps a warning from being submitted: source texts, all at once."""
    found = [*_of_words(content), *_of_times(content, now)]
    if not content.areas:
        found.append(N_("Choose at least one area."))
    if content.kind not in KINDS or content.level not in LEVELS or content.mode not in MODES:
        found.append(N_("Choose a kind, a level and how it is meant."))
    if content.kind == "evacuation" and len(content.issuer.strip()) < SHORTEST_REASON:
        found.append(
            N_(
                "Evacuation only with the name of who lawfully orders it: "
                "district chief, governor or the local director."
            )
        )
    return found


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
