"""`python -m bench [NAME]`: all measurements, or one of them."""

from __future__ import annotations

import sys

from bench import (
    ablation,
    alerts,
    dispatch,
    fires,
    intents,
    officials,
    sensors,
    simulator,
    wake,
    webhook,
)

BENCHES = {
    "webhook": webhook.main,
    "wake": wake.main,
    "intents": intents.main,
    "dispatch": dispatch.main,
    "fires": fires.main,
    "sensors": sensors.main,
    "alerts": alerts.main,
    "simulator": simulator.main,
    "officials": officials.main,
}
# Only where it is asked for by name: it learns over and over, for a quarter of an hour and more.
LONG = {"ablation": ablation.main}


def main() -> None:
    for name in sys.argv[1:] or BENCHES:
        run = (BENCHES | LONG).get(name)
        if run is None:
            sys.exit(f"no such measurement: {name}; there are {', '.join(BENCHES | LONG)}")
        run()


if __name__ == "__main__":
    main()
