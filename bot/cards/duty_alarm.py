"""An alarm for who is called: what is wrong, who was told, whom to phone next, and one button to take it."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import duty, duty_alarms, lampang
from domain.conversation import Button, Show
from domain.duty_alarms import FIRE, OVERDUE, TAKE_ALARM, Alarm, AlarmCard, Called
from domain.words import N_, Moment

Piece = dict[str, Any]
DRILL = N_("[DRILL]")
TAKEN = N_("%(who)s has it since %(at)s")
NOBODY = N_("Nobody has taken it yet")
CAME_BACK = N_("It was taken once and is still not solved.")
PLEASE_PHONE = N_("Who comes next has no LINE here: please phone, one after the other.")
TOLD = N_("Told: %(names)s")
NEXT = N_("To phone if it cannot wait:")
PHONE = N_("Call %(name)s")
FIRE_DETAILS = N_("See %(fire)s")
WHO_IS_WHERE = N_("Who is where?")
OVER = N_("It is over.")
MOST_NEXT, MOST_TOLD, NAME_FITS = 4, 5, 30


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: AlarmCard = show.about
    alarm = card.alarm
    drill = look.say(DRILL) + " " if alarm.drill else ""
    label = drill + look.say(duty_alarms.LABELS[alarm.kind])
    said = duty_alarms.said(alarm)
    words = look.say(said.text, said.values)
    title = flex.text("⚠ " + label, color=PAPER, weight="bold", size="xl")
    band = flex.box(
        "vertical",
        [title],
        backgroundColor=LINK if alarm.is_taken else ALARM,
        paddingAll="lg",
    )
    where = look.language.value(lampang.area(alarm.area) or lampang.PROVINCE)
    body = [
        flex.text(words, weight="bold"),
        flex.text(f"{where} · {state_of(alarm, look)}", size="md", color=SOFT),
        *_people(card, look),
    ]
    return flex.bubble(f"{label}: {words}", body, header=band, footer=_buttons(alarm, look) or None)


def state_of(alarm: Alarm, look: Look) -> str:
    """Who has it, or that nobody has."""
    if alarm.ended_at is not None:
        return look.say(OVER)
    if alarm.taken_at is None or alarm.taken_by is None:
        return look.say(NOBODY)
    return look.say(TAKEN, {"who": duty.who(alarm.taken_by), "at": Moment(alarm.taken_at)})


def _people(card: AlarmCard, look: Look) -> list[Piece]:
    alarm = card.alarm
    body: list[Piece] = []
    if alarm.came_back and not alarm.is_taken:
        body.append(flex.text(look.say(CAME_BACK), size="md", color=ALARM))
    told = list(dict.fromkeys(one.name for one in alarm.told if one.name and one.reached))
    if told:
        names = ", ".join(told[:MOST_TOLD]) + (" …" if len(told) > MOST_TOLD else "")
        body.append(flex.text(look.say(TOLD, {"names": names}), size="md"))
    taker = alarm.taken_by
    if taker is not None and taker.phone:
        body.append(_number(Called(taker.holder, duty.who(taker), taker.phone, why=""), look))
    elif card.next_up and not alarm.is_taken and alarm.ended_at is None:
        lead = look.say(PLEASE_PHONE if card.to_phone else NEXT)
        colour = ALARM if card.to_phone else INK
        body += [flex.line(), flex.text(lead, size="md", color=colour)]
        body += [_number(one, look) for one in card.next_up[:MOST_NEXT]]
    return body


def _number(one: Called, look: Look) -> Piece:
    """A tap phones them."""
    why = look.say(duty_alarms.WHY[one.why]) if one.why in duty_alarms.WHY else ""
    call = Button(PHONE, "link", f"tel:{one.phone}", {"name": one.name[:NAME_FITS]})
    return flex.box(
        "vertical",
        [
            flex.text(f"{one.name} ({why})" if why else one.name, size="md"),
            flex.text("☎ " + one.phone, color=LINK, weight="bold", margin="none"),
        ],
        action=flex.action(call, look, longest=flex.LONGEST_LABEL),
        paddingTop="sm",
        paddingBottom="sm",
    )


def _buttons(alarm: Alarm, look: Look) -> list[Piece]:
    if alarm.ended_at is not None:
        return []
    found = []
    if not alarm.is_taken:
        found.append(Button(TAKE_ALARM, "do", f"do=duty_alarm&act=take&alarm={alarm.id}"))
    if alarm.kind == FIRE:
        see = f"do=fire_work&fire={alarm.of}&act=see"
        found.append(Button(FIRE_DETAILS, "do", see, {"fire": alarm.about}))
    if alarm.kind == OVERDUE:
        found.append(Button(WHO_IS_WHERE, "do", f"do=mission&act=team&fire={alarm.of}"))
    return flex.buttons(found, look)
