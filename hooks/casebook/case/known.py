"""Since when something is known: the day by which a source for it was certainly out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casebook.dates import Day, EdtfDate
from casebook.records import Account, Source


def issued_by(source: Source) -> Day | None:
    """Return the last day on which `source` can have been issued, or None where it has no end.

    An imprecise date counts from its last possible day: the site never claims earlier knowledge
    than it can prove.
    """
    return source.issued.latest


def first_source(ids: Iterable[str], sources: Mapping[str, Source]) -> Source | None:
    """Return the source out first, in the order of the list where several came out together."""
    first: Source | None = None
    earliest = _NEVER
    for name in ids:
        day = sources[name].issued.latest
        if day is not None and (first is None or day < earliest):
            first, earliest = sources[name], day
    return first


def known_since(
    ids: Iterable[str], sources: Mapping[str, Source], override: EdtfDate | None = None
) -> Day | None:
    """Return the day since which a statement with these sources is known, or None."""
    if override is not None:
        return override.latest
    first = first_source(ids, sources)
    return issued_by(first) if first else None


def in_order(
    accounts: Iterable[Account], sources: Mapping[str, Source]
) -> tuple[tuple[int, Account], ...]:
    """Return accounts in the order in which they were given, each with its place in the record.

    An account was given on its `date`, or else when its first source was out. Accounts that no day
    can be proved for come last.
    """
    numbered = enumerate(accounts)
    return tuple(sorted(numbered, key=lambda item: _given(item[1], sources)))


def account_since(account: Account, sources: Mapping[str, Source]) -> Day | None:
    """Return the day since which an account is known: that of its first source.

    Its `date` does not count: what was said on a day was not therefore published on it.
    """
    return known_since(account.sources, sources)


def _given(account: Account, sources: Mapping[str, Source]) -> Day:
    given = account.date.latest if account.date else account_since(account, sources)
    return given or _NEVER


_NEVER = Day(10**9, 1, 1)
