"""The panel: what came of a save, as a piece of HTML that any page can carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.problems import Problem
from casebook.problems.visible import visible
from mkdocs_adapter.preview.excerpt import Excerpt, Excerpts
from mkdocs_adapter.preview.outcome import Outcome
from mkdocs_adapter.preview.place import Place

_HERE = Path(__file__).parent
_MOST = 200
"""Problems that a browser is given at once; nobody reads more, and pages stay quick."""


@dataclass(frozen=True)
class Panel:
    """What a page carries at its end, and whether there is a site that has pages."""

    has_site: bool = False
    markup: bytes = b""


@dataclass(frozen=True)
class _Group:
    file: str
    notices: tuple[_Notice, ...]


@dataclass(frozen=True)
class _Notice:
    problem: Problem
    excerpt: Excerpt | None
    page: str
    """The address of the page about problems of this kind, if the site has it."""


def render(
    outcome: Outcome, place: Place, episode: str, *, has_site: bool, report: str = ""
) -> bytes:
    """Return the panel for an outcome, empty if there is nothing to say.

    A panel that was folded stays so as long as the episode is the same. `report` is the link to
    the state of the research, where there is one.
    """
    found = (*outcome.problems, *outcome.warnings)
    if not (found or outcome.failure or outcome.complaints):
        return b""
    html = (
        _environment()
        .get_template("panel.html")
        .render(
            outcome=outcome,
            episode=episode,
            has_site=has_site,
            count=len(found) + (len(outcome.complaints) if outcome.good else 0),
            groups=_groups(found[:_MOST], place),
            more=max(0, len(found) - _MOST),
            report=report,
            style=_text("panel.css"),
            script=_text("panel.js"),
        )
    )
    return html.encode()


def write_waiting_page(site: Path) -> None:
    """Write the page that stands alone with the panel while there is no site."""
    text = _environment().get_template("waiting.html").render()
    (site / "index.html").write_text(text, encoding="utf-8")


def unmade_page(failure: str) -> bytes:
    """Return the page that stands in the place of one that cannot be made."""
    return _environment().get_template("unmade.html").render(failure=failure).encode()


def _groups(problems: tuple[Problem, ...], place: Place) -> tuple[_Group, ...]:
    excerpts = Excerpts(place.folders)
    notices = (
        _Notice(problem, excerpts.of(problem), place.address(f"editing/problems/{problem.code}/"))
        for problem in problems
    )
    return tuple(
        _Group(file, tuple(group))
        for file, group in groupby(notices, key=lambda notice: notice.problem.where.file)
    )


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["visible"] = visible
    return found


@cache
def _text(name: str) -> Markup:
    return Markup((_HERE / name).read_text(encoding="utf-8"))
