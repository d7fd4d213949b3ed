"""Open pages in Chromium at a given size and colour scheme, and log what they ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import ADVICE, find_chromium
from tools.errors import ToolError
from tools.web import NODE

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nothing but this machine has an address: what slips past the log still reaches nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_HARMLESS = ("data:", "blob:", "about:")


@dataclass(frozen=True)
class View:
    """How a reader looks at a page."""

    width: int = 1280
    """In CSS pixels."""
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True
    touch: bool = False
    """By finger on a phone, not by mouse."""
    policy: bool = True
    """Whether the browser heeds the policy of a page; without it as well nothing may do harm."""

    def __str__(self) -> str:
        marks = ("" if self.scripts else "-no-scripts") + ("-touch" if self.touch else "")
        return f"{self.width}-{self.scheme}{marks}"


VIEWS = tuple(View(width, scheme) for width in (390, 1280) for scheme in ("light", "dark"))
"""Narrow and wide, light and dark: what every page must work in."""


@dataclass(frozen=True)
class RequestLog:
    """Every address that the pages of one view asked for."""

    home: str
    """The address that all others must begin with."""
    addresses: list[str] = field(default_factory=list)

    def strangers(self) -> tuple[str, ...]:
        """Return the requests that left the site, in order."""
        allowed = (self.home, *_HARMLESS)
        return tuple(address for address in self.addresses if not address.startswith(allowed))


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the machine's own Chromium and end it afterwards. Raises ToolError if there is none."""
    if (path := find_chromium()) is None:
        raise ToolError(ADVICE)
    # Playwright's own Node wants libatomic, which a fresh Debian lacks; this one does not.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=list(FLAGS)) as browser,
    ):
        yield browser


@contextmanager
def opened(browser: Browser, view: View, home: str) -> Iterator[tuple[Page, RequestLog]]:
    """Open an empty page in a fresh profile; relative addresses are taken from `home`.

    Raises AssertionError at the end if any request left the site at `home`.
    """
    context = browser.new_context(
        base_url=home,
        viewport={"width": view.width, "height": 800},
        color_scheme=view.scheme,
        java_script_enabled=view.scripts,
        has_touch=view.touch,
        is_mobile=view.touch,
        service_workers="block",
        bypass_csp=not view.policy,
    )
    log = RequestLog(home)
    context.on("request", lambda request: log.addresses.append(request.url))
    try:
        yield context.new_page(), log
    finally:
        context.close()
    assert not log.strangers(), f"requests left the site: {log.strangers()}"


def add_style(page: Page, css: str) -> None:
    """Give a page another style sheet, in the way that no policy of the page forbids."""
    page.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        css,
    )
