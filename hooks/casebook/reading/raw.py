"""What a YAML file holds before anything is known of records: texts, lists and mappings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from casebook.problems import Where


@dataclass(frozen=True, slots=True)
class RawText:
    """A scalar, as text in NFC. `empty` tells a value left out from a quoted empty text."""

    text: str
    where: Where
    empty: bool = False


@dataclass(frozen=True, slots=True)
class RawList:
    """A sequence."""

    items: tuple[Raw, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class RawMap:
    """A mapping in the order of the file; `keys` has the place of each key."""

    entries: dict[str, Raw]
    keys: dict[str, Where]
    where: Where


Raw: TypeAlias = RawText | RawList | RawMap
