"""MkDocs with Material and ezglossary: what links names for a user of MkDocs today."""

from __future__ import annotations

from typing import Any

from bench.peers.plain import Plain
from bench.twin.flavours import Flavour, Terms


class Ezglossary(Plain):
    """Every actor, place and term is an entry; every name in a text is resolved by the plugin.

    As the plugin comes, without its tooltips and lists of references.
    """

    key = "ezglossary"
    title = "MkDocs + Material + ezglossary"
    server = "MkDocs + Material + ezglossary"
    requirements = (
        *Plain.requirements,
        "mkdocs-ezglossary-plugin==2.1.0",
        "inflect==7.5.0",
        "more-itertools==10.8.0",
        "typeguard==4.4.4",
    )
    shown = ("mkdocs-ezglossary-plugin",)

    def flavour(self) -> Flavour:
        return Terms()

    def settings(self) -> dict[str, Any]:
        settings = super().settings()
        return {**settings, "plugins": [*settings["plugins"], "ezglossary"]}
