"""The lines of long lists: events of a timeline, what was learned later, corrections."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from casebook.dates import Day
from casebook.pages import signs
from casebook.pages.pieces import Pieces
from casebook.pages.safe import safe
from casebook.records import Correction, Event, Key, Record
from casebook.views.changes import correction_anchors
from casebook.views.later import Learned
from casebook.views.words import STATUS_NAMES


class Lines(Pieces):
    """Writes the lists of one page, as well as all that `Pieces` does."""

    def since(self, day: Day | None) -> Markup:
        """Return the attribute that says since when something is known, empty where that is open.

        The script that shows the case as known on a day reads it.
        """
        return safe(f' data-since="{day.iso if day else ""}"')

    def listed(self, event: Event, level: int, values: str = "") -> Markup:
        """Return an event with all that is said of it; its title is a heading of this level.

        `values` are the attributes by which filters find it.
        """
        key = Key("events", event.id)
        made = (
            f"{self._begin(event, values)}{' data-whole' if event.accounts else ''}>\n"
            f'<div class="cb-when">{self.when(event)} '
            f'<span class="cb-known">{self.known(event)}</span></div>\n<div class="cb-what">\n'
            f"<h{level}>{self._title(event)}</h{level}>\n{self.draft(event)}\n"
            f'<div class="cb-summary{" cb-today" if event.accounts else ""}">'
            f"{self.sheet.text(key, 'summary')}</div>\n{self.accounts(key, event)}\n"
        )
        if event.accounts:
            then = self.language.gettext(
                "Not all versions were out on that day. The summary of today is left out."
            )
            made += f'<p class="cb-meta cb-then">{then}</p>\n'
        return safe(f"{made}{self._foot(event)}</div>\n</li>\n")

    def brief(self, event: Event, values: str = "") -> Markup:
        """Return an event in a line, for a long timeline: the rest stands in its chapters."""
        status, word = event.status, escape(self.language.word(STATUS_NAMES[event.status]))
        return safe(
            f'{self._begin(event, values)}><span class="cb-when">{self.when(event)}</span> '
            f'{self._title(event)} <span class="cb-status cb-{status}">'
            f'<svg><use href="#cb-{status}"/></svg>{word}</span>{self.unfinished(event)}</li>\n'
        )

    def learned(self, items: Iterable[Learned]) -> Markup:
        """Return what was learned after an article, each with the day since which it is known."""
        return safe("".join([self._learned(item) for item in items]))

    def corrections(self, key: Key, record: Record) -> Markup:
        """Return what was put right in a record since it was published."""
        if not record.corrections:
            return safe("")
        made = "".join(
            [
                self._correction(key, at, found, anchor)
                for at, (found, anchor) in enumerate(
                    zip(record.corrections, correction_anchors(record), strict=True)
                )
            ]
        )
        heading = self.language.gettext("Corrections")
        return safe(
            '<section class="cb-note cb-correction" aria-labelledby="corrections">\n'
            f'<h2 id="corrections">{heading}</h2>\n<ul>\n{made}</ul>\n</section>\n'
        )

    def _begin(self, event: Event, values: str) -> str:
        since = self.sheet.fragments.event_since(event.id)
        key = " cb-key" if event.key else ""
        return f'<li class="cb-event{key}" id="event-{event.id}" data-item{values}{since}'

    def _title(self, event: Event) -> str:
        return f'<a href="{self.sheet.to(Key("events", event.id))}">{escape(event.title)}</a>'

    def _foot(self, event: Event) -> str:
        about: str = self.mark(event.status)
        if event.actors:
            about = f"{about} · {self.participants(event)}"
        if event.place:
            about = f"{about} · {self.sheet.link('places', event.place)}"
        sources = self.language.gettext("Sources: %(sources)s", sources=self.sources(event.sources))
        return f'<p class="cb-meta">{about}</p>\n<p class="cb-meta cb-sources">{sources}</p>\n'

    def _learned(self, item: Learned) -> str:
        sheet, key = self.sheet, item.key
        if item.account is None:
            return sheet.fragments.learned(key, item.since, sheet.to(key))
        words = sheet.fragments.day(item.since)
        link = f'<a href="{sheet.to(key)}">{escape(sheet.name(key))}</a>'
        said = self.language.pgettext(
            "account",
            "%(title)s: %(account)s",
            title=f"{link}{self.unfinished(self.case.records[key])}",
            account=sheet.text(key, "accounts", item.account, "says"),
        )
        return f'<li{self.since(item.since)}><span class="cb-meta">{words}</span> {said}</li>\n'

    def _correction(self, key: Key, number: int, correction: Correction, anchor: str) -> str:
        text = self.sheet.text(key, "corrections", number, "text")
        date = signs.time(correction.date, self.language)
        line = self.language.gettext("%(date)s: %(correction)s", date=date, correction=text)
        return f'<li id="{anchor}">{line}</li>\n'
