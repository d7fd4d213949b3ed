"""What Markdown itself would let into a text and a case must not hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from casebook.text.linking import Linking
from casebook.text.passage import Flaw

# A scheme that is known to be harmless, or none at all.
_SAFE = re.compile(r"https?:|mailto:|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_OURS = re.compile(r"cb:|cite:")


class Checks(Treeprocessor):
    """Names addresses that could run a script, and pictures in the text of a record."""

    def __init__(self, md: Markdown, linking: Linking) -> None:
        super().__init__(md)
        self.linking = linking

    def run(self, root: ET.Element) -> None:
        """Look at the tree; nothing is changed."""
        for link in root.iter("a"):
            address = link.get("href", "").strip()
            self.linking.addresses.append(address)
            ours = self.linking.marker.trusted and _OURS.match(address)
            if not ours and not _SAFE.match(address):
                what = f'the address "{address[:40]}" is not allowed'
                hint = "Write one with https://"
                self.linking.flaws.append(Flaw(what, hint, address[:30], "CB241"))
        if not self.linking.marker.trusted and root.find(".//img") is not None:
            hint = "A text cannot hold one yet; describe it"
            self.linking.flaws.append(Flaw("a picture", hint, "![", "CB242"))
