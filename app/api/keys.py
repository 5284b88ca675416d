"""Keys: administrators make, rotate and revoke them; a secret is shown once."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api.access import Administrator, Now, Stored
from app.api.asked import Paged, RevisionNumber
from app.api.paging import page
from app.api.refusals import refusals
from app.api.schemas.keys import KeyBody, KeysAnswer, KeyShape, NewKeyAnswer, RotationBody
from app.api.strict import StrictRoute
from app.usecases.keys import create_key, revoke_key, rotate_key

KeyId = Annotated[RevisionNumber, Path(description="Id of the key", examples=[2])]

router = APIRouter(
    prefix="/keys",
    tags=["keys"],
    route_class=StrictRoute,
    responses=refusals(401, 403, 422, 429),
)


@router.get("", summary="List the keys")
def list_keys(
    database: Stored, _administrator: Administrator, asked: Paged, response: Response
) -> KeysAnswer:
    """All keys, oldest first, with when each was last used."""
    with database.read() as store:
        answer = KeysAnswer.of(page(database, asked, store.all_keys()))
    _hide(response)
    return answer


@router.post("", summary="Make a key", status_code=201, responses=refusals(400, 413, 415, 503))
def make_key(
    database: Stored, _administrator: Administrator, now: Now, body: KeyBody, response: Response
) -> NewKeyAnswer:
    """A key of 256 random bits. Its secret is in this answer and nowhere else."""
    with database.write() as store:
        made = create_key(
            store,
            role=body.role,
            label=body.label,
            agency=body.agency,
            now=now,
            expires_at=body.expires_at,
        )
    _hide(response)
    return NewKeyAnswer.of(made)


@router.post(
    "/{key}/rotation",
    name="rotate_key",
    summary="Rotate a key",
    status_code=201,
    responses=refusals(400, 404, 409, 413, 415, 503),
)
def rotate(
    database: Stored,
    _administrator: Administrator,
    now: Now,
    key: KeyId,
    body: RotationBody,
    response: Response,
) -> NewKeyAnswer:
    """A new key for the same holder; for some days both open, so that nobody is locked out."""
    with database.write() as store:
        made = rotate_key(
            store,
            key,
            now,
            overlap=timedelta(days=body.overlap_days),
            expires_at=body.expires_at,
        )
    _hide(response)
    return NewKeyAnswer.of(made)


@router.delete("/{key}", name="revoke_key", summary="Revoke a key", responses=refusals(404, 503))
def revoke(database: Stored, _administrator: Administrator, now: Now, key: KeyId) -> KeyShape:
    """The key opens nothing from the next request on. Its name stays in the log."""
    with database.write() as store:
        return KeyShape.model_validate(revoke_key(store, key, now))


def _hide(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
