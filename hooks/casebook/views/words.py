"""Words of the interface that stand in tables: what kinds, statuses and precisions are called."""

from __future__ import annotations

from casebook.language import Language, Message

KIND_NAMES = {
    "articles": Message("Articles"),
    "events": Message("Events"),
    "actors": Message("Actors"),
    "places": Message("Places"),
    "questions": Message("Questions"),
    "glossary": Message("Glossary"),
    "sources": Message("Sources"),
}

INDEX_NAMES = {
    **KIND_NAMES,
    "events": Message("Timeline"),
    "questions": Message("Open questions"),
}
"""What the page that lists a kind is called."""

RECORD_NAMES = {
    "articles": Message("Article"),
    "events": Message("Event"),
    "actors": Message("Profile"),
    "places": Message("Place"),
    "questions": Message("Question"),
    "glossary": Message("Term"),
    "sources": Message("Source"),
}

STATUS_NAMES = {
    "established": Message("established", "status"),
    "reported": Message("reported", "status"),
    "claimed": Message("claimed", "status"),
    "disputed": Message("disputed", "status"),
    "open": Message("open", "status of a question"),
    "settled": Message("settled", "status of a question"),
}

ACTOR_NAMES = {
    "person": Message("person", "kind of actor"),
    "organisation": Message("organisation", "kind of actor"),
    "unit": Message("unit", "kind of actor"),
    "state": Message("state", "kind of actor"),
    "media": Message("media", "kind of actor"),
}

PLACE_NAMES = {
    "country": Message("country", "kind of place"),
    "region": Message("region", "kind of place"),
    "city": Message("city", "kind of place"),
    "district": Message("district", "kind of place"),
    "site": Message("site", "kind of place"),
}

ARTICLE_NAMES = {
    "report": Message("Report", "kind of article"),
    "background": Message("Background", "kind of article"),
    "explainer": Message("Explainer", "kind of article"),
}

EVENT_NAMES = {
    "event": Message("event", "kind of event"),
    "biography": Message("biography", "kind of event"),
    "background": Message("background", "kind of event"),
    "figure": Message("figure", "kind of event"),
}

# The types of CSL 1.0.2 (https://docs.citationstyles.org, appendix III).
SOURCE_NAMES = {
    "article": Message("article", "type of source"),
    "article-journal": Message("article, journal", "type of source"),
    "article-magazine": Message("article, magazine", "type of source"),
    "article-newspaper": Message("article, newspaper", "type of source"),
    "bill": Message("bill", "type of source"),
    "book": Message("book", "type of source"),
    "broadcast": Message("broadcast", "type of source"),
    "chapter": Message("chapter", "type of source"),
    "classic": Message("classic", "type of source"),
    "collection": Message("collection", "type of source"),
    "dataset": Message("dataset", "type of source"),
    "document": Message("document", "type of source"),
    "entry": Message("entry", "type of source"),
    "entry-dictionary": Message("entry, dictionary", "type of source"),
    "entry-encyclopedia": Message("entry, encyclopedia", "type of source"),
    "event": Message("event", "type of source"),
    "figure": Message("figure", "type of source"),
    "graphic": Message("graphic", "type of source"),
    "hearing": Message("hearing", "type of source"),
    "interview": Message("interview", "type of source"),
    "legal_case": Message("legal case", "type of source"),
    "legislation": Message("legislation", "type of source"),
    "manuscript": Message("manuscript", "type of source"),
    "map": Message("map", "type of source"),
    "motion_picture": Message("motion picture", "type of source"),
    "musical_score": Message("musical score", "type of source"),
    "pamphlet": Message("pamphlet", "type of source"),
    "paper-conference": Message("paper, conference", "type of source"),
    "patent": Message("patent", "type of source"),
    "performance": Message("performance", "type of source"),
    "periodical": Message("periodical", "type of source"),
    "personal_communication": Message("personal communication", "type of source"),
    "post": Message("post", "type of source"),
    "post-weblog": Message("post, weblog", "type of source"),
    "regulation": Message("regulation", "type of source"),
    "report": Message("report", "type of source"),
    "review": Message("review", "type of source"),
    "review-book": Message("review, book", "type of source"),
    "software": Message("software", "type of source"),
    "song": Message("song", "type of source"),
    "speech": Message("speech", "type of source"),
    "standard": Message("standard", "type of source"),
    "thesis": Message("thesis", "type of source"),
    "treaty": Message("treaty", "type of source"),
    "webpage": Message("webpage", "type of source"),
}

PRECISIONS = {
    "exact": Message("exact", "precision of a place"),
    "town": Message("the town, not a spot in it", "precision of a place"),
    "area": Message("a point that stands for an area", "precision of a place"),
    "country": Message("a point that stands for a country", "precision of a place"),
}

DATE_PRECISIONS = {
    "time": Message("known to the minute"),
    "day": Message("known to the day"),
    "month": Message("known to the month"),
    "season": Message("known to the part of a year"),
    "year": Message("known to the year"),
    "decade": Message("known to the decade"),
    "century": Message("known to the century"),
    "millennium": Message("known to the millennium"),
}

UNDATED = Message("Beginning not known")

_SHOWN = {
    "KIND_NAMES": KIND_NAMES,
    "INDEX_NAMES": INDEX_NAMES,
    "RECORD_NAMES": RECORD_NAMES,
    "STATUS_NAMES": STATUS_NAMES,
    "ACTOR_NAMES": ACTOR_NAMES,
    "PLACE_NAMES": PLACE_NAMES,
    "ARTICLE_NAMES": ARTICLE_NAMES,
    "EVENT_NAMES": EVENT_NAMES,
    "PRECISIONS": PRECISIONS,
}


def tables(language: Language) -> dict[str, dict[str, str]]:
    """Return the tables that templates read, by name, in the words of a language."""
    return {
        name: {key: language.word(message) for key, message in table.items()}
        for name, table in _SHOWN.items()
    }


def source_name(kind: str, language: Language) -> str:
    """Return what a CSL type is called; a type that CSL does not have is shown as written."""
    message = SOURCE_NAMES.get(kind)
    return language.word(message) if message else kind.replace("-", ", ", 1)
