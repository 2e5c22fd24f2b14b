"""A chat is warned of an area from now on, or no more; a village head chooses when to read out."""

from __future__ import annotations

from collections.abc import Sequence

from bot import air_alerts
from bot.changes.doing import Carry, DecideAgain, Doing
from domain.loudspeaker import TIMES, ChooseHours
from domain.subscriptions import Subscribe, Unsubscribe, WakeMe
from store import audit, loud_hours, mornings, officials, subscriptions


def subscribe(doing: Doing, effect: Subscribe) -> None:
    # Alerts that were made before are told by the answer itself: `since` is business time, as theirs.
    now = doing.context.now
    subscriptions.subscribe(doing.session, doing.event.chat, effect.area, effect.from_level, now)


def unsubscribe(doing: Doing, effect: Unsubscribe) -> None:
    air_alerts.take_back(doing.session, doing.event.chat, effect.area, doing.now)
    subscriptions.unsubscribe(doing.session, doing.event.chat, effect.area)


def wake_me(doing: Doing, effect: WakeMe) -> None:
    if effect.wanted:
        mornings.ask_for(doing.session, doing.event.chat, doing.now)
    else:
        mornings.end(doing.session, doing.event.chat)


def choose_hours(doing: Doing, effect: ChooseHours) -> None:
    """Rights are looked at again: the post may have ended since the press was decided."""
    held = officials.held_by(doing.session, doing.event.user, doing.context.now)
    post = next((one for one in held if one.id == effect.post), None)
    if post is None:
        raise DecideAgain(f"post {effect.post}")
    before = loud_hours.chosen(doing.session).get(effect.post)
    loud_hours.choose(doing.session, effect.post, effect.times, doing.now)
    audit.note(
        doing.session, post, "loudspeaker hours", f"post:{post.id}", post.area, doing.now,
        before=_clocks(before), after=_clocks(effect.times),
    )  # fmt: skip


def _clocks(times: Sequence[str] | None) -> str:
    """As the book keeps it."""
    if times is None:
        return "usual"
    return " ".join(f"{TIMES[one] // 60:02}.{TIMES[one] % 60:02}" for one in times) or "none"


CARRIES: dict[type, Carry] = {
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
    WakeMe: wake_me,
    ChooseHours: choose_hours,
}
