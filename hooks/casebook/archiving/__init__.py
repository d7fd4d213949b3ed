"""A built site as files that last: a folder in one ZIP, a recording in one WARC, and their sums."""

from casebook.archiving.archive import Archive, archive
from casebook.archiving.site import ArchiveError

__all__ = ["Archive", "ArchiveError", "archive"]
