"""Slips of the hand in a YAML file: each changes its text in one place, as an editor might."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

import yaml

DATES = frozenset({
    "accessed", "as_of", "date", "dates", "issued", "known_since", "period", "published",
    "reviewed",
})  # fmt: skip
"""The keys that hold a date."""

SPOILT = (
    "2015-13-01",
    "2015-02-30",
    "2015-5-3",
    "20155",
    "May 2015",
    "28.05.2015",
    "2016/2015",
    "[2015-04-23,",
    "2015-05-28?~",
    "yesterday",
    "2015-05-28T25:00Z",
    "-",
)
"""What is no date, or one that an editor would not expect to be read."""

_ID = re.compile(r"(?:[a-z]+/)?[a-z0-9]+(?:-[a-z0-9]+)*")
_MARK = re.compile(r"(?:\[\[!?|\[@|; ?@)([a-z0-9][a-z0-9/-]*)")


@dataclass(frozen=True)
class Mutation:
    """A file of a case with one mistake in it, or with what may be one."""

    kind: str
    file: str
    text: str
    what: str
    spot: range
    """The lines of the new text in which it must be named: those of the value that was changed, or
    of the mapping that lost one."""
    lines: range
    """Those of the whole record, in which more may be named that follows from it."""


@dataclass(frozen=True)
class Place:
    """A value in a file: the node, and the record, the mapping and the key it stands under."""

    node: yaml.Node
    record: yaml.Node
    parent: yaml.Node
    key: str
    number: int
    """Which entry or item of its parent it is."""


@dataclass(frozen=True)
class Source:
    """One file of a case as it was."""

    name: str
    text: str

    @cached_property
    def root(self) -> yaml.Node:
        node = yaml.compose(self.text, Loader=yaml.CBaseLoader)
        assert node is not None
        return node

    @cached_property
    def records(self) -> tuple[yaml.Node, ...]:
        """The mapping of each record, or the one mapping that the file is."""
        return tuple(self.root.value) if isinstance(self.root, yaml.SequenceNode) else (self.root,)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for record in self.records for place in _places(record, record))

    @cached_property
    def ids(self) -> frozenset[str]:
        return ids_in(self.text) or frozenset({Path(self.name).stem})

    def lines_of(self, node: yaml.Node) -> range:
        """Return the lines of a node, from 1; of the whole of its last line, if it ends in one."""
        start, end = node.start_mark, node.end_mark
        head = self.text[end.index - end.column : end.index]
        last = end.line if not head.strip() and end.line > start.line else end.line + 1
        return range(start.line + 1, last + 1)


@dataclass(frozen=True)
class Hand:
    """What slips: chance, and the ids of the case, which it may misspell."""

    random: Random
    ids: frozenset[str]


def ids_in(text: str) -> frozenset[str]:
    """Return the ids of the records in the text of a file; none where it cannot be read."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return frozenset()
    records = root.value if isinstance(root, yaml.SequenceNode) else []
    return frozenset(
        str(value.value)
        for record in records
        if isinstance(record, yaml.MappingNode)
        for key, value in record.value
        if key.value == "id"
    )


def _places(node: yaml.Node, record: yaml.Node) -> Iterator[Place]:
    if isinstance(node, yaml.MappingNode):
        for number, (key, value) in enumerate(node.value):
            yield Place(value, record, node, str(key.value), number)
            yield from _places(value, record)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield Place(item, record, node, "", number)
            yield from _places(item, record)


def _drop_key(hand: Hand, source: Source) -> Mutation | None:
    place = _entry(hand, source)
    text = _without(source.text, place)
    return _made("drop a key", source, text, f"without {place.key}", place, place.parent)


def _misspell_key(hand: Hand, source: Source) -> Mutation | None:
    place = _entry(hand, source)
    key = place.parent.value[place.number][0]
    text = _replaced(source.text, key, _misspelt(hand.random, place.key))
    return _made("misspell a key", source, text, f"key {place.key}", place, key)


