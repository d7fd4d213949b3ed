"""The preview, `mkdocs serve`: it survives every mistake, and says over the page what is wrong.

MkDocs' own server ends when the first build fails, and answers nothing more when a later one does.
Here a build that fails leaves the last good site as it is, and the pages of that site carry a panel
with the problems until a save mends them. Before there is a good site, the panel stands alone.
"""

from mkdocs_adapter.preview.session import Preview, is_preview

__all__ = ["Preview", "is_preview"]
