"""The environment of the theme's templates, without the work that MkDocs does at every build."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig


class Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier build of the same process.

    Jinja compares the text of a template with that which was compiled.
    """

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled."""
        if (code := self._codes.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled."""
        self._codes[bucket.key] = bucket.bytecode_to_string()


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
