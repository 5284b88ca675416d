"""What is told of the room of a milestone: one word for each, whatever sets the target's date."""

from datetime import date

from app.usecases.room import Room, rooms
from scheduling import Activity, Link, Network, Progress, Span, near_critical, schedule

DATA_DATE = date(2021, 5, 2)


def test_rooms() -> None:
    """t, due on 8 May, stands on the 13th behind long (3..12 May).

    To 8 May late has a float of -3, edge of 0, near of 4; aside leads nowhere; the event and what
    is done have no room of their own.
    """
    work = {"long": 10, "late": 8, "edge": 5, "near": 1, "done": 1, "aside": 1}
    network = Network.of(
        [
            *(Activity(code=code, duration=days) for code, days in work.items()),
            Activity(code="event", fixed=Span.of(date(2021, 5, 4))),
            Activity(code="t", duration=1, deadline=date(2021, 5, 8)),
        ],
        [
            Link(predecessor=code, successor="t")
            for code in ("long", "late", "edge", "near", "done", "event")
        ],
    )
    over = {"done": Progress(actual_finish=DATA_DATE)}
    result = schedule(network, progress=over, data_date=DATA_DATE)
    assert rooms(result, "t") == {
        "long": Room.CRITICAL,
        "late": Room.SPENT,
        "edge": Room.SPENT,
        "near": Room.NEAR_CRITICAL,
        "done": Room.NONE,
        "aside": Room.NONE,
        "event": Room.NONE,
        "t": Room.NONE,
    }
    assert near_critical(result, "t") == ("near",)


def test_ample_room_begins_above_ten_working_days() -> None:
    network = Network.of(
        [
            Activity(code="long", duration=20),
            Activity(code="ten", duration=10),
            Activity(code="eleven", duration=9),
            Activity(code="t"),
        ],
        [Link(predecessor=code, successor="t") for code in ("long", "ten", "eleven")],
    )
    result = schedule(network, data_date=DATA_DATE)
    assert rooms(result, "t") == {
        "long": Room.CRITICAL,
        "ten": Room.NEAR_CRITICAL,
        "eleven": Room.AMPLE,
        "t": Room.NONE,
    }
