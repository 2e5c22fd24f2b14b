"""A report that an official puts where the fire is: the fire follows, and so does who is told of it.

The reporter's own pin stays as it was; only where the fire is (`est_…`, the area) is the official's word.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import fire_news
from bot.changes.doing import Doing
from bot.changes.fires import refresh
from bot.telling import tell
from domain import lampang, quota
from domain import missions as mission_rules
from domain.cards import FireCard
from domain.conversation import Button, Say, Show
from domain.fire_places import Placed
from domain.words import N_
from store import fires, missions
from store.fires import PLACED, FireRow, ReportRow

MOVED = N_("The place of this fire was put right. Please look where it is now.")
GO_THERE = N_("The place of %(fire)s was put right: %(area)s. Please look at the map before you go on.")  # fmt: skip


def place(
    doing: Doing, row: FireRow, reports: Sequence[ReportRow], placed: Placed, post: str
) -> bool:
    """False when they lie there already. `post` is whose word it is, for the timeline."""
    if all(_lies_there(one, placed) for one in reports):
        return False
    before, point = (row.lat, row.lon, row.radius_m, row.area), placed.estimate.point
    told = f"{point.lat:.5f}, {point.lon:.5f} (± {placed.estimate.radius_m} m)"
    for report in reports:
        report.est_lat, report.est_lon = point.lat, point.lon
        report.est_radius_m = placed.estimate.radius_m
        report.area, report.outside = placed.area, False
        report.name = placed.name or report.name
        fires.note(
            doing.session, row.id, PLACED, doing.context.now,
            who=doing.event.user, who_name=post, note=f"{report.id}: {told}",
        )  # fmt: skip
    row.name = placed.name or row.name
    doing.session.flush()
    refresh(doing, row, reports[0])
    if before != (row.lat, row.lon, row.radius_m, row.area):
        _tell_who_goes(doing, row)
    return True


def _lies_there(report: ReportRow, placed: Placed) -> bool:
    return fires.estimate_of(report) == placed.estimate and report.area == placed.area


def _tell_who_goes(doing: Doing, row: FireRow) -> None:
    """Whoever has it, and everybody who is on the way or there; who is responsible was called by `refresh`."""
    fire = fires.as_fires(doing.session, [row])[row.id]
    if row.owner and row.owner != doing.event.user:
        card = FireCard(fire, for_officials=True, lead=MOVED)
        _tell(doing, row, row.owner, Show("fire", card, fire_news.official_buttons(fire)))
    values = {"fire": fire.reference, "area": lampang.area(row.area) or lampang.PROVINCE}
    link = (Button(N_("Map"), "link", fire_news.map_link(fire)),)
    said = fire_news.marked(row, Say(GO_THERE, values, link))
    going = (*mission_rules.COMING, mission_rules.RETURNING)
    for one in missions.team(doing.session, row.id):
        if one.line_id and one.state in going and one.line_id != row.owner:
            _tell(doing, row, one.line_id, said)


def _tell(doing: Doing, row: FireRow, whom: str, said: Say | Show) -> None:
    tell(
        doing.session, doing.look, whom, [said],
        key=f"fire:{row.id}:placed:{row.version}:{whom}",
        urgency=quota.DISPATCH, now=doing.now, lives=fire_news.CALL_LIVES,
    )  # fmt: skip
