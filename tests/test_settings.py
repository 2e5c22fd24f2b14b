"""Every setting is read, documented, and refused with a clear sentence when it cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import settings
from settings import AIR4THAI, LINE_API, LINE_DATA_API, BadSetting, load

ROOT = Path(__file__).parent.parent
NAMES = {
    "LINE_CHANNEL_SECRET",
    "LINE_CHANNEL_ACCESS_TOKEN",
    "LINE_API_URL",
    "LINE_DATA_API_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "SECRET_KEY",
    "PUBLIC_URL",
    "PORT",
    "FIRMS_MAP_KEY",
    "DUSTBOY_API_KEY",
    "OPENAQ_API_KEY",
    "PURPLEAIR_API_KEY",
    "GISTDA_API_KEY",
    "METRICS_TOKEN",
    "PROXY_HOPS",
    "ALARM_URL",
    "AIR4THAI_URLS",
    "EXTRA_CA_FILE",
    "GISTDA_PM25_URL",
    "FIRMS_URL",
    "GISTDA_HOTSPOTS_URL",
    "HOTSPOT_CHECK_TIMES",
    "HOTSPOT_NEXT_AFTER_MINUTES",
    "ALARM_NEXT_AFTER_MINUTES",
    "ALARM_BACK_AFTER_MINUTES",
    "OPEN_METEO_URL",
    "OPEN_METEO_AIR_URL",
    "CAP_AUTHORITY",
    "LINE_ADD_URL",
}
CHANNEL = {
    "LINE_CHANNEL_SECRET": "secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "token",
    "SECRET_KEY": "key",
}


class Watched(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(name)
        return default


def test_the_settings_are_those_of_the_contract() -> None:
    environ = Watched()
    load(environ)
    assert environ.asked == NAMES
    assert {name.lower() for name in NAMES} == set(settings.Settings.__slots__)
    contract = ROOT.parent / "shared" / "CONTRACT.md"
    if contract.is_file():
        table = contract.read_text("utf-8").partition("## Settings")[2].partition("\n## ")[0]
        named = {
            name
            for row in table.splitlines()
            if row.startswith("| `")
            for name in re.findall(r"`([A-Z0-9_]+)`", row.split("|")[1])
        }
        assert named <= NAMES  # what it does not name, the README does (tested below)


@pytest.mark.parametrize("file", ["README.md", ".env.example"])
def test_every_setting_is_documented(file: str) -> None:
    path = ROOT / file
    written = path.read_text("utf-8") if path.is_file() else ""
    missing = {name for name in NAMES if not re.search(rf"\b{name}\b", written)}
    assert missing == set()


def test_the_example_names_nothing_else_and_can_be_used() -> None:
    path = ROOT / ".env.example"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    pairs = [
        line.lstrip("# ").split("=", 1) for line in lines if re.match(r"#? ?[A-Z0-9_]+=", line)
    ]
    assert {name for name, _ in pairs} == NAMES
    load({name: value.split(" #")[0].strip() for name, value in pairs})


def test_without_any_setting_the_defaults_hold() -> None:
    found = load({})
    assert (found.port, found.proxy_hops, found.alarm_url) == (8000, 0, "")
    assert (found.line_api_url, found.line_data_api_url) == (LINE_API, LINE_DATA_API)
    assert found.data_dir == Path("var").absolute()
    assert found.database_url == f"sqlite:///{found.data_dir}/nongkhem.db"
    assert found.public_url == "http://localhost:8000"
    assert found.air4thai_urls == AIR4THAI


def test_empty_means_not_set() -> None:
    assert load(dict.fromkeys(NAMES, "")) == load({})


def test_the_public_address_follows_the_port() -> None:
    assert load({"PORT": "8123"}).public_url == "http://localhost:8123"
    assert (
        load({"PUBLIC_URL": "https://khem.example.org/"}).public_url == "https://khem.example.org"
    )


@pytest.mark.parametrize("start", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_each_way_to_write_postgresql_means_the_same(start: str) -> None:
    found = load({"DATABASE_URL": f"{start}khem:a%40b@db.example.org:5432/khem"})
    assert found.database_url == "postgresql+psycopg://khem:a%40b@db.example.org:5432/khem"


def test_feed_addresses_are_kept_in_order() -> None:
    found = load({"AIR4THAI_URLS": " http://a.example/x, https://b.example/y "})
    assert found.air4thai_urls == ("http://a.example/x", "https://b.example/y")


BAD = [
    ("PORT", "abc"),
    ("PORT", "-1"),
    ("PORT", "80.5"),
    ("PORT", "65536"),
    ("PORT", "²"),
    ("PORT", "８０"),
    ("PROXY_HOPS", "yes"),
    ("LINE_API_URL", "api.line.me"),
    ("LINE_API_URL", "http://["),
    ("LINE_DATA_API_URL", "ftp://api.line.me"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://khem.example.org:port"),
    ("ALARM_URL", "mail me"),
    ("AIR4THAI_URLS", "https://a.example, b.example"),
    ("EXTRA_CA_FILE", "/nowhere/chain.pem"),
    ("DATABASE_URL", "mysql://khem@localhost/khem"),
    ("DATABASE_URL", "nongkhem.db"),
    ("DATABASE_URL", "postgresql://khem@localhost:port/khem"),
    ("HOTSPOT_CHECK_TIMES", "at nine"),
    ("HOTSPOT_CHECK_TIMES", "09:00,25:00"),
    ("HOTSPOT_NEXT_AFTER_MINUTES", "5"),
    ("ALARM_NEXT_AFTER_MINUTES", "5"),
    ("ALARM_BACK_AFTER_MINUTES", "0"),
    ("DATA_DIR", __file__),
    ("DATA_DIR", f"{__file__}/below"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as told:
        load({name: value})
    assert len(str(told.value)) > len(name) + 15  # a sentence, not only a name
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("missing", CHANNEL)
def test_what_speaks_to_line_needs_the_whole_channel(missing: str) -> None:
    with pytest.raises(BadSetting) as told:
        load({**CHANNEL, missing: ""}).require_line()
    assert missing in str(told.value)
    assert not any(other in str(told.value) for other in CHANNEL if other not in missing)


def test_with_the_channel_it_starts() -> None:
    load(CHANNEL).require_line()


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "from outside")
    assert load().secret_key == "from outside"
