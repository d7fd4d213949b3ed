"""A preview from its first build to its end: what it builds, what came of it, what it leaves."""

from __future__ import annotations

import gc
import secrets
import threading
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import click
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer

from casebook.pages.report import ADDRESS as REPORT
from casebook.problems import Problem
from mkdocs_adapter.ondemand import OnDemand
from mkdocs_adapter.preview.outcome import Outcome, is_bug, listening, said
from mkdocs_adapter.preview.overlay import Overlay
from mkdocs_adapter.preview.panel import Panel, render, unmade_page, write_waiting_page
from mkdocs_adapter.preview.place import Place
from mkdocs_adapter.preview.serving import Panelled, UnmadeError
from mkdocs_adapter.preview.signals import end_gently
from mkdocs_adapter.preview.watching import Sight, watch
from mkdocs_adapter.publication import Publication, log
from mkdocs_adapter.refused import CaseError

_REST = 1.0
"""Seconds after a save until the preview tidies up."""
_STAYS = "The last good site stays up until this is mended."
_WAITS = "There is no site yet: it comes with the first save without problems."


def _reloads() -> bool:
    context = click.get_current_context(silent=True)
    given = context.params if context is not None else {}
    # The fork of MkDocs has two flags where MkDocs has one.
    return not given["no_livereload"] if "no_livereload" in given else given.get("livereload", True)


def tidy_later() -> threading.Timer:
    """Let the memory of earlier builds be freed when the browser has what it asked for.

    A build leaves much that only the collector finds, which rests as long as somebody waits.
    """
    timer = threading.Timer(_REST, _tidy)
    timer.daemon = True
    timer.start()
    return timer


def _tidy() -> None:
    gc.enable()
    gc.collect()


class Preview:
    """Builds a site again and again, and shows what came of it."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._dirty = False
        self._place: Place | None = None
        self._before: Sight | None = None
        self._overlay: Overlay | None = None
        self._error: BaseException | None = None
        self._warnings: tuple[Problem, ...] = ()
        self._outcome = Outcome()
        self._episode = ""
        self._panel = Panel()
        self._on_demand = OnDemand()
        self._making = threading.RLock()
        self._tidying = threading.Timer(0, _tidy)
        self._shapes: Sight | None = None
        """How the templates were when all pages could be made with them."""

    def guard(self, *, dirty: bool) -> None:
        """Let the first build of `mkdocs serve` fail without ending it.

        MkDocs builds once before it tells plugins of its server, and no event can keep it from
        ending when that fails. So its first call of `build` comes by here. Without live reload it
        may end: nobody would be told of the mended site.
        """
        if not _reloads():
            return
        end_gently()
        self._dirty = dirty
        self._publication.waits = not dirty
        names = vars(serve)
        build = names["build"]

        def guarded(config: MkDocsConfig, **options: Any) -> None:
            names["build"] = build
            self._place = place = Place.of(config)
            self._before = Sight(place.watched)
            self._attempt(place, partial(build, config, **options))

        names["build"] = guarded

    def stage(self, config: MkDocsConfig) -> None:
        """Let the build of a good case go into a fresh folder, which becomes the site when whole.

        A dirty build writes over the pages that are there: it leaves most of them as they are.
        """
        self._warnings = self._publication.built.warnings
        if self._place is not None and not self._dirty:
            self._overlay = Overlay(self._place.site)
            config.site_dir = str(self._overlay.path)

    def fail(self, error: Exception) -> None:
        """Remember why a build failed: MkDocs says no more than that it did."""
        self._error = error

    def attach(self, server: LiveReloadServer) -> None:
        """Let the server build by way of us, watch what we read, and show what came of it."""
        place, build = self._place, server.builder
        if place is None:
            return
        server.builder = partial(self._attempt, place, build)
        server.set_app(Panelled(server, lambda: self._panel, self._made))
        watch(server, place.watched)
        if self._before is not None and self._before.differs():
            # Something was saved while the first build ran, before anybody looked.
            self._attempt(place, build)

    def end(self) -> None:
        """Leave nothing behind of a build that did not come to its end."""
        self._tidying.cancel()
        if self._overlay is not None:
            self._overlay.discard()
        self._overlay = None

    def _attempt(self, place: Place, build: Callable[[], None]) -> None:
        self._warnings = ()
        self._tidying.cancel()
        gc.disable()
        # What is made on demand shares much with a build: the theme, the words of the language.
        with self._making, listening(log.logger.name) as complaints:
            try:
                shapes = Sight(place.shapes)
                build()
                if self._shapes is not None and self._shapes.differs():
                    self._publication.try_all()
                self._publish(shapes)
            except (Exception, SystemExit) as error:  # noqa: BLE001 -- whatever it is, serve on
                self.end()
                self._publication.take_back()
                outcome = self._failed(error, complaints)
            else:
                outcome = Outcome(complaints=tuple(complaints), warnings=self._warnings)
        self._show(place, outcome)
        self._tidying = tidy_later()

    def _publish(self, shapes: Sight) -> None:
        if self._overlay is not None:
            self._overlay.publish()
        self._publication.note_shown()
        if self._shapes is None:
            # Most of a case stays as it was read first: the collector need not look at it again.
            gc.freeze()
        self._on_demand = self._publication.on_demand or OnDemand()
        self._overlay, self._shapes = None, shapes

    def _made(self, path: str) -> bytes | None:
        """Return a file that is made on demand, or None where there is none of this name.

        Raises `UnmadeError` where a bug keeps it from being made.
        """
        with self._making:
            try:
                return self._on_demand.get(path)
            except Exception as error:
                traceback.print_exception(error)
                raise UnmadeError(unmade_page(said(error))) from error

    def _failed(self, error: BaseException, complaints: list[str]) -> Outcome:
        """Say what went wrong in the terminal, unless MkDocs has done so, and return it."""
        cause, self._error = self._error or error, None
        if isinstance(cause, CaseError):
            return Outcome(problems=cause.problems)
        failure = said(cause)
        if is_bug(cause):
            traceback.print_exception(cause)
        elif cause is error or not isinstance(cause, BuildError):
            log.error(failure)
        others = tuple(text for text in complaints if text != failure)
        # A strict build may fail for the warnings alone.
        return Outcome(failure=failure, complaints=others, warnings=self._warnings)

    def _show(self, place: Place, outcome: Outcome) -> None:
        had_site, has_site = self._panel.has_site, self._panel.has_site or outcome.good
        if self._outcome.good and not outcome.good:
            self._episode = secrets.token_hex(4)
        self._outcome = outcome
        report = place.link(REPORT) if has_site and self._publication.preview else ""
        markup = render(outcome, place, self._episode, has_site=has_site, report=report)
        self._panel = Panel(has_site, markup)
        if not has_site:
            write_waiting_page(place.site)
        if not outcome.good:
            log.info(_STAYS if has_site else _WAITS)
        elif not had_site and self._publication.preview:
            log.info("The state of the research: %s%s", place.url, REPORT)
