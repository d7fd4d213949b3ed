"""What the browser tests share: pages of the shipped case, which no request may leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tools.browser import View, opened


@pytest.fixture
def open_page(chromium: Browser, site_url: str) -> Iterator[Callable[[View], Page]]:
    """Return a function that opens an empty page in the given view; `goto("timeline/")` then works.

    The test fails at its end if any request left the site.
    """
    with ExitStack() as pages:
        yield lambda view: pages.enter_context(opened(chromium, view, site_url))[0]


@pytest.fixture
def page(open_page: Callable[[View], Page], request: pytest.FixtureRequest) -> Page:
    """Return an empty page: wide, light, with scripts, or in the view given as its parameter.

    `@pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)` runs a test in all views.
    """
    return open_page(getattr(request, "param", View()))
