"""When keys were last used: noted in memory, written now and then, so that no read waits for it."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from threading import Lock

from app.store import Busy, Database, Key

SECONDS = 30.0
LOG = logging.getLogger(__name__)


class Uses:
    """The uses of one process that have not been written yet."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[int, datetime] = {}
        self._lock = Lock()

    def note(self, key_id: int, now: datetime) -> None:
        """The key was used."""
        with self._lock:
            self._noted[key_id] = max(now, self._noted.get(key_id, now))

    def seen(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """``keys`` with their last uses, also those that have not been written yet."""
        with self._lock:
            noted = dict(self._noted)
        return tuple(
            replace(each, used_at=_later(each.used_at, noted.get(each.id))) for each in keys
        )

    def write(self) -> None:
        """Write what was noted; while the database is busy it stays noted."""
        with self._lock:
            noted, self._noted = self._noted, {}
        if not noted:
            return
        try:
            with self._database.write() as store:
                store.keys.keep_uses(noted)
        except Exception as error:  # noqa: BLE001 - no request may fail for this
            with self._lock:
                self._noted = {**noted, **self._noted}
            if not isinstance(error, Busy):
                LOG.warning("the last uses of keys were not written: %s", type(error).__name__)

    async def keep_writing(self) -> None:
        """Write now and then, until it is cancelled."""
        while True:
            await asyncio.sleep(SECONDS)
            await asyncio.to_thread(self.write)


def _later(written: datetime | None, noted: datetime | None) -> datetime | None:
    return max(filter(None, (written, noted)), default=None)
