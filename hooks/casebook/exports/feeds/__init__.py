"""What is new or changed in a case, for feed readers: the whole, its corrections, its parts.

A feed holds the newest entries only. Of a record that nobody dates it does not tell; that of all
changes always says on which day research closed. A day stands as its beginning in UTC, since both
formats want a time; the words of an entry say the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.feeds import atom, jsonfeed
from casebook.exports.feeds.contents import feeds, has_own, path_of
from casebook.exports.model import Export, Format, Given
from casebook.language import Message

__all__ = ["ATOM", "JSON", "has_own", "path_of"]


def _atom(given: Given) -> Iterator[Export]:
    writer = atom.Writer(given)
    for feed in feeds(given):
        yield Export(f"{feed.path}.atom", writer.feed(feed).encode(), feed.key)


def _json(given: Given) -> Iterator[Export]:
    writer = jsonfeed.Writer(given)
    for feed in feeds(given):
        yield Export(f"{feed.path}.json", writer.feed(feed), feed.key)


ATOM = Format(
    "atom",
    Message("Feeds as Atom"),
    Message("What changed last, what was corrected, and what is new of each actor and question."),
    Message("Give the address of a feed to a feed reader, and it tells of what comes."),
    _atom,
)

JSON = Format(
    "jsonfeed",
    Message("Feeds as JSON"),
    Message("The same entries as JSON Feed 1.1."),
    Message("Give it to a feed reader that knows the format, or to a script."),
    _json,
)
