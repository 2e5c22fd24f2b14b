"""An official's day: fires first, then people out, what waits, warnings in force, air; each with the button that leads on."""

from __future__ import annotations

from typing import Any

from bot.cards import flex, official_waits
from bot.cards.fire import DRILL, place_of
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from bot.cards.pm25_lookup import LATEST_HOUR, MEAN_24H, face_and_word
from bot.cards.warning import SYMBOLS, headline_of
from domain import advice, lampang
from domain.conversation import Button, Show
from domain.fires import KIND_LABELS, REPORTED, STATE_LABELS, Fire
from domain.missions import STATE_LABELS as MISSION_LABELS
from domain.official_day import DistrictAir, Gone, OfficialDay, value_of
from domain.warnings import DRILL as A_DRILL
from domain.warnings import DRILL_MARK, Notice
from domain.words import N_, Moment

Piece = dict[str, Any]
TITLE = N_("Today in %(area)s")
MORE_AREAS = N_("%(area)s and %(n)s more")
ALT = N_("Today: %(fires)s fires (%(unowned)s taken by nobody), %(out)s people out, %(waits)s wait")
FIRES = N_("Open fires: %(n)s")
UNOWNED = N_("Taken by nobody: %(n)s")
NO_FIRES = N_("No open fire that I know of.")
SINCE = N_("Reported at %(at)s")
PEOPLE = N_("%(n)s people out")
SEE = N_("See %(fire)s")
SEE_AND_TAKE = N_("See and take %(fire)s")
OUT = N_("People out: %(n)s")
NOBODY_OUT = N_("Nobody is out that I know of.")
BACK_BY = N_("%(name)s (%(fire)s): %(state)s, back by %(back)s")
OVERDUE = N_("%(name)s (%(fire)s): %(state)s, should be back since %(back)s")
HELP = N_("%(name)s (%(fire)s) called for help!")
PHONE = N_("Call %(name)s")
IN_FORCE = N_("Warnings in force")
NONE_IN_FORCE = N_("No warning is in force.")
UNTIL = N_("Until %(until)s")
AIR = N_("Worst air by district (µg/m³)")
UNMEASURED = N_("In %(n)s districts nobody measures just now.")
NOBODY_MEASURES = N_("No station of your districts sends values right now.")
AND_MORE = N_("%(n)s more are not shown here")
CONSOLE = Button(N_("Officials' page"), "do", "do=console_login")
MOST_FIRES, MOST_OUT, MOST_AIR, MOST_NOTICES = 3, 6, 4, 3


def draw(show: Show, look: Look) -> dict[str, Any]:
    day: OfficialDay = show.about
    band = flex.box(
        "vertical",
        [flex.text(_title(day, look), color=PAPER, weight="bold", size="xl")],
        backgroundColor=ALARM
        if day.unowned or day.untaken or any(_is_alarming(one) for one in day.gone)
        else LINK,
        paddingAll="lg",
    )
    parts = (_fires, _out, official_waits.waits, _notices, _air)
    alarms = official_waits.alarms(day, look)
    body: list[Piece] = [*alarms, flex.line()] if alarms else []
    for number, part in enumerate(parts):
        body += [*([flex.line()] if number else []), *part(day, look)]
    counts = {
        "fires": day.burning,
        "unowned": day.unowned,
        "out": day.people_out,
        "waits": day.waits,
    }
    footer = [flex.button(CONSOLE, look, style="primary")]
    return flex.bubble(look.say(ALT, counts), body, header=band, footer=footer)


def _title(day: OfficialDay, look: Look) -> str:
    area = look.language.value(lampang.area(day.areas[0]) or lampang.PROVINCE)
    if len(day.areas) > 1:
        area = look.say(MORE_AREAS, {"area": area, "n": len(day.areas) - 1})
    return look.say(TITLE, {"area": area})


def _head(words: str, color: str = INK) -> Piece:
    return flex.text(words, weight="bold", color=color)


def _more(left: int, look: Look) -> list[Piece]:
    if left <= 0:
        return []
    return [flex.text(look.say(AND_MORE, {"n": left}), size="md", color=SOFT)]


def _fires(day: OfficialDay, look: Look) -> list[Piece]:
    if not day.fires:
        return [flex.text(look.say(NO_FIRES))]
    body = [_head(look.say(FIRES, {"n": day.burning}))]
    if day.unowned:
        body.append(_head(look.say(UNOWNED, {"n": day.unowned}), ALARM))
    for fire in day.fires[:MOST_FIRES]:
        body += _fire(fire, look)
    return [*body, *_more(len(day.fires) - MOST_FIRES, look)]


