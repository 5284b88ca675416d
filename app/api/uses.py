"""When keys were last used: noted in memory, written now and then, so that no read waits for it."""

import asyncio
import logging
from datetime import datetime
from threading import Lock

from app.store import Busy, Database

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
            self._noted[key_id] = now

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
