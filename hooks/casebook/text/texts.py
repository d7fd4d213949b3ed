"""Every text of a case, linked once, and who mentions whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from casebook.case import Case
from casebook.problems import Problem
from casebook.records import Key, Prose, parts
from casebook.records.fields import Location
from casebook.text.convert import Converter
from casebook.text.linking import Linking
from casebook.text.passage import EMPTY, Mention, Passage


@dataclass(frozen=True, slots=True)
class Backlink:
    """`source` mentions a record, in the sentence that `mention` holds."""

    source: Key
    mention: Mention


@dataclass(frozen=True)
class Texts:
    """The passages of a case by record (None for the case itself) and location."""

    passages: Mapping[tuple[Key | None, Location], Passage]
    backlinks: Mapping[Key, tuple[Backlink, ...]] = field(default_factory=dict)

    def get(self, key: Key | None, *location: str | int) -> Passage:
        """Return a passage; an empty one where the record leaves the field out."""
        return self.passages.get((key, location), EMPTY)


def link(case: Case) -> tuple[Texts, list[Problem]]:
    """Convert every text of the case; return them, and every mistake found in them."""
    converter = Converter(Linking(case))
    passages: dict[tuple[Key | None, Location], Passage] = {}
    problems: list[Problem] = []
    for key, record in [(None, case.about), *case.records.items()]:
        for location, text, mark in parts(record):
            if not isinstance(mark, Prose):
                continue
            passage, flaws = converter.convert(text, key, line=mark.line)
            passages[key, location] = passage
            for flaw in flaws:
                where = case.where(key, location, flaw.needle)
                what = f"{_spoken(location)}: {flaw.what}"
                problems.append(Problem(where, what, flaw.hint, flaw.code))
    return Texts(passages, _backlinks(passages)), problems


def _backlinks(
    passages: Mapping[tuple[Key | None, Location], Passage],
) -> dict[Key, tuple[Backlink, ...]]:
    found: defaultdict[Key, dict[Key, Backlink]] = defaultdict(dict)
    for (source, _), passage in passages.items():
        if source is None:
            continue
        for mention in passage.mentions:
            # One sentence for each record that mentions another: the first it has.
            found[mention.target].setdefault(source, Backlink(source, mention))
    return {target: tuple(by_source.values()) for target, by_source in found.items()}


def _spoken(location: Location) -> str:
    return str(location[0])
