"""The search index of Material, with entries that the core made from the records.

Material reads every finished page once more to find its words; of what the case knows already
that takes a third of a build, and finds each sentence on every page that repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from casebook.pages.searched import Entry

PLUGIN = "material/search"


def add_entries(config: MkDocsConfig, entries: Iterable[Entry]) -> None:
    """Add entries to the index that Material is about to write, if the site has a search."""
    plugin: Any = config.plugins.get(PLUGIN)
    if plugin is None or not plugin.config.enabled:
        return
    made = [_written(entry) for entry in entries]
    plugin.search_index.entries += made
    # A dirty build takes over what the last one wrote: our part of that is made anew.
    if (before := getattr(plugin, "search_index_prev", None)) is not None:
        places = {entry["location"] for entry in made}
        before.entries = [entry for entry in before.entries if entry["location"] not in places]


def _written(entry: Entry) -> dict[str, Any]:
    """Return an entry as Material has it, which puts its texts into the page as HTML."""
    written: dict[str, Any] = {
        "location": entry.location,
        "title": escape(entry.title, quote=False),
        "text": escape(entry.text, quote=False),
    }
    if entry.names:
        written["tags"] = [escape(name, quote=False) for name in entry.names]
    return written
