"""What is active in a page: elements, attributes and addresses that could run something."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import html

from casebook.pages import Page, Site
from casebook.text import Texts

ELEMENTS = frozenset({
    "applet", "audio", "base", "embed", "form", "frame", "frameset", "iframe", "img", "link",
    "math", "meta", "noscript", "object", "script", "source", "style", "template", "textarea",
    "video", "xmp",
})  # fmt: skip
"""None of these is in the body that the core makes of a page."""

ADDRESSES = frozenset(
    {"action", "background", "data", "formaction", "href", "poster", "src", "srcdoc"}
)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_SAFE = re.compile(r"(?:https?|mailto|cb|cite):|[^:]*(?:[/?#]|$)", re.IGNORECASE)


def active_in_site(site: Site[Page]) -> list[str]:
    """Return what is active in the pages and the cards of a site, with where it stands."""
    found = [f"{page.address}: {what}" for page in site.pages for what in active(page.body)]
    found += [f"home: {what}" for what in active(site.home.body)]
    for file in site.files:
        cards = json.loads(file.text.removeprefix("casebookCards(").rstrip(";\n)"))
        found += [f"card {key}: {what}" for key, card in cards.items() for what in active(card)]
        if "</script" in file.text.lower() or "<!--" in file.text:
            found.append(f"{file.path}: it ends a script")
    return found


def active_in_texts(texts: Texts) -> Iterator[str]:
    """Yield what is active in the texts of a case."""
    for place, passage in texts.passages.items():
        if passage.html:
            yield from (f"{place}: {what}" for what in active(passage.html))


def active(body: str) -> Iterator[str]:
    """Yield every element, attribute and address in HTML that could run or fetch something."""
    for element in html.document_fromstring(f"<body>{body}</body>").iter():
        if not isinstance(element.tag, str):
            yield f"a remark or instruction: {element.text}"
            continue
        name = element.tag.lower().rpartition(":")[2]
        # Our own forms, the filters, have a class, which no text can bring.
        if name in ELEMENTS and not (
            name == "form" and any(name.startswith("cb-") for name in element.classes)
        ):
            yield f"<{name}>"
        for attribute, value in element.attrib.items():
            local = str(attribute).lower().rpartition("}")[2].rpartition(":")[2]
            if local.startswith("on") or local == "style":
                yield f"{name} {attribute}={value}"
            if local in ADDRESSES and not _SAFE.match(_BLANK.sub("", str(value))):
                yield f"{name} {attribute}={value}"
