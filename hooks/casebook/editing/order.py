"""The order in which the keys of each mapping are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.records import (
    KINDS,
    Account,
    Actor,
    Article,
    CaseRecord,
    Event,
    Name,
    Place,
    Question,
    Source,
    Term,
)

ABOUT = "case"

# As editors write them: what it is called, when, what happened, where, who, how sure, says who.
# Models that are not here have their fields in that order already.
_ORDER: dict[type[BaseModel], str] = {
    Article: "title standfirst kind published dateline byline original body sources",
    Event: (
        "title date between kind key summary body place actors status accounts sources "
        "known_since tags"
    ),
    Actor: (
        "kind name sort_name dates names also_known_as forms autolink match_case summary body "
        "facts roles relations identifiers sources"
    ),
    Place: (
        "name kind country lat lon precision names also_known_as forms autolink match_case "
        "summary sources"
    ),
    Question: "question status answer accounts about sources",
    Term: (
        "term short definition aliases forms lang original autolink match_case names see_also "
        "sources"
    ),
    Source: (
        "type title container-title publisher author issued URL language accessed archived note "
        "interest"
    ),
    CaseRecord: (
        "title standfirst language as_of period eras featured about publisher contact licence url"
    ),
    Account: "says sources date status",
    Name: "lang script name",
}
_FIRST = ("id", "draft", "former_ids")
_LAST = ("reviewed", "corrections")


@cache
def order_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return every key that a mapping of this model may have, as an editor writes it, in order."""
    known = [field.alias or name for name, field in model.model_fields.items()]
    wanted = [*_FIRST, *_ORDER.get(model, "").split()] if model in _ORDER else []
    middle = [key for key in known if key not in wanted and key not in _LAST]
    ordered = [*wanted, *middle, *_LAST]
    return tuple(key for key in ordered if key in known)


def arranged(keys: Sequence[str], model: type[BaseModel]) -> list[int]:
    """Return the places of `keys` in the order of the model; unknown keys stay behind a known one.

    Those that the model does not know keep standing behind the key they stood behind.
    """
    order = order_of(model)
    ranks: list[int] = []
    for key in keys:
        before = ranks[-1] if ranks else -1
        ranks.append(order.index(key) if key in order else before)
    return sorted(range(len(keys)), key=lambda place: ranks[place])


def model_of(kind: str) -> type[BaseModel] | None:
    """Return the model of a kind's records, or of the case itself; None for an unknown kind."""
    return CaseRecord if kind == ABOUT else KINDS.get(kind)


@cache
def inner_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model of the mappings that stand at `key`, alone or in a list, if it has one."""
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return _found(field)
    return None


def _found(field: FieldInfo) -> type[BaseModel] | None:
    waiting: list[Any] = [field.annotation]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        waiting += get_args(annotation)
    return None
