"""What is open to everybody: the files, their columns, whose data they are. Pure.

A file holds what its columns name and nothing else; personal columns are never read (store/open_data.py). Names of
columns are a promise: new ones may come, none changes. What stands in them, and how coarse: domain/open_values.py.
Routes: web/api/open_data.py. Page: web/public/data.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import warnings
from domain.words import N_


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom to name. `licence` is a source text; `url` empty where there is no page to point at."""

    name: str
    licence: str
    url: str = ""


OURS, PCD, DUSTBOY, AIRGRADIENT = "nongkhem", "pcd", "dustboy", "airgradient"
FIRMS, PLACES = "firms", "places"
NO_LICENCE = N_("no licence text is given with it: name the source")
CREDITS = {
    OURS: Credit(
        "น้องเข้ม, จังหวัดลำปาง (Nong Khem, Lampang)",
        N_("free to use, to change and to pass on, with the source named"),
    ),
    PCD: Credit(
        "Pollution Control Department, Thailand (Air4Thai)", NO_LICENCE, "http://air4thai.pcd.go.th"
    ),
    DUSTBOY: Credit("Data supported by CCDC CMU", NO_LICENCE, "https://www.cmuccdc.org"),
    AIRGRADIENT: Credit(
        "AirGradient (airgradient.com) and its contributors",
        "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    FIRMS: Credit(
        "NASA FIRMS, part of NASA's Earth Science Data and Information System (ESDIS)",
        N_("free and open; NASA asks to be named"),
        "https://firms.modaps.eosdis.nasa.gov",
    ),
    PLACES: Credit(
        "GeoThai; Administrative boundaries: OCHA COD-AB Thailand, Royal Thai Survey Department",
        "CC BY 4.0; CC BY-IGO",
        "https://data.humdata.org/dataset/cod-ab-tha",
    ),
}
# A station's source, as the table names it; sensors that push to us are ours.
CREDIT_OF = {"air4thai": PCD, "dustboy": DUSTBOY, "airgradient": AIRGRADIENT}
METHODS = {
    "sensor/raw": "as_measured",
    "sensor/type": "corrected_by_type",
    "sensor/fit": "corrected_by_station",
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class File:
    """`days` are given when nobody says since when, `most_days` at most in one call; 0: the file has no days."""

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    forms: tuple[str, ...]
    credits: tuple[str, ...]
    days: int = 0
    most_days: int = 0
    days_ahead: int = 0

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_END = Column("end", N_("end of the hours that were averaged, Thai time (+07:00)"))
_STATION = Column("station", N_("number of the station, for ever the same"))
_KIND = Column("kind", N_("official (Pollution Control Department), sensor (low-cost) or retired"))
_PLACE = (
    Column("district", N_("district, code of DOPA (four digits)")),
    Column("tambon", N_("tambon, code of DOPA (six digits); empty where it is not known")),
)
_LAT_LON = (Column("lat", N_("latitude, WGS 84")), Column("lon", N_("longitude, WGS 84")))
_PM25 = Column("pm25", N_("PM2.5 in µg/m³"))
_METHOD = Column(
    "method",
    N_(
        "official; of low-cost sensors as_measured, corrected_by_type or corrected_by_station"
        " (set right by an official station beside it)"
    ),
)
_CREDIT = Column("credit", N_("whom to name when you show it"))
_AVERAGED = Column("averaged_hours", N_("over how many hours: 1, or 24"))
_NAMES = (Column("name_th", N_("name in Thai")), Column("name_en", N_("name in English")))

STATIONS = File(
    "stations",
    N_("Stations"),
    N_("Where air is measured: official stations and low-cost sensors."),
    (_STATION, *_NAMES, _KIND, *_PLACE, *_LAT_LON, _CREDIT),
    ("json", "geojson"),
    (PCD, DUSTBOY, AIRGRADIENT, OURS, PLACES),
)
AIR = File(
    "air",
    N_("Air now"),
    N_("The newest hour and the newest 24-hour mean of every station."),
    (
        _STATION,
        *_NAMES,
        _KIND,
        *_PLACE,
        *_LAT_LON,
        _AVERAGED,
        _END,
        _PM25,
        _METHOD,
        Column("thai_aqi", N_("Thai air quality index; of 24-hour means only")),
        Column("fresh", N_("false when it is older than three hours: it does not speak any more")),
        _CREDIT,
    ),
    ("json", "csv"),
    (PCD, DUSTBOY, AIRGRADIENT, OURS, PLACES),
)
READINGS = File(
    "readings",
    N_("Hourly values"),
    N_("PM2.5 hour by hour. Missing hours are left out, never filled in."),
    (
        _STATION,
        _AVERAGED,
        _END,
        _PM25,
        _METHOD,
        Column("measured", N_("of low-cost sensors: what it measured before it was corrected")),
        Column(
            "cautions", N_("of low-cost sensors: humid or unconfirmed; faulty hours are left out")
        ),
        _CREDIT,
    ),
    ("csv", "json"),
    (PCD, DUSTBOY, AIRGRADIENT, OURS),
    days=2,
    most_days=31,
)
FIRES = File(
    "fires",
    N_("Fires"),
    N_(
        "Fires that were reported, and what became of them. Never who reported and never where they stood."
        " Drills and fires outside the province are left out, and reports that proved to be one fire stand as one:"
        " numbers have gaps."
    ),
    (
        Column("number", N_("number of the fire, such as F-2569-0001")),
        Column("kind", N_("forest, grass, field, rubbish, building, smoke; empty when it was not said")),
        Column("state", N_("reported, taken, working, controlled, out, closed, false (none was found), or permitted (a burn with leave, under control)")),
        *_PLACE,
        Column("reported", N_("first report, rounded down to the hour, Thai time")),
        Column("ended", N_("called out or not found, rounded down to the hour; empty while it burns")),
        Column("lat", N_("about: the middle of a square of one kilometre, or of the tambon; WGS 84")),
        Column("lon", N_("the same")),
        Column("within_km", N_("how far from there it may be")),
        Column("rai", N_("rai burnt as the closing report says; empty until then")),
        Column("land", N_("kind of land as the closing report says")),
        Column("reopened", N_("true when it burnt again after it had been called out")),
        _CREDIT,
    ),
    ("json", "csv", "geojson"),
    (OURS, PLACES),
    days=366,
    most_days=366,
)  # fmt: skip
HOTSPOTS = File(
    "hotspots",
    N_("Hotspots"),
    N_(
        "Heat that NASA's satellites saw, one row for a pixel of a pass. A hotspot is not yet a fire, and none is no"
        " proof that nothing burns. Pixels that only services without open terms told of are not in this file."
    ),
    (
        Column("at", N_("time of the pass, Thai time")),
        *_LAT_LON,
        Column("within_m", N_("the heat is within so many metres of the middle")),
        Column("satellite", N_("satellite, where it is told")),
        Column("instrument", N_("VIIRS or MODIS")),
        Column("confidence", N_("low, nominal or high, as the service says")),
        Column("district", N_("district, code of DOPA (four digits)")),
        Column(
            "outcome",
            N_(
                "fire, permit, none (nothing found), unreachable, or to_check: nobody has looked yet"
            ),
        ),
        _CREDIT,
    ),
    ("csv", "geojson"),
    (FIRMS, OURS),
    days=7,
    most_days=31,
)
PERMITS = File(
    "permits",
    N_("Burn requests"),
    N_("Who asked for what is nobody's business: the tambon, never the plot and never a person."),
    (
        Column("day", N_("day for which burning was asked")),
        *_PLACE,
        Column("rai", N_("rai that were asked for")),
        Column("residue", N_("what is to be burnt")),
        Column(
            "state",
            N_(
                "queued, offered, village, local, forest, district (waits there), approved, burning,"
                " spread, out, refused, cancelled or expired"
            ),
        ),
        Column("rai_burnt", N_("rai as told when it was out; empty until then")),
        _CREDIT,
    ),
    ("csv",),
    (OURS, PLACES),
    days=366,
    most_days=366,
    days_ahead=92,
)
WARNINGS = File(
    "warnings",
    N_("Warnings"),
    N_("What the province announced: in force, over and called off. Drills are left out."),
    (
        Column("number", N_("number of the warning, such as W-2569-0001")),
        Column("kind", " ".join(warnings.KINDS)),
        Column("level", " ".join(warnings.LEVELS)),
        Column("in_force", N_("true while it holds")),
        Column("state", N_("in_force, over or cancelled")),
        Column("starts", N_("from when, Thai time")),
        Column("ends", N_("until when, Thai time")),
        Column("areas", N_("codes of DOPA: the province (52), districts, tambons")),
        Column("headline_th", N_("headline in Thai")),
        Column("headline_en", N_("headline in English, where there is one")),
        Column("text_th", N_("text in Thai")),
        Column("text_en", N_("text in English, where there is one")),
        Column("issuer", N_("office that ordered it")),
        Column("replaces", N_("number of the warning whose place it took")),
        Column("correction", N_("why it was called off")),
        _CREDIT,
    ),
    ("json",),
    (OURS,),
    days=366,
    most_days=366,
    days_ahead=31,
)
FILES = {one.name: one for one in (AIR, READINGS, STATIONS, FIRES, HOTSPOTS, PERMITS, WARNINGS)}
