"""Who decides on burns at which stage: the nearest area's word, and what may never stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain import burn_chains as rules
from domain import lampang, permits
from domain.posts import DISTRICT, DUTY, LOCAL_OFFICE, POLICE, STATION, VILLAGE_HEAD, Post
from tests.burning import permit

MAE_MO, TAMBON, OTHER = "5202", "520204", "520601"
CHIEF = Post("chief", "approver", DISTRICT, MAE_MO)
PROVINCE = Post("province", "approver", DUTY, "52")
OFFICES = tuple(
    Post(f"office {one.code}", "officer", LOCAL_OFFICE, one.code) for one in lampang.TAMBONS
)
HEAD = Post("head", "officer", VILLAGE_HEAD, TAMBON)
PEOPLE = (CHIEF, PROVINCE, HEAD, *OFFICES)


@pytest.mark.parametrize(
    ("stage", "area", "kinds", "expected"),
    [
        ("local", MAE_MO, (DISTRICT,), rules.TWICE),  # the district decides behind it
        ("local", MAE_MO, (LOCAL_OFFICE, VILLAGE_HEAD), rules.TWICE),
        ("local", MAE_MO, (), rules.NONE),
        ("local", MAE_MO, (POLICE,), rules.NONE),
        ("local", MAE_MO, ("king",), rules.NONE),
        ("district", MAE_MO, (DUTY,), ""),
        ("district", MAE_MO, (DISTRICT,), ""),
        ("district", "52", (DISTRICT,), rules.NOBODY),  # the other districts have no chief here
        ("district", MAE_MO, (STATION,), rules.TWICE),  # considers forest land before
        ("village", MAE_MO, (VILLAGE_HEAD,), ""),
        ("forest", MAE_MO, (STATION,), ""),  # nobody holds it now: it is passed over as before
    ],
)
def test_what_may_stand(stage: str, area: str, kinds: tuple[str, ...], expected: str) -> None:
    assert rules.problem_with(stage, area, kinds, {}, PEOPLE) == expected


def test_a_stage_that_has_somebody_keeps_somebody() -> None:
    chains = {("district", MAE_MO): (DUTY,)}
    assert rules.problem_with("local", MAE_MO, (DISTRICT,), chains, PEOPLE) == ""
    without = tuple(one for one in PEOPLE if one is not CHIEF)
    assert rules.problem_with("local", MAE_MO, (DISTRICT,), chains, without) == rules.NOBODY


def test_the_last_stage_needs_an_approver() -> None:
    officer = replace(CHIEF, role="officer")
    assert (
        rules.problem_with("district", MAE_MO, (DISTRICT,), {}, (officer, *OFFICES)) == rules.NOBODY
    )


def test_the_nearest_area_s_word_holds_and_only_differences_are_carried() -> None:
    chains = {("local", "52"): (DUTY,), ("local", MAE_MO): (LOCAL_OFFICE,)}
    assert rules.holds(chains, "local", TAMBON) == (LOCAL_OFFICE,)
    assert rules.holds(chains, "local", OTHER) == (DUTY,)
    assert rules.chosen(chains, TAMBON) == ()
    assert rules.chosen(chains, OTHER) == (("local", (DUTY,)),)


@pytest.mark.parametrize("name", ["local:52", "district:5202"])
def test_names(name: str) -> None:
    found = rules.read_name(name)
    assert found is not None
    assert rules.name_of(*found) == name


@pytest.mark.parametrize("name", ["", "local", "king:52", "local:520204", "local:99", ":52"])
def test_no_names(name: str) -> None:
    assert rules.read_name(name) is None


def test_a_request_is_decided_by_who_was_chosen_but_never_by_its_holder_or_twice() -> None:
    asked = permit(holder="farmer", tambon=TAMBON, state=permits.LOCAL)
    chosen = replace(asked, chosen=(("local", (DISTRICT,)),))
    assert [one.holder for one in permits.deciders(asked, PEOPLE)] == [f"office {TAMBON}"]
    assert [one.holder for one in permits.deciders(chosen, PEOPLE)] == ["chief"]
    assert permits.waits_for(chosen, PEOPLE) == permits.STATE_LABELS[permits.DISTRICT]
    assert permits.deciders(replace(chosen, holder="chief"), PEOPLE) == []
    assert permits.deciders(replace(chosen, deciders=("chief",)), PEOPLE) == []
