"""The chain of burn decisions among the settings: which stage of which area, and who may decide there in words."""

from __future__ import annotations

from collections.abc import Sequence

from domain import burn_chains, lampang
from domain.burn_chains import Chains
from domain.official import ADMIN, Official
from domain.permits import STAGES
from domain.posts import LABELS
from domain.setting_changes import Setting
from web.console import frame

TAMBON = 6  # digits of its code
CHOICES = {kind: LABELS[kind] for kind in burn_chains.CHOICES}


def area_of(setting: Setting) -> str:
    """Empty when there is no such stage or area."""
    found = burn_chains.read_name(setting.name)
    return found[1] if found else ""


def rows(chains: Chains, here: Official) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    """Area, name of the setting, stage, who may decide, whether it was set there: of the reader's areas."""
    tops = {one for one in here.areas(ADMIN) if len(one) < TAMBON}
    set_there = {area for _, area in chains if here.sees(area, ADMIN)}
    areas = sorted(tops | set_there)
    return [
        (
            area,
            burn_chains.name_of(stage, area),
            STAGES[stage].label,
            burn_chains.holds(chains, stage, area),
            (stage, area) in chains,
        )
        for area in areas
        for stage in STAGES
    ]


def choices(here: Official) -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas whose chain the reader may propose to change, with name and stage."""
    every = (lampang.PROVINCE, *lampang.DISTRICTS)
    return [
        (one.code, [(burn_chains.name_of(key, one.code), STAGES[key].label) for key in STAGES])
        for one in every
        if here.may(one.code, ADMIN)
    ]


def said(kinds: Sequence[str]) -> str:
    return " / ".join(frame.tongue().say(CHOICES.get(one, one)) for one in kinds)
