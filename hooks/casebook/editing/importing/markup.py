"""HTML as timelines hold it -> the Markdown of a record, or plain words.

What Markdown has no sign for is told: the words inside stay, the tag goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from casebook.editing.importing.escaping import address, begun, escaped, linked
from casebook.editing.importing.report import quoted
from casebook.editing.importing.surroundings import Block, Surroundings, lines

Attributes = list[tuple[str, str | None]]

_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em"})
# Markdown has no sign for them, but takes them as they are.
_KEPT = frozenset({"sub", "sup", "cite", "q", "s", "del", "ins", "small", "code", "kbd"})
_INLINE = _STRONG | _EMPHASIS | _KEPT
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "figure", "figcaption", "tr", "table", "pre"}
)
_PLAIN_BLOCKS = frozenset({"p", "div"})
_HEADINGS = {f"h{level}": min(max(level, 2), 4) for level in range(1, 7)}
_AROUND = frozenset({"ul", "ol", "li", "blockquote"})
_MEDIA = frozenset({"img", "iframe", "video", "audio", "source", "embed", "object", "input"})
_HIDDEN = frozenset({"script", "style"})
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text, and what of its markup it does not hold."""

    text: str
    lost: tuple[str, ...]


def to_markdown(html: str, *, link: bool = True) -> Converted:
    """Return HTML as Markdown; with `link`, bare addresses become links."""
    writer = _Writer(plain=False, link=link)
    writer.feed_whole(html)
    return Converted("\n".join(lines(writer.blocks)).strip(), tuple(dict.fromkeys(writer.lost)))


def to_words(html: str) -> Converted:
    """Return the words of HTML on one line."""
    writer = _Writer(plain=True, link=False)
    writer.feed_whole(html)
    words = " ".join(text for block in writer.blocks for text in block.text.split())
    return Converted(words, tuple(dict.fromkeys(writer.lost)))


