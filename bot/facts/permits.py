"""What burn requests are known: those that are open or of these days, what officials set, and the one that is named."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain.burn_days import buddhist_year, day_at
from domain.conversation import Facts
from domain.outlook import ModelHour
from domain.permit_rules import Book
from domain.permits import Permit, number_in
from store import forecasts, officials, permits, setting_changes


def read(asked: Asked) -> Facts:
    session, now = asked.session, asked.context.now
    seen = asked.seen(permits.SUBJECT)
    today = day_at(now)
    named = _named(asked)
    book = Book(
        permits=permits.that_count(session, now),
        limits=permits.limits(session),
        switches=permits.switches(session, today),
        posts=officials.listed(session, now),
        next_number=permits.next_number(session, buddhist_year(today)),
        named=named,
        chains=setting_changes.chains(session),
        models=_models(asked, named),
        mine=permits.of_person(session, asked.event.user) if asked.event.user else (),
    )
    return replace(asked.facts, permits=book, seen=seen)


def _named(asked: Asked) -> Permit | None:
    """By a button's row number, by the open form's, or by the number that people read aloud."""
    pressed = asked.event.data.get("permit", "")
    form = asked.context.form
    if not pressed and form is not None:
        pressed = str(form.answers.get("permit", ""))
    if pressed.isdigit() and len(pressed) < 10:
        return permits.get(asked.session, int(pressed))
    numbers = number_in(asked.event.text, day_at(asked.context.now))
    return permits.numbered(asked.session, *numbers) if numbers else None


def _models(asked: Asked, named: Permit | None) -> tuple[ModelHour, ...]:
    """What the models say of the hours of that burn, for its district."""
    if named is None:
        return ()
    district = named.tambon[:4]
    hours = forecasts.between(asked.session, named.begins, named.ends, district)
    return hours.get(district, ())


READS = {"permits": read}
