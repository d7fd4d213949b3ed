"""What kind each file of a site is, said here once: the tables of hosts differ and lack some."""

from __future__ import annotations

from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    # What programs take (data/).
    ".atom": "application/atom+xml",
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".ics": "text/calendar",
    ".jsonld": "application/ld+json",
    ".ris": "application/x-research-info-systems",
    # What an editor may put beside the pages.
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".gz": "application/gzip",
    ".zip": "application/zip",
}
"""The media type of a file by how its name ends."""

_WORDS = ("text/", "application/json", "application/xml", "image/svg+xml")
_MARKED = ("+xml", "+json", "-bibtex", "-research-info-systems")

TEXTS = tuple(
    sorted({kind for kind in TYPES.values() if kind.startswith(_WORDS) or kind.endswith(_MARKED)})
)
"""The types that are written in letters: they are worth compressing, and are all in UTF-8."""


def type_of(path: str) -> str:
    """Return the media type of a file, with its encoding if it is a text."""
    kind = TYPES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
    return f"{kind}; charset=utf-8" if kind in TEXTS else kind
