"""What the book of officials' acts says, in the reader's language: it keeps short English words (store/audit.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from domain import duty_alarms, fires, penalties, permits, volunteers, warning_words, warnings
from domain.setting_changes import Setting
from domain.words import N_, Moment
from web.console import frame, setting_words
from web.console.people import ROLE_LABELS
from web.console.warning_form import LABELS as WARNING_FIELDS

UNTIL, WHY, NUMBER = N_("Until"), N_("why"), N_("Number")
# What the parts of a "before" and an "after" are called.
NAMES: dict[str, str] = {
    **setting_words.FIELDS,
    **WARNING_FIELDS,
    "acting": N_("acting"),
    "at": N_("place"),
    "browser": N_("browser"),
    "checked on": N_("Checked on"),
    "end": UNTIL,
    "except": N_("except"),
    "from": N_("From"),
    "gives back": N_("gives back post number"),
    "hours": N_("hours"),
    "lands": N_("kinds of land"),
    "law_en": N_("law, in English"),
    "law_th": N_("law"),
    "link": N_("link"),
    "number": NUMBER,
    "order": N_("order"),
    "penalty_en": N_("penalty, in English"),
    "penalty_th": N_("penalty"),
    "picture": N_("Picture"),
    "picture_says": N_("What it shows, in a few words"),
    "picture_says_en": N_("The same in English (may be left out)"),
    "plots": N_("Plots"),
    "post": N_("post number"),
    "rai": N_("rai"),
    "reports": N_("reports"),
    "role": N_("Role"),
    "says_en": N_("what it says, in English"),
    "says_th": N_("what it says"),
    "section": N_("section"),
    "sessions": N_("logins ended"),
    "setting": N_("setting"),
    "source": N_("source"),
    "start": N_("From"),
    "state": N_("State"),
    "takes over": N_("takes over from post number"),
    "title": N_("title"),
    "to": UNTIL,
    "until": UNTIL,
    "value": N_("value"),
    "village": N_("village"),
    "why": WHY,
}
OF_A_NUMBER = ("setting", "number")  # to call: its parts are called as on the page of settings
FIRE_STATES = {
    **fires.STATE_LABELS,
    fires.TAKEN: N_("taken"),
    fires.WORKING: N_("people are there"),
}
# The word of a state means another thing of another thing.
STATES: dict[str, Mapping[str, str]] = {
    "fire": FIRE_STATES,
    "permit": {**permits.STATE_LABELS, permits.OFFERED: N_("waits for a yes to another day")},
    "volunteer": volunteers.STATE_LABELS,
    "warning": warnings.STATE_LABELS,
    "alarm": duty_alarms.LABELS,
    "call": {
        "up": N_("farther up"),
        "down": N_("farther down"),
        "checked": N_("Checked today"),
        "remove": N_("taken off the list"),
    },
    "loudspeaker": {"usual": N_("the usual times"), "none": N_("never")},
}
WORDS: dict[str, Mapping[str, str]] = {
    "kind": {**warning_words.KINDS, **penalties.KIND_LABELS},
    "level": warning_words.LEVELS,
    "mode": warning_words.MODES,
    "reach": warning_words.REACH_LABELS,
    "role": ROLE_LABELS,
    "lands": permits.LAND_LABELS,
}
# What a line is about: the word before the number.
SUBJECTS = {
    "alarm": N_("Alarm no."),
    "call": N_("Line of a call list, no."),
    "contact": N_("Emergency number"),
    "day": N_("Day of burning"),
    "law": N_("Law no."),
    "limit": N_("Burning in a day"),
    "note": N_("Note no."),
    "order": N_("Order no."),
    "post": N_("Post no."),
    "proposal": N_("Proposal no."),
    "sensor": N_("Sensor"),
    "session": N_("Login no."),
    "sessions": N_("Logins"),
    "setting": N_("Setting no."),
    "shift": N_("Shift no."),
    "stop": N_("Stop no."),
    "volunteer": N_("Volunteer no."),
}
YES, NO = N_("Yes"), N_("No")


def told(what: str, text: str) -> list[tuple[str, str]]:
    """What is noted of a change, a name and a value a line; empty ones are left out."""
    thing = what.partition(" ")[0].rstrip(":")
    if what == "fire drill":
        return [("", _said(fires.KIND_LABELS.get(text, text)))]
    if not text.startswith(("{", "[")):
        return [("", _value(thing, "state", text))]
    kept, names = orjson.loads(text), NAMES
    if thing in OF_A_NUMBER:
        names = NAMES | setting_words.FIELDS
    if isinstance(kept, list):
        return [("", _value(thing, "", kept))]
    return [
        (_said(names.get(name, name)), _value(thing, name, value))
        for name, value in kept.items()
        if value not in ("", None, 0, False, [])
    ]


def about(subject: str) -> str:
    """ "order:12" in words; a warning's or a fire's own number stays as people know it."""
    thing, _, number = subject.partition(":")
    if thing not in SUBJECTS:
        return subject
    number = frame.area_name(number) if thing == "limit" else number
    return f"{_said(SUBJECTS[thing])} {number}".strip()


def _said(text: str) -> str:
    return frame.tongue().say(text) or text


def _value(thing: str, name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(thing, name, one) for one in value)
    if isinstance(value, bool):
        return _said(YES if value else NO)
    word = str(value)
    if name in ("area", "areas"):
        return frame.area_name(word)
    if name == "setting":
        return _setting(word)
    words = STATES.get(thing, {}) if name == "state" else WORDS.get(name, {})
    return _said(words[word]) if word in words else _moment(word)


def _moment(word: str) -> str:
    """A moment as people write it; anything else as it stands."""
    try:
        at = datetime.fromisoformat(word) if "T" in word else None
    except ValueError:
        at = None
    return str(frame.tongue().value(Moment(at))) if at and at.tzinfo else word


def _setting(word: str) -> str:
    """As web/console/settings.py notes it: kind, name, language."""
    try:
        parts = setting_words.labels(Setting(*word.split(" ")))
    except (LookupError, TypeError, ValueError):
        return word  # of an older release
    return ": ".join(map(_said, parts))
