from datetime import timedelta

import pytest

from app.errors import NotFound, Refused, Unauthenticated
from app.plan import Author, Role
from app.store import Database
from app.usecases.keys import author_of, create_key, digest_of, revoke_key
from tests.plans import NOW

TOMORROW = NOW + timedelta(days=1)


def test_a_key_says_who_holds_it(database: Database) -> None:
    with database.write() as store:
        new = create_key(store, role=Role.AGENCY, agency="ECA", label="ECA focal point", now=NOW)
    with database.read() as store:
        assert author_of(store, new.secret, NOW) == Author(
            name="ECA focal point", role=Role.AGENCY, agency="ECA", key=new.key.id
        )
    assert new.secret.startswith("imrfkey_")
    assert len(new.secret) == len("imrfkey_") + 43
    assert new.secret not in repr(new)


def test_only_the_digest_is_kept(database: Database, url: str) -> None:
    with database.write() as store:
        new = create_key(store, role=Role.PLANNER, label="planner", now=NOW)
    with database.read() as store:
        assert store.keys.find(digest_of(new.secret)) == new.key
        assert store.keys.find(new.secret) is None


@pytest.mark.parametrize(
    "secret", ["", "imrfkey_", "imrfkey_" + "x" * 43, "Bearer", "imrfkey_\ud800", "imrfkey_" * 99]
)
def test_what_is_no_key_opens_nothing(database: Database, secret: str) -> None:
    with database.read() as store, pytest.raises(Unauthenticated):
        author_of(store, secret, NOW)


def test_a_key_expires(database: Database) -> None:
    with database.write() as store:
        new = create_key(store, role=Role.VIEWER, label="v", now=NOW, expires_at=TOMORROW)
    with database.read() as store:
        assert author_of(store, new.secret, TOMORROW - timedelta(seconds=1)).name == "v"
        with pytest.raises(Unauthenticated):
            author_of(store, new.secret, TOMORROW)


def test_a_revoked_key_is_dead_at_the_next_request(database: Database) -> None:
    with database.write() as store:
        new = create_key(store, role=Role.VIEWER, label="v", now=NOW)
    with database.write() as store:
        first = revoke_key(store, new.key.id, NOW)
        assert revoke_key(store, new.key.id, TOMORROW) == first
    with database.read() as store, pytest.raises(Unauthenticated):
        author_of(store, new.secret, NOW)


def test_what_makes_no_sense_is_refused(database: Database) -> None:
    with database.write() as store:
        with pytest.raises(Refused, match="agency: must be named"):
            create_key(store, role=Role.AGENCY, label="?", now=NOW)
        with pytest.raises(Refused, match="expires_at: must be in the future"):
            create_key(store, role=Role.VIEWER, label="?", now=NOW, expires_at=NOW)
        with pytest.raises(NotFound, match="key '7'"):
            revoke_key(store, 7, NOW)
