"""What Markdown itself would let into a text and a case must not hold."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from casebook.text.linking import Linking
from casebook.text.passage import Flaw

# A scheme that is known to be harmless, or none at all.
_SAFE = re.compile(r"https?:|mailto:|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
# A browser passes over these wherever they stand in an address (https://url.spec.whatwg.org).
_PASSED_OVER = re.compile(r"[\x00-\x20]+")
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
            if not ours and not _SAFE.match(_read(address)):
                what = f'the address "{address[:40]}" is not allowed'
                hint = "Write one with https://"
                self.linking.flaws.append(Flaw(what, hint, address[:30], "CB241"))
        if not self.linking.marker.trusted and root.find(".//img") is not None:
            what = "a picture cannot stand in the text of a record"
            hint = "Say in words what it shows, or put it on a page of docs/"
            self.linking.flaws.append(Flaw(what, hint, "![", "CB242"))


def _read(address: str) -> str:
    """Return an address as a browser reads it, whatever it is disguised as."""
    return _PASSED_OVER.sub("", html.unescape(address.replace(AMP_SUBSTITUTE, "&")))
