"""Makes one entity of FollowTheMoney: its id, its properties, and what all entities have."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from casebook.dates import EdtfDate, say
from casebook.exports.ftm.values import name_of, prefix_of, said_whole, url_of
from casebook.exports.model import Given
from casebook.language import language_of
from casebook.records import Account, Actor, Fact, Key, Place

Entity = dict[str, Any]
Values = str | None | Iterable[str | None]
Properties = dict[str, Values]
At = tuple[str | int, ...]
"""Where something stands in a record."""

_MANY_WORDS = 2
"""How many words a name has that may tell one from all others; a single one is a weak alias."""


class Maker:
    """Makes the entities of one case."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._prefix = prefix_of(given.case)
        self._language = language_of(given.case.about.language)

    def id(self, key: Key, *at: str | int) -> str:
        """Return the id of the entity that stands for a record, or for a part of it."""
        return ".".join([self._prefix, *key, *map(str, at)])

    def entity(self, schema: str, called: str, /, **properties: Values) -> Entity:
        """Return an entity; values that are missing or empty are left out."""
        kept = {key: _listed(values) for key, values in properties.items()}
        return {
            "id": called,
            "schema": schema,
            "properties": {key: values for key, values in kept.items() if values},
        }

    def text(self, key: Key, *at: str | int) -> str:
        """Return a text of a record without its marks."""
        return self._given.texts.get(key, *at).plain

    def names(self, record: Actor | Place) -> Properties:
        """Return the names of a record; what is one word only is no alias to find others by."""
        native = [name_of(name.name) for name in record.names]
        others = [name_of(name) for name in record.also_known_as]
        weak = [name for name in others if name and len(name.split()) < _MANY_WORDS]
        name = name_of(record.name) or record.id
        told = dict.fromkeys([*native, *(other for other in others if other not in weak)])
        return {
            "name": name,
            "alias": [alias for alias in told if alias != name],
            "weakAlias": [alias for alias in weak if alias not in told and alias != name],
        }

    def proof(self, key: Key, sources: Iterable[str]) -> Properties:
        """Return the documents that an entity rests on, and the page that it was taken from."""
        return {
            "proof": [self.id(Key("sources", name)) for name in sources],
            "sourceUrl": url_of(self._given.page(key)) if self._given.base else None,
        }

    def said(self, date: EdtfDate | None) -> str | None:
        """Return a date in words and as EDTF, where the properties for dates do not say it all."""
        return None if date is None or said_whole(date) else self.spoken(date)

    def spoken(self, date: EdtfDate) -> str:
        """Return a date in words and as EDTF."""
        return f"{say(date, self._language)} (EDTF {date.text})"

    def note(self, key: Key, at: At, about: str, *said: str | None, **more: Values) -> Entity:
        """Return a note on the entity of a record: what it is about, and what it says."""
        name = self.id(key, *at)
        return self.entity(
            "Note", name, entity=self.id(key), summary=about, description=said, **more
        )

    def fact(self, key: Key, at: At, fact: Fact) -> Entity:
        """Return a line of a profile as a note."""
        said = (self.text(key, *at, "value"), status_of(fact.status))
        return self.note(key, at, fact.label, *said, **self.proof(key, fact.sources))

    def account(self, key: Key, at: At, about: str, account: Account) -> Entity:
        """Return one version of what `about` says as a note."""
        given = self.spoken(account.date) if account.date else None
        said = (self.text(key, *at, "says"), status_of(account.status), given)
        return self.note(key, at, about, *said, **self.proof(key, account.sources))


def status_of(status: str | None) -> str | None:
    """Return how sure something is, for schemas that have no property for it."""
    return f"status: {status}" if status else None


def number(value: float | None) -> str | None:
    """Return a number as text: FollowTheMoney rounds numbers to three decimal places."""
    return None if value is None else format(Decimal(repr(value)), "f")


def _listed(values: Values) -> list[str]:
    several = [values] if isinstance(values, str) else values or ()
    return list(dict.fromkeys(value for value in several if value))