class _Writer(HTMLParser):
    def __init__(self, *, plain: bool, link: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lost: list[str] = []
        self._plain = plain
        self._link = link
        self._inline: list[tuple[str, str]] = [("", "")]  # (tag, url), outermost first
        self._texts = [""]
        self._around = Surroundings()
        self._heading = 0
        self._hidden = ""

    def feed_whole(self, html: str) -> None:
        """Take in a whole text; what only looks like a tag is text."""
        cut = html.rfind("<") if html.rfind("<") > html.rfind(">") else len(html)
        self.feed(html[:cut] + html[cut:].replace("<", "&lt;"))
        self.close()
        self._break()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._tell_attributes(tag, attrs)
        if tag == "br":
            self._end_line()
        elif tag in _HIDDEN:
            self._hidden = tag
        elif tag == "a":
            self._close(tag)  # no link stands in another
            self._open(tag, self._address(dict(attrs).get("href") or ""))
        elif tag in _INLINE:
            self._open(tag, "")
        elif tag in _AROUND or tag in _HEADINGS:
            self._break()
            self._begin(tag)
        else:
            self._other(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = ""
        elif tag == "a" or tag in _INLINE:
            self._close(tag)
        elif tag in _AROUND or tag in _BLOCKS or tag in _HEADINGS:
            self._break()
            self._around.leave(tag)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            self.lost.append(f"what stands in <{self._hidden}>, {quoted(data.strip())}")
            return
        text = _SPACE.sub(" ", data)
        if not self._plain:
            inside = any(tag == "a" for tag, _ in self._inline)
            text = "".join(linked(text)) if self._link and not inside else escaped(text)
        self._texts[-1] += text.lstrip(" ") if self._texts[-1].endswith(("\n", " ")) else text

    def handle_comment(self, data: str) -> None:
        self.lost.append(f"the comment {quoted(data.strip())}")

    def handle_decl(self, decl: str) -> None:
        self.lost.append(f"the declaration {quoted(decl)}")

    def handle_pi(self, data: str) -> None:
        self.lost.append(f"the instruction {quoted(data)}")

    def unknown_decl(self, data: str) -> None:
        self.lost.append(f"the declaration {quoted(data)}")

    def _tell_attributes(self, tag: str, attrs: Attributes) -> None:
        for name, value in attrs:
            if not (tag == "a" and name == "href") and tag not in _MEDIA:
                self.lost.append(f"{name}={quoted(value or '')} of <{tag}>")

    def _other(self, tag: str, attrs: Attributes) -> None:
        if tag in _BLOCKS:
            self._break()
        elif tag in ("td", "th", "dt", "dd"):
            self._texts[-1] += " "
        if tag in _MEDIA:
            given = "".join(f" {name}={quoted(value or '', None)}" for name, value in attrs)
            self.lost.append(f"<{tag}{given}>")
        elif tag not in _PLAIN_BLOCKS:
            self.lost.append(f"<{tag}>")

    def _address(self, given: str) -> str:
        url = given.strip()
        if self._plain or not _ADDRESS.fullmatch(url):
            self.lost.append(f"the address {quoted(given, None)}")
            return ""
        return address(url)

    def _open(self, tag: str, url: str) -> None:
        self._inline.append((tag, url))
        self._texts.append("")

    def _close(self, tag: str) -> None:
        """End an inline tag, and with it whatever was left open inside it."""
        if tag in (name for name, _ in self._inline):
            while self._inline[-1][0] != tag:
                self._fold()
            self._fold()

    def _fold(self) -> None:
        (tag, url), text = self._inline.pop(), self._texts.pop()
        bare = text.strip()
        parted = self._texts[-1].endswith((" ", "\n"))
        before = " " if text[:1].isspace() and not parted else ""
        after = " " if bare and text[-1:].isspace() else ""
        signed = self._signed(tag, url, bare) if bare else url and f"<{url}>"
        self._texts[-1] += f"{before}{signed}{after}"

    def _signed(self, tag: str, url: str, text: str) -> str:
        if self._plain or (tag == "a" and not url):
            return text
        if tag == "a":
            # Behind a bracket, this sign would begin a citation.
            words = f"&#64;{text[1:]}" if text.startswith("@") else text
            return f"<{url}>" if text == escaped(url) else f"[{words}](<{url}>)"
        if tag in _KEPT:
            return f"<{tag}>{text}</{tag}>"
        sign, name = ("**", "strong") if tag in _STRONG else ("*", "em")
        # Signs that touch other signs may be read otherwise; tags never are.
        if "*" in text or "\n" in text or self._texts[-1].endswith("*"):
            return f"<{name}>{text}</{name}>"
        return f"{sign}{text}{sign}"

    def _end_line(self) -> None:
        """End the line; where nothing stands on it, the paragraph."""
        if "".join(self._texts).rstrip(" ").endswith("\n"):
            self._break()
        else:
            self._texts[-1] = f"{self._texts[-1].rstrip(' ')}\n"

    def _begin(self, tag: str) -> None:
        if tag == "li":
            self._around.item()
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "blockquote":
            if not self._around.enter("blockquote"):
                self.lost.append("<blockquote>")
        else:
            self._around.enter("ol" if tag == "ol" else "ul")

    def _break(self) -> None:
        """End the paragraph; inline tags that are open go on in the next one."""
        open_tags = self._inline[1:]
        while len(self._inline) > 1:
            self._fold()
        text = self._texts[0].strip()
        self._texts = [""]
        for tag, url in open_tags:
            self._open(tag, url)
        if text:
            made = text if self._plain else self._finished(text)
            self.blocks.append(self._around.block(made))
        self._heading = 0

    def _finished(self, text: str) -> str:
        parts = [piece.strip() for piece in text.split("\n")]
        if self._heading:
            # A number sign at the end would be taken for the end of the heading's mark.
            words = re.sub("#(?=#*$)", "&#35;", " ".join(parts))
            return f"{'#' * self._heading} {words}"
        return "<br>\n".join(map(begun, parts))
