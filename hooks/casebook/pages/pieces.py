"""Pieces of HTML that many pages show many times, on the sheet of one page.

Functions and no macros of a template, whose calls would take most of the time of a large case.
They keep the order of a reader: whatever is cited first has the lower number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from casebook.case import first_source
from casebook.exports import bibliography
from casebook.language import Language
from casebook.pages import addresses, signs
from casebook.pages.safe import safe
from casebook.pages.sheet import Cited, Sheet, place_of
from casebook.records import Account, Event, Fact, Key, Question, Record
from casebook.views import rest
from casebook.views.appearances import Appearance
from casebook.views.profile import Tie


class Pieces:
    """Writes the pieces of one page; templates know it as `p`."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.case = sheet.case
        self.language: Language = sheet.fragments.language

    def mark(self, status: str) -> Markup:
        """Return a status as its shape and its word."""
        return signs.mark(status, self.language)

    def draft(self, record: Record) -> Markup:
        """Return the note that stands above a draft, and nothing for all else."""
        return signs.draft(record, self.language)

    def unfinished(self, record: Record) -> Markup:
        """Return the mark of a draft that is one of many in a line or a card."""
        return signs.unfinished(record, self.language)

    def sources(self, ids: Sequence[str]) -> Markup:
        """Return the sources of one statement: each by its short name with its number.

        Who has an interest is said where nobody else says it.
        """
        listed = self._listed([self._source(name) for name in ids])
        if len(ids) == 1 and self.case.sources[ids[0]].interest:
            listed += f" {self._interest(ids[0])}"
        return safe(listed)

    def accounts(
        self, key: Key, record: Event | Question | Fact, prefix: tuple[str | int, ...] = ()
    ) -> Markup:
        """Return the rival accounts of a record, or of the part of it that `prefix` leads to."""
        if not record.accounts:
            return safe("")
        anchored = self.sheet.key == key and not prefix
        made = [
            self._account(key, account, (*prefix, "accounts", number, "says"), number, anchored)
            for number, account in self.case.accounts(record)
        ]
        return safe(f'<div class="cb-accounts">\n{"".join(made)}</div>\n')

    def given(self, account: Account) -> Markup:
        """Return when an account was given, or else when its first source was issued."""
        if account.date:
            return signs.time(account.date, self.language)
        sources = self.case.sources
        first = first_source(account.sources, sources) or sources[account.sources[0]]
        return signs.time(first.issued, self.language)

    def when(self, event: Event) -> Markup:
        """Return when an event happened: its date, or the events between which it lies."""
        date = self.sheet.fragments.dated(event.id)
        if not event.between:
            return safe(date)
        first, second = (self.sheet.link("events", name) for name in event.between)
        between = self.language.gettext(
            "between %(first)s and %(second)s", first=first, second=second
        )
        return safe(self._listed([date, between] if date else [between]))

    def known(self, event: Event) -> Markup:
        """Return since when an event is known, or by whom it was first reported."""
        if event.known_since:
            date = signs.time(event.known_since, self.language, inside=True)
            return safe(self.language.gettext("known since %(date)s", date=date))
        first = self.sheet.fragments.first(event.id)
        if first is None:
            return safe("")
        return safe(
            self.language.gettext(
                "first reported %(date)s by %(source)s",
                date=signs.time(first.issued, self.language),
                source=self.sheet.fragments.called(first.id),
            )
        )

    def participants(self, event: Event) -> Markup:
        """Return the actors of an event, each with its part."""
        made: list[str] = []
        for actor in event.actors:
            link: str = self.sheet.link("actors", actor.id)
            if actor.role:
                role = escape(actor.role)
                link = self.language.pgettext("role", "%(actor)s (%(role)s)", actor=link, role=role)
            made.append(link)
        return safe(self._listed(made))

    def references(self) -> Markup:
        """Return the list of all that the page has cited before."""
        if not self.sheet.references:
            return safe("")
        heading = self.language.gettext("References")
        made = "".join([self._reference(cited) for cited in self.sheet.references])
        return safe(
            '<section class="cb-references" data-search-exclude aria-labelledby="references">\n'
            f'<h2 id="references" data-search-exclude>{heading}</h2>\n'
            f"<ol>\n{made}</ol>\n{self._saved()}</section>\n"
        )

    def _saved(self) -> str:
        """Return the link to the references as a file; a list of records has those of the case."""
        key = self.sheet.key
        if key and key.kind == "sources":
            return ""
        words = (
            self.language.gettext("These references as RIS")
            if key
            else self.language.gettext("All sources of the case as RIS")
        )
        href = self.sheet.to_file(bibliography.path_of(key))
        return f'<p class="cb-meta"><a href="{href}" download>{escape(words)}</a></p>\n'

    def appearances(self, found: Mapping[str, Sequence[Appearance]], heading: str) -> Markup:
        """Return where a record appears, under a heading."""
        if not found:
            return safe("")
        made = "".join([self._appearing(kind, items) for kind, items in found.items()])
        return safe(
            '<section class="cb-mentions" data-search-exclude aria-labelledby="mentions">\n'
            f'<h2 id="mentions" data-search-exclude>{escape(heading)}</h2>\n{made}</section>\n'
        )

    def appearing(self, items: Sequence[Appearance]) -> Markup:
        """Return the items of a list of where a record appears."""
        return safe("".join([self._appearance(item) for item in items]))

    def ties(self, ties: Sequence[Tie]) -> Markup:
        """Return the items of a list of relations, each with what is known of it."""
        return safe("".join([self._tie(tie) for tie in ties]))

    def following(self, name: str, items: Sequence[object]) -> Markup:
        """Return links to the pages that go on with a list of this page, where it is too long."""
        key, runs = self.sheet.key, rest.following(items)
        if key is None or not runs:
            return safe("")
        links = []
        for run in runs:
            words = self.language.gettext(
                "%(first)s to %(last)s",
                first=self.language.number(run.start),
                last=self.language.number(run.end),
            )
            href = self.sheet.to(addresses.rest(key, f"{name}-{run.number}"))
            links.append(f'<a href="{href}">{escape(words)}</a>')
        said = self.language.gettext(
            "The first %(shown)s of %(total)s.",
            shown=self.language.number(len(rest.first(items))),
            total=self.language.number(len(items)),
        )
        return safe(f'<p class="cb-more">{escape(said)} {" ".join(links)}</p>\n')

    def tie(self, tie: Tie) -> Markup:
        """Return a relation as a sentence without its full stop."""
        return safe(
            # Translators: two actors and the words between them, which the data has; keep their
            # order.
            self.language.pgettext(
                "relation",
                "%(subject)s %(words)s %(other)s",
                subject=self.sheet.link("actors", tie.subject),
                words=escape(tie.verb),
                other=self.sheet.link("actors", tie.other),
            )
        )

    def tie_note(self, tie: Tie) -> Markup:
        """Return the note on a relation, after a space."""
        if not tie.relation.note:
            return safe("")
        text = self.sheet.text(Key("actors", tie.declared), "relations", tie.number, "note")
        return safe(f" {text}")

    def _tie(self, tie: Tie) -> str:
        said = self.language.pgettext("relation", "%(sentence)s.", sentence=self.tie(tie))
        note, about = self.tie_note(tie), []
        if tie.relation.dates:
            about.append(signs.time(tie.relation.dates, self.language))
        if tie.relation.status:
            about.append(self.mark(tie.relation.status))
        about.append(self.sources(tie.relation.sources))
        return f'<li>{said}{note}\n<p class="cb-meta">{" · ".join(about)}</p></li>\n'

    def _listed(self, items: Sequence[str]) -> str:
        return self.sheet.fragments.comma.join(items)

    def _source(self, name: str) -> str:
        link = self.sheet.link("sources", name, self.sheet.fragments.called(name))
        return f'<span class="cb-source">{link}{self.sheet.cite((name,))}</span>'

    def _interest(self, name: str) -> str:
        text = self.sheet.text(Key("sources", name), "interest")
        return f'<span class="cb-interest">{text}</span>'

    def _account(
        self,
        key: Key,
        account: Account,
        location: tuple[str | int, ...],
        number: int,
        anchored: bool,
    ) -> str:
        anchor = f' id="account-{number}"' if anchored else ""
        since = self.sheet.fragments.account_since(account)
        says, sources = self.sheet.text(key, *location), self.sources(account.sources)
        status = f" · {self.mark(account.status)}" if account.status else ""
        return (
            f'<div class="cb-account"{anchor}{since}>\n<div class="cb-says">{says}</div>\n'
            f'<p class="cb-meta"><b>{self.given(account)}</b> · {sources}{status}</p>\n</div>\n'
        )

    def _reference(self, cited: Cited) -> str:
        source, number = cited.source, cited.number
        made = f'<li id="ref-{number}">{self.sheet.reference(source.id)}'
        if source.interest:
            made += f" · {self._interest(source.id)}"
        if cited.places == 1:
            backs = _back(1, number, False, self.language)
        else:
            places = range(1, cited.places + 1)
            backs = "".join([_back(at, number, True, self.language) for at in places])
        return f'{made} <span class="cb-backs">{backs}</span></li>\n'

    def _appearing(self, kind: str, items: Sequence[Appearance]) -> str:
        name = self.sheet.fragments.kind(kind)
        made = self.appearing(rest.first(items))
        count = escape(self.language.number(len(items)))
        return (
            f'<h3 data-search-exclude>{name} <span class="cb-meta">{count}</span></h3>\n'
            f"<ul>\n{made}</ul>\n{self.following(kind, items)}"
        )

    def _appearance(self, item: Appearance) -> str:
        # Joined and not added: what is added to markup is escaped.
        quote = ""
        if item.mention:
            quote = f' <span class="cb-quote">{self.sheet.quote(item.mention)}</span>'
        how = self.sheet.fragments.remarks(item.how)
        return f"<li>{self._opening(item.source)}{how}{quote}</li>\n"

    def _opening(self, key: Key) -> str:
        """Return how a line on a record begins: when, if it is an event, and a link to it."""
        sheet = self.sheet
        event = self.case.events[key.id] if key.kind == "events" else None
        if sheet.start and not (event and event.between):
            return sheet.fragments.opening(key, sheet.start)
        when = f'<span class="cb-when">{self.when(event)}</span> ' if event else ""
        return f"{when}{sheet.link(*key)}{self.unfinished(self.case.records[key])}"


# The first places of the first references are those of every page.
@lru_cache(maxsize=1024)
def _back(at: int, number: int, several: bool, language: Language) -> str:
    label = language.gettext(
        "Back to place %(place)s that cites reference %(number)s", place=at, number=number
    )
    shown = f"↩<sup>{at}</sup>" if several else "↩"
    return f'<a class="cb-back" href="#{place_of(number, at)}" aria-label="{label}">{shown}</a> '
