"""All tables in one place, for migrations, copies and the tests about the schema."""

from __future__ import annotations

from store import (
    alarms,
    clock,
    contacts,
    feeds,
    forms,
    heartbeats,
    inbox,
    invitations,
    menus,
    officials,
    outbox,
    people,
    quota,
    readings,
    slots,
    unsent,
    versions,
)
from store.db import Table

MODULES = (
    alarms,
    clock,
    contacts,
    feeds,
    forms,
    heartbeats,
    inbox,
    invitations,
    menus,
    officials,
    outbox,
    people,
    quota,
    readings,
    slots,
    unsent,
    versions,
)
METADATA = Table.metadata
