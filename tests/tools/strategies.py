"""Hypothesis strategies over the models: records as an editor may write them, in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.dates import grammar
from casebook.records import Account, Prose, Ref
from casebook.records import schema_forms as forms
from casebook.records.schema_forms import Form

# Texts that a program which types YAML takes for something else, most of them.
_ODD = [
    "true",
    "no",
    "0x1F",
    "0o17",
    "1e3",
    "1_000",
    "010",
    "2015-05-28",
    "1.5",
    ".inf",
    "-7",
    "a: b",
]
_WORDS = st.sampled_from(["one", "Two words", "Ада", " blanks ", "\u00a0odd blanks\u2003", *_ODD])
_LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
_LINE = st.one_of(_WORDS, st.text(_LETTERS, min_size=1, max_size=8), st.just("end\n"))
_TEXT = st.one_of(_LINE, st.just("two\n\nlines"))
_ANYTHING = st.one_of(_TEXT, st.text(max_size=8))
_SLUG = st.sampled_from(["a", "b-c", "x1", "1992", "1e3", "true", " a ", "0", "a-1"])
_DATE = st.sampled_from(
    ["2015", "2015-05", "2015-05-28", "-0043", "0015", "2015-04~", "[2015,2016]", "1992/1997",
     "1992/..", "{1960,1961}", "2015-05-27T10:30Z", "Y17E7", "1950S2", "201X", "2015-~04-23"]
)  # fmt: skip
_BY_FORM: list[tuple[Form, st.SearchStrategy[str]]] = [
    (forms.SLUG, _SLUG),
    (forms.ADDRESS, st.sampled_from(["https://example.org/", "HTTP://x/?a#b", " https://x "])),
    (forms.LANGUAGE, st.sampled_from(["en", "tg-Cyrl", "no", " ru "])),
    (forms.DATE, _DATE),
    (forms.DAY, st.sampled_from(["2015-05-28", "2015-05-28~", "-0043-03-15"])),
    (forms.INTERVAL, st.sampled_from(["1992/1997", "1992-05/1997-06~"])),
    (forms.SPAN, st.sampled_from(["1992/1997", "1992/..", "/1997"])),
    (forms.TRUTH, st.sampled_from(["true", "false"])),
    (forms.WHOLE_NUMBER, st.sampled_from(["1", "24", "007"])),
]


class Written(str):
    """A scalar as YAML has it: in quotes, or plain."""

    __slots__ = ()


def yaml_of(value: Any) -> str:
    """Return a value as one line of YAML, its scalars as they were written."""
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_of(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(yaml_of, value)) + "]"


@st.composite
def records(draw: st.DrawFn, model: type[BaseModel]) -> dict[str, Any]:
    """Return a record of a kind, or a mapping inside one; Casebook accepts most of them."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    # An event needs a date as well, or two others between which it lies.
    needed = [key for key, field in fields.items() if key == "date" or field.is_required()]
    spare = draw(st.lists(st.sampled_from([*fields]), max_size=4))
    keys = [key for key in fields if key in spare or (key in needed and key != "id")]
    keys += ["id"] if model.__name__ == "Participant" and "id" not in keys else []
    odd = draw(st.sampled_from([None, *keys, *([None] * 4 * len(keys))]))
    return {key: draw(_ODD_VALUE if key == odd else _field(fields[key])) for key in keys}


def edtf_texts() -> st.SearchStrategy[str]:
    """Return texts with the shape of a date, not all of which stand for one."""
    shapes = (grammar._DATE, grammar._YEAR, grammar._TIME)
    one = st.one_of(_DATE, *(st.from_regex(shape, fullmatch=True) for shape in shapes))
    ends = st.tuples(st.one_of(one, st.sampled_from(["", ".."])), one)
    interval = st.tuples(ends, st.booleans()).map(
        lambda pair: "/".join(pair[0][:: 1 - 2 * pair[1]])
    )
    item = st.one_of(one, st.tuples(one, one).map("..".join))
    choices = st.lists(item, min_size=1, max_size=3).map(",".join)
    in_brackets = st.tuples(choices, st.sampled_from(["[{}]", "{{{}}}", "[..{}]", "{{{}..}}"]))
    return st.one_of(one, interval, in_brackets.map(lambda pair: pair[1].format(pair[0])))


def scalars(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Written]:
    """Return texts as an editor writes them: in quotes, or plain where that is possible."""
    return st.tuples(texts, st.booleans()).map(lambda pair: _written(*pair))


def _written(text: str, plain: bool) -> Written:
    bare = re.fullmatch(r"(?!null$)[A-Za-z0-9.][\w.+/~-]*|-[0-9]+", text, re.ASCII | re.IGNORECASE)
    return Written(text if plain and bare else f'"{"".join(map(_escaped, text))}"')


def _escaped(letter: str) -> str:
    return letter if letter.isascii() and letter.isalnum() else f"\\U{ord(letter):08X}"


def _field(field: FieldInfo) -> st.SearchStrategy[Any]:
    least = next((m.min_length for m in field.metadata if hasattr(m, "min_length")), 0)
    return _value(field.annotation, field.metadata, least)


def _value(annotation: Any, marks: Iterable[Any], least: int = 0) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(inner[0], [*inner[1:], *marks], least)
    if origin in (Union, UnionType):
        choices = [_value(one, marks, least) for one in inner if one is not type(None)]
        return st.one_of(choices)
    if origin is tuple:
        # Rival accounts are two or more; whether a value may stand twice is for Casebook to say.
        size = 2 if inner[0] is Account else least
        return st.lists(_value(inner[0], ()), min_size=size, max_size=3, unique_by=yaml_of)
    if origin is dict:
        return st.dictionaries(st.sampled_from(["wikidata", "viaf"]), scalars(_WORDS))
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        words = inner or [member.value for member in annotation]
        return scalars(st.sampled_from([str(word) for word in words]))
    return _single(annotation, list(marks))


def _single(annotation: Any, marks: list[Any]) -> st.SearchStrategy[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        short = [m.short for m in marks if isinstance(m, forms.Short)]
        whole = records(annotation)
        return st.one_of(whole, scalars(_SLUG)) if short else whole
    if annotation is float:
        return scalars(st.sampled_from(["38.56", "-12", "0", ".5", "1e1", "+7", "4_0", " 3 "]))
    for mark in reversed(marks):
        if isinstance(mark, Ref):
            prefixes = st.sampled_from(["", "", *(f"{kind}/" for kind in mark.kinds)])
            return scalars(st.tuples(prefixes, _SLUG.map(str.strip)).map("".join))
        if isinstance(mark, Prose):
            return scalars(_LINE if mark.line else _TEXT)
        for form, texts in _BY_FORM:
            if mark == form:
                return scalars(texts)
    return scalars(_LINE)


_ODD_VALUE: st.SearchStrategy[Any] = st.one_of(
    scalars(_ANYTHING), st.just(Written("")), st.just([])
)
