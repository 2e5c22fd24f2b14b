"""Measurements against peers, on loopback only; every one ends by itself. `make bench`, `python -m bench NAME`."""
