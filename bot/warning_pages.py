"""The letters of a warning, page by page: persons, LINE groups, and the script for village heads; after a kill it goes on.

A page is one short commit that asks again whether the warning may reach a phone and moves the cursor: nobody is in two
pages. Who is reached: store/warning_reach.py. When: bot/warning_post.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from bot import cards, wake
from bot.warning_cap import Press
from domain import warnings as rules
from domain.conversation import Say, Show
from domain.loudspeaker import READ_OUT
from domain.posts import Post
from domain.warning_words import in_a_drill
from domain.warnings import Content, Notice
from domain.words import N_
from store import people as known_people
from store import warning_letters as letters
from store import warning_reach as reach
from store import warnings
from store.db import Database
from store.outbox import Letter
from store.warning_letters import CORRECTION, SCRIPT, WARNING, WarningLetter
from store.warning_reach import Someone
from store.warnings import WarningRow

LETTER_LIVES = timedelta(hours=2)
CORRECTION_LIVES = timedelta(hours=23)
MOST = 500  # LINE takes at most 500 people in a multicast
MOST_SINGLE = 50  # pushes of one page: to groups, and to village heads
PEOPLE, GROUPS, HEADS, END = STAGES = ("people", "groups", "heads", "end")
READ_OUT_DRILL = N_("[ซ้อม] To read out over the loudspeaker, 30 seconds:\n\n%(text)s")
# Read out, so in Thai whatever the menu of the head says.
NO_MORE = "ประกาศ ประกาศ\nขอยกเลิกประกาศเรื่อง %(headline)s\n%(correction)s"


@dataclass(frozen=True, slots=True)
class Office:
    """`now` is business time: what warnings begin and end by."""

    database: Database
    press: Press
    now: datetime
    alarm: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Page:
    """Who comes next, from `seen` on; then `to`."""

    seen: str
    to: str
    people: Sequence[Someone] = ()
    groups: Sequence[Someone] = ()
    heads: Sequence[Post] = ()


@dataclass
class Words:
    """What is said, drawn once in each language."""

    office: Office
    notice: Notice
    drawn: dict[str, bytes] = field(default_factory=dict)

    def warning(self, language: str) -> bytes:
        return self._drawn(language, Show("warning", self.notice))

    def script(self, language: str) -> bytes:
        content = self.notice.content
        text = rules.spoken(content)
        if self.notice.correction:
            filled = {"headline": content.headline_th, "correction": self.notice.correction}
            text = NO_MORE % filled
            text = in_a_drill(text) if content.is_exercise else text
        lead = READ_OUT_DRILL if content.is_exercise else READ_OUT
        return self._drawn(f"{language} script", Say(lead, {"text": text}))

    def _drawn(self, name: str, one: Say | Show) -> bytes:
        if name not in self.drawn:
            look = self.office.press.look.in_language(name.split(" ")[0])
            self.drawn[name] = orjson.dumps(cards.render([one], look))
        return self.drawn[name]


def spread(office: Office, row_id: int) -> int:
    """Every letter that is still to be queued; how many people and groups were reached by this call."""
    told, words = 0, None
    while True:
        with office.database.read() as session:
            row = may_go_on(session, office, row_id)
            if row is None:
                return told
            page = _read(session, office, row)
            words = words or Words(office, warnings.notice(session, row))
        told += _write(office, row_id, page, words)


def may_go_on(session: Session, office: Office, row_id: int) -> WarningRow | None:
    """The warning as it stands, if more of its letters may be queued: asked before each page, and in its commit."""
    row = warnings.get(session, row_id)
    if row is None or row.state != rules.SENDING or row.held or row.cursor == END:
        return None
    return row if rules.may_reach_phones(row.standing, office.now) else None


def _read(session: Session, office: Office, row: WarningRow) -> Page:
    stage, _, number = row.cursor.partition(" ")
    after, said = int(number or 0), row.said
    if stage in ("", PEOPLE):
        found = reach.people(session, said, after, MOST)
        return Page(row.cursor, _next(PEOPLE, [one.row for one in found], MOST), people=found)
    if stage == GROUPS:
        found = reach.groups(session, said, after, MOST_SINGLE)
        return Page(
            row.cursor, _next(GROUPS, [one.row for one in found], MOST_SINGLE), groups=found
        )
    heads = reach.heads(session, said, office.now, after)[:MOST_SINGLE]
    return Page(row.cursor, _next(HEADS, [one.id for one in heads], MOST_SINGLE), heads=heads)


def _next(stage: str, numbers: Sequence[int], most: int) -> str:
    if len(numbers) < most:
        return STAGES[STAGES.index(stage) + 1]
    return f"{stage} {numbers[-1]}"


def _write(office: Office, row_id: int, page: Page, words: Words) -> int:
    """Not waiting for the disk: what a power cut undoes was never sent, for the lease before a call waits for it."""
    with office.database.write(durable=False) as session:
        row = may_go_on(session, office, row_id)
        persons = [one for one in page.people if reach.USER_ID.fullmatch(one.line_id)]
        if row is None or not warnings.move_on(session, row_id, page.seen, page.to, len(persons)):
            return 0
        content = words.notice.content
        lives = min(LETTER_LIVES, content.ends - office.now)
        _queue_people(session, row_id, persons, words, lives)
        for one in page.groups:
            body = words.warning(one.language)
            _push(
                session,
                row_id,
                WARNING,
                f"{WARNING}:{row_id}:group:{one.row}",
                one,
                body,
                content,
                lives,
            )
        for post in page.heads:
            _queue_script(session, row_id, post, words, lives)
    if persons or page.groups or page.heads:
        wake.ring(office.database)
    return len(persons) + len(page.groups)


def _queue_people(
    session: Session, row_id: int, persons: Sequence[Someone], words: Words, lives: timedelta
) -> None:
    """The chat of a multicast is its own key: chunks need not wait for one another."""
    for language in ("th", "en"):
        ids = [one.line_id for one in persons if one.language == language]
        if not ids:
            continue
        first = next(one.row for one in persons if one.language == language)
        key = f"{WARNING}:{row_id}:{language}:{first}"
        _to_many(session, row_id, WARNING, key, language, ids, words, lives)


def _queue_script(
    session: Session, row_id: int, post: Post, words: Words, lives: timedelta
) -> None:
    known = known_people.find(session, post.holder)
    if known is None or known.blocked_at is not None:
        return
    one = Someone(post.id, post.holder, "en" if known.language == "en" else "th")
    body, key = words.script(one.language), f"{SCRIPT}:{row_id}:{post.id}"
    _push(session, row_id, SCRIPT, key, one, body, words.notice.content, lives)


def correct(
    session: Session, office: Office, letter: WarningLetter, ids: Sequence[str], words: Words
) -> bool:
    """Who got this letter gets its correction, once."""
    key = correction_key(letter.key)
    if session.get(WarningLetter, key) is not None:
        return False
    if letter.kind == WARNING and not letter.key.startswith(f"{WARNING}:{letter.warning}:group:"):
        _to_many(
            session,
            letter.warning,
            CORRECTION,
            key,
            letter.language,
            list(ids),
            words,
            CORRECTION_LIVES,
        )
        return True
    is_script = letter.kind == SCRIPT
    body = words.script(letter.language) if is_script else words.warning(letter.language)
    one = Someone(0, ids[0], letter.language, letter.people)
    _push(
        session, letter.warning, CORRECTION, key, one, body, words.notice.content, CORRECTION_LIVES
    )
    return True


def correction_key(key: str) -> str:
    """A key of a warning or of a script becomes its correction's."""
    return (
        f"{CORRECTION}{key.removeprefix(WARNING)}"
        if key.startswith(WARNING)
        else f"{CORRECTION}-{key}"
    )


