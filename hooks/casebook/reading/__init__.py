"""YAML files -> raw records that know their file, line and column."""

from casebook.reading.document import Document, KeptFiles, compose, decode, read
from casebook.reading.folder import Folder, RawRecord, read_folder
from casebook.reading.history import History, read_history, state_of_history
from casebook.reading.raw import Raw, RawList, RawMap, RawText
from casebook.reading.walking import files_below, is_leftover

__all__ = [
    "Document",
    "Folder",
    "History",
    "KeptFiles",
    "Raw",
    "RawList",
    "RawMap",
    "RawRecord",
    "RawText",
    "compose",
    "decode",
    "files_below",
    "is_leftover",
    "read",
    "read_folder",
    "read_history",
    "state_of_history",
]
