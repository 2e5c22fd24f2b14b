"""The pages of the console in a real browser: the map is drawn under our own policy, and no page is wider than a phone."""

from __future__ import annotations

from tests.web.browsing import DESK, PHONE, Seen

PAGES = ("", "/air", "/air/LP01", "/volunteers", "/permits", "/permits/1", "/permits/orders", "/messages", "/hotspots", "/warnings/new")  # fmt: skip
KINDS = ("station", "sensor", "fire", "permit", "hotspot")


def test_every_kind_of_point_is_drawn_and_says_what_it_is(seen: Seen | None) -> None:
    if seen is None:
        return
    with seen.page("", DESK) as page:
        page.locator(".mark").first.wait_for()
        for kind in KINDS:
            (mark,) = page.locator(f".mark.{kind}").all()
            assert mark.get_attribute("title")
            assert mark.locator("svg").is_visible()
        assert page.locator(".mark.station text").text_content() == "80"
        # Without imported outlines the towns say where things are.
        assert "แม่เมาะ" in page.locator(".town").all_inner_texts()
        page.locator(".mark.fire").press("Enter")
        page.wait_for_url("**/console/fires/*")
        # The page of fires keeps its circles.
        page.locator(".map path.leaflet-interactive").first.wait_for()


def test_no_page_is_wider_than_a_phone(seen: Seen | None) -> None:
    if seen is None:
        return
    wide = {}
    for path in PAGES:
        with seen.page(path, PHONE) as page:
            page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
            )
            more = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if more > 0 or not page.locator("h1").is_visible():
                wide[path] = more
    assert wide == {}
