"""YAML files -> raw records that know their file, line and column."""

from casebook.reading.document import Document, Raw, RawList, RawMap, RawText, decode, read
from casebook.reading.folder import Folder, RawRecord, read_folder

__all__ = [
    "Document",
    "Folder",
    "Raw",
    "RawList",
    "RawMap",
    "RawRecord",
    "RawText",
    "decode",
    "read",
    "read_folder",
]
