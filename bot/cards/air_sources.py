"""Where the numbers of the air card come from: the station, how sure a low-cost sensor is, or a model."""

from __future__ import annotations

from bot.cards.look import Look
from domain import advice
from domain.air import BY_FIT, BY_TYPE, AirHere
from domain.words import N_

STATION = N_("Official station %(station)s, %(km)s km away")
SENSOR = N_("Low-cost sensor %(station)s, %(km)s km away (less exact)")
CORRECTED = {
    BY_FIT: N_("Corrected against an official station beside it"),
    BY_TYPE: N_("Corrected for its type of sensor"),
}
AS_MEASURED = N_("As it measures, not corrected")
ONE_AGREES = N_("One more sensor nearby says the same")
SEVERAL_AGREE = N_("%(count)s more sensors nearby say the same")
NOBODY_ELSE = N_("No other sensor near to compare with")
OTHERS_DIFFER = N_("Other sensors nearby measure something else")
MODEL = N_(
    "%(model)s computes about %(pm25)s µg/m³ around here at %(at)s. A model: nobody measured it."
)
# As the owners of the data wish to be named (docs/credits.md); the same in every language.
THANKS = {
    "dustboy": "Data supported by CCDC CMU",
    "airgradient": "AirGradient (CC BY-SA 4.0)",
}
MODELS = {"gistda-pm25": N_("GISTDA's satellite model"), "open-meteo": N_("The CAMS model")}


def station_lines(air: AirHere, look: Look) -> list[str]:
    """Which device, and for a low-cost one what was done to its value and what its neighbours say."""
    values = {"station": air.station, "km": max(1, round(air.distance_km or 0))}
    if not air.is_by_sensor:
        return [look.say(STATION, values)]
    thanks = THANKS.get(air.station.source, "") if air.station else ""
    said = [look.say(SENSOR, values), look.say(_treated(air)), _compared(air, look), thanks]
    return [each for each in said if each]


def model_lines(air: AirHere, look: Look) -> list[str]:
    if air.model is None:
        return []
    name = look.say(MODELS.get(air.model.source, air.model.source))
    about = {"model": name, "pm25": advice.written(round(air.model.pm25)), "at": air.model.at}
    return [look.say(MODEL, about)]


def _treated(air: AirHere) -> str:
    speaks = air.hour if air.worse_is == "hour" else air.mean
    return CORRECTED.get(speaks.source if speaks else "", AS_MEASURED)


def _compared(air: AirHere, look: Look) -> str:
    witnesses = air.witnesses
    if witnesses is None or witnesses.sure == "one":
        return look.say(NOBODY_ELSE)
    if witnesses.sure == "split":
        return look.say(OTHERS_DIFFER)
    several = ONE_AGREES if witnesses.agree == 1 else SEVERAL_AGREE
    return look.say(several, {"count": witnesses.agree})
