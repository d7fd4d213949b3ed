"""Records of every kind made from the models alone: whole ones, and any that Hypothesis thinks of.

A field is understood by what it accepts, so that a field added to a model is tried by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from casebook.records import KINDS, CaseRecord, Prose, Record, Ref

_GIVEN = ("draft", "former_ids", "checks")  # what decides whether there is a record, and of what

Raw: TypeAlias = dict[str, Any]
Case: TypeAlias = dict[str, list[Raw]]
"""The raw records of each kind; that of the case itself under `case`."""

IDS = {kind: tuple(f"{kind}-{number}" for number in (1, 2, 3)) for kind in KINDS}
"""Three records of each kind, which may refer to one another."""

ADDRESS = "https://example.org/a?b=c&d=e#f"
"""What stands in every field that takes an address."""

_WORDS = "Words; of no (particular) kind"
_CHOICES = (
    "true",
    "false",
    "38.56",
    "en",
    "zh-Hant",
    ADDRESS,
    "2015-05-28",
    "1992/2021",
    "1992/..",
    "201X",
    "[2015-04-23,2015-05-01]",
    "..",
    "6",
    "off",
)
"""Values that some fields accept; a field that takes any words at all is a text instead."""


@dataclass(frozen=True)
class Leaf:
    """A field or an item of one that holds a single value."""

    name: str
    choices: tuple[str, ...]
    """What it may hold; empty where it may hold any text."""
    line: bool = False
    """Whether a text must be one line."""
    markdown: bool = False


@dataclass(frozen=True)
class Pairs:
    """A mapping whose keys are the editor's own."""

    key: Leaf
    value: Leaf


Shape: TypeAlias = "Leaf | Pairs | list[Shape] | dict[str, Shape]"
"""A leaf, a mapping of leaves, a list of what its only item is, or the fields of a model."""


def required(kind: str) -> frozenset[str]:
    """Return the keys that a record of a kind cannot do without."""
    model: type[BaseModel] = CaseRecord if kind == "case" else KINDS[kind]
    fields = model.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if field.is_required())


@cache
def shape(model: type[BaseModel]) -> Mapping[str, Shape]:
    """Return the shape of every field of a model, by the key under which an editor writes it."""
    return {
        field.alias or name: _of_field(field.alias or name, field)
        for name, field in model.model_fields.items()
        if name not in _GIVEN and not (name == "id" and issubclass(model, Record))
    }


def leaves(found: Shape) -> Iterator[Leaf]:
    """Yield every leaf in a shape."""
    if isinstance(found, Leaf):
        yield found
    elif isinstance(found, Pairs):
        yield from (found.key, found.value)
    else:
        inner = found if isinstance(found, list) else found.values()
        for item in inner:
            yield from leaves(item)


def whole_case(text: Callable[[Leaf], str], count: int = 3) -> Case:
    """Return a case in which every field of every kind is filled; `text` writes the free ones.

    Of each kind there are so many records.
    """
    case: Case = {"case": [_filled(shape(CaseRecord), text)]}
    for kind, model in KINDS.items():
        case[kind] = [
            mended(kind, {"id": name, **_filled(shape(model), text)}) for name in IDS[kind][:count]
        ]
    return case


