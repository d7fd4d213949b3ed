"""What all tests share: whole built sites, and the order in which tests run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tools import ROOT
from tools.browser import launched
from tools.building import build_site
from tools.serving import serving

# A time limit for one example measures the machine's load, not the code.
settings.register_profile("casebook", deadline=None)
settings.load_profile("casebook")

# What a shell starts in the background ignores interrupts, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

_MARKED_BY_FIXTURE = {"built_site": "site", "chromium": "browser"}
_LAST = ("site", "browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the costly fixtures they use; run unit tests first, browser tests last."""
    for item in items:
        for fixture, marker in _MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    items.sort(key=_rank)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the shipped case, built once, strictly and without a warning."""
    out = tmp_path_factory.mktemp("shipped") / "site"
    build_site(ROOT, out)
    return out


@pytest.fixture(scope="session")
def serve_site() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder until the tests end and gives its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def site_url(built_site: Path, serve_site: Callable[[Path], str]) -> str:
    """Return the address at which the shipped case is served; it ends in a slash."""
    return serve_site(built_site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the machine's own Chromium, started once."""
    with launched() as browser:
        yield browser


def _rank(item: pytest.Item) -> int:
    ranks = (_LAST.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in _LAST)
    return max(ranks, default=0)
