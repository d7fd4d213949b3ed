"""A build becomes the site when it is complete, and not before.

MkDocs empties the site and then writes it, page by page; it counts the warnings of a strict build
when all is written. So it gets a fresh folder to write into, and the two change places at the very
end. Whatever fails before that, the site is as it was.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from casebook.dates import EdtfDate
from casebook.dates.epoch import CLOCK, second_of
from casebook.hosting import headers_file
from casebook.hosting.headers import HEADERS_FILE
from mkdocs_adapter.swap_folders import Staging
from mkdocs_adapter.writing import SiteFiles

log = get_plugin_logger("casebook")

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Publishing:
    """Gives MkDocs a folder to write into and a day to write down, and takes both back."""

    def __init__(self) -> None:
        self.wanted = False
        """Whether there is a site to publish; a preview has a folder of its own."""
        self._complete = False
        self._config: MkDocsConfig | None = None
        self._site_dir = ""
        self._staging: Staging | None = None
        self._clock: str | None = None

    def begin(self, config: MkDocsConfig, closed: EdtfDate) -> None:
        """Let the build be written into a fresh folder, and dated to the day research closed.

        Raises `PluginError` where the site cannot be exchanged for another.
        """
        self._config, self._site_dir, self._clock = config, config.site_dir, os.environ.get(CLOCK)
        os.environ[CLOCK] = _second(closed, self._clock)
        self._staging = _staging(Path(config.site_dir))
        config.site_dir = str(self._staging.path)

    @property
    def files(self) -> SiteFiles | None:
        """Where the files of the site are written, while one is being made."""
        return self._staging.files if self._staging is not None else None

    def complete(self) -> None:
        """Note that all is written."""
        self._complete = True

    def fail(self, error: Exception) -> None:
        """Note that the build has failed after all.

        Raises `PluginError` in the place of the system's error when the disk is full.
        """
        self._complete = False
        if self._staging and isinstance(error, OSError) and error.errno in _FULL:
            raise PluginError(
                f"The disk is full: {self._staging.path.parent} must hold the old and the new site"
                " for a moment. Make room and build again"
            ) from None

    def end(self) -> Path | None:
        """Let the new site take the place of the old one, or remove what there is of it.

        The configuration and the environment are again as they were. Returns the folder of a site
        that was published. Raises `PluginError` where the system refuses the exchange.
        """
        staging, complete = self._staging, self._complete
        if self._config is not None:
            self._give_back(self._config)
        self._staging, self._config, self._complete = None, None, False
        if staging is None:
            return None
        left = _publish(staging) if complete else _discard(staging)
        if left:
            log.info("This is left of the build and may be removed: %s", left)
        return staging.site if complete else None

    def _give_back(self, config: MkDocsConfig) -> None:
        # `gh-deploy` takes the site from here after the build.
        config.site_dir = self._site_dir
        if self._clock is None:
            os.environ.pop(CLOCK, None)
        else:
            os.environ[CLOCK] = self._clock


def write_headers(config: MkDocsConfig) -> None:
    """Write the headers that a host should send; all pages are there, whose scripts these name."""
    site = Path(config.site_dir)
    (site / HEADERS_FILE).write_text(headers_file(site), encoding="utf-8", newline="\n")


def _second(closed: EdtfDate, given: str | None) -> str:
    # Without this the day of the build would stand in the sitemap, and no two builds of a case
    # would be the same.
    try:
        return str(second_of(closed, given))
    except ValueError as error:
        raise PluginError(str(error)) from None


def _staging(given: Path) -> Staging:
    try:
        # What a link leads to is exchanged, so that the link stays.
        site = given.resolve()
        _check(site)
        return Staging(site)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or str(error)
        raise PluginError(
            f"No folder can be made beside {given}, where the new site is written before it takes"
            f" its place: {reason}. Allow writing there, or name another folder with --site-dir"
        ) from None


def _check(site: Path) -> None:
    if os.path.ismount(site):
        raise PluginError(_refusal(site, "it is a mount point"))
    if site.exists() and not site.is_dir():
        raise PluginError(f"{site} is a file; name a folder for the site with --site-dir")


def _publish(staging: Staging) -> Path | None:
    try:
        left = staging.publish()
    except OSError as error:
        staging.discard()
        raise PluginError(_refusal(staging.site, error.strerror or str(error))) from None
    log.info("Published in %s", staging.site)
    return left


def _discard(staging: Staging) -> Path | None:
    left = staging.discard()
    if staging.site.exists():
        log.info("The site in %s stays as it was", staging.site)
    return left


def _refusal(site: Path, reason: str) -> str:
    return (
        f"{site} cannot be exchanged for a new folder: {reason}. Nothing in it was changed."
        f" Build into a folder inside it, as with --site-dir {site / 'public'}, and serve that one"
    )
