"""Who hears what of a fire, and how urgently: those responsible at once, reporters by the cheapest way, tips in confidence.

Used in the commit of the change itself (bot/changes/fires.py) and by jobs/watch_fires.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards import Look
from bot.changes.doing import Doing
from bot.telling import tell
from domain import fire_permits, lampang, posts, quota
from domain import fires as rules
from domain.cards import FireCard
from domain.conversation import Button, Say, Show
from domain.fires import Fire
from domain.lampang import PROVINCE
from domain.posts import Post
from domain.words import N_, Phrase
from store import fires, officials
from store.fires import FireRow, Tip

CALL_LIVES = timedelta(minutes=30)
NEWS_LIVES = timedelta(hours=12)
# People are in danger: everybody responsible is told at once, up to the province.
AT_ONCE = ("hurt", "trapped", "houses")
CALLED = N_("A fire in your area, and nobody has taken it yet.")
DRILL = N_("[DRILL]")
IN_DANGER = N_("New: people are in danger at this fire.")
CALLED_AGAIN = N_("It burns again, and nobody has taken it yet.")
STILL_NOBODY = N_("Nobody nearer has taken this fire: it is yours now to find somebody.")
TAKEN = N_("%(owner)s has taken %(fire)s.")
WENT = N_("People have set out for %(fire)s. %(owner)s leads.")
CONTROLLED = N_("%(fire)s is under control. It is still being watched.")
OUT = N_(
    "%(fire)s is out, says %(owner)s. Thank you for telling us. If you still see fire or smoke there, tell me."
)
FALSE = N_("%(owner)s was there: no fire was found at %(fire)s. If you still see it, tell me.")
PERMITTED = N_(
    "%(fire)s is a permitted burn, and it is under control, says %(owner)s. If it leaves its plot or troubles you, tell me."
)
ENDINGS = {"out": OUT, "false": FALSE, rules.PERMITTED: PERMITTED}
STILL = N_("%(fire)s: a reporter says it is still burning.")
SAYS_OUT = N_("%(fire)s: a reporter says it is out. Please check before you close it.")
MISTAKE = N_("%(fire)s: the reporter says it was a mistake. Please check before you close it.")
MORE = N_("%(fire)s: one more person reports it.")
PERMIT_NEAR = N_(
    "A permitted burn is near there. Its holder is being asked, and your report stays open until somebody has looked."
)
TIP = N_(
    "In confidence, about who lit a fire (%(area)s):\n%(words)s\n"
    "Not to be passed to volunteers or the public."
)
STILL_BURNING = N_("It is still burning")
TAKE = N_("I take this fire")
DETAILS = N_("Details")
NOTES = {"still": STILL, "out": SAYS_OUT, "mistake": MISTAKE, "reported": MORE}


def call_owner(
    session: Session,
    look: Look,
    row: FireRow,
    now: datetime,
    real: datetime,
    *,
    besides: str = "",
    up_to: int = 0,
) -> int:
    """Tell the next circle of posts (all of them when people are in danger); returns how many were told."""
    area = row.area or (PROVINCE.code if up_to or row.danger in AT_ONCE else "")
    if not area:
        return 0  # the question where is still open; jobs/watch_fires.py does not wait for ever
    circles = posts.circles(officials.covering(session, area, now), area)
    wanted = len(circles) if row.danger in AT_ONCE else max(1, up_to)
    told, reached = 0, row.told_circle
    for number, circle in enumerate(circles, 1):
        # A circle in which nobody could be told (all have blocked us, or reported it themselves) costs no time.
        if number > row.told_circle and (number <= wanted or not told):
            told += _call(session, look, row, circle, now, real, number, besides)
            reached = number
    row.told_circle = max(row.told_circle, reached)
    row.told_at = row.told_at or now
    return told


def _call(
    session: Session,
    look: Look,
    row: FireRow,
    circle: Iterable[Post],
    now: datetime,
    real: datetime,
    number: int,
    besides: str,
) -> int:
    fire = fires.as_fires(session, [row])[row.id]
    lead = STILL_NOBODY if number > 1 and row.danger not in AT_ONCE else CALLED
    near = fire_permits.lines(fires.timeline(session, row.id), now)
    about = FireCard(fire, for_officials=True, lead=lead, lines=near)
    card = Show("fire", about, official_buttons(fire))
    urgency = quota.LIFE_SAFETY if row.danger in AT_ONCE else quota.DISPATCH
    holders = dict.fromkeys(
        post.holder for post in circle if post.holder and post.holder != besides
    )
    return sum(
        tell(
            session, look, holder, [card],
            key=f"fire:{row.id}:call:{number}:{int(real.timestamp())}:{holder}",
            urgency=urgency, now=real, lives=CALL_LIVES,
        )
        for holder in holders
    )  # fmt: skip


def official_buttons(fire: Fire) -> tuple[Button, ...]:
    work = f"do=fire_work&fire={fire.id}&v={fire.version}&act="
    take = (Button(TAKE, "do", work + "take"),) if fire.state == rules.REPORTED else ()
    where = (Button(N_("Map"), "link", map_link(fire)),) if fire.estimate else ()
    return (*take, Button(DETAILS, "do", work + "see"), *where)


def map_link(fire: Fire) -> str:
    """Of the estimated place; a reporter's pin goes to nobody."""
    if fire.estimate is None:
        return "https://www.google.com/maps"
    point = fire.estimate.point
    return f"https://www.google.com/maps?q={point.lat:.5f},{point.lon:.5f}"


