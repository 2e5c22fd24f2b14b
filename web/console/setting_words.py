"""What each setting is called on the page ตั้งค่า: numbers behind warnings, parts of their words, fields of a contact."""

from __future__ import annotations

from domain import alert_words
from domain.burn_chains import read_name
from domain.permits import STAGES
from domain.setting_changes import CHAIN, CONTACT, NUMBER, Setting
from domain.words import N_

NUMBERS = {
    "yellow_over": N_("Yellow begins above (24-hour mean, µg/m³)"),
    "orange_over": N_("Orange begins above (24-hour mean, µg/m³)"),
    "red_over": N_("Red begins above (24-hour mean, µg/m³)"),
    "rise_hour": N_("Fast rise: an hour of at least (µg/m³)"),
    "rise_by": N_("Fast rise: that much more than before (µg/m³)"),
    "rise_hours": N_("Fast rise: within so many hours"),
    "down_share": N_("Good news: this share below the threshold (0.1 = 10 percent)"),
    "down_hours": N_("Good news: for so many hours"),
    "apart_km": N_("Two sensors count as two from (km)"),
    "agree_share": N_("Sensors agree within (share, 0.3 = 30 percent)"),
    "agree_within": N_("Sensors agree within (µg/m³)"),
    "jump_limit": N_("A jump in one hour that is not believed alone (µg/m³)"),
    "near_km": N_("A station speaks for tambons within (km)"),
    "fresh_minutes": N_("A value is fresh for (minutes)"),
    "a_day": N_("Warnings to one person in a day, at most"),
    "pause_hours": N_("Hours between two warnings to one person"),
    "lives_hours": N_("A warning is sent at most so many hours late"),
    "rides_hours": N_("A missed warning rides with an answer for (hours)"),
    "group_people": N_("People a group is counted as"),
    "loud_from": N_("Words for loudspeakers from level (4 = orange)"),
    "loud_0545": N_("Loudspeaker at 05:45 (1 yes, 0 no)"),
    "loud_0700": N_("Loudspeaker at 07:00 (1 yes, 0 no)"),
    "loud_1200": N_("Loudspeaker at 12:00 (1 yes, 0 no)"),
    "loud_1500": N_("Loudspeaker at 15:00 (1 yes, 0 no)"),
    "loud_1700": N_("Loudspeaker at 17:00 (1 yes, 0 no)"),
    "loud_1800": N_("Loudspeaker at 18:00 (1 yes, 0 no)"),
}
CASES = {
    "yellow": N_("Yellow"),
    "orange": N_("Orange"),
    "red": N_("Red"),
    "rise": N_("Fast rise"),
    "eased": N_("It has eased"),
    "good": N_("Good again"),
    "loud_yellow": N_("To read out: yellow"),
    "loud_orange": N_("To read out: orange"),
    "loud_red": N_("To read out: red"),
}
PARTS = {
    "lead": N_("what it is about"),
    "act": N_("what to do first"),
    "more": N_("the rest"),
}
TONGUES = {"th": N_("in Thai"), "en": N_("in English"), "nod": N_("in northern Thai")}
FIELDS = {
    "number": N_("Number to call"),
    "name_th": N_("Name in Thai"),
    "name_en": N_("Name in English"),
    "topics": N_("What it is for"),
    "checked_on": N_("Checked on"),
    "source": N_("How it was checked, or where it stands"),
    "area": N_("Area"),
    "note_th": N_("Note in Thai"),
    "note_en": N_("Note in English"),
}
A_CONTACT = N_("Emergency number")
A_CHAIN = N_("Who decides on burn requests")


def labels(setting: Setting) -> tuple[str, ...]:
    """Source texts that name the setting together: each is translated by itself."""
    if setting.kind == NUMBER:
        return (NUMBERS[setting.name],)
    if setting.kind == CONTACT:
        return (A_CONTACT,)
    if setting.kind == CHAIN:
        found = read_name(setting.name)
        return (A_CHAIN, STAGES[found[0]].label) if found else (A_CHAIN,)
    if setting.name in alert_words.LOUD:
        return (CASES[setting.name], TONGUES[setting.language])
    case, _, part = setting.name.rpartition("_")
    return (CASES[case], PARTS[part], TONGUES[setting.language])
