"""How the case tunes the warnings about its research: `checks` in `case.yml`."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Discriminator, Tag

from casebook.records.base import DIFFERENT, LIST, Model
from casebook.records.fields import AnyRef, one_text, problem
from casebook.records.schema_forms import WHOLE_NUMBER, Distinct, Words


class Severity(Enum):
    """What becomes of the problems of one kind."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


def _severity(value: object) -> object:
    if value not in [known.value for known in Severity] and not isinstance(value, Severity):
        what = f'"{str(value)[:40]}" is neither off, warning nor error'
        hint = "Write one of these words, or a list of the records to leave out: [sources/x]"
        raise problem(what, hint, "CB204")
    return value


def _shape(value: Any) -> str:
    return "records" if isinstance(value, list | tuple | dict) else "word"


_MEANINGS = Words(("Not looked for.", "Told, and counted by --strict.", "Stops the build."))
Check: TypeAlias = Annotated[
    Annotated[Severity, BeforeValidator(_severity), _MEANINGS, Tag("word")]
    | Annotated[tuple[AnyRef, ...], LIST, DIFFERENT, Distinct(), Tag("records")],
    Discriminator(_shape),
]
"""How grave problems of one kind are, or the records in which they are none."""


def _months(value: object) -> object:
    if not re.fullmatch(r"0*[1-9][0-9]{0,3}", str(one_text(value, "one number"))):
        what = f'"{str(value)[:40]}" is not a number of months'
        raise problem(what, "Write a whole number, as 12", "CB213")
    return value


Months: TypeAlias = Annotated[int, BeforeValidator(_months), WHOLE_NUMBER]
"""A number of months, 1 to 9999."""


class Checks(Model):
    """What becomes of each kind of warning; one that is left out stays a warning."""

    CB301: Check = Severity.WARNING
    """A statement with no source."""

    CB302: Check = Severity.WARNING
    """Established on one source."""

    CB303: Check = Severity.WARNING
    """A claim whose sources all share one interested party."""

    CB304: Check = Severity.WARNING
    """A record that no page mentions."""

    CB305: Check = Severity.WARNING
    """A source that no one cites."""

    CB306: Check = Severity.WARNING
    """A term that is never used."""

    CB307: Check = Severity.WARNING
    """A record that was reviewed long ago."""

    CB308: Check = Severity.WARNING
    """An article that cites a later source."""

    CB309: Check = Severity.WARNING
    """An event after all its sources."""

    CB310: Check = Severity.WARNING
    """A role or relation outside a lifetime."""

    CB311: Check = Severity.WARNING
    """Two actors whose names differ by spelling only."""

    CB312: Check = Severity.WARNING
    """An address that is not https."""

    CB313: Check = Severity.WARNING
    """A source without an archived copy."""

    CB314: Check = Severity.WARNING
    """A picture without alternative text."""

    CB315: Check = Severity.WARNING
    """A picture without a licence."""

    def of(self, code: str) -> Check:
        """Return what is said of the kind of problem that has this code."""
        found: Check = getattr(self, code)
        return found
