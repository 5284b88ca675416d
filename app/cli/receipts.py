"""The receipt of an update: what moved, what float is left, what became critical."""

from collections.abc import Iterator

from app.cli.planned import Planned
from app.cli.shapes import Shape, driver_shape, finding_shape, moved_shape, spoken_of
from app.cli.stored import planned_reading
from app.cli.tables import counted, heading, write_lines, write_table
from app.cli.words import signed
from app.usecases.receipts import Move, Receipt
from app.usecases.sentences import driver_words, finding_words

MOVES = ("code", "~title", "was", "now", ">working", ">calendar")
CAUSED = ("code", "was", "now", ">working", ">calendar", "~set by")
FLOATS = ("code", "to", ">float before", ">after")


def receipt_shape(receipt: Receipt) -> Shape:
    """The receipt in JSON, as the API gives it."""
    return {
        **spoken_of(planned_reading(receipt.reading)),
        "kept": receipt.kept,
        "previous": {
            "number": receipt.previous.number,
            "data_date": receipt.previous.data_date,
        },
        "moved": [
            {"code": move.code}
            | moved_shape(("before", move.before), ("after", move.after), move.shifts)
            | {"drivers": [driver_shape(driver) for driver in move.drivers]}
            for move in receipt.moved
        ],
        "floats": [
            {
                "code": each.code,
                "target": each.target,
                "before": each.before,
                "after": each.after,
            }
            for each in receipt.floats
        ],
        "critical": [
            {
                "target": each.target,
                "newly": list(each.newly),
                "no_longer": list(each.no_longer),
            }
            for each in receipt.critical
        ],
        "findings": [finding_shape(each) for each in receipt.findings],
    }


def tell_receipt(receipt: Receipt, *, why: bool = False) -> None:
    """The receipt for people; ``why`` says what sets dates rather than what they are of."""
    planned = planned_reading(receipt.reading)
    previous = receipt.previous
    against = f"compared with revision {previous.number} ({previous.data_date})"
    write_lines(heading(planned, against))
    if not receipt.kept:
        write_lines(["A preview: nothing was kept."])
    write_lines(["", f"{counted(len(receipt.moved), 'milestone').capitalize()} moved."])
    if receipt.moved:
        write_lines([""])
        _tell_moves(receipt, planned, why=why)
    write_lines([""])
    write_table(
        FLOATS, [(each.code, each.target, each.before, each.after) for each in receipt.floats]
    )
    write_lines(_news(receipt))


def _tell_moves(receipt: Receipt, planned: Planned, *, why: bool) -> None:
    moves = receipt.moved
    if why:
        write_table(CAUSED, [(each.code, *_moved(each), _cause(each)) for each in moves])
        return
    titles = {code: each.title for code, each in planned.milestones.items()}
    write_table(MOVES, [(each.code, titles[each.code], *_moved(each)) for each in moves])


def _moved(move: Move) -> tuple[object, ...]:
    return (
        move.before.finish,
        move.after.finish,
        signed(None if move.finish is None else move.finish.working),
        signed(None if move.finish is None else move.finish.calendar),
    )


def _cause(move: Move) -> str:
    return ", ".join(map(driver_words, move.drivers))


def _news(receipt: Receipt) -> Iterator[str]:
    for change in receipt.critical:
        if change.newly:
            yield f"\nNewly critical to {change.target}: {', '.join(change.newly)}"
        if change.no_longer:
            yield f"\nNo longer critical to {change.target}: {', '.join(change.no_longer)}"
    if receipt.findings:
        yield "\nNew findings:"
        yield from (f"  {finding_words(each)}" for each in receipt.findings)
