"""Whether anybody else takes part in a build."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from mkdocs.config.defaults import MkDocsConfig


def has_others(config: MkDocsConfig, *, but: AbstractSet[str] = frozenset()) -> bool:
    """Return whether plugins or hooks take part that are not ours and not among `but`."""
    return len(config.hooks) > 1 or not set(config.plugins) <= but | set(config.hooks)
