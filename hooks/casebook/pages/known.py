"""How much of the case is shown as known on a day, in words that a script completes."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.language import Language
from casebook.records import Event, Question

_COUNTS = {"shown": "%(shown)s", "total": "%(total)s", "hidden": "%(hidden)s"}


def events(shown: Iterable[Event], language: Language) -> str:
    """Return the words for how many events are shown."""
    return language.ngettext(
        "%(shown)s of %(total)s event, %(hidden)s not yet public",
        "%(shown)s of %(total)s events, %(hidden)s not yet public",
        len(tuple(shown)),
        **_COUNTS,
    )


def versions(shown: Iterable[Event], language: Language) -> str:
    """Return the words for how many versions of disputed events are shown."""
    return language.ngettext(
        "%(shown)s of %(total)s version, %(hidden)s not yet public",
        "%(shown)s of %(total)s versions, %(hidden)s not yet public",
        _accounts(shown),
        **_COUNTS,
    )


def questions(asked: Iterable[Question], language: Language) -> str:
    """Return the words for how many questions are shown."""
    return language.ngettext(
        "%(shown)s of %(total)s question, %(hidden)s not yet public",
        "%(shown)s of %(total)s questions, %(hidden)s not yet public",
        len(tuple(asked)),
        **_COUNTS,
    )


def answers(asked: Iterable[Question], language: Language) -> str:
    """Return the words for how many answers to some questions are shown."""
    return language.ngettext(
        "%(shown)s of %(total)s answer, %(hidden)s not yet public",
        "%(shown)s of %(total)s answers, %(hidden)s not yet public",
        _accounts(asked),
        **_COUNTS,
    )


def learned(count: int, language: Language) -> str:
    """Return the words for how much of what was learned after an article is shown."""
    return language.ngettext(
        "%(shown)s of %(total)s event or answer learned later",
        "%(shown)s of %(total)s events and answers learned later",
        count,
        **_COUNTS,
    )


def _accounts(records: Iterable[Event | Question]) -> int:
    return sum(len(record.accounts) for record in records)
