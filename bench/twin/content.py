"""What all pages of the twin draw on: the case, its texts, and where each record appears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bench.prose import Citation, Mention, Text, sentence_words
from casebook.case import Case, name_of
from casebook.dates import say
from casebook.language import ENGLISH
from casebook.pages import addresses
from casebook.records import Key, Source
from casebook.views.timeline import neighbours


@dataclass(frozen=True)
class Content:
    """A case, and its texts by the record they stand in and the way to them from there."""

    case: Case
    prose: Mapping[tuple[Key, tuple[str | int, ...]], Text]

    def address(self, key: Key) -> str:
        """Return the address of the page of a record, which is the same in every tool."""
        return addresses.of(key)

    def name(self, key: Key) -> str:
        """Return what a record is called."""
        return name_of(self.case.records[key])

    @cached_property
    def around(self) -> Mapping[str, tuple[Key | None, Key | None]]:
        """The events before and after each, by its id."""
        return {
            name: tuple(event and Key("events", event.id) for event in pair)  # type: ignore[misc]
            for name, pair in neighbours(self.case.events).items()
        }

    @cached_property
    def appearances(self) -> Mapping[Key, Mapping[Key, str]]:
        """For each record those that refer to it, each with its first sentence to do so, if any."""
        found: defaultdict[Key, dict[Key, str]] = defaultdict(dict)
        for (source, _), text in self.prose.items():
            for target, sentence in _named(text):
                if not found[target].get(source):
                    found[target][source] = sentence
        for target, references in self.case.backlinks.items():
            for reference in references:
                found[target].setdefault(reference.source, "")
        for key, sources in found.items():
            sources.pop(key, None)
        return found

    def reference(self, source: Source) -> str:
        """Return a source as a bibliography has it."""
        parts = (source.title, source.container_title, say(source.issued, ENGLISH))
        return ", ".join(filter(None, parts))


def _named(text: Text) -> list[tuple[Key, str]]:
    """Return what a text names or cites; a citation without the sentence."""
    found = []
    for paragraph in text.paragraphs:
        for sentence in paragraph.sentences:
            for piece in sentence:
                if isinstance(piece, Mention):
                    found.append((piece.target, sentence_words(sentence)))
                elif isinstance(piece, Citation):
                    found.append((Key("sources", piece.source), ""))
    return found