def _to_many(
    session: Session,
    row_id: int,
    kind: str,
    key: str,
    language: str,
    ids: list[str],
    words: Words,
    lives: timedelta,
) -> None:
    letter = Letter(
        key=key,
        method="multicast",
        chat=key,
        messages=words.warning(language),
        urgency=rules.urgency_of(words.notice.content),
        not_after=_real() + lives,
        recipients=orjson.dumps(ids),
        people=len(ids),
    )
    _queue(session, letter, row_id, kind, language)


def _push(
    session: Session,
    row_id: int,
    kind: str,
    key: str,
    one: Someone,
    body: bytes,
    content: Content,
    lives: timedelta,
) -> None:
    letter = Letter(
        key=key,
        method="push",
        chat=one.line_id,
        messages=body,
        urgency=rules.urgency_of(content),
        not_after=_real() + lives,
        people=one.counts,
    )
    _queue(session, letter, row_id, kind, one.language)


def _queue(session: Session, letter: Letter, row_id: int, kind: str, language: str) -> None:
    row = WarningLetter(
        key=letter.key,
        warning=row_id,
        kind=kind,
        language=language,
        people=letter.people,
        state=letters.QUEUED,
    )
    letters.queue(session, letter, row, _real())
    session.flush()


def _real() -> datetime:
    return datetime.now(UTC)
