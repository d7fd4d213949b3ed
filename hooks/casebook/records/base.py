"""What every record has in common."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from casebook.records.fields import (
    AnyRef,
    Day,
    Markdown,
    Plain,
    Slug,
    SourceRef,
    Truth,
    problem,
)
from casebook.records.schema_forms import Distinct


class Key(NamedTuple):
    """The name of a record in the whole case: its kind and its id, written `actors/csto`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class Model(BaseModel):
    """A frozen mapping that refuses keys it does not know.

    The text below a field says what an editor writes there (`described.py`); the schemas for
    editors show it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Correction(Model):
    """A change that readers are told of."""

    date: Day
    """The day of the change."""

    text: Markdown
    """What was wrong, and what stands there now."""


def _list(value: object) -> object:
    if isinstance(value, dict):
        what = "a mapping (key: value) stands where a list is wanted"
        raise problem(what, 'Begin each entry of the list with "- "', "CB205")
    if isinstance(value, str) and re.match(r"-\S", value):
        what = "a space is missing after the dash"
        raise problem(what, 'Write "- " before each entry, on a line of its own', "CB121")
    if isinstance(value, str):
        example = f"Write [{value}], or " if re.fullmatch(r"[\w ,./-]{1,60}", value) else ""
        hint = f'{example}{"b" if example else "B"}egin each entry with "- " on a line of its own'
        raise problem("a single value stands where a list is wanted", hint, "CB205")
    return value


def _different(values: tuple[object, ...]) -> tuple[object, ...]:
    seen: set[object] = set()
    for number, value in enumerate(values):
        if value in seen:
            what = f'"{value}" stands in this list twice'
            raise problem(what, "Keep one of the two", "CB211", number)
        seen.add(value)
    return values


LIST = BeforeValidator(_list)
DIFFERENT = AfterValidator(_different)

Plains: TypeAlias = Annotated[tuple[Plain, ...], LIST, DIFFERENT, Distinct()]
Refs: TypeAlias = Annotated[tuple[AnyRef, ...], LIST, DIFFERENT, Distinct()]
Sources: TypeAlias = Annotated[tuple[SourceRef, ...], LIST, DIFFERENT, Distinct()]


class Record(Model):
    """The fields of every record but the case itself."""

    id: Slug
    """The name by which other records refer to this one, and the last part of its address. In a
    file with a single record it may be left out: it is then the name of the file."""

    draft: Truth = False
    """Whether the record is unfinished: a draft is in the preview, marked, and never in a build."""

    former_ids: Annotated[tuple[Slug, ...], LIST, DIFFERENT, Distinct()] = ()
    """Ids that this record once had: their addresses lead here."""

    reviewed: Day | None = None
    """The day on which somebody last read the record against its sources."""

    corrections: Annotated[tuple[Correction, ...], LIST] = ()
    """Mistakes put right since publication; readers are shown them."""