def _misspell_id(hand: Hand, source: Source) -> Mutation | None:
    """Misspell the id of a record, or one in a field that refers to it, or one in a text."""
    marked = [
        (place, start, word)
        for place in source.places
        for start, word in _ids_at(source.text, place, hand.ids)
    ]
    if not marked:
        return None
    place, start, word = hand.random.choice(marked)
    new = _misspelt(hand.random, word)
    text = source.text[:start] + new + source.text[start + len(word) :]
    return _made("misspell an id", source, text, f"{word} as {new}", place, place.node)


def _ids_at(text: str, place: Place, ids: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield each id in a value, and where it begins: the value itself, or a mark in a text."""
    node = place.node
    if not isinstance(node, yaml.ScalarNode):
        return
    start = node.start_mark.index
    if _ID.fullmatch(node.value) and node.value.rpartition("/")[2] in ids:
        yield start + bool(node.style), node.value
    for mark in _MARK.finditer(text[start : node.end_mark.index]):
        yield start + mark.start(1), mark[1]


def _spoil_date(hand: Hand, source: Source) -> Mutation | None:
    found = [p for p in source.places if p.key in DATES and isinstance(p.node, yaml.ScalarNode)]
    if not found:
        return None
    place = hand.random.choice(found)
    new = hand.random.choice(SPOILT)
    text = _replaced(source.text, place.node, f'"{new}"')
    return _made("spoil a date", source, text, f"{place.key}: {new}", place, place.node)


def _repeat(hand: Hand, source: Source) -> Mutation | None:
    """Write a key or a record a second time, below the first."""
    place = _entry(hand, source)
    key, value = place.parent.value[place.number]
    if hand.random.random() < 0.3 and len(source.records) > 1:
        return _twice(source, source.lines_of(place.record), "a record", place)
    if _is_flow(place.parent):
        both = source.text[key.start_mark.index : value.end_mark.index]
        at = key.start_mark.index
        text = f"{source.text[:at]}{both}, {source.text[at:]}"
        return _made("duplicate", source, text, f"key {place.key}", place, value)
    if place.number == 0:
        return None  # its line may begin with the dash of a list
    lines = range(key.start_mark.line + 1, source.lines_of(value).stop)
    return _twice(source, lines, f"key {place.key}", place)


def _twice(source: Source, lines: range, what: str, place: Place) -> Mutation:
    every = source.text.splitlines(keepends=True)
    every[lines.stop - 1 : lines.stop - 1] = every[lines.start - 1 : lines.stop - 1]
    again = range(lines.stop, lines.stop + len(lines))
    record = source.lines_of(place.record)
    whole = range(record.start, record.stop + len(lines))
    return Mutation("duplicate", source.name, "".join(every), what, again, whole)


def _swap_types(hand: Hand, source: Source) -> Mutation | None:
    """Write a list or a mapping where a text was, or a text where one of them was."""
    place = hand.random.choice(source.places)
    node = place.node
    if isinstance(node, yaml.ScalarNode) and node.style in (None, '"', "'"):
        old = source.text[node.start_mark.index : node.end_mark.index]
        new = hand.random.choice((f"[{old}]", f"{{value: {old}}}", f"[[{old}]]", "[]", "{}"))
    elif _is_flow(node):
        new = hand.random.choice(("some words", "{value: words}", "[words]", "[[words]]"))
    else:
        return None
    return _made("swap types", source, _replaced(source.text, node, new), new, place, node)


def _delete_line(hand: Hand, source: Source) -> Mutation | None:
    lines = source.text.splitlines(keepends=True)
    at = hand.random.randrange(len(lines))
    what = lines.pop(at).strip()
    return _around("delete a line", source, "".join(lines), what, at + 1)


def _indent(hand: Hand, source: Source) -> Mutation | None:
    lines = source.text.splitlines(keepends=True)
    at = hand.random.randrange(len(lines))
    by = hand.random.choice((-2, -1, 1, 2, 4))
    line = lines[at]
    if not line.strip() or (by < 0 and not line.startswith(" " * -by)):
        return None
    lines[at] = line[-by:] if by < 0 else " " * by + line
    return _around("change indentation", source, "".join(lines), f"{by:+} {line.strip()}", at + 1)


def _cut(hand: Hand, source: Source) -> Mutation | None:
    at = hand.random.randrange(1, len(source.text))
    line = source.text.count("\n", 0, at) + 1
    return _around("cut a file", source, source.text[:at], f"at {at}", line)


def _swap_values(hand: Hand, source: Source) -> Mutation | None:
    """Let two values of one record change places."""
    place = hand.random.choice(source.places)
    inside = [
        other.node
        for other in source.places
        if other.record is place.record and _on_one_line(other.node)
    ]
    if len(inside) < 2:
        return None
    pair = hand.random.sample(inside, 2)
    first, second = sorted(pair, key=lambda node: node.start_mark.index)
    a = slice(first.start_mark.index, first.end_mark.index)
    b = slice(second.start_mark.index, second.end_mark.index)
    text = source.text
    swapped = text[: a.start] + text[b] + text[a.stop : b.start] + text[a] + text[b.stop :]
    what = f"{first.value[:30]} and {second.value[:30]}"
    return _made("swap two values", source, swapped, what, place, place.record)


KINDS: dict[str, Callable[[Hand, Source], Mutation | None]] = {
    "drop a key": _drop_key,
    "misspell a key": _misspell_key,
    "misspell an id": _misspell_id,
    "spoil a date": _spoil_date,
    "duplicate": _repeat,
    "swap types": _swap_types,
    "delete a line": _delete_line,
    "change indentation": _indent,
    "cut a file": _cut,
    "swap two values": _swap_values,
}
"""Every kind of mutation; one that finds nothing to change where it looked returns None."""


def _made(
    kind: str, source: Source, text: str, what: str, place: Place, spot: yaml.Node
) -> Mutation:
    return Mutation(
        kind, source.name, text, what, source.lines_of(spot), source.lines_of(place.record)
    )


def _around(kind: str, source: Source, text: str, what: str, line: int) -> Mutation:
    """Return a mutation of a line, which may change the record it is in and the one before."""
    spans = [source.lines_of(record) for record in source.records]
    number = max((n for n, span in enumerate(spans) if span.start <= line), default=0)
    before = number - 1 if number and spans[number].start >= line - 1 else number
    lines = range(min(spans[before].start, line), spans[number].stop + 1)
    return Mutation(kind, source.name, text, what, lines, lines)


def _entry(hand: Hand, source: Source) -> Place:
    """Return a value that stands under a key."""
    return hand.random.choice([place for place in source.places if place.key])


def _on_one_line(node: yaml.Node) -> bool:
    """Return whether a value can stand anywhere: a text in quotes, or without any."""
    return isinstance(node, yaml.ScalarNode) and (node.style or "") in ("", '"', "'")


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _replaced(text: str, node: yaml.Node, new: str) -> str:
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def _without(text: str, place: Place) -> str:
    """Return the text without an entry of a mapping."""
    entries = place.parent.value
    key, value = entries[place.number]
    start, end = key.start_mark.index, value.end_mark.index
    if place.number + 1 < len(entries):
        return text[:start] + text[entries[place.number + 1][0].start_mark.index :]
    if place.number == 0:
        return f"{text[:start]}{{}}{text[end:]}"
    if _is_flow(place.parent):
        return text[: entries[place.number - 1][1].end_mark.index] + text[end:]
    start = text.rindex("\n", 0, start) + 1
    rest = text[text.rindex("\n", 0, end) + 1 : end]
    end = end - len(rest) if not rest.strip() else text.find("\n", end) + 1 or len(text)
    return text[:start] + text[end:]


def _misspelt(random: Random, word: str) -> str:
    """Return a word with one slip in it: a letter twice, or gone, or two that changed places."""
    at = random.randrange(len(word))
    slips = [word[:at] + word[at] + word[at:], word[:at] + word[at + 1 :]]
    if at + 1 < len(word):
        slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return random.choice(slips)
