"""What forges run to build a case and publish it on pages of theirs."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_PLACES = {".github/workflows/publish.yml": "github.yml", ".gitlab-ci.yml": "gitlab.yml"}


def workflows() -> dict[str, str]:
    """Return the text of every workflow by the place in a case where its forge looks for it.

    They install Casebook from the folder `wheels/`, so that no index decides which code is run.
    """
    return {place: (_HERE / name).read_text("utf-8") for place, name in _PLACES.items()}
