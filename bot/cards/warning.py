"""A warning of the officials, as it is pushed, previewed and told when asked: level, what, where, until when, by whom.

A drill says so first, in the notification too. English readers get English where the officials wrote it, else a frame
around the Thai words.
"""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import lampang
from domain.conversation import Button, Show
from domain.posts import LABELS, LOCAL_OFFICE, POLICE, STATION, VILLAGE_HEAD
from domain.warnings import (
    CRITICAL,
    DRILL_MARK,
    INFO,
    KINDS,
    LEVELS,
    WARNING,
    Content,
    Notice,
    Picture,
)
from domain.words import N_, Moment

COLOURS = {INFO: LINK, WARNING: "#F26522", CRITICAL: ALARM}
INKS = {INFO: PAPER, WARNING: INK, CRITICAL: PAPER}
SYMBOLS = {INFO: "ℹ️", WARNING: "⚠️", CRITICAL: "🚨"}
GREY = "#52606D"
A_DRILL = N_("This is a drill. Nothing has happened.")
WHERE = N_("Where: %(where)s")
UNTIL = N_("Until %(until)s")
BY = N_("Ordered by: %(issuer)s")
FROM = N_("Issued by: %(office)s")
# The office by its area: two, four or six digits.
OFFICES = {2: N_("%(area)s Province"), 4: N_("%(area)s District"), 6: N_("Tambon %(area)s")}
OFFICES_OF_A_KIND = (VILLAGE_HEAD, LOCAL_OFFICE, STATION, POLICE)
NUMBER = N_("Announcement %(number)s")
NEWER = N_("Replaces %(number)s")
IN_THAI = N_("The officials' words are in Thai. Ask somebody to read them to you, or call 1784.")
CALLED_OFF = N_("Called off: %(number)s")
EARLIER = N_("It said: %(headline)s")
CALL_DISASTER = Button(N_("Call 1784"), "link", "tel:1784")
ALL = Button(N_("All announcements"), "link", "/")
LARGER = N_("See the picture larger")
PICTURE = N_("Picture: %(what)s")
SLIMMEST, WIDEST = 0.5, 3.0  # how LINE shows it: height by width


def draw(show: Show, look: Look) -> dict[str, Any]:
    notice: Notice = show.about
    return _called_off(notice, look) if notice.correction else _warning(notice, look)


def _warning(notice: Notice, look: Look) -> dict[str, Any]:
    content = notice.content
    headline = headline_of(content, look)
    body = [
        flex.text(headline, size="xl", weight="bold"),
        *(flex.text(one) for one in text_of(content, look)),
        flex.line(),
        flex.text(look.say(WHERE, {"where": where_of(content, look)}), size="md"),
        flex.text(look.say(UNTIL, {"until": Moment(content.ends)}), size="md", margin="none"),
    ]
    if notice.office:
        office = office_of(notice, look)
        body.append(flex.text(look.say(FROM, {"office": office}), size="md", margin="none"))
    if content.issuer:
        body.append(flex.text(look.say(BY, {"issuer": content.issuer}), size="md", margin="none"))
    if notice.picture:
        says = look.say(PICTURE, {"what": picture_words(content, look)})
        body.append(flex.text(says, size="md", color=SOFT, margin="none"))
    number = look.say(NUMBER, {"number": notice.number})
    if notice.replaces:
        number = f"{number} · {look.say(NEWER, {'number': notice.replaces})}"
    body.append(flex.text(number, size="md", color=SOFT, margin="none"))
    return flex.bubble(
        alt_of(notice, look),
        body,
        header=_band(content, look),
        hero=_hero(notice.picture, look) if notice.picture else None,
        footer=[flex.button(one, look) for one in show_buttons()],
    )