def moved(doing: Doing, row: FireRow, what: str, note: str) -> None:
    """Reporters ride for free with what happens in between, and are pushed once at the end."""
    values = {"fire": rules.reference(row.year, row.number), "owner": row.owner_name}
    match what:
        case "take":
            _reporters(doing, row, Say(TAKEN, values), riding=True)
            _other_posts(doing, row, Say(TAKEN, values))
        case "went":
            _reporters(doing, row, Say(WENT, values), riding=True)
        case "controlled":
            _reporters(doing, row, Say(CONTROLLED, values), riding=True)
        case "out" | "false" | rules.PERMITTED:
            again = Button(STILL_BURNING, "do", f"do=fire_status&fire={row.id}&act=still")
            text = ENDINGS[what]
            _reporters(doing, row, Say(text, values, (again,)), riding=False)
        case "again":
            call_owner(doing.session, doing.look, row, doing.context.now, doing.now)


def noted(doing: Doing, row: FireRow, what: str) -> None:
    """What a reporter adds reaches the owner: at once when it still burns, else with the next reply."""
    if what not in NOTES or not row.owner or row.owner == doing.event.user:
        return
    details = Button(DETAILS, "do", f"do=fire_work&fire={row.id}&v={row.version}&act=see")
    said = Say(NOTES[what], {"fire": rules.reference(row.year, row.number)}, (details,))
    tell(
        doing.session, doing.look, row.owner, [marked(row, said)],
        key=f"fire:{row.id}:{what}:{doing.event.message_id or doing.now.timestamp()}",
        urgency=quota.DISPATCH if what == "still" else quota.STATUS,
        now=doing.now, lives=NEWS_LIVES, riding=what == "reported",
    )  # fmt: skip


def danger(doing: Doing, row: FireRow) -> None:
    """People are in danger at a fire that somebody has: the owner and everybody responsible hear it at once."""
    fire = fires.as_fires(doing.session, [row])[row.id]
    card = Show("fire", FireCard(fire, for_officials=True, lead=IN_DANGER), official_buttons(fire))
    area = row.area or PROVINCE.code
    posts_there = officials.covering(doing.session, area, doing.context.now)
    holders = dict.fromkeys([row.owner, *(post.holder for post in posts_there)])
    for holder in holders:
        if holder and holder != doing.event.user:
            tell(
                doing.session, doing.look, holder, [card],
                key=f"fire:{row.id}:danger:{row.danger}:{row.version}:{holder}",
                urgency=quota.LIFE_SAFETY, now=doing.now, lives=CALL_LIVES,
            )  # fmt: skip


def marked(row: FireRow, said: Say) -> Say:
    """In a drill every word says so."""
    if not row.drill:
        return said
    values = {"drill": Phrase(DRILL), "said": Phrase(said.text, said.values)}
    return Say("%(drill)s %(said)s", values, said.buttons)


def permit_near(doing: Doing, row: FireRow) -> None:
    """The reporter hears of it without whose it is, and that somebody looks all the same."""
    tell(
        doing.session, doing.look, doing.event.chat, [Say(PERMIT_NEAR)],
        key=f"fire:{row.id}:permit near:{doing.event.chat}",
        urgency=quota.STATUS, now=doing.now, lives=NEWS_LIVES, riding=True,
    )  # fmt: skip


def tip(doing: Doing, row: Tip) -> None:
    """To police and district of the place; where there are none, to the province on duty. Never to anyone else."""
    held = officials.covering(doing.session, row.area or PROVINCE.code, doing.context.now)
    readers = [post for post in held if post.kind in (posts.POLICE, posts.DISTRICT)]
    readers = readers or [post for post in held if post.kind == posts.DUTY or post.role == "admin"]
    values = {"area": _area(row.area), "words": row.words}
    for holder in dict.fromkeys(post.holder for post in readers):
        tell(
            doing.session, doing.look, holder, [Say(TIP, values)],
            key=f"tip:{row.id}:{holder}", urgency=quota.STATUS, now=doing.now, lives=NEWS_LIVES,
        )  # fmt: skip


def _area(code: str) -> object:
    return lampang.area(code) or PROVINCE


def _reporters(doing: Doing, row: FireRow, said: Say, *, riding: bool) -> None:
    for report in fires.reports_of(doing.session, row.id):
        if not report.line_id or report.line_id == doing.event.user:
            continue
        chat = report.chat or report.line_id
        is_new = tell(
            doing.session, doing.look, chat, [said],
            key=f"fire:{row.id}:{row.state}:{row.version}:{chat}",
            urgency=quota.STATUS, now=doing.now, lives=NEWS_LIVES, riding=riding,
        )  # fmt: skip
        if is_new and not riding:
            report.ending_told_at = doing.context.now


def _other_posts(doing: Doing, row: FireRow, said: Say) -> None:
    """Who was called too sees that somebody has it."""
    if not row.area:
        return
    circles = posts.circles(
        officials.covering(doing.session, row.area, doing.context.now), row.area
    )
    called = {post.holder for circle in circles[: row.told_circle] for post in circle}
    for holder in sorted(called - {doing.event.user, ""}):
        tell(
            doing.session, doing.look, holder, [marked(row, said)],
            key=f"fire:{row.id}:taken:{row.version}:{holder}",
            urgency=quota.STATUS, now=doing.now, lives=NEWS_LIVES, riding=True,
        )  # fmt: skip
