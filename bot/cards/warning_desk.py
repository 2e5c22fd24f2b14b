"""For officials: a warning waits for their approval, with all that a second person must see; or how theirs was decided."""

from __future__ import annotations

from typing import Any

from bot.cards import flex, warning
from bot.cards.look import ALARM, SOFT, Look
from domain import lampang
from domain.conversation import Button, Show
from domain.posts import LABELS, Post
from domain.warning_desk import APPROVED, CONFIRM, REJECTED, SENT_BACK, WAITS, Brief, DeskNote
from domain.warning_words import REACH_LABELS, TO_ALL
from domain.warnings import DRILL_MARK, KINDS, LEVELS, TRAINING
from domain.words import N_, Moment

TITLES = {
    WAITS: N_("A warning waits for your approval"),
    CONFIRM: N_("Send this to everybody named here?"),
    APPROVED: N_("Your warning was approved"),
    SENT_BACK: N_("Your warning was sent back"),
    REJECTED: N_("Your warning was rejected"),
}
REASON = N_("Reason: %(reason)s")
OPEN = N_("Open the warning")
LOG_IN = N_("The page asks you to log in first.")
FROM_TO = N_("From %(start)s until %(end)s")
GETS_IT = N_("%(n)s people get it in their own chat")
EACH_AREA = N_("%(area)s: %(n)s people")
IN_GROUPS = N_("%(n)s LINE groups (%(m)s messages)")
READ_OUT = N_("%(n)s village heads get the script to read out")
NOBODY = N_("A practice costs nothing and reaches nobody.")
NAMED = N_("%(n)s people named one of these villages as home; %(m)s of the area named no village.")
UNPLACED = N_(
    "%(n)s of them named only the district as home. Where life is in danger they get it, too."
)
LEFT = N_("Messages left this month: %(left)s, afterwards %(after)s")
NO_LIMIT = N_("The plan has no limit of messages.")
NOT_TOLD = N_("LINE has not told yet how many messages are left.")
TOO_FEW = N_(
    "Too few messages are left for this level: it would be announced, but not sent to the phones."
)
WRITER = N_("Written by: %(post)s")
SEE = N_("See it as it is sent")
APPROVE = N_("Approve…")
SEND_BACK = N_("Send back…")
SURE = N_("Approve and send to %(n)s people")
SURE_PRACTICE = N_("Approve the practice")
MOST_AREAS = 5


def draw(show: Show, look: Look) -> dict[str, Any]:
    note: DeskNote = show.about
    content = note.content
    title = look.say(TITLES[note.what])
    mark = f"{DRILL_MARK} " if content.is_exercise else ""
    headline = f"{mark}{warning.headline_of(content, look)}"
    body = [
        flex.text(title, size="xl", weight="bold"),
        flex.text(
            f"{warning.SYMBOLS[content.level]} {look.say(LEVELS[content.level])} · {look.say(KINDS[content.kind])}",
            size="md",
            weight="bold",
        ),
        flex.text(headline, weight="bold"),
        *_more(note, look),
    ]
    if note.reason:
        body.append(flex.text(look.say(REASON, {"reason": note.reason})))
    body.append(flex.text(f"{note.number} · {look.say(LOG_IN)}", size="md", color=SOFT))
    return flex.bubble(
        f"{title}: {mark}{note.number} {warning.headline_of(content, look)}",
        body,
        footer=flex.buttons(_buttons(note), look),
    )


def _more(note: DeskNote, look: Look) -> list[flex.Piece]:
    """For a second person the very words, whom they reach and what they cost; else where and until when."""
    content = note.content
    where = look.say(warning.WHERE, {"where": warning.where_of(content, look)})
    if note.what not in (WAITS, CONFIRM):
        until = look.say(warning.UNTIL, {"until": Moment(content.ends)})
        return _lines([where, until])
    times = {"start": Moment(content.starts), "end": Moment(content.ends)}
    words = [content.text_th, content.headline_en, content.text_en] if note.what == WAITS else []
    lines = [where, look.say(FROM_TO, times)]
    if content.issuer:
        lines.append(look.say(warning.BY, {"issuer": content.issuer}))
    if note.brief.writer:
        lines.append(look.say(WRITER, {"post": _post(note.brief.writer, look)}))
    return [
        *(flex.text(one) for one in words if one),
        flex.line(),
        *_lines(lines),
        flex.line(),
        *_reach(note, look),
    ]


def _reach(note: DeskNote, look: Look) -> list[flex.Piece]:
    brief, content = note.brief, note.content
    if content.mode == TRAINING:
        return _lines([look.say(NOBODY)])
    lines = [look.say(GETS_IT, {"n": brief.reach.people})]
    if len(brief.by_area) > 1:
        lines += [
            look.say(EACH_AREA, {"area": area, "n": n})
            for code, n in brief.by_area[:MOST_AREAS]
            if (area := lampang.area(code))
        ]
    if content.villages:
        lines.append(look.say(REACH_LABELS.get(content.reach, REACH_LABELS[TO_ALL])))
        lines.append(look.say(NAMED, {"n": brief.reach.named, "m": brief.reach.unnamed}))
    if brief.reach.unplaced:
        lines.append(look.say(UNPLACED, {"n": brief.reach.unplaced}))
    if brief.reach.groups:
        lines.append(look.say(IN_GROUPS, {"n": brief.reach.groups, "m": brief.reach.members}))
    if brief.reach.heads:
        lines.append(look.say(READ_OUT, {"n": brief.reach.heads}))
    return [*_lines([*lines, _quota(brief, look)]), *_too_few(brief, look)]


def _quota(brief: Brief, look: Look) -> str:
    if not brief.is_known:
        return look.say(NOT_TOLD)
    if brief.left is None:
        return look.say(NO_LIMIT)
    return look.say(LEFT, {"left": brief.left, "after": brief.after})


def _too_few(brief: Brief, look: Look) -> list[flex.Piece]:
    return [] if brief.fits else [flex.text(look.say(TOO_FEW), size="md", color=ALARM)]


def _post(post: Post, look: Look) -> str:
    """By post, never by a person's name."""
    area = lampang.area(post.area)
    title = post.title or look.say(LABELS[post.kind])
    return f"{title} ({look.language.value(area)})" if area else title


def _buttons(note: DeskNote) -> list[Button]:
    enter = Button(OPEN, "link", f"/console/warnings/{note.number}")
    press = f"do=warning_work&w={note.number}&v={note.version}&act="
    if note.what == CONFIRM:
        is_practice = note.content.mode == TRAINING
        people = {"n": note.brief.reach.people}
        sure = Button(SURE_PRACTICE if is_practice else SURE, "do", f"{press}sure", people)
        return [sure, Button(SEE, "do", f"{press}see"), Button(SEND_BACK, "do", f"{press}no")]
    if note.what != WAITS or not note.version:
        return [enter]
    see = Button(SEE, "do", f"{press}see")
    if not note.may_decide:
        return [see, enter]
    return [see, Button(APPROVE, "do", f"{press}yes"), Button(SEND_BACK, "do", f"{press}no"), enter]


def _lines(words: list[str]) -> list[flex.Piece]:
    return [flex.text(one, size="md", margin="none" if n else "md") for n, one in enumerate(words)]
