"""`python -m bench [NAME]`: all measurements, or one of them."""

from __future__ import annotations

import sys

from bench import alerts, dispatch, fires, intents, sensors, wake, webhook

BENCHES = {
    "webhook": webhook.main,
    "wake": wake.main,
    "intents": intents.main,
    "dispatch": dispatch.main,
    "fires": fires.main,
    "sensors": sensors.main,
    "alerts": alerts.main,
}


def main() -> None:
    for name in sys.argv[1:] or BENCHES:
        if name not in BENCHES:
            sys.exit(f"no such measurement: {name}; there are {', '.join(BENCHES)}")
        BENCHES[name]()


if __name__ == "__main__":
    main()