def _fire(fire: Fire, look: Look) -> list[Piece]:
    drill = look.say(DRILL) + " " if fire.is_drill else ""
    what = f"{drill}{look.say(KIND_LABELS[fire.kind])} {place_of(fire, look)}"
    told = [
        look.say(STATE_LABELS[fire.state], {"owner": fire.owner_name or "-"}),
        look.say(SINCE, {"at": Moment(fire.opened_at)}),
    ]
    if fire.people_out:
        told.append(look.say(PEOPLE, {"n": fire.people_out}))
    is_free = fire.state == REPORTED
    press = f"do=fire_work&fire={fire.id}&act=see"
    label = SEE_AND_TAKE if is_free else SEE
    one = Button(label, "do", press, {"fire": fire.reference})
    return [
        flex.text(what, size="md", color=ALARM if is_free else INK, margin="md"),
        flex.text(" · ".join(told), size="md", color=SOFT, margin="none"),
        flex.button(one, look, style="primary" if is_free else "secondary"),
    ]


def _is_alarming(one: Gone) -> bool:
    return one.is_late or one.mission.help_at is not None


def _out(day: OfficialDay, look: Look) -> list[Piece]:
    if not day.gone:
        return [flex.text(look.say(NOBODY_OUT))]
    rows = [_gone(one, look) for one in day.gone[:MOST_OUT]]
    head = _head(look.say(OUT, {"n": day.people_out}))
    return [head, *rows, *_more(len(day.gone) - MOST_OUT, look)]


def _gone(one: Gone, look: Look) -> Piece:
    """A tap phones them, where a number is known."""
    mission = one.mission
    text = HELP if mission.help_at else (OVERDUE if one.is_late else BACK_BY)
    name = f"{mission.name} +{mission.party - 1}" if mission.party > 1 else mission.name
    drill = look.say(DRILL) + " " if mission.is_drill or one.fire.is_drill else ""
    values = {
        "name": name or "–",
        "fire": one.fire.reference,
        "state": look.say(MISSION_LABELS[mission.state]),
        "back": Moment(one.due),
    }
    colour = ALARM if _is_alarming(one) else INK
    told = flex.text(drill + look.say(text, values), size="md", color=colour)
    if not mission.phone:
        return told
    call = Button(PHONE, "link", f"tel:{mission.phone}", {"name": mission.name or "–"})
    return flex.box(
        "vertical",
        [told, flex.text("☎ " + mission.phone, size="md", color=LINK)],
        action=flex.action(call, look, longest=flex.LONGEST_LABEL),
        paddingTop="sm",
        paddingBottom="sm",
    )


def _notices(day: OfficialDay, look: Look) -> list[Piece]:
    if not day.notices:
        return [flex.text(look.say(NONE_IN_FORCE))]
    rows = [_notice(one, look) for one in day.notices[:MOST_NOTICES]]
    left = len(day.notices) - MOST_NOTICES
    return [_head(look.say(IN_FORCE)), *rows, *_more(left, look)]


def _notice(one: Notice, look: Look) -> Piece:
    content = one.content
    drill = f"{DRILL_MARK} " if content.mode == A_DRILL else ""
    until = look.say(UNTIL, {"until": Moment(content.ends)})
    words = f"{drill}{SYMBOLS[content.level]} {headline_of(content, look)}"
    return flex.text(f"{words} · {until} · {one.number}", size="md")


def _air(day: OfficialDay, look: Look) -> list[Piece]:
    """Never an average, and a district that nobody measures is said to be one."""
    if not day.air:
        return [flex.text(look.say(NOBODY_MEASURES))]
    rows = [_district(one, look) for one in day.air[:MOST_AIR]]
    notes = _more(len(day.air) - MOST_AIR, look)
    if day.unmeasured:
        words = look.say(UNMEASURED, {"n": day.unmeasured})
        notes.append(flex.text(words, size="md", color=SOFT))
    return [_head(look.say(AIR)), *rows, *notes]


def _district(one: DistrictAir, look: Look) -> Piece:
    face, word = face_and_word(one.air)
    is_hour = one.air.worse_is == "hour" and one.air.hour is not None
    when = look.say(LATEST_HOUR, {"at": one.air.until}) if is_hour else look.say(MEAN_24H)
    place, station = look.language.value(one.district), look.language.value(one.station.station)
    value = advice.written(value_of(one.air))
    return flex.text(
        f"{face} {place} {value} {look.say(word)} ({station}, {when})", size="md", margin="sm"
    )
