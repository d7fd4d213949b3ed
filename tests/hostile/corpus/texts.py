"""Texts that Markdown finds hard, in records and on hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.corpus.documents import BOMB, MERGES
from hostile.corpus.hostile import CLEAN, EITHER, EVENT, REFUSED, Hostile

PIECES = (
    "[", "]", "[]", "[[", "]]", "[@", "[@a;", "![", "[](", "[a](", "[a](b ", "[a](<", '[a](b "',
    "[[a|", "[^", "[a]: b\n", "*", "a*", "*a ", "**a *b ", "***a ", "_", "*a_", "`", "``", "`a",
    "`|", "<", "<a ", "<b>", "<q>", "<sup>", "<div>", "<div>\n\n", "<!--", "<![CDATA[", "<?", "<!",
    "</", '<a href="', "<http://a", "<a@b.c>", "<script>", "<table><tr><td>", "&", "&amp;", "&#",
    "&#x", "&a", "\\", "\\[", '"', '">', ">", "> ", "> a\n", "- ", "* ", "+ ", "1. ", "- a\n",
    "- a\n\n", ": ", "a\n: b\n\n", "|", "a|b\n-|-\n", "#", "# a\n", "## a\n\n", "=", "-", "a\n=\n",
    "a\n-\n", "\n", "a\n\n", "    a\n", "\t", " ", "{", "{{", "{%", "$", "~", "^", ".", ". ", "A. ",
    "?! ", "a", "a b ", "\u0301", "👩\u200d🔬", "ع", "Ada Lovelace ", "Ada Lovelace. ",
    "[[ada-lovelace]] ", "[[ada-lovelace|*x*]] ", "[@memoir-1843] ", "[[nobody]] ", "[@a; @b] ",
    "- > ", "> - ", "1. > - ", "*[", "[*", "<b>[", "`[", "\\`[", "<p>\n", "a  \n", "[x]: y 'z\n",
)  # fmt: skip
"""What is hard on a parser when it stands again and again."""

_HEADS = {
    "nests": (f"a: {'[' * 20_000}", REFUSED),
    "expands": (BOMB, REFUSED),
    "merges": (MERGES, REFUSED),
    "holds Python": ("a: !!python/object/apply:os.system ['touch owned']", REFUSED),
    "holds a date that is none": ("a: 2015-99-99", REFUSED),
    "holds a number that is none": ("a: 1e999999999", EITHER),
    "has no key": ("- a", REFUSED),
}


def texts() -> Iterator[Hostile]:
    """Yield long texts, in the body of an event."""
    for piece in PIECES:
        for letters in (39_000, 190_000):
            text = (piece * (letters // len(piece) + 1))[:letters]
            yield _text(f"{piece!r} for {letters} letters", f"a {text}")
    yield _text("lists like a stair", "\n".join(f"{'    ' * n}- a" for n in range(200)))
    yield _text("quotations like a stair", "\n".join(f"{'>' * n} a" for n in range(300)))
    yield _text("links in links", "[a" * 1000 + "](b)" * 1000)
    yield _text("a wide table", "|".join("a" * 5000) + "\n" + "|".join("-" * 5000))
    yield _text("backticks of every length", " ".join("`" * n for n in range(1, 250)))
    yield _text("a line of a million letters", "a" * 1_000_000, REFUSED, "CB244")
    yield _text("a line of a million words", "ab " * 330_000, REFUSED, "CB244")
    yield _text("a whole article", "Words of an article. " * 900 + "\n\n## A\n\nMore.", CLEAN)


def pages() -> Iterator[Hostile]:
    """Yield hand-written pages: their front matter and their text."""
    for name, (head, ends) in _HEADS.items():
        page = f"---\n{head}\n---\n\n# A page\n"
        yield Hostile(f"front matter that {name}", {"docs/x.md": page}, ends, builds=False)
    endless = {"docs/x.md": "---\n" + "\n" * 1_000_000}
    yield Hostile("front matter without an end", endless, EITHER, builds=False)
    for piece in ("[", "<b>", "> ", "- ", "1. ", "`|", "[[", "# a\n", "*a_", "<!--", "[a](b "):
        page = f"# A\n\na {(piece * 39_000)[:39_000]}\n"
        yield Hostile(f"a page of {piece!r}", {"docs/x.md": page}, EITHER, builds=False)


def _text(name: str, text: str, ends: str = EITHER, code: str = "") -> Hostile:
    inside = "\n".join(f"  {line}" for line in text.split("\n"))
    file = {"data/events/x.yml": f"{EVENT}Words.\nbody: |2-\n{inside}\n"}
    return Hostile(f"a text of {name}", file, ends, code, builds=False)
