"""Markdown that needs no Markdown: paragraphs, headings and flat lists of words, with marks and
words set off by stars.

Most texts are no more than that, and Python-Markdown, the sanitiser and the way of marks through
both take most of the time of linking a case. Whatever is anything else is left to them: here is
only what comes out the same, and nothing that must be refused.
"""

from __future__ import annotations

import re

from casebook.case import UnresolvedError
from casebook.text.linking import Linking
from casebook.text.markers import PLAIN_CLASS, group
from casebook.text.marks import cited
from casebook.text.passage import RECORD_SCHEME, Citation

# A character that neither Markdown nor HTML knows, nor the marks of a text.
_KNOWN = r"\x7f-\xa0\ue000-\ue008\\`*_{}\[\]<>&|#"
_CHARACTER = rf"[^\x00-\x1f{_KNOWN}]"
_WORDS = re.compile(rf"{_CHARACTER}+")
_PIECE = re.compile(
    rf"(?P<plain>[^\x00-\x09\x0b-\x1f{_KNOWN}]+)"
    rf"|\*(?P<stressed>(?!\s){_CHARACTER}+(?<!\s))\*"
    rf"|\[@(?P<cited>{_CHARACTER}+)\]"
    rf"|\[\[(?P<never>!?)(?P<name>{_CHARACTER}+?)(?:\|(?P<words>{_CHARACTER}+))?\]\]"
)
# A line that begins no list, heading, table or definition, and ends without a break.
_LINE = r"""(?:["'“„‘«(]*[^\W\d_]|\[\[|\*[^\W\d_]|\d+(?![\d.]))[^\n]*(?<!\s)"""
_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*"
_HEADING = rf"#{{2,4}} {_LINE}"
# What follows a list without a paragraph between them may go on with it.
_LIST = rf"- {_LINE}(?:\n- {_LINE})*(?!\n\n-)"
_BLOCK = f"(?:{_PARAGRAPH}|{_HEADING}|{_LIST})"
_TEXT = re.compile(rf"{_BLOCK}(?:\n\n{_BLOCK})*")


def convert(text: str, linking: Linking) -> str | None:
    """Return the HTML of a text with its marks as links; None where it needs Markdown itself.

    `linking` gathers what the text cites, which counts only where there is a result.
    """
    if "**" in text or not _TEXT.fullmatch(text):
        return None
    blocks = text.split("\n\n")
    made = {}
    # Markdown comes to lists when it has done all else; what is cited is gathered in this order.
    for block in sorted(blocks, key=_is_list):
        if (html := _block(block, linking)) is None:
            return None
        made[block] = html
    return "\n".join([made[block] for block in blocks])


def _is_list(block: str) -> bool:
    return block.startswith("-")


def _block(block: str, linking: Linking) -> str | None:
    if _is_list(block):
        items = [_inline(item, linking) for item in block[2:].split("\n- ")]
        found = [f"<li>{item}</li>\n" for item in items if item is not None]
        return f"<ul>\n{''.join(found)}</ul>" if len(found) == len(items) else None
    level = len(block) - len(block.lstrip("#"))
    inner = _inline(block[level + 1 :] if level else block, linking)
    name = f"h{level}" if level else "p"
    return None if inner is None else f"<{name}>{inner}</{name}>"


def _inline(text: str, linking: Linking) -> str | None:
    made: list[str] = []
    end = 0
    while end < len(text):
        piece = _PIECE.match(text, end)
        html = _html(piece, linking) if piece else None
        if piece is None or html is None:
            return None
        made.append(html)
        end = piece.end()
    return "".join(made)


def _html(piece: re.Match[str], linking: Linking) -> str | None:
    if plain := piece["plain"]:
        return plain
    if stressed := piece["stressed"]:
        return f"<em>{stressed}</em>"
    try:
        if found := piece["cited"]:
            return _cited([cited(item.strip(), linking) for item in found.split(";")], linking)
        return _reference(piece, linking)
    except UnresolvedError:
        return None


def _cited(citations: list[Citation], linking: Linking) -> str:
    linking.citations += citations
    return group(citations)


def _reference(piece: re.Match[str], linking: Linking) -> str | None:
    name, given = piece["name"].strip(), piece["words"]
    words = name if given is None else given.strip()
    if not words:
        return None
    if piece["never"]:
        return f'<span class="{PLAIN_CLASS}">{words}</span>'
    key = linking.resolve(name)
    shown = linking.name(key) if given is None else words
    return f'<a href="{RECORD_SCHEME}:{key}">{shown}</a>' if _WORDS.fullmatch(shown) else None
