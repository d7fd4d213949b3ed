"""Drawings of actors and relations as SVG: the numbers of a `Drawing`, written down."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from casebook.language import ENGLISH, Language
from casebook.pages.sheet import Sheet
from casebook.records import Key
from casebook.views.network.drawing import Box, Drawing, Line, Node, Point
from casebook.views.words import ACTOR_NAMES


def svg(drawing: Drawing, label: str, sheet: Sheet, language: Language = ENGLISH) -> Markup:
    """Return a drawing called `label`; its words lead to the rows of the table of relations.

    The table is the same for whoever cannot see the drawing: there it is links, by name.
    """
    words = _Words(drawing, sheet, language)
    width = int(round(drawing.width, 0))
    head = (
        f'<svg viewBox="0 0 {width} {drawing.height}" width="{width}" height="{drawing.height}" '
        f'role="group" aria-label="{escape(label)}">\n<g aria-hidden="true">\n'
    )
    made = [
        head,
        *map(_line, drawing.lines),
        "</g>\n",
        *map(words.verb, drawing.lines),
        *map(words.node, drawing.nodes),
        "</svg>\n",
    ]
    return Markup("".join(made))


def shape(kind: str, width: float, height: float, radius: float) -> Markup:
    """Return the box of an actor: its form says the kind, for whoever does not see its colour."""
    x, y = width / 2, height / 2
    if kind == "unit":
        path = (
            f"M{8 - x:g} {-y:g}H{x - 8:g}L{x:g} {8 - y:g}V{y - 8:g}L{x - 8:g} {y:g}"
            f"H{8 - x:g}L{-x:g} {y - 8:g}V{8 - y:g}z"
        )
        return Markup(f'<path d="{path}"/>')
    if kind == "media":
        sheet = f"M{-x:g} {-y:g}H{x - 9:g}L{x:g} {9 - y:g}V{y:g}H{-x:g}z"
        fold = f"M{x - 9:g} {-y:g}V{9 - y:g}H{x:g}"
        return Markup(f'<path d="{sheet}"/><path d="{fold}"/>')
    return Markup(f'<rect{_at(width, height)} rx="{radius if kind == "person" else 2}"/>')


def _line(line: Line) -> str:
    weak = ' class="cb-weak"' if line.weak else ""
    return (
        f'<g data-tie="tie-{line.tie.id}"{weak}><path d="{_path(line.path)}"/>'
        f'<path class="cb-head" d="{_path(line.head)}"/></g>\n'
    )


def _path(points: Sequence[Point]) -> str:
    return f"M{'L'.join([f'{x:g} {y:g}' for x, y in points])}"


def _at(width: float, height: float) -> str:
    return f' x="{-width / 2:g}" y="{-height / 2:g}" width="{width:g}" height="{height:g}"'


def _text(box: Box, step: float, drop: float) -> str:
    middle = (len(box.lines) - 1) / 2
    lines = [
        f'<tspan x="0" y="{(at - middle) * step + drop:g}">{escape(words)}</tspan>'
        for at, words in enumerate(box.lines)
    ]
    # A space for whoever reads or copies the text; it moves nothing.
    made = '<tspan font-size="0"> </tspan>'.join(lines)
    return f"<text>{made}</text>"


class _Words:
    """Writes the boxes that hold words, each of them a link."""

    def __init__(self, drawing: Drawing, sheet: Sheet, language: Language) -> None:
        self.drawing = drawing
        self.sheet = sheet
        self.language = language

    def verb(self, line: Line) -> str:
        """Return the words of a relation, or its number."""
        tie, box = line.tie, line.box
        href = escape(self.sheet.to_relation(tie.id))
        corner = ' rx="12"' if self.drawing.numbered else ""
        return (
            f'<a class="cb-verb" href="{href}" data-tie="tie-{tie.id}" '
            f'aria-label="{self._said(line)}" transform="translate({box.x:g} {box.y:g})">'
            f"<rect{_at(box.width, box.height)}{corner}/>{_text(box, 14, 4.2)}</a>\n"
        )

    def node(self, node: Node) -> str:
        """Return the box of an actor; that of the one whose page it is leads nowhere."""
        kind, box = node.actor.kind, node.box
        tag, chosen = ("g", " cb-self") if node.chosen else ("a", "")
        link = "" if node.chosen else self._link(node)
        form = shape(kind, box.width, box.height, node.corner)
        made = f"{form}{_text(box, 16, 4.6)}"
        return (
            f'<{tag} class="cb-node cb-{kind}{chosen}" data-actor="{node.actor.id}" '
            f'transform="translate({box.x:g} {box.y:g})"{link}>{made}</{tag}>\n'
        )

    def _link(self, node: Node) -> str:
        label = self.language.ngettext(
            "%(name)s, %(kind)s, one relation",
            "%(name)s, %(kind)s, %(num)s relations",
            node.ties,
            name=escape(node.actor.name),
            kind=escape(self.language.word(ACTOR_NAMES[node.actor.kind])),
        )
        return f' href="{self.sheet.to(Key("actors", node.actor.id))}" aria-label="{label}"'

    def _said(self, line: Line) -> str:
        actors, tie = self.sheet.case.actors, line.tie
        values = {
            "subject": escape(actors[tie.subject].name),
            "verb": escape(tie.verb),
            "other": escape(actors[tie.other].name),
        }
        if not self.drawing.numbered:
            return self.language.gettext("%(subject)s %(verb)s %(other)s", **values)
        number = escape(line.box.lines[0])
        return self.language.gettext(
            "%(number)s: %(subject)s %(verb)s %(other)s", number=number, **values
        )
