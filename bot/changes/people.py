"""What changes of a person or a chat: form, language, area, following, forgetting."""

from __future__ import annotations

from bot.changes.doing import Carry, DecideAgain, Doing
from domain.conversation import (
    Follow,
    ForgetMessage,
    ForgetPerson,
    NoteAnswer,
    SetArea,
    SetForm,
    SetLanguage,
    Unfollow,
)
from store import forget, forms, inbox, missions, people, photos, unsent


def set_form(doing: Doing, effect: SetForm) -> None:
    forms.put(doing.session, doing.event.chat, doing.event.user, effect.state, doing.now)


def set_language(doing: Doing, effect: SetLanguage) -> None:
    people.change(doing.session, doing.event.chat, language=effect.language)


def set_area(doing: Doing, effect: SetArea) -> None:
    people.change(doing.session, doing.event.chat, area=effect.area.code, village=effect.village)


def note_answer(doing: Doing, effect: NoteAnswer) -> None:
    people.change(doing.session, doing.event.chat, last_answer=effect.answer)


def follow(doing: Doing, _: Follow) -> None:
    people.change_follow(doing.session, doing.event.chat, doing.event.at, blocked=False)


def unfollow(doing: Doing, _: Unfollow) -> None:
    people.change_follow(doing.session, doing.event.chat, doing.event.at, blocked=True)


def forget_person(doing: Doing, _: ForgetPerson) -> None:
    if missions.is_on_mission(doing.session, doing.event.user):
        raise DecideAgain("on mission")  # let go in this very moment: nobody out there is forgotten
    forget.person(doing.session, doing.event.user)


def forget_message(doing: Doing, effect: ForgetMessage) -> None:
    unsent.note(doing.session, effect.message_id, doing.now)
    inbox.erase(doing.session, f'"{effect.message_id}"', doing.event.chat)
    photos.forget_message(doing.session, effect.message_id, doing.now)


CARRIES: dict[type, Carry] = {
    SetForm: set_form,
    SetLanguage: set_language,
    SetArea: set_area,
    NoteAnswer: note_answer,
    Follow: follow,
    Unfollow: unfollow,
    ForgetPerson: forget_person,
    ForgetMessage: forget_message,
}
