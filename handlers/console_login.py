"""An official asks for the console: a link that works once, a code for another computer; in a private chat only.

Whoever holds no post gets no link. Rules: domain/console.py. Table: store/console.py. Pages: web/console/.
"""

from __future__ import annotations

import re

from domain.console import EndSessions, OpenLogin
from domain.conversation import Context, Effect, Event, Say, Show
from domain.words import N_
from handlers.offered import HAZE, NUMBERS

NEEDS = frozenset({"posts", "login"})
PRESSED = True

# Exact words: the understanding of wishes takes them for something else.
WORDS = re.compile(
    r"(?:น้องเข้ม\s*)?(?:ขอ|จะ)?\s*(?:เข้าสู่ระบบ|เข้าระบบ|ล็อกอิน|ล๊อกอิน|เข้าคอนโซล|คอนโซล|หน้าเจ้าหน้าที่"
    r"|log ?-?in|sign ?in|console)\s*(?:หน่อย|ค่ะ|ครับ|คับ|นะ|เจ้า)*\s*(?:please)?[.!]?",
    re.IGNORECASE,
)
# Where a button of ours may lead after the login.
PAGES = {"duty": "/console/duty", "settings": "/console/settings", "people": "/console/people"}
PRIVATE = N_("Please ask me in our private chat: a login is for you alone.")
NOBODY = N_("That page is for officials who hold a post here. I can help you with these.")
TOO_OFTEN = N_("That was a lot of links. Please wait ten minutes, then ask again.")
ENDED = N_("Done: every browser is logged out. Nobody gets in again without this chat.")


def is_wanted(text: str) -> bool:
    return WORDS.fullmatch(" ".join(text.split())) is not None


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if not context.facts.posts:
        return [Say(NOBODY, buttons=(HAZE, NUMBERS))]
    if event.data.get("end"):
        return [EndSessions(), Say(ENDED)]
    return offer(context, PAGES.get(event.data.get("to", ""), ""))


def offer(
    context: Context, then: str = "", asked: tuple[tuple[str, str], ...] = ()
) -> list[Effect]:
    """The card with the link; `then` is the page it leads to, `asked` what its form begins with."""
    login = context.facts.login
    if login is None:
        return [Say(TOO_OFTEN)]
    return [OpenLogin(login, then, asked), Show("console_login", login)]
