"""The preview, `mkdocs serve`: it survives every mistake, and says over the page what is wrong.

MkDocs' own server ends when the first build fails, and answers nothing more when a later one does.
Here a build that fails leaves the last good site as it is, and the pages of that site carry a panel
with the problems until a save mends them. Before there is a good site, the panel stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mkdocs_adapter.preview.session import Preview
    from mkdocs_adapter.publication import Publication

__all__ = ["begin", "is_preview"]


def is_preview(command: str) -> bool:
    """Return whether MkDocs was started to serve, by the command that it tells plugins.

    `mkdocs serve --clean` calls itself a build.
    """
    context = click.get_current_context(silent=True)
    return command == "serve" or (context is not None and context.info_name == "serve")


def begin(publication: Publication, *, dirty: bool) -> Preview:
    """Return the preview of a publication, whose first build may fail."""
    # A build need not wait for what serves and watches.
    from mkdocs_adapter.preview.session import Preview  # noqa: PLC0415

    preview = Preview(publication)
    preview.guard(dirty=dirty)
    return preview
