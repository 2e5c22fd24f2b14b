"""Which kinds of post decide at which stage of a burn request, for the province or a district. Pure.

Until two administrators agree on something else (domain/setting_changes.py), what domain/permits.py says holds. What
never changes: the order of the stages, the role that the last one needs, nobody on their own plot, nobody twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain import lampang
from domain.permits import DISTRICT, STAGES
from domain.posts import DISTRICT as DISTRICT_POST
from domain.posts import DUTY, LOCAL_OFFICE, STATION, VILLAGE_HEAD, Post, may

# (stage, area) → kinds of post, where something was agreed on.
Chains = Mapping[tuple[str, str], tuple[str, ...]]
Chosen = tuple[tuple[str, tuple[str, ...]], ...]
CHOICES = (VILLAGE_HEAD, LOCAL_OFFICE, STATION, DISTRICT_POST, DUTY)
NONE, TWICE, NOBODY = "none", "twice", "nobody"


def name_of(stage: str, area: str) -> str:
    return f"{stage}:{area}"


def read_name(name: str) -> tuple[str, str] | None:
    """The stage and the area of a setting's name; None when there is no such."""
    stage, _, code = name.partition(":")
    area = lampang.area(code)
    return (stage, code) if stage in STAGES and area is not None and not area.is_tambon else None


def holds(chains: Chains, stage: str, area: str) -> tuple[str, ...]:
    """The nearest area's word; else the code's."""
    for code in (area[:4], area[:2]):
        if (stage, code) in chains:
            return chains[(stage, code)]
    return STAGES[stage].kinds


def chosen(chains: Chains, tambon: str) -> Chosen:
    """What a request of that tambon carries: only where it differs from the code."""
    found = ((stage, holds(chains, stage, tambon)) for stage in STAGES)
    return tuple((stage, kinds) for stage, kinds in found if kinds != STAGES[stage].kinds)


def problem_with(
    stage: str, area: str, kinds: Sequence[str], chains: Chains, posts: Sequence[Post]
) -> str:
    """Why it may not stand, "" when it may: each tambon keeps somebody, and no kind says yes twice."""
    if not kinds or any(one not in CHOICES for one in kinds):
        return NONE
    then: Chains = {**chains, (stage, area): tuple(kinds)}
    for tambon in (one.code for one in lampang.TAMBONS if one.code.startswith(area)):
        every = [kind for one in STAGES for kind in holds(then, one, tambon)]
        if len(every) != len(set(every)):
            return TWICE
        was = _somebody(holds(chains, stage, tambon), stage, tambon, posts)
        if (was or stage == DISTRICT) and not _somebody(kinds, stage, tambon, posts):
            return NOBODY
    return ""


def _somebody(kinds: Sequence[str], stage: str, tambon: str, posts: Sequence[Post]) -> bool:
    return may(posts, tambon, *kinds, role=STAGES[stage].role)
