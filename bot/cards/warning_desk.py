"""For officials: a warning waits for their approval, or how the one they wrote was decided; its page is one tap away."""

from __future__ import annotations

from typing import Any

from bot.cards import flex, warning
from bot.cards.look import SOFT, Look
from domain.conversation import Button, Show
from domain.warning_desk import APPROVED, REJECTED, SENT_BACK, WAITS, DeskNote
from domain.warnings import DRILL_MARK, KINDS, LEVELS
from domain.words import N_, Moment

TITLES = {
    WAITS: N_("A warning waits for your approval"),
    APPROVED: N_("Your warning was approved"),
    SENT_BACK: N_("Your warning was sent back"),
    REJECTED: N_("Your warning was rejected"),
}
REASON = N_("Reason: %(reason)s")
OPEN = N_("Open the warning")
LOG_IN = N_("The page asks you to log in first.")


def draw(show: Show, look: Look) -> dict[str, Any]:
    note: DeskNote = show.about
    content = note.content
    title = look.say(TITLES[note.what])
    mark = f"{DRILL_MARK} " if content.is_exercise else ""
    headline = f"{mark}{warning.headline_of(content, look)}"
    where = {"where": warning.where_of(content, look)}
    body = [
        flex.text(title, size="xl", weight="bold"),
        flex.text(headline, weight="bold"),
        flex.text(
            f"{look.say(LEVELS[content.level])} · {look.say(KINDS[content.kind])}", size="md"
        ),
        flex.text(look.say(warning.WHERE, where), size="md", margin="none"),
        flex.text(
            look.say(warning.UNTIL, {"until": Moment(content.ends)}), size="md", margin="none"
        ),
    ]
    if note.reason:
        body.append(flex.text(look.say(REASON, {"reason": note.reason})))
    body.append(flex.text(f"{note.number} · {look.say(LOG_IN)}", size="md", color=SOFT))
    enter = Button(OPEN, "link", f"/console/warnings/{note.number}")
    return flex.bubble(
        f"{title}: {mark}{note.number} {warning.headline_of(content, look)}",
        body,
        footer=[flex.button(enter, look, style="primary")],
    )
