"""YAML -> raw values, event by event.

PyYAML's C parser tells what it meets; no node is made and no value constructed, so a scalar is the
text the editor wrote, nothing in a file can name a Python object, and a file that nests or expands
without bound is left as soon as it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import normalize

import yaml

from casebook.problems import Problem, Where
from casebook.reading.raw import Raw, RawList, RawMap, RawText

MAX_NODES = 400_000  # keys and values of one file
MAX_DEPTH = 40

# A case has several hundred thousand raw values, and what a named tuple does first, to take its
# values by name, would be a tenth of the reading.
_new = tuple.__new__

_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_FLAT = "Write it flat: no record needs more than a few levels"
_FEWER = "Split the file, and write out what aliases stand for"
_UNTAGGED = 'Delete it; put a text that begins with "!" in quotes'
_WORD = 'Write "key: value"; put a key that begins with a bracket in quotes'


class RefusedError(Exception):
    """The file cannot be read to its end; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


class Composer:
    """Makes one raw value of the one document in a text; what is wrong but readable is gathered.

    `forbidden` names what a text may not hold, which an escape in double quotes can bring in though
    the file itself does not hold it.
    """

    def __init__(
        self, name: str, text: str, forbidden: Callable[[str, Where], list[Problem]]
    ) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._forbidden = forbidden
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CBaseLoader)
        self._anchors: dict[str, Raw] = {}
        self._left = MAX_NODES

    def compose(self) -> Raw | None:
        """Return what the document holds, or None where it is empty.

        Raises `RefusedError`, and `yaml.YAMLError` for what is not YAML.
        """
        root: Raw | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                documents += 1
                if documents > 1:
                    hint = 'Delete the "---"; write several records as a list'
                    raise self._refused(event, "a second YAML document begins here", hint, "CB113")
                root = self._value(event, 0)
        return root

    def _value(self, event: yaml.Event, depth: int) -> Raw:
        self._count(event, depth)
        value: Raw
        if isinstance(event, yaml.ScalarEvent):
            value = self._text(event)
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(event, depth + 1)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = RawList(tuple(self._items(depth + 1)), self._where(event))
        else:
            assert isinstance(event, yaml.AliasEvent)  # the only other that is a value
            return self._alias(event, depth)
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(event, f"the tag {tag} is not allowed", _UNTAGGED, "CB114")
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _text(self, event: yaml.ScalarEvent) -> RawText:
        text, style, where = event.value, event.style, self._where(event)
        if style == '"':
            self.problems += self._forbidden(text, where)
        return _new(RawText, (normalize("NFC", text), where, text == "" and not style))

    def _items(self, depth: int) -> Iterator[Raw]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._value(event, depth)

    def _mapping(self, start: yaml.Event, depth: int) -> RawMap:
        entries: dict[str, Raw] = {}
        keys: dict[str, Where] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, depth)
            value = self._value(next(self._events), depth)
            if not isinstance(key, RawText):
                self._problem(event, "a key must be a word", _WORD, "CB116")
            elif key.text in entries:
                first = keys[key.text].line
                what = f'the key "{key.text}" stands here twice (first on line {first})'
                self._problem(event, what, "Keep one of the two", "CB115")
            else:
                keys[key.text] = key.where
                entries[key.text] = value
        return RawMap(entries, keys, self._where(start))

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Raw:
        # An anchor holds only what is complete, so an alias inside its own anchor finds nothing.
        value = self._anchors.get(event.anchor or "")
        if value is None:
            hint = "Put the whole text in quotes"
            raise self._refused(event, 'a text cannot begin with "*"', hint, "CB119")
        self._count_again(value, event, depth)
        return value

    def _count_again(self, value: Raw, event: yaml.Event, depth: int) -> None:
        """Count what an alias stands for once more: it is as large as often as it is used."""
        inner = (
            value.items
            if isinstance(value, RawList)
            else value.entries.values()
            if isinstance(value, RawMap)
            else ()
        )
        for item in inner:
            self._count(event, depth + 1)
            self._count_again(item, event, depth + 1)

    def _count(self, event: yaml.Event, depth: int) -> None:
        self._left -= 1
        if depth > MAX_DEPTH:
            what = f"the values nest more than {MAX_DEPTH} levels deep"
            raise self._refused(event, what, _FLAT, "CB117")
        if self._left < 0:
            what = (
                "the aliases (*) of this file expand without bound"
                if self._anchors
                else f"the file holds more than {MAX_NODES:,} keys and values"
            )
            raise self._refused(event, what, _FEWER, "CB117")

    def _problem(self, event: yaml.Event, what: str, hint: str, code: str) -> None:
        self.problems.append(Problem(self._where(event), what, hint, code))

    def _refused(self, event: yaml.Event, what: str, hint: str, code: str) -> RefusedError:
        return RefusedError(Problem(self._where(event), what, hint, code))

    def _where(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        assert mark is not None  # the C parser marks every event
        return _new(Where, (self._name, mark.line + 1, mark.column + 1))
