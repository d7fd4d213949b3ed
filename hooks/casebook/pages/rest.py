"""The pages that follow the page of a record to which very much refers, or with many relations.

They repeat what other pages say, so they are no part of a search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from casebook.case import Case
from casebook.language import language_of
from casebook.pages import addresses
from casebook.pages.collection import Collections
from casebook.pages.fragments import Fragments
from casebook.pages.lines import Lines
from casebook.pages.page import Planned
from casebook.pages.render import describe
from casebook.pages.sheet import Sheet
from casebook.records import Key
from casebook.views import limits
from casebook.views.appearances import Appearances
from casebook.views.profile import ties_by_actor
from casebook.views.rest import Run, following
from casebook.views.words import INDEX_NAMES, KIND_NAMES

_Write = Callable[[Lines, Sequence[Any]], Markup]


class RestPages:
    """Makes them for any record of a case."""

    def __init__(self, fragments: Fragments, base: str) -> None:
        self.case: Case = fragments.case
        self.fragments = fragments
        self.language = language_of(self.case.about.language)
        self._collections = Collections(fragments, base)

    def pages(self) -> tuple[Planned, ...]:
        """Return every such page."""
        return (*self._of_appearances(), *self._of_relations())

    def _of_appearances(self) -> Iterator[Planned]:
        appearances = Appearances(self.case, self.fragments.texts)
        for key in self.case.records:
            # Few records appear in so many places, and to list these takes time.
            if appearances.at_most(key) <= limits.RECORD:
                continue
            for kind, items in appearances.of(key).items():
                heading = self.language.word(KIND_NAMES[kind])
                yield from self._runs(key, kind, heading, items, Lines.appearing)

    def _of_relations(self) -> Iterator[Planned]:
        heading = self.language.gettext("Relations")
        for name, ties in ties_by_actor(self.case).items():
            yield from self._runs(Key("actors", name), "relations", heading, ties, Lines.ties)

    def _runs(
        self, key: Key, name: str, heading: str, items: Sequence[Any], write: _Write
    ) -> Iterator[Planned]:
        runs = following(items)
        for run, after in zip(runs, (*runs[1:], None), strict=False):
            # Translators: of a record, what refers to it: "(name): Events, 101 to 300".
            title = self.language.gettext(
                "%(name)s: %(kind)s, %(first)s to %(last)s",
                name=self.fragments.name(key),
                kind=heading,
                first=self.language.number(run.start),
                last=self.language.number(run.end),
            )
            yield self._collections.planned(
                addresses.rest(key, f"{name}-{run.number}"),
                title,
                describe(title),
                "rest.html",
                partial(self._gathered, key, name, run, after, len(items), write),
            )

    def _gathered(
        self,
        key: Key,
        name: str,
        run: Run[Any],
        after: Run[Any] | None,
        total: int,
        write: _Write,
        sheet: Sheet,
    ) -> dict[str, Any]:
        before = addresses.rest(key, f"{name}-{run.number - 1}") if run.number > 2 else key
        return {
            "key": key,
            "list": self.language.word(INDEX_NAMES[key.kind]),
            "total": total,
            "run": run,
            "after": after,
            "before": sheet.to(before),
            "following": sheet.to(addresses.rest(key, f"{name}-{run.number + 1}")),
            "items": write(Lines(sheet), run.items),
            "tied": name == "relations",
        }
