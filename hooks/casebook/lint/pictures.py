"""Rules about the pictures of hand-written pages; texts of records can hold none."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.lint.research import Finding, Research
from casebook.lint.written import Picture
from casebook.problems import Where


def wordless(research: Research) -> Iterator[Finding]:
    """Yield pictures without alternative text (WCAG 2.2, success criterion 1.1.1).

    A decoration that says so, with `alt=""` and `role="presentation"`, needs none.
    """
    for picture, where in _pictures(research):
        if not (picture.alt or "").strip() and not (picture.decoration and picture.alt is not None):
            what = f'the picture "{picture.source}" has no alternative text'
            hint = (
                "Say in words what it shows: ![words](file); "
                'a mere decoration has alt="" and role="presentation"'
            )
            yield Finding(where, what, hint)


def unlicensed(research: Research) -> Iterator[Finding]:
    """Yield pictures without credit and licence, decorations too: somebody made them as well."""
    for picture, where in _pictures(research):
        if not picture.credit:
            what = f'the picture "{picture.source}" has no licence'
            hint = (
                'Write credit and licence as its title, ![words](file "credit, licence"), '
                "or in the caption of its figure"
            )
            yield Finding(where, what, hint)


def _pictures(research: Research) -> Iterator[tuple[Picture, Where]]:
    for page in research.pages:
        places = page.places(picture.source for picture in page.pictures)
        yield from zip(page.pictures, places, strict=True)
