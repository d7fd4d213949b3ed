"""Drawings to time as SVG: the numbers of a `Ribbon`, written down.

Functions and no macros of a template: a page has some dozens of marks, each of several numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from casebook.dates import EdtfDate, say
from casebook.language import ENGLISH, Language
from casebook.pages.sheet import Sheet
from casebook.views.ribbon import Item, Ribbon
from casebook.views.ribbon.model import Mark, Part
from casebook.views.words import STATUS_NAMES

BRIEF = 250
"""Above this number of marks each says only when, and stands at whole pixels: the rest is said
where it leads, on the same page."""

_FADES = (("left", (0, 1)), ("right", (1, 0)), ("both", (0, 1, 0)))


def svg(
    drawing: Ribbon,
    name: str,
    label: str,
    sheet: Sheet,
    language: Language = ENGLISH,
    *,
    here: bool = False,
) -> Markup:
    """Return a drawing; `name` is its own on its page, `label` what it is called.

    With `here`, marks lead to the events listed on the page itself.
    """
    width, height = _n(drawing.width), _n(drawing.height)
    rows = [
        f'<text class="cb-row" x="0" y="{_n(y)}">{escape(row)}</text>\n' for y, row in drawing.rows
    ]
    marks = _Marks(drawing, name, sheet, language, here)
    defs = _defs(name, drawing.radii, drawing.statuses)
    return Markup(
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-label="{escape(label)}">\n{defs}\n'
        f"{_bands(drawing)}{_axis(drawing)}\n"
        f"{''.join(rows)}{''.join([marks.mark(mark) for mark in drawing.marks])}</svg>\n"
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


# The drawings on the pages of records are called alike, and their marks are of few sizes.
@lru_cache(maxsize=256)
def _defs(name: str, radii: tuple[float, ...], statuses: tuple[str, ...]) -> str:
    """Return what every mark of a status looks like, once; and how ends fade."""
    glyphs = [
        f'<g id="{name}-{status[:1] or "n"}{size}">{_glyph(status, radius)}</g>\n'
        for size, radius in enumerate(radii)
        for status in statuses
    ]
    fades = [_fade(name, side, stops) for side, stops in _FADES]
    return f"<defs>\n{''.join(glyphs)}{''.join(fades)}</defs>\n"


def _fade(name: str, side: str, stops: tuple[int, ...]) -> str:
    made = "".join(
        f'<stop offset="{at / (len(stops) - 1):g}" stop-color="#fff" stop-opacity="{stop}"/>'
        for at, stop in enumerate(stops)
    )
    return (
        f'<linearGradient id="{name}-g{side[:1]}">{made}</linearGradient>'
        f'<mask id="{name}-{side}" maskContentUnits="objectBoundingBox">'
        f'<path d="M0 0h1v1H0z" fill="url(#{name}-g{side[:1]})"/></mask>\n'
    )


def _glyph(status: str, r: float) -> str:
    if status == "established":
        return f'<circle r="{_n(r)}"/>'
    if status == "reported":
        half = f"M0-{_n(r)}a{_n(r)} {_n(r)} 0 0 1 0 {_n(2 * r)}z"
        return f'{_hole(r * 0.87, r * 0.3)}<path d="{half}"/>'
    if status == "claimed":
        return _hole(r * 0.83, r * 0.38)
    if status == "disputed":
        far, stroke = _n(r * 1.1), _n(r * 0.3)
        whole = f"M0-{far} {far} 0 0 {far}-{far} 0z"
        half = f'<path d="M0-{far} {far} 0 0 {far}z"/>'
        return f'<path class="cb-hole" d="{whole}" stroke-width="{stroke}"/>{half}'
    return f'<circle r="{_n(r * 0.8)}"/>'


def _hole(radius: float, stroke: float) -> str:
    return f'<circle class="cb-hole" r="{_n(radius)}" stroke-width="{_n(stroke)}"/>'


def _bands(drawing: Ribbon) -> str:
    made: list[str] = []
    for number, band in enumerate(drawing.bands, 1):
        odd = "" if number % 2 else " cb-era-odd"
        left, right, bottom = _n(band.left), _n(band.right), _n(drawing.bottom)
        path = f"M{left} {_n(drawing.top)}H{right}V{bottom}H{left}z"
        made.append(f'<path class="cb-era{odd}" d="{path}"/>\n')
        made.append(f'<path class="cb-era-edge" d="M{left} {_n(band.edge)}V{bottom}"/>\n')
        if band.label_y is not None:
            x, y, words = _n(band.label_x), _n(band.label_y), escape(band.name)
            made.append(f'<text class="cb-era-name" x="{x}" y="{y}">{words}</text>\n')
    return "".join(made)


def _axis(drawing: Ribbon) -> str:
    axis = _n(drawing.axis)
    line = "".join(
        f"M{_n(each.left)} {axis}{_ZIGZAG if each.compressed else f'H{_n(each.right)}'}"
        for each in drawing.stretches
    )
    gaps = "".join(
        f'<path class="cb-gap" d="M{_n(x - 3)} {axis}h6"/>'
        f'<path class="cb-axis" d="M{_n(x - 5)} {_n(drawing.axis + 5)}l4-10m6 0-4 10"/>\n'
        for x in drawing.changes
    )
    ticks = "".join(
        f"M{_n(tick.x)} {axis}v{31 if tick.major else 5}" for tick in drawing.ticks if tick.lined
    )
    words = "".join(
        f'<text{" class=" + _MAJOR if tick.major else ""} x="{_n(tick.x + 4)}" '
        f'y="{_n(drawing.axis + (31 if tick.major else 15))}">{escape(tick.words)}</text>\n'
        for tick in drawing.ticks
        if tick.words
    )
    return f'<path class="cb-axis" d="{line}"/>\n{gaps}<path class="cb-tick" d="{ticks}"/>\n{words}'


_ZIGZAG = "h5l4-6 6 12 6-12 4 6h5"
_MAJOR = '"cb-major"'


class _Marks:
    def __init__(
        self, drawing: Ribbon, name: str, sheet: Sheet, language: Language, here: bool
    ) -> None:
        self.drawing = drawing
        self.name = name
        self.sheet = sheet
        self.language = language
        self.here = here
        self.brief = here and len(drawing.marks) > BRIEF
        self.sizes = {radius: size for size, radius in enumerate(drawing.radii)}

    def mark(self, mark: Mark) -> str:
        item = mark.item
        href = self._href(item)
        tag, link = ("a", f' href="{href}"') if href else ("g", "")
        status = f" cb-{item.status}" if item.status else ""
        lang = f' lang="{escape(item.lang)}"' if item.lang else ""
        glyph = f"{self.name}-{item.status[:1] or 'n'}{self.sizes[mark.radius]}"
        parts = "".join([self._part(part, mark, glyph) for part in mark.parts])
        label = ""
        if mark.label:
            at = f'x="{_n(mark.label_x)}" y="{_n(mark.label_y)}"'
            label = f"<text{lang} {at}>{escape(mark.label)}</text>"
        return (
            f'<{tag}{link} class="cb-dot{status}"><title{lang}>{self._said(item)}</title>'
            f"{parts}{label}</{tag}>\n\n"
        )

    def _href(self, item: Item) -> str:
        if item.anchor and (self.here or not item.target):
            return f"#{item.anchor}"
        return self.sheet.to(item.target) if item.target else ""

    def _said(self, item: Item) -> str:
        if item.date and not self.brief:
            return _dated(item.label, item.date, item.status, self.language)
        gettext = self.language.gettext
        if item.date:
            when: str = escape(say(item.date, self.language))
        elif item.between:
            first, second = (self._label(name) for name in item.between)
            when = gettext("between %(first)s and %(second)s", first=first, second=second)
        else:
            when = gettext("date unknown")
        return when if self.brief else _title(item.label, when, item.status, self.language)

    def _label(self, name: str) -> str:
        return escape(self.drawing.labels.get(name, name))

    def _part(self, part: Part, mark: Mark, glyph: str) -> str:
        x, to = (round(part.x, 0), round(part.to, 0)) if self.brief else (part.x, part.to)
        if part.kind == "glyph":
            return f'<use href="#{glyph}" x="{_n(x)}" y="{_n(mark.y)}"/>'
        if part.kind == "unknown" and mark.bottom - mark.top <= 12:
            return ""
        if self.brief and part.kind in ("thin", "thick") and not part.fade:
            return f'<path class="cb-{part.kind}" d="M{_n(x)} {_n(mark.y)}H{_n(to)}"/>'
        mask = f' mask="url(#{self.name}-{part.fade})"' if part.fade else ""
        return _STROKES[part.kind](x, to, mark.y, mark.radius, mask)


# An event is drawn on the pages of all its actors, and twice on each.
@lru_cache(maxsize=4096)
def _dated(label: str, date: EdtfDate, status: str, language: Language) -> str:
    return _title(label, escape(say(date, language)), status, language)


def _title(label: str, when: str, status: str, language: Language) -> str:
    """Return what is said of a mark, as HTML; `when` is HTML already."""
    title = escape(label)
    if not status:
        return language.gettext("%(title)s: %(date)s", title=title, date=when)
    word = escape(language.word(STATUS_NAMES[status]))
    return language.gettext("%(title)s: %(date)s, %(status)s", title=title, date=when, status=word)


def _bar(x: float, to: float, y: float, half: float) -> str:
    """Return a bar from end to end; `half` is half its height."""
    return f"M{_n(x)} {_n(y - half)}H{_n(to)}v{_n(2 * half)}H{_n(x)}z"


def _rails(x: float, to: float, y: float, half: float) -> str:
    """Return the two long sides of a bar alone."""
    return f"M{_n(x)} {_n(y - half)}H{_n(to)}m0 {_n(2 * half)}H{_n(x)}"


_Stroke = Callable[[float, float, float, float, str], str]
# From its place, its end, its height, the radius of its mark, and how it fades.
_STROKES: Mapping[str, _Stroke] = {
    "thin": lambda x, to, y, r, mask: f'<path d="{_bar(x, to, y, r * 0.3)}"{mask}/>',
    "thick": lambda x, to, y, r, mask: f'<path d="{_bar(x, to, y, r * 0.7)}"{mask}/>',
    "thin dashed": lambda x, to, y, r, mask: (
        f'<path class="cb-dash" d="{_rails(x, to, y, r * 0.3)}"{mask}/>'
    ),
    "thick dashed": lambda x, to, y, r, mask: (
        f'<path class="cb-dash" d="{_rails(x, to, y, r * 0.7)}"{mask}/>'
    ),
    "hollow": lambda x, to, y, r, mask: (
        f'<path class="cb-line" d="{_bar(x, to, y, r * 0.7)}"{mask}/>'
    ),
    "arrow left": lambda x, _to, y, r, _mask: (
        f'<path d="M{_n(x)} {_n(y)}l9-{_n(r)}v{_n(2 * r)}z"/>'
    ),
    "arrow right": lambda x, _to, y, r, _mask: (
        f'<path d="M{_n(x)} {_n(y)}l-9-{_n(r)}v{_n(2 * r)}z"/>'
    ),
    "unknown": lambda x, _to, y, _r, _mask: (
        f'<text class="cb-unknown" x="{_n(x)}" y="{_n(y + 4)}">?</text>'
    ),
    "ring": lambda x, _to, y, r, _mask: (
        f'<circle class="cb-dash" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r * 1.6)}"/>'
    ),
    "one of": lambda x, to, y, _r, _mask: f'<path class="cb-dash" d="M{_n(x)} {_n(y)}H{_n(to)}"/>',
    "all of": lambda x, to, y, _r, _mask: f'<path class="cb-line" d="M{_n(x)} {_n(y)}H{_n(to)}"/>',
}
