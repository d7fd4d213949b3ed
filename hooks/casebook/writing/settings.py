"""What `mkdocs.yml` says of the pages: which are published, in which order they are offered.

Only that is read, and without MkDocs; the keys are those of
https://www.mkdocs.org/user-guide/configuration/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pathspec import GitIgnoreSpec

from casebook.problems import Problem, Where

_ALWAYS = (".*", "/templates/")  # what MkDocs leaves out of every site
_EXTENSIONS = ("toc", "tables", "fenced_code")  # what it gives to every page


@dataclass(frozen=True)
class Settings:
    """The settings of a case; those of an empty file where it has none."""

    nav: tuple[tuple[str, str], ...] = ()
    """Titles and files, as "Actors" and "actors/index.md"."""
    links: tuple[str, ...] = ()
    """Addresses of the pages that the foot of a page names first."""
    extensions: tuple[str, ...] = _EXTENSIONS
    """Extensions of Markdown."""
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The options of these."""
    left_out: GitIgnoreSpec = field(default_factory=lambda: GitIgnoreSpec.from_lines(_ALWAYS))
    """The files that no site has."""

    def publishes(self, name: str) -> bool:
        """Return whether a file is published, by its path below the folder of pages."""
        return not self.left_out.match_file(name)


def read_settings(file: Path) -> tuple[Settings, list[Problem]]:
    """Return the settings in `file`, if it is there, and what keeps them from being read."""
    if not file.is_file():
        return Settings(), []
    try:
        found = yaml.load(file.read_text("utf-8"), _Loader) or {}
        return _settings(found if isinstance(found, dict) else {}), []
    except (OSError, ValueError, yaml.YAMLError) as error:
        what = f"this file cannot be read: {' '.join(str(error).split())}"
        return Settings(), [Problem(Where(file.name), what, "Mend it as MkDocs wants it", "CB112")]


class _Loader(yaml.SafeLoader):
    """Takes every tag; a value that only MkDocs could make is left out."""


_Loader.add_multi_constructor("", lambda *_: None)


def _settings(found: dict[str, Any]) -> Settings:
    lines = [line for key in ("exclude_docs", "draft_docs") for line in _lines(found.get(key))]
    names, options = _extensions(found.get("markdown_extensions"))
    extra = found.get("extra")
    links = extra.get("links") if isinstance(extra, dict) else ()
    return Settings(
        tuple(_pairs(found.get("nav"))),
        tuple(str(link["url"]) for link in links or () if isinstance(link, dict) and "url" in link),
        tuple(dict.fromkeys([*_EXTENSIONS, *names])),
        options,
        GitIgnoreSpec.from_lines([*_ALWAYS, *lines]),
    )


def _lines(value: object) -> list[str]:
    return value.splitlines() if isinstance(value, str) else []


def _extensions(value: object) -> tuple[list[str], dict[str, dict[str, Any]]]:
    names: list[str] = []
    options: dict[str, dict[str, Any]] = {}
    for item in value if isinstance(value, list) else []:
        for name, given in item.items() if isinstance(item, dict) else [(item, None)]:
            names.append(str(name))
            if isinstance(given, dict):
                options[str(name)] = given
    return names, options


def _pairs(nav: object) -> Iterator[tuple[str, str]]:
    """Yield the entries of a nav; a section of it leads to its first page, as in the header."""
    for item in nav if isinstance(nav, list) else []:
        if isinstance(item, str):
            yield "", item
        for title, value in item.items() if isinstance(item, dict) else []:
            path = value if isinstance(value, str) else next((p for _, p in _pairs(value)), "")
            if path:
                yield str(title), path
