"""The drawings to time of each page: what they draw, and in which rows."""

from __future__ import annotations

from casebook.case import Case, first_source
from casebook.dates import EdtfDate
from casebook.language import Language
from casebook.pages.references import short, tongue_of
from casebook.records import Account, Actor, Event, Question
from casebook.views import limits
from casebook.views.ribbon import SMALL, Item, Ribbon, Row, drawings, event_items


def of_case(case: Case, language: Language) -> tuple[Ribbon, ...]:
    """Draw all events of the case, with its period and eras; the marks lead down the page."""
    return _case(case, tuple(case.events.values()), language, anchored=True)


def of_overview(case: Case, language: Language) -> tuple[Ribbon, ...]:
    """Draw the case for a page that does not list its events; see `overview`."""
    events = overview(case)
    return _case(case, events, language) if events else ()


def overview(case: Case) -> tuple[Event, ...]:
    """Return the events that are drawn there: the key events alone where there are many others.

    There are none where even these are too many.
    """
    return _told(tuple(case.events.values()), limits.OVERVIEW)


def of_chapter(events: tuple[Event, ...], language: Language) -> tuple[Ribbon, ...]:
    """Draw the events of a chapter; the marks lead down its page."""
    return drawings(event_items(events, anchored=True), language=language)


def of_actor(actor: Actor, events: tuple[Event, ...], language: Language) -> tuple[Ribbon, ...]:
    """Draw the roles of an actor, and the `events` in which it had a part, on one scale.

    Of very many events it draws the key events, or none; see `left_out`.
    """
    events = _told(events, limits.DRAWN)
    roles = [
        Item(f"role-{number}", role.title, role.dates, row="roles")
        for number, role in enumerate(actor.roles)
        if role.dates is not None
    ]
    rows = (
        Row("roles", language.gettext("Roles"), named=True),
        Row("events", language.gettext("Events")),
    )
    items = [*roles, *event_items(events, row="events")]
    used = {item.row for item in items}
    kept = [row for row in rows if row.id in used]
    return drawings(items, language=language, rows=kept, width=SMALL)


def left_out(events: tuple[Event, ...], language: Language) -> str:
    """Return what is said of the events of an actor that are not drawn; nothing where all are."""
    count = len(events) - len(_told(events, limits.DRAWN))
    if not count:
        return ""
    return language.ngettext(
        "Too many to be drawn: %(num)s event, listed below.",
        "Too many to be drawn: %(num)s events, listed below.",
        count,
    )


def of_question(case: Case, question: Question, language: Language) -> tuple[Ribbon, ...]:
    """Draw when each answer to a question was given, named by its first source."""
    items = [
        _answer(case, number, account, language) for number, account in case.accounts(question)
    ]
    row = Row("answers", language.gettext("Answers"), named=True)
    return drawings(items, language=language, rows=(row,), width=SMALL)


def _told(events: tuple[Event, ...], many: int) -> tuple[Event, ...]:
    """Return the events that a drawing shows: of more than `many` the key events, or none."""
    key = tuple(event for event in events if event.key)
    shown = key if key and len(events) > many else events
    return shown if len(shown) <= limits.DRAWN else ()


def parts(case: Case) -> dict[str, tuple[Event, ...]]:
    """Return the events in which each actor had a part, by the actor's id, in order of time."""
    found: dict[str, list[Event]] = {name: [] for name in case.actors}
    for event in case.events.values():
        for name in dict.fromkeys(actor.id for actor in event.actors):
            found[name].append(event)
    return {name: tuple(events) for name, events in found.items()}


def _case(
    case: Case, events: tuple[Event, ...], language: Language, *, anchored: bool = False
) -> tuple[Ribbon, ...]:
    eras = [(era.name, era.date) for era in case.about.eras]
    items = event_items(events, anchored=anchored)
    return drawings(items, language=language, period=case.about.period, eras=eras)


def _answer(case: Case, number: int, account: Account, language: Language) -> Item:
    source = case.sources[account.sources[0]]
    called = short(source, language)
    return Item(
        f"account-{number}",
        called,
        _given(case, account),
        account.status or "",
        anchor=f"account-{number}",
        row="answers",
        lang=tongue_of(called, source),
    )


def _given(case: Case, account: Account) -> EdtfDate | None:
    """Return when an account was given, or else when its first source was issued."""
    if account.date is not None:
        return account.date
    first = first_source(account.sources, case.sources)
    return first.issued if first else None
