"""What a page tells machines of itself: Open Graph and schema.org."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.pages import Page

from casebook import CaseSite
from casebook.language import language_of
from casebook.pages import Page as Made
from casebook.pages import Planned
from mkdocs_adapter.page import GeneratedPage, script_json


def of_page(page: Page, built: CaseSite[Made | Planned], address: str, base: str) -> dict[str, Any]:
    """Return Open Graph and JSON-LD for a page, generated or hand-written."""
    made = page.made if isinstance(page, GeneratedPage) else None
    whole = made if isinstance(made, Made) else None
    if page.is_homepage:
        made = built.site.home
    title = made.title if made else str(page.meta.get("title") or page.title or "")
    description = made.description if made else str(page.meta.get("description", ""))
    graph = {
        "og:title": title,
        "og:description": description,
        "og:type": whole.og_type if whole else "website",
        "og:site_name": built.case.about.title,
        "og:url": base + address if base else "",
    }
    json_ld = (
        dict(made.json_ld)
        if made
        else {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": title,
            "description": description,
            "inLanguage": language_of(built.case.about.language).tag,
        }
    )
    return {
        "description": description,
        "og": {name: value for name, value in graph.items() if value},
        "json_ld": script_json(json_ld),
        "section": f"{address}index.html",
        "scripts": list(whole.scripts) if whole else [],
        "head": whole.head if whole else "",
    }
