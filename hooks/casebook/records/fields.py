"""The types of fields: dates, ids, addresses, references to other records, and prose.

Each type is an annotated `str` (or date), so that a model reads as the list of its fields; the
marks `Ref` and `Prose` let later stages find every reference and every text of a record.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from casebook.dates import DateError, EdtfDate, parse
from casebook.records import schema_forms as forms

_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is the id of a record of one of `kinds` (any kind where empty)."""

    kinds: tuple[str, ...] = ()

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> forms.Schema:
        return forms.reference(*self.kinds).schema()


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a field of Markdown: `line` is one line of inline Markdown, else blocks are allowed."""

    line: bool = False

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> forms.Schema:
        return (forms.MARKED_LINE if self.line else forms.MARKDOWN).schema()


def problem(what: str, hint: str, code: str, *at: int) -> PydanticCustomError:
    """Return the error by which a validator names a mistake, what to write instead, its code.

    `at` is the number of the item that is at fault, where the value is a list.
    """
    context = {"what": what, "hint": hint, "code": code, "at": at}
    return PydanticCustomError("casebook", "{what}. {hint}", context)


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise problem("this text runs over several lines", "Write it as one line", "CB210")
    return text


# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = "con|prn|aux|nul|(?:com|lpt)[0-9]"


def _slug(text: str) -> str:
    if len(text) > _LONGEST_ID:
        what = f"this id has more than {_LONGEST_ID} characters"
        raise problem(what, "Choose a shorter one", "CB208")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        hint = "Use lower-case ASCII letters and digits, joined by hyphens"
        near = _nearest_slug(text)
        raise problem(f'"{text}" is not an id', f'{hint}, as "{near}"' if near else hint, "CB208")
    if text == "index":
        raise problem('"index" names the page of the whole kind', "Choose another id", "CB208")
    if re.fullmatch(_DEVICE, text):
        what = f'"{text}" is the name of a device on Windows, and could not be a folder there'
        raise problem(what, "Choose another id", "CB208")
    return text


def _nearest_slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:  # such as one bracket of an IPv6 address
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", text):
        raise problem(
            f'"{text[:60]}" is not a web address', "Write it whole, with https://", "CB209"
        )
    return text


def _date(value: Any) -> EdtfDate:
    if isinstance(value, EdtfDate):
        return value
    try:
        return parse(_one_date(value))
    except DateError as error:
        raise problem(error.what, error.hint, "CB206") from None


class _Read:
    """Reads a date. PlainValidator would also plan, at each field, how to write an `EdtfDate`."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_date)


def _one_date(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        hint = f'Write one date; where it is one of several, in quotes: "[{",".join(value)}]"'
        raise problem("a list stands where one date is wanted", hint, "CB205")
    return one_text(value, "one date")


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


def _span(date: EdtfDate) -> EdtfDate:
    if date.precision != "interval":
        hint = 'Write beginning and end, as "1815/1852", or "1837/.." while it goes on'
        raise problem(f'"{date.text}" is not a span of time', hint, "CB207")
    return date


def _truth(value: Any) -> Any:
    if one_text(value, "true or false") not in ("true", "false", True, False):
        what = f'"{str(value)[:60]}" is neither true nor false'
        raise problem(what, "Write true or false", "CB212")
    return value in ("true", True)


def _bare(kind: str) -> AfterValidator:
    """A field that can only name one kind may say so; the id alone is kept."""
    return AfterValidator(lambda text: text.removeprefix(f"{kind}/"))


def one_text(value: Any, what: str) -> Any:
    """Return `value`; refuse a list, or keys with their values."""
    if isinstance(value, list | dict):
        raise problem(*no_text(value, what))
    return value


def no_text(value: Any, what: str = "one text") -> tuple[str, str, str]:
    """Return what is wrong with a list, or keys with their values, what to write, and the code."""
    if isinstance(value, list):
        hint = f"Write {what}; a text that begins with a bracket goes in quotes"
        return f"a list stands where {what} is wanted", hint, "CB205"
    hint = f'Write {what}; a text that holds ": " or begins with a bracket goes in quotes'
    return f"a mapping (key: value) stands where {what} is wanted", hint, "CB205"


# Validators before a value run from the last to the first: a text is stripped, then measured.
# Of several forms, marks of references and prose among them, the last is what editors are shown.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), forms.TEXT]
Plain: TypeAlias = Annotated[Text, AfterValidator(_one_line), forms.LINE]
Line: TypeAlias = Annotated[Text, AfterValidator(_one_line), Prose(line=True)]
Markdown: TypeAlias = Annotated[Text, Prose()]
Slug: TypeAlias = Annotated[Text, AfterValidator(_slug), forms.SLUG]
Address: TypeAlias = Annotated[Text, AfterValidator(_address), forms.ADDRESS]
Date: TypeAlias = Annotated[EdtfDate, _Read(), forms.DATE]
Day: TypeAlias = Annotated[Date, AfterValidator(_day), forms.DAY]
Interval: TypeAlias = Annotated[Date, AfterValidator(_interval), forms.INTERVAL]
Span: TypeAlias = Annotated[Date, AfterValidator(_span), forms.SPAN]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth), forms.TRUTH]
Language: TypeAlias = Annotated[
    Text, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), forms.LANGUAGE
]
Status: TypeAlias = Annotated[
    Literal["established", "reported", "claimed", "disputed"],
    forms.Words(
        (
            "Several independent sources or an official act, and nobody contests it.",
            "Credible, but from one source, or from unnamed ones.",
            "Rests on the word of an interested party.",
            "Sources disagree; two or more accounts are required.",
        )
    ),
]

AnyRef: TypeAlias = Annotated[Text, Ref()]
ActorRef: TypeAlias = Annotated[Text, _bare("actors"), Ref(("actors",))]
PlaceRef: TypeAlias = Annotated[Text, _bare("places"), Ref(("places",))]
EventRef: TypeAlias = Annotated[Text, _bare("events"), Ref(("events",))]
SourceRef: TypeAlias = Annotated[Text, _bare("sources"), Ref(("sources",))]
TermRef: TypeAlias = Annotated[Text, _bare("glossary"), Ref(("glossary",))]
NamedRef: TypeAlias = Annotated[Text, Ref(("actors", "places"))]

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record, as the editor wrote it: `("accounts", 0, "says")`."""


Part: TypeAlias = tuple[Location, str, "Ref | Prose"]
"""A reference or a text in a record: its location, its value, its mark."""


def parts(model: BaseModel) -> tuple[Part, ...]:
    """Return every reference and every text in a record, in the order of its fields."""
    found: list[Part] = []
    _gather(model, (), found)
    return tuple(found)


def _gather(model: BaseModel, location: Location, found: list[Part]) -> None:
    for name, alias, mark in _plan(type(model)):
        value = getattr(model, name)
        if value is not None and value != ():
            _walk(value, (*location, alias), mark, found)


def _walk(value: Any, location: Location, mark: Ref | Prose | None, found: list[Part]) -> None:
    if isinstance(value, str):
        if mark is not None:
            found.append((location, value, mark))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _walk(item, (*location, index), mark, found)
    elif isinstance(value, BaseModel):
        _gather(value, location, found)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Ref | Prose | None], ...]:
    """Return the fields that may hold a reference or a text: name, alias, mark."""
    marked = (
        (name, field.alias or name, _mark(field.metadata, field.annotation), field.annotation)
        for name, field in model.model_fields.items()
    )
    return tuple(
        (name, alias, mark)
        for name, alias, mark, annotation in marked
        if mark is not None or _holds_model(annotation)
    )


def _holds_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(map(_holds_model, get_args(annotation)))


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
