"""What every record has in common."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from casebook.records.fields import Day, Markdown, Slug, Truth, problem


class Key(NamedTuple):
    """The name of a record in the whole case: its kind and its id, written `actors/csto`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class Model(BaseModel):
    """A frozen mapping that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Correction(Model):
    """A change that readers are told of."""

    date: Day
    text: Markdown


def _list(value: object) -> object:
    if isinstance(value, str | dict):
        what = "a single value stands where a list is wanted"
        raise problem(what, "Write a list: [one, two], or a line with - for each", "CB205")
    return value


def _different(values: tuple[object, ...]) -> tuple[object, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            what = f'"{value}" stands in this list twice'
            raise problem(what, "Keep one of the two", "CB211")
    return values


LIST = BeforeValidator(_list)
DIFFERENT = AfterValidator(_different)


class Record(Model):
    """The fields of every record but the case itself."""

    id: Slug
    draft: Truth = False
    former_ids: Annotated[tuple[Slug, ...], LIST, DIFFERENT] = ()
    reviewed: Day | None = None
    corrections: Annotated[tuple[Correction, ...], LIST] = ()
