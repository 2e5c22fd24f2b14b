"""What a fire handler knows: sightings of what is open or ended of late, the speaker's own, and the fire that is named."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain import fires as rules
from domain.conversation import Facts
from domain.fires import Fire, Known
from store import fires, group_offers, missions


def read(asked: Asked) -> Facts:
    session, now, event = asked.session, asked.context.now, asked.event
    seen = asked.seen("fires")
    lately = fires.lately(session, now)
    out = missions.people_out_of(session, list(lately))
    went = missions.people_went_to(session, list(lately))
    lately = {
        one.id: replace(one, people_out=out.get(one.id, 0), people_went=went.get(one.id, 0))
        for one in lately.values()
    }
    named = _named(asked, lately)
    if named is not None:
        named = replace(
            named,
            phones=fires.phones(session, named.id),
            people_out=missions.people_out(session, named.id),
        )
    known = Known(
        sightings=fires.sightings(session, now),
        fires=lately,
        own=tuple(
            replace(one, fire=lately.get(one.fire.id, one.fire))
            for one in (fires.own(session, event.user) if event.user else ())
        ),
        next_number=fires.next_number(session, rules.buddhist_year(now)),
        asked=named,
        timeline=fires.timeline(session, named.id) if named else (),
        is_blocked=bool(event.user) and fires.is_blocked(session, event.user, now),
    )
    return replace(asked.facts, fires=known, seen=seen)


def _named(asked: Asked, lately: dict[int, Fire]) -> Fire | None:
    """By a button's row number, or by the number people read aloud."""
    pressed = asked.event.data.get("fire", "")
    form = asked.context.form
    if not pressed and form is not None:
        pressed = str(form.answers.get("fire", ""))
    if pressed.isdigit() and len(pressed) < 10:
        return lately.get(int(pressed)) or fires.find(asked.session, int(pressed))
    named = asked.event.data.get("ref", "") or asked.event.text
    numbers = rules.reference_in(named, rules.buddhist_year(asked.context.now))
    return fires.numbered(asked.session, *numbers) if numbers else None


def read_offer(asked: Asked) -> Facts:
    area = asked.context.person.area
    if asked.event.is_private or area is None:
        return asked.facts
    at = group_offers.last(asked.session, asked.event.chat, area.code[:4])
    return replace(asked.facts, offered_at=at)


READS = {"fires": read, "group_offer": read_offer}
