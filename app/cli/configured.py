"""What the environment sets, read at the edge."""

from pydantic import ValidationError

from app.errors import Problem, Refused
from app.settings import Settings


def settings_now() -> Settings:
    """The settings that the environment gives."""
    try:
        return Settings()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        problems = [Problem(f"IMRF_{fault['loc'][0]}".upper(), fault["msg"]) for fault in faults]
        raise Refused(problems) from None
