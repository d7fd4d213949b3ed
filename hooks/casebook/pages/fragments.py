"""What the pages of a case show alike, made once for all of them: names, references, days.

Nothing here knows the page it stands on: a link or a number of a page is never part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markupsafe import Markup, escape

from casebook.case import Case, account_since, first_source, name_of
from casebook.dates import Day, parse, say
from casebook.language import language_of
from casebook.pages import addresses, signs
from casebook.pages.references import called, reference, spoken
from casebook.pages.safe import safe
from casebook.records import Account, Event, Key, Source
from casebook.text import Texts
from casebook.views.later import event_since
from casebook.views.words import KIND_NAMES

_FIVE_DIGITS = 10_000
"""The first year that has them."""


class Fragments:
    """Makes each fragment of a case when it is first asked for, and keeps it as long as itself."""

    def __init__(self, case: Case, texts: Texts) -> None:
        self.case = case
        self.texts = texts
        self.language = language_of(case.about.language)
        self.name: Callable[[Key], str] = cache(self._name)
        """The name of a record as plain text; a question's is a line of Markdown."""
        self.label: Callable[[Key], Markup] = cache(self._label)
        """The name of a record as HTML; the title of a source says its language."""
        self.href: Callable[[Key, str], str] = cache(addresses.to_record)
        """The link to a record from an address that many pages share; see `addresses.beside`."""
        self.link: Callable[[str, str, str], Markup] = cache(self._link)
        """The same as HTML that shows the name of the record, by its kind and id."""
        self.opening: Callable[[Key, str], str] = cache(self._opening)
        """How a line on a record begins, from such an address: with its date or none, and `link`.

        The date of an event that lies between two others is that of the page; see `Pieces.when`.
        """
        self.kind: Callable[[str], str] = cache(self._kind)
        """What a kind of records is called, as HTML."""
        self.remarks: Callable[[tuple[str, ...]], str] = cache(self._remarks)
        """How one record refers to another, in small print after its name."""
        self.called: Callable[[str], Markup] = cache(self._called)
        """The short name of a source, by its id."""
        self.reference: Callable[[str], Markup] = cache(self._reference)
        """The full reference of a source, by its id."""
        self.linked: Callable[[str, str], str] = cache(self._linked)
        """The same with a link to the page of the source, for pages that share links."""
        self.about = safe(self.language.gettext("About this source"))
        """What the link to a source is called below its reference."""
        self.first: Callable[[str], Source | None] = cache(self._first)
        """The first source of an event or of its accounts, by the id of the event."""
        self.day: Callable[[Day], Markup] = cache(self._day)
        """A day in words."""
        self.dated: Callable[[str], str] = cache(self._dated)
        """The date of an event, by its id, or nothing."""
        self.learned: Callable[[Key, Day, str], str] = cache(self._learned)
        """The line of a record learned on a day, with this link to it."""
        self.comma = str(escape(self.language.pgettext("list", ", ")))
        self.semicolon = self.language.pgettext("remarks", "; ")
        self.event_since: Callable[[str], str] = cache(self._event_since)
        """The attribute that says since when an event is known, by its id."""

    def account_since(self, account: Account) -> str:
        """Return the attribute that says since when an account is known."""
        day = account_since(account, self.case.sources)
        return f' data-since="{day.iso if day else ""}"'

    def _name(self, key: Key) -> str:
        if key.kind == "questions":
            return self.texts.get(key, "question").plain
        return name_of(self.case.records[key])

    def _label(self, key: Key) -> Markup:
        name = self.name(key)
        return spoken(name, self.case.sources[key.id]) if key.kind == "sources" else escape(name)

    def _link(self, kind: str, name: str, start: str) -> Markup:
        key = Key(kind, name)
        return safe(f'<a href="{self.href(key, start)}">{self.label(key)}</a>')

    def _opening(self, key: Key, start: str) -> str:
        record = self.case.records[key]
        draft = signs.unfinished(record, self.language)
        when = ""
        if isinstance(record, Event):
            when = f'<span class="cb-when">{self.dated(key.id)}</span> '
        return f"{when}{self.link(*key, start)}{draft}"

    def _kind(self, kind: str) -> str:
        return escape(self.language.word(KIND_NAMES[kind]))

    def _remarks(self, how: tuple[str, ...]) -> str:
        return f' <span class="cb-meta">{escape(self.semicolon.join(how))}</span>' if how else ""

    def _called(self, name: str) -> Markup:
        return called(self.case.sources[name], self.language)

    def _reference(self, name: str) -> Markup:
        return reference(self.case.sources[name], self.language)

    def _linked(self, name: str, start: str) -> str:
        href = self.href(Key("sources", name), start)
        return f'{self.reference(name)} <a href="{href}">{self.about}</a>'

    def _first(self, name: str) -> Source | None:
        return first_source(sources_of(self.case.events[name]), self.case.sources)

    def _day(self, day: Day) -> Markup:
        # EDTF can write years of more than four digits, but no days of them.
        text = day.iso if abs(day.year) < _FIVE_DIGITS else f"Y{day.year}"
        return escape(say(parse(text), self.language))

    def _dated(self, name: str) -> str:
        date = self.case.events[name].date
        return signs.time(date, self.language) if date else ""

    def _learned(self, key: Key, since: Day, href: str) -> str:
        draft = signs.unfinished(self.case.records[key], self.language)
        return (
            f'<li data-since="{since.iso}"><span class="cb-meta">{self.day(since)}</span> '
            f'<a href="{href}">{escape(self.name(key))}</a>{draft}</li>\n'
        )

    def _event_since(self, name: str) -> str:
        day = event_since(self.case, self.case.events[name])
        return f' data-since="{day.iso if day else ""}"'


def sources_of(event: Event) -> tuple[str, ...]:
    """Return the sources of an event and of its accounts."""
    accounts = [name for account in event.accounts for name in account.sources]
    return tuple(dict.fromkeys([*event.sources, *accounts]))
