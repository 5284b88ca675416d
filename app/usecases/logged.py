"""What the log says: who, when, with which key, why; what was there before and after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.store import Entry, Store
from app.usecases.reading import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry as it was written; ``previous`` and ``digest`` chain it to the others."""

    revision: int
    said: Mapping[str, Any]
    previous: str
    digest: str

    def counted(self, part: str) -> int:
        """How many rows it closed (``before``), opened (``after``) or added of another part."""
        rows = self.said.get(part, ())
        return sum(map(len, rows.values())) if isinstance(rows, dict) else len(rows)


def logged(store: Store, plan: str, *, since: int = 1) -> tuple[Logged, ...]:
    """The entries of the log from revision ``since`` on, oldest first."""
    entries = store.log(find(store, plan).plan_id)
    return tuple(_logged(each) for each in entries if each.revision >= since)


def entry_of(store: Store, plan: str, number: int) -> Logged:
    """The entry of revision ``number``, or NotFound."""
    for each in logged(store, plan, since=number):
        if each.revision == number:
            return each
    raise NotFound("entry", str(number))


def _logged(entry: Entry) -> Logged:
    return Logged(
        revision=entry.revision,
        said=json.loads(entry.text),
        previous=entry.previous,
        digest=entry.digest,
    )
