"""What each page lets a browser run and load, hashed here anew from what stands in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from bs4 import Tag

from crawl.records import Data
from crawl.site import Page, Site, attribute

_RUN = ("", "module", "text/javascript", "application/javascript")
_FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "blob:")


def pages_run_what_stands_in_them_alone(site: Site, data: Data) -> Iterator[str]:  # noqa: ARG001
    """Every page has a policy, before what it rules, for its own scripts and no other."""
    for page in site.pages.values():
        policy = page.soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        if not isinstance(policy, Tag):
            yield f"{page.path} has no policy"
            continue
        if late := policy.find_previous(["script", "link", "style", "img"]):
            yield f"{page.path} has its policy behind {str(late)[:60]}"
        yield from _faults(page, directives(attribute(policy, "content")))


def directives(policy: str) -> dict[str, list[str]]:
    """Return the sources that a policy allows, by directive."""
    parts = (part.split() for part in policy.split(";"))
    return {part[0]: part[1:] for part in parts if part}


def inline_hashes(page: Page) -> set[str]:
    """Return the hash of each script that stands in a page and would be run."""
    scripts = page.soup.find_all("script", src=False)
    return {hashed(tag.string or "") for tag in scripts if attribute(tag, "type") in _RUN}


def hashed(text: str) -> str:
    """Return the hash of a text as a policy writes it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _faults(page: Page, policy: dict[str, list[str]]) -> Iterator[str]:
    if policy.get("default-src") != ["'none'"]:
        yield f"{page.path} allows what its policy does not name"
    for name, sources in policy.items():
        yield from (f"{page.path}: {name} has {bad}" for bad in sources if bad in _FORBIDDEN)
    allowed = {source for source in policy.get("script-src", []) if source.startswith("'sha")}
    if allowed != inline_hashes(page):
        yield f"{page.path} allows other scripts than it has"
    styled = page.soup.find("style") or page.soup.find(style=True)
    if styled and not any(source.startswith("'sha") for source in policy.get("style-src", [])):
        yield f"{page.path} has a style that it does not allow: {str(styled)[:60]}"
