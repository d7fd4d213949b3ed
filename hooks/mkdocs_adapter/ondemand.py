"""Files of a site that a preview makes when a browser asks for them.

A save makes nothing of what nobody looks at: neither pages nor lists, neither the index of the
search nor files in other formats. Whoever adds a kind of file to the site registers here how it is
made in a preview.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

Content: TypeAlias = "str | bytes"


class OnDemand:
    """What can be made of one good build, by the path from the root of the site."""

    def __init__(self) -> None:
        self._files: dict[str, Callable[[], Content]] = {}
        self._folders: dict[str, Callable[[], Mapping[str, Content]]] = {}
        self._made: dict[str, Content] = {}

    def file(self, path: str, make: Callable[[], Content]) -> None:
        """Let `make` give the content of the file at `path`."""
        self._files[path] = make

    def folder(self, path: str, make: Callable[[], Mapping[str, Content]]) -> None:
        """Let `make` give all files below `path`, which ends in a slash, by their paths.

        That is for files of which nobody knows the names before they are made; a file of its own
        may stand there too.
        """
        self._folders[path] = make

    def __contains__(self, path: str) -> bool:
        """Return whether there is such a file; a folder is made to find out."""
        if path in self._files or path in self._made:
            return True
        for folder in [folder for folder in self._folders if path.startswith(folder)]:
            self._made.update(self._folders[folder]())
            del self._folders[folder]
        return path in self._made

    def get(self, path: str) -> bytes | None:
        """Return the content of a file, made now if it was not made before; None without one."""
        if path not in self:
            return None
        if path not in self._made:
            self._made[path] = self._files[path]()
        content = self._made[path]
        return content if isinstance(content, bytes) else content.encode("utf-8", _SUBSTITUTE)


# As MkDocs writes pages.
_SUBSTITUTE = "xmlcharrefreplace"