def _hero(picture: Picture, look: Look) -> dict[str, Any]:
    """All of it, never cut: it may be a map. A tap shows it whole."""
    wide, high = picture.width, picture.height
    high = round(max(wide / WIDEST, min(high, wide / SLIMMEST)))
    address = look.url(picture.path)
    return {
        "type": "image",
        "url": address,
        "size": "full",
        "aspectRatio": f"{wide}:{high}",
        "aspectMode": "fit",
        "action": {"type": "uri", "label": look.say(LARGER), "uri": address},
    }


def show_buttons() -> tuple[Button, ...]:
    return CALL_DISASTER, ALL


def _band(content: Content, look: Look) -> dict[str, Any]:
    ink = INKS[content.level]
    level = f"{SYMBOLS[content.level]} {look.say(LEVELS[content.level])}"
    rows = [
        flex.text(level, size="xl", weight="bold", color=ink),
        flex.text(look.say(KINDS[content.kind]), color=ink, margin="none"),
    ]
    if content.is_exercise:
        drill = f"{DRILL_MARK} {look.say(A_DRILL)}"
        rows.insert(0, flex.text(drill, weight="bold", color=ink))
    return flex.box("vertical", rows, backgroundColor=COLOURS[content.level], paddingAll="lg")


def _called_off(notice: Notice, look: Look) -> dict[str, Any]:
    title = _marked(look.say(CALLED_OFF, {"number": notice.number}), notice.content)
    band = flex.box(
        "vertical",
        [flex.text(title, size="xl", weight="bold", color=PAPER)],
        backgroundColor=GREY,
        paddingAll="lg",
    )
    earlier = look.say(EARLIER, {"headline": headline_of(notice.content, look)})
    body = [
        flex.text(notice.correction, weight="bold"),
        flex.text(earlier, size="md", color=SOFT),
    ]
    alt = f"{title}: {_one_line(notice.correction)}"
    return flex.bubble(
        alt, body, header=band, footer=[flex.button(one, look) for one in show_buttons()]
    )


def alt_of(notice: Notice, look: Look) -> str:
    """The notification: for some the whole message. The mark of a drill comes before all else."""
    content = notice.content
    place = f"{SYMBOLS[content.level]} {where_of(content, look, most=2)}"
    return _marked(f"{place}: {headline_of(content, look)}", content)


def _marked(words: str, content: Content) -> str:
    return f"{DRILL_MARK} {words}" if content.is_exercise else words


def headline_of(content: Content, look: Look) -> str:
    if look.language.code != "en":
        return _one_line(content.headline_th)
    if content.headline_en:
        return _one_line(content.headline_en)
    return f"{look.say(LEVELS[content.level])}: {look.say(KINDS[content.kind])}"


def text_of(content: Content, look: Look) -> list[str]:
    if look.language.code != "en":
        return [content.text_th]
    if content.text_en:
        return [content.text_en]
    return [look.say(IN_THAI), content.headline_th, content.text_th]


def picture_words(content: Content, look: Look) -> str:
    """What the picture shows; English where they wrote it."""
    return (look.language.code == "en" and content.picture_says_en) or content.picture_says


def office_of(notice: Notice, look: Look) -> str:
    """ "อำเภอแม่เมาะ", "ตำรวจ อำเภอแม่เมาะ": whose announcement it is, without a person's name."""
    area = lampang.area(notice.office)
    if area is None:
        return ""
    name = area.name_en if look.language.code == "en" else area.name_th
    office = look.say(OFFICES[len(notice.office)], {"area": name})
    if notice.office_kind not in OFFICES_OF_A_KIND:
        return office
    return f"{look.say(LABELS[notice.office_kind])} {office}"


def where_of(content: Content, look: Look, most: int = 6) -> str:
    areas = [area for code in content.areas if (area := lampang.area(code))]
    names = [look.language.value(area) for area in areas[:most]]
    more = [f"+{len(areas) - most}"] if len(areas) > most else []
    villages = [f"({content.villages})"] if content.villages else []
    return " ".join([", ".join(names), *more, *villages])


def _one_line(words: str) -> str:
    return " ".join(words.split())
