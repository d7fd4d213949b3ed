"""One value of a new record, held to what the checker holds it to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, create_model

from casebook.case import Case, UnresolvedError
from casebook.editing.order import inner_model
from casebook.editing.rendering import Value
from casebook.problems import Problem, Where
from casebook.reading import Raw, RawList, RawMap, RawText
from casebook.records import KINDS, Key, Ref, build, parts
from casebook.records.base import Model
from casebook.text.convert import Converter
from casebook.text.linking import Linking


class Judge:
    """Says what the checker would say of a value."""

    def __init__(self, case: Case, kind: str) -> None:
        """Take the case, drafts included, and the kind of the new record."""
        self._case = case
        self._kind = kind
        self._model = KINDS[kind]
        self._converter = Converter(Linking(case))

    def faults(self, key: str, value: Value) -> tuple[str, ...]:
        """Return what is wrong with the value of a key of the record."""
        found = self._faults(_only(self._model, key), {key: value})
        return found or tuple(self._taken(value) if key == "id" else ())

    def faults_within(self, key: str, inner: str, value: Value) -> tuple[str, ...]:
        """Return what is wrong with the value at `inner` of a mapping in the list at `key`."""
        model = inner_model(self._model, key)
        assert model is not None  # only lists of mappings are asked for in parts
        return self._faults(_only(model, inner), {inner: value})

    def _faults(self, model: type[BaseModel], values: Mapping[str, Value]) -> tuple[str, ...]:
        if not _is_text(values):
            return (_said("this holds something that is not UTF-8", "Write it anew"),)
        entries = {key: _raw(value) for key, value in values.items()}
        raw = RawMap(entries, dict.fromkeys(entries, _NOWHERE), _NOWHERE)
        record, problems = build(model, raw, {})
        found = [problem.message for problem in problems]
        if record is not None and not found:
            found += self._texts(record)
        return tuple(dict.fromkeys(found))

    def _texts(self, record: BaseModel) -> Iterator[str]:
        for location, text, mark in parts(record):
            if isinstance(mark, Ref):
                try:
                    self._case.index.resolve(text, mark.kinds)
                except UnresolvedError as error:
                    yield _said(f"{location[0]}: {error.what}", error.hint)
            else:
                for flaw in self._converter.convert(text, None, line=mark.line)[1]:
                    yield _said(f"{location[0]}: {flaw.what}", flaw.hint)

    def _taken(self, value: Value) -> Iterator[str]:
        key = Key(self._kind, str(value).strip())
        if key in self._case.raw:
            yield _said(f"{key} is taken ({self._case.where(key)})", "Choose another id")
        for other, record in self._case.of(self._kind):
            if key.id in record.former_ids:
                where = self._case.where(other, ("former_ids",))
                yield _said(f"{key} is a former id of {other} ({where})", "Choose another id")


_NOWHERE = Where("")


def _only(model: type[BaseModel], key: str) -> type[BaseModel]:
    """Return a model that has one field of another, and that one as it is there."""
    name, field = next(
        (name, field) for name, field in model.model_fields.items() if key in (field.alias, name)
    )
    fields: dict[str, object] = {name: (field.annotation, field)}
    made: type[BaseModel] = create_model(  # type: ignore[call-overload]
        "Only", __base__=Model, **fields
    )
    return made


def _raw(value: Value) -> Raw:
    if isinstance(value, Mapping):
        entries = {key: _raw(inner) for key, inner in value.items()}
        return RawMap(entries, dict.fromkeys(entries, _NOWHERE), _NOWHERE)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return RawList(tuple(map(_raw, value)), _NOWHERE)
    text = str(value).lower() if isinstance(value, bool) else str(value or "")
    return RawText(text, _NOWHERE)


def _is_text(values: Mapping[str, Value]) -> bool:
    """Tell whether a file can hold the values: a terminal may hand on half a letter."""
    try:
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _said(what: str, hint: str) -> str:
    return Problem(_NOWHERE, what, hint, "").message
