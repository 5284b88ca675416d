"""What headers say of what was written: where it is, and how the plan stands now."""

from urllib.parse import quote

from app.api.expecting import tag_of
from app.api.once import PLACE
from app.usecases.receipts import Receipt


def made_at(*names: str) -> dict[str, str]:
    """Where it is, by its names below the list of plans."""
    return {PLACE: "/".join(("/api/v1/plans", *(quote(name, safe="") for name in names)))}


def standing_at(revision: int) -> dict[str, str]:
    """Where the plan stands, for the next ``If-Match``."""
    return {"ETag": tag_of(revision)}


def left_at(receipt: Receipt) -> dict[str, str]:
    """Where a change, or a preview of one, has left the plan."""
    return standing_at((receipt.revision if receipt.kept else receipt.previous).number)
