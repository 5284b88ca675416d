"""What is typed into the form of a report, and the statement that it makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from app.documents import UpdateEntry, update_of
from app.documents.collecting import Problems
from app.errors import Problem, Refused
from app.plan import Update

MOST_FIELDS = 40
DATES = {"held": ("held", "held_last"), "fixed": ("fixed", "fixed_last")}
"""What is said by a first day and perhaps a last one."""
PLAIN = ("actual_start", "actual_finish", "expected_finish", "window", "certainty", "source")
LABELS = {
    "held": "Held on",
    "actual_start": "Began on",
    "actual_finish": "Was over on",
    "remaining": "Working days it still takes",
    "expected_finish": "Expected to be over on",
    "fixed": "New date",
    "window": "New window",
    "certainty": "How sure the date is",
    "cancelled": "Cancelled",
    "note": "Note",
    "source": "Source",
    "on_behalf_of": "On behalf of",
    "key": "Your key",
    "takes_back": "Taking back",
    "milestone": "Report",
}
HELD_SAYS = ("actual_start", "actual_finish")
FLAGS = {"true": True, "false": False}
NAMED = re.compile(r"\b(beside|needs) (fixed|held|remaining)\b|\b(\w+_\w+)\b")
"""Where a rule names a field: elsewhere these are words like any other."""
RESTORED = "say cancelled = false to restore it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of the form by name, those that were left empty left out."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, body: bytes) -> "Typed":
        """What a browser sends."""
        try:
            pairs = parse_qsl(body.decode(), max_num_fields=MOST_FIELDS, errors="strict")
        except ValueError:
            raise Refused([Problem("form", "cannot be read")]) from None
        fields = {name: text.replace("\r\n", "\n").strip() for name, text in pairs}
        return cls(fields={name: text for name, text in fields.items() if text})

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """A whole number, else None."""
        text = self[name]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def update(self, milestone: str) -> Update:
        """The statement about ``milestone``; Refused names each field that is wrong."""
        said = {"milestone": milestone, **self._said()}
        problems = Problems()
        problems.read(UpdateEntry, said, "")
        problems.refuse()
        update = update_of(UpdateEntry.model_validate(said))
        return replace(update, takes_back=self.number("takes_back"))

    def _said(self) -> dict[str, object]:
        said: dict[str, object] = {name: self[name] for name in PLAIN if self[name]}
        said.update({name: self[name] for name in ("note", "on_behalf_of")})
        for name, (first, last) in DATES.items():
            if days := "/".join(filter(None, (self[first], self[last]))):
                said[name] = days
        if self["remaining"]:
            number = self.number("remaining")
            said["remaining"] = self["remaining"] if number is None else number
        if self["cancelled"]:
            said["cancelled"] = FLAGS.get(self["cancelled"])
        return said


def labelled(problem: Problem, typed: Typed | None = None) -> Problem:
    """A problem that names the field as the form does: both days of what was held are one."""
    message, place = problem.message, problem.place
    if typed and typed["held"] and place in HELD_SAYS and not typed[place]:
        place = "held"
    message = NAMED.sub(_label, message).replace(RESTORED, "say that it takes place after all")
    return Problem(LABELS.get(place, place), message)


def _label(found: re.Match[str]) -> str:
    """A field by its label, after the word that stands before it."""
    before, word, name = found.groups()
    label = LABELS.get(word or name)
    if label is None:
        return found[0]
    return f"{before} \u201c{label}\u201d" if before else f"\u201c{label}\u201d"
