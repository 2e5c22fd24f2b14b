"""The tables of messages, Flex and actions against LINE's own description, where that is at hand."""

from pathlib import Path

import yaml

from simulator.actions import ACTIONS, FIELDS
from simulator.flex import COMPONENTS, CONTAINERS, STYLES
from simulator.messages import MENTIONEES, MESSAGES, SUBSTITUTIONS
from simulator.templates import COLUMN, IMAGE_COLUMN, IMAGEMAP_ACTIONS, TEMPLATES

SPEC = Path(__file__).parents[2].parent / "shared" / "line-openapi" / "messaging-api.yml"

# Where each table stands in the specification. A discriminator's mapping gives name → schema.
TABLES = {
    "Message": MESSAGES,
    "FlexContainer": CONTAINERS,
    "FlexComponent": COMPONENTS,
    "Template": TEMPLATES,
    "ImagemapAction": IMAGEMAP_ACTIONS,
    "SubstitutionObject": SUBSTITUTIONS,
    "MentionTarget": MENTIONEES,
}
SINGLE = {
    "FlexBubbleStyles": STYLES,
    "CarouselColumn": COLUMN,
    "ImageCarouselColumn": IMAGE_COLUMN,
}
# What the tables hold even without the specification at hand.
KNOWN = {
    "Message": "text textV2 sticker image video audio location imagemap template flex coupon",
    "FlexContainer": "bubble carousel",
    "FlexComponent": "box button image video icon text span separator filler",
    "Template": "buttons confirm carousel image_carousel",
    "ImagemapAction": "uri message clipboard",
    "SubstitutionObject": "mention emoji",
    "MentionTarget": "user all",
}


def read_spec():
    return yaml.safe_load(SPEC.read_text())["components"]["schemas"] if SPEC.exists() else {}


def properties_of(schemas, name):
    """Own and inherited properties, and those that must be there."""
    properties, required = set(), set()
    schema = schemas[name]
    for part in schema.get("allOf", [schema]):
        if "$ref" in part:
            more = properties_of(schemas, part["$ref"].rpartition("/")[2])
            properties, required = properties | more[0], required | more[1]
        properties |= part.get("properties", {}).keys()
        required |= set(part.get("required", ()))
    return properties, required


def kinds_in_spec(schemas):
    pairs = []
    for base, table in TABLES.items():
        mapping = schemas[base]["discriminator"]["mapping"] if schemas else {}
        assert set(table) == set(KNOWN[base].split())
        assert not mapping or set(mapping) == set(table), base
        pairs += [(ref.rpartition("/")[2], table[name]) for name, ref in mapping.items()]
    return pairs + [(name, kind) for name, kind in SINGLE.items() if schemas]


def test_the_tables_know_every_type_and_property_of_the_specification():
    schemas = read_spec()
    for name, kind in kinds_in_spec(schemas):
        properties, required = properties_of(schemas, name)
        assert properties == set(kind.fields), name
        assert required <= set(kind.required), name


def test_the_actions_know_every_type_and_property_of_the_specification():
    schemas = read_spec()
    mapping = schemas["Action"]["discriminator"]["mapping"] if schemas else {}
    known = "postback message uri datetimepicker clipboard camera cameraRoll location"
    assert set(FIELDS) == {*known.split(), "richmenuswitch"}
    assert not mapping or set(mapping) == set(FIELDS)
    for name, ref in mapping.items():
        properties, required = properties_of(schemas, ref.rpartition("/")[2])
        places = [kinds[name] for kinds in ACTIONS.values() if name in kinds]
        assert places, name
        for kind in places:
            assert properties == set(kind.fields), name
            assert required <= set(kind.required), name
