"""The Content-Security-Policy: a browser loads what the site has and runs what the build wrote.

See https://www.w3.org/TR/CSP3/. A script that stands in a page runs if its hash is in the policy;
so the hashes are taken from the page as it was rendered, whatever theme has put a script there.
Styles of hand-written pages are treated alike. Nothing is allowed to whatever comes in later.
"""

from __future__ import annotations

import html as markup
import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from casebook.folders import look_below

# Of a page opened from a folder the standard does not say that "self" is that folder.
_SELF = ("'self'", "file:")
_NOTHING_ELSE = ("base-uri 'none'", "form-action 'none'")
# An icon of the theme stands in the style sheet, that of the site in the page.
_SEEN = {"img-src": ("data:",), "font-src": (), "media-src": ()}

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(r"\sstyle\s*=", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
# All others are data, which nothing runs.
_PROGRAMS = frozenset({"", "module", "text/javascript", "application/javascript"})

_HEAD = re.compile(r'(<meta charset="utf-8">)', re.IGNORECASE)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_META_BYTES = re.compile(_META.pattern.encode())
_HASH = re.compile(r"'sha256-[^']+'")
# The policy stands at the top of a page, so there is no need to read the rest of it.
_TOP = 8192


def of_page(html: str) -> str:
    """Return the policy of one page, for a meta element: it holds from a folder as well."""
    return _written(_SELF, _script_hashes(html), _style_hashes(html))


def of_preview() -> str:
    """Return the policy of a preview, which puts a panel and scripts of its own into every page."""
    inline = ["'unsafe-inline'"]
    return f"{_written(_SELF, inline, inline)}; connect-src 'self'"


def of_site(folder: Path) -> str:
    """Return the policy of a whole built site, for a header: all that any of its pages needs.

    Pages are read no further than to their own policy; one without any is given nothing. A page
    cannot say who may show it in a frame of his own: the header says that nobody may.
    """
    scripts: set[str] = set()
    styles: set[str] = set()
    for policy in _policies(folder):
        for directive in policy.split("; "):
            name, *sources = directive.split(" ")
            if name == "script-src":
                scripts.update(source for source in sources if source not in _SELF)
            elif name == "style-src":
                styles.update(source for source in sources if source not in _SELF)
    own = _written(("'self'",), sorted(scripts), sorted(styles, key=_by_hash))
    return f"{own}; frame-ancestors 'none'"


def with_policy(html: str, policy: str = "") -> str:
    """Return a page with a policy, its own unless another is given, before all that it rules.

    A page that has one already stays as it is.
    """
    if _META.search(html, 0, _TOP):
        return html
    content = markup.escape(policy or of_page(html)).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return _HEAD.sub(lambda found: f"{found[1]}\n  {meta}", html, count=1)


def _written(own: Iterable[str], scripts: Iterable[str], styles: Iterable[str]) -> str:
    sources = {"script-src": scripts, "style-src": styles, **_SEEN}
    given = (" ".join((name, *own, *more)) for name, more in sources.items())
    return "; ".join(("default-src 'none'", *given, *_NOTHING_ELSE))


def _script_hashes(html: str) -> list[str]:
    return sorted({_hash(body) for body in _programs(html)})


def _programs(html: str) -> Iterator[str]:
    """Yield the scripts that stand in a page itself."""
    for attributes, body in _SCRIPT.findall(html):
        found = _TYPE.search(attributes)
        if not _SOURCE.search(attributes) and (found[1].lower() if found else "") in _PROGRAMS:
            yield body


def _style_hashes(html: str) -> list[str]:
    """Return what allows the styles of a page; those of attributes have to be asked for by name."""
    blocks = {_hash(body) for body in _STYLE.findall(html)}
    attributes = {_hash(text) for text in _style_attributes(html)}
    return sorted(
        {*blocks, *attributes, *(["'unsafe-hashes'"] if attributes else [])}, key=_by_hash
    )


def _style_attributes(html: str) -> Iterable[str]:
    # A parser takes its time, and hardly any page has one.
    if not _STYLED.search(html):
        return ()
    found = _StyleAttributes()
    found.feed(html)
    return found.texts


class _StyleAttributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.texts.extend(value or "" for name, value in attrs if name == "style")


def _by_hash(source: str) -> tuple[bool, str]:
    return bool(_HASH.fullmatch(source)), source


def _hash(text: str) -> str:
    """Return the hash of a text as a browser takes it, which knows one end of line only."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _policies(folder: Path) -> list[str]:
    """Return the policies of the pages in a folder, each once: most pages have the same."""
    found = set[bytes]().union(*look_below(str(folder), _policies_of))
    return [markup.unescape(policy.decode("utf-8", "replace")) for policy in found]


def _policies_of(entries: Iterable[os.DirEntry[str]]) -> set[bytes]:
    found: set[bytes] = set()
    for entry in entries:
        if entry.name.endswith(".html"):
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123
                top = _META_BYTES.search(file.read(_TOP))
            if top:
                found.add(top[1])
    return found
