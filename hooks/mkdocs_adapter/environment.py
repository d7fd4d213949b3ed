"""The environment of the theme's templates, without the work that MkDocs does at every build."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from casebook.compiled import Compiled


def quicken(config: MkDocsConfig, compiled: Compiled) -> None:
    """Let the environment that MkDocs will make find its files and templates sooner."""
    make = config.theme.get_env

    def made() -> Environment:
        environment = make()
        environment.loader = _Loader(config.theme.dirs)
        environment.bytecode_cache = compiled
        return environment

    config.theme.get_env = made  # type: ignore[method-assign]  # there is no event before it


class _Loader(FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Return the files of the theme, those of a site: in order, each once.

        MkDocs leaves out what lies below a name with a dot, such as Material's 14,000 icons, but
        looks at each of them.
        """
        found: set[str] = set()
        for folder in self.searchpath:
            for here, folders, files in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(here, name).relative_to(folder).as_posix() for name in files)
        return sorted(found)
