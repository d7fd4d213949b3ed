"""Text: references, citations, automatic links, mentions, and what is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casebook.build import check
from casebook.case import Case, Claim, Index
from casebook.problems import DataError, Where
from casebook.reading import Document, RawMap, RawRecord
from casebook.records import KINDS, CaseRecord, Key
from casebook.text import Citation, Linking, Passage, link
from casebook.text.bounds import excess
from casebook.text.convert import Converter
from casebook.text.markers import TAG
from casebook.text.matcher import Matcher
from casebook.text.passage import Flaw

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "text"
SITES = HERE / "sites"

REQUIRED: dict[str, dict[str, Any]] = {
    "events": {
        "title": "T",
        "date": "1900",
        "summary": "S",
        "status": "claimed",
        "sources": ["book"],
    },
    "actors": {"kind": "person", "summary": "S", "sources": ["book"]},
    "places": {"kind": "city"},
    "questions": {"status": "open", "answer": "A", "accounts": []},
    "glossary": {"short": "S"},
    "sources": {"type": "book", "issued": "1900"},
}


def _table(name: str) -> dict[str, Any]:
    table = yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(table, dict)
    return table


def _cases(name: str) -> list[Any]:
    return [pytest.param(case, id=title) for title, case in _table(name).items()]


RECORDS = _table("records")


def _case(records: Mapping[str, list[dict[str, Any]]], language: str = "en") -> Case:
    """Return a case made of records alone, without files."""
    made = {
        Key(kind, fields["id"]): KINDS[kind].model_validate({**REQUIRED[kind], **fields})
        for kind, several in records.items()
        for fields in several
    }
    ids = {kind: frozenset(key.id for key in made if key.kind == kind) for kind in KINDS}
    about = {"title": "T", "standfirst": "S", "language": language, "as_of": "2020-01-01"}
    where = Where("data/case.yml")
    raw = RawRecord("case", RawMap({}, {}, where), Document("data/case.yml", "", None), None)
    return Case(CaseRecord.model_validate(about), made, Index(ids), {}, raw)


def _convert(case: Mapping[str, Any]) -> tuple[Passage, list[Flaw]]:
    """Convert the text of a golden case, beside its own records or the common ones."""
    records = case.get("records") or RECORDS
    converter = Converter(Linking(_case(records, case.get("language", "en"))))
    own = Key(*case["own"].split("/")) if "own" in case else None
    return converter.convert(case["text"], own, line="line" in case)


def _links(html: str, *, automatic: bool = False) -> list[str]:
    mark = 'class="cb-auto"' if automatic else ""
    found = re.findall(r'<a ([^>]*)href="cb:([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [f"{words} -> {key}" for attributes, key, words in found if mark in attributes]


@pytest.mark.parametrize("case", _cases("references"))
def test_a_mark_becomes_a_link_or_a_citation(case: dict[str, Any]) -> None:
    passage, flaws = _convert(case)
    assert flaws == []
    if "html" in case:
        assert passage.html.strip() == case["html"]
    if "headings" in case:
        assert [f"{h.level} {h.words}" for h in passage.headings] == case["headings"]
        anchors = [heading.anchor for heading in passage.headings]
        assert len(set(anchors)) == len(anchors)
        assert re.findall(r'<h\d id="([^"]*)">', passage.html) == anchors


def test_citations_are_kept_in_the_order_of_the_text() -> None:
    passage, _ = _convert({"text": "a [@paper; @book, p. 1] b [@paper, ch.  2]"})
    assert passage.citations == (
        Citation("paper", ""),
        Citation("book", "p. 1"),
        Citation("paper", "ch. 2"),
    )


@pytest.mark.parametrize("case", _cases("names"))
def test_a_name_is_linked_by_itself_or_not(case: dict[str, Any]) -> None:
    passage, flaws = _convert(case)
    assert flaws == []
    if "html" in case:
        assert passage.html.strip() == case["html"]
    else:
        assert _links(passage.html) == case["links"]


def test_links_that_nobody_wrote_are_marked() -> None:
    passage, _ = _convert({"text": "Amundsen at [[framheim]] with a depot."})
    assert _links(passage.html, automatic=True) == [
        "Amundsen -> actors/amundsen",
        "depot -> glossary/depot",
    ]


def test_english_plurals_are_found_in_english_cases_alone() -> None:
    for language, words in {"en": ["depots"], "en-GB": ["depots"], "tg": [], "de": []}.items():
        passage, _ = _convert({"text": "Zwei depots.", "language": language})
        assert [found.split(" -> ")[0] for found in _links(passage.html)] == words


@pytest.mark.parametrize("case", _cases("mentions"))
def test_a_mention_keeps_its_sentence(case: dict[str, Any]) -> None:
    passage, _ = _convert(case)
    found = [
        f"{m.target}: {m.before.lstrip()}[{m.words}]{m.after.rstrip()}" for m in passage.mentions
    ]
    order = sorted if "any_order" in case else list
    assert order(found) == order(case["mentions"])


@pytest.mark.parametrize("case", _cases("safe"))
def test_what_markdown_does_not_make_is_harmless(case: dict[str, Any]) -> None:
    assert _convert(case)[0].html.strip() == case["html"]


@pytest.mark.parametrize("case", _cases("flaws"))
def test_a_mistake_in_a_text_is_named(case: dict[str, Any]) -> None:
    _, flaws = _convert(case)
    assert len(flaws) == len(case["flaws"])
    for flaw, expected in zip(flaws, case["flaws"], strict=True):
        for words in expected.split(" | "):
            assert words in f"{flaw.what} {flaw.hint}"
        assert flaw.hint
        assert flaw.needle in case["text"]
        assert flaw.needle.startswith(case.get("find", flaw.needle)[: len(flaw.needle)])


def test_every_text_of_a_case_is_linked_and_mentioned_once_for_each_record() -> None:
    event = {"id": "e", "summary": "At Framheim.", "body": "Framheim again, with a depot [@paper]."}
    texts, problems = link(_case({**RECORDS, "events": [event]}))
    assert problems == []
    key = Key("events", "e")
    assert texts.get(key, "summary").plain == "At Framheim."
    assert texts.get(key, "accounts", 0, "says").html == ""
    sources = [(b.source, b.mention.before) for b in texts.backlinks[Key("places", "framheim")]]
    assert sources == [(key, "At ")]
    assert [b.source for b in texts.backlinks[Key("glossary", "depot")]] == [key]


def test_a_line_of_a_source_is_linked_as_well() -> None:
    sources = [{"id": "book", "title": "B", "note": "Kept at [[framheim]]."}]
    texts, _ = link(_case({**RECORDS, "sources": [*sources, {"id": "paper", "title": "P"}]}))
    assert [b.source for b in texts.backlinks[Key("places", "framheim")]] == [
        Key("sources", "book")
    ]


def _problems_of_pages(folder: Path, pages: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong with these hand-written pages beside a case that is whole."""
    for name, content in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    try:
        check(SITES / "broken" / "base" / "data", folder)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_hand_written_pages_are_checked_like_texts(tmp_path: Path) -> None:
    pages = {
        "index.md": b"# Home\n\nSee [[ada-lovelace]] [@memoir-1843].\n",
        "more/page.md": b"---\ntitle: Of [[no]]\n---\nA\n[[ada-lovelase]] and [@memoir-1834].\n",
        "more/odd.md": b"[a](javascript:alert)\n",
        "more/code.md": b"```python\nrows[[0, 1]]\n\nrows[[2]]  # [@no]\n```\n",
    }
    found = _problems_of_pages(tmp_path / "docs", pages)
    assert [problem.split(": ")[0] for problem in found] == [
        "docs/more/odd.md:1:5",
        "docs/more/page.md:5:1",
        "docs/more/page.md:5:24",
    ]
    assert '"ada-lovelace"' in found[1]
    assert '"memoir-1843"' in found[2]


