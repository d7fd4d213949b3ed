"""Answers -> problems, each at the place where the address is written, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from casebook.links.cache import Known
from casebook.links.collect import Link
from casebook.problems import Problem

Answers: TypeAlias = Callable[[str], Known | None]
"""What is known of an address, without the part after `#`."""


def judged(links: Iterable[Link], known: Answers) -> tuple[Problem, ...]:
    """Return what is wrong with links, in order of file and line.

    A page that is gone or does not answer is an error, unless a copy of it is kept which is not
    known to be gone as well. All else is a warning.
    """
    found = (
        problem
        for link in links
        if (answered := known(link.asked)) and (problem := _problem(link, answered, known))
    )
    return tuple(sorted(set(found)))


def _problem(link: Link, answered: Known, known: Answers) -> Problem | None:
    answer = answered.answer
    name = f"{link.field}: {link.address}" if link.field else link.address
    if answer.outcome == "gone":
        return _lost(link, f"{name} is gone: {answer.said}{_since(answered)}", "CB501", known)
    if answer.outcome == "silent":
        what = f"{name} does not answer: {answer.said}{_since(answered)}"
        return _lost(link, what, "CB502", known)
    if answer.outcome == "moved":
        what, hint = f"{name} has moved for good: {answer.said}", f'Write "{answer.to}"'
        return Problem(link.where, what, hint, "CB503", "warning")
    if answer.outcome == "barred":
        what = f"{name} is not shown to programs: {answer.said}"
        return Problem(link.where, what, "Look at it in a browser", "CB504", "warning")
    return None


def _lost(link: Link, what: str, code: str, known: Answers) -> Problem:
    if link.copy and not _is_lost(known(link.copy)):
        hint = f'Readers find the kept copy beside it, "{link.copy}"'
        return Problem(link.where, what, hint, code, "warning")
    return Problem(link.where, what, _hint(link), code)


def _is_lost(known: Known | None) -> bool:
    return known is not None and known.answer.outcome in ("gone", "silent")


def _hint(link: Link) -> str:
    if link.field == "URL":
        return "Look for its new address, or for a kept copy and add archived: https://..."
    if link.field == "archived":
        return "Look for another copy, or take this out"
    return "Look for its new address or for a kept copy, and write that one"


def _since(answered: Known) -> str:
    """Return since when a page has failed, where that is not a matter of one day."""
    since = answered.since
    if since is None or since.date() == answered.at.date():
        return ""
    return f", since {since.date().isoformat()}"
