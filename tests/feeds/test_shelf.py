"""What is kept is bounded by bytes, and what feeds have in common is kept once."""

from app.feeds.shelf import BESIDE, POINTER, Components, Document, Recent, Shelf
from app.store.polls import Latest

TOLD = Latest(number=1, modified=None)


def document(*parts: bytes) -> Document:
    return Document(publication=TOLD, validators=(), headers=(), etag="", modified=0.0, parts=parts)


def test_ten_thousand_feeds_of_one_plan_share_their_parts() -> None:
    parts = tuple(bytes(1_000) for _ in range(100))
    shelf = Shelf(most=64_000_000)
    for number in range(10_000):
        shelf.put(number, document(*parts))
    assert shelf.held == 100 * 1_000 + 10_000 * (BESIDE + 100 * POINTER)
    assert shelf.get(0) is not None


def test_the_least_used_go_first_and_free_what_was_theirs_alone() -> None:
    common, own = bytes(500), bytes(700)
    shelf = Shelf(most=2 * (BESIDE + 2 * POINTER) + 500 + 700 + 600)
    shelf.put("first", document(common, own))
    shelf.put("second", document(common, bytes(600)))
    assert shelf.get("first") is not None
    shelf.put("third", document(common, bytes(600)))
    assert [shelf.get(name) is None for name in ("first", "second", "third")] == [
        False,
        True,
        False,
    ]
    shelf.put("third", document(common))
    assert shelf.held == 2 * BESIDE + 3 * POINTER + 500 + 700


def test_components_are_bounded_by_bytes() -> None:
    components = Components(most=2_500)
    for number in range(10):
        components.put(number, bytes(1_000))
    assert [number for number in range(10) if components.get(number)] == [8, 9]
    assert components.held == 2_000


def test_what_was_true_lately_is_forgotten() -> None:
    recent: Recent[str] = Recent(300.0, len, most=2)
    for at, name in enumerate("aabc"):
        recent.put(name, name.upper(), float(at) - 1)
    assert [recent.get(name, 3.0) for name in "abc"] == [None, "B", "C"]
    assert (recent.get("c", 302.0), recent.get("c", 302.1)) == ("C", None)
    recent.drop("c")
    assert recent.get("c", 2.0) is None
    assert recent.held == 1
    recent.put("long", "bytes", 3.0)
    assert (recent.get("b", 3.0), recent.get("long", 3.0), recent.held) == (None, "bytes", 5)
