"""What was learned later: events and accounts known only after a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from casebook.case import Case, account_since, known_since
from casebook.dates import Day
from casebook.records import Account, Event, Key, Question
from casebook.views.once import once


@dataclass(frozen=True, slots=True)
class Learned:
    """An event, or an account of one or of a question, first known on `since`."""

    key: Key
    since: Day
    account: int | None = None


def event_since(case: Case, event: Event) -> Day | None:
    """Return the day since which an event is known, from its own sources and its accounts'."""
    ids = [*event.sources, *(name for account in event.accounts for name in account.sources)]
    return known_since(ids, case.sources, event.known_since)


def question_since(case: Case, question: Question) -> Day | None:
    """Return the day since which a question is known: that of the first answer to it."""
    days = [account_since(account, case.sources) for account in question.accounts]
    return min((day for day in days if day is not None), default=None)


def learned_after(case: Case, day: Day) -> tuple[Learned, ...]:
    """Return what became known after `day`, in the order in which it did.

    An account is listed where the event or question it belongs to was already known on that day.
    """
    every = _learned(case)
    first = bisect_right(every, day, key=lambda one: one[0].since)
    return tuple(item for item, whole in every[first:] if whole is None or whole <= day)


def learned_by_year(case: Case) -> tuple[tuple[int, tuple[Learned, ...]], ...]:
    """Return all that became known in each year, in the order in which it did."""
    found: defaultdict[int, list[Learned]] = defaultdict(list)
    for item, _ in _learned(case):
        found[item.since.year].append(item)
    return tuple((year, tuple(items)) for year, items in found.items())


@once
def _learned(case: Case) -> list[tuple[Learned, Day | None]]:
    """Return all that was learned in the order in which it was.

    With an account comes the day since which the whole event is known, None where there is none.
    """
    found: list[tuple[Learned, Day | None]] = []
    for event in case.events.values():
        since = event_since(case, event)
        if since is not None:
            found.append((Learned(Key("events", event.id), since), None))
        accounts = _accounts(case, Key("events", event.id), event.accounts)
        found += [(learned, since) for learned in accounts]
    for question in case.questions.values():
        answers = _accounts(case, Key("questions", question.id), question.accounts)
        found += [(learned, None) for learned in answers]
    return sorted(found, key=lambda one: (one[0].since, one[0].key))


def _accounts(case: Case, key: Key, accounts: tuple[Account, ...]) -> list[Learned]:
    return [
        Learned(key, since, number)
        for number, account in enumerate(accounts)
        if (since := account_since(account, case.sources)) is not None
    ]
