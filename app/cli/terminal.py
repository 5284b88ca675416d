"""How ``imrf`` ends: with an answer, or with problems, one line each; never with a traceback.

Exit codes: 0 answered; 1 what was named is not there; 2 refused or badly called; 3 a fault of the
program (``python -X dev -m app.cli`` shows where).
"""

import io
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from app.cli.output import write_json
from app.cli.verbs import SUMMARIES, Verbs
from app.errors import NotFound, PlannerError, Problem, Refused, problem_of
from scheduling import SchedulingError

FOUND_NOTHING, REFUSED, FAULT = 1, 2, 3
KINDS = {FOUND_NOTHING: "not-found", REFUSED: "refused", FAULT: "fault"}


class Terminal(TyperGroup):
    """The verbs of ``imrf``; whatever one of them raises ends here."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": {}})
        self.commands = Verbs()  # type: ignore[assignment]  # the verbs do not change

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """In the order in which a newcomer needs them; loads none."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The verbs with what each does; loads none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run one command line; ``standalone_mode`` ends the process with its exit code."""
        _speak_utf8()
        given = list(sys.argv[1:] if args is None else args) or ["--help"]
        try:
            _check_text(given)
            code = super().main(
                given, prog_name or "imrf", complete_var, False, windows_expand_args, **extra
            )
        except typer.Abort:
            code = 130
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            code = _tell(error, as_json="--json" in given)
        if standalone_mode:
            sys.exit(code)
        return code


def _speak_utf8() -> None:
    """Codes and titles are in any script, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _check_text(given: Sequence[str]) -> None:
    for number, argument in enumerate(given, start=1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            refuse(f"argument {number}", "is not UTF-8 text")


def _tell(error: Exception, *, as_json: bool) -> int:
    code, problems = _code(error), list(_problems(error))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if as_json:
        told = [{"place": each.place, "message": each.message} for each in problems]
        write_json({"error": KINDS[code], "problems": told})
    return code


def _code(error: Exception) -> int:
    if isinstance(error, NotFound):
        return FOUND_NOTHING
    expected = PlannerError | SchedulingError | typer.TyperException | OSError
    return REFUSED if isinstance(error, expected) else FAULT


def _problems(error: Exception) -> Iterator[Problem]:
    match error:
        case Refused(problems=found) | NotFound(problems=found) if found:
            yield from found
        case NotFound(kind=kind):
            yield Problem(kind, str(error))
        case SchedulingError():
            yield problem_of(error)
        case PlannerError():
            yield Problem("imrf", str(error))
        case typer.TyperException():
            yield _usage(error)
        case OSError():
            yield Problem(str(error.filename or "imrf"), error.strerror or str(error))
        case _:
            first, *_ = [*str(error).splitlines(), ""]
            yield Problem("imrf", f"internal fault: {type(error).__name__}: {first}")


def _usage(error: typer.TyperException) -> Problem:
    """A bad call: which option, or else which command, and what is wrong with it."""
    parameter = getattr(error, "param", None)
    context = getattr(error, "ctx", None)
    place = context.command_path if context else "imrf"
    message = " ".join(error.format_message().split())
    if parameter is not None:
        named = [name for name in parameter.opts if name.startswith("-")]
        place = max(named, key=len) if named else parameter.metavar
        message = error.message.removeprefix("Value error, ") or "is missing"
    return Problem(place, f"{message} (see {_help(context)})" if parameter is None else message)


def _help(context: typer.Context | None) -> str:
    return f"{context.command_path if context else 'imrf'} --help"


def refuse(place: str, message: str) -> NoReturn:
    """End with one problem."""
    raise Refused([Problem(place, message)])
