"""The theme's own files, for a case that has none in its folder."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

FOLDER = Path(__file__).parent / "theme"


def complete_theme(config: MkDocsConfig) -> None:
    """Put our theme behind the templates of the case, if it has any, and before Material's."""
    folders = config.theme.dirs
    if any(Path(folder).resolve() == FOLDER.resolve() for folder in folders):
        return
    folders.insert(1 if config.theme.custom_dir else 0, str(FOLDER))
