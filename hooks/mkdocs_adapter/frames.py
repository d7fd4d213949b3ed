"""The theme around a generated page: rendered once for pages that differ in nothing but values.

Material's templates take much of the time of a build when they are rendered for every page, and
what they make of one page differs from the next only where they print a value of it. So a frame is
rendered with marks in the place of these values, taken apart at the marks, and filled for each
page. Whether that gives what the theme itself gives is tried on samples in every build; where it
does not, because a template asks for something of a page that is not known here, the theme renders
each page of that kind, those as well that have been written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import dirname
from typing import Any, TypeAlias

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.structure.files import File
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import write_file

from mkdocs_adapter.page import GeneratedPage

READY = "ready.html"
"""The template that prints a page which is finished already."""

_MAIN = "main.html"
_FILLED = frozenset({"title", "description", "og", "json_ld", "head"})
# Letters that no filter changes; the content has a heading, since the theme adds one where none is.
_MARKS = re.compile(r"(casebookzq[\w:-]*?qz|<h1casebookzqbodyqz)")
_CONTENT = "<h1casebookzqbodyqz"


Context: TypeAlias = Mapping[str, Any]
Kind: TypeAlias = "tuple[Any, ...]"


@dataclass
class _Frame:
    """What stands between the values, and the marks of these; the pages that it was used for."""

    pieces: list[str]
    uses: list[tuple[GeneratedPage, Context]] = field(default_factory=list)
    filled_in: int = 0

    def __post_init__(self) -> None:
        self._encoded = [*map(encoded, self.pieces)]

    def filled(self, values: Mapping[str, str]) -> bytes:
        given = [values.get(piece) for piece in self.pieces]
        pairs = zip(given, self._encoded, strict=True)
        return b"".join([piece if text is None else encoded(text) for text, piece in pairs])

    @property
    def is_due(self) -> bool:
        """Whether the last page is a sample: the first, the second, the fourth, the eighth ..."""
        return self.filled_in & (self.filled_in - 1) == 0


@dataclass
class Frames:
    """The frames of one build, each made when the first page comes that needs it."""

    environment: Environment
    occupied: frozenset[str] = frozenset()
    """Folders of hand-written pages: what lies in one is linked in a way of its own."""
    _frames: dict[Any, _Frame] = field(default_factory=dict)
    _wrong: dict[Any, _Frame] = field(default_factory=dict)

    def page(self, page: GeneratedPage, context: Context) -> str:
        """Return the whole HTML of a page, as the theme renders it in this context.

        The page is remembered, so that it can be mended.
        """
        frame = self._frame(page, lambda: context)
        if frame is None:
            return self.rendered(context)
        frame.uses.append((page, context))
        return self._filled(frame, page, lambda: context).decode()

    def once(self, page: GeneratedPage, context: Callable[[], Context]) -> bytes:
        """Return the whole HTML of a page that is not remembered, as it is written.

        Whoever calls this makes the page anew where its frame turns out to be wrong.
        """
        frame = self._frame(page, context)
        if frame is None:
            return encoded(self.rendered(context()))
        return self._filled(frame, page, context)

    def is_wrong(self, kind: Kind) -> bool:
        """Return whether a frame has been seen to give something else than the theme."""
        return kind in self._wrong

    def condemn(self, kinds: Iterable[Kind]) -> None:
        """Use the frames of some kinds no more: they have been seen to be wrong elsewhere."""
        for kind in kinds:
            self._wrong[kind] = self._frames.get(kind) or _Frame([])

    def mend(self) -> list[str]:
        """Write anew the pages whose frame turned out to be wrong; return where that was seen."""
        for frame in self._wrong.values():
            for page, context in frame.uses:
                made = self.rendered({**context, "page": page})
                write_file(encoded(made), page.file.abs_dest_path)
        return [frame.uses[-1][0].url for frame in self._wrong.values() if frame.uses]

    def rendered(self, context: Context) -> str:
        """Return what the theme itself makes of a page."""
        return self.environment.get_template(_MAIN).render(context)

    def _frame(self, page: GeneratedPage, context: Callable[[], Context]) -> _Frame | None:
        """Return the frame of a page, or None where the theme must render it."""
        if dirname(page.url) in self.occupied:
            return None
        kind = kind_of(page)
        if kind in self._wrong:
            return None
        if kind not in self._frames:
            marked = {**context(), "page": _Marked(page)}
            self._frames[kind] = _Frame(_MARKS.split(self.rendered(marked)))
        return self._frames[kind]

    def _filled(self, frame: _Frame, page: GeneratedPage, context: Callable[[], Context]) -> bytes:
        frame.filled_in += 1
        made = frame.filled(_values(page))
        if frame.is_due and made != (true := encoded(self.rendered(context()))):
            self._wrong[kind_of(page)] = frame
            return true
        return made


def encoded(html: str) -> bytes:
    """Return HTML as MkDocs writes it."""
    return html.encode("utf-8", errors="xmlcharrefreplace")


def folders(files: Iterable[File]) -> frozenset[str]:
    """Return every folder that files lie in, and those that hold these folders."""
    found: set[str] = set()
    for file in files:
        folder = dirname(file.url)
        while folder and folder not in found:
            found.add(folder)
            folder = dirname(folder)
    return frozenset(found)


class _Marked:
    """A page whose values are marks; in all else it is the page."""

    def __init__(self, page: GeneratedPage) -> None:
        self._page = page
        self.content = _CONTENT
        self.title = _mark("title")
        self.canonical_url = page.canonical_url and _mark("canonical")
        self.edit_url = page.edit_url and _mark("edit")
        # Material's own link past the navigation leads to the first heading.
        first = [AnchorLink("", _mark("anchor"), 1)] if _first(page) else []
        self.toc = TableOfContents(first)
        self.meta = {
            **page.meta,
            **{name: _mark(name) for name in ("title", "description", "json_ld", "head")
               if page.meta.get(name)},
            "og": {name: _mark(name) for name in page.meta.get("og", ())},
        }  # fmt: skip

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


def _mark(name: str) -> str:
    return f"casebookzq{name}qz"


def _first(page: GeneratedPage) -> str:
    """Return the anchor of the first heading of a page, or an empty text."""
    return next((link.id for link in page.toc), "")


def kind_of(page: GeneratedPage) -> Kind:
    """Return what pages must have in common to share a frame.

    Links of the frame depend on the first folder of the address and on its depth.
    """
    meta = page.meta
    return (
        page.url.partition("/")[0],
        page.url.count("/"),
        page.canonical_url is None,
        page.edit_url is None,
        bool(_first(page)),
        *(bool(meta.get(name)) for name in sorted(_FILLED)),
        *meta.get("og", ()),
        *(f"{name}={value}" for name, value in meta.items() if name not in _FILLED),
    )


def _values(page: GeneratedPage) -> dict[str, str]:
    """Return what the theme prints in the place of each mark, escaped as it does it."""
    meta = page.meta
    title = Markup(meta.get("title") or page.title).striptags()
    return {
        _CONTENT: page.content or "",
        _mark("title"): str(escape(title)),
        _mark("description"): str(escape(meta.get("description", ""))),
        _mark("json_ld"): meta.get("json_ld", ""),
        _mark("head"): meta.get("head", ""),
        _mark("canonical"): page.canonical_url or "",
        _mark("anchor"): _first(page),
        _mark("edit"): str(escape(page.edit_url or "")),
        **{_mark(name): str(escape(value)) for name, value in meta.get("og", {}).items()},
    }
