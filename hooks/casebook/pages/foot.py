"""The line at the foot of every page, whoever puts it there."""

from __future__ import annotations

from casebook.case import Case
from casebook.dates import say
from casebook.language import language_of


def note(case: Case) -> str:
    """Return when research closed, and the licence of the texts, as plain text."""
    language = language_of(case.about.language)
    closed = say(case.about.as_of, language)
    if not case.about.licence:
        return language.gettext("Research closed %(date)s", date=closed)
    licence = case.about.licence.replace("-", "\N{NON-BREAKING HYPHEN}")
    return language.gettext(
        "Research closed %(date)s · Text %(licence)s", date=closed, licence=licence
    )
