"""JSON over HTTP: readings of sensors come in here. Who may use each route: web/access.py."""
