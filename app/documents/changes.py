"""Changes to a plan, said in the plan document's own keys."""

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import Field, GetCoreSchemaHandler, PlainValidator, WithJsonSchema, create_model
from pydantic import model_validator as checked
from pydantic_core import CoreSchema

from app.documents.entries import CalendarEntry, Entry, LinkEntry, MilestoneFacts, PlanEntry, table
from app.documents.fields import Code, Flag, Title
from app.plan.limits import LAST_NUMBER

MOST_CHANGES = 1_000


def _link_id(value: object) -> int:
    if type(value) is int and 1 <= value <= LAST_NUMBER:
        return value
    raise ValueError(f"must be the id of a link: a whole number from 1 to {LAST_NUMBER}")


LinkId = Annotated[
    int,
    PlainValidator(_link_id),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LAST_NUMBER}),
]


class Patch(Entry):
    """New values of some keys; a key left out stays as it is, ``null`` is what is assumed."""

    @checked(mode="before")
    @classmethod
    def _is_a_table(cls, value: Any) -> dict[str, Any]:
        return table(value)


@dataclass(frozen=True, slots=True)
class PatchOf:
    """Makes a :class:`Patch` one of ``entry``'s keys; ``named`` by what it must say, not change."""

    entry: type[Entry]
    named: tuple[str, Any] | None = None
    kept: frozenset[str] = frozenset()
    more: tuple[tuple[str, Any], ...] = ()

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler.generate_schema(_patch(self))


def _patch(wanted: PatchOf) -> type[Patch]:
    keys: dict[str, Any] = {
        name: (field.rebuild_annotation() | None, Field(default=None, alias=field.alias))
        for name, field in wanted.entry.model_fields.items()
        if name not in wanted.kept
    }
    keys.update({name: (kind | None, None) for name, kind in wanted.more})
    if wanted.named:
        name, kind = wanted.named
        keys = {name: (kind, ...), **{key: keys[key] for key in keys if key != name}}
    doc = f"Keys of a {wanted.entry.__name__} to be changed."
    return create_model(wanted.entry.__name__ + "Patch", __base__=Patch, __doc__=doc, **keys)


class TrackFacts(Entry):
    """A track and its title."""

    code: Code
    title: Title


class Named(Entry):
    """What is meant, by its code."""

    code: Code


class NamedMilestone(Named):
    """A milestone; ``with_links`` also means the links that hang on it."""

    with_links: Flag = False


class NamedLink(Entry):
    """A link, by its id."""

    id: LinkId


class Renaming(Named):
    """A new code; whatever names the old one follows."""

    to: Code


PlanPatch = Annotated[
    Patch, PatchOf(PlanEntry, kept=frozenset({"code", "data_date"}), more=(("pinned", Flag),))
]
CalendarPatch = Annotated[Patch, PatchOf(CalendarEntry, ("code", Code))]
MilestonePatch = Annotated[Patch, PatchOf(MilestoneFacts, ("code", Code), frozenset({"uid"}))]
LinkPatch = Annotated[Patch, PatchOf(LinkEntry, ("id", LinkId))]


class ChangeEntry(Entry):
    """One change: exactly one of the keys, each a verb and what it is about."""

    set_plan: PlanPatch | None = None
    set_track: TrackFacts | None = None
    rename_track: Renaming | None = None
    remove_track: Named | None = None
    add_calendar: CalendarEntry | None = None
    set_calendar: CalendarPatch | None = None
    rename_calendar: Renaming | None = None
    remove_calendar: Named | None = None
    add_milestone: MilestoneFacts | None = None
    set_milestone: MilestonePatch | None = None
    rename_milestone: Renaming | None = None
    remove_milestone: NamedMilestone | None = None
    add_link: LinkEntry | None = None
    set_link: LinkPatch | None = None
    remove_link: NamedLink | None = None

    @checked(mode="after")
    def _says_one_thing(self) -> Self:
        if len(self.model_fields_set) != 1:
            verbs = ", ".join(type(self).model_fields)
            raise ValueError(f"must have exactly one of the keys {verbs}")
        return self

    @property
    def verb(self) -> str:
        """What is to be done."""
        return next(iter(self.model_fields_set))

    @property
    def said(self) -> Entry:
        """What the verb is about."""
        said: Entry = getattr(self, self.verb)
        return said