@pytest.mark.parametrize(
    ("name", "content", "at"),
    [
        ("page.md", b"A \xff\n", "docs/page.md:1:3"),
        ("page.md", b"---\n- title\n---\nA\n", "docs/page.md:1:1"),
        ("timeline.md", b"A\n", "docs/timeline.md:1:1"),
        ("Timeline.md", b"A\n", "docs/Timeline.md:1:1"),
        ("actors/index.md", b"A\n", "docs/actors/index.md:1:1"),
        ("actors/ada-lovelace.md", b"A\n", "docs/actors/ada-lovelace.md:1:1"),
    ],
)
def test_a_hand_written_page_that_cannot_stand_is_named(
    tmp_path: Path, name: str, content: bytes, at: str
) -> None:
    found = _problems_of_pages(tmp_path / "docs", {name: content})
    assert [problem.split(": ")[0] for problem in found] == [at]


def test_the_words_of_a_passage_are_plain() -> None:
    passage, _ = _convert({"text": "A *depot* & [[framheim|house]] [@book]\n\n- x < y"})
    assert passage.plain == "A depot & house x < y"


class _Tags(HTMLParser):
    """Notes every tag with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


ATTRIBUTES = {"href", "title", "class", "id", "lang", "dir", "start"}
FORBIDDEN = {"script", "style", "iframe", "img", "svg", "object", "embed", "form", "input", "base"}
ADDRESS = re.compile(r"(?:https?|mailto|cb|cite):|[^:]*(?:$|[/?#])", re.IGNORECASE)

ADDRESSES = {f"cb:{kind}/{r['id']}" for kind, several in RECORDS.items() for r in several}
ADDRESSES |= {f"cite:{record['id']}" for record in RECORDS["sources"]}

PIECES = st.sampled_from(
    [
        *("[[amundsen]]", "[[", "]]", "|", "[@book]", "[@", "; @", "![", "](", ")", "[[!x]]"),
        *("<script>", "</script>", "<a href='", "javascript:", "data:text/html,", "'>", "</a>"),
        *("<b onclick=x>", "<img src=x onerror=y>", "<style>", "<svg/onload=x>", "<!--", "-->"),
        *("cb:actors/none", "cite:none", "&#106;avascript:", "&lt;", "&", "\\", "`", "*", "_", "#"),
        *("\n", "\n\n", "    ", "- ", "1. ", "> ", "## ", "| a |\n|---|\n", ":   ", "\x02", "\x03"),
        *("Amundsen", "depot's", "Roald *Amundsen*", "Москве", "أمير", "U.S.", ". ", "\u200c", "İ"),
        *(chr(0xE000 + number) for number in range(10)),
        *("\x02wzxhzdk:0\x03", "klzzwxh:0001", "\ufffc", "<", ">", '"', "'", "\t", "\r\n"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join)


@given(TEXTS)
def test_no_text_breaks_out(text: str) -> None:
    for line in ({}, {"line": "true"}):
        passage, _ = _convert({"text": text, **line})
        for tag, attributes in _Tags(passage.html).found:
            assert tag not in FORBIDDEN
            assert set(attributes) <= ATTRIBUTES
            address = attributes.get("href", "").strip()
            assert ADDRESS.match(address)
            assert not address.startswith(("cb:", "cite:")) or address in ADDRESSES


PROSE = st.sampled_from(
    [
        *("[[amundsen]]", "[[!pole]]", "[[depot|the *depot*]]", "[[ pole | Pole ]]", "[[sons]]"),
        *("[[nobody]]", "[[sons|]]", "[[| x]]", "[@book]", "[@book, p. 4; @paper]", "[@none]"),
        *('[@book, "x"]', "*so*", "* so*", "*so *", "**so**", "*a*b*", "![", "]: x", "(x)"),
        *("The depot", "in 1911.", "1911", "1. ", "2) ", "- ", "“No”, ", "(He) ", "http://x.y/z "),
        *(" ", " ", " ", "\n", "\n", "\n\n", "\n\n", "  \n", "\n ", "\n\n\n", "=", ": ", "Москва"),
        *("\n- ", "\n\n- The", "\n\n## ", "\n\n### The", "\n\n#### 1911", "##", "#\n", "\n\nHe "),
    ]
)


@given(TEXTS | st.lists(PROSE | st.text(max_size=2), max_size=14).map("".join), st.booleans())
def test_a_plain_text_comes_out_as_markdown_would_have_it(text: str, line: bool) -> None:
    case = {"text": text, **({"line": "true"} if line else {})}
    with patch("casebook.text.quick.convert", lambda _text, _linking: None):
        slow = _convert(case)
    assert _convert(case) == slow


CITED = st.sampled_from(
    [
        *("[@book]", "[@book, p. 4; @paper]", " [@paper] ", '[@book, "x"]', "[@none]"),
        *("Amundsen", "The depot", "a word", ". ", "\n\n", "[[pole]]", "*", "**"),
        *("[", "](https://x.example/)", "<b>", "</b>", "<a href='https://x.example/'>", "</a>"),
        *("<sup>", "</sup>", "> ", "\n- ", "<!-- ", " -->"),
    ]
)


@given(st.lists(CITED, max_size=14).map("".join))
def test_a_group_of_citations_is_what_its_tags_are_one_by_one(text: str) -> None:
    with patch("casebook.text.weaving._PIECE", TAG):
        slow = _convert({"text": text})
    assert _convert({"text": text}) == slow


MARKS = st.sampled_from(
    [*"[]()<>`#=*+-:.1aä \t\n\\\u2003", "](", "\n\n", "<b>", "</b>", "1. ", "- ", "> ", "\\-"]
)


@given(
    st.lists(st.tuples(MARKS, st.sampled_from([1, 2, 19, 21, 60, 110])), max_size=8).map(
        lambda found: "".join(mark * times for mark, times in found)
    )
)
def test_a_text_far_from_every_bound_is_beyond_none(text: str) -> None:
    found = excess(text)
    with patch("casebook.text.bounds._is_plain", lambda _text: False):
        assert excess(text) == found


@pytest.mark.parametrize("first", range(0xE000, 0xE010))
def test_private_characters_make_no_link(first: int) -> None:
    """Whatever stands for a link while a text is converted, an editor cannot write it."""
    marks = [chr(first + number) for number in range(6)]
    text = "".join(mark + word for mark in marks for word in ("actors/none", "", "book"))
    passage, _ = _convert({"text": text})
    assert "<a" not in passage.html
    assert "<sup" not in passage.html


WORDS = st.sampled_from(
    [
        "Amundsen",
        "Roald",
        "depot",
        "depots",
        "sledge dog",
        "Москва",
        "أمير",
        "dog",
        "a",
        "the",
        "U.S.",
    ]
)


@given(
    st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", ", ", ". ", "? ", " – "])), min_size=1)
)
def test_linking_changes_no_word_of_a_text(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts).strip()
    passage, _ = _convert({"text": text})
    assert passage.plain == " ".join(text.split())
    for mention in passage.mentions:
        sentence = " ".join(f"{mention.before}{mention.words}{mention.after}".split())
        assert sentence in passage.plain


LETTERS = st.sampled_from(["a", "b", "B", "s", "сд", "Д", "أب", "1"])
JOINTS = st.sampled_from(["", " ", "-", "'", "’"])
NAMES = st.lists(st.tuples(LETTERS, JOINTS), min_size=1, max_size=4).map(
    lambda parts: "".join(letter + joint for letter, joint in parts).strip(" '’-")
)
CLAIMS = st.lists(
    st.tuples(NAMES, st.booleans()), max_size=6, unique_by=lambda pair: _fold(pair[0])
)
GAPS = st.sampled_from(["", " ", " ", " ", ", ", "-", "'", "’s ", "_", "\u0301", "\n"])


@given(CLAIMS, st.data())
def test_finding_is_leftmost_longest_search_for_whole_words(
    names: list[tuple[str, bool]], data: st.DataObject
) -> None:
    words = st.sampled_from([name for name, _ in names]) | LETTERS if names else LETTERS
    pieces = data.draw(st.lists(st.tuples(words, st.booleans(), GAPS)))
    text = "".join((word.upper() if capitals else word) + gap for word, capitals, gap in pieces)
    claims = [
        Claim(name, Key("glossary", "t"), Key("glossary", "t"), match_case, plural=False)
        for name, match_case in names
    ]
    found = [(m.start, m.end, m.claim.words) for m in Matcher(claims, english=False).find(text)]
    assert found == list(_search(names, text.replace("’", "'").replace("\n", " ")))


def _fold(words: str) -> str:
    return words.replace("’", "'").lower()


LETTER = "[\\w\u0301]"


def _search(names: list[tuple[str, bool]], text: str) -> Iterator[tuple[int, int, str]]:
    """Look for every name at every place: slow, and plain to see that it is right."""
    patterns = [(words, _pattern(words, match_case)) for words, match_case in names]
    place = 0
    while place < len(text):
        here = [(m.end(), words) for words, p in patterns if (m := p.match(text, place))]
        if here:
            end, words = max(here)
            yield place, end, words
            place = end
        else:
            place += 1


def _pattern(words: str, match_case: bool) -> re.Pattern[str]:
    own = re.escape(words.replace("’", "'"))
    before = f"(?<!{LETTER})(?<!{LETTER}')"
    after = f"(?!{LETTER})(?!'(?![sS](?!{LETTER})){LETTER})"
    return re.compile(before + own + after, 0 if match_case else re.IGNORECASE)
