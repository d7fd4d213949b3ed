"""What MkDocs needs and the core must not know: its files, its page class, its events in order."""

from mkdocs_adapter.publication import Publication

__all__ = ["Publication"]
