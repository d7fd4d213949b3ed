"""Every text of a case, linked once, and who mentions whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from casebook.case import Case
from casebook.problems import Problem
from casebook.processes import share_out
from casebook.records import Key, Prose, parts
from casebook.records.fields import Location
from casebook.text.convert import Converter
from casebook.text.kept import Asked, KeptTexts
from casebook.text.linking import Linking
from casebook.text.passage import EMPTY, Mention, Passage


class Backlink(NamedTuple):
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


def link(case: Case, kept: KeptTexts | None = None) -> tuple[Texts, list[Problem]]:
    """Convert every text of the case; return them, and every mistake found in them.

    `kept` has the texts of an earlier build, and takes those of this one.
    """
    kept = kept if kept is not None else KeptTexts()
    before = kept.of(case)
    asked = {
        (key, location): Asked(text, key, mark.line)
        for key, found in [(None, parts(case.about)), *case.parts.items()]
        for location, text, mark in found
        if isinstance(mark, Prose)
    }
    missing = [one for one in dict.fromkeys(asked.values()) if one not in before]
    converter = Converter(Linking(case))
    made = share_out(lambda one: converter.convert(one.text, one.own, line=one.line), missing)
    flaws = {one: found for one, (_, found) in zip(missing, made, strict=True) if found}
    passages = dict(before)
    passages.update((one, passage) for one, (passage, _) in zip(missing, made, strict=True))
    problems = [
        Problem(
            case.where(*place, flaw.needle),
            f"{_spoken(place[1])}: {flaw.what}",
            flaw.hint,
            flaw.code,
        )
        for place, one in asked.items()
        for flaw in flaws.get(one, ())
    ]
    kept.keep({one: passages[one] for one in asked.values() if one not in flaws})
    linked = {place: passages[one] for place, one in asked.items()}
    return Texts(linked, _backlinks(linked)), problems


def _backlinks(
    passages: Mapping[tuple[Key | None, Location], Passage],
) -> dict[Key, tuple[Backlink, ...]]:
    found: defaultdict[Key, dict[Key, Backlink]] = defaultdict(dict)
    for (source, _), passage in passages.items():
        if source is None:
            continue
        for mention in passage.mentions:
            # One sentence for each record that mentions another: the first it has.
            if source not in (by_source := found[mention.target]):
                by_source[source] = Backlink(source, mention)
    return {target: tuple(by_source.values()) for target, by_source in found.items()}


def _spoken(location: Location) -> str:
    return str(location[0])