def texts(*, line: bool = False) -> st.SearchStrategy[str]:
    """Any text that a field may hold, with more marks and odd characters than chance would give."""
    pieces = st.sampled_from(_MARKS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
    joined = st.lists(pieces, min_size=1, max_size=8).map("".join)
    return joined.map(lambda text: " ".join(text.split()) or "x") if line else joined


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small whole cases: any choice of the keys that may be left out, any text."""
    case: Case = {"case": [_drawn(draw, "case", CaseRecord)]}
    for kind, model in KINDS.items():
        count = draw(st.integers(1, 3)) if kind != "sources" else 3
        case[kind] = [
            mended(kind, {"id": name, **_drawn(draw, kind, model)}) for name in IDS[kind][:count]
        ]
    return case


def write_case(data: Path, case: Case) -> None:
    """Write a case into the folder `data`, one file for each kind."""
    data.mkdir(parents=True, exist_ok=True)
    for kind, records in case.items():
        content: object = records[0] if kind == "case" else records
        made = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=False, sort_keys=False)
        (data / f"{kind}.yml").write_text(made, encoding="utf-8")


_MARKS = (
    *"[]()<>{}*_`#|\\!&;:-+=~^$%@\"'/?.,0 \n\t",
    "[[", "]]", "[@", "[[!", "](", "**", "__", "``", "```", "{{", "}}", "{%", "\n\n", "    ",
    "> ", "- ", "1. ", ": ", "## ", "---", "|-|", "<!--", "-->", "</p>", "<b>", "<script>", "&#",
    "&lt;", "javascript:", "https://", "[@sources-1]", "[[actors-1]]", "[[actors-1|words]]",
    "actors-1", "\u0301", "\u200d", "\ufffc", "\ue000", "\ue002", "\u00a0", "\u2028", "ß", "İ",
)  # fmt: skip


def _of_field(name: str, field: FieldInfo) -> Shape:
    whole: Any = field.annotation
    for item in field.metadata:
        whole = Annotated[whole, item]
    return _of(name, whole)


def _of(name: str, annotation: Any, marks: tuple[Any, ...] = ()) -> Shape:
    """Return the shape of a type, whose `marks` are those of the annotations around it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(name, inner[0], (*marks, *inner[1:]))
    if origin in (Union, UnionType):
        return _of(name, next(item for item in inner if item is not NoneType), marks)
    if origin is tuple:
        return [_of(name, inner[0])]
    if origin is dict:
        key, value = (_of(name, item) for item in inner)
        assert isinstance(key, Leaf)
        assert isinstance(value, Leaf)
        return Pairs(key, value)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return dict(shape(annotation))
    if origin is Literal:
        return Leaf(name, tuple(map(str, inner)))
    return _leaf(name, annotation, marks)


def _leaf(name: str, annotation: Any, marks: tuple[Any, ...]) -> Leaf:
    for mark in marks:
        if isinstance(mark, Ref):
            kinds = mark.kinds or tuple(KINDS)
            return Leaf(name, tuple(f"{kind}/{id_}" for kind in kinds for id_ in IDS[kind]))
        if isinstance(mark, Prose):
            return Leaf(name, (), line=mark.line, markdown=True)
    whole = annotation
    for mark in marks:
        whole = Annotated[whole, mark]
    adapter: TypeAdapter[Any] = TypeAdapter(whole)
    if _accepts(adapter, _WORDS):
        return Leaf(name, (), line=not _accepts(adapter, "two\nlines"))
    choices = tuple(choice for choice in _CHOICES if _accepts(adapter, choice))
    assert choices, f"nothing is known that {name} accepts"
    return Leaf(name, choices)


def _accepts(adapter: TypeAdapter[Any], value: str) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _filled(found: Shape | Mapping[str, Shape], text: Callable[[Leaf], str]) -> Any:
    if isinstance(found, Leaf):
        return found.choices[0] if found.choices else text(found)
    if isinstance(found, Pairs):
        return {_filled(found.key, text): _filled(found.value, text)}
    if isinstance(found, list):
        return [_filled(item, text) for item in found]
    return {key: _filled(inner, text) for key, inner in found.items()}


def _drawn(draw: st.DrawFn, kind: str, model: type[BaseModel]) -> Raw:
    needed = required(kind)
    found = shape(model)
    kept = [key for key in found if key in needed or draw(st.booleans())]
    return {key: _value(draw, found[key]) for key in kept}


def _value(draw: st.DrawFn, found: Shape) -> Any:
    if isinstance(found, Leaf):
        return draw(st.sampled_from(found.choices) if found.choices else texts(line=found.line))
    if isinstance(found, Pairs):
        return {_value(draw, found.key): _value(draw, found.value)}
    if isinstance(found, list):
        count = draw(st.integers(1, 2))
        items = [_value(draw, found[0]) for _ in range(count)]
        return [item for number, item in enumerate(items) if item not in items[:number]]
    return {key: _value(draw, inner) for key, inner in found.items()}


def mended(kind: str, record: Raw) -> Raw:
    """Return a record that keeps the rules which bind several of its fields."""
    mend = {
        "events": _mend_event,
        "actors": _mend_actor,
        "questions": _mend_accounts,
        "places": _mend_place,
        "glossary": _mend_term,
        "sources": _mend_source,
    }.get(kind)
    if mend is not None:
        mend(record)
    return record


def _mend_event(event: Raw) -> None:
    event.pop("between", None)
    event.setdefault("date", "2015-05-28")
    if event["status"] == "disputed":
        _mend_accounts(event)


def _mend_actor(actor: Raw) -> None:
    actor["autolink"] = "false"  # any two may draw the same name
    for fact in actor.get("facts", ()):
        if fact["status"] == "disputed":
            _mend_accounts(fact)
    for relation in actor.get("relations", ()):
        relation["to"] = "actors-1"
    if actor["id"] == "actors-1":
        actor.pop("relations", None)  # it would lead to itself


def _mend_accounts(record: Raw) -> None:
    accounts = record.get("accounts") or [{"says": "One.", "sources": ["sources-1"]}]
    record["accounts"] = accounts if len(accounts) > 1 else accounts * 2


def _mend_place(place: Raw) -> None:
    place["autolink"] = "false"
    point = {"lat": "38.56", "lon": "68.79", "precision": place.get("precision", "town")}
    place.update(point)


def _mend_term(term: Raw) -> None:
    term["autolink"] = "false"


def _mend_source(source: Raw) -> None:
    for author in source.get("author", ()):
        author.pop("literal", None)
