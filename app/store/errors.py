"""What the store refuses beside the domain's own errors."""

from app.errors import PlannerError


class Busy(PlannerError):
    """Others are writing, or every connection is in use: the same request may succeed soon."""

    def __init__(self) -> None:
        super().__init__("the database is busy; try again shortly")


class NewerSchema(PlannerError):
    """The database was migrated by a later release, which knows what this one does not."""

    def __init__(self) -> None:
        super().__init__("the database is of a later release of the planner; run that one")


class Full(PlannerError):
    """There is no room for what should be kept; what is there is read as before."""

    def __init__(self) -> None:
        super().__init__("the disk of the database is full: nothing was kept")


class Unavailable(PlannerError):
    """The database cannot be written, or does not answer at all."""

    def __init__(self) -> None:
        super().__init__("the database cannot be reached or written now: nothing was kept")
