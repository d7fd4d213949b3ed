"""Where a preview reads from and serves from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from casebook.pages.render import TEMPLATES
from mkdocs_adapter.publication import DATA
from mkdocs_adapter.shell import FOLDER as THEME


@dataclass(frozen=True)
class Place:
    """The folders of a preview, as they are when it begins."""

    site: Path
    """Where the server takes its pages from."""
    url: str
    """The address at which the server has them; it ends in a slash."""
    folders: Mapping[str, Path]
    """The folders that problems name first, by these names."""
    watched: tuple[Path, ...]
    """What a site is made from."""
    shapes: tuple[Path, ...]
    """Those of them that give every page its shape."""

    @classmethod
    def of(cls, config: MkDocsConfig) -> Place:
        """Return the folders that a configuration names."""
        settings = Path(config.config_file_path)
        data = settings.parent / DATA
        documents = Path(config.docs_dir)
        return cls(
            Path(config.site_dir).resolve(),
            config.site_url or "/",
            {data.name: data, documents.name: documents},
            (settings, data, documents, TEMPLATES, THEME),
            (settings, TEMPLATES, THEME),
        )

    def link(self, page: str) -> str:
        """Return the path of a page for a link from anywhere."""
        return f"{urlsplit(self.url).path}{page}"

    def address(self, page: str) -> str:
        """Return the link to a page, or "" if nobody wrote one of this address."""
        return self.link(page) if (self.site / page / "index.html").is_file() else ""
