"""What MkDocs runs: the events of the adapter, which stand in `mkdocs_adapter/events.py`.

MkDocs has this folder on the path only while it executes this file, so all is imported at once.
"""

from mkdocs_adapter.events import *  # noqa: F403
