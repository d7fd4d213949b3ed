"""The opening of the site: what is certain, and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.case import Case
from casebook.records import Event, Question

FEW = 5
"""As many of each are read at a glance; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a newcomer is told first."""

    certain: tuple[Event, ...]
    unsettled: tuple[Question, ...]


def opening(case: Case) -> Opening:
    """Return the opening of a case.

    Certain are the key events that are established, in order of time (any established ones where
    no event is key). Unsettled are the questions with most rival answers, the most disputed first.
    """
    established = [event for event in case.events.values() if event.status == "established"]
    key = [event for event in established if event.key]
    open_questions = [q for q in case.questions.values() if q.status != "settled"]
    rivals = sorted(open_questions, key=lambda question: -len(question.accounts))
    return Opening(tuple((key or established)[:FEW]), tuple(rivals[:FEW]))
