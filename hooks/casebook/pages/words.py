"""Words of the interface that pages share."""

from __future__ import annotations

KIND_NAMES = {
    "articles": "Articles",
    "events": "Events",
    "actors": "Actors",
    "places": "Places",
    "questions": "Questions",
    "glossary": "Glossary",
    "sources": "Sources",
}

RECORD_NAMES = {
    "articles": "Article",
    "events": "Event",
    "actors": "Profile",
    "places": "Place",
    "questions": "Question",
    "glossary": "Term",
    "sources": "Source",
}

PRECISIONS = {
    "exact": "exact",
    "town": "the town, not a spot in it",
    "area": "a point that stands for an area",
    "country": "a point that stands for a country",
}

DATE_PRECISIONS = {
    "time": "known to the minute",
    "day": "known to the day",
    "month": "known to the month",
    "season": "known to the part of a year",
    "year": "known to the year",
    "decade": "known to the decade",
    "century": "known to the century",
    "millennium": "known to the millennium",
}

UNDATED = "Beginning not known"
