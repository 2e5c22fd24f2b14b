"""The question for a place carries on what was asked, through the list of districts and through the form."""

from __future__ import annotations

from urllib.parse import parse_qsl

from domain.conversation import SetForm
from handlers import somewhere

KEPT = {"day": "2026-03-14", "part": "night"}


def test_the_day_goes_with_the_list_of_districts_and_the_form() -> None:
    form, question = somewhere.ask("pm25_forecast", KEPT)
    assert isinstance(form, SetForm)
    assert form.state is not None
    assert (form.state.name, form.state.answers) == ("pm25_forecast", KEPT)
    pressed = dict(parse_qsl(question.buttons[1].value))  # type: ignore[union-attr]
    assert pressed == {"do": "set_area", "list": "pm25_forecast&day=2026-03-14&part=night"}
    carried = dict(parse_qsl(f"do={pressed['list']}&area=5202"))
    assert carried == {"do": "pm25_forecast", **KEPT, "area": "5202"}
