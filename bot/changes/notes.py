"""A note goes to the posts of its place, the answer to whoever wrote it."""

from __future__ import annotations

from datetime import timedelta

from bot.changes.doing import Carry, DecideAgain, Doing
from bot.telling import tell
from domain import lampang, posts, quota
from domain.conversation import Button, Say
from domain.lampang import PROVINCE
from domain.note_changes import AnswerNote, WriteNote
from domain.notes import KIND_LABELS
from domain.words import N_, Phrase
from store import notes, officials

LIVES = timedelta(hours=12)
ARRIVED = N_("%(kind)s from %(area)s:\n%(words)s")
ANSWER = N_("Answer")
ANSWERED = N_("%(by)s answers:\n%(words)s")


def write(doing: Doing, effect: WriteNote) -> None:
    session, now = doing.session, doing.context.now
    number = notes.add(
        session, effect.kind, effect.area, doing.event.user, effect.words, effect.phone, now
    )
    area = effect.area or PROVINCE.code
    circles = posts.circles(officials.covering(session, area, now), area)
    values = {
        "kind": Phrase(KIND_LABELS[effect.kind]),
        "area": lampang.area(area) or PROVINCE,
        "words": effect.words,
    }
    said = Say(ARRIVED, values, (Button(ANSWER, "do", f"do=note_work&note={number}"),))
    for holder in dict.fromkeys(post.holder for post in (circles[0] if circles else [])):
        tell(
            session, doing.look, holder, [said],
            key=f"note:{number}:{holder}", urgency=quota.STATUS, now=doing.now, lives=LIVES,
        )  # fmt: skip


def answer(doing: Doing, effect: AnswerNote) -> None:
    writer = notes.answer(
        doing.session, effect.note.id, effect.words, doing.event.user, doing.context.now
    )
    if not writer:
        raise DecideAgain(f"note {effect.note.id}")
    tell(
        doing.session, doing.look, writer, [Say(ANSWERED, {"by": effect.by, "words": effect.words})],
        key=f"note:{effect.note.id}:answer", urgency=quota.STATUS, now=doing.now, lives=LIVES,
    )  # fmt: skip


CARRIES: dict[type, Carry] = {WriteNote: write, AnswerNote: answer}
