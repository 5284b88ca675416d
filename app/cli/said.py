"""What can be said of a milestone with ``imrf update``, option by option."""

from datetime import date
from typing import Annotated

import typer

from app.cli.options import day
from app.plan.limits import LAST_NUMBER

Code = Annotated[str, typer.Argument(metavar="CODE", help="Code of the milestone.")]
Held = Annotated[
    str | None, typer.Option(metavar="DATE", help="It was held: on a day, or on two: A/B.")
]
Started = Annotated[
    date | None, typer.Option(parser=day, metavar="DAY", help="It began on this day.")
]
Finished = Annotated[
    date | None, typer.Option(parser=day, metavar="DAY", help="It was over on this day.")
]
Remaining = Annotated[
    int | None, typer.Option(metavar="N", help="Working days that it will still take.")
]
Expected = Annotated[
    date | None, typer.Option(parser=day, metavar="DAY", help="When it is expected to be over.")
]
Fixed = Annotated[
    str | None, typer.Option(metavar="DATE", help="Its new date: a day, or two: A/B.")
]
Window = Annotated[
    str | None, typer.Option(metavar="DATES", help="Its new window: 2021-08, ../2022-02, A/B.")
]
Certainty = Annotated[
    str | None,
    typer.Option(metavar="WORD", help="confirmed, stated, suggested, conditional or wished."),
]
Cancelled = Annotated[
    bool | None, typer.Option("--cancelled/--restored", help="It will not, or will, happen.")
]
Note = Annotated[str, typer.Option(help="What else is to be known.")]
Source = Annotated[str, typer.Option(metavar="URL", help="Where it was said.")]
OnBehalfOf = Annotated[
    str, typer.Option(metavar="OWNER", help="Who says so; needs --source or --note.")
]
TakesBack = Annotated[
    int | None,
    typer.Option(min=1, max=LAST_NUMBER, metavar="ID", help="Take back an earlier update of it."),
]
