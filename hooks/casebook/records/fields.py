"""The types of fields: dates, ids, addresses, references to other records, and prose.

Each type is an annotated `str` (or date), so that a model reads as the list of its fields; the
marks `Ref` and `Prose` let later stages find every reference and every text of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from casebook.dates import DateError, EdtfDate, parse


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is the id of a record of one of `kinds` (any kind where empty)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a field of Markdown: `line` is one line of inline Markdown, else blocks are allowed."""

    line: bool = False


def problem(what: str, hint: str, code: str) -> PydanticCustomError:
    """Return the error by which a validator names a mistake, what to write instead, its code."""
    context = {"what": what, "hint": hint, "code": code}
    return PydanticCustomError("casebook", "{what}. {hint}", context)


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise problem("this text runs over several lines", "Write it as one line", "CB210")
    return text


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 100:
        what = f'"{text[:40]}" is not an id'
        raise problem(what, "Use lower-case ASCII letters and digits, joined by hyphens", "CB208")
    if text == "index":
        raise problem('"index" names the page of the whole kind', "Choose another id", "CB208")
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", text):
        raise problem(
            f'"{text[:60]}" is not a web address', "Write it whole, with https://", "CB209"
        )
    return text


def _date(value: Any) -> EdtfDate:
    if isinstance(value, EdtfDate):
        return value
    if not isinstance(value, str):
        raise problem("this is not a date", 'Write one date, as "2015-05-28"', "CB205")
    try:
        return parse(value)
    except DateError as error:
        raise problem(error.what, error.hint, "CB206") from None


def _day(date: EdtfDate) -> EdtfDate:
    if date.precision != "day" or date.earliest != date.latest:
        hint = 'Write year, month and day, as "2015-05-28"'
        raise problem(f'"{date.text}" is not one day', hint, "CB207")
    return date


def _interval(date: EdtfDate) -> EdtfDate:
    if date.precision != "interval" or date.earliest is None or date.latest is None:
        hint = 'Write both ends, as "1992/2021"'
        raise problem(f'"{date.text}" does not frame a time', hint, "CB207")
    return date


def _truth(value: Any) -> Any:
    if value not in ("true", "false", True, False):
        raise problem(f'"{value}" is neither true nor false', "Write true or false", "CB212")
    return value in ("true", True)


def _bare(kind: str) -> AfterValidator:
    """A field that can only name one kind may say so; the id alone is kept."""
    return AfterValidator(lambda text: text.removeprefix(f"{kind}/"))


def _not_list(value: Any) -> Any:
    if isinstance(value, list):
        raise problem("a list stands where one text is wanted", "Write one text", "CB205")
    if isinstance(value, dict):
        hint = 'Write one text; a text that holds ": " goes in quotes'
        raise problem("a mapping stands where one text is wanted", hint, "CB205")
    return value


# Validators before a value run from the last to the first: a text is stripped, then measured.
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), BeforeValidator(_not_list)
]
Plain: TypeAlias = Annotated[Text, AfterValidator(_one_line)]
Line: TypeAlias = Annotated[Text, AfterValidator(_one_line), Prose(line=True)]
Markdown: TypeAlias = Annotated[Text, Prose()]
Slug: TypeAlias = Annotated[Text, AfterValidator(_slug)]
Address: TypeAlias = Annotated[Text, AfterValidator(_address)]
Date: TypeAlias = Annotated[EdtfDate, PlainValidator(_date)]
Day: TypeAlias = Annotated[Date, AfterValidator(_day)]
Interval: TypeAlias = Annotated[Date, AfterValidator(_interval)]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth)]
Language: TypeAlias = Annotated[
    Text, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
]
Status: TypeAlias = Literal["established", "reported", "claimed", "disputed"]

AnyRef: TypeAlias = Annotated[Text, Ref()]
ActorRef: TypeAlias = Annotated[Text, _bare("actors"), Ref(("actors",))]
PlaceRef: TypeAlias = Annotated[Text, _bare("places"), Ref(("places",))]
EventRef: TypeAlias = Annotated[Text, _bare("events"), Ref(("events",))]
SourceRef: TypeAlias = Annotated[Text, _bare("sources"), Ref(("sources",))]
TermRef: TypeAlias = Annotated[Text, _bare("glossary"), Ref(("glossary",))]
NamedRef: TypeAlias = Annotated[Text, Ref(("actors", "places"))]

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record, as the editor wrote it: `("accounts", 0, "says")`."""


def parts(model: BaseModel) -> Iterator[tuple[Location, str, Ref | Prose]]:
    """Yield every reference and every text in a record: its location, its value, its mark."""
    for name, alias, plan in _plan(type(model)):
        yield from _walk(getattr(model, name), (alias,), plan)


def _walk(
    value: Any, location: Location, mark: Ref | Prose | None
) -> Iterator[tuple[Location, str, Ref | Prose]]:
    if isinstance(value, BaseModel):
        for inner, text, inner_mark in parts(value):
            yield (*location, *inner), text, inner_mark
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*location, index), mark)
    elif isinstance(value, str) and mark is not None:
        yield location, value, mark


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Ref | Prose | None], ...]:
    return tuple(
        (name, field.alias or name, _mark(field.metadata, field.annotation))
        for name, field in model.model_fields.items()
    )


def _mark(metadata: list[Any], annotation: Any) -> Ref | Prose | None:
    for item in metadata:
        if isinstance(item, Ref | Prose):
            return item
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return _mark(marks, inner)
    if origin in (tuple, Union, UnionType):
        for inner in get_args(annotation):
            if (found := _mark([], inner)) is not None:
                return found
    return None
