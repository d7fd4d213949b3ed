"""Pages that are made and written beside MkDocs, by as many processes as there are processors.

MkDocs takes page after page through its events and holds all of them in memory to the end. Pages of
the case need that only where somebody else listens to these events. Otherwise MkDocs knows where
they are, so that it can check links and list them in the sitemap; each is made, put into the theme,
written and forgotten here, while MkDocs does the rest. So are the search, the cards and files in
other formats; only the page that lists these waits for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from casebook.exports import FORMATS, Listing
from casebook.pages import Planned
from casebook.pages.addresses import DATA, INDEXES, NETWORK
from casebook.processes import Shared, share_out
from mkdocs_adapter.formats import Formats, WrittenFiles
from mkdocs_adapter.frames import Frames, Kind, encoded, kind_of
from mkdocs_adapter.page import GeneratedPage
from mkdocs_adapter.writing import SiteFiles


class _Written(NamedTuple):
    """The kind of a page that was written, by its number, whether its frame has turned out to be
    wrong, and the files that belong to the page.
    """

    number: int
    kind: Kind
    wrong: bool
    files: tuple[WrittenFiles, ...]


_Done: TypeAlias = _Written | WrittenFiles | None


class Beside:
    """The pages of one build that MkDocs does not write."""

    def __init__(self, files: Iterable[File]) -> None:
        """Take those of `files` that are pages of the case, still to be made."""
        found = ((file, file.page) for file in files)
        self.pages = [
            (page, page.made, file.inclusion is InclusionLevel.INCLUDED)
            for file, page in found
            if isinstance(page, GeneratedPage) and isinstance(page.made, Planned)
        ]
        """Each with what is known of it, and whether it stands in the nav."""
        self.pages.sort(key=lambda one: _turn(one[1].address))
        self._last = sum(planned.address == DATA for _, planned, _ in self.pages)
        self.listings: list[Listing] = []
        """The files in other formats, when all have been written."""
        self._listed: Sequence[File] = ()
        self._shared: Shared[Callable[[], _Done], _Done] | None = None

    def begin(
        self,
        site: SiteFiles,
        frames: Frames,
        formats: Formats,
        asides: Iterable[Callable[[], None]],
        prepare: Callable[[GeneratedPage], None],
        nav: Navigation,
        files: Files,
        config: MkDocsConfig,
    ) -> None:
        """Let the other processors begin, and MkDocs leave these pages out.

        `asides` write what goes with the pages; `prepare` does with a page that is made what the
        events of MkDocs do.
        """
        if not self.pages:
            return
        self._site, self._frames, self._formats, self._prepare = site, frames, formats, prepare
        formats.begin_writing(site)
        self._listed = files.documentation_pages()
        self._context = partial(get_context, nav, self._listed, config)
        for page, _, _ in self.pages:
            page.file.inclusion = InclusionLevel.EXCLUDED
        pages = range(len(self.pages) - self._last)
        # What takes longer than a page comes last, where this process begins.
        self._shared = Shared(
            lambda work: work(),
            [
                *(partial(self._write, number) for number in pages),
                *([formats.write] * len(FORMATS)),
                *asides,
            ],
        )

    def complete(self, context: MutableMapping[str, Any]) -> None:
        """Let a template list these pages too."""
        if self._shared is not None:
            context["pages"] = self._listed

    def finish(self) -> list[str]:
        """Write what is still to be written; return where the theme had to render all alike."""
        if self._shared is None:
            return []
        done = self._shared.finish()
        written = [one for one in done if isinstance(one, _Written)]
        files = [one for one in done if isinstance(one, WrittenFiles)]
        self.listings = self._formats.finish(files, (f for page in written for f in page.files))
        wrong = {one.kind: one.number for one in reversed(written) if one.wrong}
        self._frames.condemn(wrong)
        share_out(self._write, [one.number for one in written if one.kind in wrong])
        return [self.pages[number][0].url for number in wrong.values()]

    def finish_last(self) -> None:
        """Write the page that waits for all others."""
        for number in range(len(self.pages) - self._last, len(self.pages)):
            self._write(number)

    def end(self) -> None:
        """Stop the other processes, if they are still at work."""
        if self._shared is not None:
            self._shared.end()

    def _write(self, number: int) -> _Written:
        page, planned, in_nav = self.pages[number]
        page.made = made = planned.make()
        self._prepare(page)
        page.active = True  # the nav shows where the reader is
        context = partial(self._context, page)
        kind = kind_of(page)
        frames = self._frames
        html = encoded(frames.rendered(context())) if in_nav else frames.once(page, context)
        page.active = False
        self._site.write(html, page.file.dest_uri)
        page.forget(planned)
        return _Written(number, kind, frames.is_wrong(kind), self._formats.write_of(made))


def _turn(address: str) -> int:
    """Return when a page has its turn, as a number to sort by.

    The others begin with networks, this process with maps, and they meet where neither is needed:
    so each loads, and works out, only what its own drawings rest on.
    """
    if address.startswith((NETWORK, INDEXES["actors"])):
        return 0
    if address == DATA:
        return 3
    return 2 if address.startswith(INDEXES["places"]) else 1
